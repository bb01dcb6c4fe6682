// Package network brings up a real Hyperledger Fabric network of native
// processes from a topology: it makes keys and genesis blocks, starts and
// watches orderers, peers, contract processes and our own services, joins the
// channels and puts the contract into force.
//
// Everything it does again at the next start is looked up first and done only
// if it is missing, so a start that was interrupted anywhere is completed by
// the next one.
package network

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"origo/network/admin"
	"origo/network/layout"
	"origo/network/supervise"
	"origo/network/topology"
)

// Options say what to run and where.
type Options struct {
	Topology *topology.Topology
	Run      string // directory of all state
	Programs string // directory of peer, orderer, configtxgen, origo-chaincode, origo-network, ...
	// Organisations limits the processes to those of these organisations; the
	// others run theirs elsewhere. Empty means all.
	Organisations []string
	// Services starts the organisations' APIs and the identity provider too.
	Services bool
	// Progress is told every step; nil means nobody listens.
	Progress func(string)
	// Patience bounds the whole start; 0 means two minutes.
	Patience time.Duration
}

const defaultPatience = 2 * time.Minute

// grace is how long a process may take to end before it is killed.
const grace = 15 * time.Second

// Network is a running network, or one organisation's part of it.
type Network struct {
	options    Options
	topology   *topology.Topology
	layout     layout.Layout
	mine       []topology.Organisation
	lock       *lock
	supervisor *supervise.Supervisor
	started    time.Time

	mutex          sync.Mutex
	administrators map[string]*admin.Administrator
	upgrading      sync.Mutex
	stopOnce       sync.Once
}

// Start brings the network up and returns when transactions can be made. On
// an error everything it started has been stopped again.
func Start(ctx context.Context, options Options) (*Network, error) {
	n, err := newNetwork(options)
	if err != nil {
		return nil, err
	}
	patience := options.Patience
	if patience == 0 {
		patience = defaultPatience
	}
	within, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := n.bringUp(within); err != nil {
		n.Stop()
		return nil, err
	}
	return n, nil
}

func newNetwork(options Options) (*Network, error) {
	l, err := layout.New(options.Run, options.Programs)
	if err != nil {
		return nil, err
	}
	mine, err := own(options.Topology, options.Organisations)
	if err != nil {
		return nil, err
	}
	held, err := takeLock(l)
	if err != nil {
		return nil, err
	}
	return &Network{
		options: options, topology: options.Topology, layout: l, mine: mine, lock: held, started: time.Now(),
		administrators: map[string]*admin.Administrator{},
	}, nil
}

// own picks the organisations whose processes run here.
func own(t *topology.Topology, names []string) ([]topology.Organisation, error) {
	if len(names) == 0 {
		return t.Organisations, nil
	}
	var mine []topology.Organisation
	for _, name := range names {
		o, ok := t.Organisation(name)
		if !ok {
			return nil, fmt.Errorf("the topology has no organisation %s", name)
		}
		mine = append(mine, o)
	}
	return mine, nil
}

// bringUp takes the steps of a start in order.
func (n *Network) bringUp(ctx context.Context) error {
	for _, step := range []func(context.Context) error{
		n.prepare, n.startOrderers, n.startPeers, n.joinPeers, n.awaitMembers, n.deployAll, n.startServices,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// prepare readies the run directory and this host.
func (n *Network) prepare(ctx context.Context) error {
	if err := Generate(ctx, n.options); err != nil {
		return err
	}
	killed := len(supervise.Records(n.layout.Processes())) > 0
	orphans, err := supervise.StopOrphans(n.layout.Processes(), grace)
	if err != nil {
		return err
	}
	if len(orphans) > 0 {
		n.say("stopped %d processes that a killed run had left behind", len(orphans))
	}
	if err := n.awaitHost(ctx, killed); err != nil {
		return err
	}
	if err := n.writeConfiguration(); err != nil {
		return err
	}
	n.supervisor, err = supervise.New(n.layout.Processes(), supervise.DefaultBackoff, grace)
	return err
}

func (n *Network) say(format string, arguments ...any) {
	if n.options.Progress != nil {
		n.options.Progress(fmt.Sprintf(format, arguments...))
	}
}

func (n *Network) runs(organisation string) bool {
	return slices.ContainsFunc(n.mine, func(o topology.Organisation) bool { return o.Name == organisation })
}

// administrator gives an organisation's operator, connected at first use.
func (n *Network) administrator(organisation string) (*admin.Administrator, error) {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	if a := n.administrators[organisation]; a != nil {
		return a, nil
	}
	a, err := admin.New(n.layout, n.topology, organisation)
	if err == nil {
		n.administrators[organisation] = a
	}
	return a, err
}

// Stop ends everything in order: services, peers, contracts, orderers. It
// returns when all have ended; the ledger stays.
func (n *Network) Stop() {
	n.stopOnce.Do(func() {
		n.mutex.Lock()
		for _, a := range n.administrators {
			a.Close()
		}
		n.mutex.Unlock()
		if n.supervisor != nil {
			n.supervisor.StopAll()
		}
		n.lock.release()
	})
}

// Process names one process of the network for tests and operators.
func (n *Network) Process(name string) Process { return Process{n.supervisor, name} }

// Process is a handle on a process; its methods report an unknown name.
type Process struct {
	supervisor *supervise.Supervisor
	name       string
}

// Kill ends the process as a power cut would; it is started again after a back-off.
func (p Process) Kill() error { return p.supervisor.Kill(p.name) }

// Stop ends the process in order; it stays down until Start.
func (p Process) Stop() error { return p.supervisor.Stop(p.name) }

// Start runs a stopped process again.
func (p Process) Start() error { return p.supervisor.Resume(p.name) }

// retry repeats a step until it succeeds or the context ends, and then tells
// the last failure.
func retry(ctx context.Context, every time.Duration, step func() error) error {
	for {
		err := step()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(every):
		}
	}
}
