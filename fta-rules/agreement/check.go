package agreement

import (
	"errors"
	"fmt"

	"origo/fta-rules/hs"
	"origo/fta-rules/psr"
)

// Check finds everything in a set of rules that would make answers wrong or impossible to justify: a citation or date
// missing, codes that the edition does not have, lines that overlap with nothing to choose between them, subheadings
// without a line where the annex has to cover all, and names of tolerances, processes and lists that the terms do not
// define. All faults are reported, each with the line or term it is in; nil means that the rules may be applied.
func Check(rules *Rules) error {
	c := newChecker(rules.Edition, &rules.Terms)
	faults := []error{checkHead(rules), c.checkTerms(&rules.Terms), c.lines(rules), c.cover(rules), checkCites(rules)}
	for _, general := range rules.General {
		psr.Walk(general, func(e psr.Expr) { faults = append(faults, c.condition(e)) })
	}
	if err := errors.Join(faults...); err != nil {
		return fmt.Errorf("rules %s: %w", rules.Version, err)
	}
	return nil
}

// checkHead asks for what names the rules and says when they are law.
func checkHead(r *Rules) error {
	faults := []error{given("agreement", string(r.Agreement)), given("version", r.Version), given("citation", r.Citation)}
	if r.From.IsZero() {
		faults = append(faults, errors.New("it has no first day"))
	}
	if !r.Until.IsZero() && r.Until.Before(r.From) {
		faults = append(faults, fmt.Errorf("it ends on %s, before it begins on %s", r.Until, r.From))
	}
	if len(r.Edition.Codes()) == 0 {
		faults = append(faults, fmt.Errorf("%s is not an edition that is known", r.Edition))
	}
	if r.Table == nil {
		faults = append(faults, errors.New("it has no table"))
	}
	return errors.Join(faults...)
}

// lines checks each line, and that ids are unique.
func (c *checker) lines(r *Rules) error {
	if r.Table == nil {
		return nil
	}
	var faults []error
	seen := make(map[string]bool, len(r.Table.lines))
	for i := range r.Table.lines {
		l := &r.Table.lines[i]
		err := c.line(l)
		if seen[l.ID] {
			err = errors.Join(err, errors.New("another line has the same id"))
		}
		if seen[l.ID] = true; err != nil {
			faults = append(faults, fmt.Errorf("line %q: %w", l.ID, err))
		}
	}
	return errors.Join(faults...)
}

// cover asks that every subheading have a line where the annex is to cover all, and that several lines for one can be
// told apart.
func (c *checker) cover(r *Rules) error {
	if r.Table == nil {
		return nil
	}
	var faults []error
	for _, code := range c.codes {
		lines := r.Table.At(code)
		if len(lines) == 0 && r.MustCover {
			faults = append(faults, fmt.Errorf("no line is for %s", code))
		}
		if len(lines) > 1 {
			faults = append(faults, checkChoices(code, lines))
		}
	}
	return errors.Join(faults...)
}

// checkChoices asks that lines for one subheading have each a choice of its own.
func checkChoices(code hs.Code, lines []*Line) error {
	seen := map[string]string{}
	for _, l := range lines {
		if other, taken := seen[l.Choice]; l.Choice == "" || taken {
			return fmt.Errorf("lines for %s overlap with nothing to choose between them: %q, %q", code, l.ID, other)
		}
		seen[l.Choice] = l.ID
	}
	return nil
}

// defines asks that the terms define the process or the list that a condition names.
func (t *Terms) defines(e psr.Expr) error {
	switch e := e.(type) {
	case psr.AssembledFrom:
		if _, known := t.Lists[e.List]; !known {
			return fmt.Errorf("no list is called %q", e.List)
		}
	case psr.Process:
		if _, known := psr.Processes[e.Code]; !known {
			return fmt.Errorf("no process is called %q", e.Code)
		}
	}
	return nil
}

// Tolerance finds a tolerance by its id.
func (t *Terms) Tolerance(id string) (*Tolerance, bool) {
	for i := range t.Tolerances {
		if t.Tolerances[i].ID == id {
			return &t.Tolerances[i], true
		}
	}
	return nil, false
}
