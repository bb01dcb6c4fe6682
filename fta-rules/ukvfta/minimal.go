package ukvfta

import "origo/fta-rules/agreement"

// minimalOperations are the operations that confer no origin whatever the rule of the annex says, alone or together
// (Art. 6(1)(a)-(q)). Where the article speaks of simple operations, the code says so: whoever states it has judged that
// neither special skills nor machines or tools made or installed for the operation were needed (Art. 6(2)).
func minimalOperations() []agreement.MinimalOperation {
	var all []agreement.MinimalOperation
	for _, head := range minimalHeads {
		for _, code := range head.codes {
			all = append(all, agreement.MinimalOperation{Code: code, Citation: "UKVFTA Protocol 1 Art. 6(1)(" + head.letter + ")"})
		}
	}
	return all
}

// minimalHeads are the heads of Art. 6(1). Head (p) is combinations of the others.
var minimalHeads = []struct {
	letter string
	codes  []string
}{
	{"a", []string{"PRESERVE", "DRY_FOR_TRANSPORT", "FREEZE_FOR_TRANSPORT", "KEEP_IN_BRINE"}},
	{"b", []string{"BREAK_UP_PACKAGES", "ASSEMBLE_PACKAGES"}},
	{"c", []string{"WASH", "CLEAN", "DUST", "DERUST", "DEGREASE", "REMOVE_PAINT"}},
	{"d", []string{"IRON", "PRESS_TEXTILES"}},
	{"e", []string{"PAINT_SIMPLE", "POLISH_SIMPLE"}},
	{"f", []string{"HUSK_RICE", "MILL_RICE", "POLISH_CEREALS", "GLAZE_CEREALS", "POLISH_RICE", "BLEACH_RICE"}},
	{"g", []string{"COLOUR_SUGAR", "FLAVOUR_SUGAR", "FORM_SUGAR_LUMPS", "MILL_SUGAR"}},
	{"h", []string{"PEEL", "STONE", "SHELL"}},
	{"i", []string{"SHARPEN", "GRIND_SIMPLE", "CUT_SIMPLE"}},
	{"j", []string{"SIFT", "SCREEN", "SORT", "CLASSIFY", "GRADE", "MATCH", "PACK_SET"}},
	{"k", []string{"PACK", "BOTTLE", "CAN", "BAG", "CASE", "BOX", "FIX_ON_CARD"}},
	{"l", []string{"MARK", "LABEL", "PRINT_LABELS"}},
	{"m", []string{"MIX_SIMPLE", "MIX_SUGAR"}},
	{"n", []string{"ADD_WATER", "DILUTE", "DEHYDRATE", "DENATURE"}},
	{"o", []string{"ASSEMBLE_SIMPLE", "DISASSEMBLE"}},
	{"q", []string{"SLAUGHTER"}},
}
