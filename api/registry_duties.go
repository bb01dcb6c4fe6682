package api

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"
	"time"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
)

// ListApprovals lists which organisation approved which membership text.
func (s *Server) ListApprovals(ctx context.Context, r wire.ListApprovalsRequestObject) (wire.ListApprovalsResponseObject, error) {
	ledger, err := s.ledger(ctx, r.Params.Agreement)
	if err != nil {
		return nil, err
	}
	list, err := ledger.Approvals(ctx)
	return wire.ListApprovals200JSONResponse(present(list)), err
}

// RetireAuthority retires a certification authority of this server's country.
func (s *Server) RetireAuthority(ctx context.Context, r wire.RetireAuthorityRequestObject) (wire.RetireAuthorityResponseObject, error) {
	receipt, err := s.change(ctx, r.Params.Agreement, "authority", func(l client.Registry) (client.Receipt, error) {
		return l.RetireAuthority(ctx, s.Country, r.Fingerprint)
	})
	return wire.RetireAuthority200JSONResponse{ReceiptJSONResponse: receipt}, err
}

// CloseOffice closes an office or exporter of this server's country.
func (s *Server) CloseOffice(ctx context.Context, r wire.CloseOfficeRequestObject) (wire.CloseOfficeResponseObject, error) {
	receipt, err := s.change(ctx, r.Params.Agreement, "office", func(l client.Registry) (client.Receipt, error) {
		return l.CloseOffice(ctx, s.Country, r.Office)
	})
	return wire.CloseOffice200JSONResponse{ReceiptJSONResponse: receipt}, err
}

// soon is how far ahead expiries are listed by default.
const soon = 30 * 24 * time.Hour

// moment reads an optional instant of the address.
func moment(name string, given *string, otherwise time.Time) (time.Time, error) {
	if given == nil {
		return otherwise, nil
	}
	at, err := certificate.ParseInstant(*given)
	if err != nil {
		return otherwise, fault{code: codeParameter, pointer: name, detail: "must be a time in UTC to the second, such as 2026-11-22T08:30:00Z"}
	}
	return at.Time(), nil
}

// ListExpiries lists what ends soon in the trust registry.
func (s *Server) ListExpiries(ctx context.Context, r wire.ListExpiriesRequestObject) (wire.ListExpiriesResponseObject, error) {
	now := s.Now()
	before, err := moment("before", r.Params.Before, now.Add(soon))
	if err != nil {
		return nil, err
	}
	ledger, err := s.ledger(ctx, r.Params.Agreement)
	if err != nil {
		return nil, err
	}
	holdings, err := holdingsOf(ctx, ledger, value(r.Params.Country))
	if err != nil {
		return nil, err
	}
	list, err := holdings.Expiries(now, before)
	return wire.ListExpiries200JSONResponse(present(list)), err
}

// holdingsOf reads what ends by itself, of one country or of all.
func holdingsOf(ctx context.Context, ledger client.Registry, country string) (registry.Holdings, error) {
	var h registry.Holdings
	var failed [4]error
	h.Authorities, failed[0] = ledger.Authorities(ctx, country)
	h.CRLs, failed[1] = ledger.RevocationLists(ctx)
	h.Offices, failed[2] = ledger.Offices(ctx, country)
	h.Signers, failed[3] = ledger.Signers(ctx, country, "")
	return h, errors.Join(failed[:]...)
}

// usualPage and longestPage are how many certificates a page has.
const (
	usualPage   = 50
	longestPage = 500
)

// ListSignedBy lists what a signer sealed, in the order of anchoring.
func (s *Server) ListSignedBy(ctx context.Context, r wire.ListSignedByRequestObject) (wire.ListSignedByResponseObject, error) {
	size := usualPage
	if r.Params.Limit != nil {
		size = *r.Params.Limit
	}
	if size < 1 || size > longestPage {
		return nil, fault{code: codeParameter, pointer: "limit", detail: "must be 1 to 500"}
	}
	query, err := signedQuery(r.Fingerprint, r.Params)
	if err != nil {
		return nil, err
	}
	ledger, err := s.ledger(ctx, r.Params.Agreement)
	if err != nil {
		return nil, err
	}
	query.Limit = size + 1 // one more tells whether another page follows
	records, err := ledger.SignedBy(ctx, query)
	if err != nil || len(records) <= size {
		return wire.ListSignedBy200JSONResponse{Certificates: present(records)}, err
	}
	return wire.ListSignedBy200JSONResponse{Certificates: records[:size], Next: ptr(cursorAt(records[size-1]))}, nil
}

// signedQuery reads where a page of what a signer sealed begins.
func signedQuery(signer string, p wire.ListSignedByParams) (registry.SignedQuery, error) {
	q := registry.SignedQuery{Signer: signer, Since: value(p.Since)}
	if _, err := moment("since", p.Since, time.Time{}); err != nil || p.Cursor == nil || *p.Cursor == "" {
		return q, err
	}
	at, id, err := parseCursor(*p.Cursor)
	if err != nil {
		return q, fault{code: codeParameter, pointer: "cursor", detail: "this is not a cursor that was given out here"}
	}
	if at >= q.Since {
		q.Since, q.After = at, &id
	}
	return q, nil
}

// cursorAt is the place behind a certificate in the order of anchoring.
func cursorAt(r registry.Record) string {
	return base64.RawURLEncoding.EncodeToString([]byte(r.AnchoredAt + " " + r.ID.String()))
}

// parseCursor reads what cursorAt wrote.
func parseCursor(cursor string) (registry.Instant, certificate.ID, error) {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return "", certificate.ID{}, err
	}
	at, name, _ := strings.Cut(string(raw), " ")
	if _, err := certificate.ParseInstant(at); err != nil {
		return "", certificate.ID{}, err
	}
	id, err := certificate.ParseID(name)
	return at, id, err
}
