package console

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
)

var (
	place = regexp.MustCompile(`\{[^}]*\}`)
	// said finds codes in templates and code: p.Say("x.y"), menu: "x.y".
	said = regexp.MustCompile(`(?:Say\(|Or\(|menu: *)"([a-z0-9_.]+)"`)
)

// ours are the texts of the pages in one language, by code.
func ours(t *testing.T, l explain.Language) map[string]string {
	t.Helper()
	all := map[string]string{}
	files := must(fs.Glob(texts, "texts/*."+string(l)+".txt"))(t)
	for _, file := range files {
		for line := range strings.Lines(string(must(texts.ReadFile(file))(t))) {
			if code, text, ok := strings.Cut(line, " = "); ok && !strings.HasPrefix(line, "#") {
				all[strings.TrimSpace(code)] = strings.TrimSpace(text)
			}
		}
	}
	return all
}

func TestLanguagesAgree(t *testing.T) {
	english := ours(t, explain.English)
	for _, l := range languages()[1:] {
		other := ours(t, l)
		for code, text := range english {
			want, got := places(text), places(other[code])
			if other[code] == "" || !slices.Equal(got, want) {
				t.Errorf("%s in %s has %v for %v: %q", code, l, got, want, other[code])
			}
		}
		for code, text := range other {
			if english[code] == "" {
				t.Errorf("%s is in %s and not in English", code, l)
			}
			if !norm.NFC.IsNormalString(text) {
				t.Errorf("%s in %s is not in NFC", code, l)
			}
		}
	}
}

func places(text string) []string {
	found := place.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// TestEveryCodeHasAText reads the sources for codes that stand there in full.
func TestEveryCodeHasAText(t *testing.T) {
	words := must(readWords(explain.English))(t)
	files := append(must(filepath.Glob("*.go"))(t), must(filepath.Glob("*.templ"))(t)...)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || file == "doc.go" {
			continue
		}
		for _, match := range said.FindAllStringSubmatch(string(must(os.ReadFile(file))(t)), -1) {
			code := match[1]
			if prefix := strings.HasSuffix(code, "."); prefix && !begins(words, code) || !prefix && words.Say(code) == code {
				t.Errorf("%s: %s has no text", file, code)
			}
		}
	}
	for _, r := range areas() {
		if r.menu != "" && r.path != "/" && words.Say(r.menu+".what") == r.menu+".what" {
			t.Errorf("%s.what has no text", r.menu)
		}
	}
	for _, f := range []*fault{errForm, errOtherRole, errOtherOrganisation, errSignIn, errProvider, errNotKept, errNoRoom, errNoPage, errCrossSite, errInternal} {
		for _, code := range []string{"", ".what", ".do"} {
			if words.Say("fault."+f.code+code) == "fault."+f.code+code {
				t.Errorf("fault.%s%s has no text", f.code, code)
			}
		}
	}
}

// begins says whether there is a code with that prefix: the other half of it is a
// word of the API.
func begins(w Words, prefix string) bool {
	return slices.ContainsFunc(w.Catalogue().Messages(), func(m finding.Message) bool { return strings.HasPrefix(string(m), prefix) })
}

func TestFormats(t *testing.T) {
	for _, c := range []struct {
		language             explain.Language
		number, day, long    string
		quantity, hs, moment string
	}{
		{explain.English, "1,234,567.50", "22 November 2026", "3 days", "12,000\u00a0kg", "8703.23", "22 November 2026, 08:05 UTC"},
		{explain.Vietnamese, "1.234.567,50", "22/11/2026", "3 ngày", "12.000\u00a0kg", "8703.23", "22/11/2026, 08:05 UTC"},
		{explain.Korean, "1,234,567.50", "2026년 11월 22일", "3일", "12,000\u00a0kg", "8703.23", "2026년 11월 22일, 08:05 UTC"},
	} {
		w := must(readWords(c.language))(t)
		for got, want := range map[string]string{
			w.Number("1234567.50"): c.number, w.Day("2026-11-22"): c.day, w.Ago(75 * 3600e9): c.long,
			w.Quantity("12000", "KGM"): c.quantity, w.HS("870323"): c.hs, w.Moment("2026-11-22T08:05:09Z"): c.moment,
			w.Number("-1000"): "-" + strings.ReplaceAll(w.Number("1000"), "-", ""), w.Number("1e3"): "1e3", w.Number(""): "",
			w.Day("soon"): "soon", w.Moment("soon"): "soon", w.Quantity("1", "XYZ"): "1\u00a0XYZ", w.Or("unit.", "nothing"): "nothing",
		} {
			if got != want {
				t.Errorf("%s: %q instead of %q", c.language, got, want)
			}
		}
	}
}
