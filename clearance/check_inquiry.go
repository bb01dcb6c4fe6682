package clearance

import (
	"slices"
	"strings"

	"origo/certificate"
	"origo/certificate/registry"
	rules "origo/fta-rules"
	"origo/fta-rules/deadline"
	"origo/fta-rules/procedure"
)

// inquiryChecks ask after verification cases on the ledger. The clocks and what follows from an answer are judged by the
// agreement's own checks, from the same case; these say which case it is and where it stands. Facts that were stored
// before cases were asked for say nothing of them, and neither do these.
func inquiryChecks() []check {
	return []check{
		{id: "CASE-01", asks: "Is no verification of it open, and was none closed against it?", cites: onDoubt, need: nothing, judge: underInquiry},
	}
}

// inquiryLineChecks are the same where items are in different positions.
func inquiryLineChecks() []check {
	return []check{
		{id: "CASE-02", asks: "Is no verification of the item open, and was none closed against it?", cites: onDoubt, need: anItem, judge: itemUnderInquiry},
	}
}

func onDoubt(s subject) string { return atImport(s.Here, s.law.doubt, "Art. 19, 21") }

func underInquiry(s subject) ruling {
	switch {
	case s.Cases.State == Unavailable:
		return cannotTell(Defer, msgCasesMissing, evidenceLedger).from("state", spell(s.Cases.State))
	case s.inquiry == nil:
		return ruling{}
	}
	return s.inquiry.judge(s)
}

func itemUnderInquiry(s subject) ruling {
	q := s.inquiries[s.line.item.Number]
	if q == nil {
		return ruling{}
	}
	return q.judge(s)
}

// judge says where the verification stands and what it means for the claim.
func (q *inquiry) judge(s subject) ruling {
	last := closing(&q.Case)
	var r ruling
	switch {
	case q.result == "":
		r = q.pending(s)
	case q.result == registry.CaseAccepted:
		r = met(msgCaseAccepted)
	case q.Standing.Clarified:
		r = cannotTell(Refer, msgCaseClarified, evidenceReview)
	case q.result == registry.CaseLapsed:
		r = notMet(Refuse, msgCaseLapsed)
	default:
		r = notMet(Refuse, msgCaseRefused)
	}
	if q.result != "" {
		r = r.from("closed_on", dayOf(last).String()).giving("grounds", groundsOf(last))
	}
	return r.from("case", q.ID, "number", q.Number, "opened_on", dayOf(q.Entries[0]).String(), "answer", string(q.answer))
}

// pending: while the issuing authority is asked the preference waits, and the goods may leave against a guarantee. Once it
// has answered, or its time has passed, customs conclude the case before they decide on the claim.
func (q *inquiry) pending(s subject) ruling {
	due, lapsed := q.clocks(s.Today)
	r := cannotTell(Verify, msgCasePending, evidenceReply)
	held := q.guarantee(s.Declaration)
	switch {
	case q.answer != "":
		r = cannotTell(Refer, msgCaseAnswered, evidenceConclusion)
	case lapsed:
		r = cannotTell(Refer, msgCaseOverdue, evidenceConclusion)
	case held != nil:
		r = cannotTell(Verify, msgCaseReleased, evidenceReply)
	}
	if held != nil {
		r = r.giving("guarantee", held.Amount.String()+" "+held.Currency)
	}
	r.Until = due
	return r
}

// clocks are the first day by which something is due in the case, and whether time of the issuing authority has passed
// unused so that the law attaches something to it.
func (q *inquiry) clocks(today certificate.Date) (due certificate.Date, lapsed bool) {
	running, err := rules.Deadlines(q.Case)
	if err != nil {
		return due, false // a case without a proper name comes from no ledger
	}
	for _, d := range running {
		if d.MetOn.IsZero() && (due.IsZero() || d.Due.Before(due)) {
			due = d.Due
		}
	}
	lapsed = !today.IsZero() && slices.ContainsFunc(running, func(d deadline.Deadline) bool {
		return d.Side == registry.IssuingSide && d.Lapsed(today)
	})
	return due, lapsed
}

// groundsOf are the codes and citations on which a case was closed.
func groundsOf(e registry.CaseEntry) string {
	var all []string
	for _, g := range e.Reasons {
		all = append(all, strings.TrimSpace(g.Code+" "+g.Citation))
	}
	return strings.Join(all, "; ")
}

// ofInquiries are the findings that follow from verifications of single items: what the agreement's checks say of the
// whole once they are told of the item's, and do not say otherwise. They are found of the item.
func (m *matter) ofInquiries(told *procedure.Case, base []Finding) []Finding {
	var all []Finding
	for _, item := range told.Items {
		q := m.inquiries[item.Number]
		if q == nil {
			continue
		}
		with := *told
		with.Query = q.query()
		found, _ := m.book.Findings(&with, nil) // without bills there is nothing that could fail
		for _, f := range found {
			if f.Item == 0 && !slices.ContainsFunc(base, func(other Finding) bool { return sameFinding(&f, &other) }) {
				f.Item = item.Number
				all = append(all, f)
			}
		}
	}
	return all
}
