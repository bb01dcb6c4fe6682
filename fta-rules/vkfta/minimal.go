package vkfta

import (
	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
)

// minimalOperations are the operations that never confer origin, alone or combined (Art. 3.7.1(a)-(p)). Where the
// article speaks of simple operations, the code says so: whoever states it has judged that neither special skills nor
// machines or equipment made or installed for it were needed (footnote 5).
func minimalOperations() []agreement.MinimalOperation {
	var all []agreement.MinimalOperation
	for _, head := range minimalHeads {
		for _, code := range head.codes {
			all = append(all, agreement.MinimalOperation{Code: code, Citation: "VKFTA Art. 3.7.1(" + head.letter + ")", Exempt: head.exempt})
		}
	}
	return all
}

// cashewKernels may originate by being shelled (footnote 6).
var cashewKernels = hs.Set{{From: 80132, To: 80132}}

// minimalHeads are the letters of Art. 3.7.1. What keeps meat after slaughter belongs to it (footnote 8).
var minimalHeads = []struct {
	letter string
	codes  []string
	exempt hs.Set
}{
	{letter: "a", codes: []string{"PRESERVE", "DRY_FOR_TRANSPORT", "FREEZE_FOR_TRANSPORT", "CHILL", "KEEP_IN_BRINE"}},
	{letter: "b", codes: []string{"REPACK", "BREAK_UP_PACKAGES", "ASSEMBLE_PACKAGES"}},
	{letter: "c", codes: []string{"WASH", "CLEAN", "DUST", "DERUST", "DEGREASE", "REMOVE_PAINT"}},
	{letter: "d", codes: []string{"IRON", "PRESS_TEXTILES"}},
	{letter: "e", codes: []string{"PAINT_SIMPLE", "POLISH_SIMPLE"}},
	{letter: "f", codes: []string{"HUSK_CEREALS", "HUSK_RICE", "BLEACH_RICE", "POLISH_CEREALS", "POLISH_RICE", "GLAZE_CEREALS"}},
	{letter: "g", codes: []string{"COLOUR_SUGAR", "FORM_SUGAR_LUMPS"}},
	{letter: "h", codes: []string{"PEEL", "STONE", "SHELL"}, exempt: cashewKernels},
	{letter: "i", codes: []string{"SHARPEN", "GRIND_SIMPLE", "CUT_SIMPLE"}},
	{letter: "j", codes: []string{"SIFT", "SCREEN", "SORT", "CLASSIFY", "GRADE", "MATCH", "PACK_SET"}},
	{letter: "k", codes: []string{"PACK", "BOTTLE", "CAN", "BAG", "CASE", "BOX", "FIX_ON_CARD"}},
	{letter: "l", codes: []string{"MARK", "LABEL", "PRINT_LABELS"}},
	{letter: "m", codes: []string{"MIX_SIMPLE"}},
	{letter: "n", codes: []string{"ASSEMBLE_SIMPLE", "DISASSEMBLE"}},
	{letter: "o", codes: []string{"TEST_SIMPLE"}},
	{letter: "p", codes: []string{"SLAUGHTER", "SMOKE_TO_PRESERVE", "DRY_TO_PRESERVE"}},
}
