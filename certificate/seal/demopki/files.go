package demopki

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"

	"software.sslmate.com/src/go-pkcs12"
)

// CertificatePEM writes certificates as PEM text.
func CertificatePEM(certificates ...*x509.Certificate) []byte {
	var text bytes.Buffer
	for _, certificate := range certificates {
		text.Write(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate.Raw}))
	}
	return text.Bytes()
}

// KeyPEM writes a private key as unencrypted PKCS#8 PEM. It fails for keys that live elsewhere.
func KeyPEM(key crypto.Signer) ([]byte, error) {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("write key: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), nil
}

// PEM writes the officer's key and chain in one text, which seal.ParsePEM reads.
func (o *Officer) PEM() ([]byte, error) {
	key, err := KeyPEM(o.Key)
	if err != nil {
		return nil, err
	}
	return append(key, CertificatePEM(o.Chain...)...), nil
}

// PKCS12 writes the officer's key and chain as a PKCS#12 file, which seal.ParsePKCS12 reads.
func (o *Officer) PKCS12(password string) ([]byte, error) {
	file, err := pkcs12.Modern.Encode(o.Key, o.Certificate, o.Chain[1:], password)
	if err != nil {
		return nil, fmt.Errorf("write PKCS#12: %w", err)
	}
	return file, nil
}

// PEM writes the whole authority, private keys included, in one text, which ParseAuthority reads.
func (a *Authority) PEM() ([]byte, error) {
	root, err := KeyPEM(a.RootKey)
	if err != nil {
		return nil, err
	}
	issuing, err := KeyPEM(a.IssuingKey)
	if err != nil {
		return nil, err
	}
	return bytes.Join([][]byte{CertificatePEM(a.Root), root, CertificatePEM(a.Issuing), issuing}, nil), nil
}

// ParseAuthority reads what Authority.PEM wrote.
func ParseAuthority(text []byte) (*Authority, error) {
	a := &Authority{}
	var err error
	if a.Root, a.RootKey, text, err = nextPair(text); err != nil {
		return nil, fmt.Errorf("read root: %w", err)
	}
	if a.Issuing, a.IssuingKey, _, err = nextPair(text); err != nil {
		return nil, fmt.Errorf("read issuing CA: %w", err)
	}
	subject := a.Root.Subject
	if len(subject.Country) != 1 || len(subject.Organization) != 1 {
		return nil, errors.New("read authority: the root names no country or organisation")
	}
	a.Country, a.Name = subject.Country[0], subject.Organization[0]
	return a, nil
}

// nextPair reads a certificate and its key and returns what follows.
func nextPair(text []byte) (*x509.Certificate, crypto.Signer, []byte, error) {
	first, rest := pem.Decode(text)
	second, rest := pem.Decode(rest)
	if first == nil || second == nil {
		return nil, nil, nil, errors.New("a certificate and a key are needed")
	}
	certificate, err := x509.ParseCertificate(first.Bytes)
	if err != nil {
		return nil, nil, nil, err
	}
	key, err := x509.ParsePKCS8PrivateKey(second.Bytes)
	if err != nil {
		return nil, nil, nil, err
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, nil, nil, fmt.Errorf("a %T cannot sign", key)
	}
	return certificate, signer, rest, nil
}
