package paper

import (
	"strconv"
	"strings"

	"origo/certificate"
	"origo/certificate/registry"
)

// Difference is where a paper and its electronic record disagree. Texts are as each has them, empty where it has none.
type Difference struct {
	Item   int    `json:"item,omitempty"` // 0 for the whole
	Field  string `json:"field"`          // issue_date, line, hs, description, criterion, quantity
	Paper  string `json:"paper"`
	Record string `json:"record"`
}

// Differences compares what was taken down with the electronic certificate, in order of the items. What the paper's entry
// leaves out is not compared. Descriptions are compared without regard to case and spaces, codes of the Harmonised System
// as far as both are given: one that is only finer is the same.
func Differences(p registry.PaperEntry, d *certificate.Document) []Difference {
	found := []Difference{}
	if p.IssueDate != d.IssueDate {
		found = append(found, Difference{Field: "issue_date", Paper: p.IssueDate.String(), Record: d.IssueDate.String()})
	}
	taken := map[int]bool{}
	for _, line := range p.Lines {
		taken[line.Item] = true
		found = append(found, lineDifferences(line, d)...)
	}
	for _, item := range d.Items {
		if !taken[item.Number] {
			found = append(found, Difference{Item: item.Number, Field: "line", Record: strconv.Itoa(item.Number)})
		}
	}
	return found
}

// lineDifferences compares one line.
func lineDifferences(line registry.PaperLine, d *certificate.Document) []Difference {
	item, there := d.Line(line.Item)
	if !there {
		return []Difference{{Item: line.Item, Field: "line", Paper: strconv.Itoa(line.Item)}}
	}
	var found []Difference
	compare := func(field, paper, record string, same bool) {
		if paper != "" && !same {
			found = append(found, Difference{Item: line.Item, Field: field, Paper: paper, Record: record})
		}
	}
	compare("hs", line.HS, item.HS.Code, sameHS(line.HS, item.HS.Code))
	compare("description", line.Description, item.Description, plain(line.Description) == plain(item.Description))
	compare("criterion", line.Criterion, item.Criterion, plain(line.Criterion) == plain(item.Criterion))
	same := line.Quantity.Unit == item.Quantity.Unit && line.Quantity.Value.Cmp(item.Quantity.Value) == 0
	compare("quantity", measure(line.Quantity), measure(item.Quantity), same)
	return found
}

// sameHS reports whether one code begins with the other: 841370 is 84137091 at a coarser level.
func sameHS(a, b string) bool { return strings.HasPrefix(a, b) || strings.HasPrefix(b, a) }

// plain is a text without regard to case and spaces.
func plain(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }

func measure(m certificate.Measure) string { return m.Value.String() + " " + m.Unit }
