package normalise_test

import (
	"bytes"
	"crypto/x509"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"origo/api/normalise"
	"origo/certificate/seal"
	"origo/certificate/seal/conformance"
	"origo/certificate/seal/demopki"
)

const corpus = "../../certificate/seal/testdata/cms"

var record = []byte(`{"form":"D","office":"VN-HN"}`)

func officer(t *testing.T) *demopki.Officer {
	t.Helper()
	authority, err := demopki.NewAuthority("VN", "Demonstration Office", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	officer, err := authority.Officer(demopki.OfficerOptions{Name: "Officer", Kind: demopki.P256})
	if err != nil {
		t.Fatal(err)
	}
	return officer
}

func verify(t *testing.T, cms []byte, o *demopki.Officer) error {
	t.Helper()
	enrolled, err := seal.NewEnrolled(o.Certificate.Raw)
	if err != nil {
		t.Fatal(err)
	}
	_, err = seal.VerifyEnrolled(cms, record, time.Now(), enrolled, seal.Policy{})
	return err
}

func TestStreamedOpenSSLOutputBecomesAcceptable(t *testing.T) {
	o := officer(t)
	raw := opensslStream(t, o)
	if err := verify(t, raw, o); err == nil {
		t.Fatal("openssl -stream wrote DER; this test needs BER")
	}
	tidy, err := normalise.Message(raw)
	if err != nil {
		t.Fatal(err)
	}
	if err := verify(t, tidy, o); err != nil {
		t.Error(err)
	}
}

// opensslStream signs the record by openssl in indefinite-length BER, with the chain.
func opensslStream(t *testing.T, o *demopki.Officer) []byte {
	t.Helper()
	folder := t.TempDir()
	write := func(name string, content []byte, err error) string {
		path := filepath.Join(folder, name)
		if err == nil {
			err = os.WriteFile(path, content, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	key, err := demopki.KeyPEM(o.Key)
	out := filepath.Join(folder, "record.p7s")
	command := exec.Command("openssl", "cms", "-sign", "-binary", "-cades", "-nosmimecap", "-md", "sha256", "-stream", "-indef",
		"-in", write("record.json", record, nil), "-inkey", write("key.pem", key, err),
		"-signer", write("leaf.pem", demopki.CertificatePEM(o.Certificate), nil),
		"-certfile", write("chain.pem", demopki.CertificatePEM(o.Chain[1:]...), nil), "-outform", "DER", "-out", out)
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("openssl must be installed and able to sign: %v\n%s", err, output)
	}
	raw, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestGoodVectorsStayGoodAndSettle(t *testing.T) {
	for _, path := range vectors(t, "p-*.der") {
		raw := read(t, path)
		once, err := normalise.Message(raw)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if !bytes.Equal(once, raw) {
			t.Errorf("%s: a tidy message was changed", path)
		}
	}
}

// Normalising must never turn a bad verdict into a good one, but where the only fault lies in
// what is not signed.
func TestBadVectorsStayBad(t *testing.T) {
	mended := map[string]bool{
		"n-ber-constructed-octets": true, "n-nonminimal-length": true, // BER
		"n-crls-embedded": true, "n-countersignature": true, "n-cert-not-a-cert": true, // surplus unsigned parts
		"n-embedded-match": true, // a copy of the record
	}
	folder := os.DirFS(corpus)
	outcomes, err := conformance.OutcomesOf(folder, "manifest.json", normaliseOrKeep)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range outcomes {
		want := o.Expected
		if mended[o.ID] {
			want = conformance.Accept
		}
		if o.Verdict != want {
			t.Errorf("%s: %s after normalising, want %s", o.ID, o.Verdict, want)
		}
	}
}

func normaliseOrKeep(raw []byte) []byte {
	tidy, err := normalise.Message(raw)
	if err != nil {
		return raw
	}
	return tidy
}

func TestSurplusCertificatesAndAttributesGo(t *testing.T) {
	o, stranger := officer(t), officer(t)
	signer := seal.Signer{Key: o.Key, Chain: append([]*x509.Certificate{o.Certificate, stranger.Certificate}, o.Chain[1:]...)}
	raw, err := signer.Sign(record, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	tidy, err := normalise.Message(raw)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(tidy, stranger.Certificate.Raw) || !bytes.Contains(tidy, o.Certificate.Raw) || !bytes.Contains(tidy, o.Chain[1].Raw) {
		t.Error("the chain was not kept, or a stranger's certificate was")
	}
	if err := verify(t, tidy, o); err != nil {
		t.Error(err)
	}
}

func TestHostileInputIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		raw  []byte
		want error
	}{
		"open nesting":     {bytes.Repeat([]byte{0x30, 0x80}, 60000), normalise.ErrEncoding},
		"string nesting":   {bytes.Repeat([]byte{0x24, 0x80}, 60000), normalise.ErrEncoding},
		"definite nesting": {read(t, corpus+"/cms/n-nested-5000.der"), normalise.ErrEncoding},
		"large":            {make([]byte, normalise.MaxInput+1), normalise.ErrTooLarge},
		"empty":            {nil, normalise.ErrEncoding},
		"end of contents":  {[]byte{0, 0}, normalise.ErrEncoding},
		"truncated":        {[]byte{0x30, 0x82, 0x10, 0x00, 0x30}, normalise.ErrEncoding},
		"trailing":         {[]byte{0x30, 0x00, 0x00}, normalise.ErrEncoding},
		"open primitive":   {[]byte{0x04, 0x80, 0x00, 0x00}, normalise.ErrEncoding},
		"mixed pieces":     {[]byte{0x24, 0x80, 0x02, 0x01, 0x01, 0x00, 0x00}, normalise.ErrEncoding},
		"not a message":    {[]byte{0x30, 0x00}, normalise.ErrStructure},
		"text":             {[]byte(strings.Repeat("-----BEGIN", 9)), normalise.ErrEncoding},
	} {
		if _, err := normalise.Message(c.raw); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

func FuzzMessage(f *testing.F) {
	for _, path := range vectors(f, "*.der") {
		f.Add(read(f, path))
	}
	f.Add([]byte{0x24, 0x80, 0x04, 0x01, 0x61, 0x24, 0x03, 0x04, 0x01, 0x62, 0x00, 0x00})
	f.Fuzz(func(t *testing.T, raw []byte) {
		once, err := normalise.Message(raw)
		if err != nil {
			return
		}
		again, err := normalise.Message(once)
		if err != nil || !bytes.Equal(again, once) {
			t.Fatalf("normalising twice gives something else: %v", err)
		}
	})
}

func vectors(t testing.TB, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(corpus, "cms", pattern))
	if err != nil || len(paths) == 0 {
		t.Fatalf("vectors are missing: %v", err)
	}
	return paths
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
