package ukvfta

import (
	"slices"
	"strings"

	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// What checks of the way of the goods find.
const (
	msgJourneyOK           finding.Message = "ukvfta.journey.ok"
	msgJourneyDirect       finding.Message = "ukvfta.journey.direct"
	msgJourneyStart        finding.Message = "ukvfta.journey.start"
	msgJourneyReleased     finding.Message = "ukvfta.journey.released"
	msgJourneyOperation    finding.Message = "ukvfta.journey.operation"
	msgJourneyUnsupervised finding.Message = "ukvfta.journey.unsupervised"
	msgJourneySupervision  finding.Message = "ukvfta.journey.supervision_unknown"
	msgExhibitionOK        finding.Message = "ukvfta.exhibition.ok"
	msgExhibitionUnnamed   finding.Message = "ukvfta.exhibition.unnamed"
	msgExhibitionFree      finding.Message = "ukvfta.exhibition.uncontrolled"
	msgExhibitionOpen      finding.Message = "ukvfta.exhibition.no_evidence"
	msgNeedExhibition      finding.Message = "ukvfta.need.exhibition"
	msgExhibitionAltered   finding.Message = "ukvfta.exhibition.altered"
)

func journeyChecks() []procedure.Check {
	return []procedure.Check{
		{ID: "UKVFTA-M20", Citation: "UKVFTA Protocol 1 Arts 12 and 13", Stages: atClearance,
			Applies: func(c *procedure.Case) bool { return len(c.Journey.Legs) > 0 }, Judge: judgeJourney,
			Messages: []finding.Message{msgJourneyOK, msgJourneyDirect, msgJourneyStart, msgJourneyReleased, msgJourneyOperation,
				msgJourneyUnsupervised, msgJourneySupervision}},
		{ID: "UKVFTA-EXHIBITION", Citation: "UKVFTA Protocol 1 Art. 14", Stages: atClearance,
			Applies: func(c *procedure.Case) bool { return c.Proof.Has(procedure.Exhibition) }, Judge: judgeExhibition,
			Messages: []finding.Message{msgExhibitionOK, msgExhibitionUnnamed, msgExhibitionFree, msgExhibitionAltered, msgExhibitionOpen, msgNeedExhibition}},
	}
}

// underSupervision are the operations on the way that Article 13 allows beside preserving the goods, all of them under
// customs supervision: storing, splitting, and adding what the importing party's law wants on the goods.
var underSupervision = []string{"STORE", "STORAGE", "WAREHOUSE", "SPLIT", "SPLITTING", "LABEL", "RELABEL", "LABELLING", "MARK", "MARKING", "SEAL", "RESEAL", "DOCUMENT"}

// forbidden are the operations beyond moving and preserving that Article 13 does not allow.
func forbidden(leg procedure.Leg) []string {
	return slices.DeleteFunc(leg.Handled(), func(operation string) bool {
		return slices.Contains(underSupervision, canonical(operation))
	})
}

// needsSupervision reports whether something was done there that is allowed only under customs supervision.
func needsSupervision(leg procedure.Leg) bool {
	return slices.ContainsFunc(leg.Operations, func(operation string) bool {
		return slices.Contains(underSupervision, canonical(operation))
	})
}

func canonical(operation string) string { return strings.ToUpper(strings.TrimSpace(operation)) }

// judgeJourney: the goods are those that were exported. That is taken to be so until something is known to the
// contrary; evidence is asked for in case of doubt and not as a matter of routine (Art. 13(4), Annex VIII).
func judgeJourney(c *procedure.Case) []finding.Finding {
	var found []finding.Finding
	if start := c.Journey.Legs[0].Country; start != c.Exporter {
		found = append(found, open(msgJourneyStart, "country", start, "exporting", c.Exporter)...)
	}
	foreign := transits(c)
	for _, leg := range foreign {
		found = append(found, judgeLeg(leg)...)
	}
	switch {
	case len(found) > 0:
		return found
	case len(foreign) == 0:
		return met(msgJourneyDirect)
	}
	return met(msgJourneyOK, "countries", places(foreign))
}

// transits are the places outside both parties; the first, if outside, is judged as the start.
func transits(c *procedure.Case) []procedure.Leg {
	return slices.DeleteFunc(slices.Clone(c.Journey.Legs[1:]), func(leg procedure.Leg) bool {
		return leg.Country == c.Exporter || leg.Country == c.Importer
	})
}

func judgeLeg(leg procedure.Leg) []finding.Finding {
	where := []string{"country", leg.Country}
	operations := forbidden(leg)
	switch {
	case procedure.Is(leg.Released):
		return fails(finding.Refuse, msgJourneyReleased, where...)
	case len(operations) > 0:
		return fails(finding.Refuse, msgJourneyOperation, append(where, "operations", strings.Join(operations, ", "))...)
	case procedure.IsNot(leg.Supervised) && len(leg.Operations) > 0:
		return fails(finding.Refuse, msgJourneyUnsupervised, where...)
	case procedure.IsNot(leg.Supervised), leg.Supervised == nil && needsSupervision(leg):
		return open(msgJourneySupervision, where...)
	}
	return nil
}

func places(legs []procedure.Leg) string {
	var countries []string
	for _, leg := range legs {
		if !slices.Contains(countries, leg.Country) {
			countries = append(countries, leg.Country)
		}
	}
	return strings.Join(countries, ", ")
}

// judgeExhibition: goods sold at an exhibition keep their origin if they stayed under customs control, came in the state
// in which they were shown, and the proof names the exhibition.
func judgeExhibition(c *procedure.Case) []finding.Finding {
	shown := c.Proof.Exhibited
	switch {
	case procedure.IsNot(shown.Unaltered):
		return fails(finding.Refuse, msgExhibitionAltered)
	case procedure.IsNot(shown.Controlled):
		return fails(finding.Refuse, msgExhibitionFree)
	case procedure.IsNot(shown.Named):
		return curable(fails(finding.Refer, msgExhibitionUnnamed))
	case shown.Unaltered == nil || shown.Controlled == nil || shown.Named == nil:
		found := open(msgExhibitionOpen)
		found[0].Evidence = []finding.Message{msgNeedExhibition}
		return found
	}
	return met(msgExhibitionOK)
}
