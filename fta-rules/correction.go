package rules

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
)

// Correct gives a book in which lines are replaced or added as a file of corrections says; the book itself does not
// change. Every corrected line carries its Correction, which shows in all answers. docs/rules.md describes the file.
//
// It fails, naming the rows, if a row cannot be read or is incomplete, names a code that its edition does not have or
// goods that no line is for, reaches beyond the days for which the book holds rules in that edition, or if two rows
// speak of the same goods on the same day.
func (b *Book) Correct(r io.Reader) (*Book, error) {
	corrections, err := readCorrections(r)
	if err != nil {
		return nil, fmt.Errorf("read corrections: %w", err)
	}
	corrected := &Book{shelves: maps.Clone(b.shelves)}
	var faults []error
	for _, a := range agreementsOf(corrections) {
		own := slices.DeleteFunc(slices.Clone(corrections), func(c *correction) bool { return c.agreement != a })
		shelf, err := b.shelves[a].correct(own)
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", a, err))
		}
		corrected.shelves[a] = shelf
	}
	if err := errors.Join(faults...); err != nil {
		return nil, fmt.Errorf("apply corrections: %w", err)
	}
	return corrected, nil
}

// agreementsOf lists the agreements that are corrected, in the order of their names.
func agreementsOf(corrections []*correction) []certificate.Agreement {
	named := map[certificate.Agreement]bool{}
	for _, c := range corrections {
		named[c.agreement] = true
	}
	return slices.Sorted(maps.Keys(named))
}

// correct applies the corrections of one agreement to all its versions.
func (s shelf) correct(corrections []*correction) (shelf, error) {
	var faults []error
	for i, c := range corrections {
		faults = append(faults, s.covers(c))
		for _, earlier := range corrections[:i] {
			faults = append(faults, earlier.contradicts(c))
		}
	}
	if err := errors.Join(faults...); err != nil {
		return shelf{}, err
	}
	var versions []*agreement.Rules
	for _, r := range s.versions {
		own := slices.DeleteFunc(slices.Clone(corrections), func(c *correction) bool { return !c.overlaps(r.From, r.Until) })
		for _, period := range periodsOf(r, own) {
			version, err := period.version(r)
			faults = append(faults, err)
			versions = append(versions, version)
		}
	}
	s.versions = versions
	return s, errors.Join(faults...)
}

// covers asks whether the shelf has rules in the correction's edition on every day for which it is meant.
func (s shelf) covers(c *correction) error {
	begins, ends := false, false
	for _, r := range s.versions {
		if !c.overlaps(r.From, r.Until) {
			continue
		}
		if r.Edition != c.edition {
			return fmt.Errorf("row %d: %s is written in %s; end the correction before it begins, and map it", c.row, r.Version, r.Edition)
		}
		begins = begins || r.In(c.why.From)
		ends = ends || (c.why.Until.IsZero() && r.Until.IsZero()) || (!c.why.Until.IsZero() && r.In(c.why.Until))
	}
	if !begins || !ends {
		return fmt.Errorf("row %d: there are no rules to correct for part of the time from %s until %s", c.row, c.why.From, orElse(c.why.Until.String(), "today"))
	}
	return nil
}

// overlaps reports whether the correction holds on a day between two, the last of which is zero if there is none.
func (c *correction) overlaps(from, until certificate.Date) bool {
	return (until.IsZero() || !c.why.From.After(until)) && (c.why.Until.IsZero() || !c.why.Until.Before(from))
}

// contradicts reports two corrections for the same goods on the same day. Corrections for different choices may stand
// beside each other.
func (c *correction) contradicts(d *correction) error {
	if !c.overlaps(d.why.From, d.why.Until) || (c.choice != d.choice && c.choice != "" && d.choice != "") {
		return nil
	}
	for _, r := range c.codes {
		for _, other := range d.codes {
			shared := hs.Range{From: max(r.From, other.From), To: min(r.To, other.To)}
			if shared.From <= shared.To && len(c.edition.In(shared)) > 0 {
				return fmt.Errorf("rows %d and %d both correct %s on the same days", c.row, d.row, shared)
			}
		}
	}
	return nil
}

// period is a stretch of days on which the same corrections hold.
type period struct {
	from, until certificate.Date
	corrections []*correction
}

// periodsOf cuts a version into the stretches between the days on which corrections begin or have ended.
func periodsOf(r *agreement.Rules, corrections []*correction) []period {
	starts := []certificate.Date{r.From}
	for _, c := range corrections {
		for _, day := range []certificate.Date{c.why.From, c.dayAfter()} {
			if !day.IsZero() && day.After(r.From) && r.In(day) {
				starts = append(starts, day)
			}
		}
	}
	slices.SortFunc(starts, certificate.Date.Compare)
	starts = slices.Compact(starts)
	periods := make([]period, len(starts))
	for i, from := range starts {
		periods[i] = period{from: from, until: r.Until}
		if i+1 < len(starts) {
			periods[i].until = starts[i+1].AddDays(-1)
		}
		for _, c := range corrections {
			if c.in(from) {
				periods[i].corrections = append(periods[i].corrections, c)
			}
		}
	}
	return periods
}

// dayAfter is the first day on which the correction no longer holds, zero if there is none.
func (c *correction) dayAfter() certificate.Date {
	if c.why.Until.IsZero() {
		return certificate.Date{}
	}
	return c.why.Until.AddDays(1)
}

// version is a version of the rules with the corrections of the period.
func (p period) version(r *agreement.Rules) (*agreement.Rules, error) {
	corrected := *r
	corrected.From, corrected.Until = p.from, p.until
	if len(p.corrections) > 0 {
		lines, err := correctLines(r, p.corrections)
		if err != nil {
			return nil, err
		}
		corrected.Version += "+corrected-" + p.from.String()
		corrected.Table = agreement.NewTable(r.Edition, lines)
	}
	corrected.Seal()
	return &corrected, agreement.Check(&corrected)
}
