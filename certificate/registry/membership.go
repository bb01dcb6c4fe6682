package registry

import (
	"slices"

	"origo/certificate"
)

// Membership is the constitution of one channel: which agreement it serves,
// which organisations speak for which party, and the limits all apply alike.
// It takes effect when every organisation it names, and every organisation
// named by its predecessor, has approved the very same text.
type Membership struct {
	Version   int                   `json:"version"` // 1, 2, …; an amendment raises it by one
	Network   string                `json:"network"` // the network id that certificates name, against replay elsewhere
	Agreement certificate.Agreement `json:"agreement"`
	Parties   []Party               `json:"parties"` // sorted by country
	Limits    Limits                `json:"limits"`
}

// Party is one country and the organisations (Fabric MSP ids) that act for it.
type Party struct {
	Country string   `json:"country"` // ISO 3166-1 alpha-2
	Issuing []string `json:"issuing"` // may anchor, cancel, replace, run the trust registry
	Customs []string `json:"customs"` // may record and reverse uses
}

// Limits are the tolerances of the signature profile that a channel agrees on.
type Limits struct {
	SigningAgeHours int `json:"signing_age_hours"` // a seal older than this is refused; 72 by default
	CRLGraceHours   int `json:"crl_grace_hours"`   // how long past nextUpdate a revocation list still serves; 0 by default
}

// Organisations lists every organisation of the party once, sorted.
func (p Party) Organisations() []string {
	all := slices.Concat(p.Issuing, p.Customs)
	slices.Sort(all)
	return slices.Compact(all)
}

// Organisations lists every organisation of the channel once, sorted.
func (m Membership) Organisations() []string {
	var all []string
	for _, p := range m.Parties {
		all = append(all, p.Organisations()...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Party finds a country's entry.
func (m Membership) Party(country string) (Party, bool) {
	for _, p := range m.Parties {
		if p.Country == country {
			return p, true
		}
	}
	return Party{}, false
}

// PartyOf finds the party an organisation acts for.
func (m Membership) PartyOf(organisation string) (Party, bool) {
	for _, p := range m.Parties {
		if slices.Contains(p.Organisations(), organisation) {
			return p, true
		}
	}
	return Party{}, false
}

// Collection names the private data collection two countries share: their
// codes sorted and joined, as in TH_VN.
func Collection(a, b string) string {
	if a > b {
		a, b = b, a
	}
	return a + "_" + b
}
