package console

import (
	"slices"

	"origo/api/wire"
	"origo/certificate"
)

// listOf is the newest revocation list of an authority; nil if there is none.
func (r register) listOf(a authority) *wire.RevocationList {
	at := slices.IndexFunc(r.lists, func(l wire.RevocationList) bool { return l.Authority == a.Fingerprint })
	if at < 0 {
		return nil
	}
	return &r.lists[at]
}

// downloadRegistry gives signers, offices, authorities and revocation lists as
// one table.
func downloadRegistry(p *Page) error {
	r, err := p.register()
	if err != nil {
		return err
	}
	rows := [][]string{{"kind", "agreement", "country", "office", "name", "id", "standing", "from", "until"}}
	add := func(cells ...string) {
		rows = append(rows, append([]string{cells[0], string(r.agreement)}, cells[1:]...))
	}
	for _, o := range r.offices {
		standing := "open"
		if o.ClosedFrom != "" {
			standing = "closed"
		}
		add(string(o.Kind), o.Country, o.Code, o.Name, "", standing, o.RegisteredAt, o.ClosedFrom)
		for _, s := range o.signers {
			add("signer", s.Country, s.Office, signerName(s), s.Fingerprint, standingOf(s, p.moment()), s.From, s.Until)
		}
	}
	for _, a := range r.anchors {
		add(kindOf(a), a.Country, "", a.name(), a.Fingerprint, retired(a),
			certificate.InstantOf(a.ca.NotBefore).String(), certificate.InstantOf(a.ca.NotAfter).String())
		if l := r.listOf(a); l != nil {
			add("revocation_list", a.Country, "", a.name(), l.Number, current(l.NextUpdate > p.moment()), l.ThisUpdate, l.NextUpdate)
		}
	}
	return p.table("registry-"+string(r.agreement)+".csv", rows)
}

func kindOf(a authority) string {
	if a.Anchor {
		return "anchor"
	}
	return "authority"
}

func retired(a authority) string {
	if a.RetiredAt != "" {
		return "retired"
	}
	return "active"
}

func current(yes bool) string {
	if yes {
		return "current"
	}
	return "ended"
}
