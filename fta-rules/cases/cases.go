// Package cases runs files of worked cases through the rules and compares what comes out with what the file expects.
//
// Three layouts of case files are known, one for each agreement. A schema translates a case of its layout into the
// vocabulary of the rules and names what the rules found in the words of the layout; comparing is done here, strictly:
// every expected member must have an answer and agree with it. Only prose, such as a reason given for the reader, is
// not compared. The rules know nothing of this package.
package cases

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure"
)

// Book is what is asked of the rules: *rules.Book is one.
type Book interface {
	RulesOn(a certificate.Agreement, day certificate.Date) (*agreement.Rules, bool)
	Claim(c origin.ClaimInput) origin.ClaimResult
	Determine(bill origin.Bill) (origin.Determination, error)
	Examine(c *procedure.Case, bills map[int]origin.Bill) (procedure.Decision, error)
}

// determine asks for the origin of a good. On a day for which the book holds no rules it cannot be told.
func determine(book Book, bill origin.Bill) (origin.Determination, error) {
	if _, held := book.RulesOn(bill.Agreement, bill.On); !held {
		return origin.Determination{Outcome: finding.CannotTell}, nil
	}
	determination, err := book.Determine(bill)
	if err != nil {
		return origin.Determination{}, fmt.Errorf("determine origin: %w", err)
	}
	return determination, nil
}

// Report is the outcome of a file of cases.
type Report struct {
	Agreement string   `json:"agreement"`
	Results   []Result `json:"results"`
}

// Result is the outcome of one case.
type Result struct {
	ID          string       `json:"id"`
	Title       string       `json:"title"`
	Passed      bool         `json:"passed"`
	Differences []Difference `json:"differences,omitempty"`
	Problem     string       `json:"problem,omitempty"` // why the case could not be run
}

// Difference is one expected member that does not agree with what was found.
type Difference struct {
	Member string `json:"member"` // such as "numbers.rvc_pct"
	Want   string `json:"want"`
	Got    string `json:"got"`
}

// Summary is "N passed, N failed".
func (r Report) Summary() string {
	passed := 0
	for _, result := range r.Results {
		if result.Passed {
			passed++
		}
	}
	return fmt.Sprintf("%d passed, %d failed", passed, len(r.Results)-passed)
}

// schema is one layout of case files.
type schema struct {
	agreement certificate.Agreement
	prose     []string // members of the expectation that are for the reader and not compared
	// examine runs one case. It returns an error if it does not understand the case.
	examine func(book Book, c source) (answers, error)
}

// schemas are the layouts known; a file says which it has, see recognise.
var schemas = []schema{atigaSchema, vkftaSchema, ukvftaSchema}

// ErrSchema is returned for a file that is not in a known layout.
var ErrSchema = errors.New("not a known layout of worked cases")

// source is a case as it stands in its file.
type source struct {
	meta meta
	raw  json.RawMessage
}

// file is what all layouts share.
type file struct {
	Meta  meta              `json:"meta"`
	Cases []json.RawMessage `json:"cases"`
}

// meta is what some layouts say of all their cases.
type meta struct {
	Agreement       string           `json:"agreement"`
	Prepared        certificate.Date `json:"prepared"` // the day to go by where a case names none
	ImporterDefault string           `json:"importer_default"`
}

// header is what the cases of all layouts share.
type header struct {
	ID        string         `json:"id"`
	Title     string         `json:"title"`
	Agreement string         `json:"agreement"` // in the layout for VKFTA
	Scheme    string         `json:"scheme"`    // in the layout for UKVFTA
	Expected  map[string]any `json:"expected"`
}

// Run runs every case of a file. It returns an error if the file as a whole cannot be read; a case that cannot be run
// has failed.
func Run(book Book, raw []byte) (Report, error) {
	var f file
	if err := json.Unmarshal(raw, &f); err != nil {
		return Report{}, fmt.Errorf("read cases: %w", err)
	}
	s, err := recognise(f)
	if err != nil {
		return Report{}, err
	}
	report := Report{Agreement: string(s.agreement), Results: make([]Result, 0, len(f.Cases))}
	for i, one := range f.Cases {
		report.Results = append(report.Results, s.run(book, source{f.Meta, one}, i+1))
	}
	return report, nil
}

// recognise tells the layout from the file's agreement, or the first case's agreement or scheme.
func recognise(f file) (schema, error) {
	named := []string{f.Meta.Agreement}
	if len(f.Cases) > 0 {
		var first header
		if err := json.Unmarshal(f.Cases[0], &first); err != nil {
			return schema{}, fmt.Errorf("read first case: %w", err)
		}
		named = append(named, first.Agreement, first.Scheme)
	}
	for _, s := range schemas {
		for _, name := range named {
			if strings.EqualFold(name, string(s.agreement)) {
				return s, nil
			}
		}
	}
	return schema{}, fmt.Errorf("%w: no agreement named among %q", ErrSchema, named)
}

// run runs the case that stands at a place of the file.
func (s schema) run(book Book, c source, place int) Result {
	var h header
	if err := decodeNumbers(c.raw, &h); err != nil {
		return Result{ID: fmt.Sprintf("case %d", place), Problem: err.Error()}
	}
	result := Result{ID: cmp.Or(h.ID, fmt.Sprintf("case %d", place)), Title: h.Title}
	if len(h.Expected) == 0 {
		result.Problem = "the case expects nothing"
		return result
	}
	got, err := s.examine(book, c)
	if err != nil {
		result.Problem = err.Error()
		return result
	}
	result.Differences = compare(h.Expected, got, s.prose)
	result.Passed = len(result.Differences) == 0
	return result
}
