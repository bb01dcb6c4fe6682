package vkfta

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"strings"
	"testing"

	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
)

// The tables as they were taken over. Whoever changes one on purpose puts the new digest here.
const (
	annex3ADigest = "6839ffe93a086e946fde8e1935d552bbddfebee7fe393bc95a1136d65502f515"
	psr2017Digest = "dc73e532d03c5d525b80bf4e0e995b381ee22996d27ad35de27f8bea8182e982"
	annex3BDigest = "2813d45ebf89db2b0e3d5902e21a2a805f4a66b6fdbe035d5b6cf712e56306b3"
)

func TestTablesAreAsTakenOver(t *testing.T) {
	for name, table := range map[string]struct{ text, want string }{
		"annex3a_hs2012.csv": {annex3A, annex3ADigest}, "psr_hs2017.csv": {psr2017, psr2017Digest}, "annex3b.csv": {annex3B, annex3BDigest},
	} {
		if sum := sha256.Sum256([]byte(table.text)); hex.EncodeToString(sum[:]) != table.want {
			t.Errorf("data/%s has changed; its digest is %x", name, sum)
		}
	}
}

func readLines(t *testing.T, read func() ([]agreement.Line, error)) []agreement.Line {
	t.Helper()
	lines, err := read()
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// TestAnnex3A compares the table with what is known of Annex 3-A: a rule for every subheading of HS 2012 in 45 forms.
func TestAnnex3A(t *testing.T) {
	lines := readLines(t, treatyLines)
	forms := map[string]int{}
	for _, line := range lines {
		if line.State != agreement.Known || line.Changed || !strings.HasPrefix(line.Citation, "VKFTA Annex 3-A p. ") {
			t.Errorf("line %s: %s, cites %s", line.ID, line.State, line.Citation)
		}
		forms[line.Rule.String()]++
	}
	for form, want := range map[string]int{
		"CTH or RVC(40)":                  3616,
		"WO":                              600,
		"CC or RVC(40)":                   330,
		"CTSH or RVC(40)":                 308,
		"CC & P(CUT_AND_SEWN) or RVC(40)": 211,
		"CTH or P(DYE_OR_PRINT_2_FINISHING) or RVC(40)": 21,
		"RVC(45)":                     19,
		"CC":                          15,
		"CTH or RVC(60)":              4,
		"CTH or RVC(50)":              1,
		"CTH except(7407) or RVC(40)": 5,
		"CTH & MaxNOM(60 of 2403)":    1,
		"CTH & WO(01,02,05) or RVC(40) & WO(01,02,05)":                           3,
		"[gear boxes] CTH or RVC(40); [parts] CTH or RVC(45)":                    1,
		`CTH & MaxWeight(50 sum "milk material" per "milk material") or RVC(45)`: 3,
		"CTH or RVC(40) & WO(1211.20,1212.21-1212.29,1302.19)":                   2,
	} {
		if forms[form] != want {
			t.Errorf("%d lines say %q, want %d", forms[form], form, want)
		}
	}
	if len(lines) != 5205 || len(forms) != 45 {
		t.Errorf("%d lines in %d forms, want 5205 in 45", len(lines), len(forms))
	}
	checkOneEach(t, hs.HS2012, lines)
}

// checkOneEach asks for exactly one line for every subheading, in their order.
func checkOneEach(t *testing.T, edition hs.Edition, lines []agreement.Line) {
	t.Helper()
	codes := edition.Codes()
	if len(codes) != len(lines) {
		t.Fatalf("%d lines for the %d codes of %s", len(lines), len(codes), edition)
	}
	for i, code := range codes {
		if lines[i].ID != code.String() || lines[i].Codes.String() != code.String() {
			t.Errorf("line %s is for %s, want %s", lines[i].ID, lines[i].Codes, code)
		}
	}
}

// TestDerivedList checks that every line says where it comes from and that what the correlation leaves open stays open.
func TestDerivedList(t *testing.T) {
	lines := readLines(t, derivedLines)
	var ambiguous []string
	changed := 0
	for _, line := range lines {
		if !strings.HasPrefix(line.Source, "derived from HS 2012 ") || !strings.HasSuffix(line.Source, ", not official") {
			t.Errorf("line %s: source %q", line.ID, line.Source)
		}
		if line.Changed {
			changed++
		}
		if line.Changed != strings.Contains(line.Note, "another heading") {
			t.Errorf("line %s: note %q", line.ID, line.Note)
		}
		if line.State == agreement.Ambiguous {
			ambiguous = append(ambiguous, line.ID)
		}
	}
	want := "1211.20 1211.30 1211.40 1211.50 1211.90 2922.19 8542.31 8542.32 8542.33 8542.39"
	if got := strings.Join(ambiguous, " "); len(lines) != 5387 || changed != 20 || got != want {
		t.Errorf("%d lines, %d changed, ambiguous are %s", len(lines), changed, got)
	}
	checkOneEach(t, hs.HS2017, lines)
}

// TestUnmovedLinesKeepTheirRule compares the derived list with the treaty's wherever a subheading is the only source.
func TestUnmovedLinesKeepTheirRule(t *testing.T) {
	treaty := map[string]agreement.Line{}
	for _, line := range readLines(t, treatyLines) {
		treaty[line.ID] = line
	}
	same := 0
	for _, line := range readLines(t, derivedLines) {
		if line.Source != "derived from HS 2012 "+line.ID+", not official" {
			continue
		}
		same++
		if old := treaty[line.ID]; old.Rule.String() != line.Rule.String() || old.Citation != line.Citation || old.Note != line.Note {
			t.Errorf("line %s is %+v in the treaty, %+v in the derived list", line.ID, old, line)
		}
	}
	if same != 5093 {
		t.Errorf("%d lines are taken over unmoved, want 5093", same)
	}
}

func TestRulesPrintBack(t *testing.T) {
	for text, read := range map[string]func() ([]agreement.Line, error){annex3A: treatyLines, psr2017: derivedLines} {
		records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range readLines(t, read) {
			if written := records[i+1][4]; line.Rule.String() != written {
				t.Errorf("line %s: %q prints as %q", line.ID, written, line.Rule)
			}
		}
	}
}

func TestCoverage(t *testing.T) {
	versions, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []agreement.Counts{{4967, 6, 232, 0, 0}, {5139, 6, 232, 0, 10}} {
		var subheadings agreement.Counts
		for _, chapter := range agreement.Cover(versions[i]) {
			subheadings.Add(chapter.Subheadings)
		}
		if subheadings != want {
			t.Errorf("%s: subheadings by kind are %v, want %v", versions[i].Version, subheadings, want)
		}
	}
}

func TestAnnex3B(t *testing.T) {
	goods, err := outwardGoods()
	if err != nil {
		t.Fatal(err)
	}
	known := map[hs.Code]bool{}
	for _, code := range hs.HS2012.Codes() {
		known[code] = true
	}
	for _, one := range goods {
		if one.From != one.To || !known[one.From] {
			t.Errorf("%s is not a subheading of HS 2012", one)
		}
	}
	if len(goods) != 100 || !goods.Contains(610910) || goods.Contains(640399) {
		t.Errorf("%d goods: %s", len(goods), goods)
	}
}
