package clearance

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/seal"
)

func exported(t testing.TB, x *fixture) Bundle {
	t.Helper()
	elsewhere := certificate.ID{Form: "D", Country: "VN", Reference: "VN-TH 26/02/00999"}
	s, err := Export(t.Context(), &library{facts: x.facts}, Wanted{Certificates: []certificate.ID{x.document.ID(), elsewhere}, AsOf: x.facts.AsOf})
	s.Organisation, s.ExportedBy, s.ExportedAt = "THCustoms", "Officer", "2026-11-22T08:30:00Z"
	return must(t, s, err)
}

// exportedAt is when bundles of these tests were exported, theirs is a key for them.
var (
	exportedAt = time.Date(2026, time.November, 22, 8, 30, 0, 0, time.UTC)
	bundleKey  = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
)

// sealedFile is the bundle as a file that holds for a week.
func sealedFile(t testing.TB, b Bundle) []byte {
	t.Helper()
	file, err := b.Seal(bundleKey, certificate.InstantOf(exportedAt.AddDate(0, 0, 7)))
	return must(t, file, err)
}

func trusted(key ed25519.PrivateKey) ed25519.PublicKey {
	return ed25519.PublicKey(key[ed25519.SeedSize:])
}

func TestBundleServesOffline(t *testing.T) {
	x := newFixture(t)
	s, err := OpenBundle(sealedFile(t, exported(t, x)), trusted(bundleKey), exportedAt.Add(time.Hour))
	must(t, s, err)
	a := assess(t, s.Gather(x.asks()))
	if a.Verdict != Defer || a.Source != FromBundle || a.AsOf.BlockTime != x.facts.AsOf.BlockTime || a.AsOf.Expires != s.Expires {
		t.Errorf("%s as of %+v", a.Verdict, a.AsOf)
	}
	for _, id := range []string{"REC-01", "ATIGA-M29", "SEAL-01", "SIGN-01", "SIGN-02", "ATIGA-M13"} {
		if f := findingOf(t, a, id); f.Outcome != Met {
			t.Errorf("%s %s: %s", id, f.Outcome, text(t, f))
		}
	}
	if f := findingOf(t, a, "LINE-04"); f.Outcome != CannotTell {
		t.Errorf("balance: %s", f.Outcome)
	}
}

// TestBundleWithoutTheCertificate: the seal alone can be judged, and a forgery is seen.
func TestBundleWithoutTheCertificate(t *testing.T) {
	x := newFixture(t)
	s := exported(t, x)
	s.Records = nil
	genuine, q := s.Gather(x.asks()), x.asks()
	if f := findingOf(t, assess(t, genuine), "SEAL-01"); f.Outcome != Met {
		t.Errorf("genuine: %s", text(t, f))
	}
	q.Certificate = bytes.Replace(q.Certificate, []byte(`"240"`), []byte(`"940"`), 1)
	a := assess(t, s.Gather(q))
	if f := findingOf(t, a, "SEAL-01"); f.Outcome != NotMet || sealCode(f) != string(seal.CodeMessageDigest) || a.Verdict != Refer {
		t.Errorf("forged: %s, %s", a.Verdict, text(t, f))
	}
	q.Seal = newFixture(t).facts.Presented.Seal
	if f := findingOf(t, assess(t, s.Gather(q)), "SEAL-01"); f.Outcome != CannotTell {
		t.Errorf("unknown signer: %s", text(t, f))
	}
}

func sealCode(f Finding) string {
	code, _ := f.Value("seal_code")
	return code
}

func TestExportReportsErrors(t *testing.T) {
	x := newFixture(t)
	for _, question := range []string{"membership", "authorities", "lists", "offices", "signers", "signer", "record", "dossier"} {
		l := &library{facts: x.facts, fails: map[string]error{question: errors.New("down")}}
		if _, err := Export(t.Context(), l, Wanted{Certificates: []certificate.ID{x.document.ID()}, Dossiers: true}); err == nil {
			t.Errorf("%s failed and nobody noticed", question)
		}
	}
}

// TestBundleWithDossier: the office's own copy serves for the file, and shows where a file differs from it.
func TestBundleWithDossier(t *testing.T) {
	x := newFixture(t)
	b, err := Export(t.Context(), &library{facts: x.facts}, Wanted{Certificates: []certificate.ID{x.document.ID()}, Dossiers: true})
	must(t, b, err)
	id, q := x.document.ID(), x.asks()
	q.ID, q.Certificate, q.Seal = &id, nil, nil
	if f := findingOf(t, assess(t, b.Gather(q)), "SEAL-01"); f.Outcome != Met {
		t.Errorf("by name: %s", text(t, f))
	}
	q = x.asks()
	q.Certificate = bytes.Replace(q.Certificate, []byte(`"240"`), []byte(`"940"`), 1)
	if f := findingOf(t, assess(t, b.Gather(q)), "REC-02"); f.Outcome != NotMet {
		t.Errorf("another file: %s", text(t, f))
	}
}

// TestBundlesThatCannotBeUsed: each for its own reason.
func TestBundlesThatCannotBeUsed(t *testing.T) {
	b := exported(t, newFixture(t))
	good := sealedFile(t, b)
	content, _, _ := bytes.Cut(good, []byte("\n"))
	other := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{8}, ed25519.SeedSize))
	later := exportedAt.Add(time.Hour)
	for name, c := range map[string]struct {
		file []byte
		key  ed25519.PrivateKey
		now  time.Time
		want error
	}{
		"good":                {good, bundleKey, later, nil},
		"at the last moment":  {good, bundleKey, exportedAt.AddDate(0, 0, 7).Add(-time.Second), nil},
		"expired":             {good, bundleKey, exportedAt.AddDate(0, 0, 7), ErrBundleExpired},
		"clock a little slow": {good, bundleKey, exportedAt.Add(-time.Minute), nil},
		"clock far behind":    {good, bundleKey, exportedAt.Add(-time.Hour), ErrBundleEarly},
		"another key":         {good, other, later, ErrBundleKey},
		"altered":             {bytes.Replace(good, []byte("THCustoms"), []byte("GBCustoms"), 1), bundleKey, later, ErrBundleAltered},
		"longer life":         {bytes.Replace(good, []byte("2026-11-29T"), []byte("2027-11-29T"), 1), bundleKey, later, ErrBundleAltered},
		"cut off":             {good[:len(good)-1], bundleKey, later, ErrBundleForm},
		"more behind":         {append(bytes.Clone(good), good...), bundleKey, later, ErrBundleForm},
		"no signature":        {append(bytes.Clone(content), '\n'), bundleKey, later, ErrBundleForm},
		"empty":               {nil, bundleKey, later, ErrBundleForm},
		"too large":           {make([]byte, MaxBundle+1), bundleKey, later, ErrBundleForm},
		"not canonical":       {signed(append([]byte(" "), content...)), bundleKey, later, ErrBundleForm},
		"unknown member":      {signed([]byte(`{"balance":1}`)), bundleKey, later, ErrBundleForm},
		"another type":        {signed(bytes.Replace(content, []byte(BundleType), []byte("origo-letter"), 1)), bundleKey, later, ErrBundleForm},
		"no dates":            {signed(bytes.Replace(content, []byte("2026-11-29T"), []byte("2026-11-32T"), 1)), bundleKey, later, ErrBundleForm},
	} {
		got, err := OpenBundle(c.file, trusted(c.key), c.now)
		if !errors.Is(err, c.want) || (err != nil && got.Type != "") {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if _, err := b.Seal(bundleKey, certificate.InstantOf(exportedAt)); err == nil {
		t.Error("a bundle expires before it is exported")
	}
}

// signed is a file with this content and a signature that fits.
func signed(content []byte) []byte {
	signature := ed25519.Sign(bundleKey, append([]byte(bundleContext), content...))
	id, _ := KeyID(trusted(bundleKey))
	return fmt.Appendf(bytes.Clone(content), "\n%s %s %s\n", bundleAlgorithm, id, base64.StdEncoding.EncodeToString(signature))
}

// FuzzOpenBundle: whatever a key signed, what comes of it is never a refusal, and what it did not sign is not believed.
func FuzzOpenBundle(f *testing.F) {
	file := sealedFile(f, exported(f, newFixture(f)))
	content, _, _ := bytes.Cut(file, []byte("\n"))
	f.Add(content)
	f.Add([]byte(`{"records":[{"form":"D"}]}`))
	f.Add(file)
	asks := newFixture(f).asks()
	_, foreign, err := ed25519.GenerateKey(nil)
	must(f, foreign, err)
	f.Fuzz(func(t *testing.T, raw []byte) {
		if _, err := OpenBundle(raw, trusted(foreign), exportedAt); err == nil {
			t.Fatal("a file that this key did not sign was believed")
		}
		b, err := OpenBundle(signed(raw), trusted(bundleKey), exportedAt)
		if err != nil {
			return
		}
		a, err := assessor(t).Assess(b.Gather(asks))
		if err == nil && slices.Contains(verdicts(a), Refuse) {
			t.Fatalf("refused offline: %+v", a)
		}
	})
}
