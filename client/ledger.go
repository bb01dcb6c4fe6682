package client

import "context"

// Ledger runs the transactions of one channel's contract under one identity.
//
// Evaluate runs a transaction on the organisation's own peer and keeps nothing. Submit returns when the transaction
// has been committed on that peer. Both give *registry.Refusal and *Unavailable; Submit also *Unknown, *Conflict and
// *Invalid. After *Unavailable from Submit nothing has been handed over for ordering.
type Ledger interface {
	Evaluate(ctx context.Context, function string, transient map[string][]byte, args ...string) ([]byte, error)
	Submit(ctx context.Context, function string, transient map[string][]byte, args ...string) ([]byte, Receipt, error)
}
