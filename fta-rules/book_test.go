package rules_test

import (
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"

	"origo/certificate"
	rules "origo/fta-rules"
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
	"origo/fta-rules/origin"
)

// whole is the book of everything that Origo holds, loaded once for all tests.
var whole = sync.OnceValues(rules.Load)

func load(t testing.TB) *rules.Book {
	t.Helper()
	book, err := whole()
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// The day of issue picks the version; before the first one nothing is known.
func TestRulesOn(t *testing.T) {
	book := load(t)
	for _, test := range []struct {
		agreement certificate.Agreement
		day       string
		edition   hs.Edition // 0: none
	}{
		{certificate.ATIGA, "2023-03-31", 0},
		{certificate.ATIGA, "2023-04-01", hs.HS2022},
		{certificate.ATIGA, "2026-11-22", hs.HS2022},
		{certificate.VKFTA, "2015-12-19", 0},
		{certificate.VKFTA, "2015-12-20", hs.HS2012},
		{certificate.VKFTA, "2022-07-31", hs.HS2012},
		{certificate.VKFTA, "2022-08-01", hs.HS2017},
		{certificate.UKVFTA, "2021-05-01", hs.HS2012},
		{"unheard", "2026-01-01", 0},
	} {
		r, ok := book.RulesOn(test.agreement, date(t, test.day))
		if ok != (test.edition != 0) || (ok && r.Edition != test.edition) {
			t.Errorf("%s on %s: %v", test.agreement, test.day, r)
		}
	}
	if _, ok := book.RulesOn(certificate.ATIGA, certificate.Date{}); ok {
		t.Error("a version was picked without a day")
	}
}

func TestNewBookRefuses(t *testing.T) {
	unsound := func(mend func(*agreement.Rules)) func() ([]*agreement.Rules, error) {
		return func() ([]*agreement.Rules, error) {
			all, err := islandRules()
			mend(all[0])
			return all, err
		}
	}
	twice := func() ([]*agreement.Rules, error) {
		first, _ := islandRules()
		second, err := islandRules()
		return append(first, second...), err
	}
	for _, test := range []struct {
		name, want string
		sources    []rules.Source
	}{
		{"two sources", "two sources", []rules.Source{{Agreement: islands, Rules: islandRules}, {Agreement: islands, Rules: islandRules}}},
		{"two versions on one day", "both the law on 2024-01-01", []rules.Source{{Agreement: islands, Rules: twice}}},
		{"rules of another agreement", "is a version of islands", []rules.Source{{Agreement: "isles", Rules: islandRules}}},
		{"unreadable", "torn", []rules.Source{{Agreement: islands, Rules: func() ([]*agreement.Rules, error) { return nil, errors.New("torn") }}}},
		{"no citation", "citation", []rules.Source{{Agreement: islands, Rules: unsound(func(r *agreement.Rules) { r.Citation = "" })}}},
		{"no first day", "first day", []rules.Source{{Agreement: islands, Rules: unsound(func(r *agreement.Rules) { r.From = certificate.Date{} })}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := rules.NewBook(test.sources...); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error is %v, want one with %q", err, test.want)
			}
		})
	}
}

// Every line of every table can be applied to a good, whatever is claimed for it.
func TestEveryLineEvaluates(t *testing.T) {
	book := load(t)
	for _, a := range book.Agreements() {
		for _, r := range book.Versions(a) {
			for i := range r.Table.Lines() {
				evaluates(t, r, &r.Table.Lines()[i])
			}
		}
	}
}

func evaluates(t *testing.T, r *agreement.Rules, line *agreement.Line) {
	t.Helper()
	code := r.Edition.In(line.Codes[0])[0]
	d, err := origin.Determine(r, synthetic(r, code, line.ID))
	if err != nil {
		t.Fatalf("%s, line %s: %v", r.Version, line.ID, err)
	}
	if unknown(line) && d.Outcome != finding.CannotTell {
		t.Errorf("%s, line %s is %s, but the good is found %s", r.Version, line.ID, line.State, d.Outcome)
	}
	for _, criterion := range []string{"", "CTH", "40%", "RVC 40%", "SP", "CTSH + 35%"} {
		input := origin.ClaimInput{Agreement: r.Agreement, On: r.From, HS: codeOf(r, code), Criterion: criterion, Choice: line.ID}
		claimed := origin.Claim(r, input)
		if unknown(line) && claimed.Outcome != finding.CannotTell {
			t.Errorf("%s, line %s is %s, but claim %q is found %s", r.Version, line.ID, line.State, criterion, claimed.Outcome)
		}
	}
}

// unknown reports whether nothing is known of the line's rule.
func unknown(line *agreement.Line) bool {
	return line.State == agreement.Unread || line.State == agreement.Gap
}

// synthetic is a bill with a material of the good's own heading, one of another chapter and an originating one.
func synthetic(r *agreement.Rules, code hs.Code, choice string) origin.Bill {
	party := r.Agreement.Parties()[0]
	return origin.Bill{
		Agreement: r.Agreement, On: r.From, Exporter: party,
		Good: origin.Good{HS: codeOf(r, code), Price: certificate.DecimalOf(100), NetWeight: certificate.DecimalOf(10), Choice: choice},
		Materials: []origin.Material{
			{HS: codeOf(r, code), Status: origin.NonOriginating, Value: certificate.DecimalOf(30), Weight: certificate.DecimalOf(3)},
			{HS: codeOf(r, 730890), Status: origin.NonOriginating, Value: certificate.DecimalOf(20), Weight: certificate.DecimalOf(2)},
			{HS: codeOf(r, 392690), Country: party, Status: origin.Originating, Value: certificate.DecimalOf(10), Weight: certificate.DecimalOf(1)},
		},
	}
}

func codeOf(r *agreement.Rules, code hs.Code) certificate.HSCode {
	return certificate.HSCode{Code: strings.ReplaceAll(code.String(), ".", ""), Edition: int(r.Edition)}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rules.Load(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBookInMemory reports how much memory a loaded book keeps; with -bench InMemory -benchtime 1x that includes the
// tables of the Harmonised System, which are loaded once.
func BenchmarkBookInMemory(b *testing.B) {
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		book, err := rules.Load()
		if err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(book)
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB")
}

func BenchmarkLookup(b *testing.B) {
	book, on := load(b), certificate.NewDate(2026, 3, 1)
	code := certificate.HSCode{Code: "94035000", Edition: 2022}
	for _, a := range book.Agreements() {
		b.Run(string(a), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if answer := book.Lookup(a, code, on); len(answer.Entries) == 0 {
					b.Fatal("no entry")
				}
			}
		})
	}
}
