package origin

import (
	"slices"
	"strconv"
	"strings"

	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/psr"
)

// tolerancesFor are the tolerances that an alternative of a line may rely on: those the line names, for this alternative
// or for all, or else those the terms give for the good's chapter. 1 is the first alternative.
func (w *work) tolerancesFor(line *agreement.Line, alternative int) []*agreement.Tolerance {
	named := toleranceIDs(line, alternative)
	var found []*agreement.Tolerance
	for i := range w.terms().Tolerances {
		t := &w.terms().Tolerances[i]
		switch {
		case len(named) > 0 && !slices.Contains(named, t.ID), len(named) == 0 && !t.Chapters.Contains(w.good):
			continue
		}
		found = append(found, w.instead(t))
	}
	return found
}

// toleranceIDs are the tolerances that a line names for one of its alternatives.
func toleranceIDs(line *agreement.Line, alternative int) []string {
	if line == nil {
		return nil
	}
	ids := line.Notes
	if line.NotesOf != nil {
		ids = line.NotesOf[alternative]
	}
	if line.Tolerance != "" {
		ids = append(slices.Clip(ids), line.Tolerance)
	}
	return ids
}

// instead is the tolerance that takes the place of another for goods of some codes, or of which a fact is stated, or
// that one itself.
func (w *work) instead(t *agreement.Tolerance) *agreement.Tolerance {
	for id, goods := range t.InsteadFor {
		if other, known := w.terms().Tolerance(id); known && goods.Contains(w.good) {
			return other
		}
	}
	for fact, id := range t.InsteadIf {
		if other, known := w.terms().Tolerance(id); known && w.bill.Facts[fact] {
			return other
		}
	}
	return t
}

// forgivesAll reports whether a tolerance is for whatever materials a rule does not admit, and not for a failed change
// of classification alone.
func forgivesAll(t *agreement.Tolerance) bool {
	return t.Kind != agreement.ByShare || t.WhollyObtainedMaterials
}

// forgives reports whether a tolerance is for materials that are against the condition.
func forgives(t *agreement.Tolerance, e psr.Expr) bool {
	switch e.(type) {
	case psr.Change:
		return true
	case psr.From, psr.NotUsed, psr.OnlyTextile, psr.Process:
		return forgivesAll(t)
	case psr.MaterialsWhollyObtained:
		return t.WhollyObtainedMaterials
	}
	return false
}

// mayForgive reports whether a tolerance of the alternative is for materials against any condition in it.
func (w *work) mayForgive(e psr.Expr) bool {
	isFor := func(part psr.Expr) bool { return w.mayForgive(part) }
	switch e := e.(type) {
	case psr.All:
		return slices.ContainsFunc(e, isFor)
	case psr.Any:
		return slices.ContainsFunc(e, isFor)
	}
	return slices.ContainsFunc(w.tolerances, func(t *agreement.Tolerance) bool { return forgives(t, e) })
}

// tolerated is what tolerances make of an alternative.
type tolerated struct {
	outcome  finding.Outcome   // the best
	id       string            // of the tolerance it rests on, empty if none is for anything the alternative asks
	findings []finding.Finding // one for each that was tried
}

// tolerate tries an alternative again with its tolerances, if they are for anything it asks.
func (w *work) tolerate(e psr.Expr) tolerated {
	best := tolerated{outcome: finding.NotMet}
	if !w.mayForgive(e) {
		return best
	}
	for _, conditions := range conjunctions(e) {
		for _, t := range w.tolerances {
			best.consider(w.tolerateBy(t, conditions))
		}
		if len(w.tolerances) > 1 && best.outcome == finding.NotMet && best.id != "" {
			best.consider(w.tolerateTogether(conditions))
		}
	}
	return best
}

// consider keeps what one tolerance makes of the alternative, if it is for anything there.
func (b *tolerated) consider(f finding.Finding, applies bool) {
	if !applies {
		return
	}
	if b.id == "" || worth(f.Outcome) > worth(b.outcome) {
		b.outcome, b.id = f.Outcome, f.Rule
	}
	b.findings = append(b.findings, f)
}

// conjunctions are the ways to meet a condition, each a list of simple conditions that must all hold.
func conjunctions(e psr.Expr) [][]psr.Expr {
	switch e := e.(type) {
	case psr.All:
		all := [][]psr.Expr{nil}
		for _, part := range e {
			all = combined(all, conjunctions(part))
		}
		return all
	case psr.Any:
		var all [][]psr.Expr
		for _, part := range e {
			all = append(all, conjunctions(part)...)
		}
		return all
	}
	return [][]psr.Expr{{e}}
}

// combined joins every list of one side with every list of the other.
func combined(left, right [][]psr.Expr) [][]psr.Expr {
	joined := make([][]psr.Expr, 0, len(left)*len(right))
	for _, l := range left {
		for _, r := range right {
			joined = append(joined, append(append([]psr.Expr(nil), l...), r...))
		}
	}
	return joined
}

// tolerateBy tries conditions with one tolerance: the materials against those it forgives must be within it, and all
// others must hold. It does not apply if nothing is against the forgivable ones.
func (w *work) tolerateBy(t *agreement.Tolerance, conditions []psr.Expr) (finding.Finding, bool) {
	rest, against, possible := w.against(t, conditions)
	if !possible || len(against) == 0 {
		return finding.Finding{}, false
	}
	f := w.measure(t, against)
	if rest != finding.Met {
		f.Findings = append(f.Findings, finding.Finding{Outcome: rest, Citation: t.Citation, Message: "tolerance.others"})
	}
	f.Outcome = finding.All(f.Outcome, rest)
	return f, true
}

// against gathers the materials against the conditions that a tolerance forgives, and what becomes of all others. It is
// not possible where the bill does not list the materials.
func (w *work) against(t *agreement.Tolerance, conditions []psr.Expr) (rest finding.Outcome, list []offence, possible bool) {
	rest = finding.Met
	for _, c := range conditions {
		if !forgives(t, c) {
			rest = finding.All(rest, w.eval(c).Outcome)
			continue
		}
		o, _ := w.offencesAgainst(c)
		if o.blank {
			return rest, nil, false
		}
		rest, list = finding.All(rest, o.beyond), united(list, o.list)
	}
	return rest, list, true
}

// united adds materials to a list, each once.
func united(list, more []offence) []offence {
	for _, one := range more {
		known := false
		for i := range list {
			if list[i].in == one.in {
				list[i].certain, known = finding.Any(list[i].certain, one.certain), true
			}
		}
		if !known {
			list = append(list, one)
		}
	}
	return list
}

// measure holds the materials against the limits of a tolerance.
func (w *work) measure(t *agreement.Tolerance, against []offence) finding.Finding {
	var f finding.Finding
	switch t.Kind {
	case agreement.MixedTextile:
		f = w.measureMixed(t, against)
	case agreement.TextileByHeading:
		f = w.measureOtherHeading(t, against)
	default:
		f = w.measureShare(t, against)
	}
	f.Rule, f.Citation = t.ID, t.Citation
	if f.Message == "" {
		f.Message = by(f.Outcome, "tolerance.within", "tolerance.exceeded", "tolerance.unclear")
	}
	return f.From("materials", labels(against)).From("number", strconv.Itoa(len(against)))
}

// labels lists the materials.
func labels(against []offence) string {
	texts := make([]string, len(against))
	for i, one := range against {
		texts[i] = one.in.label()
	}
	return strings.Join(texts, "; ")
}

// measureShare holds the value of the materials against a share of the price, or their weight against a share of the
// good's weight; either limit suffices.
func (w *work) measureShare(t *agreement.Tolerance, against []offence) finding.Finding {
	var value, weight span
	for _, one := range against {
		value.add(one.in.Value, one.certain)
		weight.addStated(one.in.Weight, one.certain)
	}
	byValue := w.hold(share{"tolerance_value", value, w.price(), t.Value})
	byWeight := w.hold(share{"tolerance_weight", weight, w.bill.Good.NetWeight, t.Weight})
	if worth(byWeight.Outcome) > worth(byValue.Outcome) {
		byValue, byWeight = byWeight, byValue
	}
	byValue.Computed = append(byValue.Computed, named(byWeight.Computed)...)
	return byValue
}

// named leaves out the share and limit that stand for those which decide, and keeps them under their own names.
func named(values finding.Values) finding.Values {
	return slices.DeleteFunc(values, func(v finding.Value) bool { return v.Name == "share" || v.Name == "limit" })
}

// share is a value or weight, what it is a share of, and the limit in percent, 0 for none.
type share struct {
	name        string
	part        span
	whole       certificate.Decimal
	mostPercent certificate.Decimal
}

// hold holds a share against its limit. Without a limit nothing is within it, but the share is worth knowing. The first
// share of a finding is the one that decides.
func (w *work) hold(s share) finding.Finding {
	f := finding.Finding{Outcome: finding.NotMet}
	if !s.mostPercent.IsZero() {
		f.Outcome = s.part.within(s.mostPercent, s.whole)
		f.Computed = append(f.Computed, finding.Value{Name: "limit", Value: s.mostPercent.String()})
	}
	if s.whole.Sign() > 0 && !s.part.open {
		shown := w.numbers.share(s.name, Ratio{s.part.most(), s.whole})
		f.Computed = append(f.Computed, finding.Value{Name: "share", Value: shown}, finding.Value{Name: s.name, Value: shown})
	}
	return f
}
