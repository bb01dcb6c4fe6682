package rules

import (
	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
	"origo/fta-rules/psr"
)

// Answer is what an agreement's rules say of a code on a day. Its parts belong to the book and must not be changed.
type Answer struct {
	Agreement certificate.Agreement
	On        certificate.Date
	Rules     *agreement.Rules // nil if the book holds none for the day: the rule is unknown
	Mapping   hs.Mapping       // what the code is in the edition of the rules; several candidates leave it open
	Entries   []Entry          // every rule that may be the one, in the order of the candidates and of the annex
}

// Entry is one rule that may apply: a line of the annex, or the general rule for a code that the annex does not list.
type Entry struct {
	Code hs.Code         // in the edition of the rules
	Line *agreement.Line // nil for the general rule
}

// Lookup finds the rule for a code. The day is that of issue of the proof.
func (b *Book) Lookup(a certificate.Agreement, code certificate.HSCode, on certificate.Date) Answer {
	answer := Answer{Agreement: a, On: on}
	r, ok := b.RulesOn(a, on)
	if !ok {
		return answer
	}
	answer.Rules = r
	c, err := hs.Parse(code.Code)
	if err != nil {
		return answer
	}
	answer.Mapping = hs.Map(c, hs.Edition(code.Edition), r.Edition)
	for _, candidate := range answer.Mapping.Candidates {
		answer.Entries = append(answer.Entries, entriesAt(r, candidate)...)
	}
	return answer
}

// entriesAt are the rules for a subheading: its lines, otherwise the general rule if the agreement has one.
func entriesAt(r *agreement.Rules, c hs.Code) []Entry {
	lines := r.Table.At(c)
	if len(lines) == 0 && len(r.General) > 0 {
		return []Entry{{Code: c}}
	}
	entries := make([]Entry, len(lines))
	for i, line := range lines {
		entries[i] = Entry{Code: c, Line: line}
	}
	return entries
}

// Only is the one rule that applies, in notation; false if none is known for certain or several may apply.
func (a Answer) Only() (string, bool) {
	if len(a.Entries) == 0 || a.Mapping.OverLinked {
		return "", false
	}
	only := ""
	for i, e := range a.Entries {
		rule, known := e.Rule(a.Rules)
		if !known || (i > 0 && rule.String() != only) {
			return "", false
		}
		only = rule.String()
	}
	return only, true
}

// Rule is the entry's rule under the rules it is of; false if it is not known.
func (e Entry) Rule(r *agreement.Rules) (psr.Rule, bool) {
	if e.Line == nil {
		return psr.Rule{Parts: []psr.Part{{Alternatives: r.General}}}, len(r.General) > 0
	}
	return e.Line.Rule, e.Line.State == agreement.Known
}
