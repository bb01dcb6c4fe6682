package circular33

import (
	"cmp"
	"strconv"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// The answers of an issuing authority to a verification request (procedure.Query.Answer).
const (
	AnswerAuthentic      = "authentic"       // the proof is genuine and the goods originate
	AnswerNotOriginating = "not_originating" // judged by Withdrawn
	AnswerNotAuthentic   = "not_authentic"   // the proof is not genuine
	AnswerInsufficient   = "insufficient"    // too little detail to decide
	AnswerNoCooperation  = "no_cooperation"  // exporter or producer does not cooperate
)

// The messages on the verification of a proof.
const (
	VerificationPending   finding.Message = "vn.verification.pending"
	VerificationTimeout   finding.Message = "vn.verification.timeout"
	VerificationUndated   finding.Message = "vn.verification.undated"
	VerificationConfirmed finding.Message = "vn.verification.confirmed"
	VerificationLateReply finding.Message = "vn.verification.late_reply"
	VerificationUnread    finding.Message = "vn.verification.unread"
	ReplyInsufficient     finding.Message = "vn.verification.insufficient"
	ReplyNotAuthentic     finding.Message = "vn.verification.not_authentic"
	ReplyNoCooperation    finding.Message = "vn.verification.no_cooperation"
	VisitPending          finding.Message = "vn.visit.pending"
	VisitAgreed           finding.Message = "vn.visit.agreed"
	VisitDenied           finding.Message = "vn.visit.denied"
	VisitUnanswered       finding.Message = "vn.visit.unanswered"
	InquiryPending        finding.Message = "vn.inquiry.pending"
	InquiryAnswered       finding.Message = "vn.inquiry.answered"
	InquiryUnanswered     finding.Message = "vn.inquiry.unanswered"
)

// Clock is how long the answer to a verification request may take. The circular gives 180 days unless the agreement
// allows longer (Art. 19(6)), as VKFTA and UKVFTA do.
type Clock struct {
	Days, Months int
	FromReceipt  bool   // counted from the exporting side's receipt instead of the sending
	Treaty       string // citation of the agreement's own time limit, for all importers; empty: the circular's alone
}

// Default is the clock of the circular.
func Default() Clock { return Clock{Days: 180} }

// deadline is the last day for the answer, zero if the day from which it is counted is not known.
func (clock Clock) deadline(q procedure.Query) certificate.Date {
	start := q.Sent
	if clock.FromReceipt {
		start = q.Received
	}
	if start.IsZero() {
		return start
	}
	return q.Awaited(start.AddMonths(clock.Months).AddDays(clock.Days))
}

// describe adds the clock's time, such as 180 days or 10 months.
func (clock Clock) describe(f finding.Finding) finding.Finding {
	unit, n := "days", clock.Days
	if clock.Months > 0 {
		unit, n = "months", clock.Months
	}
	return f.Giving("limit", strconv.Itoa(n)).Giving("limit_unit", unit)
}

// VerificationClock waits for the issuing authority's answer and refuses when it does not come in time, is too poor, or
// says that the proof is not genuine (Arts 19(6), 21(1)). A full answer that comes late may still be accepted by an
// officer (Art. 19(6)). That the goods do not originate is for Withdrawn to say.
func VerificationClock(id string, clock Clock) procedure.Check {
	check := shared(id, "19(6), 21(1)", clock.Treaty, func(c *procedure.Case) []finding.Finding {
		last := clock.deadline(c.Query)
		f := judgeReply(c, last)
		return []finding.Finding{clock.describe(f).From("sent", cmp.Or(c.Query.Sent, c.Query.Received).String()).
			From("replied", c.Query.Replied.String()).Giving("last", last.String())}
	}, VerificationPending, VerificationTimeout, VerificationUndated, VerificationConfirmed, VerificationLateReply,
		VerificationUnread, ReplyInsufficient, ReplyNotAuthentic, ReplyNoCooperation)
	holds := check.Applies
	check.Applies = func(c *procedure.Case) bool {
		asked := !c.Query.Sent.IsZero() || !c.Query.Received.IsZero()
		return holds(c) && asked && c.Query.Answer != AnswerNotOriginating
	}
	return check
}

func judgeReply(c *procedure.Case, last certificate.Date) finding.Finding {
	switch c.Query.Answer {
	case AnswerInsufficient:
		return procedure.Failed(finding.Refuse, ReplyInsufficient)
	case AnswerNotAuthentic:
		return procedure.Failed(finding.Refuse, ReplyNotAuthentic)
	case AnswerNoCooperation:
		return procedure.Failed(finding.Refuse, ReplyNoCooperation)
	}
	switch {
	case c.Query.Replied.IsZero():
		return awaited(c.Today, last)
	case c.Query.Answer != AnswerAuthentic:
		return procedure.Unclear(finding.Refer, VerificationUnread)
	case !last.IsZero() && c.Query.Replied.After(last):
		return procedure.Unclear(finding.Refer, VerificationLateReply)
	}
	return procedure.Passed(VerificationConfirmed)
}

// awaited is what follows while there is no answer.
func awaited(today, last certificate.Date) finding.Finding {
	if last.IsZero() {
		return procedure.Unclear(finding.Verify, VerificationUndated)
	}
	f := procedure.Unclear(finding.Verify, VerificationPending)
	if today.After(last) {
		f = procedure.Failed(finding.Refuse, VerificationTimeout)
	}
	f.Until = last
	return f
}

// VisitConsentDays is how long the exporter or producer may take to agree to a visit (Art. 20(3)).
const VisitConsentDays = 30

// VisitClock refuses when a visit to the producer is denied, or not agreed to within 30 days of the notice.
func VisitClock(id string) procedure.Check {
	check := national(id, "20(3)", func(c *procedure.Case) []finding.Finding {
		last := c.Query.VisitAsked.AddDays(VisitConsentDays)
		f := procedure.VisitConsent(c, last, procedure.VisitWords{
			Pending: VisitPending, Agreed: VisitAgreed, Denied: VisitDenied, Unanswered: VisitUnanswered,
		})
		return []finding.Finding{f.Giving("days", strconv.Itoa(VisitConsentDays)).Giving("last", last.String())}
	}, VisitPending, VisitAgreed, VisitDenied, VisitUnanswered)
	check.Applies = func(c *procedure.Case) bool { return governs(c) && !c.Query.VisitAsked.IsZero() }
	return check
}

// ExplanationDays is how many working days the declarant has to explain data that do not agree (Art. 19(1)).
const ExplanationDays = 5

// InquiryClock follows the questions put to the declarant: an explanation in five working days (Art. 19(1)), documents
// on the criterion in ten days (Art. 19(2)). What stays open goes to the issuing authority (Art. 19(3)). Evidence of a
// transit has its own check.
func InquiryClock(id string) procedure.Check {
	check := national(id, "19(1), 19(2), 19(3)", func(c *procedure.Case) []finding.Finding {
		var all []finding.Finding
		q := c.Query
		if !q.ExplanationAsked.IsZero() {
			last := certificate.AddWorkingDays(q.ExplanationAsked, ExplanationDays)
			all = append(all, inquiry(q.ExplanationGiven, last, c.Today).From("asked_for", "explanation"))
		}
		if !q.DocumentsAsked.IsZero() && len(c.ForeignLegs()) == 0 {
			last := q.DocumentsAsked.AddDays(EvidenceDays)
			all = append(all, inquiry(q.DocumentsGiven, last, c.Today).From("asked_for", "documents"))
		}
		return all
	}, InquiryPending, InquiryAnswered, InquiryUnanswered)
	return check
}

// inquiry is what follows from a question to the declarant that was to be answered by the last day.
func inquiry(given, last, today certificate.Date) finding.Finding {
	f := procedure.Unclear(finding.Refer, InquiryPending)
	switch {
	case !given.IsZero() && !given.After(last):
		f = procedure.Passed(InquiryAnswered)
	case cmp.Or(given, today).After(last):
		f = procedure.Failed(finding.Verify, InquiryUnanswered)
	default:
		f.Until = last
	}
	return f.From("given", given.String()).Giving("last", last.String())
}
