package specimen_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/specimen"
)

var update = flag.Bool("update", false, "write the canonical files again")

// golden maps the canonical files that other programs may test against to the specimens they come from.
var golden = map[string]func(string, ...specimen.Option) *certificate.Document{
	"form-d.json":          specimen.FormD,
	"form-d-thailand.json": specimen.FormDFromThailand,
	"vk.json":              specimen.VK,
	"kv.json":              specimen.KV,
	"eur1.json":            specimen.EUR1,
	"od.json":              specimen.OriginDeclaration,
	"od-thailand.json":     specimen.OriginDeclarationFromThailand,
}

func TestEverySpecimenIsValid(t *testing.T) {
	for _, d := range specimen.All("test") {
		if err := d.Validate(); err != nil {
			t.Errorf("%s: %v", d.ID(), err)
		}
	}
}

func TestCanonicalFiles(t *testing.T) {
	for name, make := range golden {
		path := filepath.Join("..", "testdata", name)
		got, err := make("specimen").Canonical()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("%s: canonical bytes changed:\n got %s\nwant %s", name, got, want)
		}
	}
}

func TestOnAnyDayOfTheYear(t *testing.T) {
	for day := certificate.NewDate(2026, time.November, 20); day.Before(certificate.NewDate(2027, time.December, 1)); day = day.AddDays(1) {
		for _, d := range specimen.All("test", specimen.On(day), specimen.Serial(7)) {
			if err := d.Validate(); err != nil {
				t.Fatalf("%s on %s: %v", d.ID(), day, err)
			}
			if d.IssueDate != day {
				t.Fatalf("%s is issued on %s, want %s", d.ID(), d.IssueDate, day)
			}
		}
	}
}

func TestNumbers(t *testing.T) {
	day := certificate.NewDate(2027, time.March, 1)
	tests := []struct {
		document *certificate.Document
		want     string
	}{
		{specimen.FormD("n", specimen.On(day), specimen.Serial(45)), "D VN VN-TH 27/02/00045"},
		{specimen.KV("n", specimen.On(day), specimen.Serial(45)), "KV KR K001-27-0000045"},
		{specimen.OriginDeclaration("n", specimen.Serial(45)), "OD GB GB-AE-2107/SGD-26-0045"},
		{specimen.OriginDeclaration("n", specimen.Reference("INV 9")), "OD GB GB-AE-2107/INV 9"},
		{specimen.EUR1("n", specimen.Reference("VN-GB 26/01/00001")), "EUR.1 VN VN-GB 26/01/00001"},
	}
	for _, test := range tests {
		if got := test.document.ID().String(); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
		if err := test.document.Validate(); err != nil {
			t.Errorf("%s: %v", test.want, err)
		}
	}
}

func TestFreshEachTime(t *testing.T) {
	specimen.FormD("n").Items[0].Criterion = "CTH"
	if got := specimen.FormD("n").Items[0].Criterion; got != "40%" {
		t.Errorf("a change reached the next specimen: %s", got)
	}
}

func TestCancellationIsValid(t *testing.T) {
	for _, d := range specimen.All("test") {
		act := specimen.Cancellation(d, certificate.InstantOf(time.Unix(1_800_000_000, 0)))
		if err := act.Validate(); err != nil {
			t.Errorf("%s: %v", d.ID(), err)
		}
		raw, err := act.Canonical()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := certificate.ParseAct(raw); err != nil {
			t.Error(err)
		}
	}
}
