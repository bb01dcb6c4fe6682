package chaincode

import (
	"bytes"
	"crypto/x509"
	"slices"
	"time"

	"origo/certificate/registry"
	"origo/certificate/seal"
)

// addAuthority takes a certification authority into the registry of its
// country: an anchor on that country's word, any other by its path to one.
func (c *call) addAuthority(text string) (registry.Authority, error) {
	var asked registry.Authority
	if err := decode("authority", []byte(text), &asked); err != nil {
		return asked, err
	}
	if err := c.mustIssueFor(asked.Country, registry.RoleAdmin); err != nil {
		return asked, err
	}
	ca, err := parseCertificate("certificate", asked.Certificate)
	if err != nil {
		return asked, err
	}
	fingerprint := seal.FingerprintOf(asked.Certificate).String()
	standing, found, err := read[registry.Authority](c.ledger, authorityAt(asked.Country, fingerprint))
	switch {
	case err != nil:
		return standing, err
	case found && standing.Anchor != asked.Anchor:
		return standing, registry.Refuse(registry.AlreadyExists, "authority", fingerprint)
	case found:
		return standing, nil
	}
	added := registry.Authority{
		Country: asked.Country, Fingerprint: fingerprint, Certificate: asked.Certificate,
		Anchor: asked.Anchor, AddedAt: c.now(),
	}
	if added.Issuer, err = c.issuerOfAuthority(ca, asked); err != nil {
		return added, err
	}
	return added, c.keep(authorityAt(added.Country, fingerprint), added, false)
}

// issuerOfAuthority is the fingerprint of the authority above, nothing above an
// anchor. The whole path, with its revocation lists, is walked again whenever
// the authority's certificates enrol a signer.
func (c *call) issuerOfAuthority(ca *x509.Certificate, asked registry.Authority) (string, error) {
	if !mayCertify(ca, c.at) {
		return "", registry.Refuse(registry.PathRefused, "seal", string(seal.CodeChain))
	}
	if asked.Anchor {
		return "", nil
	}
	trusted, err := c.authorities(asked.Country)
	if err != nil {
		return "", err
	}
	for _, above := range slices.Concat(trusted.Anchors, trusted.Intermediates) {
		if bytes.Equal(above.RawSubject, ca.RawIssuer) && ca.CheckSignatureFrom(above) == nil {
			link := linkOf(ca, above)
			return link.Authority, c.mustBeUnrevoked(link)
		}
	}
	return "", registry.Refuse(registry.AuthorityUnknown, "link", "issuer")
}

// mayCertify reports whether a certificate is a certification authority's and
// valid at that time.
func mayCertify(ca *x509.Certificate, at time.Time) bool {
	return ca.BasicConstraintsValid && ca.IsCA && ca.KeyUsage&x509.KeyUsageCertSign != 0 &&
		!at.Before(ca.NotBefore) && !at.After(ca.NotAfter)
}

// retireAuthority keeps an authority from enrolling anybody from now on.
func (c *call) retireAuthority(country, fingerprint string) (registry.Authority, error) {
	if err := c.mustIssueFor(country, registry.RoleAdmin); err != nil {
		return registry.Authority{}, err
	}
	authority, found, err := read[registry.Authority](c.ledger, authorityAt(country, fingerprint))
	switch {
	case err != nil:
		return authority, err
	case !found:
		return authority, registry.Refuse(registry.AuthorityUnknown, "authority", fingerprint)
	case authority.RetiredAt != "":
		return authority, nil
	}
	authority.RetiredAt = c.now()
	return authority, c.keep(authorityAt(country, fingerprint), authority, true)
}

// authorities gives what a country's signers may rest on today: its anchors,
// its intermediates, and the newest revocation list of each.
func (c *call) authorities(country string) (seal.Authorities, error) {
	var trusted seal.Authorities
	known, err := list[registry.Authority](c.ledger, public(registry.KeyAuthority, country))
	if err != nil {
		return trusted, err
	}
	for _, authority := range known {
		if authority.RetiredAt != "" {
			continue
		}
		if err := c.trust(&trusted, authority); err != nil {
			return trusted, err
		}
	}
	return trusted, nil
}

// trust adds one authority and its newest revocation list.
func (c *call) trust(trusted *seal.Authorities, authority registry.Authority) error {
	ca, err := parseCertificate("authority", authority.Certificate)
	if err != nil {
		return err
	}
	if authority.Anchor {
		trusted.Anchors = append(trusted.Anchors, ca)
	} else {
		trusted.Intermediates = append(trusted.Intermediates, ca)
	}
	der, found, err := read[[]byte](c.ledger, public(registry.KeyCRLBytes, authority.Fingerprint))
	if err != nil || !found {
		return err
	}
	list, err := seal.ParseCRL(der)
	if err != nil {
		return refusedAs(registry.CRLRefused, err)
	}
	trusted.CRLs = append(trusted.CRLs, list)
	return nil
}

// authority finds a certification authority by fingerprint, whichever member
// country registered it.
func (c *call) authority(fingerprint string) (registry.Authority, error) {
	for _, party := range c.membership.Parties {
		authority, found, err := read[registry.Authority](c.ledger, authorityAt(party.Country, fingerprint))
		if err != nil || found {
			return authority, err
		}
	}
	return registry.Authority{}, registry.Refuse(registry.AuthorityUnknown, "authority", fingerprint)
}

func authorityAt(country, fingerprint string) address {
	return public(registry.KeyAuthority, country, fingerprint)
}
