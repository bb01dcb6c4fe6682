package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/specimen"
)

// ruleFile is a file for questions to the rules.
func ruleFile(name string) string { return filepath.Join("testdata", "rules", name) }

// changed is a copy of a file with one text replaced.
func changed(t *testing.T, name, old, with string) string {
	t.Helper()
	raw, err := os.ReadFile(ruleFile(name))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(raw), old) {
		t.Fatalf("%s does not hold %s", name, old)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(strings.Replace(string(raw), old, with, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestRulesShow(t *testing.T) {
	for _, test := range []struct {
		args []string
		code int
		want []string
	}{
		{[]string{"vkfta", "7408.19"}, ExitFine, []string{"1. CTH except(7407)", "change of heading (CTH), except from heading 74.07",
			"not an official text", "up to 10% of the FOB price", "Annex 3-A"}},
		{[]string{"VKFTA", "74081900", "--lang", "vi"}, ExitFine, []string{"chuyển đổi nhóm (CTH), trừ nhóm 74.07", "18/11/2026"}},
		{[]string{"vkfta", "740819", "--lang", "ko"}, ExitFine, []string{"4단위 세번변경(CTH), 제74.07호 제외", "2026년 11월 18일"}},
		{[]string{"vkfta", "740819", "--on", "2016-03-01", "--edition", "2012"}, ExitFine, []string{"HS 2012", "to 31 July 2022"}},
		{[]string{"atiga", "8708.40"}, ExitFine, []string{"RVC(40)"}},
		{[]string{"atiga", "2710.12"}, ExitFine, []string{"the general rule holds", "CTH"}},
		{[]string{"atiga", "0101.21"}, ExitCannotTell, []string{"could not be read", "an officer must judge"}},
		{[]string{"atiga", "8708.40", "--on", "2015-01-01"}, ExitCannotTell, []string{"No rules are held"}},
		{[]string{"ukvfta", "6212.10", "--on", "2026-11-18"}, ExitCannotTell, nil},
		{[]string{"ukvfta", "8806.21"}, ExitCannotTell, []string{"HS 2012"}},
		{[]string{"ukvfta", "9999.99"}, ExitCannotTell, []string{"check code and edition"}},
		{[]string{"efta", "7408.19"}, ExitUsage, []string{"choose atiga, vkfta or ukvfta"}},
		{[]string{"vkfta", "7408"}, ExitUsage, []string{"6 to 10 digits"}},
		{[]string{"vkfta", "740819", "--edition", "2007"}, ExitUsage, []string{"--edition"}},
		{[]string{"vkfta", "740819", "--on", "18.11.2026"}, ExitUsage, []string{"--on", "YYYY-MM-DD"}},
		{[]string{"vkfta", "740819", "--lang", "fr"}, ExitUsage, []string{"--lang", "en, vi or ko"}},
		{[]string{"vkfta", "740819", "--corrections", "absent.csv"}, ExitUsage, []string{"absent.csv"}},
		{[]string{}, ExitUsage, []string{"AGREEMENT"}},
	} {
		args := append([]string{"rules", "show"}, test.args...)
		if !strings.Contains(strings.Join(args, " "), "--on") {
			args = append(args, "--on", "2026-11-18")
		}
		output, code := try(t, args...)
		if code != test.code {
			t.Errorf("%v: exit code %d, want %d\n%s", args, code, test.code, output)
		}
		for _, want := range test.want {
			if !strings.Contains(output, want) {
				t.Errorf("%v: %q is not in\n%s", args, want, output)
			}
		}
	}
}

func TestRulesShowProvisions(t *testing.T) {
	for _, agreement := range certificate.Agreements() {
		var answer struct {
			Provisions []struct{ Topic, Title, Text, Citation string }
		}
		output := must(t, "rules", "show", string(agreement), "--json", "--on", "2026-11-18")
		if err := json.Unmarshal([]byte(output), &answer); err != nil || len(answer.Provisions) < 20 {
			t.Errorf("%s: %v, %d provisions", agreement, err, len(answer.Provisions))
		}
		for _, p := range answer.Provisions {
			if p.Title == "" || p.Text == "" || p.Citation == "" {
				t.Errorf("%s: %+v", agreement, p)
			}
		}
		if output := must(t, "rules", "show", string(agreement), "--on", "2026-11-18"); !strings.Contains(output, "\nVerification\n") {
			t.Error(output)
		}
	}
}

func TestRulesDetermine(t *testing.T) {
	for _, test := range []struct {
		file string
		code int
		want []string
	}{
		{ruleFile("shoes.json"), ExitFine, []string{"THE GOOD ORIGINATES", "By: change of heading (CTH)", "CTC"}},
		{ruleFile("wire.json"), ExitRefused, []string{"THE GOOD DOES NOT ORIGINATE", "What would alter the answer", "38.2"}},
		{changed(t, "wire.json", `"618"`, `"600"`), ExitFine, []string{"RVC 40%"}},
		{changed(t, "wire.json", `"618"`, `"600.01"`), ExitRefused, nil},
		{changed(t, "wire.json", `"618"`, `618`), ExitUsage, []string{"/materials/0/value"}},
		{changed(t, "wire.json", `"1000"`, `"0"`), ExitUsage, []string{"/good/price", "Give the FOB or ex-works price"}},
		{changed(t, "wire.json", `"vkfta"`, `"efta"`), ExitUsage, []string{"no rules are held"}},
		{changed(t, "wire.json", `"2026-11-18"`, `"2001-01-01"`), ExitUsage, []string{"no rules are held"}},
		{changed(t, "wire.json", `"good"`, `"goods"`), ExitUsage, []string{"/goods"}},
		{changed(t, "wire.json", `"operations"`, `operations`), ExitUsage, []string{"JSON"}},
		{"absent.json", ExitUsage, []string{"absent.json"}},
	} {
		output, code := try(t, "rules", "determine", test.file)
		if code != test.code {
			t.Errorf("%s: exit code %d, want %d\n%s", test.file, code, test.code, output)
		}
		for _, want := range test.want {
			if !strings.Contains(output, want) {
				t.Errorf("%s: %q is not in\n%s", test.file, want, output)
			}
		}
	}
}

// TestDeterminationIsTheSameEveryTime: same bill, same bytes.
func TestDeterminationIsTheSameEveryTime(t *testing.T) {
	first := must(t, "rules", "determine", ruleFile("shoes.json"), "--json")
	if again := must(t, "rules", "determine", ruleFile("shoes.json"), "--json"); again != first {
		t.Errorf("%s\n%s", first, again)
	}
	var answer struct {
		Outcome string
		Result  struct{ Rules struct{ Digest string } }
	}
	if err := json.Unmarshal([]byte(first), &answer); err != nil || answer.Outcome != "met" || len(answer.Result.Rules.Digest) != 64 {
		t.Errorf("%v\n%s", err, first)
	}
}

func TestRulesCheck(t *testing.T) {
	d := newDesk(t)
	kv := specimen.KV("test")
	d.draft("kv.json", kv)
	one := specimen.KV("test")
	one.Items = one.Items[:1]
	one.Items[0].Criterion = "RVC 39%"
	d.draft("below.json", one)
	declaration := ruleFile("declaration.json")
	for _, test := range []struct {
		args []string
		code int
		want []string
	}{
		{[]string{d.file("kv.json"), "--declaration", declaration}, -1, []string{"KV KR", "Item 1:", "Item 2:", "VKFTA Art."}},
		{[]string{d.file("kv.json"), "--declaration", declaration, "--lang", "ko", "--brief"}, -1, []string{"품목 1:"}},
		{[]string{d.file("below.json"), "--declaration", declaration}, ExitRefused, []string{"REFUSE"}},
		{[]string{d.file("below.json"), "--stage", "issue"}, ExitRefused, []string{"REFUSE"}},
		{[]string{d.file("below.json"), "--bill", ruleFile("wire.json")}, -1, []string{"Item 1:"}},
		{[]string{d.file("kv.json"), "--bill", ruleFile("wire.json")}, ExitUsage, []string{"ITEM=FILE"}},
		{[]string{d.file("kv.json"), "--bill", "9=" + ruleFile("wire.json")}, ExitUsage, []string{"no item"}},
		{[]string{d.file("kv.json"), "--bill", "1=" + ruleFile("wire.json"), "--bill", "1=" + ruleFile("wire.json")}, ExitUsage, []string{"two bills"}},
		{[]string{d.file("kv.json"), "--bill", "1=absent.json"}, ExitUsage, []string{"absent.json"}},
		{[]string{d.file("kv.json"), "--declaration", changed(t, "declaration.json", `"journey"`, `"jurney"`)}, ExitUsage, []string{"/jurney"}},
		{[]string{d.file("kv.json"), "--stage", "later"}, ExitUsage, []string{"--stage"}},
		{[]string{d.file("kv.json"), "--on", "tomorrow"}, ExitUsage, []string{"--on"}},
		{[]string{d.file("officer.key")}, ExitRefused, nil},
		{[]string{"absent.json"}, ExitUsage, []string{"absent.json"}},
	} {
		output, code := try(t, append([]string{"rules", "check"}, test.args...)...)
		if code != test.code && (test.code >= 0 || code == ExitUsage || code == ExitInternal) {
			t.Errorf("%v: exit code %d, want %d\n%s", test.args, code, test.code, output)
		}
		for _, want := range test.want {
			if !strings.Contains(output, want) {
				t.Errorf("%v: %q is not in\n%s", test.args, want, output)
			}
		}
	}
}

func TestRulesCoverage(t *testing.T) {
	output := must(t, "rules", "coverage", "--agreement", "vkfta", "--json")
	var all []struct {
		Agreement   string
		Rules       struct{ Edition int }
		Subheadings struct {
			ByCode  int `json:"by_code"`
			Choice  int `json:"needs_choice"`
			Process int `json:"needs_process"`
			Officer int `json:"needs_officer"`
			Unknown int
		}
		Chapters []any
	}
	if err := json.Unmarshal([]byte(output), &all); err != nil || len(all) == 0 {
		t.Fatalf("%v\n%s", err, output)
	}
	treaty := all[0]
	if n := treaty.Subheadings; n.ByCode+n.Choice+n.Process+n.Officer+n.Unknown != 5205 || treaty.Rules.Edition != 2012 || len(treaty.Chapters) != 96 {
		t.Errorf("%+v", treaty)
	}
	output = must(t, "rules", "coverage")
	for _, want := range []string{"ATIGA", "VKFTA", "UKVFTA", "by code", "officer"} {
		if !strings.Contains(output, want) {
			t.Errorf("%q is not in\n%s", want, output)
		}
	}
	if _, code := try(t, "rules", "coverage", "--agreement", "efta"); code != ExitUsage {
		t.Errorf("exit code %d", code)
	}
}

// caseFile is a file of worked cases.
func caseFile(name string) string {
	return filepath.Join("..", "..", "..", "..", "fta-rules", "cases", "testdata", name)
}

func TestConformanceCasesTellWhatDiffers(t *testing.T) {
	output, code := try(t, "conformance", "cases", caseFile("vkfta.json"), caseFile("ukvfta.json"))
	if !strings.HasSuffix(output, "85 passed, 0 failed\n") || code != ExitFine {
		t.Errorf("exit code %d\n%s", code, output)
	}
	raw, err := os.ReadFile(caseFile("vkfta.json"))
	if err != nil {
		t.Fatal(err)
	}
	wrong := filepath.Join(t.TempDir(), "wrong.json")
	if err := os.WriteFile(wrong, []byte(strings.Replace(string(raw), `"decision": "ACCEPT"`, `"decision": "REFUSE"`, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	output, code = try(t, "conformance", "cases", wrong)
	lines := strings.Split(strings.TrimSpace(output), "\n")
	if code != ExitRefused || lines[len(lines)-1] != "41 passed, 1 failed" || !strings.Contains(output, `decision: expected "REFUSE", got ACCEPT`) {
		t.Errorf("exit code %d\n%s", code, output)
	}
	output, code = try(t, "conformance", "cases", "--json", wrong)
	var answer struct {
		Passed, Failed int
		Failures       []struct{ File, ID string }
	}
	if err := json.Unmarshal([]byte(output), &answer); err != nil || code != ExitRefused || answer.Failed != 1 || answer.Failures[0].File != wrong {
		t.Errorf("exit code %d, %v\n%s", code, err, output)
	}
}

func TestRulesCorrections(t *testing.T) {
	corrections := filepath.Join(t.TempDir(), "corrections.csv")
	rows := "agreement,hs,edition,choice,rule,from,until,reason,source\n" +
		"vkfta,7408.19,2017,,RVC(45),2022-08-01,,derived,\"Circular 09/2022/TT-BCT, Annex II\"\n"
	if err := os.WriteFile(corrections, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	output := must(t, "rules", "show", "vkfta", "7408.19", "--on", "2026-11-18", "--corrections", corrections)
	for _, want := range []string{"RVC(45)", "Corrected by the operator: derived (Circular 09/2022/TT-BCT, Annex II), from 1 August 2022", "+corrected-2022-08-01"} {
		if !strings.Contains(output, want) {
			t.Errorf("%q is not in\n%s", want, output)
		}
	}
	bill := changed(t, "wire.json", `"618"`, `"600"`)
	if output, code := try(t, "rules", "determine", bill, "--corrections", corrections); code != ExitRefused || !strings.Contains(output, "45%") {
		t.Errorf("exit code %d\n%s", code, output)
	}
	if err := os.WriteFile(corrections, []byte(rows+"vkfta,7408.19,2017,,RVC(,2022-08-01,,x,y\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	output, code := try(t, "rules", "show", "vkfta", "7408.19", "--corrections", corrections)
	if code != ExitUsage || !strings.Contains(output, "corrections.csv") {
		t.Errorf("exit code %d\n%s", code, output)
	}
}

func TestConformanceCases(t *testing.T) {
	for file, want := range map[string]string{"absent.json": "absent.json", ruleFile("shoes.json"): "cannot be used"} {
		if output, code := try(t, "conformance", "cases", file); code != ExitUsage || !strings.Contains(output, want) {
			t.Errorf("%s: exit code %d\n%s", file, code, output)
		}
	}
	if output, code := try(t, "conformance", "cases"); code != ExitUsage {
		t.Errorf("exit code %d\n%s", code, output)
	}
	if output, code := try(t, "rules"); code != ExitUsage || !strings.Contains(output, "determine") {
		t.Errorf("exit code %d\n%s", code, output)
	}
	if output, code := try(t, "rules", "shwo"); code != ExitUsage || !strings.Contains(output, "show") {
		t.Errorf("exit code %d\n%s", code, output)
	}
}
