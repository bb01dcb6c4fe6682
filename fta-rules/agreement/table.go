package agreement

import (
	"slices"

	"origo/fta-rules/hs"
)

// Table finds the lines for a subheading.
type Table struct {
	lines []Line
	codes []hs.Code // of the edition, ascending
	at    [][]*Line // for each of codes
}

// NewTable indexes the lines for every subheading of the edition. Faults are found by Check, not here.
func NewTable(edition hs.Edition, lines []Line) *Table {
	codes := edition.Codes()
	t := &Table{lines: lines, codes: codes, at: make([][]*Line, len(codes))}
	for i := range lines {
		for _, r := range lines[i].Codes {
			first, _ := slices.BinarySearch(codes, r.From)
			for at := first; at < len(codes) && codes[at] <= r.To; at++ {
				t.at[at] = append(t.at[at], &lines[i])
			}
		}
	}
	return t
}

// Lines are all lines in the order of the annex.
func (t *Table) Lines() []Line { return t.lines }

// At gives the lines for a subheading, none if the table does not list it. The result must not be changed.
func (t *Table) At(c hs.Code) []*Line {
	at, found := slices.BinarySearch(t.codes, c)
	if !found {
		return nil
	}
	return t.at[at]
}
