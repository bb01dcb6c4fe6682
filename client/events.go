package client

import (
	"context"
	"fmt"
	"time"

	gw "github.com/hyperledger/fabric-gateway/pkg/client"
	"github.com/hyperledger/fabric-protos-go-apiv2/common"

	"origo/certificate"
)

// Block is what one block of a channel says to whoever follows the contract.
type Block struct {
	Number uint64
	Hash   string    // SHA-256 of the block's transactions, lower hex: tells one chain from another
	Time   time.Time // latest time stated by one of its transactions
	Events []Event   // of its valid transactions, in their order
}

// Event is something the contract announced: a name from registry.Event… and its payload, which carries nothing
// commercial.
type Event struct {
	Index       int // of its transaction in the block, from 0
	Transaction string
	At          time.Time // stated by the transaction
	Name        string
	Payload     []byte
}

// blocksAhead is how many blocks are read before they are asked for, so that a
// follower far behind can take many at once.
const blocksAhead = 64

// Blocks gives the committed blocks of an agreement's channel in order, beginning with the given number, and goes on as
// blocks are committed on the organisation's own peer. The channel is closed when the context ends, the peer is lost or
// a block cannot be read; carry on after the last block received.
func (c *Connection) Blocks(ctx context.Context, agreement certificate.Agreement, from uint64) (<-chan Block, error) {
	ledger, err := c.ledger(agreement, c.anyRole())
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	source, err := ledger.gateway.GetNetwork(ledger.channel).BlockEvents(ctx, gw.WithStartBlock(from))
	if err != nil {
		cancel()
		return nil, &Unavailable{Doing: fmt.Sprintf("following channel %s from block %d", agreement, from), Cause: err}
	}
	blocks := make(chan Block, blocksAhead)
	go func() {
		defer cancel()
		forward(ctx, reading{source: source, contract: c.config.Chaincode}, blocks)
	}()
	return blocks, nil
}

// reading is a stream of blocks and the contract whose events count.
type reading struct {
	source   <-chan *common.Block
	contract string
}

// forward passes blocks on until nobody listens or one cannot be read.
func forward(ctx context.Context, r reading, blocks chan<- Block) {
	defer close(blocks)
	for raw := range r.source {
		block, err := readBlock(raw, r.contract)
		if err != nil {
			return
		}
		select {
		case blocks <- block:
		case <-ctx.Done():
			return
		}
	}
}
