package answers

import (
	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
)

// Determination says whether a good originates, in words beside the engine's own result.
type Determination struct {
	Outcome  finding.Outcome       `json:"outcome"`
	Words    string                `json:"words"`
	By       string                `json:"by,omitempty"` // the alternative that is met, in words
	Tree     explain.Explanation   `json:"tree"`
	Remedies []explain.Explanation `json:"remedies,omitempty"`
	Result   origin.Determination  `json:"result"`
}

// Determine answers whether the good of a bill originates. The error says what to mend in the bill.
func (d Desk) Determine(bill origin.Bill) (Determination, error) {
	result, err := d.book.Determine(bill)
	if err != nil {
		return Determination{}, err
	}
	answer := Determination{
		Outcome: result.Outcome, Words: d.words.Origin(result.Outcome), Tree: d.words.Explain(result.Tree), Result: result,
	}
	if result.By != nil {
		answer.By = d.words.Notation(result.By.Rule)
	}
	if len(result.Remedies) > 0 {
		answer.Remedies = d.words.All(result.Remedies)
	}
	return answer, nil
}
