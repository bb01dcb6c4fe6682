package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"origo/certificate"
	"origo/certificate/registry"
)

// Contract speaks the registry port in the transactions of the origin contract. What concerns only the two countries
// of a certificate is sent as transient data, which never reaches a block.
type Contract struct{ ledger Ledger }

var _ Registry = (*Contract)(nil)

// NewRegistry is the registry port over a ledger.
func NewRegistry(ledger Ledger) *Contract { return &Contract{ledger: ledger} }

// Issue anchors a certificate. Anchoring the same bytes again is harmless.
func (c *Contract) Issue(ctx context.Context, s registry.Submission) (Receipt, error) {
	return c.private(ctx, registry.Issue, registry.TransientSubmission, s)
}

// Replace anchors a certificate that names the one it replaces; both change together.
func (c *Contract) Replace(ctx context.Context, s registry.Submission) (Receipt, error) {
	return c.private(ctx, registry.Replace, registry.TransientSubmission, s)
}

// Cancel withdraws a certificate by a sealed act of its issuing country.
func (c *Contract) Cancel(ctx context.Context, id certificate.ID, act registry.SealedAct) (Receipt, error) {
	return c.private(ctx, registry.Cancel, registry.TransientAct, act, name(id)...)
}

// Use records the importing customs' decision on one declaration.
func (c *Contract) Use(ctx context.Context, u registry.UseRequest) (Receipt, error) {
	return c.private(ctx, registry.RecordUse, registry.TransientUse, u, name(u.Certificate)...)
}

// ReverseUse takes a recorded decision back; it stays on record.
func (c *Contract) ReverseUse(ctx context.Context, r registry.ReverseRequest) (Receipt, error) {
	return c.private(ctx, registry.ReverseUse, registry.TransientReversal, r, name(r.Certificate)...)
}

// Record reads what all members of the channel see of a certificate.
func (c *Contract) Record(ctx context.Context, id certificate.ID) (registry.Record, error) {
	return read[registry.Record](ctx, c.ledger, registry.ReadRecord, name(id)...)
}

// Dossier reads the exact bytes and the seal; only the two countries of the certificate can.
func (c *Contract) Dossier(ctx context.Context, id certificate.ID) (registry.Dossier, error) {
	return read[registry.Dossier](ctx, c.ledger, registry.ReadDossier, name(id)...)
}

// View reads everything an assessment needs, as of one block.
func (c *Contract) View(ctx context.Context, id certificate.ID) (registry.View, error) {
	return read[registry.View](ctx, c.ledger, registry.ReadView, name(id)...)
}

// History reads every state the public record has had, oldest first.
func (c *Contract) History(ctx context.Context, id certificate.ID) ([]registry.Change, error) {
	return read[[]registry.Change](ctx, c.ledger, registry.ReadHistory, name(id)...)
}

// Account reads balances and uses; only the two countries of the certificate can.
func (c *Contract) Account(ctx context.Context, id certificate.ID) (registry.Account, error) {
	return read[registry.Account](ctx, c.ledger, registry.ReadAccount, name(id)...)
}

// name spells a certificate's identity as the leading arguments of a transaction.
func name(id certificate.ID) []string {
	return []string{string(id.Form), id.Country, id.Reference}
}

// private submits a transaction whose request travels as transient data.
func (c *Contract) private(ctx context.Context, function, key string, request any, args ...string) (Receipt, error) {
	raw, err := json.Marshal(request)
	if err != nil {
		return Receipt{}, fmt.Errorf("encode request of %s: %w", function, err)
	}
	_, receipt, err := c.ledger.Submit(ctx, function, map[string][]byte{key: raw}, args...)
	return receipt, err
}

// public submits a transaction whose request is an argument, to be read by all members of the channel.
func (c *Contract) public(ctx context.Context, function string, request any) (Receipt, error) {
	raw, err := json.Marshal(request)
	if err != nil {
		return Receipt{}, fmt.Errorf("encode request of %s: %w", function, err)
	}
	return c.plain(ctx, function, string(raw))
}

// plain submits a transaction whose arguments are texts.
func (c *Contract) plain(ctx context.Context, function string, args ...string) (Receipt, error) {
	_, receipt, err := c.ledger.Submit(ctx, function, nil, args...)
	return receipt, err
}

// read answers from what the ledger remembers, if it does, and otherwise asks.
func read[T any](ctx context.Context, ledger Ledger, function string, args ...string) (T, error) {
	remembering, ok := ledger.(Remembering)
	if !ok {
		return ask[T](ctx, ledger, function, args...)
	}
	var none T
	answer, err := remembering.Recall(ctx, Question{Function: function, Args: args}, func(ctx context.Context) (any, error) {
		return ask[T](ctx, ledger, function, args...)
	})
	if err != nil {
		return none, err
	}
	value, ok := answer.(T)
	if !ok {
		return none, &Unavailable{Doing: "recalling the answer of " + function, Cause: errOtherKind}
	}
	return value, nil
}

// ask evaluates a transaction and decodes its answer. An answer that does not fit its type counts as unavailable: it
// must never be taken for a word about a certificate.
func ask[T any](ctx context.Context, ledger Ledger, function string, args ...string) (T, error) {
	var none T
	raw, err := ledger.Evaluate(ctx, function, nil, args...)
	if err != nil {
		return none, err
	}
	answer, err := decode[T](raw)
	if err != nil {
		return none, &Unavailable{Doing: "reading the answer of " + function, Cause: err}
	}
	return answer, nil
}

// errTrailing is what follows a complete answer.
var errTrailing = errors.New("bytes after the answer")

// decode reads one JSON value of the type, refusing unknown fields and trailing bytes.
func decode[T any](raw []byte) (T, error) {
	var value, none T
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&value); err != nil {
		return none, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return none, errTrailing
	}
	return value, nil
}
