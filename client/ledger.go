package client

import (
	"context"
	"errors"
)

// Ledger runs the transactions of one channel's contract under one identity.
//
// Evaluate runs a transaction on the organisation's own peer and keeps nothing. Submit returns when the transaction
// has been committed on that peer. Both give *registry.Refusal and *Unavailable; Submit also *Unknown, *Conflict and
// *Invalid. After *Unavailable from Submit nothing has been handed over for ordering.
type Ledger interface {
	Evaluate(ctx context.Context, function string, transient map[string][]byte, args ...string) ([]byte, error)
	Submit(ctx context.Context, function string, transient map[string][]byte, args ...string) ([]byte, Receipt, error)
}

// Question is a reading of the contract: the transaction that answers it and its arguments.
type Question struct {
	Function string
	Args     []string
}

// Remembering is a Ledger that may keep the answers to questions. Recall gives the answer it kept, or else the one that
// ask brings. Answers are shared: whoever is given one must not change what it points to.
type Remembering interface {
	Ledger
	Recall(ctx context.Context, q Question, ask func(context.Context) (any, error)) (any, error)
}

// errOtherKind says that a remembered answer is of another type than the question asks for.
var errOtherKind = errors.New("the answer is of another kind")
