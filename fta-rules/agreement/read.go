package agreement

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"origo/fta-rules/hs"
	"origo/fta-rules/psr"
)

// Columns is the header row of a file of lines. docs/rules.md says what each column holds.
var Columns = []string{"id", "codes", "choice", "state", "rule", "rivals", "citation", "source", "note", "changed",
	"tolerance", "notes", "notes_of"}

// maxFile bounds what ReadLines reads; the longest annex takes a tenth of it.
const maxFile = 16 << 20

// between separates the rival rules of an ambiguous line.
const between = " || "

// ReadLines reads the lines of an annex from CSV (RFC 4180, UTF-8, header row Columns) and checks each by itself: its
// words, its codes against the edition, its citation and source. All faults are reported, each with its row in the file.
// What concerns several lines is for Check.
func ReadLines(r io.Reader, edition hs.Edition) ([]Line, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("reading lines: %w", err)
	}
	if len(text) > maxFile {
		return nil, fmt.Errorf("the file is longer than %d bytes", maxFile)
	}
	reader := csv.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord = len(Columns)
	reader.ReuseRecord = true
	header, err := reader.Read()
	if err != nil {
		return nil, fmt.Errorf("reading the header row: %w", err)
	}
	if !slices.Equal(header, Columns) {
		return nil, fmt.Errorf("the header row is %q, not %q", header, Columns)
	}
	return readRecords(reader, newChecker(edition, nil), make([]Line, 0, bytes.Count(text, []byte("\n"))))
}

// readRecords appends the lines of the rows that follow.
func readRecords(reader *csv.Reader, check *checker, lines []Line) ([]Line, error) {
	var faults []error
	rules := ruleReader{}
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return lines, errors.Join(faults...)
		}
		if err != nil {
			return nil, errors.Join(append(faults, fmt.Errorf("reading lines: %w", err))...)
		}
		line, err := rules.line(record)
		if err == nil {
			err = check.line(&line)
		}
		if err != nil {
			row, _ := reader.FieldPos(0)
			faults = append(faults, fmt.Errorf("row %d, line %q: %w", row, line.ID, err))
		}
		lines = append(lines, line)
	}
}

// ruleReader reads every text of a rule once: thousands of lines share a few dozen.
type ruleReader map[string]psr.Rule

func (rules ruleReader) line(record []string) (Line, error) {
	line := Line{ID: record[0], Choice: record[2], State: State(record[3]), Citation: record[6], Source: record[7],
		Note: record[8], Changed: record[9] == "true", Tolerance: record[10]}
	var faults [5]error
	line.Codes, faults[0] = hs.ParseSet(record[1])
	line.Rule, faults[1] = rules.rule(record[4])
	line.Rivals, faults[2] = rules.rivals(record[5])
	if record[9] != "" && !line.Changed {
		faults[3] = fmt.Errorf("changed is %q, not true or empty", record[9])
	}
	line.Notes = strings.Fields(record[11])
	line.NotesOf, faults[4] = readNotesOf(record[12])
	return line, errors.Join(faults[:]...)
}

func (rules ruleReader) rule(text string) (psr.Rule, error) {
	if rule, known := rules[text]; known || text == "" {
		return rule, nil
	}
	rule, err := psr.Parse(text)
	if err != nil {
		return psr.Rule{}, err
	}
	rules[text] = rule
	return rule, nil
}

func (rules ruleReader) rivals(text string) ([]psr.Rule, error) {
	if text == "" {
		return nil, nil
	}
	var rivals []psr.Rule
	for text := range strings.SplitSeq(text, between) {
		rival, err := rules.rule(text)
		if err != nil {
			return nil, err
		}
		rivals = append(rivals, rival)
	}
	return rivals, nil
}

// readNotesOf reads the notes of single alternatives, such as "1:6 7|2:7".
func readNotesOf(text string) (map[int][]string, error) {
	if text == "" {
		return nil, nil
	}
	notes := map[int][]string{}
	for one := range strings.SplitSeq(text, "|") {
		number, ids, _ := strings.Cut(one, ":")
		alternative, err := strconv.Atoi(number)
		list := strings.Fields(ids)
		if err != nil || len(list) == 0 || notes[alternative] != nil {
			return nil, fmt.Errorf(`notes of alternatives are %q, not written like "1:6 7|2:7"`, text)
		}
		notes[alternative] = list
	}
	return notes, nil
}

// notesOf is the inverse of readNotesOf.
func (l *Line) notesOf() string {
	if len(l.NotesOf) == 0 {
		return ""
	}
	var parts []string
	for alternative, ids := range l.NotesOf {
		parts = append(parts, strconv.Itoa(alternative)+":"+strings.Join(ids, " "))
	}
	slices.Sort(parts)
	return strings.Join(parts, "|")
}
