package registry

import (
	"errors"
	"slices"
)

// CaseState is how far a verification case is.
type CaseState string

// The states of a case.
const (
	CaseIsOpen         CaseState = "opened"
	CaseIsReceived     CaseState = "received"
	CaseIsReplied      CaseState = "replied"
	CaseIsClosed       CaseState = "closed"
	CaseIsReconsidered CaseState = "reconsidered" // open again after closure
)

// CaseStates lists the states.
func CaseStates() []CaseState {
	return []CaseState{CaseIsOpen, CaseIsReceived, CaseIsReplied, CaseIsClosed, CaseIsReconsidered}
}

// VisitState is how far a verification visit is, empty where none was asked for.
type VisitState string

// The states of a visit.
const (
	VisitNone      VisitState = ""
	VisitRequested VisitState = "requested"
	VisitPostponed VisitState = "postponed"
	VisitConsented VisitState = "consented"
	VisitRefused   VisitState = "refused"
	VisitHeld      VisitState = "held"
)

// CaseStanding is what follows from the entries of a case, and nothing else.
type CaseStanding struct {
	State      CaseState  `json:"state"`
	Visit      VisitState `json:"visit,omitempty"`
	Question   Question   `json:"question,omitempty"`   // put to the declarant and not answered
	Determined bool       `json:"determined,omitempty"` // a determination is open to comments
	Result     CaseResult `json:"result,omitempty"`     // of the last closure
	Clarified  bool       `json:"clarified,omitempty"`  // the issuing authority replied after the closure
}

// move is who may take an action from which states, and where it leads.
type move struct {
	side   Side
	from   []CaseState
	to     CaseState               // empty: the state stays
	fits   func(CaseStanding) bool // what else must hold
	change func(*CaseStanding, CaseContent)
}

var (
	early   = []CaseState{CaseIsOpen, CaseIsReceived}
	pending = []CaseState{CaseIsOpen, CaseIsReceived, CaseIsReplied, CaseIsReconsidered}
	engaged = []CaseState{CaseIsReceived, CaseIsReplied, CaseIsReconsidered}
)

// moves is the whole life of a case after its opening.
var moves = map[CaseAction]move{
	CaseReceived:         {side: IssuingSide, from: []CaseState{CaseIsOpen}, to: CaseIsReceived},
	CaseTimeAsked:        {side: IssuingSide, from: early, to: CaseIsReceived},
	CaseReplied:          {side: IssuingSide, from: CaseStates(), fits: mayReply, change: reply},
	CaseTimeGranted:      {side: ImportingSide, from: pending},
	CaseReminded:         {side: ImportingSide, from: pending},
	CaseSupplemented:     {side: ImportingSide, from: pending},
	CaseReleased:         {side: ImportingSide, from: pending},
	CaseImporterAsked:    {side: ImportingSide, from: pending, fits: nothingAsked, change: askImporter},
	CaseImporterAnswered: {side: ImportingSide, from: pending, fits: somethingAsked, change: answerImporter},
	CaseVisitRequested:   {side: ImportingSide, from: engaged, fits: visitIs(VisitNone, VisitRefused, VisitHeld), change: visit(VisitRequested)},
	CaseVisitPostponed:   {side: IssuingSide, from: engaged, fits: visitIs(VisitRequested, VisitConsented), change: visit(VisitPostponed)},
	CaseVisitConsented:   {side: IssuingSide, from: engaged, fits: visitIs(VisitRequested, VisitPostponed), change: visit(VisitConsented)},
	CaseVisitRefused:     {side: IssuingSide, from: engaged, fits: visitIs(VisitRequested, VisitPostponed), change: visit(VisitRefused)},
	CaseVisitHeld:        {side: ImportingSide, from: engaged, fits: visitIs(VisitConsented), change: visit(VisitHeld)},
	CaseDetermined:       {side: ImportingSide, from: engaged, fits: undetermined, change: determine},
	CaseCommented:        {side: IssuingSide, from: engaged, fits: determined},
	CaseClosed:           {side: ImportingSide, from: pending, to: CaseIsClosed, change: conclude},
	CaseReconsidered:     {side: ImportingSide, from: []CaseState{CaseIsClosed}, to: CaseIsReconsidered, fits: mayReconsider, change: reopen},
}

// mayReply: after a closure that accepts everything there is nothing left to clarify.
func mayReply(s CaseStanding) bool { return s.State != CaseIsClosed || s.Result != CaseAccepted }

// reply answers an open request; after closure it waits to be reconsidered.
func reply(s *CaseStanding, _ CaseContent) {
	switch s.State {
	case CaseIsClosed:
		s.Clarified = true
	case CaseIsOpen, CaseIsReceived:
		s.State = CaseIsReplied
	}
}

func nothingAsked(s CaseStanding) bool              { return s.Question == "" }
func somethingAsked(s CaseStanding) bool            { return s.Question != "" }
func askImporter(s *CaseStanding, c CaseContent)    { s.Question = c.Question }
func answerImporter(s *CaseStanding, _ CaseContent) { s.Question = "" }

func visitIs(states ...VisitState) func(CaseStanding) bool {
	return func(s CaseStanding) bool { return slices.Contains(states, s.Visit) }
}

func visit(to VisitState) func(*CaseStanding, CaseContent) {
	return func(s *CaseStanding, _ CaseContent) { s.Visit = to }
}

func undetermined(s CaseStanding) bool         { return !s.Determined }
func determined(s CaseStanding) bool           { return s.Determined }
func determine(s *CaseStanding, _ CaseContent) { s.Determined = true }

func conclude(s *CaseStanding, c CaseContent) { s.Result, s.Clarified = c.Result, false }

// mayReconsider wants something new: ATIGA Annex 8 R.13(4) and Circular 33/2023/TT-BTC Art. 19(6) look at a full
// clarification that came after the refusal.
func mayReconsider(s CaseStanding) bool { return s.Clarified }

func reopen(s *CaseStanding, _ CaseContent) {
	*s = CaseStanding{State: s.State, Result: s.Result, Question: s.Question}
}

// ErrCaseMove is an action that the case does not allow as it stands.
var ErrCaseMove = errors.New("the case does not allow this as it stands")

// After is the standing once an entry is added, or ErrCaseMove.
func (s CaseStanding) After(c CaseContent) (CaseStanding, error) {
	if s.State == "" {
		if c.Action != CaseOpened {
			return s, ErrCaseMove
		}
		return CaseStanding{State: CaseIsOpen}, nil
	}
	m, known := moves[c.Action]
	if !known || !slices.Contains(m.from, s.State) || m.fits != nil && !m.fits(s) {
		return s, ErrCaseMove
	}
	if m.to != "" {
		s.State = m.to
	}
	if m.change != nil {
		m.change(&s, c)
	}
	return s, nil
}

// Allowed lists the actions that the case allows as it stands, in alphabetical order.
func (s CaseStanding) Allowed() []CaseAction {
	return slices.Sorted(func(yield func(CaseAction) bool) {
		for action := range moves {
			if _, err := s.After(CaseContent{Action: action}); err == nil && !yield(action) {
				return
			}
		}
	})
}

// SideOfAction tells which side takes an action, empty for an unknown one.
func SideOfAction(a CaseAction) Side {
	if a == CaseOpened {
		return ImportingSide
	}
	return moves[a].side
}

// Stand derives the standing from entries in order of their sequence. It fails with ErrCaseMove where one of them could
// not have been made, by its side or by its time.
func Stand(entries []CaseEntry) (CaseStanding, error) {
	var s CaseStanding
	for _, e := range entries {
		next, err := s.After(e.CaseContent)
		if err != nil || e.Side != SideOfAction(e.Action) {
			return s, ErrCaseMove
		}
		s = next
	}
	return s, nil
}

// Join puts the two halves of a case together. It fails with ErrCaseMove if they do not make up one history.
func Join(importing, issuing Docket) (Case, error) {
	c := Case{ID: importing.ID, Entries: slices.Concat(importing.Entries, issuing.Entries), Salt: importing.Secret}
	if importing.Head == nil || issuing.ID != importing.ID {
		return c, ErrCaseMove
	}
	c.CaseHead = *importing.Head
	slices.SortFunc(c.Entries, func(a, b CaseEntry) int { return a.Sequence - b.Sequence })
	for i, e := range c.Entries {
		if e.Sequence != i+1 {
			return c, ErrCaseMove
		}
	}
	var err error
	c.Standing, err = Stand(c.Entries)
	return c, err
}
