package api

import (
	"context"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
)

// sealedOrder is an act about a signer on its way to the ledger.
type sealedOrder struct {
	agreement certificate.Agreement
	signer    string
	kind      certificate.ActKind
	body      *wire.SealedAct
}

// read checks that the act is of the kind, and about the signer, that the
// address names: who seals one thing must not do another by calling the wrong
// route.
func (o sealedOrder) read() (registry.SealedAct, error) {
	sealed := registry.SealedAct{Act: o.body.Act, Seal: tidySeal(o.body.Seal)}
	act, err := certificate.ParseAct(sealed.Act)
	switch {
	case err != nil:
		return sealed, fault{code: codeField, pointer: "/act", detail: "is not the canonical text of an act"}
	case act.Kind != o.kind:
		return sealed, registry.Refuse(registry.ActMismatch, "kind", string(act.Kind))
	case act.Signer != o.signer:
		return sealed, registry.Refuse(registry.ActMismatch, "signer", o.signer)
	}
	return sealed, nil
}

// submitAct is how a sealed act reaches the ledger: applied, or proposed.
type submitAct func(client.Registry, context.Context, registry.SealedAct) (client.Receipt, error)

// bring hands a sealed act to the ledger and reads back how it stands.
func (s *Server) bring(ctx context.Context, o sealedOrder, submit submitAct) (wire.ActDone, error) {
	sealed, err := o.read()
	if err != nil {
		return wire.ActDone{}, err
	}
	ledger, err := s.ledger(ctx, o.agreement)
	if err != nil {
		return wire.ActDone{}, err
	}
	receipt, err := submit(ledger, ctx, sealed)
	if s.metrics.submission("act", err) != nil {
		return wire.ActDone{}, err
	}
	return readAct(ctx, ledger, proposal{signer: o.signer, digest: sealed.Digest()}, receipt)
}

// proposal is an act that waits for confirmation, as a request names it.
type proposal struct {
	agreement      certificate.Agreement
	signer, digest string
	kind           certificate.ActKind
}

// readAct reads an act back after it was brought or confirmed.
func readAct(ctx context.Context, ledger client.Registry, p proposal, receipt client.Receipt) (wire.ActDone, error) {
	act, found, err := p.find(ctx, ledger)
	if err == nil && !found {
		err = fault{code: codeReadBack}
	}
	return wire.ActDone{Act: act, Receipt: receipt}, unread(receipt, err)
}

// find looks for the act among those about the signer.
func (p proposal) find(ctx context.Context, ledger client.Registry) (registry.ActState, bool, error) {
	acts, err := ledger.Acts(ctx, p.signer)
	for _, act := range acts {
		if act.Digest == p.digest {
			return act, true, err
		}
	}
	return registry.ActState{}, false, err
}

// mustStand refuses proposals that the ledger does not hold, or that are of
// another kind or about another signer than the address says.
func (p proposal) mustStand(ctx context.Context, ledger client.Registry) error {
	proposed, found, err := p.find(ctx, ledger)
	if err != nil {
		return err
	}
	if !found {
		return registry.Refuse(registry.ActUnknown, "act", p.digest)
	}
	if act, err := certificate.ParseAct(proposed.Act); err != nil || act.Kind != p.kind {
		return registry.Refuse(registry.ActMismatch, "act", p.digest)
	}
	return nil
}

// confirm confirms what another administrator proposed.
func (s *Server) confirm(ctx context.Context, p proposal) (wire.ActDone, error) {
	ledger, err := s.ledger(ctx, p.agreement)
	if err != nil {
		return wire.ActDone{}, err
	}
	if err := p.mustStand(ctx, ledger); err != nil {
		return wire.ActDone{}, err
	}
	receipt, err := ledger.ConfirmAct(ctx, p.digest)
	if s.metrics.submission("confirmation", err) != nil {
		return wire.ActDone{}, err
	}
	return readAct(ctx, ledger, p, receipt)
}

// SuspendSigner suspends a signer at once.
func (s *Server) SuspendSigner(ctx context.Context, r wire.SuspendSignerRequestObject) (wire.SuspendSignerResponseObject, error) {
	done, err := s.bring(ctx, sealedOrder{r.Params.Agreement, r.Fingerprint, certificate.SuspendSigner, r.Body}, client.Registry.ApplyAct)
	return wire.SuspendSigner200JSONResponse{ActJSONResponse: wire.ActJSONResponse(done)}, err
}

// ProposeRevocation proposes to revoke a signer.
func (s *Server) ProposeRevocation(ctx context.Context, r wire.ProposeRevocationRequestObject) (wire.ProposeRevocationResponseObject, error) {
	done, err := s.bring(ctx, sealedOrder{r.Params.Agreement, r.Fingerprint, certificate.RevokeSigner, r.Body}, client.Registry.ProposeAct)
	return wire.ProposeRevocation202JSONResponse{ProposedActJSONResponse: wire.ProposedActJSONResponse(done)}, err
}

// ConfirmRevocation confirms a revocation as another person than proposed it.
func (s *Server) ConfirmRevocation(ctx context.Context, r wire.ConfirmRevocationRequestObject) (wire.ConfirmRevocationResponseObject, error) {
	done, err := s.confirm(ctx, proposal{r.Params.Agreement, r.Fingerprint, r.Body.Act, certificate.RevokeSigner})
	return wire.ConfirmRevocation200JSONResponse{ActJSONResponse: wire.ActJSONResponse(done)}, err
}

// ProposeReinstatement proposes to reinstate a suspended signer.
func (s *Server) ProposeReinstatement(ctx context.Context, r wire.ProposeReinstatementRequestObject) (wire.ProposeReinstatementResponseObject, error) {
	done, err := s.bring(ctx, sealedOrder{r.Params.Agreement, r.Fingerprint, certificate.ReinstateSigner, r.Body}, client.Registry.ProposeAct)
	return wire.ProposeReinstatement202JSONResponse{ProposedActJSONResponse: wire.ProposedActJSONResponse(done)}, err
}

// ConfirmReinstatement confirms a reinstatement as another person than proposed
// it.
func (s *Server) ConfirmReinstatement(ctx context.Context, r wire.ConfirmReinstatementRequestObject) (wire.ConfirmReinstatementResponseObject, error) {
	done, err := s.confirm(ctx, proposal{r.Params.Agreement, r.Fingerprint, r.Body.Act, certificate.ReinstateSigner})
	return wire.ConfirmReinstatement200JSONResponse{ActJSONResponse: wire.ActJSONResponse(done)}, err
}

// ListActs lists acts about signers with who consented to them.
func (s *Server) ListActs(ctx context.Context, r wire.ListActsRequestObject) (wire.ListActsResponseObject, error) {
	ledger, err := s.ledger(ctx, r.Params.Agreement)
	if err != nil {
		return nil, err
	}
	acts, err := ledger.Acts(ctx, value(r.Params.Signer))
	return wire.ListActs200JSONResponse(present(acts)), err
}
