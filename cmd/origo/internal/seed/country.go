package seed

import (
	"context"
	"fmt"
	"slices"
	"time"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
	"origo/cmd/origo/internal/apiclient"
)

// seeding is the trust registry of one country on one ledger.
type seeding struct {
	*Seeder
	agreement certificate.Agreement
	trust     apiclient.Trust // as the country's admin
	country   *country
}

// run adds what is missing, in the order in which one rests on the other.
func (c seeding) run(ctx context.Context) error {
	steps := []func(context.Context) error{c.authorities, c.revocationLists, c.offices}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// authorities adds the country's certification authorities.
func (c seeding) authorities(ctx context.Context) error {
	have, err := c.trust.Authorities(ctx, c.country.code)
	if err != nil {
		return fmt.Errorf("list authorities: %w", err)
	}
	for i, authority := range c.country.links() {
		der := authority.certificate.Raw
		fingerprint := seal.FingerprintOf(der).String()
		if slices.ContainsFunc(have, func(a registry.Authority) bool { return a.Fingerprint == fingerprint }) {
			continue
		}
		if _, err := c.trust.AddAuthority(ctx, wire.NewAuthority{Anchor: i == 0, Certificate: der}); err != nil {
			return fmt.Errorf("add authority: %w", err)
		}
		c.did(c.agreement, "added the authority %s", authority.certificate.Subject.CommonName)
	}
	return nil
}

// revocationLists imports the country's revocation lists where the ledger has
// none, or one that ends soon.
func (c seeding) revocationLists(ctx context.Context) error {
	have, err := c.trust.RevocationLists(ctx)
	if err != nil {
		return fmt.Errorf("list revocation lists: %w", err)
	}
	for _, authority := range c.country.links() {
		fingerprint := seal.FingerprintOf(authority.certificate.Raw).String()
		if c.current(have, fingerprint) {
			continue
		}
		crl, err := authority.crl(c.Now())
		if err != nil {
			return err
		}
		if _, err := c.trust.ImportCRL(ctx, wire.NewRevocationList{Authority: fingerprint, Crl: crl}); err != nil {
			return fmt.Errorf("import a revocation list: %w", err)
		}
		c.did(c.agreement, "imported the revocation list of %s", authority.certificate.Subject.CommonName)
	}
	return nil
}

// current reports whether the ledger's list of the authority lasts for a
// while.
func (c seeding) current(have []registry.RevocationList, fingerprint string) bool {
	return slices.ContainsFunc(have, func(l registry.RevocationList) bool {
		next, err := time.Parse(time.RFC3339, l.NextUpdate)
		return l.Authority == fingerprint && err == nil && next.Sub(c.Now()) > crlMargin
	})
}

// offices registers the country's offices and enrols their officers.
func (c seeding) offices(ctx context.Context) error {
	have, err := c.trust.Offices(ctx, c.country.code)
	if err != nil {
		return fmt.Errorf("list offices: %w", err)
	}
	for _, o := range officesUnder(c.agreement, c.country.code) {
		if err := c.office(ctx, o, have); err != nil {
			return fmt.Errorf("office %s: %w", o.code, err)
		}
	}
	return nil
}

// office registers one office and enrols its officer.
func (c seeding) office(ctx context.Context, o office, have []registry.Office) error {
	if !slices.ContainsFunc(have, func(h registry.Office) bool { return h.Code == o.code }) {
		if _, err := c.trust.RegisterOffice(ctx, o.registration(c.agreement, c.Now())); err != nil {
			return fmt.Errorf("register: %w", err)
		}
		c.did(c.agreement, "registered %s", o.name)
	}
	leaf := c.country.officers[o.code]
	signers, err := c.trust.Signers(ctx, o.country, o.code)
	if err != nil {
		return fmt.Errorf("list signers: %w", err)
	}
	fingerprint := seal.FingerprintOf(leaf.Raw).String()
	if slices.ContainsFunc(signers, func(s registry.Signer) bool { return s.Fingerprint == fingerprint }) {
		return nil
	}
	enrolment := wire.Enrolment{
		Office: o.code, Certificate: leaf.Raw, Forms: o.formsUnder(c.agreement),
		From: instant(leaf.NotBefore), Until: instant(leaf.NotAfter),
	}
	if _, err := c.trust.EnrolSigner(ctx, enrolment); err != nil {
		return fmt.Errorf("enrol %s: %w", o.officer.Name, err)
	}
	c.did(c.agreement, "enrolled %s for %s %s", o.officer.Name, o.country, o.code)
	return nil
}

// registration is the office as the API takes it. Exporters are authorised
// for two years.
func (o office) registration(a certificate.Agreement, now time.Time) wire.NewOffice {
	r := wire.NewOffice{Code: o.code, Name: o.name, Kind: o.kind, Forms: o.formsUnder(a)}
	if o.kind != registry.IssuingAuthority {
		today := certificate.DateOf(now)
		r.Authorisation = &registry.Authorisation{Code: o.code, Products: o.products, From: today, Until: today.AddYears(2)}
	}
	return r
}

// instant writes a moment as the ledger does.
func instant(t time.Time) registry.Instant { return t.UTC().Format(time.RFC3339) }
