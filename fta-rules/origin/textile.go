package origin

import (
	"strings"

	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
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
		fits := finding.Any(one.in.within(basicTextiles), finding.Not(one.certain))
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

// basicWeight is the weight of all basic textile materials, wherever they originate.
func (w *work) basicWeight() span {
	var sum span
	for i := range w.inputs {
		if in := &w.inputs[i]; in.isPart() {
			sum.addStated(in.Weight, in.within(basicTextiles))
		}
	}
	sum.open = sum.open || !sum.doubt.IsZero()
	return sum
}

// mixedTextile is the fact that a product contains two or more basic textile materials.
const mixedTextile = "mixed_textile"

// isMixed says whether the product contains two or more basic textile materials (Note 6.2).
func (w *work) isMixed() finding.Outcome {
	if stated, found := w.bill.Facts[mixedTextile]; found {
		return finding.Of(stated)
	}
	kinds, unclear := "", false
	for i := range w.inputs {
		in := &w.inputs[i]
		if !in.isPart() || in.within(basicTextiles) == finding.NotMet {
			continue
		}
		kind := basicKind(in.codes)
		unclear = unclear || kind == ""
		if kind != "" && !strings.Contains(kinds, kind) {
			kinds += kind
		}
	}
	switch {
	case len(kinds) > 1:
		return finding.Met
	case unclear:
		return finding.CannotTell
	}
	return finding.NotMet
}

// basicTextiles are the fibres, yarns and fabrics, and the other goods of which Note 6.2 speaks: paper, metallised yarn,
// glass and metal fibres are rare enough to be stated by fact.
var basicTextiles = hs.Set{{From: 500100, To: 609999}}

// basicKinds are the basic textile materials of Note 6.2 that a heading gives away, each as one letter. Headings that
// hold several of them are left out.
var basicKinds = []struct {
	letter string
	codes  hs.Set
}{
	{"s", hs.Set{{From: 500100, To: 500799}}},                                                                                     // silk
	{"w", hs.Set{{From: 510100, To: 510199}, {From: 510600, To: 510799}}},                                                         // wool
	{"h", hs.Set{{From: 510800, To: 510899}}},                                                                                     // fine animal hair
	{"c", hs.Set{{From: 520100, To: 521299}}},                                                                                     // cotton
	{"f", hs.Set{{From: 530100, To: 530199}, {From: 530600, To: 530699}, {From: 530900, To: 530999}}},                             // flax
	{"e", hs.Set{{From: 530200, To: 530299}}},                                                                                     // true hemp
	{"j", hs.Set{{From: 530300, To: 530399}, {From: 530700, To: 530799}, {From: 531000, To: 531099}}},                             // jute
	{"y", hs.Set{{From: 540200, To: 540299}, {From: 540400, To: 540499}, {From: 540700, To: 540799}}},                             // synthetic filaments
	{"a", hs.Set{{From: 540300, To: 540399}, {From: 540500, To: 540599}, {From: 540800, To: 540899}}},                             // artificial filaments
	{"p", hs.Set{{From: 550320, To: 550320}, {From: 550620, To: 550620}, {From: 550921, To: 550922}, {From: 551211, To: 551219}}}, // staple fibres of polyester
	{"n", hs.Set{{From: 550330, To: 550330}, {From: 550630, To: 550630}, {From: 550931, To: 550932}, {From: 551221, To: 551229}}}, // staple fibres of polyacrylonitrile
	{"v", hs.Set{{From: 550410, To: 550410}}},                                                                                     // staple fibres of viscose
}

// basicKind is the letter of the basic textile material, empty if the code does not tell.
func basicKind(codes []hs.Code) string {
	in := input{codes: codes}
	for _, kind := range basicKinds {
		if in.within(kind.codes) == finding.Met {
			return kind.letter
		}
	}
	return ""
}
