package chaincode

import (
	"slices"

	"origo/certificate"
	"origo/certificate/registry"
)

// checkPaper refuses entries that do not say what they must.
func (c *call) checkPaper(asked registry.PaperRequest) error {
	id := asked.Certificate
	switch {
	case id.Check() != nil:
		return malformed("certificate")
	case !slices.Contains(id.Form.Agreements(), c.membership.Agreement):
		return registry.Refuse(registry.WrongAgreement, "form", string(id.Form))
	case !c.membership.Agreement.HasParty(id.Country) || id.Country == c.party.Country:
		return registry.Refuse(registry.WrongCountry, "country", id.Country)
	case !isFingerprint(asked.Scan):
		return malformed("scan")
	case !isPaperReason(asked.Reason):
		return malformed("reason")
	case asked.Notice != "" && !isLine(asked.Notice, maxWords):
		return malformed("notice")
	case !isLine(asked.Officer, maxOfficer):
		return malformed("officer")
	case len(asked.Salt) != saltSize:
		return malformed("salt")
	case asked.IssueDate.IsZero():
		return malformed("issue_date")
	case asked.IssueDate.After(c.today().AddDays(1)):
		return registry.Refuse(registry.TimeImplausible, "field", "issue_date")
	}
	return checkPaperLines(asked.Lines)
}

func isPaperReason(r registry.PaperReason) bool {
	return r == registry.PartnerAbsent || r == registry.PartnerOutage || r == registry.OwnOutage
}

// checkPaperLines wants every item once, with a quantity above zero in a known unit.
func checkPaperLines(lines []registry.PaperLine) error {
	var seen []int
	for _, line := range lines {
		switch {
		case line.Item < 1 || line.Item > certificate.MaxItems:
			return malformed("lines")
		case line.Quantity.Value.Sign() <= 0:
			return registry.Refuse(registry.QuantityNotPositive, "item", decimal(line.Item))
		case !certificate.IsUnit(line.Quantity.Unit):
			return malformed("lines")
		case line.HS != "" && !isHS(line.HS):
			return malformed("lines")
		case line.Description != "" && !isLine(line.Description, maxWords), line.Criterion != "" && !isLine(line.Criterion, maxOfficer):
			return malformed("lines")
		}
		seen = append(seen, line.Item)
	}
	if len(lines) == 0 || len(lines) > certificate.MaxItems || hasDuplicates(seen) {
		return malformed("lines")
	}
	return nil
}

// isHS reports whether s has 6 to 10 digits and nothing else.
func isHS(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) >= 6 && len(s) <= 10
}
