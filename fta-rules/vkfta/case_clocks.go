package vkfta

import (
	"origo/certificate/registry"
	"origo/fta-rules/deadline"
)

// Further times of a verification (Art. 3.21.4).
const (
	postponeDays = 15
	visitDays    = 60
	commentDays  = 30
	finalDays    = 30
	visitMonths  = 6 // from the first day of the visit
)

// CaseClocks are the time limits of a verification case.
func CaseClocks() []deadline.Clock {
	const check, visit = "VKFTA Art. 3.21.1", "VKFTA Art. 3.21.4"
	return []deadline.Clock{
		{ID: "corrected_certificate", Citation: "VKFTA Art. 3.19.3", Span: deadline.Span{Days: correctionDays}, Side: registry.ImportingSide,
			From: registry.CaseImporterAsked, Question: registry.ForCorrection,
			By: []registry.CaseAction{registry.CaseImporterAnswered}, Lapse: "case.lapse.not_corrected"},
		{ID: "reply", Citation: check + "(c)", Span: deadline.Span{Months: replyMonths}, Side: registry.IssuingSide,
			From: registry.CaseReceived, By: []registry.CaseAction{registry.CaseReplied}, Lapse: "case.lapse.no_reply_may_deny"},
		{ID: "whole", Citation: check, Span: deadline.Span{Months: wholeMonths}, Side: registry.ImportingSide,
			From: registry.CaseReceived, Lapse: "case.lapse.whole_overdue"},
		{ID: "postponement", Citation: visit, Span: deadline.Span{Days: postponeDays}, Side: registry.IssuingSide,
			From: registry.CaseVisitRequested, By: deadline.VisitAnswered(), Lapse: "case.lapse.no_postponement"},
		{ID: "visit_consent", Citation: visit + "(d)", Span: deadline.Span{Days: consentDays}, Side: registry.IssuingSide,
			From: registry.CaseVisitRequested, By: deadline.VisitAnswered(), Lapse: "case.lapse.no_consent"},
		{ID: "visit", Citation: visit, Span: deadline.Span{Days: visitDays}, Side: registry.ImportingSide,
			From: registry.CaseVisitRequested, By: deadline.VisitOver(), Lapse: "case.lapse.visit_not_held"},
		{ID: "comments", Citation: visit, Span: deadline.Span{Days: commentDays}, Side: registry.IssuingSide,
			From: registry.CaseDetermined, By: []registry.CaseAction{registry.CaseCommented}, Lapse: "case.lapse.no_comments"},
		{ID: "final", Citation: visit, Span: deadline.Span{Days: finalDays}, Side: registry.ImportingSide,
			From: registry.CaseCommented, Lapse: "case.lapse.whole_overdue"},
		{ID: "visit_whole", Citation: visit, Span: deadline.Span{Months: visitMonths}, Side: registry.ImportingSide,
			From: registry.CaseVisitHeld, Lapse: "case.lapse.whole_overdue"},
	}
}
