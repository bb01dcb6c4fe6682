package certificate_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/go-playground/validator/v10"
	"pgregory.net/rapid"

	"origo/certificate"
	"origo/certificate/specimen"
)

func TestCountriesAgreeWithAnotherList(t *testing.T) {
	other := validator.New()
	if n := len(certificate.Countries()); n != 249 {
		t.Errorf("%d countries, ISO 3166-1 has 249", n)
	}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string([]rune{a, b})
			if got, want := certificate.IsCountry(code), other.Var(code, "iso3166_1_alpha2") == nil; got != want && code != "XK" {
				t.Errorf("IsCountry(%s) = %t", code, got)
			}
		}
	}
}

func TestCurrencies(t *testing.T) {
	other := validator.New()
	disputed := []string{"XAD", "XCG", "ZWG", "VED", "SLE", "ANG", "BGN"} // came or went lately, so lists differ
	for _, c := range certificate.Currencies() {
		if other.Var(c.Code, "iso4217") != nil && !slices.Contains(disputed, c.Code) {
			t.Errorf("%s is not a currency of ISO 4217", c.Code)
		}
	}
	for _, code := range []string{"USD", "EUR", "GBP", "VND", "KRW", "THB", "JPY", "CNY", "SGD", "MYR", "IDR", "PHP", "KHR", "LAK", "MMK", "BND"} {
		if !certificate.IsCurrency(code) {
			t.Errorf("%s is missing", code)
		}
	}
	for _, code := range []string{"", "RMB", "usd", "XXX", "XTS", "XAU", "DEM", "HRK"} {
		if certificate.IsCurrency(code) {
			t.Errorf("%q is taken for a currency", code)
		}
	}
}

func TestListsAreSortedAndUnique(t *testing.T) {
	for _, list := range [][]certificate.Entry{certificate.Countries(), certificate.Currencies()} {
		for i := 1; i < len(list); i++ {
			if list[i-1].Code >= list[i].Code || list[i].Name == "" {
				t.Errorf("%s %s after %s", list[i].Code, list[i].Name, list[i-1].Code)
			}
		}
	}
}

func TestUnits(t *testing.T) {
	seen := make(map[string]bool)
	for _, u := range certificate.Units() {
		if seen[u.Code] || u.Name == "" || u.Factor.Sign() <= 0 {
			t.Errorf("%+v", u)
		}
		seen[u.Code] = true
	}
	if len(seen) < 150 {
		t.Errorf("%d units", len(seen))
	}
}

func measure(text, unit string) certificate.Measure {
	return certificate.Measure{Value: decimal(text), Unit: unit}
}

func TestConvert(t *testing.T) {
	tests := []struct {
		from certificate.Measure
		unit string
		want string
		err  error
	}{
		{measure("1.5", "TNE"), "KGM", "1500", nil},
		{measure("1", "KGM"), "TNE", "0.001", nil},
		{measure("1", "LBR"), "KGM", "0.45359237", nil},
		{measure("0.45359237", "KGM"), "LBR", "1", nil},
		{measure("1", "KGM"), "LBR", "", certificate.ErrInexact},
		{measure("10", "CTM"), "GRM", "2", nil},
		{measure("3", "DZN"), "H87", "36", nil},
		{measure("36", "C62"), "DZN", "3", nil},
		{measure("5", "PR"), "H87", "10", nil},
		{measure("1", "GRO"), "DZN", "12", nil},
		{measure("1", "MTQ"), "LTR", "1000", nil},
		{measure("1", "MWH"), "KWH", "1000", nil},
		{measure("1", "HAR"), "MTK", "10000", nil},
		{measure("1", "SET"), "H87", "", certificate.ErrIncomparable},
		{measure("1", "LPA"), "LTR", "", certificate.ErrIncomparable},
		{measure("1", "KGM"), "PCS", "", certificate.ErrUnknownUnit},
	}
	for _, test := range tests {
		got, err := certificate.Convert(test.from, test.unit)
		if !errors.Is(err, test.err) || err == nil && (got.Value.String() != test.want || got.Unit != test.unit) {
			t.Errorf("%s %s in %s: %s, %v, want %s, %v", test.from.Value, test.from.Unit, test.unit, got.Value, err, test.want, test.err)
		}
	}
}

func TestConvertThereAndBack(t *testing.T) {
	units := certificate.Units()
	rapid.Check(t, func(t *rapid.T) {
		from, to := rapid.SampledFrom(units).Draw(t, "from"), rapid.SampledFrom(units).Draw(t, "to")
		m := certificate.Measure{Value: certificate.DecimalOf(rapid.Int64Range(1, 1_000_000).Draw(t, "value")), Unit: from.Code}
		there, err := certificate.Convert(m, to.Code)
		if err != nil {
			if from.Dimension == to.Dimension && !errors.Is(err, certificate.ErrInexact) {
				t.Fatal(err)
			}
			return
		}
		if order, err := certificate.Compare(m, there); err != nil || order != 0 {
			t.Fatalf("%v is not %v: %d, %v", m, there, order, err)
		}
		if back, err := certificate.Convert(there, from.Code); err != nil || back.Value.Cmp(m.Value) != 0 {
			t.Fatalf("%v came back as %v, %v", m, back, err)
		}
	})
}

func TestCompare(t *testing.T) {
	if order, err := certificate.Compare(measure("1", "KGM"), measure("2.2", "LBR")); err != nil || order != 1 {
		t.Errorf("1 kg against 2.2 lb: %d, %v", order, err)
	}
	if _, err := certificate.Compare(measure("1", "KGM"), measure("1", "LTR")); !errors.Is(err, certificate.ErrIncomparable) {
		t.Errorf("mass against volume: %v", err)
	}
}

func TestUsualReference(t *testing.T) {
	tests := []struct {
		from      maker
		reference string
		want      bool
	}{
		{specimen.FormD, "VN-TH 26/02/00123", true}, {specimen.FormD, "VN-TH26/02/00123", true}, {specimen.FormD, "VN-LA 26/02/00123", false},
		{specimen.FormD, "VN-TH 26/2/00123", false}, {specimen.VK, "VN-KR 26/02/123456", true}, {specimen.VK, "VN-KR 26/02/1234", false},
		{specimen.EUR1, "VN-GB 26/A1/00001", true}, {specimen.EUR1, "A 123600", false}, {specimen.KV, "anything", true},
		{specimen.FormDFromThailand, "0002390/SER/2012", true},
	}
	for _, test := range tests {
		if got := test.from("test", specimen.Reference(test.reference)).UsualReference(); got != test.want {
			t.Errorf("%s: %t, want %t", test.reference, got, test.want)
		}
	}
}
