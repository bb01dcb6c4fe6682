package rules_test

import (
	"encoding/json"
	"strings"
	"testing"

	"origo/certificate"
	rules "origo/fta-rules"
	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
	"origo/fta-rules/origin"
)

const header = "agreement,hs,edition,choice,rule,from,until,reason,source\n"

func TestCorrect(t *testing.T) {
	for _, test := range []struct {
		name, rows, code, day string
		rule                  string
		known, corrected      bool
	}{
		{"replaced", `islands,9403.50,2022,,CC,2024-01-01,,misprint,Gazette 9`, "940350", "2026-01-01", "CC", true, true},
		{"not yet", `islands,9403.50,2022,,CC,2025-01-01,,misprint,Gazette 9`, "940350", "2024-12-31", "CTH or RVC(40)", true, false},
		{"from its first day", `islands,9403.50,2022,,CC,2025-01-01,,misprint,Gazette 9`, "940350", "2025-01-01", "CC", true, true},
		{"on its last day", `islands,9403.50,2022,,CC,2025-01-01,2025-06-30,misprint,Gazette 9`, "940350", "2025-06-30", "CC", true, true},
		{"no longer", `islands,9403.50,2022,,CC,2025-01-01,2025-06-30,misprint,Gazette 9`, "940350", "2025-07-01", "CTH or RVC(40)", true, false},
		{"added", `islands,8450.11,2022,,RVC(45),2024-01-01,,was left out,Gazette 9`, "845011", "2026-01-01", "RVC(45)", true, true},
		{"beside what was added", `islands,8450.11,2022,,RVC(45),2024-01-01,,was left out,Gazette 9`, "845012", "2026-01-01", "RVC(40) or CTH", true, false},
		{"read at last", `islands,0508,2022,,WO,2024-01-01,,seen in the original,Gazette 9`, "050800", "2026-01-01", "WO", true, true},
		{"part of a range", `islands,0801.12,2022,,CC,2024-01-01,,misprint,Gazette 9`, "080112", "2026-01-01", "CC", true, true},
		{"rest of the range", `islands,0801.12,2022,,CC,2024-01-01,,misprint,Gazette 9`, "080119", "2026-01-01", "WO", true, false},
		{"no rule", `islands,9403.50,2022,,NONE,2024-01-01,,struck out,Gazette 9`, "940350", "2026-01-01", "", false, true},
		{"all choices at once", `islands,6109.10,2022,,CTH,2024-01-01,,united,Gazette 9`, "610910", "2026-01-01", "CTH", true, true},
		{"one choice like the other", `islands,6109.10,2022,shirts-sewn,CC,2024-01-01,,misprint,Gazette 9`, "610910", "2026-01-01", "CC", true, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			book, err := island(t).Correct(strings.NewReader(header + test.rows + "\n"))
			if err != nil {
				t.Fatal(err)
			}
			answer := book.Lookup(islands, certificate.HSCode{Code: test.code, Edition: 2022}, date(t, test.day))
			rule, known := answer.Only()
			if rule != test.rule || known != test.known || isCorrected(answer) != test.corrected {
				t.Errorf("rule %q, known %v, corrected %v, want %q, %v, %v", rule, known, isCorrected(answer), test.rule, test.known, test.corrected)
			}
		})
	}
}

func isCorrected(a rules.Answer) bool {
	for _, e := range a.Entries {
		if e.Line != nil && e.Line.Correction != nil {
			return true
		}
	}
	return false
}

func TestCorrectRefuses(t *testing.T) {
	for _, test := range []struct{ name, rows, want string }{
		{"no header", "islands,9403.50", "header"},
		{"unknown agreement", header + "isles,9403.50,2022,,CC,2024-01-01,,x,y", "no rules to correct"},
		{"unknown code", header + "islands,9999.50,2022,,CC,2024-01-01,,x,y", "no code 9999.50"},
		{"not a code", header + "islands,94a3,2022,,CC,2024-01-01,,x,y", "codes are written"},
		{"unknown edition", header + "islands,9403.50,2020,,CC,2024-01-01,,x,y", "editions"},
		{"other edition", header + "islands,9403.50,2017,,CC,2024-01-01,,x,y", "written in HS 2022"},
		{"not a rule", header + "islands,9403.50,2022,,CCC,2024-01-01,,x,y", "rule at 0"},
		{"no reason", header + "islands,9403.50,2022,,CC,2024-01-01,, ,y", "reason"},
		{"no source", header + "islands,9403.50,2022,,CC,2024-01-01,,x,", "source"},
		{"no date", header + "islands,9403.50,2022,,CC,,,x,y", "date"},
		{"ends before it begins", header + "islands,9403.50,2022,,CC,2024-02-01,2024-01-31,x,y", "ends on"},
		{"before the rules", header + "islands,9403.50,2022,,CC,2023-12-31,,x,y", "no rules to correct"},
		{"twice", header + "islands,9403.50,2022,,CC,2024-01-01,,x,y\nislands,9403,2022,,CTH,2025-01-01,,x,y", "rows 2 and 3 both correct 9403.50"},
		{"whole and part", header + "islands,6109.10,2022,,CC,2024-01-01,,x,y\nislands,6109.10,2022,shirts-sewn,CTH,2025-01-01,,x,y", "both correct"},
		{"twice in a row", header + "islands,\"9403.50,9403\",2022,,CC,2024-01-01,,x,y", "overlap"},
		{"a choice of what is not divided", header + "islands,9403.50,2022,oak,CC,2024-01-01,,x,y", "not divided"},
		{"a process that is not defined", header + "islands,9403.50,2022,,P(NOTHING),2024-01-01,,x,y", "rule at"},
		{"unknown code in the rule", header + "islands,9403.50,2022,,CTH except(9999),2024-01-01,,x,y", "9999"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := island(t).Correct(strings.NewReader(test.rows + "\n"))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error is %v, want one with %q", err, test.want)
			}
		})
	}
}

// Two choices divide a line that was for all goods of its code.
func TestCorrectDivides(t *testing.T) {
	book, err := island(t).Correct(strings.NewReader(header +
		"islands,9403.50,2022,oak,CC,2024-01-01,,divided,Gazette 9\nislands,9403.50,2022,other,CTH,2024-01-01,,divided,Gazette 9\n"))
	if err != nil {
		t.Fatal(err)
	}
	lines := book.Lookup(islands, certificate.HSCode{Code: "940350", Edition: 2022}, date(t, "2026-01-01")).Entries
	if len(lines) != 2 || lines[0].Line.Choice != "oak" || lines[1].Line.Choice != "other" {
		t.Errorf("lines are %v", lines)
	}
}

// A correction names a version of its own and shows in every answer; the book it was made from stays as it was.
func TestCorrectionShows(t *testing.T) {
	before := island(t)
	after, err := before.Correct(strings.NewReader(header + "islands,9403.50,2022,,CC,2025-01-01,,misprint,Gazette 9\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := versions(before); got != "islands-2024 " {
		t.Errorf("the book holds %s", got)
	}
	if got := versions(after); got != "islands-2024 islands-2024+corrected-2025-01-01 " {
		t.Errorf("the corrected book holds %s", got)
	}
	on, chest := date(t, "2026-01-01"), certificate.HSCode{Code: "940350", Edition: 2022}
	determined, err := after.Determine(origin.Bill{
		Agreement: islands, On: on, Exporter: "TO", Good: origin.Good{HS: chest, Price: certificate.DecimalOf(9)}, Materials: []origin.Material{},
	})
	if err != nil {
		t.Fatal(err)
	}
	claimed := after.Claim(origin.ClaimInput{Agreement: islands, On: on, HS: chest})
	for name, tree := range map[string]any{"determination": determined.Tree, "claim": claimed.Tree} {
		text, err := json.Marshal(tree)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{`"correction":"misprint"`, `"correction_source":"Gazette 9"`, `"correction_from":"2025-01-01"`} {
			if !strings.Contains(string(text), want) {
				t.Errorf("%s does not show %s: %s", name, want, text)
			}
		}
	}
	if claimed.Rules.Digest == before.Versions(islands)[0].Digest() {
		t.Error("the corrected rules have the digest of the book's")
	}
}

func versions(book *rules.Book) string {
	var names strings.Builder
	for _, r := range book.Versions(islands) {
		names.WriteString(r.Version + " ")
	}
	return names.String()
}

// Whatever the file holds, either it is refused or every subheading keeps exactly the lines that it had, or corrected ones.
func FuzzCorrect(f *testing.F) {
	f.Add(header + "islands,9403.50,2022,,CC,2025-01-01,2025-12-31,misprint,Gazette 9\n")
	f.Add(header + "islands,0801.12-0801.19,2022,,CTH,2024-01-01,,x,y\nislands,6109,2022,,CC,2024-02-29,,x,y\n")
	f.Add(header + "islands,6109.10,2022,shirts-sewn,CTH,2024-01-01,,x,y\nislands,08,HS2022,,[a] WO; [b] CC,2024-01-01,,x,y\n")
	before := island(f)
	plain := before.Versions(islands)[0]
	f.Fuzz(func(t *testing.T, file string) {
		after, err := before.Correct(strings.NewReader(file))
		if err != nil {
			return
		}
		for _, r := range after.Versions(islands) {
			if err := agreement.Check(r); err != nil {
				t.Fatal(err)
			}
			for _, code := range []hs.Code{80111, 80112, 940350, 610910, 50800} {
				kept(t, plain.Table.At(code), r.Table.At(code))
			}
		}
	})
}

func kept(t *testing.T, before, after []*agreement.Line) {
	corrected := 0
	for _, line := range after {
		if line.Correction != nil {
			corrected++
		}
	}
	if len(after) == 0 || (corrected == 0 && len(after) != len(before)) {
		t.Errorf("%d lines became %d, of which %d corrected", len(before), len(after), corrected)
	}
}
