package origin

import (
	"strings"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/psr"
)

// remedies are the smallest changes, or the missing evidence, that would alter the outcome. A good that originates has
// only those that its claim needs.
func (d *Determination) remedies(answers []answer) []finding.Finding {
	var all remedyList
	if d.Outcome == finding.Met {
		all.claimInstead(d)
		all.declare(d, answers)
		return all
	}
	for i := range answers {
		a := &answers[i]
		all.claimInstead(d)
		all.operations(a)
		all.evidence(a)
		for j := range a.rules {
			all.reading(a, &a.rules[j])
		}
	}
	return all
}

// remedyList gathers remedies, each once.
type remedyList []finding.Finding

func (l *remedyList) add(message finding.Message, outcome finding.Outcome, citation string, values ...finding.Value) {
	for _, known := range *l {
		if known.Message == message && sameValues(known.Inputs, values) {
			return
		}
	}
	*l = append(*l, finding.Finding{Outcome: outcome, Message: message, Citation: citation, Inputs: values})
}

func sameValues(a, b finding.Values) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func value(name, text string) finding.Value { return finding.Value{Name: name, Value: text} }

// claimInstead names an alternative that is met where the claimed one is not.
func (l *remedyList) claimInstead(d *Determination) {
	if d.Claimed == "" || d.Claimed == finding.Met {
		return
	}
	for _, r := range d.Routes {
		if r.Outcome == finding.Met {
			l.add("remedy.claim_instead", finding.Met, "", value("rule", r.Rule), value("criterion", r.Criterion))
		}
	}
}

// declare tells which materials a tolerance covers, if the alternative that is met needs one.
func (l *remedyList) declare(d *Determination, answers []answer) {
	if d.By == nil || d.By.Tolerance == "" {
		return
	}
	for i := range answers {
		for _, v := range answers[i].rules {
			v.Walk(func(f finding.Finding) {
				if f.Rule == d.By.Tolerance && f.Outcome == finding.Met {
					materials, _ := f.Inputs.Get("materials")
					share, _ := f.Computed.Get("share")
					limit, _ := f.Computed.Get("limit")
					l.add("remedy.tolerance_covers", finding.Met, f.Citation, value("materials", materials), value("share", share), value("limit", limit))
				}
			})
		}
	}
}

// operations asks for what was done, or for more to be done.
func (l *remedyList) operations(a *answer) {
	if a.minimal.Outcome == finding.NotMet {
		done, _ := a.minimal.Inputs.Get("operations")
		l.add("remedy.more_than_minimal", finding.NotMet, a.minimal.Citation, value("operations", done))
	}
}

// evidence asks for what would settle the origin of materials.
func (l *remedyList) evidence(a *answer) {
	if !a.statesMaterials() {
		l.add("remedy.state_materials", finding.CannotTell, "")
		return
	}
	for i := range a.inputs {
		in := &a.inputs[i]
		about := []finding.Value{value("material", in.label())}
		if in.why.tried != nil {
			about = append(about, value("route", in.why.tried.ID))
		}
		switch in.why.message {
		case "cumulation.no_evidence":
			l.add("remedy.prove_origin", finding.CannotTell, in.why.tried.Citation, about...)
		case "cumulation.not_known_open":
			l.add("remedy.confirm_route", finding.CannotTell, in.why.tried.Citation, about...)
		case "status.undetermined", "partial.above_range":
			l.add("remedy.determine_origin", a.outcome, in.why.citation, about...)
		}
		if in.isPart() && len(in.codes) != 1 && in.outside != finding.NotMet {
			l.add("remedy.material_code", finding.CannotTell, a.terms().Cites.Edition, value("material", in.label()), value("candidates", codesText(in.codes)))
		}
	}
}

// reading looks for the nearest miss of every alternative.
func (l *remedyList) reading(a *answer, v *verdict) {
	if len(a.rules) > 1 && !v.rival {
		l.add("remedy.choose", finding.CannotTell, v.citation, value("options", readingNames(a.rules)))
	}
	if v.rival || len(v.routes) == 0 {
		l.add("remedy.officer_rule", finding.CannotTell, v.citation, value("line", v.lineID()))
	}
	for i, r := range v.routes {
		if r.Outcome != finding.Met {
			a.tolerances = a.tolerancesFor(v.line, i+1)
			l.alternative(a, v.alternatives[i])
		}
	}
}

func readingNames(readings []verdict) string {
	names := make([]string, len(readings))
	for i, r := range readings {
		names[i] = r.name()
	}
	return strings.Join(names, "; ")
}

// alternative looks at every condition that an alternative misses.
func (l *remedyList) alternative(a *answer, e psr.Expr) {
	psr.Walk(e, func(e psr.Expr) {
		switch e := e.(type) {
		case psr.All, psr.Any:
			return
		case psr.RVC:
			l.content(a.work, e)
		case psr.MaxValue:
			l.excess(a.work, e)
		case psr.MaxWeight, psr.MinWhollyObtained:
			l.weights(a.work, e)
		case psr.WhollyObtained:
			if f := a.eval(e); f.Outcome == finding.CannotTell {
				l.add("remedy.state_wholly_obtained", f.Outcome, f.Citation)
			}
		case psr.Judgement:
			if f := a.eval(e); f.Outcome == finding.CannotTell {
				l.add("remedy.answer", f.Outcome, f.Citation, value("question", e.Question))
			}
		default:
			l.offences(a.work, e)
		}
	})
}

// content says how many points of regional value content are missing and what would have to originate besides.
func (l *remedyList) content(w *work, e psr.RVC) {
	f := w.eval(e)
	if f.Outcome == finding.Met || !w.statesMaterials() || e.Method == psr.Direct || psr.Method(w.bill.Method) == psr.Direct {
		if f.Message == "rvc.not_stated" {
			l.add("remedy.state_costs", f.Outcome, f.Citation)
		}
		return
	}
	content := w.price().Sub(w.foreign.most())
	missing := e.Percent.Mul(w.price()).Mul(hundredth).Sub(content)
	l.add("remedy.rvc_short", f.Outcome, f.Citation, value("rvc", Ratio{content, w.price()}.Percent()),
		value("threshold", e.Percent.String()), value("points", pointsOver(missing, w.price())), value("value", missing.String()))
}

// pointsOver is a share in percent for people to whom too little is no use: it is rounded up.
func pointsOver(part, whole certificate.Decimal) string {
	cut := Ratio{part, whole}.Percent()
	exact, err := certificate.ParseDecimal(cut)
	if err != nil || exact.Mul(whole).Cmp(part.Mul(hundred)) == 0 {
		return cut
	}
	step, _ := certificate.ParseDecimal("0.0001")
	return exact.Add(step).String()
}

// excess says by how much the value of non-originating materials is above its limit.
func (l *remedyList) excess(w *work, e psr.MaxValue) {
	f := w.eval(e)
	switch {
	case f.Outcome == finding.Met || !w.statesMaterials():
	case f.Message == "value.name_material":
		l.add("remedy.name_material", f.Outcome, f.Citation, value("name", e.Of.Name))
	default:
		counted := w.foreign
		if e.Of != nil {
			counted = w.valueOf(*e.Of)
		}
		over := counted.most().Sub(e.Percent.Mul(w.price()).Mul(hundredth))
		l.add("remedy.value_over", f.Outcome, f.Citation, value("share", Ratio{counted.most(), w.price()}.Percent()),
			value("limit", e.Percent.String()), value("points", pointsOver(over, w.price())), value("value", over.String()))
	}
}

// weights says which limit of weight is missed, or that weights are missing.
func (l *remedyList) weights(w *work, e psr.Expr) {
	f := w.eval(e)
	switch {
	case f.Outcome == finding.NotMet:
		share, _ := f.Computed.Get("share")
		l.add("remedy.weight", f.Outcome, f.Citation, value("rule", f.Rule), value("share", share))
	case f.Outcome == finding.CannotTell:
		l.add("remedy.state_weights", f.Outcome, f.Citation, value("rule", f.Rule))
	}
}

// offences names the materials against a condition, with their share of the price, and what is not known of them.
func (l *remedyList) offences(w *work, e psr.Expr) {
	o, is := w.offencesAgainst(e)
	if !is || o.blank {
		return
	}
	if p, isProcess := e.(psr.Process); isProcess {
		l.process(w, p, o)
		return
	}
	var value0 span
	var certain, open []offence
	for _, one := range o.list {
		value0.add(one.in.Value, one.certain)
		if one.certain == finding.Met {
			certain = append(certain, one)
		} else {
			open = append(open, one)
		}
	}
	if len(certain) > 0 {
		l.add("remedy.materials_fail", finding.NotMet, o.citation, value("rule", e.String()), value("materials", labels(certain)),
			value("share", Ratio{value0.sure, w.price()}.Percent()))
	}
	if len(open) > 0 {
		l.add("remedy.materials_open", finding.CannotTell, o.citation, value("rule", e.String()), value("materials", labels(open)))
	}
}

// process asks for an operation to be done, or to be stated.
func (l *remedyList) process(w *work, e psr.Process, o offences) {
	done, _ := w.declared(e.Code, w.processTest(e.Code))
	switch {
	case done == finding.CannotTell && (o.beyond != finding.Met || len(o.list) > 0):
		l.add("remedy.state_operations", done, o.citation, value("process", e.Code))
	case done == finding.NotMet && (o.beyond != finding.Met || len(o.list) > 0):
		l.add("remedy.process", done, o.citation, value("process", e.Code))
	case len(o.list) > 0:
		l.add("remedy.materials_fail", finding.NotMet, o.citation, value("rule", e.String()), value("materials", labels(o.list)), value("share", ""))
	}
}
