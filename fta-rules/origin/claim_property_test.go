package origin_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
)

// drawnAlternatives draws alternatives as annexes write them.
func drawnAlternatives(t *rapid.T) []string {
	atom := rapid.SampledFrom([]string{
		"CC", "CTH", "CTSH", "RVC(35)", "RVC(40)", "RVC(45)", "RVC(35) & CTSH", "CC & P(CUT_AND_SEWN)", "P(ATT1_C)", "WO",
		"RVC(40) & WO(1211.20)", "(CC or CTSH & RVC(40)) & P(ATT1_A)",
	})
	return rapid.SliceOfNDistinct(atom, 1, 4, func(a string) string { return a }).Draw(t, "alternatives")
}

// claims asks ATIGA what it makes of a criterion under a rule that is given.
func claims(t *rapid.T, alternatives []string, criterion string) origin.ClaimResult {
	return origin.Claim(nil, origin.ClaimInput{Agreement: certificate.ATIGA, Criterion: criterion, Rule: strings.Join(alternatives, " or ")})
}

// claimRank orders outcomes from the worst.
func claimRank(o finding.Outcome) int {
	return map[finding.Outcome]int{finding.NotMet: 0, finding.CannotTell: 1, finding.Met: 2}[o]
}

// A higher figure and a greater change never make a claim worse.
func TestMoreIsNeverWorse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := drawnAlternatives(t)
		less := rapid.IntRange(1, 99).Draw(t, "less")
		more := rapid.IntRange(less, 100).Draw(t, "more")
		for _, form := range []string{"%d%%", "CTH + %d%%"} {
			worse, better := claims(t, all, fmt.Sprintf(form, less)), claims(t, all, fmt.Sprintf(form, more))
			if claimRank(better.Outcome) < claimRank(worse.Outcome) {
				t.Errorf("%d%% is %s, %d%% is %s", less, worse.Outcome, more, better.Outcome)
			}
		}
		if claimRank(claims(t, all, "CC").Outcome) < claimRank(claims(t, all, "CTH").Outcome) ||
			claimRank(claims(t, all, "CTH").Outcome) < claimRank(claims(t, all, "CTSH").Outcome) {
			t.Error("a greater change is worse")
		}
	})
}

// The order of alternatives never matters, and one more never makes a claim worse.
func TestAlternativesAreAChoice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := drawnAlternatives(t)
		criterion := rapid.SampledFrom([]string{"WO", "CC", "CTH", "CTSH", "SP", "34.99%", "35%", "40%", "CTSH + 35%", "CC + 40%"}).Draw(t, "criterion")
		here, there := claims(t, all, criterion), claims(t, rapid.Permutation(all).Draw(t, "permutation"), criterion)
		if here.Outcome != there.Outcome || here.Tree.Message != there.Tree.Message {
			t.Errorf("%s, %s in one order, %s, %s in another", here.Outcome, here.Tree.Message, there.Outcome, there.Tree.Message)
		}
		if fewer := claims(t, all[:1], criterion); claimRank(here.Outcome) < claimRank(fewer.Outcome) {
			t.Errorf("%s with %s alone, %s with all", fewer.Outcome, all[0], here.Outcome)
		}
		if again := claims(t, all, criterion); !reflect.DeepEqual(here, again) {
			t.Error("the same claim has two answers")
		}
	})
}

// Whatever stands in the box and whatever rule is given, there is an answer.
func FuzzClaim(f *testing.F) {
	f.Add("40%", "RVC(40) or CTH", "84501190", "")
	f.Add("CTSH + 35%", "[a] CC; [b] (CC or CTH) & (RVC(40) or P(WEAVE))", "610910", "b")
	f.Add("WO", "NONE", "", "")
	r := atiga(f)
	f.Fuzz(func(t *testing.T, criterion, rule, code, choice string) {
		input := origin.ClaimInput{
			Agreement: certificate.ATIGA, Criterion: criterion, Rule: rule, Choice: choice, HS: certificate.HSCode{Code: code, Edition: 2022},
		}
		for _, result := range []origin.ClaimResult{origin.Claim(r, input), origin.Claim(nil, input)} {
			if claimRank(result.Outcome) == 0 && result.Outcome != finding.NotMet || result.Tree.Message == "" {
				t.Errorf("outcome %q, message %q", result.Outcome, result.Tree.Message)
			}
		}
	})
}
