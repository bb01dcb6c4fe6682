package vkfta

import (
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
	"origo/fta-rules/procedure/circular33"
)

const (
	wholeInTime  finding.Message = "vkfta.verification.whole_in_time"
	wholeOverdue finding.Message = "vkfta.verification.whole_overdue"
	visitPending finding.Message = "vkfta.visit.pending"
	visitAgreed  finding.Message = "vkfta.visit.agreed"
	visitRefused finding.Message = "vkfta.visit.refused"
	visitSilent  finding.Message = "vkfta.visit.no_consent"
)

const (
	replyMonths = 6
	wholeMonths = 10
	consentDays = 30
)

// verificationChecks are the clocks of Art. 3.21. They are longer than the 180 days of Circular 33/2023/TT-BTC
// Art. 19(6), which gives way to them.
func verificationChecks() []procedure.Check {
	reply := circular33.Clock{Months: replyMonths, FromReceipt: true, Treaty: "VKFTA Art. 3.21.1(c)"}
	return []procedure.Check{
		circular33.VerificationClock("VKFTA-VER1", reply), wholeCheck(), visitCheck(), circular33.InquiryClock("VKFTA-VER4"),
	}
}

// wholeCheck reminds that a verification, the notice of its result included, takes at most ten months. What follows when
// the importing side is late the treaty does not say, so an officer judges.
func wholeCheck() procedure.Check {
	check := treaty("VKFTA-VER2", "VKFTA Art. 3.21.1", atClearance, oneFinding(func(c *procedure.Case) finding.Finding {
		last := c.Query.Received.AddMonths(wholeMonths)
		f := procedure.Passed(wholeInTime)
		if c.Today.After(last) {
			f = procedure.Unclear(finding.Refer, wholeOverdue)
		}
		f.Until = last
		return f.From("received", c.Query.Received.String()).Giving("last", last.String())
	}), wholeInTime, wholeOverdue)
	return when(func(c *procedure.Case) bool { return !c.Query.Received.IsZero() && !c.Query.Replied.IsZero() }, check)
}

// visitCheck allows denial where the producer does not consent in writing to a visit within thirty days of the notice.
func visitCheck() procedure.Check {
	check := treaty("VKFTA-VER3", "VKFTA Art. 3.21.4(d)", atClearance, oneFinding(func(c *procedure.Case) finding.Finding {
		last := c.Query.VisitAsked.AddDays(consentDays)
		f := procedure.VisitConsent(c, last, procedure.VisitWords{
			Pending: visitPending, Agreed: visitAgreed, Denied: visitRefused, Unanswered: visitSilent,
		})
		return f.Giving("last", last.String())
	}), visitPending, visitAgreed, visitRefused, visitSilent)
	return when(func(c *procedure.Case) bool { return !c.Query.VisitAsked.IsZero() }, check)
}
