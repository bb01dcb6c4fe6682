// Package client is the way to the origin ledger for everything outside it:
// one small port in the words of the domain, and its implementation over
// Hyperledger Fabric.
package client

import (
	"context"

	"origo/certificate"
	"origo/certificate/registry"
)

// Registry is one organisation's access to the ledger of one agreement, under
// one role. What it returns was read from that organisation's own peer.
//
// Errors are *registry.Refusal when the ledger refused (final until something
// changes), *Unavailable when it could not be reached or did not answer (try
// again; nothing is said about validity), and *Unknown when a submission may
// or may not have been committed (resolve by reading, or simply repeat: all
// writes are idempotent).
type Registry interface {
	Issue(ctx context.Context, s registry.Submission) (Receipt, error)
	Cancel(ctx context.Context, id certificate.ID, act registry.SealedAct) (Receipt, error)
	Replace(ctx context.Context, s registry.Submission) (Receipt, error)

	Record(ctx context.Context, id certificate.ID) (registry.Record, error)
	Dossier(ctx context.Context, id certificate.ID) (registry.Dossier, error)
	View(ctx context.Context, id certificate.ID) (registry.View, error)
	History(ctx context.Context, id certificate.ID) ([]registry.Change, error)

	Use(ctx context.Context, u registry.UseRequest) (Receipt, error)
	ReverseUse(ctx context.Context, r registry.ReverseRequest) (Receipt, error)
	Account(ctx context.Context, id certificate.ID) (registry.Account, error)

	Cases
	Papers
	Trust
}

// Cases is the verification of proofs between the customs of an importing country and the issuing authority of another.
type Cases interface {
	// OpenCase sends a request for verification; the same request again changes nothing.
	OpenCase(ctx context.Context, o registry.OpenCase) (Receipt, error)
	// AddToCase appends an entry. An entry whose writer had not seen the newest ones is refused as CaseMoved.
	AddToCase(ctx context.Context, e registry.CaseEntryRequest) (Receipt, error)
	Case(ctx context.Context, id string) (registry.Case, error)
	// FindCases lists cases of the organisation's own country, on either side, in order of their ids.
	FindCases(ctx context.Context, q registry.CaseQuery) (registry.CasePage, error)
}

// Trust is the part of the ledger that says who may sign.
type Trust interface {
	ApproveMembership(ctx context.Context, m registry.Membership) (Receipt, error)
	Membership(ctx context.Context) (registry.Membership, error)
	Approvals(ctx context.Context) ([]registry.Approval, error)
	AddAuthority(ctx context.Context, a registry.Authority) (Receipt, error)
	RetireAuthority(ctx context.Context, country, fingerprint string) (Receipt, error)
	ImportCRL(ctx context.Context, authority string, crl []byte) (Receipt, error)
	RegisterOffice(ctx context.Context, o registry.Office) (Receipt, error)
	CloseOffice(ctx context.Context, country, code string) (Receipt, error)
	EnrolSigner(ctx context.Context, e registry.Enrolment) (Receipt, error)
	ApplyAct(ctx context.Context, act registry.SealedAct) (Receipt, error)
	ProposeAct(ctx context.Context, act registry.SealedAct) (Receipt, error)
	ConfirmAct(ctx context.Context, digest string) (Receipt, error)
	Acts(ctx context.Context, signer string) ([]registry.ActState, error)
	// Rehearse gives what a change would write, or its refusal, and changes nothing.
	Rehearse(ctx context.Context, r Rehearsal) (Rehearsed, error)
	SignedBy(ctx context.Context, query registry.SignedQuery) ([]registry.Record, error)
	Signer(ctx context.Context, fingerprint string) (registry.SignerState, error)
	FindSigner(ctx context.Context, signerID string) (registry.SignerState, error)
	Authorities(ctx context.Context, country string) ([]registry.Authority, error)
	RevocationLists(ctx context.Context) ([]registry.RevocationList, error)
	Offices(ctx context.Context, country string) ([]registry.Office, error)
	Signers(ctx context.Context, country, office string) ([]registry.Signer, error)
}

// Receipt says where a submission was committed. By the time a caller holds
// it, the transaction is on the organisation's own peer: a crash of this
// process loses nothing.
type Receipt struct {
	Transaction string `json:"transaction"`
	Block       uint64 `json:"block"`
}

// Freshness says how current an answer of the ledger is.
type Freshness struct {
	Channel string `json:"channel"`
	Height  uint64 `json:"height"` // number of blocks on the organisation's own peer
	// BlockTime is the newest block's time, RFC 3339 UTC.
	BlockTime string `json:"block_time"`
}
