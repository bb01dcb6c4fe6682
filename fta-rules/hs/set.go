package hs

import (
	"fmt"
	"strings"
)

// Range is the subheadings from one to another, both included. Bounds need not exist in any edition: heading 7208 is
// the range 7208.00 to 7208.99.
type Range struct{ From, To Code }

// Contains reports whether the code lies in the range.
func (r Range) Contains(c Code) bool { return r.From <= c && c <= r.To }

// String is the range as rules write it: "72", "7208", "7208.51" or "7208-7212".
func (r Range) String() string {
	switch {
	case r.From == r.To:
		return r.From.String()
	case r.From%10000 == 0 && r.To == r.From+9999:
		return fmt.Sprintf("%02d", r.From.Chapter())
	case r.From%100 == 0 && r.To == r.From+99:
		return fmt.Sprintf("%04d", r.From.Heading())
	case r.From%10000 == 0 && r.To%10000 == 9999:
		return fmt.Sprintf("%02d-%02d", r.From.Chapter(), r.To.Chapter())
	case r.From%100 == 0 && r.To%100 == 99:
		return fmt.Sprintf("%04d-%04d", r.From.Heading(), r.To.Heading())
	}
	return r.From.String() + "-" + r.To.String()
}

// Set is a list of ranges as a rule names them, in the rule's order.
type Set []Range

// Contains reports whether the code lies in one of the ranges.
func (s Set) Contains(c Code) bool {
	for _, r := range s {
		if r.Contains(c) {
			return true
		}
	}
	return false
}

// String is the ranges separated by commas.
func (s Set) String() string {
	parts := make([]string, len(s))
	for i, r := range s {
		parts[i] = r.String()
	}
	return strings.Join(parts, ",")
}
