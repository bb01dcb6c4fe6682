package seal

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"

	"software.sslmate.com/src/go-pkcs12"
)

// ParsePEM reads a signer from PEM text: one unencrypted private key (PKCS#8, PKCS#1 or SEC 1), the
// certificate that belongs to it and any CA certificates, in any order. Texts of several files may
// be joined. It fails if the key or its certificate is missing or cannot be read.
func ParsePEM(text []byte) (Signer, error) {
	var signer Signer
	var certificates []*x509.Certificate
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		switch block.Type {
		case "CERTIFICATE":
			certificate, err := x509.ParseCertificate(block.Bytes)
			if err != nil {
				return Signer{}, fmt.Errorf("read certificate: %w", err)
			}
			certificates = append(certificates, certificate)
		case "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY":
			key, err := parseKey(block)
			if err != nil {
				return Signer{}, err
			}
			if signer.Key != nil {
				return Signer{}, errors.New("read signer: more than one private key")
			}
			signer.Key = key
		case "ENCRYPTED PRIVATE KEY":
			return Signer{}, errors.New("read key: it is encrypted; convert it to PKCS#12 or decrypt it with: openssl pkey")
		}
	}
	return assembleSigner(signer.Key, certificates)
}

func parseKey(block *pem.Block) (crypto.Signer, error) {
	var key any
	var err error
	switch block.Type {
	case "RSA PRIVATE KEY":
		key, err = x509.ParsePKCS1PrivateKey(block.Bytes)
	case "EC PRIVATE KEY":
		key, err = x509.ParseECPrivateKey(block.Bytes)
	default:
		key, err = x509.ParsePKCS8PrivateKey(block.Bytes)
	}
	if err != nil {
		return nil, fmt.Errorf("read key: %w", err)
	}
	return asSigner(key)
}

func asSigner(key any) (crypto.Signer, error) {
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("read key: a %T cannot sign", key)
	}
	return signer, nil
}

// ParsePKCS12 reads a signer from a PKCS#12 file (.p12, .pfx): a private key, its certificate and
// any CA certificates. It fails on a wrong password and on files that hold no key.
func ParsePKCS12(file []byte, password string) (Signer, error) {
	key, leaf, cas, err := pkcs12.DecodeChain(file, password)
	if err != nil {
		return Signer{}, fmt.Errorf("read PKCS#12: %w", err)
	}
	signer, err := asSigner(key)
	if err != nil {
		return Signer{}, err
	}
	return assembleSigner(signer, append([]*x509.Certificate{leaf}, cas...))
}

// assembleSigner finds the certificate of the key and orders the others behind it, issuer by
// issuer. Self-signed ones are left out: whoever verifies has anchors of their own.
func assembleSigner(key crypto.Signer, certificates []*x509.Certificate) (Signer, error) {
	if key == nil {
		return Signer{}, errors.New("read signer: no private key")
	}
	leaf := certificateOf(key, certificates)
	if leaf == nil {
		return Signer{}, errors.New("read signer: no certificate belongs to the private key")
	}
	signer := Signer{Key: key, Chain: []*x509.Certificate{leaf}}
	for next := issuerOf(leaf, certificates); next != nil && len(signer.Chain) < maxPath; next = issuerOf(next, certificates) {
		signer.Chain = append(signer.Chain, next)
	}
	return signer, nil
}

func certificateOf(key crypto.Signer, certificates []*x509.Certificate) *x509.Certificate {
	public, ok := key.Public().(interface{ Equal(crypto.PublicKey) bool })
	for _, certificate := range certificates {
		if ok && public.Equal(certificate.PublicKey) {
			return certificate
		}
	}
	return nil
}

func issuerOf(certificate *x509.Certificate, candidates []*x509.Certificate) *x509.Certificate {
	for _, ca := range candidates {
		selfSigned := bytes.Equal(ca.RawSubject, ca.RawIssuer)
		if !selfSigned && bytes.Equal(ca.RawSubject, certificate.RawIssuer) && certificate.CheckSignatureFrom(ca) == nil {
			return ca
		}
	}
	return nil
}
