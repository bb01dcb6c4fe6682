package topology

import (
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
)

// Peer is one peer of an organisation, with the addresses it is reached at.
type Peer struct {
	Organisation string
	Name         string // peer0.vnissuer, also its name inside TLS certificates
	Directory    string // peer0, below the organisation's directory
	Host         string
	Listen       string // interface it listens on
	Port         int    // clients and other peers
	Chaincode    int    // opened by Fabric for chaincode that dials in; ours never does
	Health       int    // health and metrics, this host only
}

// Address is where clients and other peers reach the peer.
func (p Peer) Address() string { return Address(p.Host, p.Port) }

// Orderer is one ordering node. It belongs to an MSP of its own beside its
// organisation's. Orderers carry all channels, also those their organisation
// is no member of; with one MSP for both, the organisation's users could read
// those channels, and Fabric's gossip would confuse in which channel to
// verify its peers.
type Orderer struct {
	Organisation string
	MSP          string // KRCustomsOrderer
	Name         string // orderer.krcustoms
	Directory    string // ordering/orderer, below the organisation's directory
	Host         string
	Listen       string
	Port         int
	Admin        int // channel participation, mutual TLS, this host only
	Health       int
}

// OrderingDirectory holds the material of the ordering MSP, below the
// organisation's directory.
const OrderingDirectory = "ordering"

// orderingSuffix makes the name of the ordering MSP.
const orderingSuffix = "Orderer"

// Address is where peers, clients and other orderers reach the orderer.
func (o Orderer) Address() string { return Address(o.Host, o.Port) }

// Address joins host and port.
func Address(host string, port int) string { return net.JoinHostPort(host, strconv.Itoa(port)) }

// Label is the organisation's name as it stands in host names and process
// names: lower case.
func (o Organisation) Label() string { return strings.ToLower(o.Name) }

// Does says whether the organisation has a function, "issuing" or "customs".
func (o Organisation) Does(function string) bool { return slices.Contains(o.Functions, function) }

// LedgerRoles are the roles the organisation's ledger identities carry.
func (o Organisation) LedgerRoles() []string {
	roles := []string{}
	if o.Does("issuing") {
		roles = append(roles, "issuer")
	}
	if o.Does("customs") {
		roles = append(roles, "customs")
	}
	return append(roles, "admin")
}

// Administrator is the ledger user of the nth administrator, from 0: admin-1
// and so on. The user admin is nobody's own.
func Administrator(n int) string { return fmt.Sprintf("admin-%d", n+1) }

// named lists the demonstration users with a role.
func (o Organisation) named(role string) []string {
	var names []string
	for _, u := range o.Users {
		if slices.Contains(u.Roles, role) {
			names = append(names, u.Name)
		}
	}
	return names
}

// Organisation finds an organisation by its name.
func (t *Topology) Organisation(name string) (Organisation, bool) {
	i := t.index(name)
	if i < 0 {
		return Organisation{}, false
	}
	return t.Organisations[i], true
}

func (t *Topology) index(name string) int {
	return slices.IndexFunc(t.Organisations, func(o Organisation) bool { return o.Name == name })
}

// Port is the port of one service of an organisation: the one its `ports`
// names, otherwise the one that offset gives in its block.
func (t *Topology) Port(organisation, service string, offset int) int {
	i := t.index(organisation)
	if port, ok := t.Organisations[i].Ports[service]; ok {
		return port
	}
	return t.BasePort + 100*(i+1) + offset
}

// Peers lists an organisation's peers.
func (t *Topology) Peers(organisation string) []Peer {
	o, _ := t.Organisation(organisation)
	peers := make([]Peer, o.Peers)
	for n := range peers {
		service := fmt.Sprintf("peer%d", n)
		peers[n] = Peer{
			Organisation: o.Name, Directory: service, Name: service + "." + o.Label(), Host: o.Host, Listen: o.Listen,
			Port:      t.Port(o.Name, service, 10*n+1),
			Chaincode: t.Port(o.Name, service+"_chaincode", 10*n+2),
			Health:    t.Port(o.Name, service+"_health", 10*n+3),
		}
	}
	return peers
}

// Orderers lists the ordering nodes in the order of the file, which is the
// order of their consenter numbers.
func (t *Topology) Orderers() []Orderer {
	var orderers []Orderer
	for _, o := range t.Organisations {
		if o.Orderer {
			orderers = append(orderers, Orderer{
				Organisation: o.Name, MSP: o.Name + orderingSuffix, Directory: OrderingDirectory + "/orderer", Name: "orderer." + o.Label(),
				Host: o.Host, Listen: o.Listen,
				Port:   t.Port(o.Name, "orderer", 51),
				Admin:  t.Port(o.Name, "orderer_admin", 52),
				Health: t.Port(o.Name, "orderer_health", 53),
			})
		}
	}
	return orderers
}

// ContractPort is where the organisation's contract process of a release
// listens. Two ports take turns, so that the next release can start while the
// present one still serves. sequence counts releases from 1.
func (t *Topology) ContractPort(organisation string, sequence int) int {
	turn := (sequence - 1) % 2
	return t.Port(organisation, fmt.Sprintf("contract%d", turn), 61+turn)
}

// Channel finds a channel by its name.
func (t *Topology) Channel(name string) (Channel, bool) {
	i := slices.IndexFunc(t.Channels, func(c Channel) bool { return c.Name == name })
	if i < 0 {
		return Channel{}, false
	}
	return t.Channels[i], true
}

// ChannelsOf lists the channels an organisation is a member of.
func (t *Topology) ChannelsOf(organisation string) []Channel {
	var channels []Channel
	for _, c := range t.Channels {
		if slices.Contains(c.Members, organisation) {
			channels = append(channels, c)
		}
	}
	return channels
}

// ChannelPeers lists all peers of a channel's members.
func (t *Topology) ChannelPeers(channel Channel) []Peer {
	var peers []Peer
	for _, member := range channel.Members {
		peers = append(peers, t.Peers(member)...)
	}
	return peers
}

// pairs derives one collection for every two countries of a channel.
func (t *Topology) pairs(channel Channel) []Collection {
	countries, members := t.byCountry(channel.Members)
	var collections []Collection
	for i, first := range countries {
		for _, second := range countries[i+1:] {
			both := append(slices.Clone(members[first]), members[second]...)
			collections = append(collections, Collection{Name: first + "_" + second, Members: both, Endorsements: min(2, len(both))})
		}
	}
	return collections
}

// byCountry groups organisations and gives their countries in alphabetical order.
func (t *Topology) byCountry(names []string) ([]string, map[string][]string) {
	members := map[string][]string{}
	var countries []string
	for _, name := range names {
		o, ok := t.Organisation(name)
		if !ok {
			continue // reported by validate
		}
		if members[o.Country] == nil {
			countries = append(countries, o.Country)
		}
		members[o.Country] = append(members[o.Country], name)
	}
	slices.Sort(countries)
	return countries, members
}
