package api

import (
	"encoding/json"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"origo/api/wire"
	"origo/certificate"
	"origo/fta-rules/explain"
	"origo/fta-rules/origin"
)

var places = regexp.MustCompile(`\{[a-z_]+\}`)

func placesOf(text string) []string {
	found := places.FindAllString(text, -1)
	slices.Sort(found)
	return found
}

// TestProblemsInEveryLanguage demands every code in every language, with the
// same places, and no code that is not in the catalogue.
func TestProblemsInEveryLanguage(t *testing.T) {
	all := must(translations())(t)
	for _, l := range []explain.Language{explain.Vietnamese, explain.Korean} {
		for code, k := range catalogue {
			w, there := all[l][code]
			switch {
			case !there:
				t.Errorf("texts/problems.%s.txt lacks %s", l, code)
			case w.title == "" || w.remedy == "" || strings.HasSuffix(w.title, ".") || w.title == k.title:
				t.Errorf("%s in %s: %+v", code, l, w)
			case !slices.Equal(placesOf(w.remedy), placesOf(k.remedy)):
				t.Errorf("%s in %s has the places %v, want %v", code, l, placesOf(w.remedy), placesOf(k.remedy))
			}
		}
		for code := range all[l] {
			if _, known := catalogue[code]; !known {
				t.Errorf("texts/problems.%s.txt has %s, which the catalogue does not know", l, code)
			}
		}
	}
	for code, w := range all[explain.Korean] {
		if korean := func(r rune) bool { return r >= '가' && r <= '힣' }; !strings.ContainsFunc(w.title, korean) {
			t.Errorf("%s is not in Korean: %s", code, w.title)
		}
	}
}

func TestReadTranslationRefuses(t *testing.T) {
	for _, bad := range []string{"a | b", "a | b | c | d", "a | b | c\na | b | c"} {
		if _, err := readTranslation(bad); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

func TestLanguageOf(t *testing.T) {
	for header, want := range map[string]explain.Language{
		"": explain.English, "vi": explain.Vietnamese, "vi-VN,vi;q=0.9,en;q=0.5": explain.Vietnamese, "ko-KR": explain.Korean,
		"fr, ko;q=0.5": explain.Korean, "fr": explain.English, "en, vi;q=0.9": explain.English, "*": explain.English,
		"vi;q=x": explain.English, "\xff": explain.English, strings.Repeat("vi,", 200): explain.English,
	} {
		if got := languageOf(header); got != want {
			t.Errorf("%q gives %s, want %s", header, got, want)
		}
	}
}

// TestProblemsAreTranslated asks in each language: words differ, code and
// status do not.
func TestProblemsAreTranslated(t *testing.T) {
	ledger, _ := newShelf(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	titles := map[string]bool{}
	for _, l := range []string{"en", "vi", "ko"} {
		r := ask("GET", location(ledger.record.ID)+"/dossier", "VNIssuer.admin", nil)
		r.Header.Set("Accept-Language", l)
		got := s.answer(t, r)
		p := wantProblem(t, got, 403, "role_required")
		if got.Header().Get("Content-Language") != l || !strings.Contains(got.Header().Get("Vary"), "Accept-Language") || !strings.Contains(p.Remedy, "customs") {
			t.Errorf("%s: Content-Language %s, %s", l, got.Header().Get("Content-Language"), p.Remedy)
		}
		titles[p.Title] = true
		explain := ask("GET", "/problems/role_required", "", nil)
		explain.Header.Set("Accept-Language", l)
		var kind wire.ProblemType
		told := s.answer(t, explain)
		if err := json.Unmarshal(told.Body.Bytes(), &kind); err != nil || kind.Title != p.Title || told.Header().Get("Content-Language") != l {
			t.Errorf("%s: /problems/role_required says %q, the problem %q", l, kind.Title, p.Title)
		}
	}
	if len(titles) != 3 {
		t.Errorf("titles: %v", titles)
	}
}

func FuzzLanguageOf(f *testing.F) {
	f.Add("vi-VN,vi;q=0.9,en;q=0.5")
	f.Fuzz(func(t *testing.T, header string) {
		if l := languageOf(header); !slices.Contains(spoken, l) {
			t.Errorf("%q gives %q", header, l)
		}
	})
}

// TestDeparturesFromAFormAreTranslated, and so are the problems of a bill, but not under the same codes.
func TestDeparturesFromAFormAreTranslated(t *testing.T) {
	s := newSite(t, shelves{served: certificate.Agreements()})
	departures := certificate.Problems{{Code: "missing", Box: "box 8", Item: 2, Params: map[string]string{"field": "criterion"},
		Text: "Form D box 8, item 2: criterion is not filled in.", Remedy: "Fill it in."}}
	for language, want := range map[string]string{"en": "Form D box 8", "vi": "ô số 8, mục hàng 2", "ko": "제8란"} {
		c := echo.New().NewContext(httptest.NewRequest("POST", "/", nil), httptest.NewRecorder())
		c.Request().Header.Set(headerAcceptLanguage, language)
		p := problemOf(departures)
		s.translate(&p, c)
		if !strings.HasPrefix(p.Problems[0].Text, want) {
			t.Errorf("%s: %s", language, p.Problems[0].Text)
		}
		below := problemOf(billFault{problems: origin.Problems{{Code: "negative", Path: "/materials/1/value", Text: "x"}}})
		s.translate(&below, c)
		if wants := map[string]string{"en": "Material 2: This cannot", "vi": "Nguyên liệu 2: Giá trị", "ko": "재료 2: 0보다"}; !strings.HasPrefix(below.Problems[0].Text, wants[language]) {
			t.Errorf("%s: %s", language, below.Problems[0].Text)
		}
		bill := problemOf(billFault{problems: origin.Problems{{Code: "missing", Text: "as it is"}}})
		s.translate(&bill, c)
		if bill.Problems[0].Text != "as it is" {
			t.Errorf("%s: %s", language, bill.Problems[0].Text)
		}
	}
}
