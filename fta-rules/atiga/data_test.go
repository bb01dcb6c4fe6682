package atiga

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
	"testing"

	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
)

// The tables as they were taken over. Whoever changes one on purpose puts the new digest here.
const (
	annex3Digest = "69073f71da31349bd571f7959521995abc09749df9c15c26379f9edbefd8b195"
	annex4Digest = "f79b8c8eacdfd69d2a04099b60cee506d4b6add38a5d996edf475a2f8fb7e737"
)

func TestTablesAreAsTakenOver(t *testing.T) {
	for name, table := range map[string]struct{ text, want string }{
		"annex3_hs2022.csv": {annex3, annex3Digest}, "ita.csv": {annex4, annex4Digest},
	} {
		if sum := sha256.Sum256([]byte(table.text)); hex.EncodeToString(sum[:]) != table.want {
			t.Errorf("data/%s has changed; its digest is %x", name, sum)
		}
	}
}

func readAnnex3(t *testing.T) []agreement.Line {
	t.Helper()
	lines, err := annexLines()
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// TestAnnex3 compares the table with what is known of the annex of Circular 03/2023/TT-BCT.
func TestAnnex3(t *testing.T) {
	lines := readAnnex3(t)
	forms := map[string]int{}
	var unread, split []string
	for _, line := range lines {
		if len(line.Codes) != 1 || line.Codes[0].From != line.Codes[0].To || line.ID != line.Codes.String() {
			t.Errorf("line %q is not for one subheading, %s", line.ID, line.Codes)
		}
		if line.State != agreement.Known {
			unread = append(unread, line.ID+" "+string(line.State))
		}
		if len(line.Rule.Parts) > 1 {
			split = append(split, line.ID[:4])
		}
		forms[list.ReplaceAllString(line.Rule.String(), "P(ATT1)")]++
	}
	if len(lines) != 2868 || !slices.IsSortedFunc(lines, byID) {
		t.Errorf("%d lines, or not in the order of the codes", len(lines))
	}
	wantUnread := []string{"0101.21 unread", "0101.29 unread", "0101.30 unread", "0101.90 unread", "0102.21 unread"}
	if slices.Sort(unread); !slices.Equal(unread, wantUnread) {
		t.Errorf("not known are %q", unread)
	}
	if got := strings.Join(slices.Compact(split), " "); got != "0307 2404 7210 7212 7306 7317 7318 7319" {
		t.Errorf("split by description are lines of %s", got)
	}
	checkForms(t, forms)
}

var list = regexp.MustCompile(`P\(ATT1_[ABC]\)( or P\(ATT1_[ABC]\))?`)

func byID(a, b agreement.Line) int {
	if a.State == agreement.Unread || b.State == agreement.Unread {
		return 0 // they stand where the source was cut
	}
	return strings.Compare(a.ID, b.ID)
}

func checkForms(t *testing.T, forms map[string]int) {
	t.Helper()
	for form, want := range map[string]int{
		"RVC(40) or CTSH":                             903,
		"RVC(40) or CC":                               404,
		"RVC(40) or CTH or P(ATT1)":                   359,
		"RVC(40) or CC & P(CUT_AND_SEWN) or P(ATT1)":  256,
		"RVC(40) or CTH & P(CUT_AND_SEWN) or P(ATT1)": 1,
		"WO":                                               228,
		"WO or P(ATT1)":                                    1,
		"RVC(40) or CC or P(ATT1)":                         180,
		"RVC(40)":                                          167,
		"RVC(40) or CTH or RVC(35) & CTSH":                 150,
		"RVC(40) or CC or P(REFINE)":                       40,
		"RVC(40) or CTH or P(RECORD_MEDIA)":                8,
		"RVC(40) or CTH except(7219.31-7219.90)":           4,
		"RVC(40) or CTH or P(WET_TO_DRY_HIDE)":             1,
		"RVC(40) or CTH or P(PARTS_SAME_SUBHEADING)":       15,
		"RVC(40) or CTH or RVC(35) & CTSH except(8541.43)": 1,
		"[steel] RVC(40) or CC except(7213-7217); [stainless] RVC(40) or CC":                   15,
		"[scallops of Pecten, Chlamys or Placopecten] RVC(40) or CTH; [other] RVC(40) or CTSH": 2,
		"": 5,
	} {
		if forms[form] != want {
			t.Errorf("%d lines say %q, want %d", forms[form], form, want)
		}
	}
	if len(forms) != 58 {
		t.Errorf("%d different rules, want 58", len(forms))
	}
}

// TestAttachment1 compares the textile lines with the lists of Attachment 1: A has 163 lines, B 344 and C 298, of 797
// subheadings together. Doll's clothing, AHTN 9503.00.22, is one of them.
func TestAttachment1(t *testing.T) {
	numbers := map[string][]string{}
	textiles := 0
	for _, line := range readAnnex3(t) {
		_, attachment, found := strings.Cut(line.Citation, "; Attachment 1 ")
		if rule := line.Rule.String(); found != strings.Contains(rule, "ATT1") {
			t.Errorf("line %s says %s and cites %s", line.ID, rule, line.Citation)
		}
		if !found {
			continue
		}
		textiles++
		for cited := range strings.SplitSeq(attachment, ", ") {
			letter, ids, _ := strings.Cut(strings.TrimPrefix(cited, "list "), " no. ")
			numbers[letter] = append(numbers[letter], strings.Fields(ids)...)
			if !strings.Contains(line.Rule.String(), "P(ATT1_"+letter+")") {
				t.Errorf("line %s cites list %s but says %s", line.ID, letter, line.Rule)
			}
		}
	}
	for letter, want := range map[string]int{"A": 163, "B": 344, "C": 298} {
		slices.Sort(numbers[letter])
		if got := len(slices.Compact(numbers[letter])); got != want {
			t.Errorf("list %s has %d numbers, want %d", letter, got, want)
		}
	}
	if textiles != 797 {
		t.Errorf("%d textile lines, want 797", textiles)
	}
}

func TestChaptersUnderTheGeneralRule(t *testing.T) {
	for _, line := range readAnnex3(t) {
		switch chapter := line.Codes[0].From.Chapter(); chapter {
		case 27, 28, 31, 32, 34, 36, 40, 43, 45, 46, 49, 67, 68, 69, 82, 86, 89, 92, 93, 97:
			t.Errorf("line %s is of chapter %d, which the annex does not list", line.ID, chapter)
		}
	}
}

func TestRulesOfAnnex3PrintBack(t *testing.T) {
	records, err := csv.NewReader(strings.NewReader(annex3)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range readAnnex3(t) {
		if written := records[i+1][4]; line.Rule.String() != written {
			t.Errorf("line %s: %q prints as %q", line.ID, written, line.Rule)
		}
	}
}

func TestCoverage(t *testing.T) {
	rules, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	var lines, subheadings agreement.Counts
	general := 0
	for _, chapter := range agreement.Cover(rules[0]) {
		lines.Add(chapter.Lines)
		subheadings.Add(chapter.Subheadings)
		general += chapter.General
	}
	if want := (agreement.Counts{1964, 38, 861, 0, 5}); lines != want {
		t.Errorf("lines by kind are %v, want %v", lines, want)
	}
	if got, want := subheadings.Total(), len(hs.HS2022.Codes()); got != want || general != want-2868 {
		t.Errorf("%d subheadings, %d of them under the general rule", got, general)
	}
}

func TestITA(t *testing.T) {
	list, err := itaList()
	if err != nil {
		t.Fatal(err)
	}
	if len(list.Codes) != 79 || len(list.Part) != 121 || list.Complete {
		t.Errorf("%d subheadings whole, %d in part, complete %v", len(list.Codes), len(list.Part), list.Complete)
	}
	for code, want := range map[hs.Code]bool{854231: true, 847130: true, 844331: true, 300490: true, 960840: false, 960390: false} {
		if list.MayContain(code) != want {
			t.Errorf("%s may be listed: %v, want %v", code, !want, want)
		}
	}
	if !list.Codes.Contains(851714) || list.Codes.Contains(847130) {
		t.Error("AHTN 8517.14.00 is its whole subheading, 8471.30.20 is not")
	}
}
