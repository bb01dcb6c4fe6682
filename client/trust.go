package client

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"origo/certificate/registry"
)

// ApproveMembership records this organisation's consent to a membership text.
func (c *Contract) ApproveMembership(ctx context.Context, m registry.Membership) (Receipt, error) {
	return c.public(ctx, registry.ApproveMembership, m)
}

// Membership reads the text in force; until there is one the ledger refuses with membership_missing.
func (c *Contract) Membership(ctx context.Context) (registry.Membership, error) {
	return read[registry.Membership](ctx, c.ledger, registry.ReadMembership)
}

// Approvals reads which organisations have consented to which text.
func (c *Contract) Approvals(ctx context.Context) ([]registry.Approval, error) {
	return read[[]registry.Approval](ctx, c.ledger, registry.Approvals)
}

// AddAuthority enters a certification authority; only country, certificate and anchor are read from a.
func (c *Contract) AddAuthority(ctx context.Context, a registry.Authority) (Receipt, error) {
	return c.public(ctx, registry.AddAuthority, a)
}

// RetireAuthority ends an authority's right to have signers enrolled.
func (c *Contract) RetireAuthority(ctx context.Context, country, fingerprint string) (Receipt, error) {
	return c.plain(ctx, registry.RetireAuthority, country, fingerprint)
}

// ImportCRL enters a revocation list, DER, of the authority named by fingerprint.
func (c *Contract) ImportCRL(ctx context.Context, authority string, crl []byte) (Receipt, error) {
	return c.plain(ctx, registry.ImportCRL, authority, base64.StdEncoding.EncodeToString(crl))
}

// RegisterOffice enters an issuing office or an exporter who may sign declarations.
func (c *Contract) RegisterOffice(ctx context.Context, o registry.Office) (Receipt, error) {
	return c.public(ctx, registry.RegisterOffice, o)
}

// CloseOffice ends an office: it signs nothing new.
func (c *Contract) CloseOffice(ctx context.Context, country, code string) (Receipt, error) {
	return c.plain(ctx, registry.CloseOffice, country, code)
}

// EnrolSigner binds a leaf certificate to an office.
func (c *Contract) EnrolSigner(ctx context.Context, e registry.Enrolment) (Receipt, error) {
	return c.public(ctx, registry.EnrolSigner, e)
}

// ApplyAct suspends a signer by a sealed act, at once.
func (c *Contract) ApplyAct(ctx context.Context, act registry.SealedAct) (Receipt, error) {
	return c.public(ctx, registry.ApplyAct, act)
}

// ProposeAct brings a sealed act that revokes or reinstates a signer. It changes nothing until another administrator
// of the country confirms it.
func (c *Contract) ProposeAct(ctx context.Context, act registry.SealedAct) (Receipt, error) {
	return c.public(ctx, registry.ProposeAct, act)
}

// ConfirmAct carries out the proposed act of that digest. Who proposed it is refused with two_needed.
func (c *Contract) ConfirmAct(ctx context.Context, digest string) (Receipt, error) {
	return c.plain(ctx, registry.ConfirmAct, digest)
}

// Acts lists the acts about a signer, or about all with an empty name, oldest first, with who consented to them.
func (c *Contract) Acts(ctx context.Context, signer string) ([]registry.ActState, error) {
	return read[[]registry.ActState](ctx, c.ledger, registry.ListActs, signer)
}

// SignedBy lists certificates that a signer sealed, in the order of their anchoring.
func (c *Contract) SignedBy(ctx context.Context, query registry.SignedQuery) ([]registry.Record, error) {
	raw, err := json.Marshal(query)
	if err != nil {
		return nil, fmt.Errorf("encode request of %s: %w", registry.ReadSignedBy, err)
	}
	return read[[]registry.Record](ctx, c.ledger, registry.ReadSignedBy, string(raw))
}

// Signer reads a signer by the fingerprint of its certificate.
func (c *Contract) Signer(ctx context.Context, fingerprint string) (registry.SignerState, error) {
	return read[registry.SignerState](ctx, c.ledger, registry.ReadSigner, fingerprint)
}

// FindSigner reads a signer by the key of the signer identifier in a seal.
func (c *Contract) FindSigner(ctx context.Context, signerID string) (registry.SignerState, error) {
	return read[registry.SignerState](ctx, c.ledger, registry.FindSigner, signerID)
}

// Authorities lists the authorities of a country, or of all with an empty country.
func (c *Contract) Authorities(ctx context.Context, country string) ([]registry.Authority, error) {
	return read[[]registry.Authority](ctx, c.ledger, registry.ListAuthorities, country)
}

// RevocationLists lists the newest revocation list of every authority.
func (c *Contract) RevocationLists(ctx context.Context) ([]registry.RevocationList, error) {
	return read[[]registry.RevocationList](ctx, c.ledger, registry.ListCRLs)
}

// Offices lists the offices of a country, or of all with an empty country.
func (c *Contract) Offices(ctx context.Context, country string) ([]registry.Office, error) {
	return read[[]registry.Office](ctx, c.ledger, registry.ListOffices, country)
}

// Signers lists the signers of an office.
func (c *Contract) Signers(ctx context.Context, country, office string) ([]registry.Signer, error) {
	return read[[]registry.Signer](ctx, c.ledger, registry.ListSigners, country, office)
}
