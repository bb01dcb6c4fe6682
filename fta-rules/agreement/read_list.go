package agreement

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"

	"origo/fta-rules/hs"
)

// ListColumns is the header row of a file of listed goods.
var ListColumns = []string{"no", "code", "citation", "source"}

// Listed is one entry of a list of goods.
type Listed struct {
	Code     string // as the list prints it, six digits or more, such as "8471.30.20"
	HS       hs.Code
	Citation string // list and number
}

// ReadList reads a list of goods from CSV (header row ListColumns). Every entry needs a code of at least six digits that
// is not listed before, a citation and a source.
func ReadList(r io.Reader) ([]Listed, error) {
	reader := csv.NewReader(io.LimitReader(r, maxFile))
	reader.FieldsPerRecord = len(ListColumns)
	records, err := reader.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("reading a list of goods: %w", err)
	}
	if len(records) == 0 || !slices.Equal(records[0], ListColumns) {
		return nil, fmt.Errorf("a list of goods has no header row %q", ListColumns)
	}
	var list []Listed
	seen := map[string]bool{}
	for i, record := range records[1:] {
		code, err := hs.Parse(record[1])
		switch {
		case err == nil && seen[record[1]]:
			err = errors.New("the code is listed twice")
		case err == nil:
			err = errors.Join(given("citation", record[2]), given("source", record[3]))
		}
		if err != nil {
			return nil, fmt.Errorf("list of goods, row %d: %w", i+2, err)
		}
		seen[record[1]] = true
		list = append(list, Listed{Code: record[1], HS: code, Citation: record[2]})
	}
	return list, nil
}
