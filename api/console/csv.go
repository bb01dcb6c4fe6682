package console

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"

	"origo/certificate"
)

// byteOrderMark makes spreadsheet programs read a file as UTF-8.
const byteOrderMark = "\ufeff"

// table answers with rows as CSV. Text that a spreadsheet would take for a
// formula is given an apostrophe: names on certificates come from outside.
func (p *Page) table(name string, rows [][]string) error {
	var out bytes.Buffer
	out.WriteString(byteOrderMark)
	to := csv.NewWriter(&out)
	for _, row := range rows {
		for i, cell := range row {
			row[i] = harmless(cell)
		}
		if err := to.Write(row); err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
	}
	to.Flush()
	return p.Download(name, "text/csv; charset=utf-8", out.Bytes())
}

func harmless(cell string) string {
	if _, err := certificate.ParseDecimal(cell); err == nil {
		return cell
	}
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
