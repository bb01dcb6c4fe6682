package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"

	"origo/certificate"
	rules "origo/fta-rules"
)

// loaded loads the rules once for all tests.
var loaded = sync.OnceValues(rules.Load)

// book is the rules that the tests ask; a book that cannot be loaded shows as a server that cannot be made.
func book() *rules.Book {
	b, err := loaded()
	if err != nil {
		return nil
	}
	return b
}

// pumpBill is the bill of materials of a pump assembled in Viet Nam: 38.2 of 100 are not originating.
func pumpBill() map[string]any {
	material := func(code, status, value string) map[string]any {
		return map[string]any{"hs": map[string]any{"code": code, "edition": 2022}, "status": status, "country": "CN", "value": value}
	}
	return map[string]any{
		"agreement": "atiga", "on": "2026-11-18", "exporter": "VN", "importer": "TH", "currency": "USD",
		"good":       map[string]any{"hs": map[string]any{"code": "841370", "edition": 2022}, "price": "100"},
		"materials":  []any{material("850152", "non_originating", "30"), material("841391", "non_originating", "8.2")},
		"operations": []string{"ASSEMBLE"},
	}
}

// ruleSite is a server with its rules.
func ruleSite(t *testing.T) *site {
	t.Helper()
	ledger, _ := newShelf(t)
	return newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
}

func TestDeterminationShowsItsWork(t *testing.T) {
	s := ruleSite(t)
	got := s.answer(t, ask("POST", "/v1/rules/determinations?lang=en", "VNIssuer.trader", pumpBill()))
	var answer struct {
		Outcome, Words string
		Tree           struct{ Text string }
		Result         struct {
			Input string
			Rules struct{ Version, Digest string }
		}
	}
	if err := json.Unmarshal(got.Body.Bytes(), &answer); err != nil || got.Code != http.StatusOK {
		t.Fatalf("%d, %v: %s", got.Code, err, got.Body)
	}
	if answer.Outcome != "met" || answer.Words != "the good originates" || answer.Tree.Text == "" || answer.Result.Rules.Digest == "" {
		t.Errorf("%s", got.Body)
	}
	again := s.answer(t, ask("POST", "/v1/rules/determinations?lang=en", "VNIssuer.issuer", pumpBill()))
	if again.Body.String() != got.Body.String() {
		t.Error("the same bill is answered differently")
	}
}

// TestBadBills: each names the field and the remedy.
func TestBadBills(t *testing.T) {
	s := ruleSite(t)
	change := func(with func(map[string]any)) map[string]any {
		b := pumpBill()
		with(b)
		return b
	}
	for name, c := range map[string]struct {
		body    any
		code    string
		pointer string
	}{
		"no price":       {change(func(b map[string]any) { delete(b["good"].(map[string]any), "price") }), codeBill, "/good/price"},
		"number":         {change(func(b map[string]any) { b["good"].(map[string]any)["price"] = 100 }), codeField, "/good/price"},
		"unknown member": {change(func(b map[string]any) { b["colour"] = "red" }), codeField, "/colour"},
		"unknown status": {change(func(b map[string]any) { b["materials"].([]any)[1].(map[string]any)["status"] = "foreign" }), codeBill, "/materials/1/status"},
		"too early":      {change(func(b map[string]any) { b["on"] = "1999-01-01" }), codeNotHeld, "/on"},
		"no day":         {change(func(b map[string]any) { delete(b, "on") }), codeNotHeld, "/on"},
		"not JSON":       {"{", codeBody, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := s.answer(t, ask("POST", "/v1/rules/determinations", "VNIssuer.trader", c.body))
			p := wantProblem(t, got, catalogue[c.code].status, c.code)
			pointer := p.Pointer
			if len(p.Problems) > 0 {
				pointer = p.Problems[0].Path
			}
			if pointer != c.pointer {
				t.Errorf("points to %q: %s", pointer, got.Body)
			}
		})
	}
}

func TestRuleParameters(t *testing.T) {
	s := ruleSite(t)
	for path, pointer := range map[string]string{
		"/v1/rules/efta":                       "agreement",
		"/v1/rules/efta/841370":                "agreement",
		"/v1/rules/atiga/8413.7":               "hs",
		"/v1/rules/atiga/841370?edition=2007":  "edition",
		"/v1/rules/atiga/841370?lang=fr":       "lang",
		"/v1/rules/coverage?agreement=efta":    "agreement",
		"/v1/rules/atiga/841370?on=18.11.2026": "on",
		"/v1/rules/atiga/841370?edition=two":   "",
		"/v1/rules/atiga/841370?on=2026-02-30": "on",
	} {
		p := wantProblem(t, s.answer(t, ask("GET", path, "VNIssuer.trader", nil)), http.StatusBadRequest, codeParameter)
		if p.Pointer != pointer {
			t.Errorf("%s points to %q", path, p.Pointer)
		}
	}
}

// TestLookUpKeepsUnknownRulesUnknown: before the loaded tables nothing is known, and never the general rule.
func TestLookUpKeepsUnknownRulesUnknown(t *testing.T) {
	s := ruleSite(t)
	got := s.answer(t, ask("GET", "/v1/rules/atiga/841370?on=2015-01-01", "VNIssuer.customs", nil))
	var answer struct {
		Known   bool
		Entries []any
		Notes   []string
	}
	if err := json.Unmarshal(got.Body.Bytes(), &answer); err != nil || answer.Known || len(answer.Entries) > 0 || len(answer.Notes) == 0 {
		t.Errorf("%v: %s", err, got.Body)
	}
}

func TestBadChecks(t *testing.T) {
	s := ruleSite(t)
	ledger, _ := newShelf(t)
	good := func() map[string]any {
		return map[string]any{"certificate": ledger.dossier.Certificate, "stage": "clearance"}
	}
	for name, c := range map[string]struct {
		with    func(map[string]any)
		code    string
		pointer string
	}{
		"no certificate":  {func(b map[string]any) { delete(b, "certificate") }, codeField, "/certificate"},
		"no stage":        {func(b map[string]any) { delete(b, "stage") }, codeField, "/stage"},
		"not certificate": {func(b map[string]any) { b["certificate"] = []byte("{}x") }, codeField, "/certificate"},
		"unknown paper":   {func(b map[string]any) { b["declaration"] = map[string]any{"colour": 1} }, codeField, "/declaration/colour"},
		"unknown item":    {func(b map[string]any) { b["declaration"] = map[string]any{"items": []any{map[string]any{"number": 9}}} }, codeField, "/declaration/items/0/number"},
		"bill of no item": {func(b map[string]any) { b["bills"] = []any{map[string]any{"item": 9, "bill": pumpBill()}} }, codeField, "/bills/0/item"},
		"unreadable bill": {func(b map[string]any) { b["bills"] = []any{map[string]any{"item": 1, "bill": map[string]any{"on": 5}}} }, codeField, "/bills/0/bill/on"},
	} {
		t.Run(name, func(t *testing.T) {
			body := good()
			c.with(body)
			p := wantProblem(t, s.answer(t, ask("POST", "/v1/rules/checks", "VNIssuer.customs", body)), catalogue[c.code].status, c.code)
			if p.Pointer != c.pointer {
				t.Errorf("points to %q: %+v", p.Pointer, p)
			}
		})
	}
}

func TestRuleBodiesAreBounded(t *testing.T) {
	s := ruleSite(t)
	long := `{"agreement":"` + strings.Repeat("x", 1<<20) + `"}`
	wantProblem(t, s.answer(t, ask("POST", "/v1/rules/determinations", "VNIssuer.trader", long)), http.StatusRequestEntityTooLarge, codeTooLarge)
	long = `{"certificate":"` + strings.Repeat("A", 4<<20) + `"}`
	wantProblem(t, s.answer(t, ask("POST", "/v1/rules/checks", "VNIssuer.trader", long)), http.StatusRequestEntityTooLarge, codeTooLarge)
}
