package render

import (
	"fmt"
	"path/filepath"

	"gopkg.in/yaml.v3"

	"origo/network/layout"
	"origo/network/topology"
)

// API is the configuration of an organisation's origo-api.
func API(l layout.Layout, t *topology.Topology, o topology.Organisation) ([]byte, error) {
	channels := []string{}
	for _, c := range t.ChannelsOf(o.Name) {
		channels = append(channels, c.Name)
	}
	users := object{}
	for _, role := range o.LedgerRoles() {
		identity := l.User(o.Name, role)
		users[role] = object{"certificate": identity.Certificate(), "key": identity.Key()}
	}
	people := object{}
	for n, name := range o.Administrators {
		identity := l.User(o.Name, topology.Administrator(n))
		people[name] = object{"certificate": identity.Certificate(), "key": identity.Key()}
	}
	peer := t.Peers(o.Name)[0]
	text, err := yaml.Marshal(object{
		"organisation": o.Name, "country": o.Country, "functions": o.Functions,
		"listen": o.API, "production": t.Production,
		"state":      object{"dir": l.Data("api." + o.Name)},
		"read_model": object{"driver": "sqlite", "dsn": filepath.Join(l.Data("api."+o.Name), "read-model.db")},
		"identity":   object{"issuer": t.Identity.IssuerURL(), "audience": t.Identity.Audience},
		"console":    object{"client_id": t.Identity.Audience, "off": t.Production},
		"ledger": object{
			"msp_id": o.Name, "chaincode": t.Contract.Name, "channels": channels,
			"peer":  object{"address": peer.Address(), "server_name": peer.Name, "tls_ca": l.TLSAuthority(o.Name)},
			"users": users, "administrators": people,
		},
	})
	if err != nil {
		return nil, fmt.Errorf("API configuration of %s: %w", o.Name, err)
	}
	return text, nil
}

// Identity is the configuration of the demonstration identity provider.
func Identity(t *topology.Topology) ([]byte, error) {
	users := []object{}
	for _, o := range t.Organisations {
		for _, u := range o.Users {
			user := object{"name": u.Name, "password": u.Password, "roles": u.Roles, "organisation": o.Name, "country": o.Country}
			if len(u.Registration) > 0 {
				user["registration"] = u.Registration
			}
			users = append(users, user)
		}
	}
	text, err := yaml.Marshal(object{"listen": t.Identity.Demonstration, "issuer": t.Identity.IssuerURL(), "users": users})
	if err != nil {
		return nil, fmt.Errorf("identity configuration: %w", err)
	}
	return text, nil
}

// Endpoints lists where people's tools find the services.
type Endpoints struct {
	Identity      string                  `json:"identity"`
	APIs          map[string]string       `json:"apis"` // by organisation
	Organisations map[string]Organisation `json:"organisations"`
}

// Organisation is what tools need to know of one.
type Organisation struct {
	Country   string   `json:"country"`
	Functions []string `json:"functions"`
	Channels  []string `json:"channels"`
}

// NewEndpoints gathers the addresses of a topology.
func NewEndpoints(t *topology.Topology) Endpoints {
	e := Endpoints{Identity: t.Identity.IssuerURL(), APIs: map[string]string{}, Organisations: map[string]Organisation{}}
	for _, o := range t.Organisations {
		channels := []string{}
		for _, c := range t.ChannelsOf(o.Name) {
			channels = append(channels, c.Name)
		}
		e.APIs[o.Name] = "http://" + o.API
		e.Organisations[o.Name] = Organisation{Country: o.Country, Functions: o.Functions, Channels: channels}
	}
	return e
}
