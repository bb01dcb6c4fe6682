package ukvfta

import (
	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
	"origo/fta-rules/procedure/circular33"
)

// What checks of the times of issue, presentation and filing find.
const (
	msgIssueInTime        finding.Message = "ukvfta.issue.in_time"
	msgIssueMarked        finding.Message = "ukvfta.issue.marked"
	msgIssueUnmarked      finding.Message = "ukvfta.issue.unmarked"
	msgIssueUnknown       finding.Message = "ukvfta.issue.shipment_unknown"
	msgIssueNotShipped    finding.Message = "ukvfta.issue.not_shipped"
	msgNeedShipment       finding.Message = "ukvfta.need.shipment"
	msgDuplicateUnseen    finding.Message = "ukvfta.duplicate.unseen"
	msgDuplicateOK        finding.Message = "ukvfta.duplicate.ok"
	msgDuplicateDate      finding.Message = "ukvfta.duplicate.date"
	msgDuplicateBoth      finding.Message = "ukvfta.duplicate.original_used"
	msgValidityOK         finding.Message = "ukvfta.validity.in_time"
	msgValidityUntil      finding.Message = "ukvfta.validity.until"
	msgValidityEarly      finding.Message = "ukvfta.validity.before_issue"
	msgValidityGoods      finding.Message = "ukvfta.validity.late_goods_in_time"
	msgValidityLate       finding.Message = "ukvfta.validity.late"
	msgValidityExcused    finding.Message = "ukvfta.validity.excused"
	msgFilingOK           finding.Message = "ukvfta.filing.in_time"
	msgFilingLate         finding.Message = "ukvfta.filing.late"
	doubtLatePresenting                   = "late_presentation"
	monthsValid                           = 12
	yearsToFile                           = 2
	citeFilingInVietNam                   = "Circular 33/2023/TT-BTC Art. 12(1)(b)-(c)"
	citeFilingInTheTreaty                 = "UKVFTA Protocol 1 Art. 19(5)"
)

func timeChecks() []procedure.Check {
	return []procedure.Check{
		{ID: "UKVFTA-M8", Citation: "UKVFTA Protocol 1 Arts 16(7) and 17", Stages: always, Applies: issuedOnADay,
			Messages: []finding.Message{msgIssueInTime, msgIssueMarked, msgIssueUnmarked, msgIssueUnknown, msgIssueNotShipped, msgNeedShipment}, Judge: judgeIssue},
		{ID: "UKVFTA-M9", Citation: "UKVFTA Protocol 1 Art. 18", Stages: always, Applies: isDuplicate,
			Messages: []finding.Message{msgDuplicateOK, msgDuplicateUnseen, msgDuplicateDate, msgDuplicateBoth, msgNeedLookUp}, Judge: judgeDuplicate},
		{ID: "UKVFTA-M10", Citation: "UKVFTA Protocol 1 Art. 21", Stages: atClearance, Applies: madeOnADay,
			Messages: []finding.Message{msgValidityOK, msgValidityUntil, msgValidityEarly, msgValidityGoods, msgValidityLate, msgValidityExcused}, Judge: judgeValidity},
		{ID: "UKVFTA-M13", Citation: citeFilingInTheTreaty, Stages: atClearance, Applies: filingLimited,
			Messages: []finding.Message{msgFilingOK, msgFilingLate}, Judge: judgeFiling},
	}
}

func issuedOnADay(c *procedure.Case) bool { return isCertificate(c) && !c.Proof.IssueDate.IsZero() }

func madeOnADay(c *procedure.Case) bool { return hasProof(c) && !c.Proof.IssueDate.IsZero() }

// judgeIssue: issued at export or within three working days after the declared day of shipment, else marked. The
// reason for late issue stands in the application, which the importing side does not see (Art. 17(2)).
func judgeIssue(c *procedure.Case) []finding.Finding {
	p := c.Proof
	if p.Has(procedure.Retroactive) {
		return met(msgIssueMarked, "issued", p.IssueDate.String())
	}
	if p.ShipmentDate.IsZero() {
		if c.Stage == procedure.Issue {
			return unseen(msgIssueNotShipped, msgNeedShipment, "issued", p.IssueDate.String())
		}
		return open(msgIssueUnknown, "issued", p.IssueDate.String())
	}
	last := certificate.LastTimelyIssue(certificate.UKVFTA, p.ShipmentDate, p.IssueDate)
	values := []string{"issued", p.IssueDate.String(), "shipped", p.ShipmentDate.String(), "last_day", last.String()}
	if p.IssueDate.After(last) {
		return curable(fails(finding.Refer, msgIssueUnmarked, values...))
	}
	return met(msgIssueInTime, values...)
}

func isDuplicate(c *procedure.Case) bool { return isCertificate(c) && c.Proof.Has(procedure.TrueCopy) }

// judgeDuplicate: a duplicate bears the original's date and is used instead of it.
func judgeDuplicate(c *procedure.Case) []finding.Finding {
	p := c.Proof
	switch {
	case !p.CopyDate.IsZero() && p.CopyDate != p.IssueDate:
		return curable(fails(finding.Refer, msgDuplicateDate, "date", p.CopyDate.String(), "original", p.IssueDate.String()))
	case procedure.Is(p.OriginalUsed):
		return fails(finding.Refer, msgDuplicateBoth, "reference", p.Reference)
	case p.CopyDate.IsZero() || p.OriginalUsed == nil:
		return unseen(msgDuplicateUnseen, msgNeedLookUp, "reference", p.Reference)
	}
	return met(msgDuplicateOK, "original", p.IssueDate.String())
}

// Expiry is the last day on which a proof may be presented: twelve months after its issue, the same day of the month
// included (Art. 21(1)). A duplicate lives as long as its original.
func Expiry(issued certificate.Date) certificate.Date { return issued.AddMonths(monthsValid) }

// judgeValidity: presented within the twelve months. Later, force majeure or other reasons beyond the importer's control
// excuse it, and the authority may accept it if the goods came in time (Art. 21(2)-(3)).
func judgeValidity(c *procedure.Case) []finding.Finding {
	issued, last := c.Proof.IssueDate, Expiry(c.Proof.IssueDate)
	presented := c.Presented()
	values := []string{"presented", presented.String(), "issued", issued.String(), "last_day", last.String()}
	switch entered := c.Declaration.Registered; {
	case presented.IsZero():
		return until(met(msgValidityUntil, "last_day", last.String()), last)
	case presented.Before(issued):
		return open(msgValidityEarly, values...)
	case !presented.After(last):
		return until(met(msgValidityOK, values...), last)
	case settled(c, doubtLatePresenting):
		return met(msgValidityExcused, values...)
	case !entered.IsZero() && !entered.After(last):
		return open(msgValidityGoods, append(values, "entered", entered.String())...)
	}
	return open(msgValidityLate, values...)
}

// filingLimited reports whether the treaty's limit of years runs from entry: for declarations. How long a certificate may
// follow is left to the importing party's law: see certificateFiling.
func filingLimited(c *procedure.Case) bool {
	return isDeclaration(c) && !c.Declaration.Registered.IsZero() && !c.Declaration.ProofSubmitted.IsZero()
}

// certificateFiling: Viet Nam refuses a certificate that follows later than two years after registration. A late
// declaration is for an officer, since the treaty has it presented within two years or the importing party's own period.
func certificateFiling() procedure.Check {
	check := circular33.LateFiling("UKVFTA-C33-FILING", yearsToFile)
	applies := check.Applies
	check.Applies = func(c *procedure.Case) bool { return isCertificate(c) && applies(c) }
	return check
}

// judgeFiling: filed at clearance, or within two years of it.
func judgeFiling(c *procedure.Case) []finding.Finding {
	entered, filed := c.Declaration.Registered, c.Declaration.ProofSubmitted
	last := entered.AddYears(yearsToFile)
	values := []string{"entered", entered.String(), "filed", filed.String(), "last_day", last.String()}
	found := met(msgFilingOK, values...)
	if filed.After(last) {
		found = open(msgFilingLate, values...)
	}
	found[0].Citation = filingCitation(c)
	return found
}

// filingCitation is the treaty and, for imports into Viet Nam since it is the law, the circular.
func filingCitation(c *procedure.Case) string {
	if c.Importer == vietNam && !c.Declaration.Registered.Before(circular33.Since) {
		return citeFilingInVietNam + "; " + citeFilingInTheTreaty
	}
	return citeFilingInTheTreaty
}
