package seeded

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
	"origo/certificate/seal/demopki"
	"origo/chaincode/memledger"
)

// Send submits a transaction with one JSON argument.
func Send(s *memledger.Session, function string, request any) error {
	raw, err := json.Marshal(request)
	if err != nil {
		return fmt.Errorf("encode %s: %w", function, err)
	}
	if _, _, _, err := s.Submit(function, nil, string(raw)); err != nil {
		return fmt.Errorf("%s: %w", function, err)
	}
	return nil
}

// approve puts the membership in force.
func (w *World) approve() error {
	for _, organisation := range w.Membership.Organisations() {
		admin := w.Ledger.As(organisation, registry.RoleAdmin)
		if err := Send(admin, registry.ApproveMembership, w.Membership); err != nil {
			return err
		}
	}
	return nil
}

// addAuthorities registers every country's root and issuing authority and their
// first revocation lists.
func (w *World) addAuthorities() error {
	for _, party := range w.Membership.Parties {
		a := w.Authorities[party.Country]
		for _, ca := range []registry.Authority{
			{Country: party.Country, Certificate: a.Root.Raw, Anchor: true},
			{Country: party.Country, Certificate: a.Issuing.Raw},
		} {
			if err := Send(w.Admin(party.Country), registry.AddAuthority, ca); err != nil {
				return err
			}
		}
		if err := w.importLists(party.Country, a); err != nil {
			return err
		}
	}
	return nil
}

func (w *World) importLists(country string, a *demopki.Authority) error {
	at := w.Ledger.Now().Add(-time.Hour)
	root, err := a.RootCRL(1, at, listValidity)
	if err != nil {
		return err
	}
	issuing, err := a.CRL(1, at, listValidity)
	if err != nil {
		return err
	}
	if err := w.ImportCRL(country, a.Root.Raw, root); err != nil {
		return err
	}
	return w.ImportCRL(country, a.Issuing.Raw, issuing)
}

// ImportCRL imports a revocation list of the authority whose certificate is
// given in DER, as an administrator of the country.
func (w *World) ImportCRL(country string, authority, crl []byte) error {
	_, _, _, err := w.Admin(country).Submit(registry.ImportCRL, nil,
		seal.FingerprintOf(authority).String(), base64.StdEncoding.EncodeToString(crl))
	return err
}

// openOffices registers the offices of the specimens and one central authority
// a country, each with one officer.
func (w *World) openOffices() error {
	for _, doc := range w.specimens() {
		if err := w.Open(officeOf(doc), doc.Form); err != nil {
			return err
		}
	}
	for _, party := range w.Membership.Parties {
		form := centralForms[w.Agreement]
		central := registry.Office{
			Country: party.Country, Code: Central, Name: "Central authority",
			Kind: registry.IssuingAuthority, Forms: []certificate.Form{form},
		}
		if err := w.Open(central, form); err != nil {
			return err
		}
	}
	return nil
}

var centralForms = map[certificate.Agreement]certificate.Form{
	certificate.ATIGA: certificate.FormD, certificate.VKFTA: certificate.FormVK, certificate.UKVFTA: certificate.FormEUR1,
}

// Open registers an office and enrols a fresh officer for the form.
func (w *World) Open(office registry.Office, form certificate.Form) error {
	if err := Send(w.Admin(office.Country), registry.RegisterOffice, office); err != nil {
		return err
	}
	officer, err := w.Authorities[office.Country].Officer(demopki.OfficerOptions{Name: "Officer of " + office.Code, Office: office.Code})
	if err != nil {
		return err
	}
	w.Officers[office.Country+"/"+office.Code] = officer
	return Send(w.Admin(office.Country), registry.EnrolSigner, w.Enrolment(office, officer, form))
}

// Enrolment asks for the officer to sign the form for the office, from a day
// ago for a year.
func (w *World) Enrolment(office registry.Office, officer *demopki.Officer, form certificate.Form) registry.Enrolment {
	now := w.Ledger.Now()
	return registry.Enrolment{
		Country: office.Country, Office: office.Code, Certificate: officer.Certificate.Raw,
		Forms: []certificate.Form{form}, From: moment(now.Add(-24 * time.Hour)), Until: moment(now.AddDate(1, 0, 0)),
	}
}

// officeOf is the office that may sign the document.
func officeOf(doc *certificate.Document) registry.Office {
	office := registry.Office{
		Country: doc.IssuingCountry, Code: doc.Office, Name: "Office " + doc.Office,
		Kind: registry.IssuingAuthority, Forms: []certificate.Form{doc.Form},
	}
	if doc.Form != certificate.FormOD {
		return office
	}
	office.Kind = registry.OfficeKind(doc.Statement.ExporterKind)
	office.Authorisation = &registry.Authorisation{
		Code: doc.Statement.Authorisation, From: doc.IssueDate.AddYears(-1), Until: doc.IssueDate.AddYears(1),
	}
	if value := doc.Statement.Value; value != nil {
		office.Authorisation.Limit, office.Authorisation.Currency = &value.Amount, value.Currency
	}
	return office
}

func moment(t time.Time) registry.Instant { return certificate.InstantOf(t).String() }
