package origin

import (
	"origo/fta-rules/finding"
	"origo/fta-rules/psr"
)

// evalWhollyObtained asks that the good itself be wholly obtained, which its producer states. A good that contains
// non-originating materials is not; if it is stated to be so all the same, an officer has to look.
func (w *work) evalWhollyObtained() finding.Finding {
	f := finding.Finding{Citation: w.terms().Cites.WhollyObtained}
	outside, stated := w.anyOutside(), w.bill.Good.WhollyObtained
	switch {
	case stated != nil && !*stated:
		f.Outcome, f.Message = finding.NotMet, "wo.not_met"
	case stated != nil && outside == finding.Met && w.isGrown():
		f.Outcome, f.Message, f.Citation = finding.Met, "wo.met", w.terms().Grown.Citation
	case stated != nil && outside == finding.Met:
		f.Outcome, f.Message = finding.CannotTell, "wo.contradicted"
	case stated != nil:
		f.Outcome, f.Message = finding.Met, "wo.met"
	case outside == finding.Met:
		f.Outcome, f.Message = finding.NotMet, "wo.not_met"
	case w.onlyWhollyObtained():
		f.Outcome, f.Message = finding.Met, "wo.from_materials"
	default:
		f.Outcome, f.Message, f.Evidence = finding.CannotTell, "wo.not_stated", []finding.Message{"evidence.wholly_obtained"}
	}
	return f
}

// isGrown reports whether nothing non-originating was used but seed and planting material, in a good for which their
// origin does not matter (UKVFTA Annex I Note 4.1).
func (w *work) isGrown() bool {
	grown := w.terms().Grown
	if grown == nil || !grown.Goods.Contains(w.good) {
		return false
	}
	only := true
	w.eachOutside(func(in *input) { only = only && in.within(grown.From) == finding.Met })
	return only
}

// onlyWhollyObtained reports whether the good was made of wholly obtained materials alone, which makes it wholly
// obtained too.
func (w *work) onlyWhollyObtained() bool {
	found := false
	for i := range w.inputs {
		in := &w.inputs[i]
		if !in.isPart() {
			continue
		}
		if in.outside != finding.NotMet || in.route != nil || in.WhollyObtained == nil || !*in.WhollyObtained {
			return false
		}
		found = true
	}
	return found
}

// evalOriginatingOnly asks that all materials originate.
func (w *work) evalOriginatingOnly() finding.Finding {
	if !w.statesMaterials() {
		return unstated(w.terms().Cites.OriginatingOnly)
	}
	f := finding.Finding{Outcome: finding.Not(w.anyOutside()), Citation: w.terms().Cites.OriginatingOnly}
	f.Message = by(f.Outcome, "pe.met", "pe.not_met", "pe.unclear")
	w.eachOutside(func(in *input) {
		f.Findings = append(f.Findings, w.standing(in))
	})
	return f
}

// isWhollyObtained says whether a material was wholly obtained. An originating one is taken to be unless stated not to
// be.
func (w *work) isWhollyObtained(in *input) finding.Outcome {
	if in.WhollyObtained != nil && !*in.WhollyObtained && !w.terms().OriginatingSuffices {
		return finding.NotMet
	}
	return finding.Not(in.outside)
}

// againstWhollyObtained finds the materials of a kind that are not wholly obtained.
func (w *work) againstWhollyObtained(e psr.MaterialsWhollyObtained) offences {
	o := w.newOffences(whollyOf, w.terms().Cites.WhollyObtained)
	for i := range w.inputs {
		if in := &w.inputs[i]; in.isPart() {
			o.add(in, finding.All(w.is(in, e.Of), finding.Not(w.isWhollyObtained(in))), "materials_wo.material")
		}
	}
	return o
}
