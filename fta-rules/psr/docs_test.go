package psr_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"origo/fta-rules/agreement"
	"origo/fta-rules/atiga"
	"origo/fta-rules/psr"
	"origo/fta-rules/ukvfta"
	"origo/fta-rules/vkfta"
)

// section is what docs/rules.md says under a heading, up to the next heading of any level.
func section(t *testing.T, heading string) string {
	t.Helper()
	page, err := os.ReadFile("../../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(page), heading+"\n")
	if !found {
		t.Fatalf("docs/rules.md has no heading %q", heading)
	}
	text, _, _ := strings.Cut(rest, "\n#")
	return text
}

var quoted = regexp.MustCompile("`([^`]+)`")

// TestPageShowsEveryCondition reads every rule in the table of conditions and asks that none is left out.
func TestPageShowsEveryCondition(t *testing.T) {
	shown := map[string]bool{}
	for row := range strings.Lines(section(t, "### Conditions")) {
		if !strings.HasPrefix(row, "| `") {
			continue
		}
		for _, match := range quoted.FindAllStringSubmatch(row, -1) {
			if match[1] == "; " {
				continue
			}
			rule, err := psr.Parse(match[1])
			if err != nil || rule.String() != match[1] {
				t.Errorf("%s reads as %s, %v", match[1], rule, err)
			}
			name, _, _ := strings.Cut(match[1], "(")
			shown[strings.Fields(name)[0]] = true
		}
	}
	for _, name := range strings.Fields("WO PE CC CTH CTSH AH RVC MaxNOM MaxWeight MinWO P FROM NOT ONLY SET LISTED JUDGE NONE") {
		if !shown[name] {
			t.Errorf("the page does not show %s", name)
		}
	}
}

// TestPageQuotesTheTables looks up every line that the page quotes.
func TestPageQuotesTheTables(t *testing.T) {
	tables := map[string]map[string]string{}
	for _, load := range []func() ([]*agreement.Rules, error){atiga.Rules, vkfta.Rules, ukvfta.Rules} {
		versions, err := load()
		if err != nil {
			t.Fatal(err)
		}
		for _, rules := range versions {
			table := map[string]string{}
			for _, line := range rules.Table.Lines() {
				table[line.ID] = line.Rule.String()
			}
			tables[rules.Version] = table
		}
	}
	_, block, _ := strings.Cut(section(t, "### Lines of the three agreements"), "```\n")
	block, _, _ = strings.Cut(block, "```")
	lines := 0
	for text := range strings.Lines(block) {
		fields := strings.Fields(text)
		version, id := fields[0], fields[1]
		rule := strings.TrimSpace(text[strings.Index(text, id)+len(id):])
		if got := tables[version][id]; got != rule {
			t.Errorf("%s %s says %s, the page %s", version, id, got, rule)
		}
		lines++
	}
	if lines < 15 {
		t.Errorf("the page quotes %d lines", lines)
	}
}

// TestPageDescribesTheColumns keeps the page and the reader alike.
func TestPageDescribesTheColumns(t *testing.T) {
	text := section(t, "## The tables")
	if header := strings.Join(agreement.Columns, ","); !strings.Contains(text, "\n"+header+"\n") {
		t.Errorf("the page does not show the header row %s", header)
	}
	for _, column := range agreement.Columns {
		if !strings.Contains(text, "\n| `"+column+"` |") {
			t.Errorf("the page does not describe column %s", column)
		}
	}
	if header := strings.Join(agreement.ListColumns, ","); !strings.Contains(text, "`"+header+"`") {
		t.Errorf("the page does not show the columns of lists, %s", header)
	}
}
