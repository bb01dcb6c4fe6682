package origin

import (
	"strings"

	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/psr"
)

// reading is one rule that may be the one for the good.
type reading struct {
	line         *agreement.Line // nil for the general rule and for a rule of the bill
	label        string          // of the part, if the rule is split
	alternatives []psr.Expr
	citation     string
	state        agreement.State // Known: the alternatives decide
	rival        bool            // one of several that the correlation of editions left
}

// readings are the rules that may be the one for the good: one, unless its description has to choose and has not, or
// the table itself leaves several.
func (w *work) readings() ([]reading, error) {
	lines := w.chosenLines()
	if w.bill.Rule != "" {
		return w.ofBill(lines)
	}
	var all []reading
	for _, line := range lines {
		all = append(all, w.ofLine(line)...)
	}
	if len(lines) > 0 {
		return all, nil
	}
	general := reading{alternatives: w.rules.General, citation: w.terms().Cites.General, state: agreement.Known}
	if len(general.alternatives) == 0 {
		general.state, general.citation = agreement.Unread, w.rules.Citation
	}
	return []reading{general}, nil
}

// chosenLines are the lines at the good's code: the one that the bill chooses, or all.
func (w *work) chosenLines() []*agreement.Line {
	if w.rules.Table == nil {
		return nil
	}
	lines := w.rules.Table.At(w.good)
	for i, line := range lines {
		if w.isChosen(line.ID) || w.isChosen(line.Choice) {
			return lines[i : i+1]
		}
	}
	return lines
}

// isChosen reports whether the bill chooses the line or part of that name.
func (w *work) isChosen(name string) bool {
	return name != "" && strings.EqualFold(name, w.bill.Good.Choice)
}

// ofBill reads the rule that the bill gives. Its tolerances are those of the line, if there is just one.
func (w *work) ofBill(lines []*agreement.Line) ([]reading, error) {
	rule, err := psr.Parse(w.bill.Rule)
	if err != nil {
		return nil, err
	}
	r := reading{citation: w.rules.Citation, state: agreement.Known}
	if len(lines) == 1 {
		r.line, r.citation = lines[0], lines[0].Citation
	}
	return w.parts(rule, r), nil
}

// ofLine gives the rules of a line, several if it is ambiguous.
func (w *work) ofLine(line *agreement.Line) []reading {
	r := reading{line: line, citation: line.Citation, state: line.State}
	switch line.State {
	case agreement.Known:
		return w.parts(line.Rule, r)
	case agreement.Ambiguous:
		r.rival, r.state = true, agreement.Known
		var all []reading
		for _, rival := range line.Rivals {
			all = append(all, w.parts(rival, r)...)
		}
		if len(all) > 0 {
			return all
		}
	}
	return []reading{r}
}

// parts gives the part of a rule that the bill chooses, or all.
func (w *work) parts(rule psr.Rule, r reading) []reading {
	parts := rule.Parts
	if chosen := chosenPart(rule, w.bill.Good.Choice); chosen >= 0 {
		parts = parts[chosen : chosen+1]
	}
	all := make([]reading, 0, len(parts))
	for _, part := range parts {
		r.label, r.alternatives = part.Label, part.Alternatives
		all = append(all, r)
	}
	return all
}

// name is how a bill chooses the reading.
func (r reading) name() string {
	switch {
	case r.label != "":
		return r.label
	case r.line != nil && r.line.Choice != "":
		return r.line.Choice
	case r.line != nil:
		return r.line.ID
	}
	return ""
}

// lineID is the line's id, empty if there is none.
func (r reading) lineID() string {
	if r.line == nil {
		return ""
	}
	return r.line.ID
}

// verdict is what one reading says of the good.
type verdict struct {
	reading
	finding.Finding
	routes []Route
}

// apply evaluates a reading.
func (w *work) apply(r reading) verdict {
	v := verdict{reading: r}
	v.Finding = finding.Finding{Citation: r.citation, Outcome: finding.CannotTell}
	if r.line != nil {
		v.Finding = v.From("line", r.line.ID)
	}
	if r.name() != "" {
		v.Finding = v.From("choice", r.name())
	}
	switch {
	case r.state == agreement.Gap:
		v.Message = "rule.none"
	case r.state != agreement.Known:
		v.Message, v.Evidence = "rule.unknown", []finding.Message{"evidence.rule_text"}
	default:
		w.try(&v)
	}
	if r.line != nil {
		v.Finding = provenanceOf(v.Finding, r.line)
	}
	return v
}

// provenanceOf adds what an officer should know of a line.
func provenanceOf(f finding.Finding, line *agreement.Line) finding.Finding {
	if line.Note != "" {
		f = f.From("note", line.Note)
	}
	if line.Changed {
		f = f.From("heading_changed", "true")
	}
	if c := line.Correction; c != nil {
		f = f.From("correction", c.Reason).From("correction_source", c.Source).From("correction_from", c.From.String())
	}
	return f
}

// try evaluates every alternative of a reading.
func (w *work) try(v *verdict) {
	v.Outcome = finding.NotMet
	v.routes, v.Findings = make([]Route, 0, len(v.alternatives)), make([]finding.Finding, 0, len(v.alternatives))
	for i, alternative := range v.alternatives {
		if i == 0 || v.line != nil && v.line.NotesOf != nil {
			w.tolerances = w.tolerancesFor(v.line, i+1)
		}
		route, f := w.route(i+1, alternative)
		v.routes = append(v.routes, route)
		v.Findings = append(v.Findings, f)
		v.Outcome = finding.Any(v.Outcome, f.Outcome)
	}
	v.Rule = v.notation()
	v.Message = by(v.Outcome, "rule.met", "rule.not_met", "rule.cannot_tell")
}

// notation is the part that was tried, as psr.Part writes it, put together from what its routes have written already.
func (v *verdict) notation() string {
	alternatives := make([]string, len(v.routes))
	for i, r := range v.routes {
		alternatives[i] = r.Rule
	}
	text := strings.Join(alternatives, " or ")
	if v.label != "" {
		text = "[" + v.label + "] " + text
	}
	return text
}
