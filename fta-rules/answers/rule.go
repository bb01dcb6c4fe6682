package answers

import (
	"slices"

	"origo/certificate"
	rules "origo/fta-rules"
	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
	"origo/fta-rules/psr"
)

// Rule is what the rules of an agreement say of a code on a day.
type Rule struct {
	Agreement certificate.Agreement `json:"agreement"`
	On        certificate.Date      `json:"on"`
	HS        certificate.HSCode    `json:"hs"`
	Known     bool                  `json:"known"`           // false: an officer must find the rule
	Rules     *RuleSet              `json:"rules,omitempty"` // null: no rules are held for the day
	Mapping   *Mapping              `json:"mapping,omitempty"`
	Entries   []Entry               `json:"entries"`
	Notes     []string              `json:"notes,omitempty"`
}

// Mapping is what the code is in the edition in which the rules are written.
type Mapping struct {
	From       int      `json:"from"`
	To         int      `json:"to"`
	Candidates []string `json:"candidates"` // several: which one, the goods decide
	Relation   string   `json:"relation,omitempty"`
	Certain    bool     `json:"certain"`
}

// Entry is one line of the annex, or the general rule.
type Entry struct {
	Code         string          `json:"code"`           // in the edition of the rules
	Line         string          `json:"line,omitempty"` // id; empty for the general rule
	Choice       string          `json:"choice,omitempty"`
	State        agreement.State `json:"state"`
	Rule         string          `json:"rule,omitempty"` // in notation
	Alternatives []Alternative   `json:"alternatives,omitempty"`
	Rivals       []Worded        `json:"rivals,omitempty"` // of an ambiguous line
	Tolerances   []Tolerance     `json:"tolerances,omitempty"`
	Citation     string          `json:"citation"`
	Source       string          `json:"source,omitempty"`
	Notes        []string        `json:"notes,omitempty"`

	Correction *agreement.Correction `json:"correction,omitempty"`
}

// Alternative is one way in which goods may originate; the exporter chooses.
type Alternative struct {
	Number int    `json:"number"`
	Part   string `json:"part,omitempty"` // which goods of the line it is for
	Worded
}

// Rule answers what the rule for a code is, for proofs issued on the day.
func (d Desk) Rule(a certificate.Agreement, code certificate.HSCode, on certificate.Date) Rule {
	found := d.book.Lookup(a, code, on)
	answer := Rule{Agreement: a, On: on, HS: code, Entries: []Entry{}}
	if found.Rules == nil {
		answer.Notes = []string{d.words.Say("frame.no_rules", value("on", on.String()))}
		return answer
	}
	answer.Rules, answer.Mapping = ruleSet(found.Rules), mapping(found.Mapping)
	answer.Notes = d.notes(found)
	for _, entry := range found.Entries {
		answer.Entries = append(answer.Entries, d.entry(found.Rules, entry))
	}
	_, answer.Known = found.Only()
	return answer
}

func mapping(m hs.Mapping) *Mapping {
	all := make([]string, len(m.Candidates))
	for i, c := range m.Candidates {
		all[i] = c.String()
	}
	return &Mapping{From: int(m.From), To: int(m.To), Candidates: all, Relation: string(m.Relation), Certain: m.Certain()}
}

// notes are what an officer should know before reading the rule.
func (d Desk) notes(found rules.Answer) []string {
	var notes []string
	if !found.Rules.Official {
		notes = append(notes, d.words.Say("frame.derived"))
	}
	switch m := found.Mapping; {
	case !m.Known():
		notes = append(notes, d.words.Say("frame.unmapped", value("code", m.Code.String()), value("edition", m.From.String()), value("of", m.To.String())))
	case m.OverLinked:
		notes = append(notes, d.words.Say("frame.overlinked", value("of", m.To.String())))
	case !m.Certain():
		notes = append(notes, d.words.Say("frame.several", value("of", m.To.String())))
	}
	return notes
}

func (d Desk) entry(r *agreement.Rules, e rules.Entry) Entry {
	rule, known := e.Rule(r)
	answer := Entry{Code: e.Code.String(), State: agreement.Known, Citation: r.Terms.Cites.General, Tolerances: d.tolerances(r, e)}
	if e.Line == nil {
		answer.Notes = []string{d.words.Say("frame.general")}
	} else {
		d.line(&answer, e.Line)
	}
	if known {
		answer.Rule, answer.Alternatives = rule.String(), d.alternatives(rule)
	}
	return answer
}

// line adds what the line of the annex tells besides its rule.
func (d Desk) line(answer *Entry, line *agreement.Line) {
	answer.Line, answer.Choice, answer.State = line.ID, line.Choice, line.State
	answer.Citation, answer.Source, answer.Correction = line.Citation, line.Source, line.Correction
	if line.State != agreement.Known {
		answer.Notes = append(answer.Notes, d.words.State(line.State))
	}
	if line.Changed {
		answer.Notes = append(answer.Notes, d.words.Say("frame.changed"))
	}
	if line.Note != "" {
		answer.Notes = append(answer.Notes, line.Note)
	}
	for _, rival := range line.Rivals {
		answer.Rivals = append(answer.Rivals, Worded{rival.String(), d.words.Rule(rival)})
	}
}

// alternatives numbers all alternatives of a rule through its parts.
func (d Desk) alternatives(r psr.Rule) []Alternative {
	var all []Alternative
	for _, part := range r.Parts {
		for _, e := range part.Alternatives {
			all = append(all, Alternative{Number: len(all) + 1, Part: part.Label, Worded: Worded{e.String(), d.words.Part(psr.Part{Label: part.Label, Alternatives: []psr.Expr{e}})}})
		}
	}
	return all
}

// Tolerance is a share of materials that need not meet the rule.
type Tolerance struct {
	ID       string `json:"id"`
	Words    string `json:"words"`
	Citation string `json:"citation"`
}

// tolerances are those that hold for a line: the ones it names, otherwise the one for its chapter.
func (d Desk) tolerances(r *agreement.Rules, e rules.Entry) []Tolerance {
	var all []Tolerance
	for _, t := range r.Terms.Tolerances {
		if holds(t, e) {
			all = append(all, Tolerance{ID: t.ID, Words: d.words.Tolerance(t, r.Terms.Price), Citation: t.Citation})
		}
	}
	return all
}

func holds(t agreement.Tolerance, e rules.Entry) bool {
	if e.Line == nil {
		return t.Chapters.Contains(e.Code)
	}
	if slices.Contains(e.Line.Notes, t.ID) || e.Line.Tolerance == t.ID {
		return true
	}
	for _, ids := range e.Line.NotesOf {
		if slices.Contains(ids, t.ID) {
			return true
		}
	}
	return e.Line.Tolerance == "" && t.Chapters.Contains(e.Code)
}
