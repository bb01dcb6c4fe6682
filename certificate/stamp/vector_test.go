package stamp_test

import (
	"crypto/x509"
	"encoding/pem"
	"os"
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/seal/demopki"
	"origo/certificate/specimen"
	"origo/certificate/stamp"
)

func file(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// TestStampsMadeBeforeStayGood reads the example of docs/qr.md, which other programs are tested with: whatever changes
// here must not make papers that are in the world unreadable.
func TestStampsMadeBeforeStayGood(t *testing.T) {
	text := strings.TrimSuffix(string(file(t, "form-d.qr.txt")), "\n")
	block, _ := pem.Decode(file(t, "signer.crt"))
	signer, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	d, err := certificate.Parse(file(t, "form-d.json"))
	if err != nil {
		t.Fatal(err)
	}
	read, err := stamp.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := read.Verify(signer); err != nil {
		t.Error(err)
	}
	if differing, err := read.Differences(d); err != nil || len(differing) > 0 {
		t.Errorf("%v, %v", differing, err)
	}
}

// TestStampIsNoSeal: what is signed in a stamp begins with words, what is signed in a seal with the tag of a set.
func TestStampIsNoSeal(t *testing.T) {
	s := signer(t, demopki.Ed25519)
	d := specimen.FormD("n")
	record, err := d.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	cms, err := s.Sign(record, now)
	if err != nil {
		t.Fatal(err)
	}
	text, read := stamped(t, d, s)
	signature := cms[len(cms)-64:] // an Ed25519 seal ends in its signature
	moved := stamp.WithSignature(text, signature)
	if again, err := stamp.Parse(moved); err != nil || code(again.Verify(s.Chain[0])) != stamp.CodeSignature {
		t.Errorf("a seal's signature on a stamp: %v", err)
	}
	if !strings.HasPrefix(stamp.Signed(read, s.Chain[0].Raw), "origo stamp 1\n") {
		t.Error("what is signed does not begin with the stamp's own words")
	}
}
