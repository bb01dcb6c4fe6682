package agreement

import (
	"testing"

	"origo/fta-rules/psr"
)

func TestClassify(t *testing.T) {
	tests := map[string]Kind{
		"WO": ByCode, "PE": ByCode, "WO(02,03)": ByCode, "CTH except(7407) or RVC(40)": ByCode, "MaxNOM(30 of 9613)": ByCode,
		`MaxWeight(40 each "sugar"; 04)`: ByCode, "MinWO(10 of 2401 per 24)": ByCode, "SET(15)": ByCode, "NOT(4104.41)": ByCode,
		"[a] WO; [b] CC":                   NeedsChoice,
		"CC & P(CUT_AND_SEWN) or RVC(40)":  NeedsProcess,
		"CC & (NOT(4104) or P(RETAN_DRY))": NeedsProcess,
		"FROM(7206,7207)":                  NeedsOfficer,
		"CTH or P(CUT) & JUDGE(\"what?\")": NeedsOfficer,
		`AH except(6406.10 "uppers")`:      NeedsOfficer,
		`MaxNOM(40 of "cloth")`:            NeedsOfficer,
		"CTH or NONE":                      Unknown,
	}
	for text, want := range tests {
		if got := Classify(&Line{State: Known, Rule: mustRead(t, text)}); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	if got := Classify(&Line{State: Known, Choice: "embroidered", Rule: mustRead(t, "WO")}); got != NeedsChoice {
		t.Errorf("a choice is %s", got)
	}
	for _, state := range []State{Unread, Gap, Ambiguous} {
		if got := Classify(&Line{State: state, Rivals: []psr.Rule{{}, {}}}); got != Unknown {
			t.Errorf("%s is %s", state, got)
		}
	}
}

func TestCover(t *testing.T) {
	rules := sound(t, "7408.21 a,7408.21,brass,known,CC,,Annex,treaty,,,,,", "7408.21 b,7408.21,other,gap,,,Annex,treaty,,,,,",
		"7408.22,7408.22,,unread,,,Annex,treaty,,,,,")
	coverage := Cover(rules)
	if len(coverage) != 96 {
		t.Fatalf("%d chapters", len(coverage))
	}
	var lines, subheadings Counts
	for i, chapter := range coverage {
		if i > 0 && chapter.Chapter <= coverage[i-1].Chapter {
			t.Errorf("chapter %d follows %d", chapter.Chapter, coverage[i-1].Chapter)
		}
		lines.Add(chapter.Lines)
		subheadings.Add(chapter.Subheadings)
		if chapter.Chapter == 1 && chapter.General != chapter.Subheadings.Total() {
			t.Errorf("chapter 1: %+v", chapter)
		}
		if want := (Counts{ByCode: 1, NeedsChoice: 1, Unknown: 2}); chapter.Chapter == 74 && chapter.Lines != want {
			t.Errorf("chapter 74 has lines %v", chapter.Lines)
		}
	}
	if lines.Total() != 5 || subheadings.Total() != len(rules.Edition.Codes()) || subheadings[NeedsChoice] != 1 || subheadings[Unknown] != 1 {
		t.Errorf("lines %v, subheadings %v", lines, subheadings)
	}
	if rules.General = nil; Cover(rules)[0].Subheadings[Unknown] == 0 {
		t.Error("without a general rule, codes that the annex does not list are still decided")
	}
}

func TestKindsHaveNames(t *testing.T) {
	for _, kind := range Kinds {
		if kind.String() == "" {
			t.Errorf("kind %d has no name", int(kind))
		}
	}
	if len(Kinds) != int(kinds) {
		t.Errorf("%d of %d kinds are listed", len(Kinds), kinds)
	}
}
