// Package demopki makes throw-away certification authorities for demonstrations and tests: a root,
// an issuing CA under it, officers' certificates and revocation lists.
//
// Its keys lie unprotected in memory and in the files it writes. Nothing that matters may trust them.
package demopki

import (
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"time"
)

// How long demonstration CA certificates last, from a day before they are made.
const (
	rootYears    = 20
	issuingYears = 10
)

// Authority is a demonstration certification authority: a root, which is the anchor to register,
// and an issuing CA that the root certifies.
type Authority struct {
	Country    string // ISO 3166-1 alpha-2
	Name       string
	Root       *x509.Certificate
	RootKey    crypto.Signer
	Issuing    *x509.Certificate
	IssuingKey crypto.Signer
}

// NewAuthority makes an authority with fresh P-256 keys, valid from a day before at.
func NewAuthority(country, name string, at time.Time) (*Authority, error) {
	a := &Authority{Country: country, Name: name}
	var err error
	if a.RootKey, err = NewKey(P256); err != nil {
		return nil, err
	}
	if a.IssuingKey, err = NewKey(P256); err != nil {
		return nil, err
	}
	root := a.caTemplate(name+" Root CA", at, rootYears)
	if a.Root, err = certify(root, root, a.RootKey.Public(), a.RootKey); err != nil {
		return nil, err
	}
	issuing := a.caTemplate(name+" Issuing CA", at, issuingYears)
	issuing.MaxPathLenZero = true
	if a.Issuing, err = certify(issuing, a.Root, a.IssuingKey.Public(), a.RootKey); err != nil {
		return nil, err
	}
	return a, nil
}

func (a *Authority) caTemplate(name string, at time.Time, years int) *x509.Certificate {
	return &x509.Certificate{
		Subject:               pkix.Name{Country: []string{a.Country}, Organization: []string{a.Name}, CommonName: name},
		NotBefore:             at.AddDate(0, 0, -1),
		NotAfter:              at.AddDate(years, 0, 0),
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
		BasicConstraintsValid: true,
		IsCA:                  true,
	}
}

// CRL makes a revocation list of the issuing CA. It holds from at, for the given time, and lists
// the serial numbers as revoked at that moment.
func (a *Authority) CRL(number int64, at time.Time, validity time.Duration, revoked ...*big.Int) ([]byte, error) {
	return list(a.Issuing, a.IssuingKey, crlTemplate(number, at, validity, revoked))
}

// RootCRL is CRL for the root, whose list covers the issuing CA.
func (a *Authority) RootCRL(number int64, at time.Time, validity time.Duration, revoked ...*big.Int) ([]byte, error) {
	return list(a.Root, a.RootKey, crlTemplate(number, at, validity, revoked))
}

func crlTemplate(number int64, at time.Time, validity time.Duration, revoked []*big.Int) *x509.RevocationList {
	template := &x509.RevocationList{
		Number:     big.NewInt(number),
		ThisUpdate: at,
		NextUpdate: at.Add(validity),
	}
	for _, serial := range revoked {
		template.RevokedCertificateEntries = append(template.RevokedCertificateEntries,
			x509.RevocationListEntry{SerialNumber: serial, RevocationTime: at})
	}
	return template
}

func list(issuer *x509.Certificate, key crypto.Signer, template *x509.RevocationList) ([]byte, error) {
	der, err := x509.CreateRevocationList(rand.Reader, template, issuer, key)
	if err != nil {
		return nil, fmt.Errorf("make CRL of %s: %w", issuer.Subject.CommonName, err)
	}
	return der, nil
}

// certify fills in a random serial number and signs.
func certify(template, parent *x509.Certificate, public crypto.PublicKey, key crypto.Signer) (*x509.Certificate, error) {
	limit := new(big.Int).Lsh(big.NewInt(1), 120)
	serial, err := rand.Int(rand.Reader, limit)
	if err != nil {
		return nil, fmt.Errorf("draw serial number: %w", err)
	}
	template.SerialNumber = serial.Add(serial, big.NewInt(1))
	der, err := x509.CreateCertificate(rand.Reader, template, parent, public, key)
	if err != nil {
		return nil, fmt.Errorf("certify %s: %w", template.Subject.CommonName, err)
	}
	return x509.ParseCertificate(der)
}
