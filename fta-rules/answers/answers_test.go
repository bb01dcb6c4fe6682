package answers_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/specimen"
	rules "origo/fta-rules"
	"origo/fta-rules/answers"
	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure"
)

// desk opens the rules built in.
func desk(t testing.TB, language explain.Language) answers.Desk {
	t.Helper()
	book, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	d, err := answers.NewDesk(book, language)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func day(t testing.TB, text string) certificate.Date {
	t.Helper()
	d, err := certificate.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func code(text string, edition int) certificate.HSCode {
	return certificate.HSCode{Code: text, Edition: edition}
}

func TestRule(t *testing.T) {
	d := desk(t, explain.English)
	for _, test := range []struct {
		agreement certificate.Agreement
		code      certificate.HSCode
		on        string
		known     bool
		entries   int
		note      string
	}{
		{certificate.VKFTA, code("740819", 2022), "2026-11-18", true, 1, "not an official text"},
		{certificate.VKFTA, code("740819", 2012), "2016-01-04", true, 1, ""},
		{certificate.VKFTA, code("740819", 2012), "2015-12-19", false, 0, "No rules are held"},
		{certificate.ATIGA, code("27101211", 2022), "2026-11-18", true, 1, ""},
		{certificate.ATIGA, code("010121", 2022), "2026-11-18", false, 1, ""},
		{certificate.UKVFTA, code("851830", 2022), "2026-11-18", true, 1, ""},
		{certificate.UKVFTA, code("852411", 2022), "2026-11-18", false, -1, "only an officer can say"},
		{certificate.UKVFTA, code("123456", 2022), "2026-11-18", false, 0, "check code and edition"},
	} {
		answer := d.Rule(test.agreement, test.code, day(t, test.on))
		if answer.Known != test.known || test.entries >= 0 && len(answer.Entries) != test.entries {
			t.Errorf("%s %v on %s: known %v, %d entries", test.agreement, test.code, test.on, answer.Known, len(answer.Entries))
		}
		if !strings.Contains(strings.Join(answer.Notes, "\n"), test.note) {
			t.Errorf("%s %v on %s: %q", test.agreement, test.code, test.on, answer.Notes)
		}
	}
}

// TestAmbiguousLinesShowTheirRivals: the derived table of VKFTA has ten lines that an officer must settle.
func TestAmbiguousLinesShowTheirRivals(t *testing.T) {
	d := desk(t, explain.English)
	answer := d.Rule(certificate.VKFTA, code("292219", 2017), day(t, "2026-11-18"))
	if answer.Known || len(answer.Entries) != 1 || len(answer.Entries[0].Rivals) < 2 || answer.Entries[0].Rule != "" {
		t.Errorf("%+v", answer)
	}
	var out bytes.Buffer
	d.WriteRule(&out, answer)
	for _, rival := range answer.Entries[0].Rivals {
		if !strings.Contains(out.String(), rival.Rule) || !strings.Contains(out.String(), rival.Words) {
			t.Errorf("%q is not in\n%s", rival.Rule, out.String())
		}
	}
}

// TestEveryLineCanBeShown prints the rule of every tenth subheading of every version in every language.
func TestEveryLineCanBeShown(t *testing.T) {
	book, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range explain.Languages() {
		d := desk(t, language)
		for _, a := range book.Agreements() {
			for _, r := range book.Versions(a) {
				for i, c := range r.Edition.Codes() {
					if i%10 != 0 {
						continue
					}
					answer := d.Rule(a, code(strings.ReplaceAll(c.String(), ".", ""), int(r.Edition)), r.From)
					var out bytes.Buffer
					d.WriteRule(&out, answer)
					if text := out.String(); len(answer.Entries) == 0 || strings.Contains(text, "frame.") || strings.Contains(text, "psr.") {
						t.Fatalf("%s %s in %s: %s", r.Version, c, language, text)
					}
				}
			}
		}
	}
}

// TestProvisionsAreWorded: no code without text, nothing not stated, in any language and on several days.
func TestProvisionsAreWorded(t *testing.T) {
	for _, language := range explain.Languages() {
		d := desk(t, language)
		for _, a := range certificate.Agreements() {
			for _, on := range []string{"2021-06-01", "2023-08-01", "2026-11-18"} {
				for _, p := range d.Provisions(a, day(t, on)).Provisions {
					if p.Text == string(p.Message) || strings.Contains(p.Title, "frame.") || strings.ContainsAny(p.Text, "{}") {
						t.Errorf("%s on %s in %s: %s %q", a, on, language, p.Message, p.Text)
					}
				}
			}
		}
	}
}

// TestCheckOfEverySpecimen: every certificate is checked at both stages, every finding has words in every language, and
// the answer is the same every time.
func TestCheckOfEverySpecimen(t *testing.T) {
	for _, language := range explain.Languages() {
		d := desk(t, language)
		for _, document := range specimen.All("test") {
			for _, stage := range []procedure.Stage{procedure.Issue, procedure.Clearance} {
				q := answers.Question{Stage: stage, Certificate: document}
				q.Papers.Today = document.IssueDate.AddDays(10)
				answer, err := d.Check(q)
				if err != nil {
					t.Fatal(err)
				}
				if len(answer.Items) != len(document.Items) || answer.Words == "" {
					t.Errorf("%s at %s: %+v", document.ID(), stage, answer)
				}
				again, err := d.Check(q)
				if err != nil || !bytes.Equal(encoded(t, answer), encoded(t, again)) {
					t.Errorf("%s at %s is answered differently: %v", document.ID(), stage, err)
				}
				for _, f := range answer.Result.Findings {
					f.Walk(func(f finding.Finding) { worded(t, d, f) })
				}
			}
		}
	}
}

// worded finds messages without words.
func worded(t *testing.T, d answers.Desk, f finding.Finding) {
	t.Helper()
	if text := d.Words().Text(f); text == string(f.Message) || strings.ContainsAny(text, "{}") {
		t.Errorf("%s in %s: %q", f.Message, d.Words().Language(), text)
	}
}

func encoded(t *testing.T, value any) []byte {
	t.Helper()
	raw, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// TestDetermineRefusesWhatItCannotUse: nothing is said of a good whose bill cannot be used.
func TestDetermineRefusesWhatItCannotUse(t *testing.T) {
	d := desk(t, explain.English)
	if _, err := d.Determine(origin.Bill{Agreement: certificate.VKFTA}); err == nil {
		t.Error("a bill without a day is answered")
	}
	if _, err := d.Determine(origin.Bill{Agreement: certificate.VKFTA, On: day(t, "2026-11-18")}); err == nil {
		t.Error("a bill without a good is answered")
	}
}

func BenchmarkCheck(b *testing.B) {
	d := desk(b, explain.Vietnamese)
	q := answers.Question{Stage: procedure.Clearance, Certificate: specimen.KV("test")}
	for b.Loop() {
		if _, err := d.Check(q); err != nil {
			b.Fatal(err)
		}
	}
}
