package atiga

import (
	"time"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// The messages on time.
const (
	issuedTimely    finding.Message = "atiga.retroactive.timely"
	issuedMarked    finding.Message = "atiga.retroactive.marked"
	issuedUnmarked  finding.Message = "atiga.retroactive.not_marked"
	issuedWithin    finding.Message = "atiga.retroactive.within_one_year"
	issuedTooLate   finding.Message = "atiga.retroactive.over_one_year"
	validWhenShown  finding.Message = "atiga.validity.in_time"
	expired         finding.Message = "atiga.validity.late"
	expiredImported finding.Message = "atiga.validity.late_but_imported_in_time"
	expiredExcused  finding.Message = "atiga.validity.late_excused"
	refusalDue      finding.Message = "atiga.clock.refusal_notice"
	refusalLate     finding.Message = "atiga.clock.refusal_notice_late"
	refusalSent     finding.Message = "atiga.clock.refusal_notified"
	replyDue        finding.Message = "atiga.clock.reply"
	replyOverdue    finding.Message = "atiga.clock.reply_overdue"
)

// noGraceFrom is the first day of issue on which no days of grace follow the shipment.
var noGraceFrom = certificate.NewDate(2022, time.May, 1)

// The times of Annex 8 in days.
const (
	replyDays   = 90 // R.18: answer of the issuing authority
	refusalDays = 60 // R.13(2), R.30(3): notice of a refusal
)

func timeChecks() []procedure.Check {
	shipped := func(c *procedure.Case) bool {
		return c.HasProof() && !isSelf(c) && !c.Proof.ShipmentDate.IsZero() && !issueDay(c).IsZero()
	}
	marks := []finding.Message{issuedTimely, issuedMarked, issuedUnmarked}
	return []procedure.Check{
		{
			ID: "ATIGA-M11", Citation: annex8 + "R.10 as before 8 September 2021", Until: noGraceFrom.AddDays(-1),
			Stages: always, Messages: marks, Applies: shipped, Judge: judgeMark,
		},
		{
			ID: "ATIGA-M11", Citation: annex8 + "R.10(2); letter 1568/TCHQ-GSQL", From: noGraceFrom,
			Stages: always, Messages: marks, Applies: shipped, Judge: judgeMark,
		},
		{
			ID: "ATIGA-M12", Citation: annex8 + "R.10(2)", Stages: always, Judge: judgeLateIssue,
			Messages: []finding.Message{issuedWithin, issuedTooLate},
			Applies: func(c *procedure.Case) bool {
				return shipped(c) && issueDay(c).After(c.Proof.ShipmentDate)
			},
		},
		{
			ID: "ATIGA-M13", Citation: annex8 + "R.14", Stages: atClearance, Judge: judgeValidity,
			Messages: []finding.Message{validWhenShown, expired, expiredImported, expiredExcused},
			Applies: func(c *procedure.Case) bool {
				return c.HasProof() && !c.Proof.IssueDate.IsZero() && !c.Presented().IsZero()
			},
		},
		{
			ID: "ATIGA-M32", Citation: annex8 + "R.18", Stages: atClearance, Judge: judgeReplyClock,
			Messages: []finding.Message{replyDue, replyOverdue},
			Applies: func(c *procedure.Case) bool {
				return !c.Query.Received.IsZero() && c.Query.Replied.IsZero() && !c.Today.IsZero()
			},
		},
		{
			ID: "ATIGA-M32", Citation: annex8 + "R.13(2), R.30(3)", Stages: atClearance, Judge: judgeRefusalClock,
			Messages: []finding.Message{refusalDue, refusalLate, refusalSent},
			Applies: func(c *procedure.Case) bool {
				return !c.Query.Refused.IsZero() && !c.Declaration.ProofSubmitted.IsZero()
			},
		},
	}
}

// judgeMark: what is issued after the shipment, and for certificates issued before 1 May 2022 after three days of grace,
// bears "Issued Retroactively". A re-issued certificate may mend its absence.
func judgeMark(c *procedure.Case) []finding.Finding {
	day, shipped := issueDay(c), c.Proof.ShipmentDate
	last := certificate.LastTimelyIssue(certificate.ATIGA, shipped, day)
	f := procedure.Passed(issuedTimely)
	switch {
	case !day.After(last):
	case c.Proof.Has(procedure.Retroactive):
		f = procedure.Passed(issuedMarked)
	default:
		f = procedure.Curable(finding.Refuse, issuedUnmarked)
	}
	return one(f.From("issued", day.String()).From("shipped", shipped.String()).Giving("last", last.String()))
}

// judgeLateIssue: nothing is issued more than a year after the shipment.
func judgeLateIssue(c *procedure.Case) []finding.Finding {
	day, shipped := issueDay(c), c.Proof.ShipmentDate
	last := shipped.AddYears(1)
	f := procedure.Passed(issuedWithin)
	if day.After(last) {
		f = procedure.Failed(finding.Refuse, issuedTooLate)
	}
	return one(f.From("issued", day.String()).From("shipped", shipped.String()).Giving("last", last.String()))
}

// presentedLate reports whether the proof was presented after its twelve months.
func presentedLate(c *procedure.Case) bool {
	return c.HasProof() && !c.Proof.IssueDate.IsZero() &&
		c.Presented().After(certificate.LastDay(certificate.ATIGA, c.Proof.IssueDate))
}

// judgeValidity: a late proof is accepted for force majeure or another cause beyond the exporter's control (R.14(b)) and
// may be accepted for goods that came while it was valid (R.14(c)). Either is for an officer, whom this asks already.
func judgeValidity(c *procedure.Case) []finding.Finding {
	last := certificate.LastDay(certificate.ATIGA, c.Proof.IssueDate)
	came := c.Declaration.Registered
	f := procedure.Passed(validWhenShown)
	switch {
	case !presentedLate(c):
	case settled(c, lateness.doubt):
		f = procedure.Passed(expiredExcused)
	case !came.IsZero() && !came.After(last):
		f = procedure.Failed(finding.Refer, expiredImported)
	default:
		f = procedure.Failed(finding.Refer, expired)
	}
	if f.Verdict == finding.Refer {
		f.Evidence = []finding.Message{lateness.evidence()} // ATIGA-J06
	}
	return one(f.From("issued", c.Proof.IssueDate.String()).From("presented", c.Presented().String()).
		From("registered", came.String()).Giving("last", last.String()))
}

// judgeReplyClock reminds of an answer that is due; it decides nothing by itself.
func judgeReplyClock(c *procedure.Case) []finding.Finding {
	last := c.Query.Awaited(c.Query.Received.AddDays(replyDays))
	f := procedure.Passed(replyDue)
	if c.Today.After(last) {
		f = procedure.Failed(finding.Accept, replyOverdue)
	}
	f.Until = last
	return one(f.From("received", c.Query.Received.String()))
}

// judgeRefusalClock reminds of the notice of a refusal to the issuing authority.
func judgeRefusalClock(c *procedure.Case) []finding.Finding {
	last := c.Declaration.ProofSubmitted.AddDays(refusalDays)
	f := procedure.Passed(refusalDue)
	switch sent := c.Query.RefusalSent; {
	case !sent.IsZero() && !sent.After(last):
		f = procedure.Passed(refusalSent)
	case sent.After(last) || sent.IsZero() && c.Today.After(last):
		f = procedure.Failed(finding.Accept, refusalLate)
	}
	f.Until = last
	return one(f.From("received", c.Declaration.ProofSubmitted.String()).From("sent", c.Query.RefusalSent.String()))
}
