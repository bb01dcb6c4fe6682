package memory_test

import (
	"bytes"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
)

// TestCaseFromOpeningToClosure: the real contract through the port, with the repetitions of a connection.
func TestCaseFromOpeningToClosure(t *testing.T) {
	s := newStage(t)
	s.issue(t)
	asked := registry.OpenCase{CaseHead: registry.CaseHead{Certificate: s.document.ID(), Number: "TH-1", Basis: registry.RandomCheck},
		Opening: registry.CaseContent{Action: registry.CaseOpened, Officer: "TH-7"}, Salt: bytes.Repeat([]byte{3}, 32)}
	for range 2 {
		receipt, err := s.customs.OpenCase(t.Context(), asked)
		must(t, receipt, err)
	}
	id := registry.NameCase(certificate.ATIGA, "TH", asked).String()
	reply := registry.CaseEntryRequest{Case: id, After: 1, CaseContent: registry.CaseContent{
		Action: registry.CaseReplied, Officer: "VN-3", Answers: []registry.ItemAnswer{{Answer: registry.Authentic}}}}
	for range 2 {
		receipt, err := s.issuer.AddToCase(t.Context(), reply)
		must(t, receipt, err)
	}
	closure := registry.CaseEntryRequest{Case: id, After: 2, CaseContent: registry.CaseContent{
		Action: registry.CaseClosed, Officer: "TH-7", Result: registry.CaseAccepted}}
	_, err := s.issuer.AddToCase(t.Context(), closure)
	refusedWith(t, err, registry.RoleRequired)
	receipt, err := s.customs.AddToCase(t.Context(), closure)
	must(t, receipt, err)
	read, err := s.issuer.Case(t.Context(), id)
	if got := must(t, read, err); len(got.Entries) != 3 || got.Standing.Result != registry.CaseAccepted {
		t.Errorf("%+v", got)
	}
	page, err := s.customs.FindCases(t.Context(), registry.CaseQuery{States: []registry.CaseState{registry.CaseIsClosed}})
	if got := must(t, page, err); len(got.Cases) != 1 || got.Cases[0].ID != id {
		t.Errorf("%+v", got)
	}
}
