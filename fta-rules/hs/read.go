package hs

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

var errTable = errors.New("table of the Harmonised System")

// reader reads the tables in the form that the head of data/correlation.txt describes.
type reader struct {
	tables         *editionTables
	later, earlier int      // of the table being read; earlier is unknown in the list of an edition
	links          [][]Code // of the table being read, by position of the later code
}

// readTables reads all editions and tables. What it returns is never nil.
func readTables(text string) (*editionTables, error) {
	r := reader{tables: new(editionTables), later: unknown, earlier: unknown}
	number := 0
	for line := range strings.Lines(text) {
		number++
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		if err := r.line(fields); err != nil {
			return new(editionTables), fmt.Errorf("%w: line %d: %w", errTable, number, err)
		}
	}
	r.finish()
	return r.tables, nil
}

// line reads a line that is neither empty nor a comment.
func (r *reader) line(fields []string) error {
	switch {
	case fields[0] == "edition" || fields[0] == "table":
		return r.begin(fields)
	case r.later == unknown:
		return errors.New("no edition begun")
	case r.earlier == unknown:
		return r.heading(fields)
	}
	return r.link(fields)
}

// begin starts an edition or a table.
func (r *reader) begin(fields []string) error {
	r.finish()
	var years [2]int
	for i, field := range fields[1:min(len(fields), 3)] {
		e, err := ParseEdition(field)
		if err != nil {
			return err
		}
		years[i] = e.index()
	}
	switch {
	case fields[0] == "edition" && len(fields) == 2:
		r.later, r.earlier = years[0], unknown
	case fields[0] == "table" && len(fields) == 3 && years[0] > years[1]:
		r.later, r.earlier = years[0], years[1]
		r.links = r.identities()
	default:
		return errors.New(`"edition YEAR" or "table LATER EARLIER" expected`)
	}
	return nil
}

// identities is every code of the later edition linked to itself, or to nothing if the earlier edition lacks it.
func (r *reader) identities() [][]Code {
	codes := r.tables.lists[r.later].codes
	links := make([][]Code, len(codes))
	for i, c := range codes {
		if _, found := r.tables.lists[r.earlier].find(c); found {
			links[i] = codes[i : i+1 : i+1]
		}
	}
	return links
}

// finish completes the edition or table being read.
func (r *reader) finish() {
	if r.earlier != unknown {
		r.tables.connect(r.later, r.earlier, r.links)
		return
	}
	r.tables.lists[r.later].index()
}

// heading reads a heading and the last digits of its subheadings.
func (r *reader) heading(fields []string) error {
	codes := &r.tables.lists[r.later].codes
	heading, digits, ok := parseCut(fields[0])
	if !ok || digits != 4 {
		return fmt.Errorf("%s is no heading", fields[0])
	}
	for _, tail := range fields[1:] {
		last, digits, ok := parseCut(tail)
		c := heading + last/10000
		if !ok || digits != 2 || len(*codes) > 0 && c <= (*codes)[len(*codes)-1] {
			return fmt.Errorf("subheading %s of %s is malformed or out of order", tail, fields[0])
		}
		*codes = append(*codes, c)
	}
	return nil
}

// link reads a code and what it corresponds to.
func (r *reader) link(fields []string) error {
	i, err := r.position(r.later, fields[0])
	if err != nil {
		return err
	}
	if len(fields) == 3 && fields[1] == "like" {
		j, err := r.position(r.later, fields[2])
		r.links[i] = r.links[j]
		return err
	}
	linked := make([]Code, len(fields)-1)
	for k, field := range fields[1:] {
		j, err := r.position(r.earlier, field)
		if err != nil {
			return err
		}
		linked[k] = r.tables.lists[r.earlier].codes[j]
	}
	if len(linked) == 0 || !slices.IsSorted(linked) {
		return fmt.Errorf("%s: codes in ascending order expected", fields[0])
	}
	r.links[i] = linked
	return nil
}

// position finds a code in an edition; it is 0 if the code is not there.
func (r *reader) position(edition int, text string) (int, error) {
	c, digits, ok := parseCut(text)
	i, found := r.tables.lists[edition].find(c)
	if !ok || digits != 6 || !found {
		return 0, fmt.Errorf("%s is not in the edition", text)
	}
	return i, nil
}
