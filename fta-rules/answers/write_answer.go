package answers

import (
	"fmt"
	"io"
	"strings"

	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
)

// WriteDetermination prints whether a good originates, why, and what would alter that.
func (d Desk) WriteDetermination(w io.Writer, answer Determination) {
	p := d.page(w)
	p.line("", strings.ToUpper(answer.Words))
	if by := answer.Result.By; by != nil {
		p.say("  ", "frame.by_alternative", value("words", answer.By))
		if by.Criterion != "" {
			p.say("  ", "frame.criterion", value("criterion", by.Criterion))
		}
		if len(by.Marks) > 0 {
			p.say("  ", "frame.marks", value("marks", strings.Join(by.Marks, ", ")))
		}
	}
	p.line("", "\n"+p.words.Say("frame.why"))
	p.explanations("  ", []explain.Explanation{answer.Tree})
	if len(answer.Remedies) > 0 {
		p.line("", "\n"+p.words.Say("frame.remedies"))
		p.remedies(answer.Remedies)
	}
	set := answer.Result.Rules
	p.line("", "\n"+p.words.Say("frame.rested", value("version", set.Version), value("edition", fmt.Sprintf("HS %d", set.Edition)),
		value("digest", short(set.Digest)), value("input", short(answer.Result.Input))))
	if !set.Official {
		p.say("", "frame.derived")
	}
}

// remedies writes what would alter an answer, with the article behind it.
func (p page) remedies(all []explain.Explanation) {
	for _, e := range all {
		p.line("  - ", e.Text)
		for _, wanted := range e.Evidence {
			p.say("    ", "frame.evidence", value("evidence", wanted))
		}
		if e.Citation != "" {
			p.line("    ", e.Citation)
		}
	}
}

// short is the beginning of a digest, for the eye.
func short(digest string) string { return digest[:min(12, len(digest))] }

// WriteCheck prints what the rules make of a certificate, item by item. In brief, what is met is only counted.
func (d Desk) WriteCheck(w io.Writer, answer Check, brief bool) {
	p := d.page(w)
	p.line("", fmt.Sprintf("%s: %s", answer.Certificate, strings.ToUpper(answer.Words)))
	if answer.Curable {
		p.say("  ", "frame.curable")
	}
	p.line("", "")
	p.findings("  ", answer.Findings, brief)
	for _, item := range answer.Items {
		p.item(item, brief)
	}
}

func (p page) item(item CheckedItem, brief bool) {
	text := p.words.Say("frame.item", value("item", fmt.Sprint(item.Number))) + ": " + item.Words
	if item.Covered != nil {
		text += ", " + p.words.Say("frame.covered", value("quantity", item.Covered.Value.String()+" "+item.Covered.Unit))
	}
	p.line("  ", text)
	p.findings("    ", item.Findings, brief)
}

// findings writes findings one by one; in brief those that are met are counted.
func (p page) findings(indent string, all []explain.Explanation, brief bool) {
	met := 0
	for _, e := range all {
		if brief && (e.Outcome == finding.Met || e.Outcome == finding.NotApplicable) {
			met++
			continue
		}
		p.words.Write(p, indent, e)
	}
	if met > 0 {
		p.say(indent, "frame.fine", value("met", fmt.Sprint(met)), value("all", fmt.Sprint(len(all))))
	}
}
