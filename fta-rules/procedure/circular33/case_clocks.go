package circular33

import (
	"origo/certificate/registry"
	"origo/fta-rules/deadline"
)

const circular = "Circular 33/2023/TT-BTC Art. "

// CaseClocks are Viet Nam's time limits as importing country. The 180 days of Art. 19(6) and the 30 days of Art. 20(3)
// give way to an agreement's own, which their callers leave out.
func CaseClocks() []deadline.Clock {
	answered := []registry.CaseAction{registry.CaseImporterAnswered}
	return []deadline.Clock{
		{ID: "explanation", Citation: circular + "19(1)", Span: deadline.Span{WorkingDays: ExplanationDays}, Side: registry.ImportingSide,
			From: registry.CaseImporterAsked, Question: registry.ForExplanation, By: answered, Lapse: "case.lapse.not_explained"},
		{ID: "documents", Citation: circular + "19(2)", Span: deadline.Span{Days: EvidenceDays}, Side: registry.ImportingSide,
			From: registry.CaseImporterAsked, Question: registry.ForDocuments, By: answered, Lapse: "case.lapse.not_explained"},
		{ID: ReplyClock, Citation: circular + "19(6)", Span: deadline.Span{Days: Default().Days}, Side: registry.IssuingSide,
			From: registry.CaseOpened, By: []registry.CaseAction{registry.CaseReplied}, Lapse: "case.lapse.no_reply_refuse"},
		{ID: VisitConsentClock, Citation: circular + "20(3)", Span: deadline.Span{Days: VisitConsentDays}, Side: registry.IssuingSide,
			From: registry.CaseVisitRequested, By: deadline.VisitAnswered(), Lapse: "case.lapse.no_consent_refuse"},
	}
}

// The clocks that an agreement may replace by its own.
const (
	ReplyClock        = "reply_vn"
	VisitConsentClock = "visit_consent_vn"
)
