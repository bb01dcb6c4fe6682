package client

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"origo/certificate/registry"
)

// Rehearsal is a change of the trust registry that somebody wants to see before it is made. Exactly one part is set.
type Rehearsal struct {
	Authority  *registry.Authority // only country, certificate and anchor are read
	List       *NewList
	Office     *registry.Office
	Enrolment  *registry.Enrolment
	Membership *registry.Membership
}

// NewList is a revocation list on its way to the ledger.
type NewList struct {
	Authority string // fingerprint
	CRL       []byte // DER
}

// Rehearsed is the record that the ledger would write, in the part that answers the one of the rehearsal. What stands
// there already is given as it stands.
type Rehearsed struct {
	Authority *registry.Authority
	List      *registry.RevocationList
	Office    *registry.Office
	Signer    *registry.Signer
	Approval  *registry.Approval
}

// Rehearse runs the change on the organisation's own peer and keeps nothing. What the ledger would refuse it refuses
// now, with the same refusal; whether the change is made later is another question, since the registry may move on.
func (c *Contract) Rehearse(ctx context.Context, r Rehearsal) (Rehearsed, error) {
	var done Rehearsed
	var err error
	switch {
	case r.Authority != nil:
		done.Authority, err = rehearse[registry.Authority](ctx, c.ledger, registry.AddAuthority, r.Authority)
	case r.List != nil:
		done.List, err = try[registry.RevocationList](ctx, c.ledger, registry.ImportCRL,
			r.List.Authority, base64.StdEncoding.EncodeToString(r.List.CRL))
	case r.Office != nil:
		done.Office, err = rehearse[registry.Office](ctx, c.ledger, registry.RegisterOffice, r.Office)
	case r.Enrolment != nil:
		done.Signer, err = rehearse[registry.Signer](ctx, c.ledger, registry.EnrolSigner, r.Enrolment)
	case r.Membership != nil:
		done.Approval, err = rehearse[registry.Approval](ctx, c.ledger, registry.ApproveMembership, r.Membership)
	}
	return done, err
}

// rehearse is try for a transaction whose request is a record.
func rehearse[T any](ctx context.Context, ledger Ledger, function string, request any) (*T, error) {
	raw, err := json.Marshal(request)
	if err != nil {
		return nil, fmt.Errorf("encode request of %s: %w", function, err)
	}
	return try[T](ctx, ledger, function, string(raw))
}

// try evaluates a transaction that writes; the peer forgets what it would have written. Nothing of it is remembered as
// an answer.
func try[T any](ctx context.Context, ledger Ledger, function string, args ...string) (*T, error) {
	record, err := ask[T](ctx, ledger, function, args...)
	if err != nil {
		return nil, err
	}
	return &record, nil
}
