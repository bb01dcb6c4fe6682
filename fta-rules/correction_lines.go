package rules

import (
	"errors"
	"fmt"
	"reflect"
	"slices"

	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
	"origo/fta-rules/psr"
)

// correctLines replaces and adds lines. No two of the corrections are for the same goods.
func correctLines(r *agreement.Rules, corrections []*correction) ([]agreement.Line, error) {
	lines := slices.Clone(r.Table.Lines())
	var added []agreement.Line
	var faults []error
	for _, c := range corrections {
		replacing, err := c.replacing(r, corrections)
		faults = append(faults, err)
		for _, old := range replacing {
			lines = without(lines, old, r.Edition)
		}
		new, err := c.lines(replacing, r.Edition)
		faults = append(faults, err)
		added = append(added, new...)
	}
	lines = slices.DeleteFunc(lines, func(l agreement.Line) bool { return len(l.Codes) == 0 })
	return append(lines, added...), errors.Join(faults...)
}

// replaced is a subheading and the lines that a correction replaces there, none if it adds one.
type replaced struct {
	code hs.Code
	old  []*agreement.Line
}

// replacing finds the lines that a correction replaces, subheading by subheading.
func (c *correction) replacing(r *agreement.Rules, all []*correction) ([]replaced, error) {
	var replacing []replaced
	for _, goods := range c.codes {
		for _, code := range r.Edition.In(goods) {
			here := replaced{code: code}
			for _, line := range r.Table.At(code) {
				if c.choice == "" || line.ID == c.choice || line.Choice == c.choice || line.Choice == "" {
					here.old = append(here.old, line)
				}
			}
			if c.choice != "" && (len(here.old) == 0 || here.old[0].Choice == "") && !c.shares(code, all) {
				return nil, fmt.Errorf("row %d: the rule for %s is not divided by %q: leave choice empty, or give every choice a row", c.row, code, c.choice)
			}
			replacing = append(replacing, here)
		}
	}
	return replacing, nil
}

// shares reports whether another correction is for another choice of the subheading, so that both divide it.
func (c *correction) shares(code hs.Code, all []*correction) bool {
	return slices.ContainsFunc(all, func(other *correction) bool {
		return other != c && other.choice != "" && other.codes.Contains(code)
	})
}

// without takes a subheading from the lines that are replaced there.
func without(lines []agreement.Line, r replaced, edition hs.Edition) []agreement.Line {
	for _, old := range r.old {
		for i := range lines {
			if lines[i].ID == old.ID {
				lines[i].Codes = cut(lines[i].Codes, r.code, edition)
			}
		}
	}
	return lines
}

// cut takes a subheading out of a set, and leaves no range without goods.
func cut(set hs.Set, code hs.Code, edition hs.Edition) hs.Set {
	var rest hs.Set
	for _, r := range set {
		if !r.Contains(code) {
			rest = append(rest, r)
			continue
		}
		for _, piece := range []hs.Range{{From: r.From, To: code - 1}, {From: code + 1, To: r.To}} {
			if piece.From <= piece.To && len(edition.In(piece)) > 0 {
				rest = append(rest, piece)
			}
		}
	}
	return rest
}

// lines are the new lines of a correction: one for each group of subheadings that replace the same lines, so that each
// keeps the tolerance and the notes of those it replaces.
func (c *correction) lines(replacing []replaced, edition hs.Edition) ([]agreement.Line, error) {
	var lines []agreement.Line
	var faults []error
	for len(replacing) > 0 {
		first := replacing[0]
		var others []replaced
		var codes []hs.Code
		for _, r := range replacing {
			if slices.Equal(r.old, first.old) {
				codes = append(codes, r.code)
			} else {
				others = append(others, r)
			}
		}
		line, err := c.line(first.old, joined(codes, edition))
		faults = append(faults, err)
		lines = append(lines, line)
		replacing = others
	}
	return lines, errors.Join(faults...)
}

// line is the new line for a set of codes instead of the old ones.
func (c *correction) line(old []*agreement.Line, codes hs.Set) (agreement.Line, error) {
	line := agreement.Line{
		ID: fmt.Sprintf("corrected-%d-%s", c.row, codes[0].From), Codes: codes, Choice: c.choice, State: agreement.Known,
		Rule: c.rule, Citation: c.why.Source, Source: c.why.Source, Correction: &c.why,
	}
	if len(c.rule.Parts) == 1 && len(c.rule.Parts[0].Alternatives) == 1 && c.rule.Parts[0].Alternatives[0] == (psr.NoRule{}) {
		line.State, line.Rule = agreement.Gap, psr.Rule{}
	}
	for i, o := range old {
		same := o.Tolerance == old[0].Tolerance && slices.Equal(o.Notes, old[0].Notes) && reflect.DeepEqual(o.NotesOf, old[0].NotesOf)
		if i > 0 && !same {
			return line, fmt.Errorf("row %d: lines %s and %s differ in their tolerances: correct each by its choice", c.row, old[0].ID, o.ID)
		}
	}
	if len(old) > 0 {
		line.Tolerance, line.Notes, line.NotesOf, line.Changed = old[0].Tolerance, old[0].Notes, old[0].NotesOf, old[0].Changed
	}
	if len(old) == 1 && old[0].Choice != "" {
		line.Choice = old[0].Choice
	}
	return line, nil
}

// joined writes subheadings that follow each other in the edition as ranges.
func joined(codes []hs.Code, edition hs.Edition) hs.Set {
	var set hs.Set
	for _, code := range codes {
		last := len(set) - 1
		if last >= 0 && len(edition.In(hs.Range{From: set[last].From, To: code})) == len(edition.In(set[last]))+1 {
			set[last].To = code
			continue
		}
		set = append(set, hs.Range{From: code, To: code})
	}
	return set
}
