package api

import (
	"context"
	"fmt"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate/registry"
	"origo/paper"
)

// RecordUse records the decision on a declaration. The deciding officer is the
// bearer of the token, so nobody can decide in another's name.
func (s *Server) RecordUse(ctx context.Context, r wire.RecordUseRequestObject) (wire.RecordUseResponseObject, error) {
	p, err := s.at(address{r.Form, r.Country, r.Reference, r.Params.Agreement}, acting(ctx))
	if err != nil {
		return nil, err
	}
	if err := unchanged(r.Params.IfMatch, func() (wire.Account, error) { return shownAccount(ctx, p) }); err != nil {
		return nil, err
	}
	if err := paper.Settle(ctx, p.ledger, p.id); err != nil {
		return nil, err
	}
	officer, _ := identity.From(ctx)
	receipt, err := p.ledger.Use(ctx, r.Body.Request(p.id, officer.Name))
	if s.metrics.submission("use", err) != nil {
		return nil, err
	}
	use, err := recorded(ctx, p, r.Body.Declaration)
	if err != nil {
		return nil, unread(receipt, err)
	}
	if use.Transaction == receipt.Transaction {
		return wire.RecordUse201JSONResponse{Use: use, Receipt: receipt}, nil
	}
	return wire.RecordUse200JSONResponse{Use: use, Receipt: receipt}, nil
}

// ReverseUse takes a use back.
func (s *Server) ReverseUse(ctx context.Context, r wire.ReverseUseRequestObject) (wire.ReverseUseResponseObject, error) {
	p, err := s.at(address{r.Form, r.Country, r.Reference, r.Params.Agreement}, acting(ctx))
	if err != nil {
		return nil, err
	}
	if err := unchanged(r.Params.IfMatch, func() (wire.Account, error) { return shownAccount(ctx, p) }); err != nil {
		return nil, err
	}
	officer, _ := identity.From(ctx)
	receipt, err := p.ledger.ReverseUse(ctx, registry.ReverseRequest{
		Certificate: p.id, Declaration: r.Body.Declaration, Reason: r.Body.Reason, Officer: officer.Name,
	})
	if s.metrics.submission("reverse", err) != nil {
		return nil, err
	}
	use, err := recorded(ctx, p, r.Body.Declaration)
	return wire.ReverseUse200JSONResponse{Use: use, Receipt: receipt}, unread(receipt, err)
}

// recorded finds the newest use of a declaration in the certificate's account.
func recorded(ctx context.Context, p place, declaration string) (registry.Use, error) {
	account, err := p.ledger.Account(ctx, p.id)
	if err != nil {
		return registry.Use{}, fmt.Errorf("read back the use: %w", err)
	}
	for i := len(account.Uses) - 1; i >= 0; i-- {
		if account.Uses[i].Declaration == declaration {
			return account.Uses[i], nil
		}
	}
	return registry.Use{}, fault{code: codeReadBack}
}

// ReadAccount reads balances and uses.
func (s *Server) ReadAccount(ctx context.Context, r wire.ReadAccountRequestObject) (wire.ReadAccountResponseObject, error) {
	p, err := s.at(address{r.Form, r.Country, r.Reference, r.Params.Agreement}, acting(ctx))
	if err != nil {
		return nil, err
	}
	account, err := shownAccount(ctx, p)
	return wire.ReadAccount200JSONResponse(account), err
}

// shownAccount is the account as callers see it.
func shownAccount(ctx context.Context, p place) (wire.Account, error) {
	account, err := p.ledger.Account(ctx, p.id)
	if err != nil {
		return wire.Account{}, err
	}
	record, err := p.ledger.Record(ctx, p.id)
	account.Balances, account.Uses = present(account.Balances), present(account.Uses)
	return wire.Account{Account: account, CheckCode: record.CheckCode()}, err
}
