// Package seeded starts an in-memory channel on which everything is ready for
// the specimen certificates: membership in force, authorities with revocation
// lists, offices and exporters, enrolled officers with their keys. It is for
// tests of the contract and of what talks to it.
package seeded

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"

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

// New starts the channel of an agreement with everything in place, with further
// parties beside the two of the demonstration.
func New(agreement certificate.Agreement, further ...registry.Party) (*World, error) {
	w, err := Bare(agreement, further...)
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
func Bare(agreement certificate.Agreement, further ...registry.Party) (*World, error) {
	contract, err := chaincode.New()
	if err != nil {
		return nil, err
	}
	membership := MembershipOf(agreement, further...)
	ledger, err := memledger.New(configOf(membership, contract))
	if err != nil {
		return nil, err
	}
	w := &World{
		Ledger: ledger, Agreement: agreement, Membership: membership,
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

// configOf is the channel of a membership, as the demonstration network would
// have it: every policy wants two organisations, every pair of countries has a
// collection.
func configOf(m registry.Membership, contract shim.Chaincode) memledger.Config {
	config := memledger.Config{
		Channel: string(m.Agreement), Organisations: m.Organisations(), Endorsements: 2,
		Chaincode: contract, Start: memledger.StartTime,
	}
	for i, a := range m.Parties {
		for _, b := range m.Parties[i+1:] {
			config.Collections = append(config.Collections, memledger.Collection{
				Name:         registry.Collection(a.Country, b.Country),
				Members:      slices.Concat(a.Organisations(), b.Organisations()),
				Endorsements: 2,
			})
		}
	}
	return config
}

// MembershipOf is the text the organisations of the demonstration agree on,
// with further parties.
func MembershipOf(agreement certificate.Agreement, further ...registry.Party) registry.Membership {
	partner := map[certificate.Agreement]string{certificate.ATIGA: "TH", certificate.VKFTA: "KR", certificate.UKVFTA: "GB"}[agreement]
	parties := append([]registry.Party{
		Sole(partner),
		{Country: "VN", Issuing: []string{"VNIssuer"}, Customs: []string{"VNCustoms"}},
	}, further...)
	slices.SortFunc(parties, func(a, b registry.Party) int { return strings.Compare(a.Country, b.Country) })
	return registry.Membership{
		Version: 1, Network: Network, Agreement: agreement, Parties: parties, Limits: registry.Limits{SigningAgeHours: 72},
	}
}

// Sole is a party whose customs do everything, as in THCustoms.
func Sole(country string) registry.Party {
	all := []string{country + "Customs"}
	return registry.Party{Country: country, Issuing: all, Customs: all}
}

// Issuer is an issuing officer's client of the country.
func (w *World) Issuer(country string) *memledger.Session { return w.as(country, registry.RoleIssuer) }

// Admin is an administrator's client of the country's issuing organisation.
func (w *World) Admin(country string) *memledger.Session { return w.as(country, registry.RoleAdmin) }

// SecondAdmin is another administrator's client of that organisation.
func (w *World) SecondAdmin(country string) *memledger.Session {
	return w.Admin(country).Person("admin-2")
}

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
