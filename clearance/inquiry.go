package clearance

import (
	"cmp"
	"slices"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/fta-rules/procedure"
)

// inquiry is a verification case as it bears on one item, or alike on all.
type inquiry struct {
	registry.Case
	answer registry.CaseAnswer // the issuing authority's last word, empty without one
	result registry.CaseResult // how customs closed it; empty while it is open
}

// prepareInquiries finds the verification that bears on every item: the whole certificate's where it is the same for
// all. What the ledger holds goes before what the request says of a verification.
func (m *matter) prepareInquiries() {
	cases, _ := m.Cases.found()
	if len(cases) == 0 {
		return
	}
	if m.proof == nil || len(m.proof.Items) == 0 {
		m.inquiry = bearing(cases, 0)
		return
	}
	own := make(map[int]*inquiry, len(m.proof.Items))
	first, alike := bearing(cases, m.proof.Items[0].Number), true
	for _, item := range m.proof.Items {
		own[item.Number] = bearing(cases, item.Number)
		alike = alike && first.same(own[item.Number])
	}
	m.proof.Query = procedure.Query{}
	if !alike {
		m.inquiries = own
		return
	}
	m.inquiry, m.proof.Query = first, first.query()
}

// bearing is the case that counts for an item, 0 for any: of those that concern it the newest that is open, or else the
// newest; nil if none does.
func bearing(cases []registry.Case, item int) *inquiry {
	var found *registry.Case
	for i := range cases {
		if c := &cases[i]; concerns(c, item) && (found == nil || goesBefore(c, found)) {
			found = c
		}
	}
	if found == nil {
		return nil
	}
	return &inquiry{Case: *found, answer: answerOn(found, item), result: resultOn(found, item)}
}

func concerns(c *registry.Case, item int) bool {
	return len(c.Entries) > 0 && (item == 0 || len(c.Items) == 0 || slices.Contains(c.Items, item))
}

func goesBefore(c, other *registry.Case) bool {
	if closed(c) != closed(other) {
		return closed(other)
	}
	return c.Entries[0].At > other.Entries[0].At // instants compare as they sort
}

func closed(c *registry.Case) bool { return c.Standing.State == registry.CaseIsClosed }

// answerOn is the last answer on the item, or else on every item not named.
func answerOn(c *registry.Case, item int) registry.CaseAnswer {
	var answer registry.CaseAnswer
	for _, e := range c.Entries {
		of := func(n int) int {
			return slices.IndexFunc(e.Answers, func(a registry.ItemAnswer) bool { return a.Item == n })
		}
		at := of(item)
		if at < 0 {
			at = of(0)
		}
		if at >= 0 {
			answer = e.Answers[at].Answer
		}
	}
	return answer
}

// resultOn is how the case was closed for the item: of what was accepted in part, the grounds name what was refused.
func resultOn(c *registry.Case, item int) registry.CaseResult {
	if !closed(c) {
		return ""
	}
	if c.Standing.Result != registry.CaseAcceptedInPart || item == 0 {
		return c.Standing.Result
	}
	if slices.ContainsFunc(closing(c).Reasons, func(g registry.Ground) bool { return g.Item == item }) {
		return registry.CaseRefused
	}
	return registry.CaseAccepted
}

// closing is the entry that closed the case last, an empty one if none did.
func closing(c *registry.Case) registry.CaseEntry {
	for _, e := range slices.Backward(c.Entries) {
		if e.Action == registry.CaseClosed {
			return e
		}
	}
	return registry.CaseEntry{}
}

// same reports whether two items are in the same position.
func (q *inquiry) same(other *inquiry) bool {
	if q == nil || other == nil {
		return q == other
	}
	return q.ID == other.ID && q.answer == other.answer && q.result == other.result
}

// query is the verification in the words of the agreements' checks. Once customs have closed it in favour of the goods
// there is nothing left for them to judge.
func (q *inquiry) query() procedure.Query {
	if q == nil || q.result == registry.CaseAccepted {
		return procedure.Query{}
	}
	told := procedure.Query{Answer: string(q.answer)}
	var asked registry.Question
	for _, e := range q.Entries {
		day := dayOf(e)
		if e.Side == registry.IssuingSide {
			told.Received = cmp.Or(told.Received, day) // whoever answers has the request
		}
		if e.Action == registry.CaseImporterAsked {
			asked = e.Question
		}
		tell(&told, e, day)
		tellDeclarant(&told, e.Action, asked, day)
	}
	return told
}

// tell adds what an entry says between the two sides.
func tell(q *procedure.Query, e registry.CaseEntry, day certificate.Date) {
	switch e.Action {
	case registry.CaseOpened:
		q.Sent = day
	case registry.CaseReplied:
		q.Replied = day
	case registry.CaseTimeGranted:
		if e.Until.After(q.Granted) {
			q.Granted = e.Until
		}
	case registry.CaseVisitRequested:
		q.VisitAsked, q.VisitConsented, q.VisitRefused = day, certificate.Date{}, nil
	case registry.CaseVisitPostponed: // answered, so that nothing lapses
		q.VisitAsked, q.VisitConsented = certificate.Date{}, certificate.Date{}
	case registry.CaseVisitConsented:
		q.VisitConsented = day
	case registry.CaseVisitRefused:
		refused := true
		q.VisitRefused = &refused
	case registry.CaseClosed: // which tells the issuing authority
		q.Refused, q.RefusalSent = day, day
	case registry.CaseReconsidered:
		q.Refused, q.RefusalSent = certificate.Date{}, certificate.Date{}
	}
}

// tellDeclarant adds what the declarant was asked, and answered.
func tellDeclarant(q *procedure.Query, action registry.CaseAction, asked registry.Question, day certificate.Date) {
	on, given := &q.ExplanationAsked, &q.ExplanationGiven
	switch asked {
	case registry.ForExplanation:
	case registry.ForDocuments:
		on, given = &q.DocumentsAsked, &q.DocumentsGiven
	default:
		return
	}
	switch action {
	case registry.CaseImporterAsked:
		*on, *given = day, certificate.Date{}
	case registry.CaseImporterAnswered:
		*given = day
	}
}

// dayOf is the day of the ledger, UTC, on which an entry was made.
func dayOf(e registry.CaseEntry) certificate.Date {
	at, err := certificate.ParseInstant(e.At)
	if err != nil {
		return certificate.Date{}
	}
	return certificate.DateOf(at.Time())
}

// guarantee is what was given for a declaration so that its goods could leave meanwhile, nil if nothing was.
func (q *inquiry) guarantee(declaration *Declaration) *registry.Guarantee {
	for _, e := range slices.Backward(q.Entries) {
		if declaration != nil && e.Guarantee != nil && e.Guarantee.Declaration == declaration.Number {
			return e.Guarantee
		}
	}
	return nil
}
