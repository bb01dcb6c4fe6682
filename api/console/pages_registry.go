package console

import (
	"crypto/x509"
	"net/url"
	"slices"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
)

// registryRoutes are the trust registry of each agreement: offices and signers
// with what ends soon, and for administrators the acts about signers.
func registryRoutes() []route {
	readers := []identity.Role{identity.Admin, identity.Issuer, identity.Customs}
	admin := []identity.Role{identity.Admin}
	signer := "/registry/{agreement}/signers/{fingerprint}"
	return append(changeRoutes(), []route{
		{path: "/registry/awaiting", menu: "registry.awaiting.menu", roles: admin, show: showAwaiting},
		{path: "/registry", menu: "registry.menu", roles: readers, show: showRegistry},
		{path: "/registry.csv", roles: readers, show: downloadRegistry},
		{path: signer, roles: readers, show: showSigner},
		{path: signer + "/{order}", roles: admin, show: showOrder, send: sendOrder},
		{path: signer + "/{order}/act", roles: admin, show: downloadSignerOrder},
		{path: "/registry/{agreement}/acts/{act}", roles: admin, show: showAct, send: sendConfirmation},
	}...)
}

// register is the trust registry of one agreement.
type register struct {
	agreement  certificate.Agreement
	agreements []certificate.Agreement // that this organisation takes part in
	offices    []officeSigners
	expiries   []wire.Expiry
	acts       []wire.ActState // that wait for a second administrator
	anchors    []authority     // and the authorities below them
	lists      []wire.RevocationList
	issues     bool // this organisation issues for its country, and so changes its registry
}

// officeSigners is an office with the people who sign for it.
type officeSigners struct {
	wire.Office
	signers []wire.Signer
}

// showRegistry shows the agreement asked for, or the first that there is.
func showRegistry(p *Page) error {
	r, err := p.register()
	if err != nil {
		return err
	}
	p.Wide = true
	return p.Show(p.Say("registry.title"), registryPage(p, r))
}

// register reads the registry of the agreement asked for, or of the first that
// there is.
func (p *Page) register() (register, error) {
	r := register{agreement: certificate.Agreement(p.Field("agreement"))}
	texts := map[certificate.Agreement]registry.Membership{}
	for _, a := range certificate.Agreements() {
		members, err := answer[wire.Membership](p.API.ReadMembership(p.Request.Context(), &wire.ReadMembershipParams{Agreement: a}))
		if err == nil {
			r.agreements = append(r.agreements, a)
			texts[a] = members
		} else if err := unlessRefused(err); err != nil {
			return r, err
		}
	}
	if !slices.Contains(r.agreements, r.agreement) {
		if len(r.agreements) == 0 {
			return r, errNoPage
		}
		r.agreement = r.agreements[0]
	}
	r.issues = p.issues(texts[r.agreement])
	return r, r.read(p)
}

// read fills in the registry, the own country's offices first.
func (r *register) read(p *Page) error {
	ctx := p.Request.Context()
	offices, err := answer[[]wire.Office](p.API.ListOffices(ctx, &wire.ListOfficesParams{Agreement: r.agreement}))
	if err != nil {
		return err
	}
	slices.SortStableFunc(offices, func(a, b wire.Office) int { return ownFirst(p, b.Country) - ownFirst(p, a.Country) })
	for _, o := range offices {
		signers, err := answer[[]wire.Signer](p.API.ListSigners(ctx, &wire.ListSignersParams{Agreement: r.agreement, Country: o.Country, Office: o.Code}))
		if err != nil {
			return err
		}
		r.offices = append(r.offices, officeSigners{o, signers})
	}
	if r.expiries, err = answer[[]wire.Expiry](p.API.ListExpiries(ctx, &wire.ListExpiriesParams{Agreement: r.agreement})); err != nil {
		return err
	}
	if r.anchors, err = p.authorities(r.agreement); err != nil {
		return err
	}
	slices.SortStableFunc(r.anchors, func(a, b authority) int { return ownFirst(p, b.Country) - ownFirst(p, a.Country) })
	if r.lists, err = answer[[]wire.RevocationList](p.API.ListRevocationLists(ctx, &wire.ListRevocationListsParams{Agreement: r.agreement})); err != nil {
		return err
	}
	acts, err := answer[[]wire.ActState](p.API.ListActs(ctx, &wire.ListActsParams{Agreement: r.agreement}))
	r.acts = slices.DeleteFunc(acts, func(a wire.ActState) bool { return a.Standing != registry.StandingProposed })
	return err
}

// ownFirst is 1 for the own country and 0 for others.
func ownFirst(p *Page, country string) int {
	if country == p.Country() {
		return 1
	}
	return 0
}

func signerPath(a certificate.Agreement, fingerprint string) string {
	return "/registry/" + url.PathEscape(string(a)) + "/signers/" + url.PathEscape(fingerprint)
}

// signerName is the name in a signer's certificate, empty if it has none.
func signerName(s registry.Signer) string {
	leaf, err := x509.ParseCertificate(s.Certificate)
	if err != nil {
		return ""
	}
	return leaf.Subject.CommonName
}

// standingOf is the word for how a signer stands at a moment.
func standingOf(s registry.Signer, now string) string {
	switch {
	case s.Revoked != "":
		return "revoked"
	case s.Suspended != "":
		return "suspended"
	case now < s.From:
		return "not_yet"
	case now >= s.Until:
		return "ended"
	}
	return "active"
}

// standingMood repeats that in colour, standingShape in shape.
func standingMood(word string) string {
	return map[string]string{"active": "good", "suspended": "warn", "not_yet": "fact"}[word]
}

func standingShape(word string) string {
	return map[string]string{"active": "✓", "suspended": "‖", "not_yet": "◷", "ended": "–", "revoked": "✕"}[word]
}

func (p *Page) moment() string { return certificate.InstantOf(p.Now()).String() }

// signerView is a signer with the acts about it and what it sealed.
type signerView struct {
	agreement certificate.Agreement
	state     wire.SignerState
	acts      []wire.ActState
	since     string
	sealed    wire.SignedPage
}

// signer reads who the address names.
func (p *Page) signer() (signerView, error) {
	v := signerView{agreement: certificate.Agreement(p.In("agreement"))}
	if !v.agreement.Known() {
		return v, errNoPage
	}
	var err error
	v.state, err = answer[wire.SignerState](p.API.ReadSigner(p.Request.Context(), p.In("fingerprint"), &wire.ReadSignerParams{Agreement: v.agreement}))
	return v, err
}

// showSigner is a signer, and what to examine if its key was lost or stolen.
func showSigner(p *Page) error {
	v, err := p.signer()
	if err != nil {
		return err
	}
	ctx, print := p.Request.Context(), v.state.Signer.Fingerprint
	if v.acts, err = answer[[]wire.ActState](p.API.ListActs(ctx, &wire.ListActsParams{Agreement: v.agreement, Signer: &print})); err != nil {
		return err
	}
	params := wire.ListSignedByParams{Agreement: v.agreement, Cursor: p.given("cursor")}
	if day, err := certificate.ParseDate(p.Field("since")); err == nil {
		moment := day.String() + "T00:00:00Z"
		v.since, params.Since = day.String(), &moment
	} else if v.state.Signer.Suspended != "" {
		params.Since = &v.state.Signer.Suspended
	}
	if v.sealed, err = answer[wire.SignedPage](p.API.ListSignedBy(ctx, print, &params)); err != nil {
		return err
	}
	return p.Show(signerName(v.state.Signer), signerPage(p, v))
}

// sealedNext is the address of the following page of what a signer sealed.
func sealedNext(v signerView) string {
	query := url.Values{"cursor": {*v.sealed.Next}}
	if v.since != "" {
		query.Set("since", v.since)
	}
	return signerPath(v.agreement, v.state.Signer.Fingerprint) + "?" + query.Encode()
}
