package agreement

import (
	"slices"

	"origo/fta-rules/hs"
)

// Table finds the lines for a subheading.
type Table struct {
	lines  []Line
	byCode map[hs.Code][]*Line
}

// NewTable indexes the lines for every subheading of the edition. Faults are found by Check, not here.
func NewTable(edition hs.Edition, lines []Line) *Table {
	t := &Table{lines: lines, byCode: make(map[hs.Code][]*Line)}
	codes := edition.Codes()
	for i := range lines {
		for _, r := range lines[i].Codes {
			first, _ := slices.BinarySearch(codes, r.From)
			for _, c := range codes[first:] {
				if c > r.To {
					break
				}
				t.byCode[c] = append(t.byCode[c], &lines[i])
			}
		}
	}
	return t
}

// Lines are all lines in the order of the annex.
func (t *Table) Lines() []Line { return t.lines }

// At gives the lines for a subheading, none if the table does not list it. The result must not be changed.
func (t *Table) At(c hs.Code) []*Line { return t.byCode[c] }
