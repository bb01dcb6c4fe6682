package origin

import (
	"origo/fta-rules/finding"
)

// remedies are the smallest changes, or the missing evidence, that would alter the outcome.
func (d *Determination) remedies(answers []answer) []finding.Finding { return nil }
