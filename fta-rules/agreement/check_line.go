package agreement

import (
	"errors"
	"fmt"
	"slices"

	"origo/fta-rules/hs"
	"origo/fta-rules/psr"
)

// checker finds what is wrong with single lines and rules of one edition.
type checker struct {
	codes []hs.Code           // of the edition, ascending
	rules map[*psr.Part]error // what was found of rules before: thousands of lines share a few dozen
}

func newChecker(edition hs.Edition) *checker {
	return &checker{codes: edition.Codes(), rules: map[*psr.Part]error{}}
}

// line reports every fault that a line has by itself.
func (c *checker) line(l *Line) error {
	faults := []error{c.set(l.Codes), l.checkState(), l.checkNotes(), given("id", l.ID), given("citation", l.Citation),
		given("source", l.Source)}
	if len(l.Codes) == 0 {
		faults = append(faults, errors.New("it has no codes"))
	}
	for _, rival := range l.Rivals {
		faults = append(faults, c.rule(rival))
	}
	return errors.Join(append(faults, c.rule(l.Rule))...)
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

// condition checks the codes that a condition names.
func (c *checker) condition(e psr.Expr) error {
	for _, m := range psr.Mentions(e) {
		if err := c.set(m.Codes); err != nil {
			return fmt.Errorf("%s: %w", e, err)
		}
	}
	return nil
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
