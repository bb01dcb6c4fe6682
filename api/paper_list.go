package api

import (
	"context"
	"errors"
	"slices"
	"strings"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
)

// papersPerPage is how many papers are listed at once if the caller does not say.
const papersPerPage = 50

// ListPapers lists the papers that the own customs keep, agreement by agreement.
func (s *Server) ListPapers(ctx context.Context, r wire.ListPapersRequestObject) (wire.ListPapersResponseObject, error) {
	after, err := parsePaperCursor(given(r.Params.Cursor))
	if err != nil {
		return nil, fault{code: codeParameter, pointer: "cursor", detail: err.Error()}
	}
	open := r.Params.Open == nil || *r.Params.Open
	limit := papersPerPage
	if r.Params.Limit != nil {
		limit = *r.Params.Limit
	}
	list := wire.PaperList{Papers: []wire.ListedPaper{}}
	agreements := s.listedAgreements(r.Params.Agreement, after)
	for i, agreement := range agreements {
		q := registry.PaperQuery{Open: open, Limit: limit - len(list.Papers)}
		if agreement == after.agreement {
			q.After = &after.id
		}
		more, err := s.listPapers(ctx, agreement, q, &list)
		if err != nil {
			return nil, err
		}
		if full := len(list.Papers) == limit; more || full && i < len(agreements)-1 {
			last := list.Papers[len(list.Papers)-1]
			list.Cursor = ptr(paperCursor{last.Agreement, last.Paper.Certificate}.String())
			break
		}
	}
	return wire.ListPapers200JSONResponse(list), nil
}

// listedAgreements are those to list, in their order, from the one where the page before ended.
func (s *Server) listedAgreements(only *certificate.Agreement, after paperCursor) []certificate.Agreement {
	return slices.DeleteFunc(slices.Sorted(slices.Values(s.Registries.Agreements())), func(a certificate.Agreement) bool {
		return a < after.agreement || only != nil && a != *only
	})
}

// listPapers adds papers of one agreement, and reports whether there are more.
func (s *Server) listPapers(ctx context.Context, agreement certificate.Agreement, q registry.PaperQuery, list *wire.PaperList) (bool, error) {
	ledger, err := s.Registries.For(agreement, acting(ctx))
	if err != nil {
		return false, err
	}
	page, err := ledger.FindPapers(ctx, q)
	if err != nil {
		return false, err
	}
	for _, p := range page.Papers {
		list.Papers = append(list.Papers, wire.ListedPaper{
			Agreement: agreement, Paper: p, Expiry: certificate.LastDay(agreement, p.IssueDate),
			Arrived: slices.Contains(page.Arrived, p.Certificate),
		})
	}
	return page.More, nil
}

// paperCursor is the last paper of a page.
type paperCursor struct {
	agreement certificate.Agreement
	id        certificate.ID
}

// String is the cursor as callers hand it back.
func (c paperCursor) String() string { return string(c.agreement) + " " + c.id.String() }

// errCursor is for a cursor that no page ended with.
var errCursor = errors.New("give the cursor of the page before as it is")

// parsePaperCursor reads what String writes; nothing is the beginning.
func parsePaperCursor(text string) (paperCursor, error) {
	if text == "" {
		return paperCursor{}, nil
	}
	agreement, name, _ := strings.Cut(text, " ")
	id, err := certificate.ParseID(name)
	c := paperCursor{certificate.Agreement(agreement), id}
	if err != nil || !c.agreement.Known() {
		return c, errCursor
	}
	return c, nil
}
