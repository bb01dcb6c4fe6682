package api

import (
	"context"
	"slices"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/fta-rules/explain"
)

// Pages of cases.
const (
	casesPerPage = 50
	casesPerRead = 500 // read from the ledger at once
)

// ListCases lists cases of the own country, on either side.
func (s *Server) ListCases(ctx context.Context, r wire.ListCasesRequestObject) (wire.ListCasesResponseObject, error) {
	q := registry.CaseQuery{After: given(r.Params.Cursor), Side: given(r.Params.Side)}
	if r.Params.State != nil {
		q.States = []registry.CaseState{*r.Params.State}
	}
	before, err := dayOf(r.Params.DueBefore, "due_before")
	if err != nil {
		return nil, err
	}
	limit := casesPerPage
	if r.Params.Limit != nil {
		limit = *r.Params.Limit
	}
	list := wire.CaseList{Cases: []wire.CaseFile{}}
	err = s.eachCase(ctx, q, func(c registry.Case) (bool, error) {
		file, err := s.shownCase(c, r.Params.Lang)
		if err != nil || !dueBefore(file, before) {
			return true, err
		}
		if len(list.Cases) == limit {
			list.Cursor = ptr(list.Cases[limit-1].Case.ID)
			return false, nil
		}
		list.Cases = append(list.Cases, file)
		return true, nil
	})
	return wire.ListCases200JSONResponse(list), err
}

// dueBefore reports whether a clock of the case is running out before the day;
// without a day every case will do.
func dueBefore(file wire.CaseFile, day certificate.Date) bool {
	return day.IsZero() || slices.ContainsFunc(file.Deadlines, func(d wire.WordedDeadline) bool {
		return d.MetOn.IsZero() && d.Due.Before(day)
	})
}

// eachCase visits the cases of every agreement in order of their ids until the
// visitor has enough.
func (s *Server) eachCase(ctx context.Context, q registry.CaseQuery, visit func(registry.Case) (bool, error)) error {
	for _, agreement := range slices.Sorted(slices.Values(s.Registries.Agreements())) {
		ledger, err := s.Registries.For(agreement, acting(ctx))
		if err != nil {
			return err
		}
		q.Limit = casesPerRead
		for more := true; more; {
			page, err := ledger.FindCases(ctx, q)
			if err != nil {
				return err
			}
			for _, c := range page.Cases {
				if goOn, err := visit(c); err != nil || !goOn {
					return err
				}
				q.After = c.ID
			}
			more = page.More
		}
	}
	return nil
}

// dayOf reads an optional day of the query.
func dayOf(text *string, name string) (certificate.Date, error) {
	if text == nil {
		return certificate.Date{}, nil
	}
	day, err := certificate.ParseDate(*text)
	if err != nil {
		return day, fault{code: codeParameter, pointer: name, detail: err.Error()}
	}
	return day, nil
}

// ListOverdue lists the deadlines that have passed unused on a day, and what
// follows from each.
func (s *Server) ListOverdue(ctx context.Context, r wire.ListOverdueRequestObject) (wire.ListOverdueResponseObject, error) {
	on, err := s.issued(r.Params.On)
	if err != nil {
		return nil, err
	}
	overdue := []wire.OverdueCase{}
	err = s.eachCase(ctx, registry.CaseQuery{States: pendingStates()}, func(c registry.Case) (bool, error) {
		late, err := s.overdue(c, on, r.Params.Lang)
		overdue = append(overdue, late...)
		return true, err
	})
	slices.SortStableFunc(overdue, func(a, b wire.OverdueCase) int { return a.Deadline.Due.Compare(b.Deadline.Due) })
	return wire.ListOverdue200JSONResponse{On: on, Overdue: overdue}, err
}

// pendingStates are those of cases that are not closed.
func pendingStates() []registry.CaseState {
	return slices.DeleteFunc(registry.CaseStates(), func(s registry.CaseState) bool { return s == registry.CaseIsClosed })
}

// overdue picks the deadlines of a case that have passed.
func (s *Server) overdue(c registry.Case, on certificate.Date, lang *explain.Language) ([]wire.OverdueCase, error) {
	deadlines, err := s.shownDeadlines(c, on, lang)
	var late []wire.OverdueCase
	for _, d := range deadlines {
		if d.State == "overdue" {
			late = append(late, wire.OverdueCase{Case: c.ID, Certificate: c.Certificate, Number: c.Number, Deadline: d})
		}
	}
	return late, err
}
