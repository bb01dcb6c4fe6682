package admin

import (
	"context"
	"fmt"

	"github.com/hyperledger/fabric-protos-go/common"
	"github.com/hyperledger/fabric-sdk-go/pkg/client/ledger"
	"github.com/hyperledger/fabric-sdk-go/pkg/fabsdk"

	"origo/network/material"
)

// Chain is the state of a channel's chain on one peer.
type Chain struct {
	Height uint64 // number of blocks
	Hash   []byte // of the last block's header
}

// ledger gives the client of a channel, made at its first use.
func (a *Administrator) ledger(channel string) (*ledger.Client, error) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	if client := a.ledgers[channel]; client != nil {
		return client, nil
	}
	client, err := ledger.New(a.sdk.ChannelContext(channel, fabsdk.WithUser(material.Operator), fabsdk.WithOrg(a.organisation)))
	if err != nil {
		return nil, fmt.Errorf("ledger of %s for %s: %w", channel, a.organisation, err)
	}
	a.ledgers[channel] = client
	return client, nil
}

// Chain asks a peer how far its chain goes.
func (a *Administrator) Chain(ctx context.Context, channel, peer string) (Chain, error) {
	end, err := a.use()
	if err != nil {
		return Chain{}, err
	}
	defer end()
	client, err := a.ledger(channel)
	if err != nil {
		return Chain{}, err
	}
	info, err := client.QueryInfo(ledger.WithTargetEndpoints(peer), ledger.WithParentContext(ctx))
	if err != nil {
		return Chain{}, fmt.Errorf("chain of %s on %s: %w", channel, peer, err)
	}
	return Chain{Height: info.BCI.Height, Hash: info.BCI.CurrentBlockHash}, nil
}

// Block reads one block from a peer; the first block has number 0.
func (a *Administrator) Block(ctx context.Context, channel, peer string, number uint64) (*common.Block, error) {
	end, err := a.use()
	if err != nil {
		return nil, err
	}
	defer end()
	client, err := a.ledger(channel)
	if err != nil {
		return nil, err
	}
	block, err := client.QueryBlock(number, ledger.WithTargetEndpoints(peer), ledger.WithParentContext(ctx))
	if err != nil {
		return nil, fmt.Errorf("block %d of %s on %s: %w", number, channel, peer, err)
	}
	return block, nil
}
