package answers

import (
	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
)

// Provisions is what an agreement lays down on a day, beyond the rules for single codes.
type Provisions struct {
	Agreement  certificate.Agreement `json:"agreement"`
	On         certificate.Date      `json:"on"`
	Rules      *RuleSet              `json:"rules,omitempty"` // null: no rules are held for the day
	Provisions []Provision           `json:"provisions"`
}

// Provision is one thing laid down.
type Provision struct {
	Topic    agreement.Topic  `json:"topic"`
	Title    string           `json:"title"` // the topic in words
	Text     string           `json:"text"`
	Message  finding.Message  `json:"message"`
	Values   finding.Values   `json:"values,omitempty"`
	Citation string           `json:"citation"`
	From     certificate.Date `json:"from,omitzero"`
	Until    certificate.Date `json:"until,omitzero"`
}

// Provisions answers what an agreement lays down on the day.
func (d Desk) Provisions(a certificate.Agreement, on certificate.Date) Provisions {
	answer := Provisions{Agreement: a, On: on, Provisions: []Provision{}}
	if r, ok := d.book.RulesOn(a, on); ok {
		answer.Rules = ruleSet(r)
	}
	for _, p := range d.book.Provisions(a, on) {
		answer.Provisions = append(answer.Provisions, Provision{
			Topic: p.Topic, Title: d.words.Topic(p.Topic), Text: d.words.Say(p.Message, p.Values...),
			Message: p.Message, Values: p.Values, Citation: p.Citation, From: p.From, Until: p.Until,
		})
	}
	return answer
}
