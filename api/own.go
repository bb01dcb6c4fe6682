package api

import (
	"context"
	"errors"

	"origo/api/identity"
	"origo/api/progress"
	"origo/api/readmodel"
	"origo/certificate"
	"origo/certificate/registry"
)

// holdersOf are the exporters and importers that a trader acts for: registration
// numbers of the person's own country. A trader who acts for nobody has no
// certificates.
func holdersOf(ctx context.Context) ([]certificate.Holder, error) {
	person, _ := identity.From(ctx)
	var all []certificate.Holder
	for _, number := range person.Registrations {
		all = append(all, certificate.Holder{Country: person.Country, Number: number})
	}
	if len(all) == 0 {
		return nil, fault{code: codeNoNumber}
	}
	return all, nil
}

// capacityOf is as what one of the traders stands on a certificate; empty if none
// of them does.
func capacityOf(traders []certificate.Holder, on readmodel.Holders) progress.Capacity {
	capacity := progress.Capacity("")
	for _, t := range traders {
		switch t {
		case certificate.Holder{}:
		case on.Exporter:
			return progress.Exporter
		case on.Consignee:
			capacity = progress.Consignee
		}
	}
	return capacity
}

// holding is a certificate in the hands of a trader to whom it belongs.
type holding struct {
	place
	dossier  registry.Dossier
	document *certificate.Document
	capacity progress.Capacity
}

// held finds a certificate of the trader who asks. It is the bytes on the ledger
// that decide, not the read model. Others' certificates are answered as numbers
// that do not exist.
func (s *Server) held(ctx context.Context, a address) (holding, error) {
	traders, err := holdersOf(ctx)
	if err != nil {
		return holding{}, err
	}
	p, err := s.at(a, acting(ctx))
	if err != nil {
		return holding{}, err
	}
	h := holding{place: p}
	h.dossier, err = p.ledger.Dossier(ctx, p.id)
	var refusal *registry.Refusal
	if errors.As(err, &refusal) {
		return holding{}, fault{code: string(registry.CertificateUnknown)}
	}
	if err != nil {
		return holding{}, err
	}
	if h.document, err = certificate.ParseDraft(h.dossier.Certificate); err == nil {
		h.capacity = capacityOf(traders, readmodel.HoldersOf(h.document))
	}
	if h.capacity == "" {
		return holding{}, fault{code: string(registry.CertificateUnknown)}
	}
	return h, nil
}

// ownOnly keeps traders to their own certificates; other roles may go on.
func (s *Server) ownOnly(ctx context.Context, a address) error {
	if acting(ctx) != identity.Trader {
		return nil
	}
	_, err := s.held(ctx, a)
	return err
}

// printable is the dossier of a certificate that the caller may print: of traders
// the exporter alone, who may be waiting to be paid before letting go of it.
func (s *Server) printable(ctx context.Context, a address) (registry.Dossier, error) {
	if acting(ctx) != identity.Trader {
		return s.dossier(ctx, a)
	}
	h, err := s.held(ctx, a)
	if err == nil && h.capacity != progress.Exporter {
		err = fault{code: codeExporter}
	}
	return h.dossier, err
}
