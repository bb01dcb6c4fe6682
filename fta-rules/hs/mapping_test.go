package hs_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"origo/fta-rules/hs"
)

func TestLoad(t *testing.T) {
	if err := hs.Load(); err != nil {
		t.Fatal(err)
	}
}

func TestCodesAreAllSubheadingsOfTheEdition(t *testing.T) {
	want := map[hs.Edition]int{hs.HS2012: 5205, hs.HS2017: 5387, hs.HS2022: 5612, 1996: 0}
	for edition, count := range want {
		codes := edition.Codes()
		if len(codes) != count {
			t.Errorf("%s: %d subheadings, want %d", edition, len(codes), count)
		}
		if !slices.IsSorted(codes) || len(slices.Compact(slices.Clone(codes))) != len(codes) {
			t.Errorf("%s: not in strictly ascending order", edition)
		}
	}
}

func TestHas(t *testing.T) {
	tests := []struct {
		code hs.Code
		in   []hs.Edition
	}{
		{640610, []hs.Edition{hs.HS2012, hs.HS2017, hs.HS2022}},
		{880310, []hs.Edition{hs.HS2012, hs.HS2017}},
		{846900, []hs.Edition{hs.HS2012}},
		{300219, []hs.Edition{hs.HS2017}},
		{852411, []hs.Edition{hs.HS2022}},
		{999999, nil},
	}
	for _, test := range tests {
		for _, edition := range append(hs.Editions(), 2007) {
			if got, want := edition.Has(test.code), slices.Contains(test.in, edition); got != want {
				t.Errorf("%s has %s: %v, want %v", edition, test.code, got, want)
			}
		}
	}
}

func TestIn(t *testing.T) {
	if got := hs.HS2012.In(hs.Range{From: 854800, To: 854899}); !slices.Equal(got, []hs.Code{854810, 854890}) {
		t.Errorf("8548 of HS 2012: %v", got)
	}
	if got := hs.HS2012.In(hs.Range{From: 770000, To: 779999}); len(got) != 0 {
		t.Errorf("chapter 77: %v", got)
	}
	if got := hs.HS2012.In(hs.Range{From: 5, To: 1}); len(got) != 0 {
		t.Errorf("range that ends before it begins: %v", got)
	}
}

func TestMap(t *testing.T) {
	tests := []struct {
		name     string
		code     hs.Code
		from, to hs.Edition
		want     []hs.Code
		relation hs.Relation
	}{
		{"unchanged", 10121, hs.HS2022, hs.HS2012, []hs.Code{10121}, hs.OneToOne},
		{"unchanged, forwards", 10121, hs.HS2012, hs.HS2022, []hs.Code{10121}, hs.OneToOne},
		{"same edition", 852411, hs.HS2022, hs.HS2022, []hs.Code{852411}, hs.OneToOne},
		{"malaria test kits", 382211, hs.HS2022, hs.HS2012, []hs.Code{300210}, hs.ManyToOne},
		{"zika test kits", 382212, hs.HS2022, hs.HS2012, []hs.Code{300210, 382200}, hs.ManyToMany},
		{"drones with cameras", 880621, hs.HS2022, hs.HS2012, []hs.Code{852580, 880211, 880220}, hs.ManyToMany},
		{"LED lamps", 853952, hs.HS2022, hs.HS2012, []hs.Code{854370}, hs.ManyToOne},
		{"spent batteries", 854914, hs.HS2022, hs.HS2012, []hs.Code{854810}, hs.ManyToOne},
		{"spent batteries, forwards", 854810, hs.HS2012, hs.HS2022,
			[]hs.Code{854911, 854912, 854913, 854914, 854919}, hs.OneToMany},
		{"mandarins divided", 80520, hs.HS2012, hs.HS2017, []hs.Code{80521, 80522, 80529}, hs.OneToMany},
		{"number given to other goods", 701919, hs.HS2022, hs.HS2017, []hs.Code{701931}, hs.ManyToOne},
		{"processors are themselves", 854231, hs.HS2022, hs.HS2012, []hs.Code{854231}, hs.OneToOne},
		{"processors, forwards", 854231, hs.HS2012, hs.HS2022, []hs.Code{854231}, hs.OneToOne},
		{"parts of screens are themselves", 852990, hs.HS2022, hs.HS2012, []hs.Code{852990}, hs.ManyToOne},
		{"an engine is no waste", 840734, hs.HS2017, hs.HS2022, []hs.Code{840734}, hs.OneToOne},
		{"liquid crystal devices may be display modules", 901380, hs.HS2017, hs.HS2022,
			[]hs.Code{852411, 852412, 852419, 852491, 852492, 852499, 901380}, hs.ManyToMany},
		{"unknown code", 770110, hs.HS2022, hs.HS2012, nil, ""},
		{"code of another edition", 852411, hs.HS2012, hs.HS2022, nil, ""},
		{"unknown edition", 10121, hs.HS2022, 2007, nil, ""},
		{"from unknown edition", 10121, 2007, hs.HS2022, nil, ""},
		{"no successor named", 300219, hs.HS2017, hs.HS2022, nil, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := hs.Map(test.code, test.from, test.to)
			if !slices.Equal(m.Candidates, test.want) || m.OverLinked {
				t.Errorf("candidates %v, over-linked %v, want %v", m.Candidates, m.OverLinked, test.want)
			}
			if m.Relation != test.relation {
				t.Errorf("relation %q, want %q", m.Relation, test.relation)
			}
			if m.Known() != (len(test.want) > 0) || m.Certain() != (len(test.want) == 1) {
				t.Errorf("known %v, certain %v", m.Known(), m.Certain())
			}
		})
	}
}

// TestNewCatchAllsAreForAnOfficer covers every link that Map does not decide.
func TestNewCatchAllsAreForAnOfficer(t *testing.T) {
	want := []hs.Code{852411, 852412, 852419, 852491, 852492, 852499, 854151, 854159,
		854921, 854929, 854931, 854939, 854991, 854999}
	for _, earlier := range []hs.Edition{hs.HS2012, hs.HS2017} {
		var got []hs.Code
		for _, c := range hs.HS2022.Codes() {
			m := hs.Map(c, hs.HS2022, earlier)
			if m.OverLinked {
				got = append(got, c)
			}
			if len(m.Candidates) > 60 != m.OverLinked {
				t.Errorf("%s is %d codes of %s, over-linked %v", c, len(m.Candidates), earlier, m.OverLinked)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: over-linked %v, want %v", earlier, got, want)
		}
	}
	for _, c := range []hs.Code{854150, 911490} {
		if !hs.Map(c, hs.HS2017, hs.HS2022).OverLinked {
			t.Errorf("%s has no successors but over-links", c)
		}
	}
}

// TestEverySubheadingHasAPlace finds gaps of the tables.
func TestEverySubheadingHasAPlace(t *testing.T) {
	for _, from := range hs.Editions() {
		for _, to := range hs.Editions() {
			for _, c := range from.Codes() {
				m := hs.Map(c, from, to)
				if !m.Known() && c != 300219 {
					t.Errorf("%s of %s is nothing in %s", c, from, to)
				}
				for _, candidate := range m.Candidates {
					if !to.Has(candidate) || !slices.Contains(m.Linked, candidate) {
						t.Errorf("%s of %s: candidate %s", c, from, candidate)
					}
				}
			}
		}
	}
}

func TestMappingBackContainsTheCode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edition := rapid.SampledFrom(hs.Editions())
		from, to := edition.Draw(t, "from"), edition.Draw(t, "to")
		c := rapid.SampledFrom(from.Codes()).Draw(t, "code")
		m := hs.Map(c, from, to)
		if !slices.IsSorted(m.Candidates) || !slices.IsSorted(m.Linked) {
			t.Fatalf("not sorted: %v", m)
		}
		for _, linked := range m.Linked {
			if !slices.Contains(hs.Map(linked, to, from).Linked, c) {
				t.Fatalf("%s is linked to %s, but not the reverse", c, linked)
			}
		}
		if m.OverLinked {
			return
		}
		for _, candidate := range m.Candidates {
			if !slices.Contains(hs.Map(candidate, to, from).Candidates, c) {
				t.Fatalf("%s may be %s, but not the reverse", c, candidate)
			}
		}
	})
}

func TestMapAllocatesNothing(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { hs.Map(854921, hs.HS2022, hs.HS2012) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkMap(b *testing.B) {
	codes := hs.HS2022.Codes()
	for i := 0; b.Loop(); i++ {
		hs.Map(codes[i%len(codes)], hs.HS2022, hs.HS2012)
	}
}
