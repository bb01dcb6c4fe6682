package atiga

import (
	"strings"

	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// The messages on the way the goods took.
const (
	wayDirect           finding.Message = "atiga.transit.direct"
	wayNotDirect        finding.Message = "atiga.transit.not_direct"
	throughBill         finding.Message = "atiga.transit.through_bill"
	noThroughBill       finding.Message = "atiga.transit.no_through_bill"
	evidenceThroughBill finding.Message = "atiga.evidence.through_bill"
)

func journeyChecks() []procedure.Check {
	return []procedure.Check{
		{
			ID: "ATIGA-M25", Citation: annex8 + "R.21", Stages: atClearance, Judge: judgeThroughBill,
			Messages: []finding.Message{throughBill, noThroughBill},
			Applies: both(keptOnTheWay, func(c *procedure.Case) bool {
				return c.Importer != "VN" && len(c.ForeignLegs()) > 0
			}),
		},
		{
			ID: "ATIGA-M26", Citation: "ATIGA Art. 32(2)(b)", Stages: atClearance, Judge: judgeWay,
			Messages: []finding.Message{wayDirect, wayNotDirect},
			Applies:  func(c *procedure.Case) bool { return len(c.Journey.Legs) > 0 },
		},
	}
}

// keptOnTheWay reports whether nothing happened to the goods on the way, so that evidence of the transit matters.
func keptOnTheWay(c *procedure.Case) bool { return len(beyondTransit(c)) == 0 }

// beyondTransit is what happened on the way, through members or others, beyond unloading, reloading and preserving.
func beyondTransit(c *procedure.Case) []string {
	var beyond []string
	for _, leg := range c.Transits() {
		for _, operation := range leg.Handled() {
			beyond = append(beyond, leg.Country+": "+operation)
		}
		if procedure.Is(leg.Released) {
			beyond = append(beyond, leg.Country+": RELEASED")
		}
	}
	return beyond
}

func judgeWay(c *procedure.Case) []finding.Finding {
	if beyond := beyondTransit(c); len(beyond) > 0 {
		return one(procedure.Failed(finding.Refuse, wayNotDirect).From("operations", strings.Join(beyond, ", ")))
	}
	return procedure.Met(wayDirect)
}

// judgeThroughBill: on a way through a country that is no member the through bill of lading issued in the exporting
// member is shown. Viet Nam's own list of papers is in package circular33.
func judgeThroughBill(c *procedure.Case) []finding.Finding {
	if c.Journey.HasDocument("THROUGH_BL") {
		return procedure.Met(throughBill)
	}
	f := procedure.Unclear(finding.Refer, noThroughBill, evidenceThroughBill)
	f.Curable = true
	return one(f)
}
