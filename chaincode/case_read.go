package chaincode

import (
	"cmp"
	"slices"

	"origo/certificate"
	"origo/certificate/registry"
)

// readCase answers a case to its two countries.
func (c *call) readCase(id string) (registry.Case, error) {
	at, err := c.caseOf(id)
	if err != nil {
		return registry.Case{}, err
	}
	h, err := c.halves(at)
	return h.joined, err
}

// Pages of cases.
const (
	pageLimit = 100
	pageMost  = 1000
)

// findCases answers cases of the caller's country in order of their ids.
func (c *call) findCases(text string) (registry.CasePage, error) {
	page := registry.CasePage{Cases: []registry.Case{}}
	var q registry.CaseQuery
	if err := decode("query", []byte(text), &q); err != nil {
		return page, err
	}
	if q.Limit < 0 || q.Limit > pageMost {
		return page, malformed("limit")
	}
	all, err := c.casesOfCountry(q.Certificate)
	if err != nil {
		return page, err
	}
	for _, found := range all {
		if !c.picks(q, found) {
			continue
		}
		if len(page.Cases) == cmp.Or(q.Limit, pageLimit) {
			page.More = true
			break
		}
		page.Cases = append(page.Cases, found)
	}
	return page, nil
}

// picks reports whether a query wants a case.
func (c *call) picks(q registry.CaseQuery, found registry.Case) bool {
	name, err := registry.ParseCaseName(found.ID)
	switch {
	case err != nil, found.ID <= q.After:
		return false
	case q.Certificate != nil && *q.Certificate != found.Certificate:
		return false
	case q.Side != "" && name.SideOf(c.party.Country) != q.Side:
		return false
	}
	return len(q.States) == 0 || slices.Contains(q.States, found.Standing.State)
}

// casesOfCountry reads every case between the caller's country and another, in
// order of their ids. Cases about a foreign certificate are between the caller's
// country and that of its issue.
func (c *call) casesOfCountry(about *certificate.ID) ([]registry.Case, error) {
	var all []registry.Case
	foreign := about != nil && about.Country != c.party.Country
	for _, other := range c.membership.Parties {
		if other.Country == c.party.Country || foreign && other.Country != about.Country {
			continue
		}
		at := public(registry.KeyCase).in(registry.Collection(c.party.Country, other.Country))
		dockets, err := list[registry.Docket](c.ledger, at)
		if err != nil {
			return nil, err
		}
		for two := range slices.Chunk(dockets, 2) {
			joined, err := joinPair(two)
			if err != nil {
				return nil, err
			}
			all = append(all, joined)
		}
	}
	slices.SortFunc(all, func(a, b registry.Case) int { return cmp.Compare(a.ID, b.ID) })
	return all, nil
}

// joinPair joins the halves of one case, which lie one behind the other.
func joinPair(two []registry.Docket) (registry.Case, error) {
	if len(two) != 2 {
		return registry.Case{}, registry.ErrCaseMove
	}
	return registry.Join(two[0], two[1])
}
