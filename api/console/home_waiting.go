package console

import (
	"origo/api/identity"
	"origo/certificate/registry"
)

// waiting is a list of open verifications with what is said of it on the first
// page.
type waiting struct {
	path, menu string
	tasks      []task // the most urgent first
	unread     bool   // the API did not give them
}

// waiting is what waits for this person. A list that cannot be read is said to
// be so; the page itself does not depend on it.
func (p *Page) waiting() []waiting {
	var all []waiting
	add := func(role identity.Role, side registry.Side, path, menu string) {
		if !p.Has(role) {
			return
		}
		tasks, err := p.tasks(side)
		all = append(all, waiting{path, menu, tasks, err != nil})
	}
	add(identity.Customs, registry.ImportingSide, "/customs/work", "customs.work.menu")
	add(identity.Issuer, registry.IssuingSide, "/cases", "case.menu")
	return all
}
