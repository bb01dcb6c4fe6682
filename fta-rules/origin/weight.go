package origin

import (
	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/psr"
)

// evalMaxWeight bounds the weight of non-originating materials: that of each kind by itself, or their sum.
func (w *work) evalMaxWeight(e psr.MaxWeight) finding.Finding {
	if !w.statesMaterials() {
		return unstated(w.terms().Cites.Weight)
	}
	base := w.weightBase(e.Base)
	if !e.Each || len(e.Of) == 1 {
		return w.boundWeight(weighing{e, e.Of, base})
	}
	f := finding.Finding{Outcome: finding.Met, Citation: w.terms().Cites.Weight}
	for i := range e.Of {
		part := w.boundWeight(weighing{e, e.Of[i : i+1], base})
		f.Outcome = finding.All(f.Outcome, part.Outcome)
		f.Findings = append(f.Findings, part)
	}
	f.Message = by(f.Outcome, "all.met", "all.not_met", "all.cannot_tell")
	return f
}

// weighing is one comparison of weights.
type weighing struct {
	limit psr.MaxWeight
	of    []psr.Materials
	base  span
}

// boundWeight holds the weight of some materials against the limit.
func (w *work) boundWeight(g weighing) finding.Finding {
	weight, heaviest := w.weightOf(g.of)
	outcome, message := heldAgainst(weight, g.base, g.limit.Percent), finding.Message("weight.not_stated")
	if g.limit.Each && outcome == finding.NotMet && heldAgainst(heaviest, g.base, g.limit.Percent) != finding.NotMet {
		// Several materials of one kind: whether each is weighed by itself or all together is read both ways.
		outcome, message = finding.CannotTell, "weight.each_unclear"
	}
	f := finding.Finding{Outcome: outcome, Citation: w.terms().Cites.Weight, Message: by(outcome, "weight.met", "weight.above", message)}
	f = f.From("materials", listing(g.of)).From("weight", weight.sure.String()).From("base", g.base.sure.String())
	if !g.base.open && g.base.sure.Sign() > 0 {
		f = f.Giving("share", w.numbers.share(weightName(g), Ratio{weight.sure, g.base.sure}))
	}
	return f.Giving("limit", g.limit.Percent.String())
}

// weightName is the name of a weight share among the numbers, such as "weight sum 02,03,16".
func weightName(g weighing) string {
	if g.limit.Each {
		return "weight each " + listing(g.of)
	}
	return "weight sum " + listing(g.of)
}

// listing lists materials as rules write them.
func listing(of []psr.Materials) string {
	text := ""
	for i, m := range of {
		if i > 0 {
			text += "; "
		}
		text += m.String()
	}
	return text
}

// heldAgainst says whether a weight is within a percentage of another that may be open itself.
func heldAgainst(weight, base span, percent certificate.Decimal) finding.Outcome {
	if weight.nothing() {
		return finding.Met
	}
	if base.open {
		return finding.CannotTell
	}
	return weight.within(percent, base.sure)
}

// weightOf is the weight of the non-originating materials of the kinds, and of the heaviest single one.
func (w *work) weightOf(of []psr.Materials) (total, heaviest span) {
	w.eachOutside(func(in *input) {
		counts := finding.NotMet
		for _, m := range of {
			counts = finding.Any(counts, w.is(in, m))
		}
		counts = finding.All(counts, in.outside)
		total.addStated(in.Weight, counts)
		var alone span
		if alone.addStated(in.Weight, counts); alone.sure.Cmp(heaviest.sure) > 0 {
			heaviest = alone
		}
	})
	return total, heaviest
}

// weightBase is what weights are a percentage of: the good's net weight, or the weight of all materials of a kind,
// wherever they originate.
func (w *work) weightBase(kind *psr.Materials) span {
	if kind == nil {
		return span{sure: w.bill.Good.NetWeight, open: w.bill.Good.NetWeight.IsZero()}
	}
	var sum span
	for i := range w.inputs {
		if in := &w.inputs[i]; in.isPart() {
			sum.addStated(in.Weight, w.is(in, *kind))
		}
	}
	sum.open = sum.open || !sum.doubt.IsZero()
	return sum
}

// evalMinWhollyObtained asks that a share of the weight of some materials be wholly obtained ones.
func (w *work) evalMinWhollyObtained(e psr.MinWhollyObtained) finding.Finding {
	if !w.statesMaterials() {
		return unstated(w.terms().Cites.Weight)
	}
	base := w.weightBase(&e.Base)
	var obtained span
	for i := range w.inputs {
		if in := &w.inputs[i]; in.isPart() {
			obtained.addStated(in.Weight, finding.All(w.is(in, e.Of), w.isWhollyObtained(in)))
		}
	}
	f := finding.Finding{Outcome: finding.CannotTell, Citation: w.terms().Cites.Weight, Message: "weight.not_stated"}
	f = f.From("materials", e.Of.String()).From("base", e.Base.String())
	if base.open {
		return f
	}
	f.Outcome = obtained.reaches(e.Percent, base.sure)
	f.Message = by(f.Outcome, "min_wo.met", "min_wo.below", "weight.not_stated")
	if base.sure.Sign() > 0 {
		f = f.Giving("share", w.numbers.share("wholly obtained "+e.Of.String(), Ratio{obtained.sure, base.sure}))
	}
	return f.Giving("threshold", e.Percent.String())
}
