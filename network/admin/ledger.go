package admin

import (
	"context"
	"fmt"
	"strings"

	"github.com/hyperledger/fabric-protos-go/common"
	"github.com/hyperledger/fabric-sdk-go/pkg/client/channel"
	"github.com/hyperledger/fabric-sdk-go/pkg/client/ledger"
	"github.com/hyperledger/fabric-sdk-go/pkg/common/errors/status"
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

// Evaluate asks the contract a question on one of the organisation's own peers
// as one of its users. Nothing is sent to orderers. A refusal of the contract
// is an *Answer error; others mean that it could not be asked.
func (a *Administrator) Evaluate(ctx context.Context, q Question) ([]byte, error) {
	end, err := a.use()
	if err != nil {
		return nil, err
	}
	defer end()
	client, err := a.channel(q.Channel, q.User)
	if err != nil {
		return nil, err
	}
	var arguments [][]byte
	for _, argument := range q.Arguments {
		arguments = append(arguments, []byte(argument))
	}
	response, err := client.Query(
		channel.Request{ChaincodeID: a.topology.Contract.Name, Fcn: q.Function, Args: arguments},
		channel.WithTargetEndpoints(q.Peer), channel.WithParentContext(ctx))
	if err != nil {
		if s, ok := status.FromError(err); ok && s.Group == status.ChaincodeStatus && !strings.Contains(s.Message, notAsked) {
			return nil, &Answer{Peer: q.Peer, Text: s.Message}
		}
		return nil, fmt.Errorf("%s of %s on %s: %w", q.Function, q.Channel, q.Peer, err)
	}
	return response.Payload, nil
}

// notAsked stands in a peer's answers when it could not reach the contract.
const notAsked = "error in simulation"

// Question is what Evaluate asks.
type Question struct {
	Channel, Peer, User string
	Function            string
	Arguments           []string
}

// Answer is the contract's refusal to answer.
type Answer struct{ Peer, Text string }

func (a *Answer) Error() string { return a.Peer + " answers: " + a.Text }

// channel gives the client of a user, made at its first use.
func (a *Administrator) channel(name, user string) (*channel.Client, error) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	key := name + "/" + user
	if client := a.channels[key]; client != nil {
		return client, nil
	}
	client, err := channel.New(a.sdk.ChannelContext(name, fabsdk.WithUser(user), fabsdk.WithOrg(a.organisation)))
	if err != nil {
		return nil, fmt.Errorf("%s for %s of %s: %w", name, user, a.organisation, err)
	}
	a.channels[key] = client
	return client, nil
}
