// Package sheet lays assessments and notices out for paper: it chooses the words, and package printed draws them.
package sheet

import (
	"embed"
	"fmt"
	"strconv"
	"strings"

	"origo/certificate"
	"origo/certificate/printed"
	"origo/clearance"
	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
)

//go:embed texts/*.txt
var texts embed.FS

// Desk lays out in one language. It does not change and may be used by several goroutines.
type Desk struct{ words explain.Catalogue }

// New loads the words of a language.
func New(language explain.Language) (Desk, error) {
	words, err := explain.Load(language, texts)
	if err != nil {
		return Desk{}, fmt.Errorf("load the words of sheets: %w", err)
	}
	return Desk{words}, nil
}

// Assessment is an assessment in words, made on the given day.
func (d Desk) Assessment(a clearance.Assessment, on certificate.Date) printed.Report {
	name := d.words.Say("sheet.unnamed")
	if a.Certificate != nil {
		name = a.Certificate.String()
	}
	r := printed.Report{
		Language: string(d.words.Language()), Day: on, Title: d.words.Say("sheet.assessment"), Name: name,
		Sign: verdictSign(a.Verdict), Verdict: d.words.Verdict(a.Verdict), Next: d.next(a.Step), Facts: d.facts(a),
		Sections: []printed.Section{{Heading: d.words.Say("sheet.whole"), Findings: d.findings(a.Findings)}},
		Page:     d.page(), Foot: d.foot(name),
	}
	for _, l := range a.Lines {
		r.Sections = append(r.Sections, printed.Section{Heading: d.line(l), Verdict: d.lineVerdict(l), Findings: d.findings(l.Findings)})
	}
	return r
}

// verdictSign is the shape of a verdict.
func verdictSign(v clearance.Verdict) printed.Sign {
	switch v {
	case clearance.Accept, clearance.AcceptPart, clearance.Waived:
		return printed.SignMet
	case clearance.Refuse, clearance.Correct:
		return printed.SignNot
	}
	return printed.SignUnsure
}

// next says what to do, and by when.
func (d Desk) next(s clearance.Step) []string {
	next := []string{d.words.Say(s.Message)}
	if !s.Until.IsZero() {
		next = append(next, d.words.Say("step.until", said("until", d.words.Language().Date(s.Until))))
	}
	if s.Curable {
		next = append(next, d.words.Say("frame.curable"))
	}
	return next
}

// facts say what the assessment rests on.
func (d Desk) facts(a clearance.Assessment) []string {
	asOf := d.words.Say("sheet.as_of.nothing")
	if a.AsOf.Channel != "" {
		asOf = d.words.Say(finding.Message("sheet.as_of."+string(a.Source)), said("block", strconv.FormatUint(a.AsOf.Block, 10)),
			said("channel", a.AsOf.Channel), said("block_time", a.AsOf.BlockTime), said("expires", a.AsOf.Expires))
	}
	rules := d.words.Say("sheet.rules", said("version", a.RuleSet.Version), said("rules", a.RuleSet.Rules))
	if a.RuleSet.Rules == "" {
		rules = d.words.Say("sheet.no_rules", said("version", a.RuleSet.Version))
	}
	return []string{asOf, rules, d.words.Say("sheet.digests", said("digest", a.Digest), said("inputs", a.Inputs))}
}

// line names a line, by its item alone where nothing was declared.
func (d Desk) line(l clearance.Line) string {
	if l.Line == 0 {
		return d.words.Say("frame.item", said("item", strconv.Itoa(l.Item)))
	}
	return d.words.Say("sheet.line", said("line", strconv.Itoa(l.Line)), said("item", strconv.Itoa(l.Item)))
}

// lineVerdict is the verdict on a line with the quantity that it covers.
func (d Desk) lineVerdict(l clearance.Line) string {
	verdict := d.words.Verdict(l.Verdict)
	if l.Covered == nil {
		return verdict
	}
	return verdict + ", " + d.words.Say("frame.covered", said("quantity", l.Covered.Value.String()+" "+l.Covered.Unit))
}

// findings puts checks into words.
func (d Desk) findings(all []clearance.Finding) []printed.Finding {
	var worded []printed.Finding
	for _, e := range d.words.All(all) {
		worded = append(worded, d.finding(e))
	}
	return worded
}

// finding is one check with its parts.
func (d Desk) finding(e explain.Explanation) printed.Finding {
	f := printed.Finding{Sign: printed.Sign(e.Outcome), Word: e.Word, Text: e.Text, Basis: strings.Trim(e.Check+" | "+e.Citation, " |")}
	if e.Required != "" {
		f.Evidence = append(f.Evidence, d.words.Say("frame.required", said("required", e.Required)))
	}
	if e.Until != "" {
		f.Evidence = append(f.Evidence, d.words.Say("frame.follows_until", said("verdict", e.Verdict), said("until", e.Until)))
	}
	for _, wanted := range e.Evidence {
		f.Evidence = append(f.Evidence, d.words.Say("frame.evidence", said("evidence", wanted)))
	}
	if e.Correction != "" {
		f.Evidence = append(f.Evidence, e.Correction)
	}
	for _, part := range e.Parts {
		f.Parts = append(f.Parts, d.finding(part))
	}
	return f
}

// Letter is a notice about a certificate in the language, whose words are given.
func (d Desk) Letter(name, title string, lines []string) printed.LetterText {
	return printed.LetterText{Language: string(d.words.Language()), Title: title, Lines: lines, Page: d.page(), Foot: d.foot(name)}
}

// page is how pages are counted: the numbers are filled in when they are known.
func (d Desk) page() string {
	return d.words.Say("sheet.page", said("page", "{page}"), said("pages", "{pages}"))
}

// foot is what stands under every page.
func (d Desk) foot(name string) string { return d.words.Say("sheet.foot", said("name", name)) }

// said is a value of a sentence.
func said(name, value string) finding.Value { return finding.Value{Name: name, Value: value} }
