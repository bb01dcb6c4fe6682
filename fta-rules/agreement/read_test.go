package agreement

import (
	"bytes"
	"encoding/csv"
	"reflect"
	"strings"
	"testing"

	"origo/fta-rules/hs"
)

var head = strings.Join(Columns, ",") + "\n"

// file writes rows of a file below the header.
func file(rows ...string) string { return head + strings.Join(rows, "\n") + "\n" }

const wire = "7408.19,7408.19,,known,CTH except(7407) or RVC(40),,Annex 3-A p. 270,treaty,,,,,"

func read(text string) ([]Line, error) { return ReadLines(strings.NewReader(text), hs.HS2012) }

func TestReadLines(t *testing.T) {
	lines, err := read(file(wire,
		`VN-5007,"5007.10,5007.90",of silk,known,P(WEAVE) or CTH,,Annex II,ORD,see Note 3,true,ART5,,1:6 7|2:7`,
		`4101,4101-4103,,gap,,,Annex II,ORD,,,,,`,
		`1211.40,1211.20,,ambiguous,,WO || CC,Annex 3-A,derived,,true,,,`))
	if err != nil {
		t.Fatal(err)
	}
	if len(lines) != 4 || lines[0].Codes.String() != "7408.19" || lines[0].Rule.String() != "CTH except(7407) or RVC(40)" {
		t.Fatalf("lines are %+v", lines)
	}
	silk := lines[1]
	if silk.Choice != "of silk" || !silk.Changed || silk.Note != "see Note 3" || silk.Tolerance != "ART5" ||
		!reflect.DeepEqual(silk.NotesOf, map[int][]string{1: {"6", "7"}, 2: {"7"}}) {
		t.Errorf("second line is %+v", silk)
	}
	if lines[2].State != Gap || len(lines[3].Rivals) != 2 || lines[3].Rivals[1].String() != "CC" {
		t.Errorf("last lines are %+v", lines[2:])
	}
}

func TestReadLinesRefuses(t *testing.T) {
	with := func(from, to string) string { return file(strings.Replace(wire, from, to, 1)) }
	tests := map[string]struct{ text, want string }{
		"empty file":          {"", "header row"},
		"other header":        {"id,codes\n", "header row"},
		"header renamed":      {strings.Replace(file(wire), "codes", "code", 1), "the header row is"},
		"too few fields":      {file("7408.19,7408.19,,known"), "wrong number of fields"},
		"unknown token":       {with("CTH", "CTX"), `row 2, line "7408.19": rule at 0, before "CTX`},
		"unknown process":     {with("CTH except(7407)", "P(FLY)"), "the code of a process"},
		"no id":               {with("7408.19,", ","), "it has no id"},
		"no citation":         {with("Annex 3-A p. 270", ""), "it has no citation"},
		"no source":           {with("treaty", ""), "it has no source"},
		"no codes":            {with("7408.19,7408.19", "7408.19,"), "codes are written"},
		"code of no edition":  {with("7408.19,7408.19", "7408.19,7408.99"), "no code 7408.99"},
		"excepted code":       {with("except(7407)", "except(7477)"), "CTH except(7477): the edition has no code 7477"},
		"unknown state":       {with("known", "guessed"), `state "guessed"`},
		"known without rule":  {with("CTH except(7407) or RVC(40)", ""), "a known line has one rule"},
		"gap with rule":       {with("known", "gap"), "a line in state gap has no rule"},
		"unread with rule":    {with("known", "unread"), "a line in state unread has no rule"},
		"one rival":           {file("1,0101,,ambiguous,,WO,a,b,,,,,"), "an ambiguous line has rivals"},
		"bad rival":           {file("1,0101,,ambiguous,,WO || XX,a,b,,,,,"), "a condition"},
		"changed":             {with("treaty,,,", "treaty,,yes,"), `changed is "yes"`},
		"notes of nothing":    {with("treaty,,,,,", "treaty,,,,,1:"), "notes of alternatives"},
		"notes of a fourth":   {with("treaty,,,,,", "treaty,,,,,4:6"), "alternative 4 of 2"},
		"notes twice":         {with("treaty,,,,,", "treaty,,,,6,1:6"), "for all alternatives and for single ones"},
		"all faults at once":  {file("a,0101,,known,CTX,,c,s,,,,,", "b,0101,,known,CTY,,c,s,,,,,"), `row 3, line "b"`},
		"quote left open":     {file(`"a`), "reading lines"},
		"notes said twice":    {with("treaty,,,,,", "treaty,,,,,1:6|1:7"), "notes of alternatives"},
		"rule left out twice": {with("CTH except(7407) or RVC(40)", "NONE or"), "rule at 4"},
	}
	for name, test := range tests {
		if _, err := read(test.text); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error is %v, want %s", name, err, test.want)
		}
	}
}

func TestReadLinesIsBounded(t *testing.T) {
	endless := head + `"` + strings.Repeat("x", maxFile)
	if _, err := read(endless); err == nil || !strings.Contains(err.Error(), "longer than") {
		t.Errorf("error is %.80v", err)
	}
}

// FuzzReadLines proves that lines which are accepted are read alike again after they were written.
func FuzzReadLines(f *testing.F) {
	f.Add(file(wire))
	f.Add(file(`VN-5007,"5007.10,5007.90",of silk,known,P(WEAVE) or CTH,,Annex II,ORD,,true,ART5,,1:6 7|2:7`))
	f.Add(file(`1,0101,,ambiguous,,WO || [a] CC; [b] CTH,a,b,,,,,`))
	f.Fuzz(func(t *testing.T, text string) {
		lines, err := read(text)
		if err != nil {
			return
		}
		back, err := read(write(t, lines))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(back, lines) {
			t.Fatalf("%+v\ncomes back as\n%+v", lines, back)
		}
	})
}

func write(t *testing.T, lines []Line) string {
	t.Helper()
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	records := [][]string{Columns}
	for i := range lines {
		records = append(records, lines[i].record())
	}
	if err := w.WriteAll(records); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// record is the line as a row of a file, the inverse of what ReadLines does.
func (l *Line) record() []string {
	rivals := make([]string, len(l.Rivals))
	for i, rival := range l.Rivals {
		rivals[i] = rival.String()
	}
	changed := ""
	if l.Changed {
		changed = "true"
	}
	return []string{l.ID, l.Codes.String(), l.Choice, string(l.State), l.Rule.String(), strings.Join(rivals, between),
		l.Citation, l.Source, l.Note, changed, l.Tolerance, strings.Join(l.Notes, " "), l.notesOf()}
}
