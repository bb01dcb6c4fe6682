package chaincode

import (
	"cmp"
	"slices"

	"origo/certificate"
	"origo/certificate/registry"
)

// paperOf is the paper under a certificate's number, nil if there is none or the caller does not keep papers.
func (c *call) paperOf(id certificate.ID) (*registry.Paper, error) {
	if c.mustKeepPapers() != nil {
		return nil, nil
	}
	p, found, err := read[registry.Paper](c.ledger, c.paperAt(id))
	if err != nil || !found {
		return nil, err
	}
	return &p, nil
}

// findPapers answers papers that the caller keeps, in order of form, country and reference number.
func (c *call) findPapers(text string) (registry.PaperPage, error) {
	page := registry.PaperPage{Papers: []registry.Paper{}}
	var q registry.PaperQuery
	if err := c.mustKeepPapers(); err != nil {
		return page, err
	}
	if err := decode("query", []byte(text), &q); err != nil {
		return page, err
	}
	if q.Limit < 0 || q.Limit > pageMost {
		return page, malformed("limit")
	}
	all, err := list[registry.Paper](c.ledger, public(registry.KeyPaper).in(registry.OwnCollection(c.organisation)))
	if err != nil {
		return page, err
	}
	all = slices.DeleteFunc(all, func(p registry.Paper) bool {
		return q.Open && p.Joined != nil || q.After != nil && byName(p.Certificate, *q.After) <= 0
	})
	slices.SortFunc(all, func(a, b registry.Paper) int { return byName(a.Certificate, b.Certificate) })
	most := cmp.Or(q.Limit, pageLimit)
	page.More = len(all) > most
	page.Papers = append(page.Papers, all[:min(most, len(all))]...)
	page.Arrived, err = c.arrived(page.Papers)
	return page, err
}

// arrived are those papers whose electronic record is on the ledger.
func (c *call) arrived(papers []registry.Paper) ([]certificate.ID, error) {
	var there []certificate.ID
	for _, p := range papers {
		_, found, err := read[registry.Record](c.ledger, certificateAt(p.Certificate))
		if err != nil {
			return nil, err
		}
		if found {
			there = append(there, p.Certificate)
		}
	}
	return there, nil
}

// byName orders certificates as they lie on the ledger.
func byName(a, b certificate.ID) int {
	return cmp.Or(cmp.Compare(a.Form, b.Form), cmp.Compare(a.Country, b.Country), cmp.Compare(a.Reference, b.Reference))
}
