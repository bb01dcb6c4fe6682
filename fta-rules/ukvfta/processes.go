package ukvfta

import "origo/fta-rules/agreement"

// The provisions that say what processes are.
const (
	citeMoreWorking = "UKVFTA Protocol 1 Annex I Note 3.2" // more working than the rule asks for is enough
	citeTextiles    = "UKVFTA Protocol 1 Annex I Note 5"
	citeFinishing   = "UKVFTA Protocol 1 Annex II, Chapters 50 to 63"
	citeRefining    = "UKVFTA Protocol 1 Annex I Note 8.1"
	citeRefiningMay = "UKVFTA Protocol 1 Annex I Note 8.2"
)

// processTests are the processes that other operations amount to. Every other process that Annex II names is the
// operation of its own code.
func processTests() []agreement.ProcessTest {
	return []agreement.ProcessTest{
		{Code: "SPIN", Citation: citeTextiles, AnyOf: each("SPIN_NAT", "SPIN_MMSF")},
		{Code: "EXTR_MMF", Citation: citeTextiles, AnyOf: each("EXTR_FIL")},
		{Code: "FABRIC_FORM", Citation: citeTextiles, AnyOf: each("WEAVE", "KNIT", "NONWOVEN")},
		{Code: "KNIT", Citation: citeMoreWorking, AnyOf: each("KNIT_SHAPE")},
		{Code: "YARN_DYE", Citation: citeTextiles, AnyOf: each("YARN_DYE_NAT")},
		{Code: "MAKEUP", Citation: citeMoreWorking, AnyOf: [][]string{{"CUT", "SEW"}}},
		{Code: "PREPFIN_GE2", Citation: citeFinishing, AnyOf: pairs(finishing)},
		{Code: "RETAN", Citation: citeMoreWorking, AnyOf: each("RETAN_DRY")},
		{Code: "SPECIFIC27_A", Citation: citeRefining, AnyOf: each(refining...)},
		{Code: "SPECIFIC27_B", Citation: citeRefiningMay, AnyOf: each(append(append([]string{}, refining...), refiningFurther...)...)},
	}
}

// finishing are preparatory and finishing operations on fabric.
var finishing = []string{"SCOUR", "BLEACH", "MERCERISE", "HEAT_SET", "RAISE", "CALENDER", "SHRINK_RESIST",
	"PERMANENT_FINISH", "DECATISE", "IMPREGNATE", "MEND", "BURL"}

// refining are the specific processes for mineral oils, refiningFurther those that count for 2710 to 2712 besides.
var (
	refining = []string{"VACUUM_DISTIL", "REDISTIL_FRACTIONATE", "CRACK", "REFORM", "SOLVENT_EXTRACT", "ACID_PROCESS",
		"POLYMERISE", "ALKYLATE", "ISOMERISE"}
	refiningFurther = []string{"DESULPHURISE", "DEPARAFFIN", "HYDROGEN_TREAT", "ATMOSPHERIC_DISTIL", "ELECTRIC_DISCHARGE", "DEOIL_CRYSTALLISE"}
)

// each makes an alternative of every operation.
func each(operations ...string) [][]string {
	lists := make([][]string, len(operations))
	for i, operation := range operations {
		lists[i] = []string{operation}
	}
	return lists
}

// pairs makes an alternative of every two operations.
func pairs(operations []string) [][]string {
	var lists [][]string
	for i, one := range operations {
		for _, other := range operations[i+1:] {
			lists = append(lists, []string{one, other})
		}
	}
	return lists
}
