package clearance

import (
	"slices"
	"strings"
	"testing"

	"origo/certificate"
	rules "origo/fta-rules"
	"origo/fta-rules/explain"
	"origo/paper"
)

// customary are the grounds that docs/cli.md names beside the ids of checks, and those that joining a paper adds.
var customary = []string{
	"officer", "criterion_not_met", "criterion_doubtful", "not_originating", "not_authentic", "not_consigned_directly",
	"other_goods", "no_reply", "insufficient_reply", "no_cooperation", "visit_refused", "certificate_not_valid",
	"certificate_cancelled", "quantity_exceeded", "late_submission", paper.Exceeds, paper.UnknownItem, paper.OtherUnit,
}

// everyGround lists all codes that a ground of refusal may have here.
func everyGround(t *testing.T) []string {
	t.Helper()
	book, err := rules.Load()
	must(t, book, err)
	all := append([]string{"BILL-01"}, customary...)
	for _, agreement := range certificate.Agreements() {
		for _, l := range List(agreement, "VN") {
			all = append(all, l.ID)
		}
		for _, c := range book.Checks(agreement) {
			all = append(all, c.ID)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// TestEveryGroundHasWords: in every language, and no words are of a ground that nobody gives.
func TestEveryGroundHasWords(t *testing.T) {
	grounds := everyGround(t)
	for _, language := range explain.Languages() {
		words, err := explain.Load(language)
		must(t, words, err)
		for _, code := range grounds {
			if words.Ground(code) == code {
				t.Errorf("%s has no words in %s", code, language)
			}
		}
		for _, m := range words.Messages() {
			if code, is := strings.CutPrefix(string(m), "ground."); is && !slices.Contains(grounds, code) {
				t.Errorf("%s in %s is no ground", code, language)
			}
		}
	}
}
