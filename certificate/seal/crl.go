package seal

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"math/big"
	"time"
)

// CRL is a verified revocation list, taken apart for the ledger.
type CRL struct {
	Number     *big.Int  // grows with each list of an issuer
	ThisUpdate time.Time // from when the list holds, inclusive
	NextUpdate time.Time // until when it may be relied on, exclusive
	Revoked    []Revocation
}

// Revocation is one entry of a CRL. A certificate on hold counts as revoked.
type Revocation struct {
	Serial *big.Int
	At     time.Time
}

// Extensions that make a list cover less, or something else, than its issuer's certificates.
var (
	deltaCRLIndicator   = asn1.ObjectIdentifier{2, 5, 29, 27}
	issuingDistribution = asn1.ObjectIdentifier{2, 5, 29, 28}
)

// ParseCRL reads a revocation list in DER of at most 16 MiB without verifying it. It fails with
// CodeCRLParse.
func ParseCRL(der []byte) (*x509.RevocationList, error) {
	if len(der) > maxCRL || !isDER(der) {
		return nil, refuse(19, CodeCRLParse)
	}
	list, err := x509.ParseRevocationList(der)
	if err != nil {
		return nil, refuse(19, CodeCRLParse)
	}
	return list, nil
}

// VerifyCRL makes check 19 on a list when it is imported: numbered, complete, signed by the issuer
// with an allowed key and algorithm, and in force at that time. Errors are *Refusal.
func VerifyCRL(der []byte, issuer *x509.Certificate, at time.Time) (*CRL, error) {
	list, err := ParseCRL(der)
	if err != nil {
		return nil, err
	}
	if err := checkCRL(list, issuer, at); err != nil {
		return nil, err
	}
	if list.Number == nil || list.Number.Sign() < 0 {
		return nil, refuse(19, CodeCRLParse)
	}
	return describe(list), nil
}

func describe(list *x509.RevocationList) *CRL {
	crl := &CRL{Number: list.Number, ThisUpdate: list.ThisUpdate, NextUpdate: list.NextUpdate}
	for _, entry := range list.RevokedCertificateEntries {
		crl.Revoked = append(crl.Revoked, Revocation{Serial: entry.SerialNumber, At: entry.RevocationTime})
	}
	return crl
}

// checkCRL is check 19 for the list itself (RFC 5280, 5 and 6.3.3).
func checkCRL(list *x509.RevocationList, issuer *x509.Certificate, at time.Time) error {
	if !bytes.Equal(list.RawIssuer, issuer.RawSubject) || !allowedKey(issuer.PublicKey) ||
		!allowedSignature(list.SignatureAlgorithm) || list.CheckSignatureFrom(issuer) != nil {
		return refuse(19, CodeCRLSig)
	}
	if !isComplete(list) {
		return refuse(19, CodeCRLScope)
	}
	at = at.UTC().Truncate(time.Second)
	if at.Before(list.ThisUpdate) || list.NextUpdate.IsZero() || !at.Before(list.NextUpdate) {
		return refuse(19, CodeCRLTime)
	}
	return nil
}

// isComplete reports whether the list speaks for all certificates of its issuer and says nothing
// critical that we do not know.
func isComplete(list *x509.RevocationList) bool {
	for _, extension := range list.Extensions {
		if extension.Critical || extension.Id.Equal(deltaCRLIndicator) || extension.Id.Equal(issuingDistribution) {
			return false
		}
	}
	for _, entry := range list.RevokedCertificateEntries {
		for _, extension := range entry.Extensions {
			if extension.Critical {
				return false
			}
		}
	}
	return true
}

// checkRevocation is check 19 for one certificate of a path. Of several lists by the issuer's name
// any that holds may serve, but none of those may list the certificate.
func checkRevocation(certificate, issuer *x509.Certificate, crls []*x509.RevocationList, at time.Time) error {
	verdict := refuse(19, CodeCRLMissing)
	for _, list := range crls {
		if !bytes.Equal(list.RawIssuer, issuer.RawSubject) {
			continue
		}
		if err := checkCRL(list, issuer, at); err != nil {
			if verdict != nil {
				verdict = err
			}
			continue
		}
		if lists(list, certificate.SerialNumber) {
			return refuse(19, CodeRevoked)
		}
		verdict = nil
	}
	return verdict
}

func lists(list *x509.RevocationList, serial *big.Int) bool {
	for _, entry := range list.RevokedCertificateEntries {
		if entry.SerialNumber.Cmp(serial) == 0 {
			return true
		}
	}
	return false
}
