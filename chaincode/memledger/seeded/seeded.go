// Package seeded starts an in-memory channel on which everything is ready for
// the specimen certificates: membership in force, authorities with revocation
// lists, offices and exporters, enrolled officers with their keys. It is for
// tests of the contract and of what talks to it.
package seeded

import (
	"fmt"
	"slices"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal/demopki"
	"origo/certificate/specimen"
	"origo/chaincode"
	"origo/chaincode/memledger"
)

// Network is the network id that the channels name.
const Network = "origo-test"

// Central is the code of an issuing authority that every country has, besides
// the offices of the specimens.
const Central = "CENTRAL"

// listValidity is how long the seeded revocation lists hold.
const listValidity = 30 * 24 * time.Hour

// World is a channel with the keys of everybody on it.
type World struct {
	Ledger      *memledger.Ledger
	Agreement   certificate.Agreement
	Membership  registry.Membership
	Authorities map[string]*demopki.Authority // by country
	Officers    map[string]*demopki.Officer   // by country and office, as in "VN/02"
	salts       uint64
}

// New starts the channel of an agreement with everything in place.
func New(agreement certificate.Agreement) (*World, error) {
	w, err := Bare(agreement)
	if err != nil {
		return nil, err
	}
	steps := []func() error{w.approve, w.addAuthorities, w.openOffices}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, fmt.Errorf("seed channel %s: %w", agreement, err)
		}
	}
	return w, nil
}

// Bare starts the channel with nothing on it; keys are made all the same.
func Bare(agreement certificate.Agreement) (*World, error) {
	contract, err := chaincode.New()
	if err != nil {
		return nil, err
	}
	config, err := memledger.Demonstration(string(agreement), contract)
	if err != nil {
		return nil, err
	}
	ledger, err := memledger.New(config)
	if err != nil {
		return nil, err
	}
	w := &World{
		Ledger: ledger, Agreement: agreement, Membership: MembershipOf(agreement),
		Authorities: map[string]*demopki.Authority{}, Officers: map[string]*demopki.Officer{},
	}
	for _, party := range w.Membership.Parties {
		name := "Demonstration " + party.Country
		if w.Authorities[party.Country], err = demopki.NewAuthority(party.Country, name, ledger.Now()); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// MembershipOf is the text the demonstration organisations agree on.
func MembershipOf(agreement certificate.Agreement) registry.Membership {
	partner := map[certificate.Agreement]string{certificate.ATIGA: "TH", certificate.VKFTA: "KR", certificate.UKVFTA: "GB"}[agreement]
	customs := []string{partner + "Customs"}
	return registry.Membership{
		Version: 1, Network: Network, Agreement: agreement,
		Parties: []registry.Party{
			{Country: partner, Issuing: customs, Customs: customs},
			{Country: "VN", Issuing: []string{"VNIssuer"}, Customs: []string{"VNCustoms"}},
		},
		Limits: registry.Limits{SigningAgeHours: 72},
	}
}

// Issuer is an issuing officer's client of the country.
func (w *World) Issuer(country string) *memledger.Session { return w.as(country, registry.RoleIssuer) }

// Admin is an administrator's client of the country's issuing organisation.
func (w *World) Admin(country string) *memledger.Session { return w.as(country, registry.RoleAdmin) }

// Customs is a customs officer's client of the country.
func (w *World) Customs(country string) *memledger.Session {
	return w.as(country, registry.RoleCustoms)
}

func (w *World) as(country, role string) *memledger.Session {
	party, _ := w.Membership.Party(country)
	organisations := party.Issuing
	if role == registry.RoleCustoms {
		organisations = party.Customs
	}
	return w.Ledger.As(organisations[0], role)
}

// specimens are the specimen documents of the agreement, made for today.
func (w *World) specimens() []*certificate.Document {
	today := certificate.DateOf(w.Ledger.Now())
	return slices.DeleteFunc(specimen.All(Network, specimen.On(today)), func(d *certificate.Document) bool {
		return d.Agreement != w.Agreement
	})
}
