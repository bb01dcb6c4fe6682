package memory

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"origo/chaincode/memledger"
	"origo/client"
)

// lookAgain is how often a follower of a channel in memory looks for new blocks.
const lookAgain = 2 * time.Millisecond

// Blocks follows a channel as client.Connection does, beginning with the given block.
func Blocks(ctx context.Context, ledger *memledger.Ledger, from uint64) <-chan client.Block {
	blocks := make(chan client.Block, 64)
	go follow(ctx, ledger, max(from, 1), blocks)
	return blocks
}

func follow(ctx context.Context, ledger *memledger.Ledger, next uint64, blocks chan<- client.Block) {
	defer close(blocks)
	ticks := time.NewTicker(lookAgain)
	defer ticks.Stop()
	for {
		for _, raw := range ledger.Blocks(next) {
			select {
			case blocks <- BlockOf(raw):
				next = raw.Number + 1
			case <-ctx.Done():
				return
			}
		}
		select {
		case <-ticks.C:
		case <-ctx.Done():
			return
		}
	}
}

// BlockOf is a block of a channel in memory as a follower sees it.
func BlockOf(raw memledger.Block) client.Block {
	b := client.Block{Number: raw.Number, Time: raw.Time.UTC().Truncate(time.Second)}
	ids := sha256.New()
	for i, t := range raw.Transactions {
		ids.Write([]byte(t.ID))
		if t.Code != memledger.Valid || t.Event == nil {
			continue
		}
		b.Events = append(b.Events, client.Event{
			Index: i, Transaction: t.ID, At: t.At.UTC().Truncate(time.Second), Name: t.Event.Name, Payload: t.Event.Payload,
		})
	}
	b.Hash = hex.EncodeToString(ids.Sum(nil))
	return b
}
