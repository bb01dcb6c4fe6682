package hs

import (
	"fmt"
	"slices"
	"strings"
)

// Editions are the editions known here, from the earliest.
func Editions() []Edition { return []Edition{HS2012, HS2017, HS2022} }

// ParseEdition reads the year of an edition, with or without HS before it: "2022", "HS2022", "HS 2022".
func ParseEdition(text string) (Edition, error) {
	year := strings.TrimSpace(strings.TrimPrefix(text, "HS"))
	for _, e := range Editions() {
		if year == fmt.Sprint(int(e)) {
			return e, nil
		}
	}
	return 0, fmt.Errorf("%q: known editions of the Harmonised System are 2012, 2017 and 2022", text)
}

// Codes is every subheading of the edition in ascending order, none for an edition not known here. The result must
// not be changed.
func (e Edition) Codes() []Code { return tables().lists[e.index()].codes }

// Has reports whether the subheading exists in the edition.
func (e Edition) Has(c Code) bool {
	_, found := tables().lists[e.index()].find(c)
	return found
}

// In is every subheading of the edition in the range, in ascending order. The result must not be changed.
func (e Edition) In(r Range) []Code {
	codes := e.Codes()
	first, _ := slices.BinarySearch(codes, r.From)
	end, _ := slices.BinarySearch(codes, r.To+1)
	return codes[first:max(first, end)]
}

// index is the edition's place in tables, the last and empty one if it is not known.
func (e Edition) index() int {
	switch e {
	case HS2012:
		return 0
	case HS2017:
		return 1
	case HS2022:
		return 2
	}
	return unknown
}

// unknown is the index of every edition that is not known.
const unknown = 3
