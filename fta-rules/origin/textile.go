package origin

import (
	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/psr"
)

// measureOtherHeading holds textile materials of another heading than the good against a share of its price (UKVFTA
// Annex I Note 7.1). Those of the good's own heading are not forgiven.
func (w *work) measureOtherHeading(t *agreement.Tolerance, against []offence) finding.Finding {
	eligible, value := finding.Met, span{}
	for _, one := range against {
		fits := finding.All(one.in.within(textiles), finding.Not(one.in.sameAs(w.good, psr.Heading)))
		eligible = finding.All(eligible, finding.Any(fits, finding.Not(one.certain)))
		value.add(one.in.Value, one.certain)
	}
	f := w.hold(share{"textile_heading_value", value, w.price(), t.Value})
	f.Outcome = finding.All(f.Outcome, eligible)
	if eligible == finding.NotMet {
		f.Message = "tolerance.not_for_these"
	}
	return f
}

// tolerateTogether tries both textile tolerances at once, each with the materials it is for. The notes do not say
// whether they may be combined, so at best an officer has to.
func (w *work) tolerateTogether(conditions []psr.Expr) (finding.Finding, bool) {
	byNote := map[agreement.ToleranceKind]*agreement.Tolerance{}
	for _, t := range w.tolerances {
		byNote[t.Kind] = t
	}
	mixed, other := byNote[agreement.MixedTextile], byNote[agreement.TextileByHeading]
	if mixed == nil || other == nil {
		return finding.Finding{}, false
	}
	rest, against, possible := w.against(other, conditions)
	var mine, others []offence
	for _, one := range against {
		if one.in.sameAs(w.good, psr.Heading) == finding.NotMet && w.measureOtherHeading(other, append(others, one)).Outcome == finding.Met {
			others = append(others, one)
		} else {
			mine = append(mine, one)
		}
	}
	if !possible || len(mine) == 0 || len(others) == 0 || rest == finding.NotMet || w.measureMixed(mixed, mine).Outcome == finding.NotMet {
		return finding.Finding{}, false
	}
	return finding.Finding{Rule: other.ID, Outcome: finding.CannotTell, Message: "tolerance.combined", Citation: other.Citation}, true
}

// The limits of Note 6 for two kinds of materials besides the one for all others (UKVFTA Annex I Notes 6.3 and 6.4), by
// the name under which a bill says that a material is of the kind.
var special = []struct {
	name    string
	percent certificate.Decimal
}{
	{"segmented polyurethane yarn", certificate.DecimalOf(20)},
	{"foil strip", certificate.DecimalOf(30)},
}

// measureMixed holds basic textile materials in a product of two or more of them against a share of the weight of all
// basic textile materials (UKVFTA Annex I Note 6).
func (w *work) measureMixed(t *agreement.Tolerance, against []offence) finding.Finding {
	f := finding.Finding{Outcome: w.isMixed(), Message: "tolerance.not_mixed"}
	if f.Outcome == finding.NotMet {
		return f
	}
	base := w.basicWeight()
	plain := make([]span, len(special)+1)
	for _, one := range against {
		fits := finding.Any(one.in.isBasic(), finding.Not(one.certain))
		f.Outcome = finding.All(f.Outcome, fits)
		plain[w.specialKind(one.in)].addStated(one.in.Weight, one.certain)
	}
	limits := []certificate.Decimal{t.Weight, special[0].percent, special[1].percent}
	f.Message = ""
	for i, weight := range plain {
		f.Outcome = finding.All(f.Outcome, heldAgainst(weight, base, limits[i]))
		if !weight.nothing() && !base.open {
			held := w.hold(share{mixedNames[i], weight, base.sure, limits[i]}).Computed
			if len(f.Computed) > 0 {
				held = named(held)
			}
			f.Computed = append(f.Computed, held...)
		}
	}
	return f
}

var mixedNames = []string{"mixed_textile_weight", "mixed_textile_weight polyurethane", "mixed_textile_weight foil strip"}

// specialKind is 1 or 2 for the materials with limits of their own, otherwise 0.
func (w *work) specialKind(in *input) int {
	for i, kind := range special {
		if stated, found := lookup(in.Is, kind.name); found && stated {
			return i + 1
		}
	}
	return 0
}
