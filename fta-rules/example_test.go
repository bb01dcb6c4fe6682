package rules_test

import (
	"fmt"
	"log"
	"strings"
	"testing"

	"origo/certificate"
	rules "origo/fta-rules"
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
	"origo/fta-rules/origin"
	"origo/fta-rules/psr"
)

// islands is an agreement of two islands that exists in these tests only. docs/rules.md builds it up step by step.
const islands certificate.Agreement = "islands"

// annex is the product rules of the islands, as a package of an agreement would embed them.
const annex = `id,codes,choice,state,rule,rivals,citation,source,note,changed,tolerance,notes,notes_of
coconuts,0801.11-0801.19,,known,WO,,Annex 1 row 1,Gazette 7,,,,,
chests,9403.50,,known,CTH or RVC(40),,Annex 1 row 2,Gazette 7,,,,,
shirts-knitted,6109.10,knitted to shape,known,CC,,Annex 1 row 3,Gazette 7,,,,,
shirts-sewn,6109.10,cut and sewn,known,CC & P(CUT_AND_SEWN),,Annex 1 row 4,Gazette 7,,,,,
shells,0508.00,,unread,,,Annex 1 row 5,Gazette 7,page torn,,,,
`

// islandRules is the agreement's articles together with its annex.
func islandRules() ([]*agreement.Rules, error) {
	lines, err := agreement.ReadLines(strings.NewReader(annex), hs.HS2022)
	if err != nil {
		return nil, fmt.Errorf("read the annex: %w", err)
	}
	general, err := psr.Parse("RVC(40) or CTH")
	if err != nil {
		return nil, fmt.Errorf("read the general rule: %w", err)
	}
	return []*agreement.Rules{{
		Agreement: islands, Version: "islands-2024", From: certificate.NewDate(2024, 1, 1), Edition: hs.HS2022,
		Citation: "Treaty of the Islands", Official: true,
		Table: agreement.NewTable(hs.HS2022, lines), General: general.Parts[0].Alternatives,
		Terms: agreement.Terms{
			Price: agreement.FOB,
			Cites: agreement.Cites{
				General: "Art. 3(2)", WhollyObtained: "Art. 2", Change: "Art. 3(1)", Value: "Art. 4", Process: "Art. 3(3)",
				Cumulation: "Art. 6", Minimal: "Art. 7", Packing: "Art. 8", Accessories: "Art. 9", Neutral: "Art. 10",
			},
			Tolerances: []agreement.Tolerance{{
				ID: "de_minimis", Kind: agreement.ByShare, Citation: "Art. 5", Value: certificate.DecimalOf(10),
				Chapters: hs.Set{{From: 10000, To: 979999}},
			}},
			Processes: []agreement.ProcessTest{{Code: "CUT_AND_SEWN", Citation: "Art. 3(3)", AnyOf: [][]string{{"CUT", "SEW"}}}},
		},
	}}, nil
}

// A source is all that a book needs to answer for one more agreement.
func ExampleNewBook() {
	book, err := rules.NewBook(append(rules.Sources(), rules.Source{Agreement: islands, Rules: islandRules})...)
	if err != nil {
		log.Fatal(err)
	}
	day := certificate.NewDate(2026, 3, 1)
	chest := certificate.HSCode{Code: "940350", Edition: 2022}
	rule, known := book.Lookup(islands, chest, day).Only()
	fmt.Println(rule, known)

	d, err := book.Determine(origin.Bill{
		Agreement: islands, On: day, Exporter: "TO", Currency: "USD",
		Good: origin.Good{HS: chest, Price: certificate.DecimalOf(200)},
		Materials: []origin.Material{
			{HS: certificate.HSCode{Code: "441114", Edition: 2022}, Status: origin.NonOriginating, Value: certificate.DecimalOf(150)},
			{HS: certificate.HSCode{Code: "940391", Edition: 2022}, Status: origin.NonOriginating, Value: certificate.DecimalOf(20)},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(d.Outcome, d.By.Rule, d.By.Tolerance)
	// Output:
	// CTH or RVC(40) true
	// met CTH de_minimis
}

// island is a book of the islands alone.
func island(t testing.TB) *rules.Book {
	t.Helper()
	book, err := rules.NewBook(rules.Source{Agreement: islands, Rules: islandRules})
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// What is known of a code depends on the line, the general rule and the day, and what is unread stays unknown.
func TestLookup(t *testing.T) {
	book := island(t)
	for _, test := range []struct {
		name, code, day string
		entries         int
		rule            string
		known           bool
	}{
		{"line", "0801.11.00", "2024-01-01", 1, "WO", true},
		{"general rule", "8450.11", "2026-01-01", 1, "RVC(40) or CTH", true},
		{"divided by description", "610910", "2026-01-01", 2, "", false},
		{"unread", "050800", "2026-01-01", 1, "", false},
		{"before the rules", "080111", "2023-12-31", 0, "", false},
		{"no such code", "999999", "2026-01-01", 0, "", false},
		{"not a code", "8450", "2026-01-01", 0, "", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			answer := book.Lookup(islands, certificate.HSCode{Code: test.code, Edition: 2022}, date(t, test.day))
			rule, known := answer.Only()
			if len(answer.Entries) != test.entries || rule != test.rule || known != test.known {
				t.Errorf("%d entries, %q, %v, want %d, %q, %v", len(answer.Entries), rule, known, test.entries, test.rule, test.known)
			}
		})
	}
}

func date(t testing.TB, text string) certificate.Date {
	t.Helper()
	day, err := certificate.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

// A claim under an agreement whose proofs print no criterion says whether the line has a rule.
func TestClaimOfNewAgreement(t *testing.T) {
	got := island(t).Claim(origin.ClaimInput{
		Agreement: islands, On: date(t, "2026-01-01"), HS: certificate.HSCode{Code: "050800", Edition: 2022},
	})
	if got.Outcome != finding.CannotTell || got.Tree.Message != "claim.rule_unknown" || got.Rules.Version != "islands-2024" {
		t.Errorf("claim is %s, %s, under %s", got.Outcome, got.Tree.Message, got.Rules.Version)
	}
}
