package hs

import (
	"errors"
	"fmt"
	"strings"
)

// ErrSet is returned for text that does not name goods by their codes.
var ErrSet = errors.New(`codes are written "72", "7208", "7208.51" or "7208-7212", separated by commas`)

// ParseSet reads a list of codes and ranges separated by commas, such as "72,7308-7311,7408.19". It is the inverse of
// Set.String. Whether the codes exist in an edition is not asked here.
func ParseSet(text string) (Set, error) {
	parts := strings.Split(text, ",")
	set := make(Set, len(parts))
	for i, part := range parts {
		r, err := ParseRange(strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		set[i] = r
	}
	return set, nil
}

// ParseRange reads a chapter, a heading, a subheading, or a range between two of the same kind, both included: "72",
// "7208", "7208.51", "720851", "10-12", "7208-7212", "7219.31-7219.90".
func ParseRange(text string) (Range, error) {
	first, last, isRange := strings.Cut(text, "-")
	from, digits, ok := parseCut(first)
	if !ok {
		return Range{}, fmt.Errorf("%q: %w", text, ErrSet)
	}
	if !isRange {
		return Range{from, from + width(digits) - 1}, nil
	}
	to, lastDigits, ok := parseCut(last)
	if !ok || lastDigits != digits || to < from {
		return Range{}, fmt.Errorf("%q: %w", text, ErrSet)
	}
	return Range{from, to + width(digits) - 1}, nil
}

// width is how many subheadings a chapter of 2, a heading of 4 or a subheading of 6 digits spans.
func width(digits int) Code {
	return [...]Code{2: 10000, 4: 100, 6: 1}[digits]
}

// parseCut reads 2, 4 or 6 digits with or without points between pairs, and fills them up to six with zeros.
func parseCut(text string) (code Code, digits int, ok bool) {
	for _, char := range []byte(text) {
		switch {
		case char >= '0' && char <= '9':
			code, digits = code*10+Code(char-'0'), digits+1
		case char != '.' || digits == 0 || digits%2 != 0:
			return 0, 0, false
		}
		if digits > 6 {
			return 0, 0, false
		}
	}
	if digits == 0 || digits%2 != 0 || strings.HasSuffix(text, ".") || strings.Contains(text, "..") {
		return 0, 0, false
	}
	return code * width(digits), digits, true
}
