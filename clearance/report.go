package clearance

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"origo/fta-rules/explain"
)

// Report is an assessment as it is sent and stored: with its words in one language, and with the facts it rests on
// where they were asked for, so that it can be replayed. The assessment's own bytes and digest do not depend on either.
type Report struct {
	Assessment
	Explained *Explained `json:"explained,omitempty"`
	Facts     *Facts     `json:"facts,omitempty"`
}

// Explained is an assessment in words.
type Explained struct {
	Language explain.Language      `json:"language"`
	Verdict  string                `json:"verdict"`
	Step     string                `json:"step"`
	Findings []explain.Explanation `json:"findings"` // as in the assessment
	Lines    []ExplainedLine       `json:"lines"`    // as in the assessment
}

// ExplainedLine is what is found about a line, in words.
type ExplainedLine struct {
	Line     int                   `json:"line"`
	Item     int                   `json:"item"`
	Verdict  string                `json:"verdict"`
	Step     string                `json:"step"`
	Findings []explain.Explanation `json:"findings"`
}

// Explain puts an assessment into words.
func (a Assessment) Explain(words explain.Catalogue) *Explained {
	e := &Explained{
		Language: words.Language(), Verdict: words.Verdict(a.Verdict), Step: words.Say(a.Step.Message),
		Findings: words.All(a.Findings), Lines: make([]ExplainedLine, len(a.Lines)),
	}
	for i, l := range a.Lines {
		e.Lines[i] = ExplainedLine{l.Line, l.Item, words.Verdict(l.Verdict), words.Say(l.Step.Message), words.All(l.Findings)}
	}
	return e
}

// MaxReport bounds a stored report that is read, in bytes.
const MaxReport = 16 << 20

// The ways in which bytes are no report that can be replayed.
var (
	errReportSize     = errors.New("larger than 16 MiB")
	errReportTrailing = errors.New("bytes after the end")
	errReportFacts    = errors.New("it was stored without its facts; ask for them with ?facts=true, or origo verify --facts")
)

// ParseReport reads a stored assessment with its facts. Unknown members, which no version of this program wrote, and
// trailing bytes are refused.
func ParseReport(raw []byte) (Report, error) {
	if len(raw) > MaxReport {
		return Report{}, fmt.Errorf("read stored assessment: %w", errReportSize)
	}
	var r Report
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return Report{}, fmt.Errorf("read stored assessment: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Report{}, fmt.Errorf("read stored assessment: %w", errReportTrailing)
	}
	if r.Facts == nil {
		return Report{}, fmt.Errorf("read stored assessment: %w", errReportFacts)
	}
	return r, nil
}
