package certificate_test

import (
	"fmt"
	"testing"

	"origo/certificate"
	"origo/certificate/specimen"
)

// fourKilobytes is a Form D of about 4 KB, the size on which the project's speed is measured.
func fourKilobytes(tb testing.TB) []byte {
	tb.Helper()
	d := specimen.FormD("benchmark")
	d.Totals = certificate.Totals{}
	line := d.Items[1]
	for n := 3; n <= 8; n++ {
		line.Number, line.Marks = n, fmt.Sprintf("BMN / BANGKOK / C/NO. %d", 70+n)
		d.Items = append(d.Items, line)
	}
	raw, err := d.Canonical()
	if err != nil {
		tb.Fatal(err)
	}
	return raw
}

func BenchmarkParse(b *testing.B) {
	raw := fourKilobytes(b)
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, err := certificate.Parse(raw); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkValidate(b *testing.B) {
	d, err := certificate.Parse(fourKilobytes(b))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := d.Validate(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCanonical(b *testing.B) {
	d, err := certificate.Parse(fourKilobytes(b))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := d.Canonical(); err != nil {
			b.Fatal(err)
		}
	}
}
