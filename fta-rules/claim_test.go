package rules_test

import (
	"testing"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
)

// Claims under the tables as they stand.
func TestClaimOnTheTables(t *testing.T) {
	book := load(t)
	for _, test := range []struct {
		name      string
		agreement certificate.Agreement
		on, code  string
		edition   int
		criterion string
		outcome   finding.Outcome
		message   finding.Message
	}{
		{"ATIGA general rule below", certificate.ATIGA, "2026-02-03", "85444294", 2022, "35%", finding.NotMet, "claim.below_threshold"},
		{"ATIGA general rule, 39.99%", certificate.ATIGA, "2026-02-03", "85444294", 2022, "39.99%", finding.NotMet, "claim.below_threshold"},
		{"ATIGA general rule, 40%", certificate.ATIGA, "2026-02-03", "85444294", 2022, "40%", finding.Met, "claim.admissible"},
		{"ATIGA vehicles by value alone", certificate.ATIGA, "2026-02-03", "87032390", 2022, "CTH", finding.NotMet, "claim.not_admissible"},
		{"ATIGA garments by process", certificate.ATIGA, "2026-02-03", "61091010", 2022, "SP", finding.Met, "claim.admissible"},
		{"ATIGA calculators by process", certificate.ATIGA, "2026-02-03", "84701000", 2022, "SP", finding.CannotTell, "claim.ita_unverified"},
		{"ATIGA laptops, of which the list names subdivisions", certificate.ATIGA, "2026-02-03", "84713020", 2022, "SP", finding.CannotTell, "claim.list_unread"},
		{"ATIGA spectacles by process", certificate.ATIGA, "2026-02-03", "90049010", 2022, "SP", finding.NotMet, "claim.not_admissible"},
		{"ATIGA combination", certificate.ATIGA, "2026-02-03", "85414200", 2022, "CTSH + 35%", finding.Met, "claim.admissible"},
		{"ATIGA unread", certificate.ATIGA, "2026-02-03", "01012100", 2022, "CC", finding.CannotTell, "claim.rule_unknown"},
		{"ATIGA before the table", certificate.ATIGA, "2023-03-31", "85444294", 2017, "CTH", finding.CannotTell, "claim.rule_unknown"},
		{"VKFTA cars", certificate.VKFTA, "2024-02-20", "870323", 2017, "RVC 45%", finding.Met, "claim.admissible"},
		{"VKFTA cars, lower threshold", certificate.VKFTA, "2024-02-20", "870323", 2017, "RVC 40%", finding.NotMet, "claim.below_threshold"},
		{"VKFTA wooden furniture, declared in HS 2022", certificate.VKFTA, "2024-02-20", "94035000", 2022, "RVC 40%", finding.NotMet, "claim.below_threshold"},
		{"VKFTA coffee", certificate.VKFTA, "2024-02-20", "090121", 2017, "CTC", finding.Met, "claim.admissible"},
		{"VKFTA gear boxes or parts", certificate.VKFTA, "2024-02-20", "870840", 2017, "RVC 40%", finding.CannotTell, "claim.choice"},
		{"VKFTA Gaeseong, listed", certificate.VKFTA, "2016-01-11", "620342", 2012, "Article 3.5", finding.Met, "claim.outward_listed"},
		{"VKFTA Gaeseong, not listed", certificate.VKFTA, "2016-01-11", "640399", 2012, "Article 3.5", finding.NotMet, "claim.outward_not_listed"},
		{"UKVFTA shoes", certificate.UKVFTA, "2025-03-05", "6403990000", 2022, "", finding.Met, "claim.line_has_rule"},
		{"UKVFTA T-shirts, either rule", certificate.UKVFTA, "2025-03-05", "610910", 2012, "", finding.Met, "claim.line_has_rule"},
		{"UKVFTA raw hides, no rule", certificate.UKVFTA, "2025-03-05", "410120", 2012, "", finding.CannotTell, "claim.rule_unknown"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := book.Claim(origin.ClaimInput{
				Agreement: test.agreement, On: date(t, test.on), Criterion: test.criterion,
				HS: certificate.HSCode{Code: test.code, Edition: test.edition},
			})
			if got.Outcome != test.outcome || got.Tree.Message != test.message {
				t.Errorf("claim is %s, %s, want %s, %s: %+v", got.Outcome, got.Tree.Message, test.outcome, test.message, got.Tree)
			}
		})
	}
}
