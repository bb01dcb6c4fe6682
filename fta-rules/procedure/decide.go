package procedure

import (
	"slices"

	"origo/certificate"
	"origo/fta-rules/finding"
)

// Decision sums up what was found: a verdict for every item and one for the whole.
type Decision struct {
	Verdict  finding.Verdict   `json:"verdict"`
	Curable  bool              `json:"curable,omitempty"` // a corrected or replaced proof may mend what stands in the way
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

// Decide sums up. A finding about the whole case weighs on every item, a finding about an item on that item alone, so
// that trouble with one line does not hold up the others (ATIGA Annex 8 R.16(3); VKFTA Art. 3.19.5; UKVFTA Protocol 1
// Art. 27(3)).
func Decide(c *Case, findings []finding.Finding) Decision {
	d := Decision{Items: make([]ItemDecision, 0, len(c.Items)), Findings: findings}
	whole := concerning(c, findings, 0)
	for _, item := range c.Items {
		d.Items = append(d.Items, decideItem(item.Number, whole, concerning(c, findings, item.Number)))
	}
	d.Verdict = overall(d.Items, whole)
	d.Curable = curable(d.Verdict, findings)
	return d
}

// concerning gives the findings about an item, or for 0 those about the whole. What names an item that the case does
// not have can only be about the whole.
func concerning(c *Case, findings []finding.Finding, number int) []finding.Finding {
	var some []finding.Finding
	for _, f := range findings {
		about := f.Item
		if !slices.ContainsFunc(c.Items, func(item Item) bool { return item.Number == about }) {
			about = 0
		}
		if about == number {
			some = append(some, f)
		}
	}
	return some
}

// decideItem takes the gravest of what was found, and the smaller quantity where several findings limit it.
func decideItem(number int, whole, own []finding.Finding) ItemDecision {
	d := ItemDecision{Number: number, Verdict: gravest(slices.Concat(whole, own))}
	if d.Verdict != finding.AcceptPart {
		return d
	}
	for _, f := range own {
		covered, excess := quantities(f)
		if covered != nil && (d.Covered == nil || covered.Value.Cmp(d.Covered.Value) < 0) {
			d.Covered, d.Excess = covered, excess
		}
	}
	return d
}

// gravest is the gravest verdict; a waiver of the proof stands only if nothing graver than acceptance was found.
func gravest(findings []finding.Finding) finding.Verdict {
	worst := finding.Gravest(findings)
	waived := slices.ContainsFunc(findings, func(f finding.Finding) bool { return f.Verdict == finding.Waived })
	if worst == finding.Accept && waived {
		return finding.Waived
	}
	return worst
}

// overall is the verdict that all items share. Where they differ, the preference is granted in part if any item enjoys
// it, and an officer must judge if none does.
func overall(items []ItemDecision, whole []finding.Finding) finding.Verdict {
	if len(items) == 0 {
		return gravest(whole)
	}
	alike, granted := true, false
	for _, item := range items {
		alike = alike && item.Verdict == items[0].Verdict
		granted = granted || item.Verdict.Grants()
	}
	switch {
	case alike:
		return items[0].Verdict
	case granted:
		return finding.AcceptPart
	}
	return finding.Refer
}

// curable reports whether everything as grave as the gravest finding may be mended by a better proof.
func curable(verdict finding.Verdict, findings []finding.Finding) bool {
	if verdict.Grants() {
		return false
	}
	worst := finding.Gravest(findings)
	for _, f := range findings {
		if f.Verdict == worst && !f.Curable {
			return false
		}
	}
	return true
}

// The names of the values by which a finding says how much of an item is covered.
const (
	coveredValue = "covered"
	excessValue  = "excess"
	unitValue    = "unit"
)

// WithQuantities adds to a finding how much of the item enjoys the preference and how much does not; Decide reads it.
func WithQuantities(f finding.Finding, covered, excess certificate.Measure) finding.Finding {
	return f.Giving(coveredValue, covered.Value.String()).
		Giving(excessValue, excess.Value.String()).Giving(unitValue, covered.Unit)
}

// quantities reads what WithQuantities wrote, nil if the finding limits no quantity.
func quantities(f finding.Finding) (covered, excess *certificate.Measure) {
	unit, _ := f.Value(unitValue)
	return measure(f, coveredValue, unit), measure(f, excessValue, unit)
}

func measure(f finding.Finding, name, unit string) *certificate.Measure {
	text, _ := f.Value(name)
	value, err := certificate.ParseDecimal(text)
	if err != nil {
		return nil
	}
	return &certificate.Measure{Value: value, Unit: unit}
}
