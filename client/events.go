package client

import (
	"context"
	"fmt"

	gw "github.com/hyperledger/fabric-gateway/pkg/client"

	"origo/certificate"
)

// Event is something the contract announced: a name from registry.Event… and its payload, which carries nothing
// commercial.
type Event struct {
	Block       uint64
	Transaction string
	Name        string
	Payload     []byte
}

// Events gives the contract's events of committed, valid transactions in order, beginning with the given block. The
// channel is closed when the context ends or the peer is lost; carry on from the block of the last event received,
// which may come once more.
func (c *Connection) Events(ctx context.Context, agreement certificate.Agreement, from uint64) (<-chan Event, error) {
	ledger, err := c.ledger(agreement, c.anyRole())
	if err != nil {
		return nil, err
	}
	network := ledger.gateway.GetNetwork(ledger.channel)
	source, err := network.ChaincodeEvents(ctx, c.config.Chaincode, gw.WithStartBlock(from))
	if err != nil {
		return nil, &Unavailable{Doing: fmt.Sprintf("following events of channel %s from block %d", agreement, from), Cause: err}
	}
	events := make(chan Event)
	go forward(ctx, source, events)
	return events, nil
}

// forward passes events on. Once nobody listens it still drains the source, whose sender would otherwise never end.
func forward(ctx context.Context, source <-chan *gw.ChaincodeEvent, events chan<- Event) {
	defer close(events)
	for e := range source {
		select {
		case events <- Event{Block: e.BlockNumber, Transaction: e.TransactionID, Name: e.EventName, Payload: e.Payload}:
		case <-ctx.Done():
		}
	}
}
