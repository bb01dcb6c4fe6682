package answers

import (
	"origo/certificate"
	"origo/fta-rules/casefile"
	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure"
)

// Question is a certificate with what lies beside it.
type Question struct {
	Stage       procedure.Stage
	Certificate *certificate.Document
	Papers      casefile.Papers
	Bills       map[int]origin.Bill // by item of the certificate
	Authorised  *bool               // whether the authorisation of a declaring exporter holds; nil if nobody looked
}

// Check is what the rules make of a certificate, item by item.
type Check struct {
	Certificate certificate.ID        `json:"certificate"`
	Stage       procedure.Stage       `json:"stage"`
	Verdict     finding.Verdict       `json:"verdict"`
	Words       string                `json:"words"`
	Curable     bool                  `json:"curable,omitempty"`
	Findings    []explain.Explanation `json:"findings"` // about the whole
	Items       []CheckedItem         `json:"items"`
	Result      procedure.Decision    `json:"result"`
}

// CheckedItem is what was found about one item.
type CheckedItem struct {
	procedure.ItemDecision
	Words    string                `json:"words"`
	Findings []explain.Explanation `json:"findings"`
}

// Check answers whether a certificate may be issued, or relied on at clearance. The error says what to mend in the
// papers or bills.
func (d Desk) Check(q Question) (Check, error) { return d.checkBeside(q, nil) }

// checkBeside is Check with further findings that weigh like those of the checks.
func (d Desk) checkBeside(q Question, facts []finding.Finding) (Check, error) {
	if err := q.Papers.Check(q.Certificate); err != nil {
		return Check{}, err
	}
	c := casefile.Case(q.Stage, q.Certificate, q.Papers)
	if q.Authorised != nil {
		c.Proof.Self.AuthorisationValid = q.Authorised
	}
	decision, err := d.book.Examine(c, q.Bills)
	if err != nil {
		return Check{}, err
	}
	if len(facts) > 0 {
		decision = procedure.Decide(c, append(decision.Findings, facts...))
	}
	answer := Check{
		Certificate: q.Certificate.ID(), Stage: q.Stage, Verdict: decision.Verdict, Words: d.words.Verdict(decision.Verdict),
		Curable: decision.Curable, Findings: []explain.Explanation{}, Items: []CheckedItem{}, Result: decision,
	}
	for _, item := range decision.Items {
		answer.Items = append(answer.Items, CheckedItem{item, d.words.Verdict(item.Verdict), []explain.Explanation{}})
	}
	for _, f := range decision.Findings {
		answer.put(d.words.Explain(f))
	}
	return answer, nil
}

// put sorts a finding to its item; what concerns no item of the certificate is about the whole.
func (c *Check) put(e explain.Explanation) {
	for i := range c.Items {
		if c.Items[i].Number == e.Item {
			c.Items[i].Findings = append(c.Items[i].Findings, e)
			return
		}
	}
	c.Findings = append(c.Findings, e)
}
