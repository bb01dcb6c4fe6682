package rules_test

import (
	"slices"
	"testing"

	"origo/certificate"
	"origo/fta-rules/hs"
	"origo/fta-rules/origin"
	"origo/fta-rules/psr"
)

// The lines of VKFTA whose labels list several goods: naming any one of them selects the part, for a determination and
// for a claim. At 57 of 100 RVC(40) is met and RVC(45) too; at 42 only the first.
func TestChoiceOfListedGoods(t *testing.T) {
	book := load(t)
	r, _ := book.RulesOn(certificate.VKFTA, date(t, "2024-02-20"))
	for _, test := range []struct {
		code, choice string
		part         int // as the table counts them, -1: the choice is none
	}{
		{"870850", "drive-axles with differential", 0},
		{"870850", "Non-Driving Axles", 0},
		{"870850", "drive-axles with differential, or non-driving axles", 0},
		{"870850", "parts", 1},
		{"870850", "axles", -1},
		{"870850", "", -1},
		{"110290", "rice flour", 0},
		{"110290", "Rye flour", 0},
		{"110290", "other", 1},
		{"870892", "exhaust pipes", 0},
		{"870892", "silencers", 0},
		{"091099", "bay leaves", 0},
		{"870840", "GEAR BOXES", 0},
	} {
		t.Run(test.code+" "+test.choice, func(t *testing.T) {
			code, err := hs.Parse(test.code)
			if err != nil {
				t.Fatal(err)
			}
			d, err := origin.Determine(r, synthetic(r, code, test.choice))
			if err != nil {
				t.Fatal(err)
			}
			rule := r.Table.At(code)[0].Rule
			if got, want := tried(d), written(rule, test.part); !slices.Equal(got, want) {
				t.Errorf("tried are %q, want %q", got, want)
			}
			label := ""
			if test.part >= 0 {
				label = rule.Parts[test.part].Label
			}
			claimed := origin.Claim(r, origin.ClaimInput{Agreement: r.Agreement, On: r.From, HS: codeOf(r, code), Criterion: "RVC 40%", Choice: test.choice})
			if part, _ := claimed.Tree.Value("part"); part != label {
				t.Errorf("claimed is part %q, want %q", part, label)
			}
		})
	}
}

// tried are the alternatives of the rule that were tried.
func tried(d origin.Determination) []string {
	var rules []string
	for _, r := range d.Routes {
		if r.Alternative > 0 {
			rules = append(rules, r.Rule)
		}
	}
	return rules
}

// written are the alternatives of a part, of all parts for -1.
func written(rule psr.Rule, part int) []string {
	var rules []string
	for i, p := range rule.Parts {
		for _, alternative := range p.Alternatives {
			if part < 0 || i == part {
				rules = append(rules, alternative.String())
			}
		}
	}
	return rules
}
