// Package transcript keeps what `origo demo` prints, so that the README shows
// real output and the whole-system tests can compare a run with it.
package transcript

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Demo is the recorded demonstration, as Steady leaves it. It is recorded anew
// by `go test ./cmd/origo/internal/cli -run Demo -update`.
//
//go:embed demo.txt
var Demo string

// replacement is something that differs between runs and what stands for it.
type replacement struct {
	what *regexp.Regexp
	with string
}

// steadily replaces what differs from run to run of the same day.
var steadily = []replacement{
	{regexp.MustCompile(`\b[0-9a-f]{64}\b`), "6f1c…"},
	{regexp.MustCompile(`\b[0-9a-f]{39}…`), "6f1c…"},
	{regexp.MustCompile(`\bblock \d+`), "block 42"},
	{regexp.MustCompile(`\bcode [0-9A-Z]{4}-[0-9A-Z]{4}\b`), "code 7K2M-9QXD"},
	{regexp.MustCompile(`T\d\d:\d\d:\d\dZ`), "T08:30:00Z"},
	{regexp.MustCompile(`, \d\d:\d\d:\d\d UTC\b`), ", 08:30:00 UTC"},
	{regexp.MustCompile(`(VN-[A-Z]{2} \d\d/\d\d)/\d{5}\b`), "$1/00123"},
	{regexp.MustCompile(`(K001-\d\d)-\d{7}\b`), "$1-0012345"},
	{regexp.MustCompile(`, \d+ ms\b`), ", … ms"},
	{regexp.MustCompile(`\bin \d+\.\d s\b`), "in … s"},
	{regexp.MustCompile(`\b[0-9hms]+ old\b`), "0s old"},
	{regexp.MustCompile(`http://127\.0\.0\.1:\d+`), "http://127.0.0.1:8444"},
}

// timelessly replaces what differs from day to day as well.
var timelessly = []replacement{
	{regexp.MustCompile(`\b\d{4}-\d\d-\d\d`), "YYYY-MM-DD"},
	{regexp.MustCompile(`\b\d{1,2} (` + strings.Join(months(), "|") + `) \d{4}\b`), "D Month YYYY"},
	{regexp.MustCompile(`(VN-[A-Z]{2}) \d\d/`), "$1 YY/"},
	{regexp.MustCompile(`K001-\d\d-`), "K001-YY-"},
}

// months are their English names.
func months() []string {
	var all []string
	for m := time.January; m <= time.December; m++ {
		all = append(all, m.String())
	}
	return all
}

// Steady replaces numbers, digests, times of day and durations of a run by
// fixed ones; the day stays.
func Steady(text string) string { return replaceAll(text, steadily) }

// Timeless is Steady without the day either: what every run has in common.
func Timeless(text string) string { return replaceAll(Steady(text), timelessly) }

// replaceAll makes the replacements in order.
func replaceAll(text string, all []replacement) string {
	for _, r := range all {
		text = r.what.ReplaceAllString(text, r.with)
	}
	return text
}

// Chapter is one part of the demonstration.
type Chapter struct {
	Title string
	Text  string // without title and blank lines around
}

// Chapters divides the output of the demonstration at its underlined titles.
func Chapters(text string) []Chapter {
	var chapters []Chapter
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		underlined := i+1 < len(lines) && strings.HasPrefix(lines[i+1], "====")
		switch {
		case underlined:
			chapters = append(chapters, Chapter{Title: line})
		case len(chapters) > 0 && !strings.HasPrefix(line, "===="):
			chapters[len(chapters)-1].Text += line + "\n"
		}
	}
	for i := range chapters {
		chapters[i].Text = strings.Trim(chapters[i].Text, "\n") + "\n"
	}
	return chapters
}

// Compare tells where the output of a demonstration departs from the recorded
// one. The first chapter is left out on machines without openssl, where it
// goes another way.
func Compare(output string, openssl bool) error {
	got, want := Chapters(Timeless(output)), Chapters(Timeless(Demo))
	if len(got) != len(want) {
		return fmt.Errorf("%d chapters instead of %d", len(got), len(want))
	}
	for i := range got {
		if i == 0 && !openssl {
			continue
		}
		if err := sameLines(got[i].Text, want[i].Text); err != nil {
			return fmt.Errorf("chapter %q: %w", want[i].Title, err)
		}
	}
	return nil
}

// sameLines names the first line that differs.
func sameLines(got, want string) error {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Errorf("line %d:\n  got  %s\n  want %s", i+1, g[i], w[i])
		}
	}
	if len(g) != len(w) {
		return fmt.Errorf("%d lines instead of %d", len(g), len(w))
	}
	return nil
}
