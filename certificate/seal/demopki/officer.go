package demopki

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"time"

	"origo/certificate/seal"
)

// KeyKind is a type and size of key.
type KeyKind string

// The kinds of keys that NewKey makes. RSA3072 and RSA4096 take seconds.
const (
	P256    KeyKind = "P-256"
	P384    KeyKind = "P-384"
	RSA2048 KeyKind = "RSA-2048"
	RSA3072 KeyKind = "RSA-3072"
	RSA4096 KeyKind = "RSA-4096"
	Ed25519 KeyKind = "Ed25519"
)

// NewKey makes a private key. It fails on an unknown kind.
func NewKey(kind KeyKind) (crypto.Signer, error) {
	switch kind {
	case P256:
		return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	case P384:
		return ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	case RSA2048:
		return rsa.GenerateKey(rand.Reader, 2048)
	case RSA3072:
		return rsa.GenerateKey(rand.Reader, 3072)
	case RSA4096:
		return rsa.GenerateKey(rand.Reader, 4096)
	case Ed25519:
		_, key, err := ed25519.GenerateKey(rand.Reader)
		return key, err
	default:
		return nil, fmt.Errorf("make key: unknown kind %q", kind)
	}
}

// documentSigning is the extended key usage of RFC 9336.
var documentSigning = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 36}

// OfficerOptions describe a signer's certificate.
type OfficerOptions struct {
	Name      string        // common name
	Office    string        // issuing office, as organisational unit
	Kind      KeyKind       // of a fresh key; P256 if empty
	Key       crypto.Signer // a key to certify instead of a fresh one
	NotBefore time.Time     // the issuing CA's own start if zero
	NotAfter  time.Time     // two years after NotBefore if zero
	PSS       bool          // sign by RSASSA-PSS with an RSA key
}

// Officer is a demonstration signer.
type Officer struct {
	Certificate *x509.Certificate
	Key         crypto.Signer
	Chain       []*x509.Certificate // Certificate and the issuing CA's
	PSS         bool
}

// Officer certifies a signer for sealing documents.
func (a *Authority) Officer(options OfficerOptions) (*Officer, error) {
	options = a.orDefaults(options)
	key := options.Key
	if key == nil {
		var err error
		if key, err = NewKey(options.Kind); err != nil {
			return nil, err
		}
	}
	certificate, err := a.certifyOfficer(options, key.Public())
	if err != nil {
		return nil, err
	}
	chain := []*x509.Certificate{certificate, a.Issuing}
	return &Officer{Certificate: certificate, Key: key, Chain: chain, PSS: options.PSS}, nil
}

func (a *Authority) certifyOfficer(options OfficerOptions, public crypto.PublicKey) (*x509.Certificate, error) {
	spki, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return nil, fmt.Errorf("encode public key: %w", err)
	}
	keyID := sha256.Sum256(spki)
	template := &x509.Certificate{
		Subject: pkix.Name{
			Country: []string{a.Country}, Organization: []string{a.Name},
			OrganizationalUnit: []string{options.Office}, CommonName: options.Name,
		},
		SubjectKeyId:          keyID[:20],
		NotBefore:             options.NotBefore,
		NotAfter:              options.NotAfter,
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment,
		UnknownExtKeyUsage:    []asn1.ObjectIdentifier{documentSigning},
		BasicConstraintsValid: true,
	}
	return certify(template, a.Issuing, public, a.IssuingKey)
}

func (a *Authority) orDefaults(options OfficerOptions) OfficerOptions {
	if options.Kind == "" {
		options.Kind = P256
	}
	if options.NotBefore.IsZero() {
		options.NotBefore = a.Issuing.NotBefore
	}
	if options.NotAfter.IsZero() {
		options.NotAfter = options.NotBefore.AddDate(2, 0, 0)
	}
	return options
}

// Fingerprint is what the registry pins the officer by.
func (o *Officer) Fingerprint() seal.Fingerprint { return seal.FingerprintOf(o.Certificate.Raw) }

// Sign seals a record as this officer.
func (o *Officer) Sign(record []byte, at time.Time) ([]byte, error) {
	return seal.Signer{Key: o.Key, Chain: o.Chain, PSS: o.PSS}.Sign(record, at)
}
