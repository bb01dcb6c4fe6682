package seal

import (
	"bytes"
	"crypto/x509"
	"time"
)

// The number of certificates in a path, anchor included (check 18).
const (
	minPath = 2
	maxPath = 5
)

// VerifyPath makes the checks of a signer's certificate that do not depend on a message: 15 to 19.
// It returns the path from the leaf to the anchor. It is made when a signer is enrolled. Errors are
// *Refusal.
func VerifyPath(leaf *x509.Certificate, authorities Authorities, at time.Time, policy Policy) ([]*x509.Certificate, error) {
	if err := checkLeaf(leaf, forDocuments(policy.ExtraEKUs)); err != nil {
		return nil, err
	}
	return walkPath(leaf, authorities, at)
}

// walkPath finds a path from the leaf to an anchor that is valid at that time and free of
// revocation (RFC 5280, 6.1 and 6.3).
func walkPath(leaf *x509.Certificate, authorities Authorities, at time.Time) ([]*x509.Certificate, error) {
	paths, err := findPaths(leaf, authorities, at)
	if err != nil {
		return nil, err
	}
	var first error
	for _, path := range paths {
		err := checkPath(path, authorities.CRLs, at)
		if err == nil {
			return path, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

// findPaths lets crypto/x509 build and verify paths. CA certificates with keys or signatures that
// the profile does not allow are kept from it, so that its own defaults, which depend on release
// and environment, decide nothing.
func findPaths(leaf *x509.Certificate, authorities Authorities, at time.Time) ([][]*x509.Certificate, error) {
	anchors, weakAnchor := poolOf(authorities.Anchors, allowedAnchor)
	intermediates, weak := poolOf(authorities.Intermediates, allowedCA)
	if at.IsZero() || contains(authorities.Anchors, leaf) {
		return nil, refuse(18, CodeChain) // a zero time would mean the clock
	}
	paths, err := leaf.Verify(x509.VerifyOptions{
		Roots:         anchors,
		Intermediates: intermediates,
		CurrentTime:   at.UTC().Truncate(time.Second),
		KeyUsages:     []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	})
	if err != nil && (weak || weakAnchor) {
		return nil, refuse(15, CodeChainKey)
	}
	if err != nil || len(paths) == 0 {
		return nil, refuse(18, CodeChain)
	}
	return paths, nil
}

// poolOf collects the allowed certificates and tells whether a weak key was left out.
func poolOf(all []*x509.Certificate, allowed func(*x509.Certificate) bool) (pool *x509.CertPool, weak bool) {
	pool = x509.NewCertPool()
	for _, certificate := range all {
		if allowed(certificate) {
			pool.AddCert(certificate)
		} else if !allowedKey(certificate.PublicKey) {
			weak = true
		}
	}
	return pool, weak
}

// allowedAnchor is check 15 for an anchor, whose own signature proves nothing and is not looked at.
func allowedAnchor(ca *x509.Certificate) bool { return allowedKey(ca.PublicKey) }

// allowedCA is checks 15 and 16 for a CA certificate.
func allowedCA(ca *x509.Certificate) bool {
	return allowedKey(ca.PublicKey) && allowedSignature(ca.SignatureAlgorithm)
}

func contains(all []*x509.Certificate, one *x509.Certificate) bool {
	for _, certificate := range all {
		if bytes.Equal(certificate.Raw, one.Raw) {
			return true
		}
	}
	return false
}

// checkPath makes what check 18 adds to crypto/x509, and check 19.
func checkPath(path []*x509.Certificate, crls []*x509.RevocationList, at time.Time) error {
	if len(path) < minPath || len(path) > maxPath {
		return refuse(18, CodeChain)
	}
	for _, ca := range path[1:] {
		if !ca.BasicConstraintsValid || !ca.IsCA || ca.KeyUsage&x509.KeyUsageCertSign == 0 {
			return refuse(18, CodeChain)
		}
	}
	for i, issuer := range path[1:] {
		if err := checkRevocation(path[i], issuer, crls, at); err != nil {
			return err
		}
	}
	return nil
}
