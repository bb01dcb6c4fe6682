package api

import (
	"context"
	"crypto/subtle"
	"errors"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
)

// PublicStatus gives the status of a certificate, and nothing else, to whoever
// knows the check code printed on it. A wrong code is answered as a number that
// does not exist, after the same work, so that numbers cannot be tried out.
func (s *Server) PublicStatus(ctx context.Context, r wire.PublicStatusRequestObject) (wire.PublicStatusResponseObject, error) {
	p, err := s.at(address{r.Form, r.Country, r.Reference, r.Params.Agreement}, identity.Trader)
	if err != nil {
		return nil, err
	}
	record, err := p.ledger.Record(ctx, p.id)
	var refusal *registry.Refusal
	if err != nil && !errors.As(err, &refusal) {
		return nil, err
	}
	if known := knowsCode(record, r.Params.Code); refusal != nil || !known {
		return nil, fault{code: string(registry.CertificateUnknown)}
	}
	return wire.PublicStatus200JSONResponse(s.publicStatus(record)), nil
}

// knowsCode compares in constant time.
func knowsCode(record registry.Record, typed string) bool {
	right, given := registry.TidyCheckCode(record.CheckCode()), registry.TidyCheckCode(typed)
	return subtle.ConstantTimeCompare([]byte(right), []byte(given)) == 1
}

// publicStatus is what of a record everybody may know.
func (s *Server) publicStatus(r registry.Record) wire.PublicStatus {
	return wire.PublicStatus{
		Form: r.Form, Country: r.Country, Reference: r.Reference, Office: r.Office,
		IssueDate: r.IssueDate, Expiry: r.Expiry, Status: r.Status,
		Expired: certificate.DateOf(s.Now()).After(r.Expiry),
	}
}
