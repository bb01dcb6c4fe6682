// Package progress says how a certificate fares in words for the traders to whom it belongs: who must act next, on what,
// and until when. It is a pure function of what ledger and clocks say.
package progress

import (
	"slices"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/fta-rules/deadline"
)

// Capacity is as what a trader stands on a certificate.
type Capacity string

// The capacities. Whoever stands on it as both is its exporter.
const (
	Exporter  Capacity = "exporter"
	Consignee Capacity = "consignee"
)

// Actor is whose move it is.
type Actor string

// The actors.
const (
	ByExporter  Actor = "exporter"
	ByImporter  Actor = "importer" // the declarant, as a rule the consignee
	ByTraders   Actor = "traders"  // exporter and importer, each with their own authority
	ByAuthority Actor = "issuing_authority"
	ByCustoms   Actor = "customs"
	ByNobody    Actor = "nobody"
)

// Code is what is to be done.
type Code string

// The steps.
const (
	Reapply         Code = "reapply"          // it was cancelled
	UseReplacement  Code = "use_replacement"  // it was replaced
	Explain         Code = "explain"          // customs asked the declarant about data that do not agree
	ShowDocuments   Code = "show_documents"   // customs asked the declarant for evidence of origin
	Correct         Code = "correct"          // customs asked the declarant for a corrected certificate
	ConsentToVisit  Code = "consent_to_visit" // customs wish to visit the premises
	AwaitVisit      Code = "await_visit"      // a visit is agreed on
	Comment         Code = "comment"          // a determination is open to comments
	AwaitReply      Code = "await_reply"      // the issuing authority is asked
	AwaitDecision   Code = "await_decision"   // it has answered
	AnswerRefusal   Code = "answer_refusal"   // all that was decided on was refused
	AnswerPartially Code = "answer_partially" // something was refused
	Present         Code = "present"          // it may be presented
	Expired         Code = "expired"
	Finished        Code = "finished" // used up
)

// Step is what comes next.
type Step struct {
	Code Code             `json:"code"`
	By   Actor            `json:"by"`
	Due  certificate.Date `json:"due,omitzero"` // last day; zero where none is set
}

// Facts are what a step follows from.
type Facts struct {
	Status   registry.Status
	Usage    registry.LineStatus // of all items together
	Refusals int                 // decisions that stand and refuse something
	Expiry   certificate.Date
	Today    certificate.Date
	Cases    []Case // that are open
}

// Case is a verification case with its time limits.
type Case struct {
	Standing  registry.CaseStanding
	Deadlines []deadline.Deadline
}

// Next says what comes next for a certificate. Of several cases the one whose day comes first counts.
func Next(f Facts) Step {
	switch {
	case f.Status == registry.Cancelled:
		return Step{Code: Reapply, By: ByExporter}
	case f.Status == registry.Replaced:
		return Step{Code: UseReplacement, By: ByTraders}
	case len(f.Cases) > 0:
		return mostUrgent(f.Cases)
	case f.Usage == registry.UsedUp:
		return Step{Code: Finished, By: ByNobody}
	case f.Usage == registry.LineRefused:
		return Step{Code: AnswerRefusal, By: ByTraders}
	case f.Today.After(f.Expiry):
		return Step{Code: Expired, By: ByNobody}
	case f.Refusals > 0:
		return Step{Code: AnswerPartially, By: ByTraders, Due: f.Expiry}
	}
	return Step{Code: Present, By: ByImporter, Due: f.Expiry}
}

func mostUrgent(cases []Case) Step {
	steps := make([]Step, len(cases))
	for i, c := range cases {
		steps[i] = OfCase(c)
	}
	return slices.MinFunc(steps, func(a, b Step) int {
		switch {
		case a.Due.IsZero() != b.Due.IsZero() && a.Due.IsZero():
			return 1
		case a.Due.IsZero() != b.Due.IsZero():
			return -1
		}
		return a.Due.Compare(b.Due)
	})
}

// OfCase says what comes next in an open case. What waits for a trader goes before what waits for an authority.
func OfCase(c Case) Step {
	s := c.Standing
	switch {
	case s.Question == registry.ForExplanation:
		return Step{Explain, ByImporter, c.due("explanation")}
	case s.Question == registry.ForDocuments:
		return Step{ShowDocuments, ByImporter, c.due("documents")}
	case s.Question == registry.ForCorrection:
		return Step{Correct, ByTraders, c.due("corrected_certificate")}
	case s.Visit == registry.VisitRequested, s.Visit == registry.VisitPostponed:
		return Step{ConsentToVisit, ByExporter, c.due("visit_consent")}
	case s.Visit == registry.VisitConsented:
		return Step{AwaitVisit, ByExporter, c.due("visit")}
	case s.Determined:
		return Step{Comment, ByExporter, c.due("comments")}
	case s.State == registry.CaseIsOpen, s.State == registry.CaseIsReceived:
		return Step{AwaitReply, ByAuthority, c.due("reply")}
	}
	return Step{AwaitDecision, ByCustoms, c.due("whole")}
}

// due is the last day of a clock that is running, zero if it is not.
func (c Case) due(clock string) certificate.Date {
	for _, d := range c.Deadlines {
		if d.ID == clock && d.MetOn.IsZero() {
			return d.Due
		}
	}
	return certificate.Date{}
}
