// Package deadline derives the time limits of a verification case from what the ledger holds of it.
//
// The contract keeps no clock: it records who said what and when. Which limit follows from that, in which agreement and
// under whose law, is here, as tables of clocks and one pure function that reads them against a case.
package deadline

import (
	"slices"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/fta-rules/finding"
)

// Span is a length of time as treaties give it. Only one of its parts is used.
type Span struct{ Days, Months, WorkingDays int }

// From is the last day of the span when it begins after the given day.
func (s Span) From(day certificate.Date) certificate.Date {
	return certificate.AddWorkingDays(day.AddMonths(s.Months).AddDays(s.Days), s.WorkingDays)
}

// Presented is the presentation of the proof at customs, from which a clock can run; all other clocks run from an entry.
const Presented registry.CaseAction = "presented"

// Clock is one time limit of a law: what starts it, what stops it and what follows if nothing does. The closing of a
// case stops every clock.
type Clock struct {
	ID       string // "reply", "whole", "visit_consent" ...; one of a kind within an agreement
	Citation string
	Span     Span
	From     registry.CaseAction
	Question registry.Question // of the entry that starts it, where it is a question to the declarant
	By       []registry.CaseAction
	Side     registry.Side       // whose time it is
	Needs    registry.CaseAction // without such an entry nothing lapses
	Lapse    finding.Message     // what follows when the time has passed
}

// Deadline is a clock that a case has set going.
type Deadline struct {
	ID       string           `json:"id"`
	Side     registry.Side    `json:"side"`
	Citation string           `json:"citation"`
	From     certificate.Date `json:"from"`
	Due      certificate.Date `json:"due"`               // last day
	Granted  bool             `json:"granted,omitempty"` // customs granted more time than the law gives
	MetOn    certificate.Date `json:"met_on,omitzero"`   // zero while nothing has stopped the clock
	Held     bool             `json:"held,omitempty"`    // nothing lapses yet, for receipt is not confirmed
	Lapse    finding.Message  `json:"lapse"`
}

// State is how a deadline stands on a day.
type State string

// The states of a deadline.
const (
	Pending State = "pending"
	Overdue State = "overdue"
	Met     State = "met"
	MetLate State = "met_late"
)

// On is how the deadline stands on a day.
func (d Deadline) On(day certificate.Date) State {
	switch {
	case !d.MetOn.IsZero() && d.MetOn.After(d.Due):
		return MetLate
	case !d.MetOn.IsZero():
		return Met
	case day.After(d.Due):
		return Overdue
	}
	return Pending
}

// Lapsed reports whether the time passed unused before the day, so that what the law attaches to it may follow.
func (d Deadline) Lapsed(day certificate.Date) bool { return d.On(day) == Overdue && !d.Held }

// Run gives the deadlines of a case under a table of clocks, in the order of the table.
func Run(clocks []Clock, c registry.Case) []Deadline {
	var all []Deadline
	for _, clock := range clocks {
		if d, runs := clock.run(c); runs {
			all = append(all, d)
		}
	}
	return all
}

// run sets the clock by the newest entry that starts it.
func (k Clock) run(c registry.Case) (Deadline, bool) {
	d := Deadline{ID: k.ID, Side: k.Side, Citation: k.Citation, Lapse: k.Lapse}
	started := 0
	if k.From == Presented {
		d.From = c.PresentedOn
	}
	for i, e := range c.Entries {
		if e.Action == k.From && e.Question == k.Question {
			d.From, started = dayOf(e), i+1
		}
	}
	if d.From.IsZero() {
		return d, false
	}
	d.Due = k.Span.From(d.From)
	k.stop(&d, c.Entries[started:])
	d.Held = d.MetOn.IsZero() && k.Needs != "" && !says(c, k.Needs)
	return d, true
}

// says reports whether the case has an entry with the action.
func says(c registry.Case, action registry.CaseAction) bool {
	return slices.ContainsFunc(c.Entries, func(e registry.CaseEntry) bool { return e.Action == action })
}

// stop follows the entries behind the one that started the clock.
func (k Clock) stop(d *Deadline, later []registry.CaseEntry) {
	for _, e := range later {
		switch {
		case slices.Contains(k.By, e.Action) || e.Action == registry.CaseClosed:
			d.MetOn = dayOf(e)
			return
		case e.Action == registry.CaseTimeGranted && slices.Contains(k.By, registry.CaseReplied) && e.Until.After(d.Due):
			d.Due, d.Granted = e.Until, true
		}
	}
}

// dayOf is the day of an entry in UTC: the day of a visit, where it reports one, and otherwise that of the ledger, which
// nobody can choose.
func dayOf(e registry.CaseEntry) certificate.Date {
	if e.Action == registry.CaseVisitHeld {
		return e.On
	}
	at, err := certificate.ParseInstant(e.At)
	if err != nil {
		return certificate.Date{}
	}
	return certificate.DateOf(at.Time())
}
