package circular33

import (
	"slices"
	"strings"

	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// The messages on goods that came through other countries.
const (
	TransitSealed     finding.Message = "vn.transit.sealed"
	TransitProven     finding.Message = "vn.transit.proven"
	TransitUnproven   finding.Message = "vn.transit.no_evidence"
	TransitNeverShown finding.Message = "vn.transit.never_proven"
	EvidenceTransit   finding.Message = "vn.evidence.transit"
)

// evidence lists the messages that name evidence.
var evidence = []finding.Message{EvidenceProcess, EvidenceMaterialsList, EvidenceCostSheet, EvidenceTransit}

// TransitEvidence asks for one of the papers of Art. 18(3) where the way led through a country that is no party. The
// same container under the same seal from departure to arrival needs none. A paper that was asked for and did not come
// within the time for documents (Art. 19(2)) leaves nothing but refusal.
func TransitEvidence(id string) procedure.Check {
	check := national(id, "18(2), 18(3)", func(c *procedure.Case) []finding.Finding {
		document, presented := transitDocument(c.Journey)
		var f finding.Finding
		switch {
		case procedure.Is(c.Journey.SealUnbroken()):
			f = procedure.Passed(TransitSealed)
		case presented:
			f = procedure.Passed(TransitProven).From("document", document)
		case neverShown(c):
			f = procedure.Failed(finding.Refuse, TransitNeverShown)
		default:
			f = procedure.Unclear(finding.Refer, TransitUnproven, EvidenceTransit)
			f.Curable = true
		}
		return []finding.Finding{f.From("countries", countries(c.ForeignLegs()))}
	}, TransitSealed, TransitProven, TransitUnproven, TransitNeverShown)
	check.Applies = func(c *procedure.Case) bool { return governs(c) && len(c.ForeignLegs()) > 0 }
	return check
}

// transitPapers are the papers that suffice alone, each with the words by which its code begins: CARRIER_LETTER and
// CARRIER_CONFIRMATION are the same to the law.
var transitPapers = []transitPaper{
	{"TRANSIT_CUSTOMS", []string{"TRANSIT_CUSTOMS", "CUSTOMS_TRANSIT"}},
	{"CARRIER_LETTER", []string{"CARRIER"}},
	{"OWNER_LETTER", []string{"OWNER", "SHIPOWNER", "SHIP_OWNER", "OPERATOR", "CHARTERER", "SHIPMASTER"}},
}

type transitPaper struct {
	code   string
	begins []string
}

// names reports whether a document presented is such a paper.
func (p transitPaper) names(presented string) bool {
	code := strings.ToUpper(strings.TrimSpace(presented))
	return slices.ContainsFunc(p.begins, func(word string) bool { return code == word || strings.HasPrefix(code, word+"_") })
}

// transitDocument finds a paper of Art. 18(3) among those presented. A bill of lading with a look-up of the manifest
// proves nothing once a seal is known to have changed, for it must show the same one.
func transitDocument(j procedure.Journey) (string, bool) {
	for _, family := range transitPapers {
		if slices.ContainsFunc(j.Documents, func(presented string) bool { return family.names(presented) }) {
			return family.code, true
		}
	}
	switch {
	case j.HasDocument("MANIFEST", "MANIFEST_LOOKUP") && j.HasDocument("BL", "THROUGH_BL") &&
		!procedure.IsNot(j.SealUnbroken()):
		return "MANIFEST", true
	case j.HasDocument("MASTER_AWB") && j.HasDocument("HOUSE_AWB"):
		return "AIR_WAYBILLS", true
	}
	return "", false
}

// neverShown reports whether the papers were asked for and the time to bring them is over.
func neverShown(c *procedure.Case) bool {
	asked := c.Query.DocumentsAsked
	return !asked.IsZero() && c.Query.DocumentsGiven.IsZero() && c.Today.After(asked.AddDays(EvidenceDays))
}

// countries names the places' countries once each, in their order.
func countries(legs []procedure.Leg) string {
	var names []string
	for _, leg := range legs {
		if len(names) == 0 || names[len(names)-1] != leg.Country {
			names = append(names, leg.Country)
		}
	}
	return strings.Join(names, ", ")
}
