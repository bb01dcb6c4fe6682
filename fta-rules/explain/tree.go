package explain

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"origo/fta-rules/finding"
	"origo/fta-rules/psr"
)

// Explanation is a finding in words, with everything below it.
type Explanation struct {
	Check    string          `json:"check,omitempty"`
	Item     int             `json:"item,omitempty"`
	Outcome  finding.Outcome `json:"outcome"`
	Word     string          `json:"word"`               // the outcome
	Verdict  string          `json:"verdict,omitempty"`  // what follows
	Text     string          `json:"text"`               // what was found
	Rule     string          `json:"rule,omitempty"`     // in notation, or the id of a tolerance
	Required string          `json:"required,omitempty"` // the rule in words
	Citation string          `json:"citation,omitempty"`
	Until    string          `json:"until,omitempty"`    // the deadline
	Evidence []string        `json:"evidence,omitempty"` // what would settle it
	// Correction tells that an operator corrected the line that was applied, why, on what ground and since when.
	Correction string        `json:"correction,omitempty"`
	Parts      []Explanation `json:"parts,omitempty"`
}

// Explain puts a finding and everything below it into words.
func (c Catalogue) Explain(f finding.Finding) Explanation {
	e := Explanation{
		Check: f.Check, Item: f.Item, Outcome: f.Outcome, Word: c.Outcome(f.Outcome), Text: c.Text(f), Citation: f.Citation, Rule: f.Rule,
	}
	if f.Verdict != "" {
		e.Verdict = c.Verdict(f.Verdict)
	}
	if rule, err := psr.Parse(f.Rule); err == nil {
		e.Required = c.Rule(rule)
	}
	if !f.Until.IsZero() {
		e.Until = c.language.Date(f.Until)
	}
	for _, wanted := range f.Evidence {
		e.Evidence = append(e.Evidence, c.say(wanted, f))
	}
	e.Correction = c.correction(f)
	for _, part := range f.Findings {
		e.Parts = append(e.Parts, c.Explain(part))
	}
	return e
}

// correction says that the line that a finding rests on was corrected, nothing if it was not.
func (c Catalogue) correction(f finding.Finding) string {
	reason, corrected := f.Value("correction")
	if !corrected {
		return ""
	}
	source, _ := f.Value("correction_source")
	from, _ := f.Value("correction_from")
	return c.Say("frame.correction", value("reason", reason), value("source", source), value("from", from))
}

// All puts several findings into words.
func (c Catalogue) All(findings []finding.Finding) []Explanation {
	all := make([]Explanation, len(findings))
	for i, f := range findings {
		all[i] = c.Explain(f)
	}
	return all
}

// Outcome is an outcome in words.
func (c Catalogue) Outcome(o finding.Outcome) string {
	return c.Say(finding.Message("frame.outcome." + string(o)))
}

// Verdict is a verdict in words.
func (c Catalogue) Verdict(v finding.Verdict) string {
	return c.Say(finding.Message("frame.verdict." + string(v)))
}

// signs stand before the line of an outcome.
var signs = map[finding.Outcome]string{finding.Met: "✓", finding.NotMet: "✗", finding.CannotTell: "?", finding.NotApplicable: "–"}

// Write prints an explanation for a terminal, each level indented further. A rule or an article that the level above
// has named already is not repeated.
func (c Catalogue) Write(w io.Writer, indent string, e Explanation) {
	c.write(w, indent, e, Explanation{})
}

func (c Catalogue) write(w io.Writer, indent string, e, above Explanation) {
	fmt.Fprintf(w, "%s%s %s: %s\n", indent, signs[e.Outcome], e.Word, e.Text)
	for _, line := range c.details(e, above) {
		fmt.Fprintf(w, "%s    %s\n", indent, line)
	}
	for _, part := range e.Parts {
		c.write(w, indent+"  ", part, e)
	}
}

// details are the lines below the first one of an explanation.
func (c Catalogue) details(e, above Explanation) []string {
	var lines []string
	if e.Required != "" && e.Required != above.Required {
		lines = append(lines, c.Say("frame.required", finding.Value{Name: "required", Value: e.Required}))
	}
	if e.Verdict != "" && e.Verdict != c.Verdict(finding.Accept) {
		lines = append(lines, c.follows(e))
	}
	if e.Citation == above.Citation {
		e.Citation = ""
	}
	if basis := strings.Trim(e.Check+" | "+e.Citation, " |"); basis != "" {
		lines = append(lines, basis)
	}
	if e.Correction != "" {
		lines = append(lines, e.Correction)
	}
	for _, wanted := range e.Evidence {
		lines = append(lines, c.Say("frame.evidence", finding.Value{Name: "evidence", Value: wanted}))
	}
	return lines
}

// follows says what follows from a finding, and until when.
func (c Catalogue) follows(e Explanation) string {
	verdict := finding.Value{Name: "verdict", Value: e.Verdict}
	if e.Until == "" {
		return c.Say("frame.follows", verdict)
	}
	return c.Say("frame.follows_until", verdict, finding.Value{Name: "until", Value: e.Until})
}

// itoa writes a count.
func itoa(n int) string { return strconv.Itoa(n) }
