package certificate

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Code is the stable name of a kind of problem; texts may change, codes do not.
type Code string

// Problem is one departure from the rules of a form.
type Problem struct {
	Code     Code              `json:"code"`
	Path     string            `json:"path"`               // JSON pointer to the field (RFC 6901)
	Box      string            `json:"box,omitempty"`      // as officers name it, such as "box 8"
	Item     int               `json:"item,omitempty"`     // number of the line of goods, 0 if none
	Params   map[string]string `json:"params,omitempty"`   // what a translation of the text needs
	Citation string            `json:"citation,omitempty"` // the legal clause, empty for rules of the document format
	Text     string            `json:"text"`               // English, such as "Form D box 8, item 2: …"
	Remedy   string            `json:"remedy"`             // English, what mends it
}

// Problems are all departures found in one document, ordered by path and then by code.
type Problems []Problem

// Error joins the texts and remedies of all problems.
func (p Problems) Error() string {
	texts := make([]string, len(p))
	for i, problem := range p {
		texts[i] = problem.Text + " " + problem.Remedy
	}
	return strings.Join(texts, "\n")
}

// Has reports whether a problem with the code is among them.
func (p Problems) Has(code Code) bool {
	return slices.ContainsFunc(p, func(problem Problem) bool { return problem.Code == code })
}

// sorted orders the problems and drops those that say the same of the same field.
func (p Problems) sorted() Problems {
	slices.SortStableFunc(p, func(a, b Problem) int {
		return cmp.Or(comparePaths(a.Path, b.Path), cmp.Compare(a.Code, b.Code))
	})
	return slices.CompactFunc(p, func(a, b Problem) bool { return a.Path == b.Path && a.Code == b.Code })
}

// orNil is the list as an error, nil if it is empty.
func (p Problems) orNil() error {
	if len(p) == 0 {
		return nil
	}
	return p.sorted()
}

// comparePaths orders JSON pointers by segment, positions in lists by number.
func comparePaths(a, b string) int {
	return slices.CompareFunc(strings.Split(a, "/"), strings.Split(b, "/"), compareSegments)
}

// compareSegments orders numbers by value and names by spelling.
func compareSegments(a, b string) int {
	if x, err := strconv.Atoi(a); err == nil {
		if y, err := strconv.Atoi(b); err == nil {
			return cmp.Compare(x, y)
		}
	}
	return cmp.Compare(a, b)
}
