package origin

import (
	"slices"
	"strconv"

	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
)

// unmapped refers a good whose code is not one, or only a few, of the subheadings of the rules.
func (d Determination) unmapped(r *agreement.Rules, b *Bill, m hs.Mapping) Determination {
	d.Outcome = finding.CannotTell
	d.Tree = finding.Finding{Outcome: d.Outcome, Message: "origin.cannot_tell", Citation: r.Citation}
	f := mappingFinding(r, b, m)
	d.Tree.Findings = []finding.Finding{f}
	d.Remedies = []finding.Finding{codeRemedy(f)}
	if b.Criterion != "" {
		d.Claimed = finding.CannotTell
	}
	return d
}

// mappingFinding tells what the good's code is in the edition of the rules.
func mappingFinding(r *agreement.Rules, b *Bill, m hs.Mapping) finding.Finding {
	f := finding.Finding{Outcome: finding.Met, Message: "hs.mapped", Citation: r.Terms.Cites.Edition}
	f.Inputs = finding.Values{{Name: "code", Value: b.Good.HS.Code}, {Name: "edition", Value: m.From.String()}}
	switch {
	case !m.Known():
		f.Outcome, f.Message = finding.CannotTell, "hs.unknown"
	case len(m.Candidates) > 1 || m.OverLinked:
		f.Outcome, f.Message = finding.CannotTell, "hs.ambiguous"
	}
	f.Computed = finding.Values{{Name: "rules_edition", Value: m.To.String()}, {Name: "candidates", Value: codesText(m.Candidates)}}
	return f
}

// codesText lists codes, the first few of many.
func codesText(codes []hs.Code) string {
	const most = 20
	if len(codes) == 1 {
		return codes[0].String()
	}
	text := ""
	for i, c := range codes {
		if i == most {
			return text + " ..."
		}
		if i > 0 {
			text += " "
		}
		text += c.String()
	}
	return text
}

// conclude makes one determination of the answers for each candidate subheading of the good. They must agree.
func (d *Determination) conclude(b *Bill, m hs.Mapping, answers []answer) {
	outcomes := make([]finding.Outcome, len(answers))
	for i := range answers {
		outcomes[i] = answers[i].outcome
	}
	d.Outcome = finding.Agreeing(outcomes...)
	first := &answers[0]
	d.Tree = finding.Finding{Outcome: d.Outcome, Citation: first.work.rules.Citation}
	d.Tree.Message = by(d.Outcome, "origin.met", "origin.not_met", "origin.cannot_tell")
	d.Tree.Findings = append(make([]finding.Finding, 0, 3+len(answers)+len(first.beside)), mappingFinding(first.work.rules, b, m), first.materials())
	for i := range answers {
		d.include(&answers[i], len(answers) > 1)
	}
	d.Numbers, d.Shares = first.numbers.values, first.numbers.shares
	d.By = d.firstMet()
	d.claim(b, answers)
	d.Line = onlyLine(answers)
	d.Remedies = d.remedies(answers)
	if len(answers) > 1 && d.Outcome == finding.CannotTell {
		d.Remedies = append(d.Remedies, codeRemedy(d.Tree.Findings[0]))
	}
}

// onlyLine is the line that every answer applied, empty if there was none or more than one.
func onlyLine(answers []answer) string {
	id := ""
	for _, a := range answers {
		for _, v := range a.rules {
			if id != "" && v.lineID() != id || v.line == nil {
				return ""
			}
			id = v.lineID()
		}
	}
	return id
}

// codeRemedy asks which subheading of the rules the good is.
func codeRemedy(mapping finding.Finding) finding.Finding {
	return finding.Finding{
		Outcome: finding.CannotTell, Message: "remedy.code", Citation: mapping.Citation, Inputs: mapping.Inputs, Computed: mapping.Computed,
	}
}

// include adds one answer to the tree and the routes.
func (d *Determination) include(a *answer, oneOfSeveral bool) {
	routes := len(a.routes)
	for _, v := range a.rules {
		routes += len(v.routes)
	}
	d.Routes = append(slices.Grow(d.Routes, routes), a.routes...)
	for _, v := range a.rules {
		d.Routes = append(d.Routes, v.routes...)
	}
	if !oneOfSeveral {
		d.Tree.Findings = a.addParts(d.Tree.Findings)
		return
	}
	f := finding.Finding{Outcome: a.outcome, Message: by(a.outcome, "candidate.met", "candidate.not_met", "candidate.cannot_tell")}
	f = f.From("code", a.good.String())
	f.Findings = a.addParts(nil)
	d.Tree.Findings = append(d.Tree.Findings, f)
}

// addParts adds the findings that the answer is made of.
func (a *answer) addParts(findings []finding.Finding) []finding.Finding {
	findings = append(findings, a.minimal)
	findings = append(findings, a.beside...)
	switch len(a.rules) {
	case 0:
		return findings
	case 1:
		return append(findings, a.rules[0].Finding)
	}
	return append(findings, a.choice())
}

// choice is the finding where several readings are possible.
func (a *answer) choice() finding.Finding {
	outcomes, names := make([]finding.Outcome, len(a.rules)), ""
	f := finding.Finding{Message: "rule.choice"}
	for i, v := range a.rules {
		outcomes[i] = v.Outcome
		if i > 0 {
			names += "; "
		}
		names += v.name()
		if v.rival {
			f.Message = "rule.ambiguous"
		}
		f.Findings = append(f.Findings, v.Finding)
	}
	f.Outcome = finding.Agreeing(outcomes...)
	if f.Outcome != finding.CannotTell {
		f.Message = "rule.agreeing"
	}
	return f.From("options", names)
}

// materials counts the materials that originate and those that do not, and tells of each of which there is more to say
// than the bill does.
func (a *answer) materials() finding.Finding {
	f := finding.Finding{Outcome: finding.NotApplicable, Message: "status.materials"}
	if !a.statesMaterials() {
		f.Message = "materials.not_stated"
		return f
	}
	originating, foreign := 0, 0
	for i := range a.inputs {
		in := &a.inputs[i]
		switch in.why.message {
		case "status.originating":
			originating++
		case "status.non_originating":
			foreign++
		}
		if in.isRemarkable() {
			f.Findings = append(f.Findings, a.standing(in))
		}
	}
	f.Inputs = finding.Values{{Name: "originating", Value: strconv.Itoa(originating)}, {Name: "non_originating", Value: strconv.Itoa(foreign)}}
	return f
}

// isRemarkable reports whether the status of the material, its code or its role needs a word.
func (in *input) isRemarkable() bool {
	plain := in.why.message == "status.originating" || in.why.message == "status.non_originating"
	return !plain || !in.isPart() || len(in.codes) != 1 && in.outside != finding.NotMet
}

// firstMet is the first route that is met, if the good originates.
func (d *Determination) firstMet() *Route {
	if d.Outcome != finding.Met {
		return nil
	}
	for i := range d.Routes {
		if d.Routes[i].Outcome == finding.Met {
			return &d.Routes[i]
		}
	}
	return nil
}
