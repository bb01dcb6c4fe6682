package atiga

import (
	"origo/certificate/registry"
	"origo/fta-rules/deadline"
)

// The times of a verification in days (R.18, R.19).
const (
	wholeDays   = 180 // the check, its result included
	consentDays = 30
	visitDays   = 60 // from the notice to the visit, or longer by agreement
	commentDays = 30
	finalDays   = 30
)

// The notice of a refusal, with its grounds, to the issuing authority.
const (
	RefusalNoticeDays     = refusalDays
	RefusalNoticeCitation = annex8 + "R.13(2), R.30(3)"
)

// CaseClocks are the time limits of a verification case. The whole check is counted from the request, which is the
// safe side: Rule 18 does not say from when. So is the visit with what follows it.
func CaseClocks() []deadline.Clock {
	return []deadline.Clock{
		{ID: "refusal_notice", Citation: RefusalNoticeCitation, Span: deadline.Span{Days: refusalDays}, Side: registry.ImportingSide,
			From: deadline.Presented, By: []registry.CaseAction{registry.CaseOpened}, Lapse: "case.lapse.notice_late"},
		{ID: "reply", Citation: annex8 + "R.18", Span: deadline.Span{Days: replyDays}, Side: registry.IssuingSide,
			From: registry.CaseReceived, By: []registry.CaseAction{registry.CaseReplied}, Lapse: "case.lapse.reply_overdue"},
		{ID: "whole", Citation: annex8 + "R.18", Span: deadline.Span{Days: wholeDays}, Side: registry.ImportingSide,
			From: registry.CaseOpened, Lapse: "case.lapse.whole_overdue"},
		{ID: "visit_consent", Citation: annex8 + "R.19", Span: deadline.Span{Days: consentDays}, Side: registry.IssuingSide,
			From: registry.CaseVisitRequested, By: deadline.VisitAnswered(), Lapse: "case.lapse.no_consent"},
		{ID: "visit", Citation: annex8 + "R.19", Span: deadline.Span{Days: visitDays}, Side: registry.ImportingSide,
			From: registry.CaseVisitRequested, By: deadline.VisitOver(), Lapse: "case.lapse.visit_not_held"},
		{ID: "comments", Citation: annex8 + "R.19", Span: deadline.Span{Days: commentDays}, Side: registry.IssuingSide,
			From: registry.CaseDetermined, By: []registry.CaseAction{registry.CaseCommented}, Lapse: "case.lapse.no_comments"},
		{ID: "final", Citation: annex8 + "R.19", Span: deadline.Span{Days: finalDays}, Side: registry.ImportingSide,
			From: registry.CaseCommented, Lapse: "case.lapse.whole_overdue"},
		{ID: "visit_whole", Citation: annex8 + "R.19", Span: deadline.Span{Days: wholeDays}, Side: registry.ImportingSide,
			From: registry.CaseVisitRequested, By: []registry.CaseAction{registry.CaseVisitRefused}, Lapse: "case.lapse.whole_overdue"},
	}
}
