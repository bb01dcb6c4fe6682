package explain

import (
	"strings"
	"testing"

	"origo/fta-rules/agreement"
	"origo/fta-rules/atiga"
	"origo/fta-rules/finding"
	"origo/fta-rules/psr"
	"origo/fta-rules/ukvfta"
	"origo/fta-rules/vkfta"
)

// TestEveryNameInTheTablesIsTranslated: descriptions of materials, labels of parts and questions stand in the tables in
// English, and everybody shall read them. Only what an annex says of the goods of a line (its choice) stays in English.
func TestEveryNameInTheTablesIsTranslated(t *testing.T) {
	c := in(t, Korean)
	used := map[finding.Message]bool{}
	name := func(kind, text string) {
		code := finding.Message("value." + kind + "." + text)
		if _, there := c.texts[code]; !there && text != "" && !used[code] {
			t.Errorf("%s is not translated", code)
		}
		used[code] = true
	}
	for _, rule := range everyRule(t) {
		for _, part := range rule.Parts {
			name("label", part.Label)
			for _, alternative := range part.Alternatives {
				psr.Walk(alternative, func(e psr.Expr) {
					if question, ok := e.(psr.Judgement); ok {
						name("question", question.Question)
					}
					for _, m := range psr.Mentions(e) {
						name("name", m.Name)
					}
				})
			}
		}
	}
	for _, code := range c.Messages() {
		kind, _, _ := strings.Cut(strings.TrimPrefix(string(code), "value."), ".")
		if (kind == "label" || kind == "name" || kind == "question") && !used[code] {
			t.Errorf("no table has %s", code)
		}
	}
}

// everyVersion is every version of the rules of every agreement.
func everyVersion(t *testing.T) []*agreement.Rules {
	t.Helper()
	var all []*agreement.Rules
	for _, load := range []func() ([]*agreement.Rules, error){atiga.Rules, vkfta.Rules, ukvfta.Rules} {
		versions, err := load()
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, versions...)
	}
	return all
}

// everyRule is every rule of every table, rivals included.
func everyRule(t *testing.T) []psr.Rule {
	t.Helper()
	var all []psr.Rule
	for _, r := range everyVersion(t) {
		for _, line := range r.Table.Lines() {
			all = append(append(all, line.Rule), line.Rivals...)
		}
	}
	return all
}

// TestEveryCodeInTheTermsHasAName: minimal operations and routes of cumulation.
func TestEveryCodeInTheTermsHasAName(t *testing.T) {
	c := in(t, Korean)
	named := func(code string) {
		if _, there := c.texts[finding.Message(code)]; !there {
			t.Errorf("%s has no name", code)
		}
	}
	for _, r := range everyVersion(t) {
		for _, operation := range r.Terms.Minimal {
			named("value.operation." + operation.Code)
		}
		for _, route := range r.Terms.Routes {
			named("value.route." + route.ID)
		}
	}
	got := in(t, Vietnamese).Say("minimal.only", value("operations", "PACK_FOR_RETAIL, CUT_AND_SEWN DRAW HOT_DIP"))
	if !strings.Contains(got, "đóng gói để bán lẻ, cắt và may trong lãnh thổ của nước thành viên, kéo, hot dip") {
		t.Error(got)
	}
}

// TestEveryRuleHasWords: no rule of any table comes out with a code, a gap or an unfilled place.
func TestEveryRuleHasWords(t *testing.T) {
	for _, language := range Languages() {
		c := in(t, language)
		for _, rule := range everyRule(t) {
			words := c.Rule(rule)
			if strings.ContainsAny(words, "{}") || strings.Contains(words, "psr.") || strings.Contains(words, c.texts["frame.not_stated"]) ||
				(words == "") != (len(rule.Parts) == 0) {
				t.Fatalf("%s in %s: %s", rule, language, words)
			}
		}
	}
}
