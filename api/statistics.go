package api

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"origo/api/readmodel"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	rules "origo/fta-rules"
	"origo/fta-rules/deadline"
)

// ReadStatistics counts what came of certificates, why they were refused and how long verification takes.
func (s *Server) ReadStatistics(ctx context.Context, r wire.ReadStatisticsRequestObject) (wire.ReadStatisticsResponseObject, error) {
	on, badDay := s.issued(r.Params.On)
	period, badMonth := periodOf(r.Params, certificate.DateOf(s.Now()))
	if err := errors.Join(badDay, badMonth); err != nil {
		return nil, err
	}
	m, err := s.model()
	if err != nil {
		return nil, err
	}
	asOf, err := s.asOf(ctx, m) // before the counting: the answer is at least as new
	if err != nil {
		return nil, s.noModel(ctx, err)
	}
	for i := range asOf {
		asOf[i].AgeSeconds = nil // it would make every answer another one
	}
	counted, err := m.Statistics(ctx, period)
	if err != nil {
		return nil, s.noModel(ctx, err)
	}
	cases, err := m.Verifications(ctx, period)
	if err != nil {
		return nil, s.noModel(ctx, err)
	}
	verification, err := s.verificationCounts(cases, on)
	return wire.ReadStatistics200JSONResponse{
		AsOf: asOf, From: period.From, To: period.To, On: on, Utilisation: counted.Utilisation,
		Decisions: counted.Decisions, Refusals: counted.Refusals, Verification: verification,
	}, err
}

const (
	monthLayout  = "2006-01"
	monthsBefore = 11 // the first month of a period lies so long before the last, if it is not named
)

// periodOf reads the months; the last is the present one if it is not named.
func periodOf(p wire.ReadStatisticsParams, today certificate.Date) (readmodel.Period, error) {
	to, err := monthOf(p.To, today.Time(), "to")
	if err != nil {
		return readmodel.Period{}, err
	}
	from, err := monthOf(p.From, to.AddDate(0, -monthsBefore, 0), "from")
	return readmodel.Period{From: from.Format(monthLayout), To: to.Format(monthLayout)}, err
}

// monthOf gives the first day of a month, or of another's.
func monthOf(text *string, otherwise time.Time, name string) (time.Time, error) {
	if text == nil {
		return otherwise.AddDate(0, 0, 1-otherwise.Day()), nil
	}
	month, err := time.Parse(monthLayout, *text)
	if err != nil {
		return month, fault{code: codeParameter, pointer: name, detail: "must be a month such as 2026-11"}
	}
	return month, nil
}

// caseGroup is the cases that are counted together.
type caseGroup struct {
	agreement certificate.Agreement
	side      registry.Side
}

// verificationCounts counts cases by agreement and the side that this country has.
func (s *Server) verificationCounts(cases []readmodel.Verification, on certificate.Date) ([]wire.VerificationCount, error) {
	counts, days := map[caseGroup]*wire.VerificationCount{}, map[caseGroup][]int{}
	for _, v := range cases {
		at := caseGroup{v.Agreement, registry.IssuingSide}
		if v.Importing == s.Country {
			at.side = registry.ImportingSide
		}
		if counts[at] == nil {
			counts[at] = &wire.VerificationCount{Agreement: at.agreement, Side: at.side}
		}
		if v.Case == nil {
			days[at] = append(days[at], v.Closed.DaysSince(v.Opened))
			continue
		}
		counts[at].Open++
		late, err := isLate(*v.Case, on)
		if err != nil {
			return nil, err
		}
		if late {
			counts[at].Overdue++
		}
	}
	all := []wire.VerificationCount{}
	for at, count := range counts {
		count.Closed, count.MedianDays = len(days[at]), median(days[at])
		all = append(all, *count)
	}
	slices.SortFunc(all, func(a, b wire.VerificationCount) int {
		return cmp.Or(cmp.Compare(a.Agreement, b.Agreement), cmp.Compare(a.Side, b.Side))
	})
	return all, nil
}

// isLate says whether a time limit of the case has passed unused on the day.
func isLate(c registry.Case, on certificate.Date) (bool, error) {
	deadlines, err := rules.Deadlines(c)
	return slices.ContainsFunc(deadlines, func(d deadline.Deadline) bool { return d.On(on) == deadline.Overdue }), err
}

// median is the smallest number that at least half of the numbers do not exceed; nil if there are none.
func median(numbers []int) *int {
	if len(numbers) == 0 {
		return nil
	}
	slices.Sort(numbers)
	return ptr(numbers[(len(numbers)-1)/2])
}
