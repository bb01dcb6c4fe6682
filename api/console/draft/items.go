package draft

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// ErrColumns is a table without a column that we know.
var ErrColumns = errors.New("the first row names no column that is known")

// ItemColumns are the columns that a table of items may have, by the member of
// an item that each becomes.
func ItemColumns() []string {
	return []string{
		"marks", "packages/0/number", "packages/0/kind", "in_bulk", "description", "hs/code", "hs/edition", "criterion",
		"quantity/value", "quantity/unit", "gross_weight/value", "gross_weight/unit", "fob/amount", "fob/currency", "invoices",
		"manufacturer", "trade_mark",
	}
}

// MaterialColumns are those of a table of materials.
func MaterialColumns() []string {
	return []string{"description", "hs/code", "hs/edition", "country", "status", "value", "weight", "evidence", "role"}
}

// ColumnName is the heading of a column: "hs code", "packages kind".
func ColumnName(column string) string {
	return strings.NewReplacer("/0/", " ", "/", " ", "_", " ").Replace(column)
}

// ReadRows reads a table of comma-separated values (RFC 4180, UTF-8; semicolons
// will do too) as further entries of a list. Columns go by their headings, in any
// order; those that are not known are left out and named.
func (f Fields) ReadRows(list string, columns []string, raw []byte) (left []string, err error) {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	table := csv.NewReader(bytes.NewReader(raw))
	table.FieldsPerRecord, table.TrimLeadingSpace = -1, true
	if first, _, _ := bytes.Cut(raw, []byte("\n")); bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")) {
		table.Comma = ';'
	}
	head, err := table.Read()
	if err != nil {
		return nil, fmt.Errorf("read first row: %w", err)
	}
	members, left := match(head, columns)
	if len(left) == len(head) {
		return left, ErrColumns
	}
	next := f.Rows(list)
	for {
		row, err := table.Read()
		if errors.Is(err, io.EOF) {
			return left, nil
		}
		if err != nil || next >= longest {
			return left, fmt.Errorf("read row %d: %w", next+1, errors.Join(err, tooMany(next)))
		}
		f.row(list+"/"+strconv.Itoa(next), members, row)
		next++
	}
}

var errTooMany = fmt.Errorf("more than %d rows", longest)

func tooMany(next int) error {
	if next >= longest {
		return errTooMany
	}
	return nil
}

// match finds the member of each heading, empty for one that is not known.
func match(head, columns []string) (members, left []string) {
	for _, title := range head {
		at := slices.IndexFunc(columns, func(column string) bool { return sameName(ColumnName(column), title) || sameName(column, title) })
		if at < 0 {
			members, left = append(members, ""), append(left, title)
			continue
		}
		members = append(members, columns[at])
	}
	return members, left
}

func sameName(a, b string) bool {
	tidy := strings.NewReplacer("_", " ", "-", " ")
	return strings.EqualFold(Tidy(tidy.Replace(a)), Tidy(tidy.Replace(b)))
}

// row puts the cells of one row under their members.
func (f Fields) row(entry string, members, cells []string) {
	for i, cell := range cells {
		if i >= len(members) || members[i] == "" || cell == "" {
			continue
		}
		if members[i] == "invoices" {
			cell = strings.ReplaceAll(cell, ";", "\n")
		}
		f[entry+"/"+members[i]] = cell
	}
}
