package procedure

import (
	"slices"
	"testing"

	"origo/certificate"
)

func sealed(country, container, seal string) Leg {
	return Leg{Country: country, Container: container, Seal: seal}
}

func TestSealUnbroken(t *testing.T) {
	yes, no := true, false
	tests := []struct {
		name string
		way  Journey
		want *bool
	}{
		{"same throughout", Journey{Legs: []Leg{sealed("MY", "A", "1"), sealed("TW", "A", "1"), sealed("VN", "A", "1")}}, &yes},
		{"seal changed", Journey{Legs: []Leg{sealed("MY", "A", "1"), sealed("TW", "A", "2"), sealed("VN", "A", "2")}}, &no},
		{"container changed", Journey{Legs: []Leg{sealed("MY", "A", "1"), sealed("HK", "", ""), sealed("VN", "B", "1")}}, &no},
		{"not told everywhere", Journey{Legs: []Leg{sealed("MY", "A", "1"), sealed("TW", "", ""), sealed("VN", "A", "1")}}, nil},
		{"told later only", Journey{Legs: []Leg{sealed("MY", "", ""), sealed("TW", "A", "1"), sealed("VN", "A", "1")}}, nil},
		{"stated", Journey{SealIntact: &yes}, &yes},
		{"nothing known", Journey{}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := test.way.SealUnbroken()
			if (got == nil) != (test.want == nil) || got != nil && *got != *test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestHandled(t *testing.T) {
	leg := Leg{Operations: []string{"UNLOAD", " reload ", "transhipment", "RELABEL", "SPLIT", "preserve"}}
	if got := leg.Handled(); !slices.Equal(got, []string{"RELABEL", "SPLIT"}) {
		t.Errorf("got %s", got)
	}
}

func TestForeignLegs(t *testing.T) {
	c := &Case{Agreement: certificate.ATIGA, Proof: Proof{IssuingCountry: "HK"}}
	c.Journey.Legs = []Leg{{Country: "HK"}, {Country: "SG"}, {Country: "TW"}, {Country: "VN"}}
	if got := c.ForeignLegs(); len(got) != 1 || got[0].Country != "TW" {
		t.Errorf("got %v", got)
	}
	if got := c.Transits(); len(got) != 2 || got[0].Country != "SG" {
		t.Errorf("got %v", got)
	}
	c.Journey.Legs = c.Journey.Legs[:2]
	if got := c.Transits(); got != nil {
		t.Errorf("got %v", got)
	}
}

func TestPresented(t *testing.T) {
	first, second, third := certificate.NewDate(2026, 1, 1), certificate.NewDate(2026, 1, 2), certificate.NewDate(2026, 1, 3)
	c := &Case{Today: second, Declaration: Declaration{Registered: first, ProofSubmitted: third}}
	for _, want := range []certificate.Date{third, second, first, {}} {
		if got := c.Presented(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		switch want {
		case third:
			c.Declaration.ProofSubmitted = certificate.Date{}
		case second:
			c.Today = certificate.Date{}
		case first:
			c.Declaration.Registered = certificate.Date{}
		}
	}
}
