package cases

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"origo/certificate"
	rules "origo/fta-rules"
)

var book = sync.OnceValues(rules.Load)

// runFile runs a file of cases, perhaps changed, through the rules of all agreements.
func runFile(t *testing.T, raw []byte) Report {
	t.Helper()
	b, err := book()
	if err != nil {
		t.Fatal(err)
	}
	report, err := Run(b, raw)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestATIGACasesPass(t *testing.T) {
	report := runFile(t, readFile(t, "atiga.json"))
	if len(report.Results) != 40 {
		t.Errorf("%d cases", len(report.Results))
	}
	for _, r := range report.Results {
		if !r.Passed {
			t.Errorf("%s %s: %s %+v", r.ID, r.Title, r.Problem, r.Differences)
		}
	}
}

// mutations are wrong expectations made of a right one. Where a layout lists only some reasons, dropping one is not wrong.
func mutations(value any, complete bool) []any {
	const other = "SOMETHING_ELSE"
	switch v := value.(type) {
	case bool:
		return []any{!v}
	case json.Number:
		n, _ := decimalOf(v)
		return []any{json.Number(n.Add(unit(2)).String()), json.Number(n.Sub(unit(2)).String())}
	case []any:
		all := []any{append(append([]any{}, v...), other)}
		for i := range v {
			if complete {
				all = append(all, append(append([]any{}, v[:i]...), v[i+1:]...))
			}
		}
		return all
	case map[string]any:
		all := []any{other}
		for name := range v {
			for _, wrong := range mutations(v[name], complete) {
				all = append(all, changedIn(v, name, wrong))
			}
		}
		return all
	}
	return []any{other}
}

// changedIn is a copy of an object in which one member is another.
func changedIn(object map[string]any, name string, value any) map[string]any {
	changed := map[string]any{}
	maps.Copy(changed, object)
	changed[name] = value
	return changed
}

// TestWrongExpectationsFail changes every expected member of every case, one at a time.
func TestWrongExpectationsFail(t *testing.T) {
	for _, s := range schemas {
		name := strings.ToLower(string(s.agreement)) + ".json"
		var f map[string]any
		if err := decodeNumbers(readFile(t, name), &f); err != nil {
			t.Fatal(err)
		}
		var changed []any
		for _, one := range f["cases"].([]any) {
			changed = append(changed, mutants(one.(map[string]any), s)...)
		}
		raw, err := json.Marshal(changedIn(f, "cases", changed))
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range runFile(t, raw).Results {
			if r.Passed {
				t.Errorf("%s: %s passed", name, r.ID)
			}
		}
	}
}

// mutants are a case with each of its expected members wrong in turn.
func mutants(one map[string]any, s schema) []any {
	var all []any
	expected := one["expected"].(map[string]any)
	for member, value := range expected {
		if slices.Contains(s.prose, member) {
			continue
		}
		for _, wrong := range mutations(value, s.agreement == certificate.ATIGA) {
			mutant := changedIn(one, "expected", changedIn(expected, member, wrong))
			mutant["id"] = fmt.Sprintf("%s expecting %s to be %v", one["id"], member, wrong)
			all = append(all, mutant)
		}
	}
	return all
}

func TestRunRefusesOtherFiles(t *testing.T) {
	for _, text := range []string{`{}`, `{"cases":[]}`, `{"meta":{"agreement":"RCEP"},"cases":[{}]}`, `{"cases":[{"id":"1"}]}`} {
		if _, err := Run(nil, []byte(text)); !errors.Is(err, ErrSchema) {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, text := range []string{``, `[]`, `{"cases":[1]}`, `{"cases":`} {
		if _, err := Run(nil, []byte(text)); err == nil {
			t.Errorf("%s: read", text)
		}
	}
}

// TestATIGAInputIsNotIgnored gives cases with something that the adapter does not understand.
func TestATIGAInputIsNotIgnored(t *testing.T) {
	const sound = `{"proof":{"kind":"E_FORM_D","box13":[]},"items":[{"no":1,"hs":"0810.60.00"}]}`
	tests := []struct{ name, old, changed, want string }{
		{"unknown member", `"items"`, `"moon":"full","items"`, "moon"},
		{"unknown member of the proof", `"kind"`, `"ink":"red","kind"`, "ink"},
		{"unknown kind of proof", "E_FORM_D", "FORM_Z", "FORM_Z"},
		{"unknown tick", `"box13":[]`, `"box13":["WAXED"]`, "WAXED"},
		{"malformed code", "0810.60.00", "0810", "0810"},
		{"unknown rule", `"items"`, `"rule":"CTX","items"`, "CTX"},
		{"no items", `[{"no":1,"hs":"0810.60.00"}]`, `[]`, "item"},
		{"materials without a price", `"items"`, `"bom":[],"items"`, "price"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			given := strings.Replace(sound, test.old, test.changed, 1)
			text := `{"meta":{"agreement":"ATIGA"},"cases":[{"id":"X","stage":"CLEARANCE","given":` + given + `,"expected":{"decision":"ACCEPT"}}]}`
			r := runFile(t, []byte(text)).Results[0]
			if r.Passed || !strings.Contains(r.Problem, test.want) {
				t.Errorf("passed %v, problem %q", r.Passed, r.Problem)
			}
		})
	}
}

func TestSummary(t *testing.T) {
	report := Report{Results: []Result{{Passed: true}, {}, {Passed: true}}}
	if got := report.Summary(); got != "2 passed, 1 failed" {
		t.Error(got)
	}
}

func TestATIGARule(t *testing.T) {
	tests := map[string]string{
		"WO": "WO", "RVC40 | CTH": "RVC(40) or CTH", "RVC35 + CTSH": "RVC(35) & CTSH", "SP:ATT1-C": "P(ATT1_C)",
		"ITA-assembly | RVC40 | CTH": "LISTED(ITA) or RVC(40) or CTH", "CC ex 72.08,7210": "CC except(7208,7210)",
		"RVC40 | CC + SP:CUT_AND_SEWN": "RVC(40) or CC & P(CUT_AND_SEWN)",
	}
	for text, want := range tests {
		r := atigaReader{given: &atigaGiven{Proof: &atigaProof{}}}
		if got := r.rule(text); got != want || r.err != nil {
			t.Errorf("%q: %q, %v; want %q", text, got, r.err, want)
		}
	}
}

func FuzzRun(f *testing.F) {
	for _, name := range []string{"atiga.json", "vkfta.json", "ukvfta.json"} {
		raw, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		var whole file
		if err := json.Unmarshal(raw, &whole); err != nil {
			f.Fatal(err)
		}
		one, err := json.Marshal(map[string]any{"meta": whole.Meta, "cases": whole.Cases[2:3]})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(one)
	}
	b, err := book()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		report, err := Run(b, raw)
		if err == nil && report.Summary() == "" {
			t.Error("no summary")
		}
	})
}
