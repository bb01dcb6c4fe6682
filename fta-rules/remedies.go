package rules

import (
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure"
)

// Remedies says of an item of a case what would let its good originate, by its bill of materials: the smallest changes,
// or the evidence that is missing. It fails like Determine. The case is not changed.
func (b *Book) Remedies(c *procedure.Case, item procedure.Item, bill origin.Bill) ([]finding.Finding, error) {
	completeBill(&bill, c, &item)
	d, err := b.Determine(bill)
	return d.Remedies, err
}
