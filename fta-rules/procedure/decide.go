package procedure

import (
	"origo/certificate"
	"origo/fta-rules/finding"
)

// Decision sums up what was found: a verdict for every item and one for the whole.
type Decision struct {
	Verdict  finding.Verdict   `json:"verdict"`
	Curable  bool              `json:"curable,omitempty"` // a refusal that a corrected or replaced proof may mend
	Items    []ItemDecision    `json:"items"`
	Findings []finding.Finding `json:"findings"`
}

// ItemDecision is what follows for one item. Covered and Excess are set where only part of the quantity is covered.
type ItemDecision struct {
	Number  int                  `json:"number"`
	Verdict finding.Verdict      `json:"verdict"`
	Covered *certificate.Measure `json:"covered,omitempty"`
	Excess  *certificate.Measure `json:"excess,omitempty"`
}
