package client

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"time"
)

// passportFor is how long the TLS certificate of a connection is good for: longer than any process runs.
const passportFor = 10 * 365 * 24 * time.Hour

// newPassport makes the TLS certificate that a connection presents, of a key that nobody keeps. It proves nothing about
// us. Fabric's discovery service only wants one, and wants its hash in every signed question, so that a question that
// was overheard is of no use over another connection.
func newPassport() (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("make TLS key: %w", err)
	}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(now.UnixNano()), Subject: pkix.Name{CommonName: "origo"},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(passportFor),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("make TLS certificate: %w", err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}

// hashOf is how a question names the TLS certificate.
func hashOf(passport tls.Certificate) []byte {
	sum := sha256.Sum256(passport.Certificate[0])
	return sum[:]
}
