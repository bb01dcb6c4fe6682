package vkfta

import (
	"strings"

	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
	"origo/fta-rules/procedure/circular33"
)

const (
	routeDirect     finding.Message = "vkfta.route.direct"
	routeTransit    finding.Message = "vkfta.route.transit"
	routeElsewhere  finding.Message = "vkfta.route.not_from_exporter"
	routeReleased   finding.Message = "vkfta.route.entered_commerce"
	routeWorked     finding.Message = "vkfta.route.worked_on"
	routeUnknown    finding.Message = "vkfta.route.unknown"
	routeUnwatched  finding.Message = "vkfta.route.commerce_unknown"
	billShown       finding.Message = "vkfta.transit.through_bill"
	billReplaced    finding.Message = "vkfta.transit.proven_otherwise"
	billMissing     finding.Message = "vkfta.transit.no_through_bill"
	billUnknown     finding.Message = "vkfta.transit.papers_unknown"
	evidenceRoute   finding.Message = "vkfta.evidence.route"
	evidenceBill    finding.Message = "vkfta.evidence.through_bill"
	evidenceInTrade finding.Message = "vkfta.evidence.transit_customs"
)

const throughBill = "THROUGH_BL"

// transportChecks are on the way the goods took.
func transportChecks() []procedure.Check {
	return []procedure.Check{routeCheck(), throughBillCheck(), circular33.TransitEvidence("VKFTA-TR3")}
}

// routeCheck asks that the goods came straight from the exporting party, or passed through other countries without
// entering trade or consumption there and without more than unloading, reloading and preservation.
func routeCheck() procedure.Check {
	check := treaty("VKFTA-TR1", "VKFTA Art. 3.8", atClearance, oneFinding(judgeRoute),
		routeDirect, routeTransit, routeElsewhere, routeReleased, routeWorked, routeUnknown, routeUnwatched)
	return when(func(c *procedure.Case) bool { return c.Exporter != "" }, check)
}

func judgeRoute(c *procedure.Case) finding.Finding {
	legs := c.Journey.Legs
	if len(legs) < 2 || legs[len(legs)-1].Country != c.Importer {
		return procedure.Unclear(finding.Refer, routeUnknown, evidenceRoute)
	}
	if legs[0].Country != c.Exporter {
		return procedure.Failed(finding.Refuse, routeElsewhere).From("from", legs[0].Country).From("exporter", c.Exporter)
	}
	foreign := c.ForeignLegs()
	for _, leg := range foreign {
		if f := leftTransit(leg); f.Message != "" {
			return f
		}
	}
	if len(foreign) == 0 {
		return procedure.Passed(routeDirect).From("from", c.Exporter).From("to", c.Importer)
	}
	if unwatched(c, foreign) {
		return procedure.Unclear(finding.Refer, routeUnwatched, evidenceInTrade).From("through", countries(foreign))
	}
	return procedure.Passed(routeTransit).From("through", countries(foreign))
}

// leftTransit says how the goods lost the benefit of transit at a place, nothing if they did not.
func leftTransit(leg procedure.Leg) finding.Finding {
	if procedure.Is(leg.Released) {
		return procedure.Failed(finding.Refuse, routeReleased).From("place", leg.Country)
	}
	if beyond := leg.Handled(); len(beyond) > 0 {
		return procedure.Failed(finding.Refuse, routeWorked).From("place", leg.Country).From("operations", strings.Join(beyond, ", "))
	}
	return finding.Finding{}
}

// unwatched reports whether nobody says that the goods stayed out of trade: neither what is known of the places nor the
// customs there nor an unbroken seal.
func unwatched(c *procedure.Case, foreign []procedure.Leg) bool {
	if procedure.Is(c.Journey.SealUnbroken()) {
		return false
	}
	for _, leg := range foreign {
		if leg.Released == nil && !procedure.Is(leg.Supervised) {
			return true
		}
	}
	return false
}

// countries are the places' countries in order, each once.
func countries(legs []procedure.Leg) string {
	var names []string
	for _, leg := range legs {
		if len(names) == 0 || names[len(names)-1] != leg.Country {
			names = append(names, leg.Country)
		}
	}
	return strings.Join(names, ", ")
}

// throughBillCheck asks for the through bill of lading issued in the exporting party, which with the certificate and
// the invoice proves a transit. Viet Nam accepts other papers or an unbroken seal instead. What is missing may still be
// handed in.
func throughBillCheck() procedure.Check {
	check := treaty("VKFTA-TR2", "VKFTA Arts 3.8.2, 3.23", atClearance, oneFinding(func(c *procedure.Case) finding.Finding {
		switch {
		case c.Journey.HasDocument(throughBill):
			return procedure.Passed(billShown)
		case circularGoverns(c) && provenOtherwise(c):
			return procedure.Passed(billReplaced)
		case c.Journey.Documents == nil:
			return procedure.Unclear(finding.Refer, billUnknown, evidenceBill)
		}
		return procedure.Curable(finding.Refuse, billMissing)
	}), billShown, billReplaced, billMissing, billUnknown)
	return when(func(c *procedure.Case) bool { return len(c.ForeignLegs()) > 0 }, check)
}

// provenOtherwise reports whether the transit is proven as Viet Nam's circular has it.
func provenOtherwise(c *procedure.Case) bool {
	for _, f := range circular33.TransitEvidence("").Judge(c) {
		if f.Outcome == finding.Met {
			return true
		}
	}
	return false
}
