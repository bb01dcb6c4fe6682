package answers

import (
	"fmt"
	"io"
	"strings"

	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
)

// WriteRule prints the rule for a code.
func (d Desk) WriteRule(w io.Writer, r Rule) {
	p := d.page(w)
	p.say("", "frame.asked", value("agreement", strings.ToUpper(string(r.Agreement))), value("hs", shownCode(r.HS)),
		value("edition", fmt.Sprintf("HS %d", r.HS.Edition)), value("on", r.On.String()))
	p.rules(r.Rules)
	if r.Mapping != nil && r.Mapping.From != r.Mapping.To && len(r.Mapping.Candidates) > 0 {
		p.say("", "frame.mapped", value("code", shownCode(r.HS)), value("edition", fmt.Sprintf("HS %d", r.Mapping.From)),
			value("codes", strings.Join(r.Mapping.Candidates, ", ")), value("of", fmt.Sprintf("HS %d", r.Mapping.To)))
	}
	for _, note := range r.Notes {
		p.line("", note)
	}
	for _, e := range r.Entries {
		p.line("", "")
		p.entry(e)
	}
}

// shownCode is a code as tariffs print its subheading.
func shownCode(code certificate.HSCode) string {
	if c, err := hs.Parse(code.Code); err == nil {
		return c.String()
	}
	return code.Code
}

// entry writes one line of the annex, or the general rule.
func (p page) entry(e Entry) {
	title := e.Code
	if e.Line != "" && e.Line != e.Code {
		title += " [" + e.Line + "]"
	}
	p.line("", title)
	if e.Choice != "" {
		p.say("  ", "frame.choice", value("choice", e.Choice))
	}
	for _, note := range e.Notes {
		p.line("  ", note)
	}
	if e.Correction != nil {
		p.correction(e.Correction)
	}
	for _, a := range e.Alternatives {
		p.alternative(a)
	}
	for _, rival := range e.Rivals {
		p.line("  - ", rival.Rule)
		p.line("    ", rival.Words)
	}
	for _, t := range e.Tolerances {
		p.say("  ", "frame.tolerance", value("tolerance", t.Words), value("citation", t.Citation))
	}
	p.say("  ", "frame.citation", value("citation", e.Citation))
	if e.Source != "" {
		p.say("  ", "frame.source", value("source", e.Source))
	}
}

func (p page) correction(c *agreement.Correction) {
	p.say("  ", "frame.correction", value("reason", c.Reason), value("source", c.Source), value("from", c.From.String()))
}

// alternative writes one way to originate, in notation and in words.
func (p page) alternative(a Alternative) {
	label := ""
	if a.Part != "" {
		label = "[" + a.Part + "] "
	}
	p.line("  ", fmt.Sprintf("%d. %s%s", a.Number, label, a.Rule))
	p.line("     ", a.Words)
}

// WriteProvisions prints what an agreement lays down, by topic.
func (d Desk) WriteProvisions(w io.Writer, all Provisions) {
	p := d.page(w)
	p.say("", "frame.provisions", value("agreement", strings.ToUpper(string(all.Agreement))), value("on", all.On.String()))
	p.rules(all.Rules)
	topic := agreement.Topic("")
	for _, provision := range all.Provisions {
		if provision.Topic != topic {
			topic = provision.Topic
			p.line("", "\n"+provision.Title)
		}
		p.line("  ", provision.Text)
		p.line("    ", provision.Citation)
	}
}
