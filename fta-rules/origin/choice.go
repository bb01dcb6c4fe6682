package origin

import (
	"strings"

	"origo/fta-rules/psr"
)

// chosenPart is the place of the part of a rule that a choice selects: the part of that label or, if no label is just
// that, the only one whose label lists it among several goods. -1 is none. Case does not matter.
func chosenPart(rule psr.Rule, choice string) int {
	if choice == "" {
		return -1
	}
	listed, found := -1, 0
	for i, part := range rule.Parts {
		if strings.EqualFold(part.Label, choice) {
			return i
		}
		if lists(part.Label, choice) {
			listed, found = i, found+1
		}
	}
	if found != 1 {
		return -1
	}
	return listed
}

// lists reports whether a label lists goods and the choice is one of them: "silencers or exhaust pipes",
// "drive-axles with differential, or non-driving axles".
func lists(label, choice string) bool {
	for _, some := range strings.Split(label, ";") {
		for _, good := range strings.Split(some, " or ") {
			if strings.EqualFold(strings.Trim(good, ", "), choice) {
				return true
			}
		}
	}
	return false
}
