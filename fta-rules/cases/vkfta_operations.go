package cases

import (
	"strings"
	"unicode"
)

// operationWords are how cases speak of operations, and the codes that the rules know. The first beginning that a text
// has in one of its words, or several in a row, is meant. The article on minimal operations is a closed list: what has
// no word here is working beyond it, and gets a code made of its text.
//
// Where the article asks that an operation be simple, cleaning, painting, mixing, packing or testing is taken to be so
// unless the text speaks of special skills or equipment; cutting, grinding and assembling only if the text says so.
var operationWords = []struct{ word, code string }{
	// Working that has such a word in it.
	{"screen print", "PRINT"}, {"cut and sew", "CUT_AND_SEWN"}, {"cutting and sewing", "CUT_AND_SEWN"},
	{"heat press", "HEAT_PRESS"}, {"ironing board", "MAKE_IRONING_BOARD"}, {"shell mould", "SHELL_MOULD"},
	// Art. 3.7.1(a), (b).
	{"preservation", "PRESERVE"}, {"fumigat", "PRESERVE"}, {"airing", "PRESERVE"}, {"ventilat", "PRESERVE"},
	{"drying for", "DRY_FOR_TRANSPORT"}, {"freez", "FREEZE_FOR_TRANSPORT"}, {"chill", "CHILL"}, {"refrigerat", "CHILL"},
	{"keeping in brine", "KEEP_IN_BRINE"}, {"repack", "REPACK"}, {"re-pack", "REPACK"}, {"breaking up", "BREAK_UP_PACKAGES"},
	{"breaking bulk", "BREAK_UP_PACKAGES"}, {"assembly of packages", "ASSEMBLE_PACKAGES"},
	// Art. 3.7.1(c) to (f).
	{"wash", "WASH"}, {"rinsing", "WASH"}, {"clean", "CLEAN"}, {"dusting", "DUST"}, {"dust removal", "DUST"}, {"removal of dust", "DUST"},
	{"removal of rust", "DERUST"}, {"removal of oxide", "DERUST"}, {"removal of oil", "DEGREASE"}, {"degreas", "DEGREASE"}, {"derust", "DERUST"},
	{"removal of paint", "REMOVE_PAINT"}, {"ironing", "IRON"}, {"pressing of textile", "PRESS_TEXTILES"}, {"simple paint", "PAINT_SIMPLE"},
	{"painting", "PAINT_SIMPLE"}, {"simple polish", "POLISH_SIMPLE"}, {"polishing of rice", "POLISH_RICE"},
	{"polishing", "POLISH_SIMPLE"}, {"husk", "HUSK_CEREALS"}, {"bleaching of rice", "BLEACH_RICE"}, {"glazing of cereal", "GLAZE_CEREALS"},
	// Art. 3.7.1(g) to (i).
	{"colouring sugar", "COLOUR_SUGAR"}, {"colouring of sugar", "COLOUR_SUGAR"}, {"sugar colouring", "COLOUR_SUGAR"},
	{"sugar lump", "FORM_SUGAR_LUMPS"}, {"peel", "PEEL"}, {"skinning", "PEEL"}, {"stoning", "STONE"}, {"pitting", "STONE"},
	{"shell", "SHELL"}, {"unshell", "SHELL"}, {"un-shell", "SHELL"}, {"deshell", "SHELL"}, {"sharpen", "SHARPEN"},
	{"simple grind", "GRIND_SIMPLE"}, {"simple cut", "CUT_SIMPLE"}, {"cutting to length", "CUT_SIMPLE"}, {"cutting to size", "CUT_SIMPLE"},
	// Art. 3.7.1(j) to (m).
	{"sift", "SIFT"}, {"screening", "SCREEN"}, {"sort", "SORT"}, {"classif", "CLASSIFY"}, {"grading", "GRADE"}, {"graded", "GRADE"},
	{"matching", "MATCH"}, {"making up of sets", "PACK_SET"}, {"pack", "PACK"}, {"bagging", "BAG"}, {"bagged", "BAG"}, {"boxing", "BOX"},
	{"casing", "CASE"}, {"bottling", "BOTTLE"}, {"fixing on card", "FIX_ON_CARD"}, {"label", "LABEL"}, {"relabel", "LABEL"},
	{"re-label", "LABEL"}, {"marking", "MARK"}, {"affixing", "MARK"}, {"mixing", "MIX_SIMPLE"}, {"simple mix", "MIX_SIMPLE"},
	{"blending", "MIX_SIMPLE"},
	// Art. 3.7.1(n) to (p).
	{"simple assembl", "ASSEMBLE_SIMPLE"}, {"manual assembl", "ASSEMBLE_SIMPLE"}, {"assembly by hand", "ASSEMBLE_SIMPLE"},
	{"screwing", "ASSEMBLE_SIMPLE"}, {"disassembl", "DISASSEMBLE"}, {"dismantl", "DISASSEMBLE"}, {"testing", "TEST_SIMPLE"},
	{"simple test", "TEST_SIMPLE"}, {"inspect", "TEST_SIMPLE"}, {"calibrat", "TEST_SIMPLE"}, {"slaughter", "SLAUGHTER"},
	// Processes that rules name.
	{"cutting", "CUT"}, {"cut ", "CUT"}, {"sewing", "SEW"}, {"sewn", "SEW"}, {"stitch", "SEW"}, {"dyeing", "DYE"}, {"dyed", "DYE"},
	{"printing", "PRINT"}, {"weaving", "WEAVE"}, {"knitting", "KNIT"},
}

// skilled are words that say that an operation is not simple: it needs special skills, machines or equipment.
var skilled = []string{"dedicated", "special", "purpose-built", "automat", "cnc", "robot", "chemical react", "machine made for"}

// finishing are the preparatory and finishing operations of textile making that cases name. Two of them besides dyeing
// or printing are what Annex 3-A asks for.
var finishing = []string{
	"scour", "bleach", "mercer", "heat set", "heat-set", "stenter", "rais", "calender", "shrink", "sanfor", "permanent finish",
	"decat", "impregnat", "mending", "burl", "degum", "desiz", "singe", "soften", "brush", "shear", "coating",
}

// producing are words for what makes goods wholly obtained in a party (Art. 3.2).
var producing = []string{
	"aquacultur", "farm", "grow", "grown", "harvest", "cultivat", "pick", "born", "rais", "fishing", "fished", "caught", "catch",
	"hunt", "trapping", "mining", "mined", "quarr", "milking", "laid", "tapping",
}

// operationCodes turns the operations of a case into codes; a text that joins several gives a code for each.
func operationCodes(texts []string) []string {
	codes := make([]string, 0, len(texts))
	finishes := 0
	for _, text := range texts {
		for _, phrase := range phrases(text) {
			codes = append(codes, operationCode(phrase))
			if begins(phrase, finishing) {
				finishes++
			}
		}
	}
	if finishes >= 2 {
		codes = append(codes, "PREPFIN_GE2")
	}
	return codes
}

// phrases parts what is joined by commas or "and". Cutting and sewing stay together, being one process.
func phrases(text string) []string {
	text = strings.ToLower(text)
	if strings.Contains(text, "cut and sew") || strings.Contains(text, "cutting and sewing") {
		return []string{text}
	}
	var all []string
	for _, part := range strings.FieldsFunc(strings.ReplaceAll(text, " and ", ","), func(c rune) bool { return c == ',' || c == ';' || c == '+' }) {
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}

func operationCode(phrase string) string {
	if containsAny(phrase, skilled) {
		return slug(phrase)
	}
	for _, known := range operationWords {
		if begins(phrase, []string{known.word}) {
			return known.code
		}
	}
	return slug(phrase)
}

// begins reports whether one of the words of a phrase begins with one of the beginnings.
func begins(phrase string, beginnings []string) bool {
	for _, beginning := range beginnings {
		if strings.Contains(" "+phrase+" ", " "+beginning) {
			return true
		}
	}
	return false
}

func containsAny(text string, words []string) bool {
	for _, word := range words {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// slug is a text as a code: capital letters and digits joined by underscores.
func slug(text string) string {
	words := strings.FieldsFunc(strings.ToUpper(text), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	return strings.Join(words, "_")
}
