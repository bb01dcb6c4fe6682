package chaincode

import (
	"crypto/x509"
	"errors"
	"time"

	"origo/certificate/registry"
	"origo/certificate/seal"
)

// verify judges a seal over content at the transaction's time: who made it, is
// it genuine, and may that signer seal now. What he may seal is judged by the
// caller against the signer and office given back.
func (c *call) verify(content, cms []byte) (registry.Signer, registry.Office, error) {
	var office registry.Office
	signer, err := c.signerOf(cms)
	if err != nil {
		return signer, office, err
	}
	enrolled, err := seal.NewEnrolled(signer.Certificate)
	if err != nil {
		return signer, office, refusedAs(registry.SealRefused, err)
	}
	policy := seal.Policy{MaxSigningAge: c.signingAge(), MaxSigningAhead: clockTolerance}
	if _, err := seal.VerifyEnrolled(cms, content, c.at, enrolled, policy); err != nil {
		return signer, office, refusedAs(registry.SealRefused, err)
	}
	if err := c.mustBeActive(signer); err != nil {
		return signer, office, err
	}
	if err := c.mustBeCurrent(signer.Path); err != nil {
		return signer, office, err
	}
	if office, err = c.office(signer.Country, signer.Office); err != nil {
		return signer, office, err
	}
	return signer, office, c.mustBeOpen(office)
}

// signerOf finds the signer a seal names: by the certificate it carries, or by
// the identifier in it.
func (c *call) signerOf(cms []byte) (registry.Signer, error) {
	message, err := seal.Inspect(cms)
	if err != nil {
		return registry.Signer{}, refusedAs(registry.SealRefused, err)
	}
	if fingerprint, carried := message.Embedded(); carried {
		return c.signer(fingerprint.String())
	}
	fingerprint, found, err := read[string](c.ledger, public(registry.KeySignerID, message.SignerID().Key()))
	if err != nil {
		return registry.Signer{}, err
	}
	if !found {
		return registry.Signer{}, registry.Refuse(registry.SignerUnknown)
	}
	return c.signer(fingerprint)
}

// pathOf verifies a leaf's certification path to an anchor of its country, with
// the newest revocation lists, and writes it down as links.
func (c *call) pathOf(leaf *x509.Certificate, country string) ([]registry.Link, error) {
	trusted, err := c.authorities(country)
	if err != nil {
		return nil, err
	}
	path, err := seal.VerifyPath(leaf, trusted, c.at, seal.Policy{})
	if err != nil {
		return nil, refusedPath(err)
	}
	links := make([]registry.Link, len(path)-1)
	for i, below := range path[:len(path)-1] {
		links[i] = linkOf(below, path[i+1])
	}
	return links, nil
}

// linkOf is the step from a certificate to its issuer.
func linkOf(below, issuer *x509.Certificate) registry.Link {
	return registry.Link{Authority: seal.FingerprintOf(issuer.Raw).String(), Serial: below.SerialNumber.Text(16)}
}

// verifyCRL verifies a revocation list by the authority's own key.
func verifyCRL(der, authority []byte, at time.Time) (*seal.CRL, error) {
	issuer, err := parseCertificate("authority", authority)
	if err != nil {
		return nil, err
	}
	list, err := seal.VerifyCRL(der, issuer, at)
	if err != nil {
		return nil, refusedAs(registry.CRLRefused, err)
	}
	return list, nil
}

// parseCertificate reads a certificate given in the named field.
func parseCertificate(field string, der []byte) (*x509.Certificate, error) {
	certificate, err := seal.ParseCertificate(der)
	if err != nil {
		return nil, malformed(field)
	}
	return certificate, nil
}

// refusedPath tells a path that is not accepted from one that could not be
// judged for want of a current revocation list.
func refusedPath(err error) error {
	var refusal *seal.Refusal
	if errors.As(err, &refusal) && (refusal.Code == seal.CodeCRLMissing || refusal.Code == seal.CodeCRLTime) {
		return registry.Refuse(registry.CRLStale, "seal", string(refusal.Code))
	}
	return refusedAs(registry.PathRefused, err)
}

// refusedAs turns the verifier's verdict into a refusal of the ledger that
// carries the profile's code.
func refusedAs(code registry.Code, err error) error {
	var refusal *seal.Refusal
	if errors.As(err, &refusal) {
		return registry.Refuse(code, "seal", string(refusal.Code))
	}
	return err
}
