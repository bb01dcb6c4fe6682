// Package keys makes what a signing officer starts with: a private key (PKCS#8
// PEM, for its owner's eyes only) and the request by which an authority is
// asked for a certificate.
package keys

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"slices"
)

// Kinds lists the kinds of key the signature profile admits, the usual one
// first.
func Kinds() []string { return []string{"p256", "p384", "rsa2048", "rsa3072", "ed25519"} }

// Generate makes a private key of the kind.
func Generate(kind string) (crypto.Signer, error) {
	switch kind {
	case "p256":
		return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	case "p384":
		return ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	case "rsa2048":
		return rsa.GenerateKey(rand.Reader, 2048)
	case "rsa3072":
		return rsa.GenerateKey(rand.Reader, 3072)
	case "ed25519":
		_, key, err := ed25519.GenerateKey(rand.Reader)
		return key, err
	}
	return nil, fmt.Errorf("unknown kind of key %q; there are %v", kind, Kinds())
}

// Subject names an officer in a certificate.
type Subject struct {
	Name         string // of the officer
	Organisation string
	Country      string // ISO 3166-1 alpha-2
}

// DN is the subject as X.509 writes it.
func (s Subject) DN() pkix.Name {
	n := pkix.Name{CommonName: s.Name}
	if s.Organisation != "" {
		n.Organization = []string{s.Organisation}
	}
	if s.Country != "" {
		n.Country = []string{s.Country}
	}
	return n
}

// Request makes a certificate request (PKCS#10) in PEM, signed with the key.
func Request(key crypto.Signer, subject Subject) ([]byte, error) {
	der, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{Subject: subject.DN()}, key)
	if err != nil {
		return nil, fmt.Errorf("make the certificate request: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: der}), nil
}

// EncodeKey writes a private key as PKCS#8 PEM.
func EncodeKey(key crypto.Signer) ([]byte, error) {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("write the private key: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), nil
}

// KnownKind reports whether Generate makes such a key.
func KnownKind(kind string) bool { return slices.Contains(Kinds(), kind) }
