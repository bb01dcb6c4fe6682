package console

import (
	"cmp"
	"slices"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
)

// homeRoutes are the first page.
func homeRoutes() []route {
	return []route{{path: "/", menu: "home.menu", public: true, show: showHome}}
}

// counters are those who may read the dashboard.
func counters() []identity.Role {
	return []identity.Role{identity.Customs, identity.Issuer, identity.Admin}
}

// showHome is where everybody begins: what there is for their role, and how
// the agreements stand.
func showHome(p *Page) error {
	if p.Person.Subject == "" || !p.Has(counters()...) {
		return p.Show(p.Say("home.title"), home(p, nil, nil))
	}
	d, err := answer[wire.Dashboard](p.API.ReadDashboard(p.Request.Context()))
	if err != nil {
		return err
	}
	p.Known(d.AsOf)
	return p.Show(p.Say("home.title"), home(p, standings(d.Certificates), mostGiven(d.Refusals)))
}

// standing is how many certificates of an agreement have each status.
type standing struct {
	agreement certificate.Agreement
	by        map[registry.Status]int
	all       int
}

func standings(counts []wire.CertificateCount) []standing {
	var all []standing
	for _, c := range counts {
		at := slices.IndexFunc(all, func(s standing) bool { return s.agreement == c.Agreement })
		if at < 0 {
			at, all = len(all), append(all, standing{c.Agreement, map[registry.Status]int{}, 0})
		}
		all[at].by[c.Status] += c.Certificates
		all[at].all += c.Certificates
	}
	slices.SortFunc(all, func(a, b standing) int { return cmp.Compare(a.agreement, b.agreement) })
	return all
}

// statuses are the columns of the table.
func statuses() []registry.Status {
	return []registry.Status{registry.Issued, registry.Replaced, registry.Cancelled}
}

const groundsShown = 5

// mostGiven are the grounds that were given most often.
func mostGiven(grounds []wire.GroundCount) []wire.GroundCount {
	sorted := slices.SortedStableFunc(slices.Values(grounds), func(a, b wire.GroundCount) int { return cmp.Compare(b.Given, a.Given) })
	return sorted[:min(len(sorted), groundsShown)]
}
