package origin

import (
	"strings"

	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
)

// basicTextiles are the fibres, yarns and fabrics made of the basic textile materials of UKVFTA Annex I Note 6.2. Paper
// yarn (53.08) and metallised yarn (56.05) are among them, and glass fibres have a heading of their own.
var basicTextiles = hs.Set{{From: 500100, To: 609999}, {From: 701900, To: 701999}}

// basicTextile is the name under which a bill says that a material is, or is not, a basic textile material. Paper and
// metal fibres, of which only the use in the good tells, count if the bill says so.
const basicTextile = "basic textile material"

// isBasic says whether the material is a basic textile material, as the bill says or else by its code.
func (in *input) isBasic() finding.Outcome {
	if stated, found := lookup(in.Is, basicTextile); found {
		return finding.Of(stated)
	}
	return in.within(basicTextiles)
}

// basicWeight is the weight of all basic textile materials, wherever they originate.
func (w *work) basicWeight() span {
	var sum span
	for i := range w.inputs {
		if in := &w.inputs[i]; in.isPart() {
			sum.addStated(in.Weight, in.isBasic())
		}
	}
	sum.open = sum.open || !sum.doubt.IsZero()
	return sum
}

// mixedTextile is the fact that a product contains two or more basic textile materials.
const mixedTextile = "mixed_textile"

// isMixed says whether the product contains two or more basic textile materials (Note 6.2): it does for certain if two of
// its materials cannot be of the same kind, or one is mixed by the text of its code.
func (w *work) isMixed() finding.Outcome {
	if stated, found := w.bill.Facts[mixedTextile]; found {
		return finding.Of(stated)
	}
	var seen []string
	unclear := false
	for i := range w.inputs {
		in := &w.inputs[i]
		if !in.isPart() || in.isBasic() == finding.NotMet {
			continue
		}
		kinds := w.basicKindsOf(in)
		if in.isBasic() == finding.Met && (in.within(mixedByText) == finding.Met || differs(seen, kinds)) {
			return finding.Met
		}
		unclear = unclear || len(kinds) != 1 || in.isBasic() != finding.Met
		if kinds != "" && in.isBasic() == finding.Met {
			seen = append(seen, kinds)
		}
	}
	if unclear {
		return finding.CannotTell
	}
	return finding.NotMet
}

// differs reports whether a material that may be of some kinds is of another than one of those seen.
func differs(seen []string, kinds string) bool {
	for _, other := range seen {
		if kinds != "" && !strings.ContainsAny(other, kinds) {
			return true
		}
	}
	return false
}

// mixedByText are the subheadings of yarns and fabrics that hold less than 85% of the fibre they are named after, the
// rest being another.
var mixedByText = hs.Set{
	{From: 510620, To: 510620}, {From: 510720, To: 510720}, {From: 511120, To: 511190}, {From: 511220, To: 511290},
	{From: 520600, To: 520699}, {From: 521000, To: 521199}, {From: 530921, To: 530929},
}

// basicKinds are the kinds of basic textile materials of Note 6.2 of which goods of a code may be, each as one letter.
// Codes that may hold anything are left out.
var basicKinds = []struct {
	letters string
	codes   hs.Set
}{
	{"s", hs.Set{{From: 500100, To: 500799}}},                                                                                     // silk
	{"w", hs.Set{{From: 510100, To: 510199}, {From: 510600, To: 510799}}},                                                         // wool
	{"hk", hs.Set{{From: 510200, To: 510299}}},                                                                                    // fine or coarse animal hair
	{"h", hs.Set{{From: 510800, To: 510899}}},                                                                                     // fine animal hair
	{"kr", hs.Set{{From: 511000, To: 511099}}},                                                                                    // coarse animal hair, or horsehair
	{"c", hs.Set{{From: 520100, To: 521299}}},                                                                                     // cotton
	{"f", hs.Set{{From: 530100, To: 530199}, {From: 530600, To: 530699}, {From: 530900, To: 530999}}},                             // flax
	{"e", hs.Set{{From: 530200, To: 530299}, {From: 530820, To: 530820}}},                                                         // true hemp
	{"j", hs.Set{{From: 530300, To: 530399}, {From: 530700, To: 530799}, {From: 531000, To: 531099}}},                             // jute
	{"xo", hs.Set{{From: 530500, To: 530599}}},                                                                                    // sisal, or coconut, abaca and others
	{"o", hs.Set{{From: 530810, To: 530810}}},                                                                                     // coconut
	{"xoq", hs.Set{{From: 530890, To: 530890}}},                                                                                   // other vegetable fibres, or paper
	{"yu", hs.Set{{From: 540244, To: 540244}, {From: 540411, To: 540411}}},                                                        // synthetic filaments, or segmented polyurethane
	{"y", hs.Set{{From: 540200, To: 540299}, {From: 540400, To: 540499}}},                                                         // synthetic filaments
	{"y", hs.Set{{From: 540700, To: 540799}}},                                                                                     // synthetic filaments
	{"a", hs.Set{{From: 540300, To: 540399}, {From: 540500, To: 540599}, {From: 540800, To: 540899}}},                             // artificial filaments
	{"p", hs.Set{{From: 550320, To: 550320}, {From: 550620, To: 550620}, {From: 550921, To: 550922}, {From: 551211, To: 551219}}}, // staple fibres of polyester
	{"n", hs.Set{{From: 550330, To: 550330}, {From: 550630, To: 550630}, {From: 550931, To: 550932}, {From: 551221, To: 551229}}}, // staple fibres of polyacrylonitrile
	{"v", hs.Set{{From: 550410, To: 550410}}},                                                                                     // staple fibres of viscose
	{"lm", hs.Set{{From: 560500, To: 560599}}},                                                                                    // metallised yarn, with a foil strip or other
	{"g", hs.Set{{From: 701900, To: 701999}}},                                                                                     // glass fibres
}

// specialLetters are the kinds of the materials with limits of their own, in the order of special.
var specialLetters = []string{"u", "l"}

// basicKindsOf are the letters of what the material may be, empty if the code does not tell.
func (w *work) basicKindsOf(in *input) string {
	if kind := w.specialKind(in); kind > 0 {
		return specialLetters[kind-1]
	}
	for _, kind := range basicKinds {
		if in.within(kind.codes) == finding.Met {
			return kind.letters
		}
	}
	return ""
}
