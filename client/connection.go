package client

import (
	"crypto/tls"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	gw "github.com/hyperledger/fabric-gateway/pkg/client"
	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/resolver"
	"google.golang.org/grpc/resolver/manual"

	"origo/certificate"
	"origo/certificate/registry"
)

// Connection is one organisation's way to its own peer. It serves every channel and role from one network
// connection and is safe for use by many goroutines.
type Connection struct {
	config   Config
	network  *grpc.ClientConn
	gateways map[string]*gw.Gateway // by role
	people   map[string]*gw.Gateway // administrators, by name
	keys     []Administrator
	fresh    map[certificate.Agreement]*freshness
	asker    asker // of what the gateway does not offer
}

// Dial prepares a connection. It reads keys and certificates but does not wait for the peer: while that is down every
// call answers *Unavailable, and soon after it is back calls succeed.
func Dial(config Config) (*Connection, error) {
	if err := config.check(); err != nil {
		return nil, err
	}
	if config.Patience == (Patience{}) {
		config.Patience = DefaultPatience()
	}
	config.Deadlines = config.Deadlines.orDefault()
	passport, err := newPassport()
	if err != nil {
		return nil, err
	}
	network, err := dialPeers(append([]Peer{config.Peer}, config.Standby...), passport)
	if err != nil {
		return nil, err
	}
	c := &Connection{config: config, network: network, gateways: map[string]*gw.Gateway{}, people: map[string]*gw.Gateway{}, fresh: map[certificate.Agreement]*freshness{}}
	for _, agreement := range config.Channels {
		c.fresh[agreement] = newFreshness()
	}
	if err := c.connectUsers(passport); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

// connectUsers makes a gateway for every role and every administrator over the one connection, which presents the
// passport.
func (c *Connection) connectUsers(passport tls.Certificate) error {
	if err := c.connect(c.gateways, c.config.Users); err != nil {
		return err
	}
	if err := c.connect(c.people, c.config.Administrators); err != nil {
		return err
	}
	var err error
	if c.keys, err = administratorsOf(c.config); err != nil {
		return err
	}
	c.asker, err = newAsker(c.config.Organisation, c.config.Users[c.anyRole()], hashOf(passport))
	return err
}

// connect adds a gateway for each user.
func (c *Connection) connect(gateways map[string]*gw.Gateway, users map[string]User) error {
	for _, name := range slices.Sorted(maps.Keys(users)) {
		id, sign, err := users[name].load(c.config.Organisation)
		if err != nil {
			return fmt.Errorf("load ledger user %s: %w", name, err)
		}
		gateways[name], err = gw.Connect(id, gw.WithSign(sign), gw.WithClientConnection(c.network))
		if err != nil {
			return fmt.Errorf("connect ledger user %s: %w", name, err)
		}
	}
	return nil
}

// Close ends the connection; calls still under way fail.
func (c *Connection) Close() error {
	for _, gateways := range []map[string]*gw.Gateway{c.gateways, c.people} {
		for _, g := range gateways {
			_ = g.Close() // ends its event streams; it never fails
		}
	}
	return c.network.Close()
}

// The requests a configuration leaves no room for.
var (
	ErrNoChannel = errors.New("this organisation is not on the agreement's channel")
	ErrNoRole    = errors.New("this organisation has no user for the role")
)

// Registry is access to the agreement's ledger under a role: registry.RoleIssuer, RoleCustoms or RoleAdmin. It fails
// with ErrNoChannel or ErrNoRole and reaches for no network.
func (c *Connection) Registry(agreement certificate.Agreement, role string) (*Contract, error) {
	ledger, err := c.Ledger(agreement, role)
	if err != nil {
		return nil, err
	}
	return NewRegistry(ledger), nil
}

// Ledger is what Registry speaks to, with its repetitions: for whoever puts something between the two.
func (c *Connection) Ledger(agreement certificate.Agreement, role string) (Ledger, error) {
	ledger, err := c.ledger(agreement, role)
	if err != nil {
		return nil, err
	}
	return Retrying(ledger, c.config.Patience), nil
}

// Administrator is access to the agreement's ledger under an administrator's own identity, found by the name in his
// token; under the role RoleAdmin for those who have none of their own. It fails as Registry does.
func (c *Connection) Administrator(agreement certificate.Agreement, name string) (*Contract, error) {
	ledger, err := c.AdministratorLedger(agreement, name)
	if err != nil {
		return nil, err
	}
	return NewRegistry(ledger), nil
}

// AdministratorLedger is what Administrator speaks to, as Ledger is to Registry.
func (c *Connection) AdministratorLedger(agreement certificate.Agreement, name string) (Ledger, error) {
	g, ok := c.people[name]
	if !ok {
		return c.Ledger(agreement, registry.RoleAdmin)
	}
	ledger, err := c.ledgerOf(agreement, g)
	if err != nil {
		return nil, err
	}
	return Retrying(ledger, c.config.Patience), nil
}

func (c *Connection) ledger(agreement certificate.Agreement, role string) (*gatewayLedger, error) {
	g, ok := c.gateways[role]
	if !ok && slices.Contains(c.config.Channels, agreement) {
		return nil, fmt.Errorf("%w: %s", ErrNoRole, role)
	}
	return c.ledgerOf(agreement, g)
}

// ledgerOf is the ledger as one identity sees it.
func (c *Connection) ledgerOf(agreement certificate.Agreement, g *gw.Gateway) (*gatewayLedger, error) {
	if !slices.Contains(c.config.Channels, agreement) {
		return nil, fmt.Errorf("%w: %s", ErrNoChannel, agreement)
	}
	return &gatewayLedger{
		gateway:   g,
		channel:   string(agreement),
		contract:  g.GetNetwork(string(agreement)).GetContract(c.config.Chaincode),
		deadlines: c.config.Deadlines,
	}, nil
}

// anyRole picks an identity for questions that every member may ask.
func (c *Connection) anyRole() string { return slices.Sorted(maps.Keys(c.gateways))[0] }

// serviceConfig keeps to the first peer that answers and turns to the next only when that one fails.
const serviceConfig = `{"loadBalancingConfig":[{"pick_first":{}}]}`

// dialPeers connects to the first peer that answers. gRPC's own waits between attempts grow to two minutes, so that a
// restarted peer stays unused for long; two seconds are enough here.
func dialPeers(peers []Peer, passport tls.Certificate) (*grpc.ClientConn, error) {
	pool, err := roots(peers)
	if err != nil {
		return nil, err
	}
	found := manual.NewBuilderWithScheme("peers")
	found.InitialState(resolver.State{Addresses: addresses(peers)})
	waits := backoff.Config{BaseDelay: 100 * time.Millisecond, Multiplier: 1.6, Jitter: 0.2, MaxDelay: 2 * time.Second}
	network, err := grpc.NewClient("peers:///"+peers[0].Address,
		grpc.WithResolvers(found),
		grpc.WithDefaultServiceConfig(serviceConfig),
		grpc.WithChainUnaryInterceptor(traced),
		grpc.WithTransportCredentials(credentials.NewTLS(&tls.Config{RootCAs: pool, Certificates: []tls.Certificate{passport}, MinVersion: tls.VersionTLS12})),
		grpc.WithConnectParams(grpc.ConnectParams{Backoff: waits, MinConnectTimeout: 3 * time.Second}),
		grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: 60 * time.Second, Timeout: 10 * time.Second}),
	)
	if err != nil {
		return nil, fmt.Errorf("prepare connection to peer %s: %w", peers[0].Address, err)
	}
	return network, nil
}

// addresses lists the peers, each with the name its TLS certificate must show.
func addresses(peers []Peer) []resolver.Address {
	var all []resolver.Address
	for _, p := range peers {
		all = append(all, resolver.Address{Addr: p.Address, ServerName: p.ServerName})
	}
	return all
}
