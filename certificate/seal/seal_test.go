package seal_test

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/digitorus/pkcs7"
	"pgregory.net/rapid"

	"origo/certificate/seal"
	"origo/certificate/seal/demopki"
)

const corpus = "testdata/cms"

// corpusTime is the transaction time of the corpus.
var corpusTime = time.Date(2026, 6, 15, 10, 0, 0, 0, time.UTC)

func vectors(t testing.TB, pattern string) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(corpus, "cms", pattern))
	if err != nil || len(paths) == 0 {
		t.Fatalf("vectors %s are missing: %v", pattern, err)
	}
	all := map[string][]byte{}
	for _, path := range paths {
		all[strings.TrimSuffix(filepath.Base(path), ".der")] = read(t, path)
	}
	return all
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func wantCode(t *testing.T, err error, code seal.Code) {
	t.Helper()
	var refusal *seal.Refusal
	if !errors.As(err, &refusal) || refusal.Code != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

// signerOf is the enrolled signer of a vector that carries its certificate.
func signerOf(t testing.TB, cms []byte) *seal.Enrolled {
	t.Helper()
	m, err := seal.Inspect(cms)
	if err != nil {
		t.Fatal(err)
	}
	for _, der := range m.Certificates() {
		enrolled, err := seal.NewEnrolled(der)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range seal.SignerIDsOf(enrolled.Certificate()) {
			if id == m.SignerID() {
				return enrolled
			}
		}
	}
	enrolled, err := seal.NewEnrolled(pemBlock(t, filepath.Join(corpus, "pki/rsa2048.pem")))
	if err != nil {
		t.Fatal(err)
	}
	return enrolled
}

func TestGoodVectorsVerifyOnTheEnrolledPath(t *testing.T) {
	record, long := read(t, corpus+"/content/co.json"), read(t, corpus+"/content/big.json")
	policy := seal.Policy{TimeStamping: seal.Authorities{
		Anchors: []*x509.Certificate{certificate(t, "pki/tsaRoot.pem")},
		CRLs:    []*x509.RevocationList{crl(t, "crl/tsaRoot.crl")},
	}}
	for id, cms := range vectors(t, "p-*.der") {
		content := record
		if id == "p-big-content" {
			content = long
		}
		got, err := seal.VerifyEnrolled(cms, content, corpusTime, signerOf(t, cms), policy)
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		if stamped := got.Timestamp != nil; stamped != (id == "p-cades-t") {
			t.Errorf("%s: time-stamp %v", id, got.Timestamp)
		}
	}
}

// A second reader of PKCS#7 comes to the same verdict on what both can read. The library knows
// neither RSASSA-PSS nor subject key identifiers and wants the certificate inside.
func TestSecondOpinionOnGoodVectors(t *testing.T) {
	record, long := read(t, corpus+"/content/co.json"), read(t, corpus+"/content/big.json")
	asked := 0
	for id, cms := range vectors(t, "p-*.der") {
		if strings.Contains(id, "pss") || strings.Contains(id, "skid") || strings.Contains(id, "nocerts") {
			continue
		}
		p7, err := pkcs7.Parse(cms)
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		p7.Content = record
		if id == "p-big-content" {
			p7.Content = long
		}
		if err := p7.Verify(); err != nil {
			t.Errorf("%s: %v", id, err)
		}
		asked++
	}
	if asked < 25 {
		t.Errorf("only %d opinions", asked)
	}
}

func TestEnrolledPathRefuses(t *testing.T) {
	at := corpusTime
	officer := newOfficerAt(t, at)
	other := newOfficerAt(t, at)
	cms, err := officer.Sign(act, at)
	if err != nil {
		t.Fatal(err)
	}
	altered := bytes.Replace(act, []byte("HN"), []byte("HP"), 1)
	for name, c := range map[string]struct {
		record []byte
		at     time.Time
		signer *seal.Enrolled
		policy seal.Policy
		code   seal.Code
	}{
		"another record":      {altered, at, enrol(t, officer), seal.Policy{}, seal.CodeMessageDigest},
		"another signer":      {act, at, enrol(t, other), seal.Policy{}, seal.CodeSignerCert},
		"no signer":           {act, at, nil, seal.Policy{}, seal.CodeSignerCert},
		"empty signer":        {act, at, &seal.Enrolled{}, seal.Policy{}, seal.CodeSignerCert},
		"no time":             {act, time.Time{}, enrol(t, officer), seal.Policy{}, seal.CodeTimeCert},
		"after the end":       {act, at.AddDate(3, 0, 0), enrol(t, officer), seal.Policy{}, seal.CodeTimeCert},
		"too late":            {act, at.Add(72*time.Hour + time.Second), enrol(t, officer), seal.Policy{}, seal.CodeTimeOld},
		"too early":           {act, at.Add(-5*time.Minute - time.Second), enrol(t, officer), seal.Policy{}, seal.CodeTimeFuture},
		"shorter age":         {act, at.Add(2 * time.Hour), enrol(t, officer), seal.Policy{MaxSigningAge: time.Hour}, seal.CodeTimeOld},
		"time-stamp demanded": {act, at, enrol(t, officer), seal.Policy{RequireTimestamp: true}, seal.CodeTimestampMissing},
		"large record":        {make([]byte, seal.MaxRecord+1), at, enrol(t, officer), seal.Policy{}, seal.CodeSize},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := seal.VerifyEnrolled(cms, c.record, c.at, c.signer, c.policy)
			wantCode(t, err, c.code)
		})
	}
	for _, edge := range []time.Time{at.Add(72 * time.Hour), at.Add(-5 * time.Minute)} {
		if _, err := seal.VerifyEnrolled(cms, act, edge, enrol(t, officer), seal.Policy{}); err != nil {
			t.Errorf("at %v: %v", edge, err)
		}
	}
}

func newOfficerAt(t testing.TB, at time.Time) *demopki.Officer {
	t.Helper()
	authority, err := demopki.NewAuthority("VN", "Ministry", at)
	if err != nil {
		t.Fatal(err)
	}
	officer, err := authority.Officer(demopki.OfficerOptions{Name: "Officer"})
	if err != nil {
		t.Fatal(err)
	}
	return officer
}

// No byte of a seal may be changed but in the certificates it carries: those are not signed, and the
// enrolled path takes the signer's from the registry.
func TestNoByteCanBeChanged(t *testing.T) {
	record := read(t, corpus+"/content/co.json")
	cms := vectors(t, "p-p256-sha384.der")["p-p256-sha384"]
	signer := signerOf(t, cms)
	from, to := carriedRange(t, cms)
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(0, len(cms)-1).Draw(t, "at")
		flip := byte(rapid.IntRange(1, 255).Draw(t, "flip"))
		changed := bytes.Clone(cms)
		changed[at] ^= flip
		got, err := seal.VerifyEnrolled(changed, record, corpusTime, signer, seal.Policy{})
		if err == nil && (at < from || at >= to || got.Fingerprint != signer.Fingerprint()) {
			t.Fatalf("byte %d changed by %#x was accepted", at, flip)
		}
	})
}

// carriedRange is where the carried certificates stand in a message.
func carriedRange(t *testing.T, cms []byte) (from, to int) {
	t.Helper()
	m, err := seal.Inspect(cms)
	if err != nil {
		t.Fatal(err)
	}
	all := m.Certificates()
	from = bytes.Index(cms, all[0])
	return from, from + len(bytes.Join(all, nil))
}

func TestInspectTellsWhoSigned(t *testing.T) {
	officer := newOfficerAt(t, corpusTime)
	cms, err := officer.Sign(act, corpusTime)
	if err != nil {
		t.Fatal(err)
	}
	m, err := seal.Inspect(cms)
	if err != nil {
		t.Fatal(err)
	}
	embedded, ok := m.Embedded()
	if !ok || embedded != officer.Fingerprint() || !m.SigningTime().Equal(corpusTime) || m.Digest() != crypto.SHA256 {
		t.Errorf("%v %v %v %v", ok, embedded, m.SigningTime(), m.Digest())
	}
	ids := seal.SignerIDsOf(officer.Certificate)
	if len(ids) == 0 || ids[0].Key() != m.SignerID().Key() {
		t.Error("the identifier is not among the certificate's")
	}
}

func TestFingerprintText(t *testing.T) {
	f := seal.FingerprintOf([]byte("x"))
	if again, err := seal.ParseFingerprint(f.String()); err != nil || again != f {
		t.Errorf("%v, %v", again, err)
	}
	for _, text := range []string{"", "ab", strings.ToUpper(f.String()), strings.Repeat("zz", 32)} {
		if _, err := seal.ParseFingerprint(text); err == nil {
			t.Errorf("%q was accepted", text)
		}
	}
}

func FuzzVerifyEnrolled(f *testing.F) {
	record := read(f, corpus+"/content/co.json")
	for _, cms := range vectors(f, "*.der") {
		f.Add(cms)
	}
	signer := signerOf(f, vectors(f, "p-p256-sha384.der")["p-p256-sha384"])
	f.Fuzz(func(t *testing.T, cms []byte) {
		_, first := seal.VerifyEnrolled(cms, record, corpusTime, signer, seal.Policy{})
		_, again := seal.VerifyEnrolled(cms, record, corpusTime, signer, seal.Policy{})
		if first != nil && (again == nil || first.Error() != again.Error()) {
			t.Fatalf("%v, then %v", first, again)
		}
		var refusal *seal.Refusal
		if first != nil && (!errors.As(first, &refusal) || refusal.Code.Meaning() == "") {
			t.Fatalf("not a refusal of the list: %v", first)
		}
	})
}
