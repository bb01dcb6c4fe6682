package certificate

import (
	"strings"
	"testing"
)

func TestTidyRegistration(t *testing.T) {
	for text, want := range map[string]string{
		"0301234567":          "0301234567",
		"0301234567-001":      "0301234567001", // a branch is another holder
		" 03 0123.4567 ":      "0301234567",
		"124-81-12345":        "1248112345",
		"gb123456789000":      "GB123456789000",
		"GB 1234 5678 9000":   "GB123456789000",
		"":                    "",
		"N/A":                 "",
		"NONE":                "",
		"----":                "",
		"123":                 "",
		"0301234567; 0309999": "",
		"0301234567%":         "",
		"０３０１２３４５６７":          "", // full-width digits are other characters
		"О301234567":          "", // a Cyrillic letter
	} {
		if got := TidyRegistration(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestHolder(t *testing.T) {
	for name, c := range map[string]struct {
		party Party
		want  string
	}{
		"as printed":       {Party{Country: "VN", Registration: "03 0123 4567"}, "VN 0301234567"},
		"other register":   {Party{Country: "KR", Registration: "0301234567"}, "KR 0301234567"},
		"no number":        {Party{Country: "VN"}, ""},
		"no country":       {Party{Registration: "0301234567"}, ""},
		"no number at all": {Party{Country: "VN", Registration: "none"}, ""},
	} {
		h := c.party.Holder()
		if h.String() != c.want || ParseHolder(h.String()) != h {
			t.Errorf("%s: %v, read again %v", name, h, ParseHolder(h.String()))
		}
	}
}

func TestParseHolder(t *testing.T) {
	for _, text := range []string{"", "VN", "VN ", " 0301234567", "VN 03 01", "VN none"} {
		if h := ParseHolder(text); h != (Holder{}) {
			t.Errorf("%q is %v", text, h)
		}
	}
	if (Holder{}).String() != "" {
		t.Error("nobody has a name")
	}
}

// FuzzTidyRegistration: what was tidied once stays as it is.
func FuzzTidyRegistration(f *testing.F) {
	f.Add("0301234567-001")
	f.Add("GB 1234 5678 9000")
	f.Fuzz(func(t *testing.T, text string) {
		tidy := TidyRegistration(text)
		if TidyRegistration(tidy) != tidy || tidy != "" && TidyRegistration(" "+strings.ToLower(text)+"-") != tidy {
			t.Errorf("%q became %q", text, tidy)
		}
	})
}
