package console

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"testing"
	"time"
	"unicode/utf16"

	"origo/certificate/seal/demopki"
)

// keysOfAllKinds are private keys in the ways in which people have them.
func keysOfAllKinds(t testing.TB) map[string][]byte {
	t.Helper()
	curve := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))(t)
	_, edwards, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	long := must(rsa.GenerateKey(rand.Reader, 2048))(t)
	pkcs8 := must(x509.MarshalPKCS8PrivateKey(curve))(t)
	text := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8})
	officer := must(must(demopki.NewAuthority("TH", "TH", monday))(t).Officer(demopki.OfficerOptions{Name: "Somsri"}))(t)
	wide := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(string(text))) {
		wide = append(wide, byte(unit), byte(unit>>8))
	}
	return map[string][]byte{
		"PKCS#8 PEM": text, "PKCS#8 DER": pkcs8, "SEC 1 DER": must(x509.MarshalECPrivateKey(curve))(t),
		"RSA DER": x509.MarshalPKCS1PrivateKey(long), "RSA PKCS#8": must(x509.MarshalPKCS8PrivateKey(long))(t),
		"Ed25519": must(x509.MarshalPKCS8PrivateKey(edwards))(t), "UTF-16": wide,
		"base64 alone":         []byte(base64.StdEncoding.EncodeToString(pkcs8)),
		"base64 in lines":      bytes.ReplaceAll([]byte(base64.StdEncoding.EncodeToString(pkcs8)), []byte("A"), []byte("A\r\n")),
		"with its certificate": append(demopki.CertificatePEM(officer.Certificate), must(officer.PEM())(t)...),
		"PKCS#12":              must(officer.PKCS12("secret"))(t),
		"encrypted PEM":        []byte("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n"),
		"OpenSSH":              []byte("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n"),
		"PuTTY":                []byte("PuTTY-User-Key-File-3: ssh-rsa\n"),
		"JWK":                  []byte(`{"kty":"EC","crv":"P-256","x":"a","y":"b","d":"c"}`),
	}
}

func TestKeysAreRecognised(t *testing.T) {
	for kind, data := range keysOfAllKinds(t) {
		if !holdsKey(data) {
			t.Errorf("%s is taken for something harmless", kind)
		}
	}
	authority := must(demopki.NewAuthority("TH", "TH", monday))(t)
	officer := must(authority.Officer(demopki.OfficerOptions{Name: "Somsri"}))(t)
	list := must(authority.CRL(1, monday, time.Hour))(t)
	request := must(x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{}, officer.Key))(t)
	for kind, data := range map[string][]byte{
		"nothing": nil, "certificate": officer.Certificate.Raw, "PEM": demopki.CertificatePEM(officer.Chain...), "list": list, "request": request,
		"signature": must(officer.Sign([]byte("{}"), monday))(t), "public key": officer.Certificate.RawSubjectPublicKeyInfo,
		"base64": []byte(base64.StdEncoding.EncodeToString(officer.Certificate.Raw)), "JSON": []byte(`{"form":"D","d":"x"}`), "PDF": []byte("%PDF-1.7 private key"),
	} {
		if holdsKey(data) {
			t.Errorf("%s is taken for a private key", kind)
		}
	}
}

func FuzzPrivateKey(f *testing.F) {
	for _, data := range keysOfAllKinds(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		before := bytes.Clone(data)
		again := append([]byte("-----BEGIN RSA PRIVATE KEY-----\n"), data...)
		if holdsKey(data); !holdsKey(again) || !bytes.Equal(before, data) {
			t.Errorf("%q", data)
		}
	})
}
