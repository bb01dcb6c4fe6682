package readmodel

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"sync"
	"time"

	"origo/certificate"
	"origo/client"
)

// Source is the organisation's own peer.
type Source interface {
	// Agreements lists the channels the organisation is on.
	Agreements() []certificate.Agreement
	// Height is the number of blocks on the peer.
	Height(ctx context.Context, agreement certificate.Agreement) (uint64, error)
	// Reader reads certificates of one channel.
	Reader(agreement certificate.Agreement) (Reader, error)
	// Blocks follows one channel, as client.Connection does.
	Blocks(ctx context.Context, agreement certificate.Agreement, from uint64) (<-chan client.Block, error)
}

// Feed keeps a model up with the ledger.
type Feed struct {
	Model  *Model
	Source Source
	Log    *slog.Logger
}

// How long the feed waits before it tries again, doubled each time in vain.
const (
	firstPause   = 100 * time.Millisecond
	longestPause = 10 * time.Second
)

// Run follows every channel until the context ends. Whatever fails, the peer or
// the database, is tried again.
func (f Feed) Run(ctx context.Context) {
	var channels sync.WaitGroup
	for _, agreement := range f.Source.Agreements() {
		channels.Go(func() { f.follow(ctx, agreement) })
	}
	channels.Wait()
}

func (f Feed) follow(ctx context.Context, agreement certificate.Agreement) {
	pause := firstPause
	for ctx.Err() == nil {
		moved, err := f.pass(ctx, agreement, nil)
		if err != nil && ctx.Err() == nil {
			f.Log.Warn("read model does not follow the ledger", "channel", agreement, "cause", err.Error())
		}
		if moved {
			pause = firstPause
		}
		select {
		case <-time.After(pause):
			pause = min(2*pause, longestPause)
		case <-ctx.Done():
		}
	}
}

// Rebuild drops the model and builds it again from every channel's first block
// to the height that the peer has when it comes to it.
func (f Feed) Rebuild(ctx context.Context) error {
	if err := f.Model.Clear(ctx, f.Source.Agreements()...); err != nil {
		return err
	}
	for _, agreement := range f.Source.Agreements() {
		height, err := f.Source.Height(ctx, agreement)
		if err != nil {
			return fmt.Errorf("rebuild %s: %w", agreement, err)
		}
		if err := f.CatchUp(ctx, agreement, int64(height)-1); err != nil {
			return fmt.Errorf("rebuild %s: %w", agreement, err)
		}
	}
	return nil
}

// CatchUp follows one channel until the model holds the given block.
func (f Feed) CatchUp(ctx context.Context, agreement certificate.Agreement, block int64) error {
	for {
		at, err := f.Model.checkpoint(ctx, agreement)
		if err != nil || at.block >= block {
			return err
		}
		_, err = f.pass(ctx, agreement, &block)
		if err != nil && !errors.Is(err, errElsewhere) {
			return err
		}
	}
}

var errLost = errors.New("the peer stopped sending blocks")

// pass follows a channel from the checkpoint on, as long as all goes well or
// until a given block. It says whether anything was applied.
func (f Feed) pass(ctx context.Context, agreement certificate.Agreement, until *int64) (moved bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	at, err := f.Model.checkpoint(ctx, agreement)
	if err != nil {
		return false, err
	}
	reader, err := f.Source.Reader(agreement)
	if err != nil {
		return false, err
	}
	blocks, err := f.Source.Blocks(ctx, agreement, uint64(max(at.block, 0)))
	if err != nil {
		return false, err
	}
	for next := range batches(blocks) {
		if int64(next[0].Number) == at.block {
			if err := f.sameLedger(ctx, agreement, at, next[0]); err != nil {
				return false, err
			}
			if next = next[1:]; len(next) == 0 {
				continue
			}
		}
		if err := f.Model.apply(ctx, reader, step{agreement, at.block, next}); err != nil {
			return moved, err
		}
		at.block, moved = int64(next[len(next)-1].Number), true
		if until != nil && at.block >= *until {
			return true, nil
		}
	}
	return moved, errLost
}

// maxBatch bounds how many blocks are applied in one transaction.
const maxBatch = 64

// batches gives blocks as they come, several at once where several are there.
func batches(blocks <-chan client.Block) iter.Seq[[]client.Block] {
	return func(yield func([]client.Block) bool) {
		for b := range blocks {
			batch := []client.Block{b}
			for more := true; more && len(batch) < maxBatch; {
				select {
				case b, more = <-blocks:
					if more {
						batch = append(batch, b)
					}
				default:
					more = false
				}
			}
			if !yield(batch) {
				return
			}
		}
	}
}

var errOtherLedger = errors.New("the model was built from another ledger and is built anew")

// sameLedger clears the model if the block at its checkpoint is not the one that
// was applied: the network was set up anew, and nothing in the model is true.
func (f Feed) sameLedger(ctx context.Context, agreement certificate.Agreement, at checkpoint, b client.Block) error {
	if b.Hash == at.hash {
		return nil
	}
	if err := f.Model.Clear(ctx, agreement); err != nil {
		return err
	}
	return fmt.Errorf("%w: block %d differs", errOtherLedger, b.Number)
}
