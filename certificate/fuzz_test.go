package certificate_test

import (
	"bytes"
	"testing"

	"origo/certificate"
)

// FuzzParse: whatever Parse accepts is written again byte for byte, and every further question gets an answer.
func FuzzParse(f *testing.F) {
	for _, raw := range canonicalFiles(f) {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if draft, err := certificate.ParseDraft(raw); err == nil {
			if _, err := draft.Canonical(); err != nil {
				t.Fatalf("a draft that was read cannot be written: %v", err)
			}
		}
		d, err := certificate.Parse(raw)
		if err != nil {
			return
		}
		if again, err := d.Canonical(); err != nil || !bytes.Equal(raw, again) {
			t.Fatalf("%v\n got %s\nwant %s", err, again, raw)
		}
		if err := d.Validate(); err != nil && err.Error() != d.Validate().Error() {
			t.Fatal("two validations differ")
		}
		d.Expiry()
		d.UsualReference()
	})
}

func FuzzParseAct(f *testing.F) {
	for _, act := range []*certificate.Act{cancellation(), suspension()} {
		raw, err := act.Canonical()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		a, err := certificate.ParseAct(raw)
		if err != nil {
			return
		}
		if again, err := a.Canonical(); err != nil || !bytes.Equal(raw, again) {
			t.Fatalf("%v\n got %s\nwant %s", err, again, raw)
		}
		_ = a.Validate()
	})
}

func FuzzParseDecimal(f *testing.F) {
	for _, text := range []string{"0", "-12.5", "1e3", "0.10", "00", "-0"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if d, err := certificate.ParseDecimal(text); err == nil && d.String() != text {
			t.Fatalf("%q became %s", text, d)
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, text := range []string{"2026-11-22", "2024-02-29", "0000-00-00", "10000-01-01"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if d, err := certificate.ParseDate(text); err == nil && d.String() != text {
			t.Fatalf("%q became %s", text, d)
		}
		if i, err := certificate.ParseInstant(text); err == nil && i.String() != text {
			t.Fatalf("%q became %s", text, i)
		}
	})
}

func FuzzParseID(f *testing.F) {
	for _, text := range []string{"D VN VN-TH 26/01/00123", "EUR.1 GB A 1", "OD GB X/1", "D VN"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if id, err := certificate.ParseID(text); err == nil && id.String() != text {
			t.Fatalf("%q became %s", text, id)
		}
	})
}

func FuzzParseCriterion(f *testing.F) {
	for _, text := range []string{"WO", "40%", "CTH + RVC 40%", "PC 25%", "Article 3.5"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, agreement := range certificate.Agreements() {
			c, err := certificate.ParseCriterion(agreement, text)
			if err == nil && (c.Percent.Sign() < 0 || c.Percent.Cmp(certificate.DecimalOf(100)) > 0) {
				t.Fatalf("%q is %s%%", text, c.Percent)
			}
		}
	})
}
