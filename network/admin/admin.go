// Package admin administers an organisation's peers through fabric-sdk-go:
// it joins channels, installs, approves and commits the contract, and reads
// the ledger. It serves the program origo-network only; transactions of the
// business go through package client, which shares no code with this one.
package admin

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/hyperledger/fabric-sdk-go/pkg/client/channel"
	"github.com/hyperledger/fabric-sdk-go/pkg/client/ledger"
	"github.com/hyperledger/fabric-sdk-go/pkg/client/resmgmt"
	"github.com/hyperledger/fabric-sdk-go/pkg/core/config"
	"github.com/hyperledger/fabric-sdk-go/pkg/fab/discovery"
	"github.com/hyperledger/fabric-sdk-go/pkg/fabsdk"

	"origo/network/layout"
	"origo/network/material"
	"origo/network/render"
	"origo/network/topology"
)

// Administrator acts as the operator of one organisation.
type Administrator struct {
	organisation string
	topology     *topology.Topology
	sdk          *fabsdk.FabricSDK
	resources    *resmgmt.Client
	discovery    discovery.Client

	// inUse is held for reading by every call and for writing by Close: the
	// library ends the process if it is closed under a running call.
	inUse  sync.RWMutex
	closed bool

	mutex    sync.Mutex
	ledgers  map[string]*ledger.Client  // by channel
	channels map[string]*channel.Client // by channel and user
}

// errClosed answers calls after Close.
var errClosed = errors.New("the connection to the network is closed")

// New connects as an organisation's operator. No peer needs to be up yet.
func New(l layout.Layout, t *topology.Topology, organisation string) (*Administrator, error) {
	profile, err := render.Profile(l, t, organisation)
	if err != nil {
		return nil, err
	}
	sdk, err := fabsdk.New(config.FromRaw(profile, "yaml"))
	if err != nil {
		return nil, fmt.Errorf("connection profile of %s: %w", organisation, err)
	}
	a := &Administrator{
		organisation: organisation, topology: t, sdk: sdk,
		ledgers: map[string]*ledger.Client{}, channels: map[string]*channel.Client{},
	}
	if err := a.connect(); err != nil {
		sdk.Close()
		return nil, fmt.Errorf("operator of %s: %w", organisation, err)
	}
	return a, nil
}

func (a *Administrator) connect() error {
	operator := a.sdk.Context(fabsdk.WithUser(material.Operator), fabsdk.WithOrg(a.organisation))
	client, err := operator()
	if err != nil {
		return err
	}
	if a.discovery, err = discovery.New(client); err != nil {
		return err
	}
	a.resources, err = resmgmt.New(operator)
	return err
}

// Close releases all connections after calls in flight have ended.
func (a *Administrator) Close() {
	a.inUse.Lock()
	defer a.inUse.Unlock()
	if !a.closed {
		a.closed = true
		a.sdk.Close()
	}
}

// use begins a call; the caller ends it with the function returned.
func (a *Administrator) use() (func(), error) {
	a.inUse.RLock()
	if a.closed {
		a.inUse.RUnlock()
		return nil, errClosed
	}
	return a.inUse.RUnlock, nil
}

// Join makes a peer a member of a channel. The library fetches the genesis
// block from the orderer. A peer that is a member already stays one.
func (a *Administrator) Join(ctx context.Context, channel, peer, orderer string) error {
	end, err := a.use()
	if err != nil {
		return err
	}
	defer end()
	joined, err := a.joined(ctx, channel, peer)
	if err != nil || joined {
		return err
	}
	err = a.resources.JoinChannel(channel, resmgmt.WithTargetEndpoints(peer), resmgmt.WithOrdererEndpoint(orderer), resmgmt.WithParentContext(ctx))
	if err != nil {
		return fmt.Errorf("join %s to %s: %w", peer, channel, err)
	}
	return nil
}

func (a *Administrator) joined(ctx context.Context, channel, peer string) (bool, error) {
	response, err := a.resources.QueryChannels(resmgmt.WithTargetEndpoints(peer), resmgmt.WithParentContext(ctx))
	if err != nil {
		return false, fmt.Errorf("channels of %s: %w", peer, err)
	}
	for _, c := range response.Channels {
		if c.ChannelId == channel {
			return true, nil
		}
	}
	return false, nil
}

// Members counts the peers of a channel that a peer knows to be there. While
// it knows too few of them, endorsements cannot be planned.
func (a *Administrator) Members(ctx context.Context, channel, peer string) (int, error) {
	end, err := a.use()
	if err != nil {
		return 0, err
	}
	defer end()
	client, err := a.sdk.Context(fabsdk.WithUser(material.Operator), fabsdk.WithOrg(a.organisation))()
	if err != nil {
		return 0, err
	}
	target, ok := client.EndpointConfig().PeerConfig(peer)
	if !ok {
		return 0, fmt.Errorf("members of %s: no peer %s in the topology", channel, peer)
	}
	within, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	responses, err := a.discovery.Send(within, discovery.NewRequest().OfChannel(channel).AddPeersQuery(), *target)
	if err != nil {
		return 0, fmt.Errorf("members of %s as %s sees them: %w", channel, peer, err)
	}
	return count(responses, channel)
}

func count(responses <-chan discovery.Response, channel string) (int, error) {
	known := 0
	var failed error
	for response := range responses {
		if err := response.Error(); err != nil {
			failed = err
			continue
		}
		peers, err := response.ForChannel(channel).Peers()
		if err != nil {
			failed = err
			continue
		}
		known = len(peers)
	}
	return known, failed
}

// Peers lists the names of the organisation's own peers.
func (a *Administrator) Peers() []string {
	var names []string
	for _, p := range a.topology.Peers(a.organisation) {
		names = append(names, p.Name)
	}
	return slices.Clip(names)
}
