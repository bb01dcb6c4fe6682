package origin_test

import (
	"testing"

	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
)

// Curtains of two materials, of which one fails the rule by a little: it is forgiven where the two are certainly
// different basic textile materials (UKVFTA Annex I Note 6.2), and left to an officer where their codes leave that open.
func TestMixedTextileProducts(t *testing.T) {
	r := britain(noted(entry("54,62,63", "P(WEAVE) & NOT(7019,7223)"), "6"))
	called := func(m origin.Material, name string) origin.Material {
		m.Is = map[string]bool{name: true}
		return m
	}
	for _, test := range []struct {
		name          string
		sound, failed origin.Material
		want          finding.Outcome
	}{
		{"cotton and silk", foreign("520524", "1"), foreign("500400", "1"), finding.Met},
		{"cotton and cotton", foreign("520524", "1"), foreign("520812", "1"), finding.NotMet},
		{"cotton that is mixed by its heading", foreign("520524", "1"), foreign("521011", "1"), finding.Met},
		{"cotton and glass fibres", foreign("520524", "1"), foreign("701919", "1"), finding.Met},
		{"glass fibres alone", foreign("701912", "1"), foreign("701919", "1"), finding.NotMet},
		{"cotton and metallised yarn", foreign("520524", "1"), foreign("560500", "1"), finding.Met},
		{"metallised yarns of perhaps two kinds", foreign("560500", "1"), foreign("560500", "2"), finding.CannotTell},
		{"metallised yarns, one with a foil strip", called(foreign("560500", "1"), "foil strip"), foreign("560500", "2"), finding.CannotTell},
		{"cotton and paper yarn or other bast", foreign("520524", "1"), foreign("530890", "1"), finding.Met},
		{"paper yarn or other bast, twice", foreign("530890", "1"), foreign("530890", "2"), finding.CannotTell},
		{"sisal or coconut, and coir", foreign("530500", "1"), foreign("530810", "1"), finding.CannotTell},
		{"polyester and elastomeric yarn", foreign("540233", "1"), foreign("540244", "1"), finding.CannotTell},
		{"polyester and polyurethane yarn", foreign("540233", "1"), called(foreign("540244", "1"), "segmented polyurethane yarn"), finding.Met},
		{"cotton and a fabric of anything", foreign("520524", "1"), foreign("600410", "1"), finding.CannotTell},
		{"cotton and metal fibres, as stated", foreign("520524", "1"), called(foreign("722300", "1"), "basic textile material"), finding.CannotTell},
		{"cotton and wire", foreign("520524", "1"), foreign("722300", "1"), finding.NotMet},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := at(r, "630312", "10", "1", weighing(test.sound, "0.95"), weighing(notComplying(test.failed), "0.05"))
			m := &b.Materials[0]
			m.Complies = yes()
			if d := determine(t, r, doing(b, "WEAVE")); d.Routes[0].Outcome != test.want {
				t.Errorf("got %s, want %s\n%s", d.Routes[0].Outcome, test.want, shown(d))
			}
		})
	}
}
