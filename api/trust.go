package api

import (
	"context"
	"errors"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
)

// ledger gives one agreement's ledger for the role acting. Administrators act
// under their own ledger identities, so that the ledger can tell them apart.
func (s *Server) ledger(ctx context.Context, agreement certificate.Agreement) (client.Registry, error) {
	if !agreement.Known() {
		return nil, fault{code: codeParameter, pointer: "agreement", detail: "must be atiga, vkfta or ukvfta"}
	}
	role := acting(ctx)
	if role != identity.Admin {
		return s.Registries.For(agreement, role)
	}
	person, _ := identity.From(ctx)
	return s.Registries.Administrator(agreement, person.Name)
}

// change runs one change of the trust registry.
func (s *Server) change(ctx context.Context, agreement certificate.Agreement, kind string, act func(client.Registry) (client.Receipt, error)) (wire.ReceiptJSONResponse, error) {
	ledger, err := s.ledger(ctx, agreement)
	if err != nil {
		return wire.ReceiptJSONResponse{}, err
	}
	receipt, err := act(ledger)
	return wire.ReceiptJSONResponse(receipt), s.metrics.submission(kind, err)
}

// ReadMembership reads the membership in force.
func (s *Server) ReadMembership(ctx context.Context, r wire.ReadMembershipRequestObject) (wire.ReadMembershipResponseObject, error) {
	ledger, err := s.ledger(ctx, r.Params.Agreement)
	if err != nil {
		return nil, err
	}
	membership, err := ledger.Membership(ctx)
	return wire.ReadMembership200JSONResponse(membership), err
}

// ApproveMembership approves a membership text for this organisation.
func (s *Server) ApproveMembership(ctx context.Context, r wire.ApproveMembershipRequestObject) (wire.ApproveMembershipResponseObject, error) {
	receipt, err := s.change(ctx, r.Params.Agreement, "membership", func(l client.Registry) (client.Receipt, error) {
		return l.ApproveMembership(ctx, *r.Body)
	})
	return wire.ApproveMembership200JSONResponse{ReceiptJSONResponse: receipt}, err
}

// ListAuthorities lists certification authorities.
func (s *Server) ListAuthorities(ctx context.Context, r wire.ListAuthoritiesRequestObject) (wire.ListAuthoritiesResponseObject, error) {
	ledger, err := s.ledger(ctx, r.Params.Agreement)
	if err != nil {
		return nil, err
	}
	list, err := ledger.Authorities(ctx, value(r.Params.Country))
	return wire.ListAuthorities200JSONResponse(present(list)), err
}

// value is what an optional text says, "" if nothing.
func value(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// AddAuthority adds a certification authority of this server's country.
func (s *Server) AddAuthority(ctx context.Context, r wire.AddAuthorityRequestObject) (wire.AddAuthorityResponseObject, error) {
	a := registry.Authority{Country: s.Country, Certificate: r.Body.Certificate, Anchor: r.Body.Anchor}
	receipt, err := s.change(ctx, r.Params.Agreement, "authority", func(l client.Registry) (client.Receipt, error) {
		return l.AddAuthority(ctx, a)
	})
	return wire.AddAuthority200JSONResponse{ReceiptJSONResponse: receipt}, err
}

// ListRevocationLists lists the newest revocation lists.
func (s *Server) ListRevocationLists(ctx context.Context, r wire.ListRevocationListsRequestObject) (wire.ListRevocationListsResponseObject, error) {
	ledger, err := s.ledger(ctx, r.Params.Agreement)
	if err != nil {
		return nil, err
	}
	list, err := ledger.RevocationLists(ctx)
	return wire.ListRevocationLists200JSONResponse(present(list)), err
}

// ImportRevocationList imports a revocation list.
func (s *Server) ImportRevocationList(ctx context.Context, r wire.ImportRevocationListRequestObject) (wire.ImportRevocationListResponseObject, error) {
	receipt, err := s.change(ctx, r.Params.Agreement, "crl", func(l client.Registry) (client.Receipt, error) {
		return l.ImportCRL(ctx, r.Body.Authority, r.Body.Crl)
	})
	return wire.ImportRevocationList200JSONResponse{ReceiptJSONResponse: receipt}, err
}

// ListOffices lists issuing offices and exporters.
func (s *Server) ListOffices(ctx context.Context, r wire.ListOfficesRequestObject) (wire.ListOfficesResponseObject, error) {
	ledger, err := s.ledger(ctx, r.Params.Agreement)
	if err != nil {
		return nil, err
	}
	list, err := ledger.Offices(ctx, value(r.Params.Country))
	return wire.ListOffices200JSONResponse(present(list)), err
}

// RegisterOffice registers an office or exporter of this server's country.
func (s *Server) RegisterOffice(ctx context.Context, r wire.RegisterOfficeRequestObject) (wire.RegisterOfficeResponseObject, error) {
	o := s.officeOf(*r.Body)
	receipt, err := s.change(ctx, r.Params.Agreement, "office", func(l client.Registry) (client.Receipt, error) {
		return l.RegisterOffice(ctx, o)
	})
	return wire.RegisterOffice200JSONResponse{ReceiptJSONResponse: receipt}, err
}

// ListSigners lists the signers of an office.
func (s *Server) ListSigners(ctx context.Context, r wire.ListSignersRequestObject) (wire.ListSignersResponseObject, error) {
	ledger, err := s.ledger(ctx, r.Params.Agreement)
	if err != nil {
		return nil, err
	}
	list, err := ledger.Signers(ctx, r.Params.Country, r.Params.Office)
	return wire.ListSigners200JSONResponse(present(list)), err
}

// EnrolSigner enrols a leaf certificate for an office of this server's country.
func (s *Server) EnrolSigner(ctx context.Context, r wire.EnrolSignerRequestObject) (wire.EnrolSignerResponseObject, error) {
	e := s.enrolmentOf(*r.Body)
	receipt, err := s.change(ctx, r.Params.Agreement, "signer", func(l client.Registry) (client.Receipt, error) {
		return l.EnrolSigner(ctx, e)
	})
	return wire.EnrolSigner200JSONResponse{ReceiptJSONResponse: receipt}, err
}

// ReadSigner reads a signer with its certification path.
func (s *Server) ReadSigner(ctx context.Context, r wire.ReadSignerRequestObject) (wire.ReadSignerResponseObject, error) {
	ledger, err := s.ledger(ctx, r.Params.Agreement)
	if err != nil {
		return nil, err
	}
	state, err := ledger.Signer(ctx, r.Fingerprint)
	var refusal *registry.Refusal
	if errors.As(err, &refusal) && refusal.Code == registry.SignerUnknown {
		return nil, fault{code: codeNoSigner}
	}
	state.CRLs = present(state.CRLs)
	return wire.ReadSigner200JSONResponse(state), err
}

// ApplyAct suspends a signer.
func (s *Server) ApplyAct(ctx context.Context, r wire.ApplyActRequestObject) (wire.ApplyActResponseObject, error) {
	receipt, err := s.change(ctx, r.Params.Agreement, "act", func(l client.Registry) (client.Receipt, error) {
		return l.ApplyAct(ctx, registry.SealedAct{Act: r.Body.Act, Seal: tidySeal(r.Body.Seal)})
	})
	return wire.ApplyAct200JSONResponse{ReceiptJSONResponse: receipt}, err
}
