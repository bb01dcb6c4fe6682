package explain

import (
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
)

// Origin says in words whether a good originates.
func (c Catalogue) Origin(o finding.Outcome) string {
	return c.Say(finding.Message("frame.origin." + string(o)))
}

// State says in words why a line of an annex decides nothing by itself.
func (c Catalogue) State(s agreement.State) string {
	return c.Say(finding.Message("frame.state." + string(s)))
}

// Topic is the heading under which provisions are shown.
func (c Catalogue) Topic(t agreement.Topic) string {
	return c.Say(finding.Message("frame.topic." + string(t)))
}

// Tolerance puts a tolerance into words: of which materials how much may fail the rule.
func (c Catalogue) Tolerance(t agreement.Tolerance, price agreement.Price) string {
	code := finding.Message("frame.tolerance." + string(t.Kind))
	switch {
	case t.Kind != agreement.ByShare:
	case t.Weight.IsZero():
		code += ".value"
	case t.Value.IsZero():
		code += ".weight"
	default:
		code += ".either"
	}
	return c.Say(code, value("value", t.Value.String()), value("weight", t.Weight.String()), value("price", string(price)))
}
