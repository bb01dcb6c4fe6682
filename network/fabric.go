package network

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"origo/network/ccaas"
	"origo/network/participation"
	"origo/network/render"
	"origo/network/supervise"
	"origo/network/topology"
)

// Stages of the stop, highest first: nothing stops before those who use it.
const (
	stageOrderers = iota
	stageContracts
	stagePeers
	stageServices
)

// writeConfiguration renders all configuration files of the processes here.
func (n *Network) writeConfiguration() error {
	if err := ccaas.Install(n.layout.Builder(), n.layout.Program("origo-network")); err != nil {
		return err
	}
	for _, o := range n.mine {
		for _, p := range n.topology.Peers(o.Name) {
			text, err := render.Core(n.layout, n.topology, p)
			if err := n.configure(p.Name, "core.yaml", text, err); err != nil {
				return err
			}
		}
	}
	for _, o := range n.orderers() {
		text, err := render.Orderer(n.layout, o)
		if err := n.configure(o.Name, "orderer.yaml", text, err); err != nil {
			return err
		}
	}
	return os.MkdirAll(filepath.Dir(n.layout.Log("")), 0o755)
}

func (n *Network) configure(process, file string, text []byte, err error) error {
	if err != nil {
		return err
	}
	if err := os.MkdirAll(n.layout.Data(process), 0o750); err != nil {
		return err
	}
	return writeFile(filepath.Join(n.layout.Configuration(process), file), text)
}

// orderers lists the orderers that run here.
func (n *Network) orderers() []topology.Orderer {
	return slices.DeleteFunc(n.topology.Orderers(), func(o topology.Orderer) bool { return !n.runs(o.Organisation) })
}

// peers lists the peers that run here.
func (n *Network) peers() []topology.Peer {
	var peers []topology.Peer
	for _, o := range n.mine {
		peers = append(peers, n.topology.Peers(o.Name)...)
	}
	return peers
}

// startOrderers starts the orderers and makes them take part in all channels.
func (n *Network) startOrderers(ctx context.Context) error {
	n.say("starting %d orderers", len(n.orderers()))
	var group errgroup.Group
	for _, o := range n.orderers() {
		err := n.supervisor.Start(supervise.Spec{
			Name: o.Name, Program: n.layout.Program("orderer"), Stage: stageOrderers,
			Environment: []string{"FABRIC_CFG_PATH=" + n.layout.Configuration(o.Name), "FABRIC_LOGGING_SPEC=info"},
			Directory:   n.layout.Data(o.Name), Log: n.layout.Log(o.Name),
		})
		if err != nil {
			return err
		}
		group.Go(func() error { return n.joinOrderer(ctx, o) })
	}
	return group.Wait()
}

func (n *Network) joinOrderer(ctx context.Context, o topology.Orderer) error {
	client, err := participation.New(n.layout, o)
	if err != nil {
		return err
	}
	var channels []string
	err = n.supervisor.Await(ctx, o.Name, func(ctx context.Context) (err error) {
		channels, err = client.Channels(ctx)
		return err
	})
	if err != nil {
		return err
	}
	for _, channel := range n.topology.Channels {
		if !slices.Contains(channels, channel.Name) {
			block, err := os.ReadFile(n.layout.Block(channel.Name))
			if err != nil {
				return fmt.Errorf("genesis block of %s: %w", channel.Name, err)
			}
			if err := client.Join(ctx, block); err != nil {
				return fmt.Errorf("join %s: %w", channel.Name, err)
			}
		}
		if err := awaitActive(ctx, client, channel.Name); err != nil {
			return err
		}
	}
	return nil
}

func awaitActive(ctx context.Context, client *participation.Client, channel string) error {
	return retry(ctx, 50*time.Millisecond, func() error {
		state, err := client.State(ctx, channel)
		if err == nil && state.Status != "active" {
			err = fmt.Errorf("channel %s is %s", channel, state.Status)
		}
		return err
	})
}

// startPeers starts the peers and waits until they serve.
func (n *Network) startPeers(ctx context.Context) error {
	n.say("starting %d peers", len(n.peers()))
	for _, p := range n.peers() {
		err := n.supervisor.Start(supervise.Spec{
			Name: p.Name, Program: n.layout.Program("peer"), Arguments: []string{"node", "start"}, Stage: stagePeers,
			Environment: render.CoreEnvironment(n.layout, p),
			Directory:   n.layout.Data(p.Name), Log: n.layout.Log(p.Name),
		})
		if err != nil {
			return err
		}
	}
	var group errgroup.Group
	for _, p := range n.peers() {
		group.Go(func() error {
			return n.supervisor.Await(ctx, p.Name, func(ctx context.Context) error { return peerReady(ctx, p) })
		})
	}
	return group.Wait()
}

// peerReady looks at both the health page and the port: Fabric answers on the
// first before it opens the second.
func peerReady(ctx context.Context, p topology.Peer) error {
	if err := healthy(ctx, "http://"+topology.Address("127.0.0.1", p.Health)+"/healthz"); err != nil {
		return err
	}
	return open(ctx, p.Address())
}

func healthy(ctx context.Context, url string) error {
	within, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(within, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode/100 != 2 {
		return fmt.Errorf("%s answers %s", url, response.Status)
	}
	return nil
}

func open(ctx context.Context, address string) error {
	dialer := net.Dialer{Timeout: time.Second}
	connection, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	return connection.Close()
}

// joinPeers makes every peer a member of its organisation's channels.
func (n *Network) joinPeers(ctx context.Context) error {
	n.say("joining the channels %s", strings.Join(n.channelNames(), ", "))
	var group errgroup.Group
	for _, p := range n.peers() {
		group.Go(func() error {
			a, err := n.administrator(p.Organisation)
			if err != nil {
				return err
			}
			for _, channel := range n.topology.ChannelsOf(p.Organisation) {
				err := n.withOrderer(ctx, p.Organisation, func(orderer string) error { return a.Join(ctx, channel.Name, p.Name, orderer) })
				if err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

func (n *Network) channelNames() []string {
	var names []string
	for _, c := range n.topology.Channels {
		names = append(names, c.Name)
	}
	return names
}

// withOrderer tries a step with one orderer after the other, the
// organisation's own first, until it succeeds or the context ends.
func (n *Network) withOrderer(ctx context.Context, organisation string, step func(orderer string) error) error {
	orderers := n.topology.Orderers()
	if i := slices.IndexFunc(orderers, func(o topology.Orderer) bool { return o.Organisation == organisation }); i > 0 {
		orderers[0], orderers[i] = orderers[i], orderers[0]
	}
	turn := -1
	return retry(ctx, 200*time.Millisecond, func() error {
		turn++
		return step(orderers[turn%len(orderers)].Name)
	})
}

// awaitMembers waits until every peer here knows all peers of its channels.
func (n *Network) awaitMembers(ctx context.Context) error {
	n.say("waiting until the peers know one another")
	var group errgroup.Group
	for _, p := range n.peers() {
		a, err := n.administrator(p.Organisation)
		if err != nil {
			return err
		}
		for _, channel := range n.topology.ChannelsOf(p.Organisation) {
			group.Go(func() error {
				return retry(ctx, 100*time.Millisecond, func() error {
					known, err := a.Members(ctx, channel.Name, p.Name)
					if all := len(n.topology.ChannelPeers(channel)); err == nil && known < all {
						err = fmt.Errorf("%s knows %d of the %d peers of %s", p.Name, known, all, channel.Name)
					}
					return err
				})
			})
		}
	}
	return group.Wait()
}
