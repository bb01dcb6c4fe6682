package proof_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/memledger/seeded"
	"origo/network/audit/proof"
)

// dispute is a story of one case: asked, answered, refused, asked again.
func dispute(t testing.TB) (*story, registry.Case) {
	t.Helper()
	w, err := seeded.New(certificate.VKFTA)
	must(t, err)
	d := w.Specimen(certificate.FormVK, "VN", 1)
	_, err = w.Issue(d)
	must(t, err)
	ground := registry.Ground{Item: 1, Code: "criterion_doubtful", Citation: "VKFTA Art. 3.21"}
	asked := registry.OpenCase{
		CaseHead: registry.CaseHead{Certificate: d.ID(), Number: "KCS-1", Basis: registry.ReasonableDoubt, Items: []int{1}},
		Opening:  registry.CaseContent{Action: registry.CaseOpened, Officer: "KR-1", Reasons: []registry.Ground{ground}},
		Salt:     bytes.Repeat([]byte{5}, 32),
	}
	send(t, w.Customs("KR"), registry.StartCase, registry.TransientCase, asked)
	id := registry.NameCase(certificate.VKFTA, "KR", asked).String()
	for i, content := range []registry.CaseContent{
		{Action: registry.CaseReceived, Officer: "VN-1"},
		{Action: registry.CaseReplied, Officer: "VN-1", Answers: []registry.ItemAnswer{{Answer: registry.Insufficient}}},
		{Action: registry.CaseClosed, Officer: "KR-1", Result: registry.CaseRefused, Reasons: []registry.Ground{ground}},
		{Action: registry.CaseReplied, Officer: "VN-1", Answers: []registry.ItemAnswer{{Answer: registry.Authentic}}},
		{Action: registry.CaseReconsidered, Officer: "KR-1"},
	} {
		by := w.Customs("KR")
		if registry.SideOfAction(content.Action) == registry.IssuingSide {
			by = w.Issuer("VN")
		}
		send(t, by, registry.AddToCase, registry.TransientEntry, registry.CaseEntryRequest{Case: id, After: i + 1, CaseContent: content})
	}
	raw, err := w.Customs("KR").Evaluate(registry.ReadCase, nil, id)
	must(t, err)
	var shown registry.Case
	must(t, json.Unmarshal(raw, &shown))
	return told(t, w, []*certificate.Document{d}), shown
}

// judgeCase lets the story be audited with the case as a peer shows it.
func (s *story) judgeCase(shown registry.Case) []proof.Finding {
	c := proof.New(contract)
	var all []proof.Finding
	for _, tx := range s.transactions {
		all = append(all, c.Check(tx)...)
	}
	for _, h := range s.holdings {
		all = append(all, c.Examine(h.Dossier.ID, h)...)
	}
	all = append(all, c.ExamineCase("peer0.krcustoms", shown)...)
	return append(all, c.Unexplained("KR_VN", c.Transactions())...)
}

func TestCasesAreProven(t *testing.T) {
	s, shown := dispute(t)
	if found := s.judgeCase(shown); len(found) != 0 {
		t.Errorf("%v", found)
	}
	hidden := shown
	hidden.ID = strings.Repeat("x", 9)
	if found := s.judgeCase(hidden); len(found) != 3 {
		t.Errorf("a case that is not shown leaves %v", found)
	}
}

func TestForgedCasesAreFound(t *testing.T) {
	for name, forgery := range map[string]struct {
		change func(*registry.Case)
		want   string
	}{
		"number":          {func(c *registry.Case) { c.Number = "KCS-2" }, "importing half holds another value"},
		"answer":          {func(c *registry.Case) { c.Entries[2].Answers[0].Answer = registry.Authentic }, "issuing half holds another value"},
		"last entry gone": {func(c *registry.Case) { c.Entries = c.Entries[:5] }, "stands otherwise"},
		"entry gone":      {func(c *registry.Case) { c.Entries = slices.Delete(c.Entries, 1, 2) }, "written without an entry"},
		"entry invented": {func(c *registry.Case) {
			more := c.Entries[5]
			more.Action, more.Sequence, more.Transaction = registry.CaseReminded, 7, "nowhere"
			c.Entries = append(c.Entries, more)
		}, "not on this channel"},
		"by another":  {func(c *registry.Case) { c.Entries[1].By = "VNCustoms" }, "was made by VNIssuer"},
		"another day": {func(c *registry.Case) { c.Entries[1].At = "2020-01-01T00:00:00Z" }, "made at another time"},
		"standing":    {func(c *registry.Case) { c.Standing.State = registry.CaseIsClosed }, "stands otherwise"},
		"salt":        {func(c *registry.Case) { c.Salt[0]++ }, "holds another value"},
	} {
		t.Run(name, func(t *testing.T) {
			s, shown := dispute(t)
			forgery.change(&shown)
			found := s.judgeCase(shown)
			if !slices.ContainsFunc(found, func(f proof.Finding) bool { return strings.Contains(f.Text, forgery.want) }) {
				t.Errorf("%v", found)
			}
		})
	}
}
