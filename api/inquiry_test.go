package api

import (
	"strings"
	"testing"

	"origo/api/identity"
	"origo/certificate"
	"origo/clearance"
)

// TestCasesWeighInAssessments: the item in doubt waits, the other does not; an answer and the closure show at once, and
// a trader is told nothing of the case.
func TestCasesWeighInAssessments(t *testing.T) {
	c := newCaseDesk(t)
	d := c.document()
	lines := []any{map[string]any{"line": 1, "item": 1, "quantity": map[string]any{"value": "5", "unit": d.Items[0].Quantity.Unit}},
		map[string]any{"line": 2, "item": 2, "quantity": map[string]any{"value": "5", "unit": d.Items[1].Quantity.Unit}}}
	asked := map[string]any{"reference": d.ID(), "declaration": map[string]any{"number": "TH-1", "importing_country": "TH", "lines": lines}}
	assessed := func(language string) clearance.Report {
		t.Helper()
		var report clearance.Report
		if got := c.as("THCustoms", identity.Customs, "POST", "/v1/verifications?facts=true&lang="+language, asked, &report); got != 200 {
			t.Fatalf("answered %d", got)
		}
		return report
	}
	open := assessed("vi")
	if open.Lines[0].Verdict != clearance.Verify || open.Lines[1].Verdict != clearance.Accept {
		t.Errorf("%s and %s", open.Lines[0].Verdict, open.Lines[1].Verdict)
	}
	var words string
	for _, f := range open.Explained.Lines[0].Findings {
		words += f.Text + "\n"
	}
	if !strings.Contains(words, "bảo lãnh 1250.5 THB") || !strings.Contains(words, "TH-17/2026") {
		t.Errorf("line 1 says\n%s", words)
	}
	c.add("VNIssuer", map[string]any{"action": "replied", "answers": []any{map[string]any{"item": 1, "answer": "authentic"}}}, 201, "")
	if a := assessed("en"); a.Lines[0].Verdict != clearance.Refer {
		t.Errorf("answered: %s", a.Lines[0].Verdict)
	}
	c.add("THCustoms", map[string]any{"action": "closed", "result": "accepted"}, 201, "")
	if a := assessed("ko"); a.Lines[0].Verdict != clearance.Accept || len(*a.Facts.Cases.Value) != 1 {
		t.Errorf("closed: %s", a.Lines[0].Verdict)
	}
	traders(t, c, d)
}

// traders has a trader assess the same certificate from its file.
func traders(t *testing.T, c *caseDesk, d *certificate.Document) {
	t.Helper()
	sealed := c.sealed(d)
	body := map[string]any{"certificate": sealed.Certificate, "seal": sealed.Seal}
	var report clearance.Report
	if got := c.as("THCustoms", identity.Trader, "POST", "/v1/verifications?facts=true", body, &report); got != 200 {
		t.Fatalf("answered %d", got)
	}
	if f := report.Facts; f.Cases.State != clearance.Withheld || f.Cases.Value != nil || f.Paper.Value != nil {
		t.Errorf("a trader sees %+v", f.Cases)
	}
}
