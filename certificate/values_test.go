package certificate_test

import (
	"encoding/json"
	"math/big"
	"testing"
	"time"

	"pgregory.net/rapid"

	"origo/certificate"
)

func TestParseDecimal(t *testing.T) {
	for _, text := range []string{"0", "1", "-1", "12.5", "-0.001", "1234567890123456789012345678901234", "0.000000000000000000000000000000001"} {
		d, err := certificate.ParseDecimal(text)
		if err != nil || d.String() != text {
			t.Errorf("ParseDecimal(%q) = %s, %v", text, d, err)
		}
	}
	refused := []string{"", "-", "-0", "+1", "01", "00", "1.", ".5", "1.50", "1.0", "0.0", "1e3", "1E3", "1,5", " 1", "1 ", "--1", "1.2.3",
		"NaN", "Infinity", "0x1", "１", "12345678901234567890123456789012345", "0.0000000000000000000000000000000001"}
	for _, text := range refused {
		if d, err := certificate.ParseDecimal(text); err == nil {
			t.Errorf("ParseDecimal(%q) = %s, want an error", text, d)
		}
	}
}

// decimals draws canonical decimals of every size.
func decimals(t *rapid.T, label string) certificate.Decimal {
	text := rapid.StringMatching(`-?(0|[1-9][0-9]{0,19})(\.[0-9]{0,12}[1-9])?`).Filter(func(s string) bool { return s != "-0" }).Draw(t, label)
	d, err := certificate.ParseDecimal(text)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return d
}

// ratio is a decimal as a fraction, calculated by other means.
func ratio(t *rapid.T, d certificate.Decimal) *big.Rat {
	r, ok := new(big.Rat).SetString(d.String())
	if !ok {
		t.Fatalf("%s is not a number", d)
	}
	return r
}

func TestDecimalArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := decimals(t, "a"), decimals(t, "b")
		x, y := ratio(t, a), ratio(t, b)
		if got, want := ratio(t, a.Add(b)), new(big.Rat).Add(x, y); got.Cmp(want) != 0 {
			t.Fatalf("%s + %s = %s", a, b, a.Add(b))
		}
		if got, want := ratio(t, a.Sub(b)), new(big.Rat).Sub(x, y); got.Cmp(want) != 0 {
			t.Fatalf("%s - %s = %s", a, b, a.Sub(b))
		}
		if got, want := ratio(t, a.Mul(b)), new(big.Rat).Mul(x, y); got.Cmp(want) != 0 {
			t.Fatalf("%s * %s = %s", a, b, a.Mul(b))
		}
		if a.Cmp(b) != x.Cmp(y) || a.Sign() != x.Sign() || a.IsZero() != (x.Sign() == 0) {
			t.Fatalf("compare %s with %s", a, b)
		}
		if sum := a.Add(b).Sub(b); sum.String() != a.String() {
			t.Fatalf("%s + %s - %s = %s", a, b, b, sum)
		}
	})
}

func TestDecimalJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := decimals(t, "d")
		raw, err := json.Marshal(want)
		if err != nil || string(raw) != `"`+want.String()+`"` {
			t.Fatalf("%s, %v", raw, err)
		}
		var got certificate.Decimal
		if err := json.Unmarshal(raw, &got); err != nil || got.Cmp(want) != 0 {
			t.Fatalf("%s became %s, %v", want, got, err)
		}
	})
	var d certificate.Decimal
	if err := json.Unmarshal([]byte(`12.5`), &d); err == nil {
		t.Error("a number instead of a string was read")
	}
}

func TestZeroValues(t *testing.T) {
	if d := (certificate.Decimal{}); d.String() != "0" || !d.IsZero() || certificate.DecimalOf(0) != d {
		t.Errorf("zero decimal is %s", d)
	}
	if d := (certificate.Date{}); d.String() != "" || !d.IsZero() {
		t.Errorf("zero date is %s", d)
	}
	if i := (certificate.Instant{}); i.String() != "" || !i.IsZero() {
		t.Errorf("zero instant is %s", i)
	}
}

func TestParseDate(t *testing.T) {
	for _, text := range []string{"2026-11-22", "2024-02-29", "0001-01-01", "9999-12-31"} {
		if d, err := certificate.ParseDate(text); err != nil || d.String() != text {
			t.Errorf("ParseDate(%q) = %s, %v", text, d, err)
		}
	}
	for _, text := range []string{"", "2026-2-3", "2025-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "20261122", "2026-11-22T00:00:00Z", "+2026-11-22", "2026-11-2２"} {
		if d, err := certificate.ParseDate(text); err == nil {
			t.Errorf("ParseDate(%q) = %s, want an error", text, d)
		}
	}
}

// drawDate draws days between 1900 and 2100.
func drawDate(t *rapid.T) certificate.Date {
	return certificate.NewDate(1900, time.January, 1+rapid.IntRange(0, 73_000).Draw(t, "day"))
}

func TestDateProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := drawDate(t), rapid.IntRange(-20_000, 20_000).Draw(t, "n")
		moved := d.AddDays(n)
		if moved.DaysSince(d) != n || moved.AddDays(-n) != d || moved.After(d) != (n > 0) || moved.Before(d) != (n < 0) {
			t.Fatalf("%s moved by %d days is %s", d, n, moved)
		}
		if again, err := certificate.ParseDate(d.String()); err != nil || again != d {
			t.Fatalf("%s became %s, %v", d, again, err)
		}
		if (d.String() < moved.String()) != d.Before(moved) {
			t.Fatalf("%s and %s sort unlike their text", d, moved)
		}
		if year := d.AddYears(1); year.Year() != d.Year()+1 || year.DaysSince(d) < 365 || year.DaysSince(d) > 366 {
			t.Fatalf("a year after %s is %s", d, year)
		}
	})
}

func TestAddMonths(t *testing.T) {
	tests := []struct {
		from   string
		months int
		want   string
	}{
		{"2026-01-31", 1, "2026-02-28"}, {"2024-01-31", 1, "2024-02-29"}, {"2024-02-29", 12, "2025-02-28"}, {"2024-02-29", 48, "2028-02-29"},
		{"2026-11-30", 3, "2027-02-28"}, {"2026-03-31", -1, "2026-02-28"}, {"2026-01-15", -1, "2025-12-15"}, {"2026-12-01", 1, "2027-01-01"},
	}
	for _, test := range tests {
		if got := day(test.from).AddMonths(test.months); got != day(test.want) {
			t.Errorf("%s plus %d months is %s, want %s", test.from, test.months, got, test.want)
		}
	}
}

func TestInstant(t *testing.T) {
	const text = "2026-11-22T08:30:00Z"
	i, err := certificate.ParseInstant(text)
	if err != nil || i.String() != text || i != certificate.InstantOf(i.Time().Add(900*time.Millisecond)) {
		t.Errorf("ParseInstant(%q) = %s, %v", text, i, err)
	}
	for _, text := range []string{"", "2026-11-22", "2026-11-22T08:30:00+00:00", "2026-11-22T08:30:00.5Z", "2026-11-22t08:30:00z", "2026-11-22T24:00:00Z", "2026-11-22T8:30:00Z"} {
		if i, err := certificate.ParseInstant(text); err == nil {
			t.Errorf("ParseInstant(%q) = %s, want an error", text, i)
		}
	}
}

func TestParseID(t *testing.T) {
	for _, text := range []string{"D VN VN-TH 26/01/00123", "EUR.1 GB A 123600", "OD GB GB-AE-2107/INV 9", "KV KR K001-26-0012345"} {
		id, err := certificate.ParseID(text)
		if err != nil || id.String() != text {
			t.Errorf("ParseID(%q) = %+v, %v", text, id, err)
		}
	}
	for _, text := range []string{"", "D", "D VN", "D VN ", "X VN 1", "D XX 1", "D vn 1", "d VN 1", "D VN  1", "D VN 1 ", "D VN 1  2", "D VN é", "D VN 1\n"} {
		if id, err := certificate.ParseID(text); err == nil {
			t.Errorf("ParseID(%q) = %+v, want an error", text, id)
		}
	}
}
