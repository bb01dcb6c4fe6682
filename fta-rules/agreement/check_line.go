package agreement

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"origo/fta-rules/hs"
	"origo/fta-rules/psr"
)

// checker finds what is wrong with single lines and rules of one edition.
type checker struct {
	codes []hs.Code           // of the edition, ascending
	terms *Terms              // that have to define the names which rules use; nil if they are not known yet
	rules map[*psr.Part]error // what was found of rules before: thousands of lines share a few dozen
}

func newChecker(edition hs.Edition, terms *Terms) *checker {
	return &checker{codes: edition.Codes(), terms: terms, rules: map[*psr.Part]error{}}
}

// line reports every fault that a line has by itself.
func (c *checker) line(l *Line) error {
	faults := [...]error{c.set(l.Codes), l.checkState(), l.checkNotes(), given("id", l.ID), given("citation", l.Citation),
		given("source", l.Source), c.rule(l.Rule), c.tolerances(l), nil, nil}
	if len(l.Codes) == 0 {
		faults[8] = errors.New("it has no codes")
	}
	for _, rival := range l.Rivals {
		faults[9] = errors.Join(faults[9], c.rule(rival))
	}
	return errors.Join(faults[:]...)
}

// rule checks every condition of a rule.
func (c *checker) rule(rule psr.Rule) error {
	if len(rule.Parts) == 0 {
		return nil
	}
	err, known := c.rules[&rule.Parts[0]]
	if !known {
		rule.Walk(func(e psr.Expr) { err = errors.Join(err, c.condition(e)) })
		c.rules[&rule.Parts[0]] = err
	}
	return err
}

// condition checks the codes and names that a condition uses.
func (c *checker) condition(e psr.Expr) error {
	for _, m := range psr.Mentions(e) {
		if err := c.set(m.Codes); err != nil {
			return fmt.Errorf("%s: %w", e, err)
		}
	}
	if c.terms == nil {
		return nil
	}
	return c.terms.defines(e)
}

// tolerances asks that the terms define every tolerance that a line names.
func (c *checker) tolerances(l *Line) error {
	if c.terms == nil {
		return nil
	}
	var faults []error
	for _, id := range l.tolerances() {
		if _, known := c.terms.Tolerance(id); !known {
			faults = append(faults, fmt.Errorf("no tolerance is called %q", id))
		}
	}
	return errors.Join(faults...)
}

// tolerances are the ids of all tolerances that a line names.
func (l *Line) tolerances() []string {
	ids := slices.Clone(l.Notes)
	if l.Tolerance != "" {
		ids = append(ids, l.Tolerance)
	}
	if len(l.NotesOf) == 0 {
		return ids
	}
	for _, alternative := range slices.Sorted(maps.Keys(l.NotesOf)) {
		ids = append(ids, l.NotesOf[alternative]...)
	}
	return ids
}

// set finds ranges that hold no subheading of the edition.
func (c *checker) set(set hs.Set) error {
	for _, r := range set {
		if i, _ := slices.BinarySearch(c.codes, r.From); i == len(c.codes) || c.codes[i] > r.To {
			return fmt.Errorf("the edition has no code %s", r)
		}
	}
	return nil
}

// checkState compares the state with the rules that the line has.
func (l *Line) checkState() error {
	rules, rivals := len(l.Rule.Parts), len(l.Rivals)
	switch l.State {
	case Known:
		if rules == 0 || rivals > 0 {
			return errors.New("a known line has one rule and no rivals")
		}
	case Unread, Gap:
		if rules > 0 || rivals > 0 {
			return fmt.Errorf("a line in state %s has no rule", l.State)
		}
	case Ambiguous:
		if rules > 0 || rivals < 2 {
			return errors.New("an ambiguous line has rivals instead of a rule")
		}
	default:
		return fmt.Errorf("state %q is none of known, unread, gap and ambiguous", l.State)
	}
	return nil
}

// checkNotes finds notes of alternatives that the rule does not have.
func (l *Line) checkNotes() error {
	if len(l.NotesOf) > 0 && len(l.Notes) > 0 {
		return errors.New("it has notes for all alternatives and for single ones")
	}
	alternatives := 0
	for _, part := range l.Rule.Parts {
		alternatives = max(alternatives, len(part.Alternatives))
	}
	for number := range l.NotesOf {
		if number < 1 || number > alternatives {
			return fmt.Errorf("it has notes for alternative %d of %d", number, alternatives)
		}
	}
	return nil
}

// given asks that something be there.
func given(what, text string) error {
	if text == "" {
		return fmt.Errorf("it has no %s", what)
	}
	return nil
}
