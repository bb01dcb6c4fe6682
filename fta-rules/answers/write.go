package answers

import (
	"fmt"
	"io"

	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
)

// page is where an answer is written for people. Errors of the writer end the writing; the caller of a terminal has
// nobody to tell.
type page struct {
	io.Writer
	words explain.Catalogue
}

// page begins to write.
func (d Desk) page(w io.Writer) page { return page{w, d.words} }

// line writes one line.
func (p page) line(indent, text string) { fmt.Fprintln(p, indent+text) }

// say writes one line with the sentence of a code.
func (p page) say(indent string, code finding.Message, values ...finding.Value) {
	p.line(indent, p.words.Say(code, values...))
}

// rules writes which version an answer rests on.
func (p page) rules(r *RuleSet) {
	if r == nil {
		return
	}
	code := finding.Message("frame.rules")
	if r.Until != "" {
		code = "frame.rules_until"
	}
	p.say("", code, value("version", r.Version), value("edition", fmt.Sprintf("HS %d", r.Edition)), value("from", r.From), value("until", r.Until))
}

// explanations writes findings in words.
func (p page) explanations(indent string, all []explain.Explanation) {
	for _, e := range all {
		p.words.Write(p, indent, e)
	}
}
