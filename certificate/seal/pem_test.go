package seal_test

import (
	"encoding/pem"
	"strings"
	"testing"
	"time"

	"origo/certificate/seal"
	"origo/certificate/seal/demopki"
)

func pemBlock(t testing.TB, path string) []byte {
	t.Helper()
	block, _ := pem.Decode(read(t, path))
	if block == nil {
		t.Fatalf("%s is not PEM", path)
	}
	return block.Bytes
}

func TestPEMProblemsAreNamed(t *testing.T) {
	one, two := newOfficerAt(t, corpusTime), newOfficerAt(t, corpusTime)
	key, err := demopki.KeyPEM(one.Key)
	if err != nil {
		t.Fatal(err)
	}
	own, foreign := string(demopki.CertificatePEM(one.Certificate)), string(demopki.CertificatePEM(two.Certificate))
	for _, c := range []struct{ text, want string }{
		{"", "no private key"},
		{own, "no private key"},
		{string(key), "no certificate belongs"},
		{string(key) + foreign, "no certificate belongs"},
		{string(key) + string(key) + own, "more than one private key"},
		{"-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n", "encrypted"},
		{"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "read key"},
		{"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "read certificate"},
	} {
		if _, err := seal.ParsePEM([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %q", err, c.want)
		}
	}
	signer, err := seal.ParsePEM([]byte(foreign + own + string(key)))
	if err != nil || !signer.Chain[0].Equal(one.Certificate) {
		t.Errorf("the key's certificate was not found: %v", err)
	}
}

func TestSigningProblemsAreNamed(t *testing.T) {
	one, two := newOfficerAt(t, corpusTime), newOfficerAt(t, corpusTime)
	_, err := seal.Sign(act, one.Key, two.Chain, corpusTime)
	wantCode(t, err, seal.CodeSignature)
	_, err = seal.Sign([]byte(`{"b":1,"a":2}`), one.Key, one.Chain, corpusTime)
	wantCode(t, err, seal.CodeContentJCS)
	if _, err := seal.Sign(act, one.Key, nil, corpusTime); err == nil {
		t.Error("signed without a certificate")
	}
	if _, err := seal.Sign(act, nil, one.Chain, corpusTime); err == nil {
		t.Error("signed without a key")
	}
	cms, err := seal.Sign(act, one.Key, one.Chain, corpusTime.Add(999*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	if m, err := seal.Inspect(cms); err != nil || !m.SigningTime().Equal(corpusTime) {
		t.Errorf("signing time %v, %v", m.SigningTime(), err)
	}
}
