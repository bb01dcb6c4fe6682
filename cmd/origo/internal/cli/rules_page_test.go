package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// askingTheRules is the chapter of docs/rules.md that shows commands and what they answer.
func askingTheRules(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile("../../../../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	_, chapter, found := strings.Cut(string(page), "\n## Asking the rules\n")
	if !found {
		t.Fatal("docs/rules.md has lost its chapter")
	}
	chapter, _, _ = strings.Cut(chapter, "\n## ")
	return chapter
}

// digests change with every correction of a table, and are not compared.
var digests = regexp.MustCompile(`digest [0-9a-f]{12}`)

// TestPageAsksTheRules runs the commands of the chapter on its files and compares what it says they print.
func TestPageAsksTheRules(t *testing.T) {
	chapter := askingTheRules(t)
	files := t.TempDir()
	for name, from := range map[string]string{
		"wire.json": ruleFile("wire.json"), "declaration.json": ruleFile("declaration.json"),
		"kv.json": "../../../../certificate/specimen/kv.json",
	} {
		raw, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if name != "kv.json" && !strings.Contains(chapter, "```\n"+string(raw)+"```\n") {
			t.Errorf("the page shows another %s", name)
		}
		if err := os.WriteFile(filepath.Join(files, name), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(files)
	commands := 0
	for _, block := range strings.Split(chapter, "```\n$ origo ")[1:] {
		commands++
		command, rest, _ := strings.Cut(block, "\n")
		want, _, _ := strings.Cut(rest, "```\n")
		got, _ := try(t, strings.Fields(command)...)
		if digests.ReplaceAllString(got, "digest") != digests.ReplaceAllString(want, "digest") {
			t.Errorf("origo %s prints\n%s\nthe page says\n%s", command, got, want)
		}
	}
	if commands != 3 {
		t.Errorf("the page shows %d commands", commands)
	}
}
