package console

import (
	"slices"
	"testing"

	"origo/certificate/registry"
	"origo/clearance"
	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
)

// cancelledSight is a cancelled certificate whose second line also fails by
// itself, and whose first leaves a question that no longer matters.
func cancelledSight() sight {
	f := func(check string, v finding.Verdict) clearance.Finding {
		return clearance.Finding{Check: check, Verdict: v}
	}
	words := func(text string, evidence ...string) explain.Explanation {
		return explain.Explanation{Text: text, Evidence: evidence}
	}
	return newSight(claim{}, clearance.Report{
		Assessment: clearance.Assessment{Verdict: finding.Refuse,
			Findings: []clearance.Finding{f("W-1", finding.Refuse), f("W-2", finding.Refer)},
			Lines: []clearance.Line{{Item: 1, Verdict: finding.Refuse, Findings: []clearance.Finding{f("L-1", finding.Accept)}},
				{Item: 2, Verdict: finding.Refuse, Findings: []clearance.Finding{f("L-2", finding.Refuse), f("L-3", finding.Refuse), f("L-4", finding.Refuse)}}}},
		Explained: &clearance.Explained{
			Findings: []explain.Explanation{words("It is cancelled."), words("The way is not known.", "transport documents")},
			Lines: []clearance.ExplainedLine{{Item: 1, Findings: []explain.Explanation{words("Well.")}},
				{Item: 2, Findings: []explain.Explanation{words("Other goods."), words("Too much.", "the scale note"), words("Not wanted.")}}}},
		Facts: &clearance.Facts{Record: clearance.Answer[registry.Record]{State: clearance.Found, Value: &registry.Record{Status: registry.Cancelled}}},
	})
}

func TestReasonsOfARefusal(t *testing.T) {
	p, s := &Page{Words: must(readWords(explain.English))(t)}, cancelledSight()
	want := []string{"It is cancelled.", "Item 2: Other goods.", "Item 2: Too much.", "and 1 more, below"}
	if got := p.reasons(s); !slices.Equal(got, want) {
		t.Errorf("reasons %q", got)
	}
	if got := s.evidence(); !slices.Equal(got, []string{"the scale note"}) {
		t.Errorf("evidence %q: the way of the goods does not bring a cancelled certificate back", got)
	}
	if !s.dragged(0) || s.dragged(1) || !s.closed() {
		t.Errorf("dragged %t, %t, closed %t", s.dragged(0), s.dragged(1), s.closed())
	}
	s.report.Verdict = finding.Refer
	if got := s.evidence(); !slices.Contains(got, "transport documents") {
		t.Errorf("evidence of a question %q", got)
	}
	s.report.Verdict = finding.Accept
	if got := p.reasons(s); got != nil {
		t.Errorf("reasons to accept %q", got)
	}
}
