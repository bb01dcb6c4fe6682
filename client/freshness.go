package client

import (
	"context"
	"fmt"
	"strconv"
	"time"

	gw "github.com/hyperledger/fabric-gateway/pkg/client"
	"github.com/hyperledger/fabric-protos-go-apiv2/common"
	"google.golang.org/protobuf/proto"

	"origo/certificate"
)

// freshFor is how long an answer about the chain's height is reused: longer than a batch, shorter than anyone minds.
const freshFor = time.Second

// freshness remembers the newest answer of one channel. Whoever holds the turn may look and ask; so concurrent callers
// share one question, and none waits longer than its own context allows.
type freshness struct {
	turn  chan struct{} // holds one token
	last  Freshness
	asked time.Time
}

func newFreshness() *freshness {
	f := &freshness{turn: make(chan struct{}, 1)}
	f.turn <- struct{}{}
	return f
}

// Freshness says how far our own peer's copy of the agreement's ledger reaches, as of at most a second ago. Blocks
// carry no time of their own: the block time is the latest time among the block's transactions, as their submitters
// stated it, which peers accept within minutes only.
func (c *Connection) Freshness(ctx context.Context, agreement certificate.Agreement) (Freshness, error) {
	known, ok := c.fresh[agreement]
	if !ok {
		return Freshness{}, fmt.Errorf("%w: %s", ErrNoChannel, agreement)
	}
	select {
	case <-known.turn:
		defer func() { known.turn <- struct{}{} }()
	case <-ctx.Done():
		return Freshness{}, &Unavailable{Doing: "waiting for the height of channel " + string(agreement), Cause: ctx.Err()}
	}
	if time.Since(known.asked) < freshFor {
		return known.last, nil
	}
	now, err := c.askFreshness(ctx, string(agreement), known.last)
	if err != nil {
		return Freshness{}, &Unavailable{Doing: "asking for the height of channel " + string(agreement), Cause: err}
	}
	known.last, known.asked = now, time.Now()
	return now, nil
}

// askFreshness asks the peer's system contract; the block is read only if it is not the one known already.
func (c *Connection) askFreshness(ctx context.Context, channel string, last Freshness) (Freshness, error) {
	ctx, cancel := context.WithTimeout(ctx, c.config.Deadlines.Evaluate)
	defer cancel()
	var chain common.BlockchainInfo
	if err := c.query(ctx, &chain, systemQuery{contract: "qscc", function: "GetChainInfo", channel: channel}); err != nil {
		return Freshness{}, err
	}
	if chain.GetHeight() == last.Height {
		return last, nil
	}
	var block common.Block
	number := strconv.FormatUint(chain.GetHeight()-1, 10)
	if err := c.query(ctx, &block, systemQuery{"qscc", "GetBlockByNumber", channel, []string{number}}); err != nil {
		return Freshness{}, err
	}
	newest, err := blockTime(&block)
	if err != nil {
		return Freshness{}, err
	}
	return Freshness{Channel: channel, Height: chain.GetHeight(), BlockTime: newest.UTC().Format(time.RFC3339)}, nil
}

// Height is the number of blocks on our own peer, asked now.
func (c *Connection) Height(ctx context.Context, agreement certificate.Agreement) (uint64, error) {
	if _, ok := c.fresh[agreement]; !ok {
		return 0, fmt.Errorf("%w: %s", ErrNoChannel, agreement)
	}
	ctx, cancel := context.WithTimeout(ctx, c.config.Deadlines.Evaluate)
	defer cancel()
	var chain common.BlockchainInfo
	if err := c.query(ctx, &chain, systemQuery{contract: "qscc", function: "GetChainInfo", channel: string(agreement)}); err != nil {
		return 0, &Unavailable{Doing: "asking for the height of channel " + string(agreement), Cause: err}
	}
	return chain.GetHeight(), nil
}

// systemQuery is a question to one of the contracts that are part of every peer: qscc about its ledger, cscc about the
// configuration of a channel.
type systemQuery struct {
	contract, function, channel string
	args                        []string // after the channel
}

// query asks our own peer, and nobody else's.
func (c *Connection) query(ctx context.Context, answer proto.Message, q systemQuery) error {
	g := c.gateways[c.anyRole()]
	raw, err := g.GetNetwork(q.channel).GetContract(q.contract).EvaluateWithContext(ctx, q.function,
		gw.WithArguments(append([]string{q.channel}, q.args...)...), gw.WithEndorsingOrganizations(c.config.Organisation))
	if err != nil {
		return err
	}
	return proto.Unmarshal(raw, answer)
}

// blockTime is the latest time stated by a transaction of the block.
func blockTime(block *common.Block) (time.Time, error) {
	var newest time.Time
	for _, raw := range block.GetData().GetData() {
		var envelope common.Envelope
		var payload common.Payload
		var header common.ChannelHeader
		if err := unmarshalInOrder(raw, &envelope, &payload, &header); err != nil {
			return time.Time{}, fmt.Errorf("read block %d: %w", block.GetHeader().GetNumber(), err)
		}
		if stated := header.GetTimestamp().AsTime(); stated.After(newest) {
			newest = stated
		}
	}
	return newest, nil
}

// unmarshalInOrder opens the three layers around a transaction's header.
func unmarshalInOrder(raw []byte, envelope *common.Envelope, payload *common.Payload, header *common.ChannelHeader) error {
	if err := proto.Unmarshal(raw, envelope); err != nil {
		return err
	}
	if err := proto.Unmarshal(envelope.GetPayload(), payload); err != nil {
		return err
	}
	return proto.Unmarshal(payload.GetHeader().GetChannelHeader(), header)
}
