// Package rules answers the questions that officers and traders put to the rules of origin: what the rule for a code is,
// whether a good originates, whether a claim on a certificate can stand, and what is to be decided at issue or at
// clearance.
//
// A Book holds every version of the rules of every agreement and does not change once it is made. All its answers are
// pure: the same question gives the same bytes, whatever the day, the machine and the order in which things were asked.
package rules

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sync"

	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
	"origo/fta-rules/procedure"
)

// Book is all rules of all agreements. It may be used by several goroutines.
type Book struct {
	shelves map[certificate.Agreement]shelf
}

// shelf is what a book holds of one agreement.
type shelf struct {
	versions   []*agreement.Rules // by their first day
	checks     []procedure.Check
	provisions []agreement.Provision
}

// Source is where the rules of one agreement come from.
type Source struct {
	Agreement  certificate.Agreement
	Rules      func() ([]*agreement.Rules, error) // every version
	Checks     func() []procedure.Check           // nil if there are none
	Provisions func() []agreement.Provision       // nil if there are none
}

// Load reads the rules of all agreements that Origo holds. It fails if any part of them is not sound.
func Load() (*Book, error) { return NewBook(Sources()...) }

// NewBook makes a book of the sources. It fails, naming all faults, if a version is not sound or two versions of one
// agreement claim the same day.
func NewBook(sources ...Source) (*Book, error) {
	if err := hs.Load(); err != nil {
		return nil, fmt.Errorf("load the Harmonised System: %w", err)
	}
	shelves, faults := make([]shelf, len(sources)), make([]error, len(sources))
	concurrently(len(sources), func(i int) { shelves[i], faults[i] = sources[i].open() })
	b := &Book{shelves: make(map[certificate.Agreement]shelf, len(sources))}
	for i, source := range sources {
		if _, twice := b.shelves[source.Agreement]; twice {
			faults = append(faults, fmt.Errorf("%s: two sources", source.Agreement))
		}
		b.shelves[source.Agreement] = shelves[i]
	}
	if err := errors.Join(faults...); err != nil {
		return nil, fmt.Errorf("load rules: %w", err)
	}
	return b, nil
}

// concurrently does n things at once and waits for all.
func concurrently(n int, do func(i int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { do(i) })
	}
	all.Wait()
}

// open reads a source and checks what it gives.
func (s Source) open() (shelf, error) {
	versions, err := s.Rules()
	if err != nil {
		return shelf{}, fmt.Errorf("%s: %w", s.Agreement, err)
	}
	opened := shelf{versions: slices.Clone(versions)}
	if s.Checks != nil {
		opened.checks = s.Checks()
	}
	if s.Provisions != nil {
		opened.provisions = s.Provisions()
	}
	slices.SortStableFunc(opened.versions, func(a, b *agreement.Rules) int { return a.From.Compare(b.From) })
	return opened, s.check(opened.versions)
}

// check finds unsound versions and days that two of them claim, and seals the versions.
func (s Source) check(versions []*agreement.Rules) error {
	faults := make([]error, len(versions))
	concurrently(len(versions), func(i int) {
		faults[i] = agreement.Check(versions[i])
		versions[i].Seal()
	})
	for i, r := range versions {
		if r.Agreement != s.Agreement {
			faults = append(faults, fmt.Errorf("%s: %s is a version of %s", s.Agreement, r.Version, r.Agreement))
		}
		if i > 0 && versions[i-1].In(r.From) {
			faults = append(faults, fmt.Errorf("%s: %s and %s are both the law on %s", s.Agreement, versions[i-1].Version, r.Version, r.From))
		}
	}
	return errors.Join(faults...)
}

// Agreements are those the book has rules of, in the order of their names.
func (b *Book) Agreements() []certificate.Agreement {
	all := make([]certificate.Agreement, 0, len(b.shelves))
	for a := range b.shelves {
		all = append(all, a)
	}
	slices.SortFunc(all, func(x, y certificate.Agreement) int { return cmp.Compare(x, y) })
	return all
}

// Versions are all versions of an agreement's rules, the earliest first. The result must not be changed.
func (b *Book) Versions(a certificate.Agreement) []*agreement.Rules { return b.shelves[a].versions }

// RulesOn gives the rules of an agreement for proofs issued on the day; false if the book does not hold them, so that
// the rule of every line is unknown.
func (b *Book) RulesOn(a certificate.Agreement, day certificate.Date) (*agreement.Rules, bool) {
	if day.IsZero() {
		return nil, false
	}
	for _, r := range b.shelves[a].versions {
		if r.In(day) {
			return r, true
		}
	}
	return nil, false
}

// Provisions are what an agreement lays down on the day, in the order of its data.
func (b *Book) Provisions(a certificate.Agreement, day certificate.Date) []agreement.Provision {
	var all []agreement.Provision
	for _, p := range b.shelves[a].provisions {
		if !day.Before(p.From) && (p.Until.IsZero() || !day.After(p.Until)) {
			all = append(all, p)
		}
	}
	return all
}

// Checks are the procedural checks of an agreement in their order, those no longer or not yet in force included.
func (b *Book) Checks(a certificate.Agreement) []procedure.Check { return b.shelves[a].checks }
