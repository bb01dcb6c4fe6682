package ukvfta

import (
	"origo/certificate/registry"
	"origo/fta-rules/deadline"
)

// CaseClocks are the time limits of a verification case: ten months from the date of the request, which count only once
// the exporting side has confirmed that it has it (Annex VIII). The protocol knows no visits.
func CaseClocks() []deadline.Clock {
	return []deadline.Clock{
		{ID: "reply", Citation: "UKVFTA Protocol 1 Art. 29 and Annex VIII", Span: deadline.Span{Months: monthsToReply},
			Side: registry.IssuingSide, From: registry.CaseOpened, By: []registry.CaseAction{registry.CaseReplied},
			Needs: registry.CaseReceived, Lapse: "case.lapse.no_reply_refuse_unless_exceptional"},
	}
}
