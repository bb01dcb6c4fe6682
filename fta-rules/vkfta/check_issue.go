package vkfta

import (
	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

const (
	issuedInTime        finding.Message = "vkfta.issue.in_time"
	issuedRetroactively finding.Message = "vkfta.issue.retroactive"
	issueUnmarked       finding.Message = "vkfta.issue.unmarked"
	issuedTooLate       finding.Message = "vkfta.issue.too_late"
	issueUndated        finding.Message = "vkfta.issue.undated"
	validityRuns        finding.Message = "vkfta.validity.runs"
	validityExpired     finding.Message = "vkfta.validity.expired"
	validityUndated     finding.Message = "vkfta.validity.undated"
	copyInTime          finding.Message = "vkfta.copy.in_time"
	copyTooLate         finding.Message = "vkfta.copy.too_late"
	copyUndated         finding.Message = "vkfta.copy.undated"
	copyUnmarked        finding.Message = "vkfta.copy.unmarked"
	evidenceShipment    finding.Message = "vkfta.evidence.shipment_date"
	evidenceDates       finding.Message = "vkfta.evidence.dates"
	evidenceDateOfCopy  finding.Message = "vkfta.evidence.copy_date"
)

const (
	yearsOfRetroactivity = 1
	yearsOfCopy          = 1
	yearsOfValidity      = 1
)

// timeOfIssueCheck counts the three working days from the day of shipment, which is the first. Working days are Monday
// to Friday: whose holidays count the treaty does not say, and they could only make an issue timely that is late here.
// What was issued more than a year after shipment no words on it can mend.
func timeOfIssueCheck() procedure.Check {
	check := treaty("VKFTA-DOC6", "VKFTA Art. 3.14.4, footnote 9", always, oneFinding(func(c *procedure.Case) finding.Finding {
		issued, shipped := c.Proof.IssueDate, c.Proof.ShipmentDate
		if issued.IsZero() || shipped.IsZero() {
			return procedure.Unclear(finding.Refer, issueUndated, evidenceShipment)
		}
		last := certificate.LastTimelyIssue(certificate.VKFTA, shipped, issued)
		limit := shipped.AddYears(yearsOfRetroactivity)
		f := procedure.Passed(issuedInTime)
		switch {
		case issued.After(limit):
			f = procedure.Failed(finding.Refuse, issuedTooLate)
		case issued.After(last) && !c.Proof.Has(procedure.Retroactive):
			f = toCorrect(c, issueUnmarked)
		case issued.After(last):
			f.Message = issuedRetroactively
		}
		return f.From("issued", issued.String()).From("shipped", shipped.String()).
			Giving("last", last.String()).Giving("limit", limit.String())
	}), issuedInTime, issuedRetroactively, issueUnmarked, issuedTooLate, issueUndated)
	return when(certified, check)
}

// validityCheck counts one year after issue, the anniversary included, to the day on which the certificate is handed
// in (Circular 33/2023/TT-BTC Art. 12.1(c) tests it then). A copy lives as long as its original.
func validityCheck() procedure.Check {
	check := treaty("VKFTA-DOC7", "VKFTA Art. 3.16.3", atClearance, oneFinding(func(c *procedure.Case) finding.Finding {
		presented := c.Presented()
		if c.Proof.IssueDate.IsZero() || presented.IsZero() {
			return procedure.Unclear(finding.Refer, validityUndated, evidenceDates)
		}
		last := c.Proof.IssueDate.AddYears(yearsOfValidity)
		f := procedure.Passed(validityRuns)
		if presented.After(last) {
			f = procedure.Failed(finding.Refuse, validityExpired)
		}
		f.Until = last
		return f.From("issued", c.Proof.IssueDate.String()).From("presented", presented.String()).Giving("last", last.String())
	}), validityRuns, validityExpired, validityUndated)
	return when(certified, check)
}

// copyCheck is for a certified true copy of a lost original, which bears the original's date.
func copyCheck() procedure.Check {
	check := treaty("VKFTA-DOC8", "VKFTA Art. 3.14.6", always, oneFinding(func(c *procedure.Case) finding.Finding {
		made, original := c.Proof.CopyDate, c.Proof.IssueDate
		if made.IsZero() || original.IsZero() {
			return procedure.Unclear(finding.Refer, copyUndated, evidenceDateOfCopy)
		}
		limit := original.AddYears(yearsOfCopy)
		f := procedure.Passed(copyInTime)
		switch {
		case made.After(limit):
			f = procedure.Failed(finding.Refuse, copyTooLate)
		case !c.Proof.Has(procedure.TrueCopy):
			f = toCorrect(c, copyUnmarked)
		}
		return f.From("issued", original.String()).From("copied", made.String()).Giving("limit", limit.String())
	}), copyInTime, copyTooLate, copyUndated, copyUnmarked)
	return when(func(c *procedure.Case) bool {
		return c.Certified() && (c.Proof.Has(procedure.TrueCopy) || !c.Proof.CopyDate.IsZero())
	}, check)
}
