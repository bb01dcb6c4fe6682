package api

import (
	"context"
	"errors"
	"slices"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
	"origo/client"
	"origo/fta-rules/finding"
	"origo/issuance"
)

// CheckDraft answers, line by line, whether a draft may be issued as it is. Nothing is stored.
func (s *Server) CheckDraft(ctx context.Context, r wire.CheckDraftRequestObject) (wire.CheckDraftResponseObject, error) {
	desk, err := s.desk(r.Params.Lang)
	if err != nil {
		return nil, err
	}
	question, err := s.rulesQuestion(wire.RulesCheck{Certificate: r.Body.Certificate, Stage: "issue", Declaration: r.Body.Declaration, Bills: r.Body.Bills})
	if err != nil {
		return nil, err
	}
	facts, err := s.draftFacts(ctx, question.Certificate, r.Body.Signer)
	if err != nil {
		return nil, err
	}
	question.Authorised = issuance.Authorised(facts)
	answer, err := desk.Precheck(question, facts)
	return wire.CheckDraft200JSONResponse(answer), unusable("/declaration", err)
}

// draftFacts asks the ledger about a draft. Where the organisation has no ledger for it, the answer says so: the rules
// can be asked all the same.
func (s *Server) draftFacts(ctx context.Context, d *certificate.Document, signer *string) ([]finding.Finding, error) {
	role := acting(ctx)
	ledger, err := s.Registries.For(d.Agreement, role)
	if !slices.Contains(s.Registries.Agreements(), d.Agreement) || errors.Is(err, client.ErrNoChannel) || errors.Is(err, client.ErrNoRole) {
		return []finding.Finding{issuance.Silent()}, nil
	}
	if err != nil {
		return nil, err
	}
	inquiry := issuance.Inquiry{Draft: d, At: s.Now(), Accounts: role == identity.Issuer}
	if signer != nil {
		inquiry.Signer = *signer
	}
	return issuance.Facts(ctx, ledger, inquiry)
}
