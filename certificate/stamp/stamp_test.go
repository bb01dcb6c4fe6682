package stamp_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"origo/certificate"
	"origo/certificate/seal"
	"origo/certificate/seal/demopki"
	"origo/certificate/specimen"
	"origo/certificate/stamp"
)

var now = time.Date(2026, 11, 22, 8, 30, 0, 0, time.UTC)

// kinds are the kinds of keys that stamp, with the greatest length of the text of a specimen's stamp.
var kinds = map[demopki.KeyKind]int{
	demopki.P256: 420, demopki.P384: 468, demopki.Ed25519: 420, demopki.RSA2048: 708, demopki.RSA4096: 1092,
}

// signers makes one signer of each kind, once.
var signers = sync.OnceValues(func() (map[demopki.KeyKind]seal.Signer, error) {
	authority, err := demopki.NewAuthority("VN", "Ministry", now)
	if err != nil {
		return nil, err
	}
	all := map[demopki.KeyKind]seal.Signer{}
	for kind := range kinds {
		officer, err := authority.Officer(demopki.OfficerOptions{Name: "Officer", Office: "02", Kind: kind})
		if err != nil {
			return nil, err
		}
		all[kind] = seal.Signer{Key: officer.Key, Chain: officer.Chain}
	}
	return all, nil
})

func signer(t testing.TB, kind demopki.KeyKind) seal.Signer {
	t.Helper()
	all, err := signers()
	if err != nil {
		t.Fatal(err)
	}
	return all[kind]
}

// stamped is a stamp of the document, made and read again.
func stamped(t testing.TB, d *certificate.Document, s seal.Signer) (string, *stamp.Stamp) {
	t.Helper()
	text, err := stamp.Make(d, s, now)
	if err != nil {
		t.Fatal(err)
	}
	read, err := stamp.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return text, read
}

func TestStampIsReadAndVerifiedWithEveryKindOfKey(t *testing.T) {
	for kind, longest := range kinds {
		for _, pss := range []bool{false, true} {
			s := signer(t, kind)
			s.PSS = pss
			for _, d := range specimen.All("origo-demo") {
				text, read := stamped(t, d, s)
				if len(text) > longest {
					t.Errorf("%s, %s: %d characters, want at most %d", kind, d.ID(), len(text), longest)
				}
				if err := read.Verify(s.Chain[0]); err != nil {
					t.Errorf("%s, %s: %v", kind, d.ID(), err)
				}
				if differing, err := read.Differences(d); err != nil || len(differing) > 0 {
					t.Errorf("%s, %s: %v, %v", kind, d.ID(), differing, err)
				}
			}
		}
	}
}

func TestStampSaysWhatTheCertificateSays(t *testing.T) {
	d := specimen.FormD("origo-demo")
	s := signer(t, demopki.P256)
	_, read := stamped(t, d, s)
	f := read.Facts
	if f.ID != d.ID() || f.Agreement != certificate.ATIGA || f.Network != "origo-demo" || f.Office != "02" || f.ImportingCountry != "TH" {
		t.Errorf("names: %+v", f)
	}
	if f.IssueDate.String() != "2026-11-18" || f.Expiry.String() != "2027-11-17" || f.StampedAt.String() != "2026-11-22T08:30:00Z" {
		t.Errorf("dates: %+v", f)
	}
	if f.Exporter != "CONG TY CO PHAN BOM MIEN NAM" || f.Items != 2 || f.HS != "84137091" || f.Quantity.Value.String() != "240" || f.Quantity.Unit != "H87" {
		t.Errorf("goods: %+v", f)
	}
	if fingerprint := seal.FingerprintOf(s.Chain[0].Raw).String(); !read.NamesSigner(fingerprint) || len(read.Signer()) != 16 {
		t.Errorf("signer %s, want the beginning of %s", read.Signer(), fingerprint)
	}
}

// TestLongestStamp: the longest of every field, for which docs/qr.md gives the size.
func TestLongestStamp(t *testing.T) {
	d := specimen.OriginDeclaration(strings.Repeat("n", 64))
	d.Reference, d.Office = strings.Repeat("9", certificate.MaxReference), strings.Repeat("O", 35)
	d.Exporter.Name, d.Consignee.Name = strings.Repeat("ệ", 200), strings.Repeat("대", 200)
	d.Items[0].HS.Code = "8413709112"
	value, err := certificate.ParseDecimal(strings.Repeat("9", 20) + "." + strings.Repeat("9", 14))
	if err != nil {
		t.Fatal(err)
	}
	d.Items[0].Quantity.Value = value
	text, read := stamped(t, d, signer(t, demopki.P256))
	if len(text) > 648 {
		t.Errorf("%d characters, want at most 648", len(text))
	}
	if !strings.HasSuffix(read.Exporter, "ệ…") || len(read.Exporter) > stamp.MaxName || !strings.HasSuffix(read.Consignee, "대…") {
		t.Errorf("names cut to %q and %q", read.Exporter, read.Consignee)
	}
}

func TestNamesAreCutBetweenLetters(t *testing.T) {
	d := specimen.FormD("n")
	base := strings.Repeat("x", stamp.MaxName-len("…")-1)
	for name, want := range map[string]string{
		"Short":                        "Short",
		strings.Repeat("x", 40):        strings.Repeat("x", 40),
		base + "ệ and more":            base + "…",
		base + "q\u0323 and more":      base + "…", // the mark stays with its letter, or both go
		base[1:] + "  blanks and more": base[1:] + "…",
	} {
		d.Exporter.Name = name
		facts, err := stamp.FactsOf(d, certificate.InstantOf(now))
		if err != nil || facts.Exporter != want {
			t.Errorf("%q is cut to %q, %v, want %q", name, facts.Exporter, err, want)
		}
	}
}

func TestEveryAlteredCharacterIsRefused(t *testing.T) {
	const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
	for kind := range kinds {
		s := signer(t, kind)
		text, _ := stamped(t, specimen.VK("origo-demo"), s)
		for i := range len(text) {
			next := alphabet[(strings.IndexByte(alphabet, text[i])+1)%len(alphabet)]
			altered, err := stamp.Parse(text[:i] + string(next) + text[i+1:])
			if err == nil {
				err = altered.Verify(s.Chain[0])
			}
			var refusal *stamp.Refusal
			if !errors.As(err, &refusal) || refusal.Code.Meaning() == "" {
				t.Fatalf("%s: character %d altered: %v", kind, i, err)
			}
		}
	}
}

func TestTruncatedAndLengthenedStampsAreRefused(t *testing.T) {
	s := signer(t, demopki.P256)
	text, _ := stamped(t, specimen.KV("origo-demo"), s)
	for i := range len(text) {
		if _, err := stamp.Parse(text[:i]); err == nil {
			t.Fatalf("the first %d characters are read", i)
		}
	}
	for _, more := range []string{"0", "00", "000", " ", "\n", text} {
		if read, err := stamp.Parse(text + more); err == nil {
			t.Errorf("%q behind is read, and verifies with %v", more, read.Verify(s.Chain[0]))
		}
	}
	if _, err := stamp.Parse("ORIGO2:" + text[len(stamp.Prefix):]); code(err) != stamp.CodeText {
		t.Errorf("another version: %v", err)
	}
}

func code(err error) stamp.Code {
	var refusal *stamp.Refusal
	if !errors.As(err, &refusal) {
		return ""
	}
	return refusal.Code
}

func TestStampIsNobodyElses(t *testing.T) {
	_, read := stamped(t, specimen.FormD("n"), signer(t, demopki.P256))
	if err := read.Verify(signer(t, demopki.P384).Chain[0]); code(err) != stamp.CodeSigner {
		t.Errorf("another officer: %v", err)
	}
	s := signer(t, demopki.P256)
	if _, err := stamp.Make(specimen.FormD("n"), s, now.AddDate(30, 0, 0)); code(err) != stamp.CodeTime {
		t.Errorf("after the certificate has expired: %v", err)
	}
	s.Key = signer(t, demopki.P384).Key
	if _, err := stamp.Make(specimen.FormD("n"), s, now); code(err) != stamp.CodeKey {
		t.Errorf("a key and the certificate of another: %v", err)
	}
}

func TestDifferencesAreNamed(t *testing.T) {
	_, read := stamped(t, specimen.FormD("n"), signer(t, demopki.P256))
	forged := specimen.FormD("n")
	forged.Items[0].Quantity.Value = certificate.DecimalOf(2400)
	forged.Consignee.Name = "Somebody Else"
	differing, err := read.Differences(forged)
	if err != nil || strings.Join(differing, " ") != "consignee quantity digest" {
		t.Errorf("%v, %v", differing, err)
	}
}

// TestStampGoesThereAndBack: whatever a document says, its stamp is read as it was made.
func TestStampGoesThereAndBack(t *testing.T) {
	s := signer(t, demopki.Ed25519)
	all := specimen.All("origo-demo")
	rapid.Check(t, func(t *rapid.T) {
		d := *rapid.SampledFrom(all).Draw(t, "specimen")
		d.Exporter.Name = rapid.StringMatching(`([A-Zàệữ가-힣][a-zàệữ가-힣]{0,9} ){0,15}[a-z가]{1,9}`).Draw(t, "exporter")
		d.Reference = rapid.StringMatching(`[A-Z0-9][A-Z0-9/-]{0,69}`).Draw(t, "reference")
		d.IssueDate = certificate.NewDate(2026, 1, rapid.IntRange(1, 3650).Draw(t, "day"))
		text, err := stamp.Make(&d, s, now)
		if err != nil {
			t.Fatal(err)
		}
		read, err := stamp.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		facts, err := stamp.FactsOf(&d, certificate.InstantOf(now))
		if differing, _ := read.Differences(&d); err != nil || len(differing) > 0 || read.StampedAt != facts.StampedAt {
			t.Fatalf("%v, %v", differing, err)
		}
	})
}

// FuzzParse: nothing verifies but what was stamped, and everything else is refused by a code.
func FuzzParse(f *testing.F) {
	s := signer(f, demopki.P256)
	genuine := map[string]bool{}
	for _, d := range specimen.All("origo-demo") {
		text, _ := stamped(f, d, s)
		genuine[text] = true
		f.Add(text)
		f.Add(text[:len(text)/2])
	}
	f.Add(stamp.Prefix)
	f.Fuzz(func(t *testing.T, text string) {
		read, err := stamp.Parse(text)
		if err == nil {
			err = read.Verify(s.Chain[0])
		}
		if err == nil != genuine[text] || err != nil && code(err).Meaning() == "" {
			t.Fatalf("%q: %v", text, err)
		}
	})
}

func BenchmarkVerify(b *testing.B) {
	s := signer(b, demopki.P256)
	text, _ := stamped(b, specimen.FormD("origo-demo"), s)
	for b.Loop() {
		read, err := stamp.Parse(text)
		if err != nil {
			b.Fatal(err)
		}
		if err := read.Verify(s.Chain[0]); err != nil {
			b.Fatal(err)
		}
	}
}
