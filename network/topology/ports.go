package topology

import (
	"fmt"
	"net"
	"strconv"
)

// Listener is one port that some process of the network opens on this host.
type Listener struct {
	Organisation string // empty for the demonstration's identity provider
	Address      string // interface and port
	Key          string // where the topology decides it
	Process      string // who opens it
	Service      bool   // belongs to the API and identity programs, not to Fabric
}

// Listeners lists every port of the network.
func (t *Topology) Listeners() []Listener {
	var all []Listener
	for i, o := range t.Organisations {
		key := fmt.Sprintf("organisations[%d]", i)
		add := func(service, process, host string, port int) {
			all = append(all, Listener{Organisation: o.Name, Address: Address(host, port), Key: key + ".ports." + service, Process: process})
		}
		for _, p := range t.Peers(o.Name) {
			add(p.Directory, p.Name, p.Listen, p.Port)
			add(p.Directory+"_chaincode", p.Name, loopback, p.Chaincode)
			add(p.Directory+"_health", p.Name, loopback, p.Health)
		}
		add("contract0", "contract of "+o.Name, loopback, t.ContractPort(o.Name, 1))
		add("contract1", "contract of "+o.Name, loopback, t.ContractPort(o.Name, 2))
		all = append(all, Listener{Organisation: o.Name, Address: o.API, Key: key + ".api", Process: "api." + o.Label(), Service: true})
	}
	for _, o := range t.Orderers() {
		key := fmt.Sprintf("organisations[%d].ports.", t.index(o.Organisation))
		all = append(all,
			Listener{Organisation: o.Organisation, Address: Address(o.Listen, o.Port), Key: key + "orderer", Process: o.Name},
			Listener{Organisation: o.Organisation, Address: Address(loopback, o.Admin), Key: key + "orderer_admin", Process: o.Name},
			Listener{Organisation: o.Organisation, Address: Address(loopback, o.Health), Key: key + "orderer_health", Process: o.Name})
	}
	if t.Identity.Demonstration != "" {
		all = append(all, Listener{Address: t.Identity.Demonstration, Key: "identity.demonstration", Process: "identity", Service: true})
	}
	return all
}

// loopback is where everything listens that only this host may reach.
const loopback = "127.0.0.1"

// checkPorts refuses two processes on one port. Organisations on different
// hosts may share port numbers.
func (t *Topology) checkPorts(found *faults) {
	seen := map[string]Listener{}
	for _, l := range t.Listeners() {
		_, port, _ := net.SplitHostPort(l.Address)
		number, err := strconv.Atoi(port)
		if err != nil || number < 1024 || number > 65535 {
			found.add(l.Key, "port %s must be between 1024 and 65535", port)
		}
		host := loopback
		if o, ok := t.Organisation(l.Organisation); ok {
			host = o.Host
		}
		place := host + ":" + port
		if other, taken := seen[place]; taken {
			found.add(l.Key, "port %s is also that of %s (%s); choose another", port, other.Process, other.Key)
		}
		seen[place] = l
	}
}
