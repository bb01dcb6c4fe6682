package draft

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"origo/certificate"
	"origo/fta-rules/origin"
)

// Fields are what stands in a form, by JSON pointer into the certificate:
// "/exporter/name", "/items/0/hs/code". A list of words is one field with a word
// on each line. Below an item, "/items/0/bill" points into its bill of
// materials.
type Fields map[string]string

// BillPart is the member of an item under which its bill of materials stands in
// a form. It is no member of a certificate.
const BillPart = "bill"

// longest list that a form may have; what a certificate admits is for its rules.
const longest = certificate.MaxItems

// Fault is a field that cannot become part of the certificate as it is.
type Fault struct {
	Path string // of the field
	Code string // unknown, date, number, yes_or_no or place
}

// Error names the field and what is wrong.
func (f Fault) Error() string { return f.Path + ": " + f.Code }

// Document is the certificate that the fields describe, as far as they can be
// read, and what cannot. Lines of goods are numbered in their order.
func (f Fields) Document() (*certificate.Document, []Fault) {
	own := Fields{}
	for path, text := range f {
		if _, _, bill := billOf(path); !bill {
			own[path] = text
		}
	}
	d := certificate.Document{Type: certificate.DocumentType, Version: certificate.DocumentVersion}
	faults := own.fill(&d)
	for len(d.Items) < f.Rows("/items") {
		d.Items = append(d.Items, certificate.Item{})
	}
	for i := range d.Items {
		d.Items[i].Number = i + 1
	}
	return &d, faults
}

// Bill is the bill of materials of an item, by its place among the items, and
// whether anything of it was filled in.
func (f Fields) Bill(item int) (origin.Bill, []Fault, bool) {
	own := Fields{}
	for path, text := range f {
		if at, rest, bill := billOf(path); bill && at == item && text != "" {
			own[rest] = text
		}
	}
	var b origin.Bill
	faults := own.fill(&b)
	for i := range faults {
		faults[i].Path = BillPath(item) + faults[i].Path
	}
	return b, faults, len(own) > 0
}

// BillPath is where the bill of materials of an item begins.
func BillPath(item int) string { return "/items/" + strconv.Itoa(item) + "/" + BillPart }

// billOf says of which item's bill a field is part, and its path in there.
func billOf(path string) (item int, rest string, ok bool) {
	parts := strings.SplitN(path, "/", 5)
	if len(parts) != 5 || parts[1] != "items" || parts[3] != BillPart {
		return 0, "", false
	}
	item, err := strconv.Atoi(parts[2])
	return item, "/" + parts[4], err == nil
}

// Rows is how many entries of a list the form has, filled in or not.
func (f Fields) Rows(list string) int {
	rows := 0
	for path := range f {
		if at, _, ok := entryOf(list, path); ok {
			rows = max(rows, at+1)
		}
	}
	return min(rows, longest)
}

// entryOf says in which entry of a list a field lies, and what of its path
// follows.
func entryOf(list, path string) (at int, rest string, ok bool) {
	below, ok := strings.CutPrefix(path, list+"/")
	if !ok {
		return 0, "", false
	}
	index, rest, _ := strings.Cut(below, "/")
	at, err := strconv.Atoi(index)
	return at, rest, err == nil && at >= 0
}

// Add puts an empty entry at the end of a list; field is a member of it.
func (f Fields) Add(list, field string) {
	f[list+"/"+strconv.Itoa(f.Rows(list))+"/"+field] = ""
}

// Remove takes an entry out of a list; those behind it move up.
func (f Fields) Remove(list string, entry int) {
	for _, path := range slices.Sorted(maps.Keys(f)) {
		if at, _, ok := entryOf(list, path); ok && at == entry {
			delete(f, path)
		}
	}
	for _, path := range slices.SortedFunc(maps.Keys(f), Compare) {
		if at, rest, ok := entryOf(list, path); ok && at > entry {
			text := f[path]
			delete(f, path)
			f[list+"/"+strconv.Itoa(at-1)+"/"+rest] = text
		}
	}
}

// Under are the fields below a path, in order.
func (f Fields) Under(path string) []string {
	var found []string
	for name := range f {
		if strings.HasPrefix(name, path+"/") {
			found = append(found, name)
		}
	}
	slices.SortFunc(found, Compare)
	return found
}

// Compare orders paths by their parts, places in lists by number.
func Compare(a, b string) int {
	return slices.CompareFunc(strings.Split(a, "/"), strings.Split(b, "/"), func(a, b string) int {
		x, wrongA := strconv.Atoi(a)
		y, wrongB := strconv.Atoi(b)
		if wrongA == nil && wrongB == nil {
			return cmp.Compare(x, y)
		}
		return cmp.Compare(a, b)
	})
}

// Tidy is text as certificates have it: composed (NFC), without blanks at its
// ends or two in a row. Lines stay lines.
func Tidy(text string) string {
	var lines []string
	for line := range strings.Lines(norm.NFC.String(text)) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// fill reads the fields into a struct, in their order.
func (f Fields) fill(record any) []Fault {
	var faults []Fault
	for _, path := range slices.SortedFunc(maps.Keys(f), Compare) {
		text := Tidy(f[path])
		if text == "" {
			continue
		}
		if code := put(record, path, text); code != "" {
			faults = append(faults, Fault{path, code})
		}
	}
	return faults
}

// String is the number of fields, never what stands in them.
func (f Fields) String() string { return fmt.Sprintf("%d fields", len(f)) }
