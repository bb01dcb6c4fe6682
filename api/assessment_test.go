package api

import (
	"net/http"
	"testing"

	"origo/api/identity"
	"origo/api/wire"
	"origo/clearance"
	"origo/fta-rules/explain"
	"origo/fta-rules/procedure"

	rules "origo/fta-rules"
)

// The answer comes in the language asked for and, with the facts it rests on,
// replays to the same bytes.
func TestAssessmentReplaysAndSpeaks(t *testing.T) {
	w := newWorld(t)
	w.found()
	sealed := w.sealed(w.document())
	asked := wire.VerificationRequest{Certificate: &sealed.Certificate, Seal: &sealed.Seal}
	var report clearance.Report
	if got := w.as("THCustoms", identity.Customs, "POST", "/v1/verifications?facts=true&lang=vi", asked, &report); got != http.StatusOK {
		t.Fatalf("answered %d", got)
	}
	if report.Explained == nil || report.Explained.Language != explain.Vietnamese || report.Explained.Step == "" || report.Facts == nil {
		t.Fatalf("%+v", report.Explained)
	}
	book, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	if replayed, err := clearance.NewAssessor(book).Replay(report); err != nil || !replayed.Same {
		t.Errorf("%v: %+v", err, replayed.Changes)
	}
}

// A proof on paper puts the question of the specimens, and is never refused for
// lack of a seal.
func TestPaperIsAssessed(t *testing.T) {
	w := newWorld(t)
	w.found()
	paper := clearance.Entered{Agreement: "atiga", Exporter: "VN", Items: []procedure.Item{{Number: 1}},
		Proof: procedure.Proof{Kind: procedure.Certificate, Form: "D", IssuingCountry: "VN", Reference: "VN-TH 26/02/00099"}}
	if v := w.verdict(identity.Customs, wire.VerificationRequest{Entered: &paper}); v != clearance.Refer {
		t.Errorf("a paper is assessed %s", v)
	}
}
