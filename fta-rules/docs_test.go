package rules_test

import (
	"os"
	"strings"
	"testing"

	"origo/certificate"
	rules "origo/fta-rules"
)

// blocks are the indented-or-not code blocks of docs/rules.md that begin with the text.
func blocks(t *testing.T, begin string) []string {
	t.Helper()
	page, err := os.ReadFile("../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for i, block := range strings.Split(strings.ReplaceAll(string(page), "\n   ", "\n"), "```\n") {
		if i%2 == 1 && strings.HasPrefix(block, begin) {
			found = append(found, block)
		}
	}
	return found
}

// The page builds the agreement that the example builds.
func TestPageBuildsTheExample(t *testing.T) {
	shown := blocks(t, "id,codes,choice,state,rule")
	if len(shown) != 2 || shown[1] != annex {
		t.Errorf("docs/rules.md shows %q, the example has %q", shown, annex)
	}
}

// The file of corrections on the page can be applied.
func TestPageCorrects(t *testing.T) {
	shown := blocks(t, strings.Join(rules.CorrectionColumns, ","))
	if len(shown) != 2 {
		t.Fatalf("docs/rules.md shows %d files of corrections", len(shown))
	}
	book, err := load(t).Correct(strings.NewReader(shown[1]))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		agreement certificate.Agreement
		code      certificate.HSCode
		rule      string
		version   string
	}{
		{certificate.VKFTA, certificate.HSCode{Code: "292219", Edition: 2017}, "CTH or RVC(40)", "vkfta-hs2017+corrected-2022-08-01"},
		{certificate.ATIGA, certificate.HSCode{Code: "01012900", Edition: 2022}, "WO", "atiga-hs2022+corrected-2023-04-01"},
	} {
		answer := book.Lookup(want.agreement, want.code, date(t, "2026-03-01"))
		if rule, known := answer.Only(); !known || rule != want.rule || answer.Rules.Version != want.version {
			t.Errorf("%s is %q under %s, want %q under %s", want.code.Code, rule, answer.Rules.Version, want.rule, want.version)
		}
	}
}
