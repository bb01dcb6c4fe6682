package rules

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
	"origo/fta-rules/psr"
)

// CorrectionColumns is the header row of a file of corrections. docs/rules.md says what each column holds.
var CorrectionColumns = []string{"agreement", "hs", "edition", "choice", "rule", "from", "until", "reason", "source"}

// maxCorrections bounds a file of corrections in bytes.
const maxCorrections = 4 << 20

// correction is one row: for goods of the codes, the rule that holds instead of the book's from a day until another.
type correction struct {
	row       int
	agreement certificate.Agreement
	codes     hs.Set
	edition   hs.Edition
	choice    string // id or description of the line replaced; empty: every line of the codes
	rule      psr.Rule
	why       agreement.Correction
}

// in reports whether the correction holds on the day.
func (c *correction) in(day certificate.Date) bool {
	return !day.Before(c.why.From) && (c.why.Until.IsZero() || !day.After(c.why.Until))
}

// readCorrections reads a file of corrections (CSV, RFC 4180, UTF-8). It reports every fault with its row.
func readCorrections(r io.Reader) ([]*correction, error) {
	limited := &io.LimitedReader{R: r, N: maxCorrections}
	reader := csv.NewReader(limited)
	reader.FieldsPerRecord = len(CorrectionColumns)
	header, err := reader.Read()
	if err != nil {
		return nil, fmt.Errorf("read the header row: %w", err)
	}
	if !slices.Equal(header, CorrectionColumns) {
		return nil, fmt.Errorf("the header row is %q, not %q", header, CorrectionColumns)
	}
	corrections, err := readRows(reader)
	if limited.N == 0 {
		return nil, fmt.Errorf("the file is longer than %d bytes", maxCorrections-1)
	}
	return corrections, err
}

func readRows(reader *csv.Reader) ([]*correction, error) {
	var corrections []*correction
	var faults []error
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return corrections, errors.Join(faults...)
		}
		if err != nil {
			return nil, errors.Join(append(faults, fmt.Errorf("read corrections: %w", err))...)
		}
		row, _ := reader.FieldPos(0)
		c, err := readCorrection(record)
		if err != nil {
			faults = append(faults, fmt.Errorf("row %d: %w", row, err))
			continue
		}
		c.row = row
		corrections = append(corrections, c)
	}
}

// readCorrection reads one row.
func readCorrection(record []string) (*correction, error) {
	for i := range record {
		record[i] = strings.TrimSpace(record[i])
	}
	c := &correction{agreement: certificate.Agreement(record[0]), choice: record[3]}
	c.why.Reason, c.why.Source = record[7], record[8]
	var faults [6]error
	c.codes, faults[0] = hs.ParseSet(record[1])
	c.edition, faults[1] = hs.ParseEdition(record[2])
	c.rule, faults[2] = psr.Parse(record[4])
	c.why.From, faults[3] = certificate.ParseDate(record[5])
	if record[6] != "" {
		c.why.Until, faults[4] = certificate.ParseDate(record[6])
	}
	faults[5] = c.complete()
	if err := errors.Join(faults[:]...); err != nil {
		return nil, err
	}
	return c, c.exists()
}

// complete asks for what makes a correction accountable.
func (c *correction) complete() error {
	var faults []error
	if c.why.Reason == "" {
		faults = append(faults, errors.New("state the reason"))
	}
	if c.why.Source == "" {
		faults = append(faults, errors.New("state the source: the instrument, with article, page or date"))
	}
	if !c.why.Until.IsZero() && c.why.Until.Before(c.why.From) {
		faults = append(faults, fmt.Errorf("it ends on %s, before it begins on %s", c.why.Until, c.why.From))
	}
	return errors.Join(faults...)
}

// exists asks whether the edition has goods of every code.
func (c *correction) exists() error {
	for i, r := range c.codes {
		if len(c.edition.In(r)) == 0 {
			return fmt.Errorf("%s has no code %s", c.edition, r)
		}
		for _, other := range c.codes[:i] {
			if r.From <= other.To && other.From <= r.To {
				return fmt.Errorf("%s and %s overlap", other, r)
			}
		}
	}
	return nil
}
