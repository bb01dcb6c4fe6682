package origin

import (
	"testing"

	"pgregory.net/rapid"

	"origo/certificate"
)

func decimalOf(t *rapid.T, label string, least int64) certificate.Decimal {
	n := certificate.DecimalOf(rapid.Int64Range(least, 1_000_000_000_000).Draw(t, label))
	scale, err := certificate.ParseDecimal(rapid.SampledFrom([]string{"1", "0.1", "0.01", "0.00001", "1000000000"}).Draw(t, label+" scale"))
	if err != nil {
		t.Fatal(err)
	}
	return n.Mul(scale)
}

// TestPercent holds the quick way to divide against the one for numbers of any size, and both against the exact ratio.
func TestPercent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Ratio{decimalOf(t, "num", -1000), decimalOf(t, "den", 1)}
		shown := r.Percent()
		if big := r.bigPercent(); shown != big {
			t.Fatalf("%v: %s and %s", r, shown, big)
		}
		cut, err := certificate.ParseDecimal(shown)
		if err != nil {
			t.Fatal(err)
		}
		step, err := certificate.ParseDecimal("0.0001")
		if err != nil {
			t.Fatal(err)
		}
		exact := r.Num.Mul(hundred)
		if cut.Mul(r.Den).Cmp(exact) > 0 || cut.Add(step).Mul(r.Den).Cmp(exact) <= 0 {
			t.Fatalf("%v is not cut off at %s", r, shown)
		}
	})
}

func TestPercentOf(t *testing.T) {
	for _, c := range []struct{ num, den, want string }{
		{"125", "300", "41.6666"}, {"6001", "10000", "60.01"}, {"0", "5", "0"}, {"1", "3000000", "0"}, {"-1", "3", "-33.3334"}, {"0.29", "0.7", "41.4285"},
	} {
		num, errNum := certificate.ParseDecimal(c.num)
		den, errDen := certificate.ParseDecimal(c.den)
		if got := (Ratio{num, den}).Percent(); got != c.want || errNum != nil || errDen != nil {
			t.Errorf("%s of %s is %s, want %s", c.num, c.den, got, c.want)
		}
	}
}
