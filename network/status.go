package network

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"origo/network/supervise"
	"origo/network/topology"
)

// Status is a running network at one moment.
type Status struct {
	Network   string             `json:"network"`
	Uptime    time.Duration      `json:"uptime_ns"`
	Processes []supervise.Status `json:"processes"`
	Channels  []ChannelStatus    `json:"channels"`
	Memory    int64              `json:"memory_bytes"` // resident, of all processes together
}

// ChannelStatus is a channel as its members' peers have it.
type ChannelStatus struct {
	Name  string       `json:"name"`
	Peers []PeerStatus `json:"peers"`
}

// PeerStatus is one peer's view of a channel.
type PeerStatus struct {
	Peer     string `json:"peer"`
	Height   uint64 `json:"height"`           // blocks
	Contract string `json:"contract"`         // name
	Version  string `json:"contract_version"` // in force
	Sequence int64  `json:"contract_sequence"`
	Error    string `json:"error,omitempty"`
}

// Status asks every process and every peer here.
func (n *Network) Status(ctx context.Context) Status {
	s := Status{Network: n.topology.Name, Uptime: time.Since(n.started), Processes: n.supervisor.Status()}
	for _, p := range s.Processes {
		s.Memory += p.Memory
	}
	for _, channel := range n.topology.Channels {
		s.Channels = append(s.Channels, ChannelStatus{Name: channel.Name, Peers: n.peerStatus(ctx, channel)})
	}
	return s
}

func (n *Network) peerStatus(ctx context.Context, channel topology.Channel) []PeerStatus {
	var group errgroup.Group
	var mutex sync.Mutex
	var all []PeerStatus
	for _, p := range n.topology.ChannelPeers(channel) {
		if !n.runs(p.Organisation) {
			continue
		}
		group.Go(func() error {
			status := n.view(ctx, channel.Name, p)
			mutex.Lock()
			defer mutex.Unlock()
			all = append(all, status)
			return nil
		})
	}
	_ = group.Wait() // failures stand in the entries
	slices.SortFunc(all, func(a, b PeerStatus) int { return strings.Compare(a.Peer, b.Peer) })
	return all
}

// view asks one peer about one channel.
func (n *Network) view(ctx context.Context, channel string, p topology.Peer) PeerStatus {
	status := PeerStatus{Peer: p.Name}
	within, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	a, err := n.administrator(p.Organisation)
	if err == nil {
		chain, chainErr := a.Chain(within, channel, p.Name)
		status.Height, err = chain.Height, chainErr
	}
	if err == nil {
		definition, _, committedErr := a.Committed(within, channel, n.topology.Contract.Name)
		status.Contract, status.Version, status.Sequence = definition.Name, definition.Version, definition.Sequence
		err = committedErr
	}
	if err != nil {
		status.Error = err.Error()
	}
	return status
}
