package console

import (
	"crypto/x509"
	"net/http"
	"net/url"
	"path"
	"slices"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
)

// The ways into the changes of a registry, below /registry/{agreement}.
const (
	enrolmentLeaf  = "enrolment"
	listLeaf       = "revocation-list"
	officeLeaf     = "office"
	membershipLeaf = "membership"
)

// changeRoutes are the changes that administrators make without a second hand:
// each is shown as it would be recorded before it is.
func changeRoutes() []route {
	admin := []identity.Role{identity.Admin}
	at := func(leaf string) string { return "/registry/{agreement}/" + leaf }
	return []route{
		{path: at(enrolmentLeaf), roles: admin, show: showEnrolment, send: sendEnrolment},
		{path: at(listLeaf), roles: admin, show: showListForm, send: sendListForm},
		{path: at(officeLeaf), roles: admin, show: showOffice, send: sendOffice},
		{path: at(membershipLeaf), roles: admin, show: showMembership, send: sendMembership},
	}
}

func changePath(a certificate.Agreement, leaf string) string {
	return "/registry/" + url.PathEscape(string(a)) + "/" + leaf
}

// agreement is the one that the address names.
func (p *Page) agreement() (certificate.Agreement, error) {
	a := certificate.Agreement(p.In("agreement"))
	if !a.Known() {
		return a, errNoPage
	}
	return a, nil
}

// rehearse asks what a change would write. A refusal is the one that the change
// itself would meet.
func (p *Page) rehearse(a certificate.Agreement, change wire.Rehearsal) (wire.Rehearsed, error) {
	return answer[wire.Rehearsed](p.API.RehearseChange(p.Request.Context(), &wire.RehearseChangeParams{Agreement: a}, change))
}

// mend refuses a field of a form of the registry.
func (p *Page) mend(field, code string, pairs ...string) *Refused {
	return &Refused{Status: http.StatusUnprocessableEntity, Code: "field_invalid", Pointer: field, Title: p.Say("registry.mend"),
		Detail: p.Say("registry.mend."+code, pairs...), Remedy: p.Say("registry.mend." + code + ".do")}
}

// faulty says whether the form is shown again because of the field.
func (p *Page) faulty(field string) bool {
	return p.Trouble != nil && p.Trouble.Pointer != "" && path.Base(p.Trouble.Pointer) == field
}

// ownOffices are the own country's offices that are open.
func (p *Page) ownOffices(a certificate.Agreement) ([]wire.Office, error) {
	country := p.Country()
	all, err := answer[[]wire.Office](p.API.ListOffices(p.Request.Context(), &wire.ListOfficesParams{Agreement: a, Country: &country}))
	return slices.DeleteFunc(all, func(o wire.Office) bool { return o.ClosedFrom != "" }), err
}

// authority is a certification authority of the registry, with its certificate.
type authority struct {
	wire.Authority
	ca *x509.Certificate
}

// name is the common name, or the whole subject where there is none.
func (a authority) name() string { return nameIn(a.ca) }

func nameIn(c *x509.Certificate) string {
	if c.Subject.CommonName != "" {
		return c.Subject.CommonName
	}
	return c.Subject.String()
}

// authorities are those of all members; one whose certificate cannot be read is
// left out.
func (p *Page) authorities(a certificate.Agreement) ([]authority, error) {
	list, err := answer[[]wire.Authority](p.API.ListAuthorities(p.Request.Context(), &wire.ListAuthoritiesParams{Agreement: a}))
	var all []authority
	for _, one := range list {
		if ca, err := x509.ParseCertificate(one.Certificate); err == nil {
			all = append(all, authority{one, ca})
		}
	}
	return all, err
}

// formsUnder are the forms that exist under an agreement.
func formsUnder(a certificate.Agreement) []certificate.Form {
	return slices.DeleteFunc(certificate.Forms(), func(f certificate.Form) bool { return !slices.Contains(f.Agreements(), a) })
}

// chosenForms are those that are ticked.
func (p *Page) chosenForms() []certificate.Form {
	var all []certificate.Form
	for _, name := range p.Form["forms"] {
		all = append(all, certificate.Form(name))
	}
	return all
}
