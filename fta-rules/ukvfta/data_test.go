package ukvfta

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"reflect"
	"strings"
	"testing"

	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
	"origo/fta-rules/psr"
)

// annex2Digest is of the table as it was taken over. Whoever changes it on purpose puts the new digest here.
const annex2Digest = "bb4c8d021b2b4583fff51ec90a5485de4576746c2100975582639eb28499c225"

func TestTableIsAsTakenOver(t *testing.T) {
	if sum := sha256.Sum256([]byte(annex2)); hex.EncodeToString(sum[:]) != annex2Digest {
		t.Errorf("data/annex2.csv has changed; its digest is %x", sum)
	}
}

func readAnnex2(t *testing.T) []agreement.Line {
	t.Helper()
	lines, err := lines()
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func lineOf(t *testing.T, id string) agreement.Line {
	t.Helper()
	for _, line := range readAnnex2(t) {
		if line.ID == id {
			return line
		}
	}
	t.Fatalf("no line is called %s", id)
	return agreement.Line{}
}

// TestAnnex2 compares the table with what was counted in Annex II.
func TestAnnex2(t *testing.T) {
	alternatives, gaps, choices := 0, 0, 0
	tolerances, notes := map[string]int{}, map[string]int{}
	for _, line := range readAnnex2(t) {
		tolerances[line.Tolerance]++
		notes[strings.Join(line.Notes, " ")]++
		if line.Choice != "" {
			choices++
		}
		if line.State == agreement.Gap {
			gaps++
			alternatives++ // the blank cell
			continue
		}
		if line.State != agreement.Known || len(line.Rule.Parts) != 1 {
			t.Errorf("line %s: %s, %d parts", line.ID, line.State, len(line.Rule.Parts))
			continue
		}
		alternatives += len(line.Rule.Parts[0].Alternatives)
	}
	if n := len(readAnnex2(t)); n != 383 || alternatives != 604 || gaps != 3 || choices != 100 {
		t.Errorf("%d lines, %d alternatives, %d gaps, %d choices", n, alternatives, gaps, choices)
	}
	if want := map[string]int{"ART5_3_A": 48, "ART5_3_B": 244, "": 91}; !reflect.DeepEqual(tolerances, want) {
		t.Errorf("tolerances are %v, want %v", tolerances, want)
	}
	if want := map[string]int{"": 383 - 31 - 15 - 11, "6": 31, "6 7": 15, "7": 11}; !reflect.DeepEqual(notes, want) {
		t.Errorf("notes are %v, want %v", notes, want)
	}
}

// TestNotesOfSingleAlternatives: the footnotes stand at the first alternative of 6306 other than nonwovens, and not at
// the first of embroidered 6213 and 6214.
func TestNotesOfSingleAlternatives(t *testing.T) {
	for id, want := range map[string]map[int][]string{
		"VN-6306.2":      {1: {"6", "7"}},
		"VN-6213_6214.1": {2: {"6", "7"}, 3: {"6", "7"}},
	} {
		if line := lineOf(t, id); !reflect.DeepEqual(line.NotesOf, want) || len(line.Notes) > 0 {
			t.Errorf("%s has notes %v, and of alternatives %v", id, line.Notes, line.NotesOf)
		}
	}
}

func TestGaps(t *testing.T) {
	for id, codes := range map[string]string{
		"VN-exch41-residual-a": "4101-4103", "VN-exch41-residual-b": "4114-4115", "VN-ex6212-knitted": "6212",
	} {
		if line := lineOf(t, id); line.State != agreement.Gap || line.Codes.String() != codes || line.Note == "" {
			t.Errorf("%s is %+v", id, line)
		}
	}
}

func TestRulesOfNote(t *testing.T) {
	for id, want := range map[string]string{
		"VN-ch18":        `CTH & MaxWeight(40 each "sugar"; 04) & MaxWeight(60 sum "sugar"; 04)`,
		"VN-ch22":        `CTH except(2207,2208) & WO(0806.10,2009.61,2009.69) & MaxWeight(20 each "sugar"; 04)`,
		"VN-ex2402":      "CTH except(2403.19) & MinWO(10 of 2401 per 24)",
		"VN-exch24-2403": "AH & MaxWeight(30 sum 24 per 24)",
		"VN-2710":        "(P(REFINE) or P(SPECIFIC27_B)) or CTH allow(same heading max 50)",
		"VN-4104_4106":   "P(RETAN on 4104.11,4104.19,4105.10,4106.21,4106.31,4106.91) or CTH",
		"VN-8206":        "AH except(8202-8205) allow(8202-8205 max 15)",
		"VN-9605":        "SET(15)",
		"VN-exch64-6401": `AH except(6406.10,6406.90 "uppers affixed to inner soles or other sole components")`,
		"VN-exch87-8701": "MaxNOM(45)",
		"VN-7217":        "FROM(7207)",
		"VN-exch62-6201": `P(WEAVE) & P(MAKEUP) or P(PRINT) & P(PREPFIN_GE2) & P(MAKEUP) & MaxNOM(47.5 of "unprinted fabric")`,
		"VN-1509_1510":   `WO("vegetable materials")`,
		"VN-382460":      "CTSH except(2905.44) allow(same subheading max 20) or MaxNOM(50)",
		"VN-exch38-3824": "CTH allow(same heading max 20) or MaxNOM(50)",
		"VN-6217.3":      "CTH & MaxNOM(40)",
	} {
		if got := lineOf(t, id).Rule.String(); got != want {
			t.Errorf("%s says\n%s, want\n%s", id, got, want)
		}
	}
}

func TestRulesOfAnnex2PrintBack(t *testing.T) {
	records, err := csv.NewReader(strings.NewReader(annex2)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range readAnnex2(t) {
		if written := records[i+1][4]; line.Rule.String() != written {
			t.Errorf("line %s: %q prints as %q", line.ID, written, line.Rule)
		}
	}
}

// TestHeadings counts as the dossier of the agreement does: 1,224 headings of which the code alone decides 1,150, 11 of
// them split at six digits; 69 need a description, and 5 have no rule.
func TestHeadings(t *testing.T) {
	table := agreement.NewTable(hs.HS2012, readAnnex2(t))
	need := map[int]string{}
	ids := map[int]map[string]bool{}
	for _, code := range hs.HS2012.Codes() {
		heading := code.Heading()
		if ids[heading] == nil {
			ids[heading], need[heading] = map[string]bool{}, "code"
		}
		for _, line := range table.At(code) {
			ids[heading][line.ID] = true
			switch {
			case line.Choice != "":
				need[heading] = "description"
			case line.State == agreement.Gap:
				need[heading] = "gap"
			}
		}
	}
	counts, split := map[string]int{}, 0
	for heading, what := range need {
		counts[what]++
		if what == "code" && len(ids[heading]) > 1 {
			split++
		}
	}
	if want := map[string]int{"code": 1150, "description": 69, "gap": 5}; !reflect.DeepEqual(counts, want) || split != 11 {
		t.Errorf("headings need %v, %d are split; want %v, 11", counts, split, want)
	}
}

// TestCoverage counts subheadings. The dossier has 4,054 of exact alternatives, 388 to choose, 750 in need of facts or a
// judgement and 13 gaps. Here 3 fewer are to be chosen, because only one line is left for them (5906.91 and headings
// 5909 and 5910), which adds 3 in need of facts; and 3 more go by code, because vegetable materials are a term (1509,
// 1510).
func TestCoverage(t *testing.T) {
	rules, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	var subheadings, lines agreement.Counts
	for _, chapter := range agreement.Cover(rules[0]) {
		subheadings.Add(chapter.Subheadings)
		lines.Add(chapter.Lines)
	}
	if want := (agreement.Counts{4057, 385, 235, 515, 13}); subheadings != want {
		t.Errorf("subheadings by kind are %v, want %v", subheadings, want)
	}
	if want := (agreement.Counts{217, 99, 25, 39, 3}); lines != want {
		t.Errorf("lines by kind are %v, want %v", lines, want)
	}
}

func TestNamesOfMaterials(t *testing.T) {
	seen := map[string]bool{}
	for _, line := range readAnnex2(t) {
		line.Rule.Walk(func(e psr.Expr) {
			for _, m := range psr.Mentions(e) {
				seen[m.Name] = true
			}
		})
	}
	want := strings.Split("|sugar|vegetable materials|unprinted fabric|unembroidered fabric|unembroidered fabric, not knitted or crocheted|"+
		"uncoated fabric|yarns neither twisted nor textured|uncut glassware|hand-blown glassware|forged blanks|cellular wood panels|"+
		"uppers affixed to inner soles or other sole components|base metal parts without plating or cover of precious metal|"+
		"roughly shaped blocks for golf club heads|polypropylene filament, fibres or tow of less than 9 decitex each|"+
		"polypropylene of less than 9 decitex each, or jute fabric as backing", "|")
	for _, name := range want {
		if !seen[name] {
			t.Errorf("no rule names %q", name)
		}
		delete(seen, name)
	}
	if len(seen) > 0 {
		t.Errorf("rules also name %v", seen)
	}
}
