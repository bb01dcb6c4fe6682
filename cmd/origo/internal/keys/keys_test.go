package keys_test

import (
	"crypto/x509"
	"encoding/pem"
	"testing"

	"origo/cmd/origo/internal/keys"
)

func TestEveryKindMakesARequestInItsName(t *testing.T) {
	for _, kind := range keys.Kinds() {
		key, err := keys.Generate(kind)
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		text, err := keys.Request(key, keys.Subject{Name: "Nguyen Van Hai", Organisation: "Ministry", Country: "VN"})
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		block, _ := pem.Decode(text)
		request, err := x509.ParseCertificateRequest(block.Bytes)
		if err != nil || request.CheckSignature() != nil || request.Subject.CommonName != "Nguyen Van Hai" {
			t.Errorf("%s: %v, %v", kind, request, err)
		}
		secret, err := keys.EncodeKey(key)
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		block, _ = pem.Decode(secret)
		if _, err := x509.ParsePKCS8PrivateKey(block.Bytes); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

func TestUnknownKind(t *testing.T) {
	if _, err := keys.Generate("rsa1024"); err == nil || keys.KnownKind("rsa1024") {
		t.Error("rsa1024 was taken")
	}
}
