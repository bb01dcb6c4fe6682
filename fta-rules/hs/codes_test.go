package hs_test

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"origo/fta-rules/hs"
)

func TestParse(t *testing.T) {
	tests := []struct {
		text string
		want hs.Code
	}{
		{"640610", 640610}, {"6406.10", 640610}, {"6406.10.90", 640610}, {"8471309000", 847130}, {"0101.21", 10121},
		{"64061", 0}, {"64061090001", 0}, {"6406.1O", 0}, {"", 0}, {"6406 10", 0},
	}
	for _, test := range tests {
		got, err := hs.Parse(test.text)
		if got != test.want || (err == nil) != (test.want != 0) {
			t.Errorf("%q: %d, %v; want %d", test.text, got, err, test.want)
		}
		if err != nil && !errors.Is(err, hs.ErrCode) {
			t.Errorf("%q: %v", test.text, err)
		}
	}
}

func TestParseEdition(t *testing.T) {
	for _, e := range hs.Editions() {
		for _, text := range []string{e.String(), fmt.Sprintf("HS%d", int(e)), fmt.Sprint(int(e))} {
			if got, err := hs.ParseEdition(text); got != e || err != nil {
				t.Errorf("%q: %v, %v", text, got, err)
			}
		}
	}
	for _, text := range []string{"", "HS", "2007", "HS 22", "2022 "} {
		if got, err := hs.ParseEdition(text); err == nil && text != "2022 " {
			t.Errorf("%q read as %v", text, got)
		}
	}
}

func TestParseSet(t *testing.T) {
	tests := []struct {
		text, printed string
		holds, lacks  []hs.Code
	}{
		{"72", "72", []hs.Code{720110, 729999}, []hs.Code{710000, 730110}},
		{"7208", "7208", []hs.Code{720800, 720899}, []hs.Code{720799, 720900}},
		{"7208.51", "7208.51", []hs.Code{720851}, []hs.Code{720852}},
		{"720851", "7208.51", []hs.Code{720851}, []hs.Code{720850}},
		{"72.08", "7208", []hs.Code{720851}, nil},
		{"7208-7212", "7208-7212", []hs.Code{720800, 721299}, []hs.Code{721300}},
		{"10-12", "10-12", []hs.Code{100111, 129999}, []hs.Code{130000}},
		{"7219.31-7219.90", "7219.31-7219.90", []hs.Code{721931, 721990}, []hs.Code{721930, 721991}},
		{"72, 7308 ,7408.19", "72,7308,7408.19", []hs.Code{730890, 740819}, []hs.Code{740811}},
		{"7208-7208", "7208", []hs.Code{720800}, []hs.Code{720900}},
	}
	for _, test := range tests {
		set, err := hs.ParseSet(test.text)
		if err != nil || set.String() != test.printed {
			t.Errorf("%q: %s, %v; want %s", test.text, set, err, test.printed)
		}
		for _, c := range test.holds {
			if !set.Contains(c) {
				t.Errorf("%q lacks %s", test.text, c)
			}
		}
		for _, c := range test.lacks {
			if set.Contains(c) {
				t.Errorf("%q has %s", test.text, c)
			}
		}
	}
}

func TestParseSetRefuses(t *testing.T) {
	for _, text := range []string{"", ",", "7", "720", "72085", "7208511", "7208-", "-7208", "7212-7208", "72-7208",
		"7208.51-7212", "7208,", "72..08", "720.8", "7208.", ".72", "ex 7208", "٧٢"} {
		if set, err := hs.ParseSet(text); !errors.Is(err, hs.ErrSet) {
			t.Errorf("%q: %s, %v", text, set, err)
		}
	}
}

func TestSetsRoundTrip(t *testing.T) {
	bound := rapid.Uint32Range(0, 999999)
	rapid.Check(t, func(t *rapid.T) {
		set := make(hs.Set, rapid.IntRange(1, 5).Draw(t, "ranges"))
		width := rapid.SampledFrom([]hs.Code{1, 100, 10000})
		for i := range set {
			w := width.Draw(t, "width")
			from, to := hs.Code(bound.Draw(t, "from")), hs.Code(bound.Draw(t, "to"))
			from, to = min(from, to), max(from, to)
			set[i] = hs.Range{From: from / w * w, To: to/w*w + w - 1}
		}
		read, err := hs.ParseSet(set.String())
		if err != nil || fmt.Sprint([]hs.Range(read)) != fmt.Sprint([]hs.Range(set)) {
			t.Fatalf("%s: read as %s, %v", set, read, err)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("6406.10.90")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := hs.Parse(text)
		if err != nil {
			return
		}
		if again, err := hs.Parse(c.String()); again != c || err != nil {
			t.Errorf("%q: %s read as %s, %v", text, c, again, err)
		}
	})
}

func FuzzParseSet(f *testing.F) {
	f.Add("72,7208-7212,7219.31-7219.90")
	f.Fuzz(func(t *testing.T, text string) {
		set, err := hs.ParseSet(text)
		if err != nil {
			return
		}
		again, err := hs.ParseSet(set.String())
		if err != nil || again.String() != set.String() {
			t.Errorf("%q: %s read as %s, %v", text, set, again, err)
		}
	})
}
