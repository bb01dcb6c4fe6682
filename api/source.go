package api

import (
	"context"

	"origo/api/identity"
	"origo/api/readmodel"
	"origo/certificate"
	"origo/client"
)

var _ readmodel.Source = (*Ledgers)(nil)

// Reader reads certificates for the read model, with whichever identity the
// organisation has.
func (l *Ledgers) Reader(agreement certificate.Agreement) (readmodel.Reader, error) {
	return l.For(agreement, identity.Trader)
}

// Blocks follows the agreement's channel on the organisation's own peer.
func (l *Ledgers) Blocks(ctx context.Context, agreement certificate.Agreement, from uint64) (<-chan client.Block, error) {
	return l.connection.Blocks(ctx, agreement, from)
}

// Height is the number of blocks on the organisation's own peer.
func (l *Ledgers) Height(ctx context.Context, agreement certificate.Agreement) (uint64, error) {
	fresh, err := l.connection.Freshness(ctx, agreement)
	return fresh.Height, err
}
