package atiga

import (
	"slices"

	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
)

// The paragraphs of Attachment 1 to Annex 3.
const (
	listA    = "ATIGA Annex 3 Attachment 1, paras 1, 2 and 4, list A"
	listB    = "ATIGA Annex 3 Attachment 1, paras 1, 2 and 4, list B"
	listC    = "ATIGA Annex 3 Attachment 1, paras 1, 2 and 4, list C"
	listMade = "ATIGA Annex 3 Attachment 1, paras 1 to 3, list C"
)

// madeUps are the articles of Attachment 1 para 3, which cutting to size and hemming never makes originate:
// handkerchiefs, shawls, blankets, linen, packing sacks, tarpaulins and awnings, floor and dish cloths.
var madeUps = hs.Set{
	{From: 611710, To: 611710}, {From: 621300, To: 621499}, {From: 630100, To: 630299}, {From: 630500, To: 630799},
}

// excludedOperations never confer origin on a textile by themselves (Attachment 1 para 2): combining, labelling,
// pressing, cleaning and packing; cutting to size with hemming or stitching; trimming and joining of accessories;
// finishing; and dyeing or printing alone.
var excludedOperations = []string{
	"COMBINE", "LABEL", "PRESS", "IRON", "CLEAN", "PACK", "FOLD_AND_PACK", "PACK_FOR_RETAIL",
	"CUT_TO_LENGTH", "CUT_TO_SIZE", "HEM", "STITCH", "OVERLOCK",
	"TRIM", "JOIN_ACCESSORIES",
	"BLEACH", "WATERPROOF", "SHRINK", "MERCERISE", "DECATE", "FINISH",
	"DYE", "DYE_YARN", "YARN_DYE", "YARN_DYE_NAT", "DYE_FABRIC", "PRINT",
}

// spinning makes fibre or yarn (Attachment 1 para 1, list A).
var spinning = [][]string{
	{"POLYMERISE"}, {"POLYCONDENSE"}, {"EXTRUDE"}, {"EXTR_MMF"}, {"EXTR_FIL"}, {"SPIN"}, {"SPIN_NAT"}, {"SPIN_MMSF"},
	{"TWIST"}, {"TEXTURE"}, {"BRAID"},
}

// fabricMaking forms fabric (Attachment 1 para 1).
var fabricMaking = [][]string{
	{"WEAVE"}, {"KNIT"}, {"KNIT_SHAPE"}, {"CROCHET"}, {"FABRIC_FORM"}, {"NONWOVEN"}, {"NEEDLE_PUNCH"}, {"SPIN_BOND"},
	{"CHEMICAL_BOND"}, {"WAD"}, {"TUFT"},
}

// fabricFinishing makes fabric directly usable (Attachment 1 para 1): dyeing or printing together with finishing, or
// impregnating and coating.
var fabricFinishing = [][]string{
	{"DYE", "FINISH"}, {"DYE", "PREPFIN_GE2"}, {"DYE_FABRIC", "FINISH"}, {"PRINT", "FINISH"}, {"PRINT", "PREPFIN_GE2"},
	{"DYE_OR_PRINT_2_FINISHING"}, {"IMPREGNATE"}, {"COAT"}, {"COVER"}, {"LAMINATE"},
}

// assembling is cutting and assembling into a finished article.
var assembling = [][]string{{"CUT_AND_SEWN"}, {"CUT", "SEW"}, {"CUT", "ASSEMBLE_INTO_COMPLETE_ARTICLE"}}

// embellishing is what made-up articles need besides (Attachment 1 list C; embroidery over at least 5% of the area,
// para 1).
var embellishing = []string{"EMBROIDER", "EMBELLISH", "PRINT"}

// processTests say when the processes that Annex 3 names have been done.
func processTests() []agreement.ProcessTest {
	return []agreement.ProcessTest{
		{Code: "ATT1_A", Citation: listA, AnyOf: spinning, NeverBy: excludedOperations},
		{Code: "ATT1_B", Citation: listB, AnyOf: slices.Concat(fabricMaking, fabricFinishing), NeverBy: excludedOperations},
		{Code: "ATT1_C", Citation: listMade, Goods: madeUps, AnyOf: slices.Concat(fabricMaking, fabricFinishing, embellished()),
			NeverBy: excludedOperations},
		{Code: "ATT1_C", Citation: listC, AnyOf: slices.Concat(assembling, sewnFromOwnFabric()), NeverBy: excludedOperations},
		{Code: "CUT_AND_SEWN", Citation: "ATIGA Annex 3, Chapters 61 to 63", AnyOf: assembling, NeverBy: excludedOperations},
		{Code: "REFINE", Citation: "ATIGA Annex 3, Chapter 15"},
		{Code: "RECORD_MEDIA", Citation: "ATIGA Annex 3, heading 85.23"},
		{Code: "PARTS_SAME_SUBHEADING", Citation: "ATIGA Annex 3, headings 90.18 and 90.19"},
		{Code: "WET_TO_DRY_HIDE", Citation: "ATIGA Annex 3, subheading 4106.40"},
	}
}

// embellished is every way of assembling together with every way of embellishing.
func embellished() [][]string {
	var all [][]string
	for _, made := range assembling {
		for _, embellishment := range embellishing {
			all = append(all, append(slices.Clone(made), embellishment))
		}
	}
	return all
}

// sewnFromOwnFabric is the making of articles out of fabric, or of pieces knitted to shape, that were themselves made in
// the member: more than the list asks for.
func sewnFromOwnFabric() [][]string {
	return [][]string{{"KNIT_SHAPE"}, {"KNIT", "SEW"}, {"WEAVE", "SEW"}}
}
