package render

import (
	"fmt"
	"path/filepath"
	"regexp"

	"gopkg.in/yaml.v3"

	"origo/network/layout"
	"origo/network/material"
	"origo/network/topology"
)

// object is a YAML mapping.
type object map[string]any

// Profile is the connection profile with which fabric-sdk-go acts for an
// organisation. Orderers are listed below each channel because channels with
// V3_0 capabilities have no global orderer addresses for the library to find;
// discovery asks one peer at a time because two at once make the library
// close the connection that a later call waits for.
func Profile(l layout.Layout, t *topology.Topology, organisation string) ([]byte, error) {
	profile, err := yaml.Marshal(object{
		"version":        "1.0.0",
		"client":         profileClient(l, organisation),
		"channels":       profileChannels(t, organisation),
		"organizations":  profileOrganisations(l, t, organisation),
		"orderers":       profileOrderers(l, t),
		"peers":          profilePeers(l, t),
		"entityMatchers": profileMatchers(t),
	})
	if err != nil {
		return nil, fmt.Errorf("connection profile of %s: %w", organisation, err)
	}
	return profile, nil
}

func profileClient(l layout.Layout, organisation string) object {
	store := filepath.Join(l.Configuration("administration"), organisation)
	return object{
		"organization":    organisation,
		"logging":         object{"level": "critical"},
		"orderer":         object{"timeout": object{"connection": "2s", "response": "10s"}},
		"peer":            object{"timeout": object{"connection": "3s", "response": "30s", "discovery": object{"greylistExpiry": "2s"}}},
		"global":          object{"timeout": object{"query": "30s", "execute": "30s", "resmgmt": "60s"}},
		"cryptoconfig":    object{"path": l.Organisations()},
		"credentialStore": object{"path": filepath.Join(store, "store"), "cryptoStore": object{"path": filepath.Join(store, "keys")}},
		"BCCSP": object{"security": object{
			"enabled": true, "default": object{"provider": "SW"}, "hashAlgorithm": "SHA2", "softVerify": true, "level": 256,
		}},
	}
}

func profileChannels(t *topology.Topology, organisation string) object {
	channels := object{}
	for _, c := range t.ChannelsOf(organisation) {
		var orderers []string
		for _, o := range t.Orderers() {
			orderers = append(orderers, o.Name)
		}
		peers := object{}
		for _, p := range t.ChannelPeers(c) {
			own := p.Organisation == organisation
			peers[p.Name] = object{"endorsingPeer": true, "chaincodeQuery": true, "ledgerQuery": true, "eventSource": own}
		}
		channels[c.Name] = object{
			"orderers": orderers, "peers": peers,
			"policies": object{
				"discovery":          object{"maxTargets": 1},
				"queryChannelConfig": object{"minResponses": 1, "maxTargets": 1},
			},
		}
	}
	return channels
}

func profileOrganisations(l layout.Layout, t *topology.Topology, own string) object {
	organisations := object{}
	for _, o := range t.Organisations {
		var peers []string
		for _, p := range t.Peers(o.Name) {
			peers = append(peers, p.Name)
		}
		entry := object{"mspid": o.Name, "cryptoPath": o.Name + "/users/{username}/msp", "peers": peers}
		if o.Name == own {
			entry["users"] = profileUsers(l, o)
		}
		organisations[o.Name] = entry
	}
	return organisations
}

func profileUsers(l layout.Layout, o topology.Organisation) object {
	users := object{}
	for _, name := range append(o.LedgerRoles(), material.Operator) {
		identity := l.User(o.Name, name)
		users[name] = object{"key": object{"path": identity.Key()}, "cert": object{"path": identity.Certificate()}}
	}
	return users
}

func profileOrderers(l layout.Layout, t *topology.Topology) object {
	orderers := object{}
	for _, o := range t.Orderers() {
		orderers[o.Name] = remote(o.Address(), l.OrderingTLSAuthority(o.Organisation))
	}
	return orderers
}

func profilePeers(l layout.Layout, t *topology.Topology) object {
	peers := object{}
	for _, o := range t.Organisations {
		for _, p := range t.Peers(o.Name) {
			peers[p.Name] = remote(p.Address(), l.TLSAuthority(o.Name))
		}
	}
	return peers
}

func remote(address, authority string) object {
	return object{
		"url":         "grpcs://" + address,
		"tlsCACerts":  object{"path": authority},
		"grpcOptions": object{"keep-alive-time": "0s", "fail-fast": true, "allow-insecure": false},
	}
}

// profileMatchers lead from the addresses that discovery reports back to the
// entries above.
func profileMatchers(t *topology.Topology) object {
	var peers, orderers []object
	for _, o := range t.Organisations {
		for _, p := range t.Peers(o.Name) {
			peers = append(peers, object{"pattern": exactly(p.Address()), "mappedHost": p.Name})
		}
	}
	for _, o := range t.Orderers() {
		orderers = append(orderers, object{"pattern": exactly(o.Address()), "mappedHost": o.Name})
	}
	return object{"peer": peers, "orderer": orderers}
}

// exactly is a pattern that matches text and nothing else.
func exactly(text string) string { return "^" + regexp.QuoteMeta(text) + "$" }
