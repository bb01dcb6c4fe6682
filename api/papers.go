package api

import (
	"context"
	"errors"
	"fmt"
	"io"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
	"origo/paper"
)

// EnterPaper takes down a certificate on paper. The officer is the bearer of the token.
func (s *Server) EnterPaper(ctx context.Context, r wire.EnterPaperRequestObject) (wire.EnterPaperResponseObject, error) {
	id := r.Body.Certificate
	p, err := s.at(address{id.Form, id.Country, id.Reference, r.Params.Agreement}, acting(ctx))
	if err != nil {
		return nil, err
	}
	officer, _ := identity.From(ctx)
	request := r.Body.Request(officer.Name, make([]byte, saltSize))
	if _, err := io.ReadFull(s.Random, request.Salt); err != nil {
		return nil, fmt.Errorf("draw salt: %w", err)
	}
	receipt, err := p.ledger.EnterPaper(ctx, request)
	if s.metrics.submission("paper", err) != nil {
		return nil, err
	}
	shown, err := s.shownPaper(ctx, p)
	if err != nil {
		return nil, unread(receipt, err)
	}
	if shown.Paper.Transaction == receipt.Transaction {
		return wire.EnterPaper201JSONResponse(shown), nil
	}
	return wire.EnterPaper200JSONResponse(shown), nil
}

// ReadPaper reads a paper, and the electronic record beside it if there is one.
func (s *Server) ReadPaper(ctx context.Context, r wire.ReadPaperRequestObject) (wire.ReadPaperResponseObject, error) {
	p, err := s.at(address{r.Form, r.Country, r.Reference, r.Params.Agreement}, acting(ctx))
	if err != nil {
		return nil, err
	}
	shown, err := s.shownPaper(ctx, p)
	return wire.ReadPaper200JSONResponse(shown), err
}

// UsePaper records the decision on a declaration that relies on a paper.
func (s *Server) UsePaper(ctx context.Context, r wire.UsePaperRequestObject) (wire.UsePaperResponseObject, error) {
	p, err := s.at(address{r.Form, r.Country, r.Reference, r.Params.Agreement}, acting(ctx))
	if err != nil {
		return nil, err
	}
	officer, _ := identity.From(ctx)
	shown, err := s.changePaper(ctx, p, func() (client.Receipt, error) {
		return p.ledger.UsePaper(ctx, r.Body.Request(p.id, officer.Name))
	})
	return wire.UsePaper200JSONResponse(shown), err
}

// ReversePaperUse takes a use of a paper back.
func (s *Server) ReversePaperUse(ctx context.Context, r wire.ReversePaperUseRequestObject) (wire.ReversePaperUseResponseObject, error) {
	p, err := s.at(address{r.Form, r.Country, r.Reference, r.Params.Agreement}, acting(ctx))
	if err != nil {
		return nil, err
	}
	officer, _ := identity.From(ctx)
	shown, err := s.changePaper(ctx, p, func() (client.Receipt, error) {
		return p.ledger.ReversePaper(ctx, registry.ReverseRequest{
			Certificate: p.id, Declaration: r.Body.Declaration, Reason: r.Body.Reason, Officer: officer.Name,
		})
	})
	return wire.ReversePaperUse200JSONResponse(shown), err
}

// JoinPaper hands a paper's uses over to the electronic record.
func (s *Server) JoinPaper(ctx context.Context, r wire.JoinPaperRequestObject) (wire.JoinPaperResponseObject, error) {
	p, err := s.at(address{r.Form, r.Country, r.Reference, r.Params.Agreement}, acting(ctx))
	if err != nil {
		return nil, err
	}
	shown, err := s.changePaper(ctx, p, func() (client.Receipt, error) {
		_, err := paper.Join(ctx, p.ledger, p.id)
		return client.Receipt{}, err
	})
	return wire.JoinPaper200JSONResponse(shown), err
}

// changePaper makes a change and reads back what stands then.
func (s *Server) changePaper(ctx context.Context, p place, change func() (client.Receipt, error)) (wire.ShownPaper, error) {
	receipt, err := change()
	if s.metrics.submission("paper", err) != nil {
		return wire.ShownPaper{}, err
	}
	shown, err := s.shownPaper(ctx, p)
	return shown, unread(receipt, err)
}

// shownPaper is a paper and, where it has come, the electronic record with what differs.
func (s *Server) shownPaper(ctx context.Context, p place) (wire.ShownPaper, error) {
	var shown wire.ShownPaper
	var err error
	if shown.Paper, err = p.ledger.Paper(ctx, p.id); err != nil {
		return shown, err
	}
	shown.Expiry = certificate.LastDay(p.agreement, shown.Paper.IssueDate)
	dossier, err := p.ledger.Dossier(ctx, p.id)
	var refusal *registry.Refusal
	if errors.As(err, &refusal) && (refusal.Code == registry.CertificateUnknown || refusal.Code == registry.WrongCountry) {
		return shown, nil
	}
	if err != nil {
		return shown, err
	}
	document, err := certificate.Parse(dossier.Certificate)
	if err != nil {
		return shown, fmt.Errorf("read the record of %s: %w", p.id, err)
	}
	record, err := p.ledger.Record(ctx, p.id)
	shown.Record, shown.Differences = &record, ptr(paper.Differences(shown.Paper.PaperEntry, document))
	return shown, err
}
