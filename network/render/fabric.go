// Package render writes the configuration files of Fabric's programs and of
// our own from a topology. They are written anew at every start, so that the
// topology stays the only thing to change.
package render

import (
	"bytes"
	"embed"
	"fmt"
	"strings"
	"text/template"

	"origo/network/ccaas"
	"origo/network/layout"
	"origo/network/material"
	"origo/network/topology"
)

//go:embed *.tmpl
var files embed.FS

// execute fills in a template. Paths and names go into YAML unquoted: the
// topology's own rules keep names harmless, Quotable keeps paths so.
func execute(name string, data any) ([]byte, error) {
	t, err := template.New(name).Option("missingkey=error").ParseFS(files, name)
	if err != nil {
		return nil, fmt.Errorf("template %s: %w", name, err)
	}
	var out bytes.Buffer
	if err := t.Execute(&out, data); err != nil {
		return nil, fmt.Errorf("template %s: %w", name, err)
	}
	return out.Bytes(), nil
}

// Quotable refuses a directory whose name would change the meaning of a
// configuration file that mentions it.
func Quotable(path string) error {
	if i := strings.IndexAny(path, "\n\"'{}[],#&*!|>%@`:"); i >= 0 {
		return fmt.Errorf("directory %s: the character %q cannot stand in Fabric's configuration files; choose another directory", path, path[i])
	}
	return nil
}

// Core is a peer's core.yaml.
func Core(l layout.Layout, t *topology.Topology, p topology.Peer) ([]byte, error) {
	bootstrap := p.Address()
	for _, other := range t.Peers(p.Organisation) {
		if other.Name != p.Name {
			bootstrap = other.Address()
			break
		}
	}
	return execute("core.yaml.tmpl", map[string]any{
		"Network": t.Name, "Peer": p, "Listen": topology.Address(p.Listen, p.Port), "Bootstrap": bootstrap,
		"Identity": l.Node(p.Organisation, p.Directory), "TLSAuthority": l.TLSAuthority(p.Organisation),
		"Data": l.Data(p.Name), "Builder": l.Builder(), "BuilderVariables": ccaas.ClientCertificateVariable + ", " + ccaas.ClientKeyVariable,
	})
}

// CoreEnvironment is what a peer must find in its environment beside core.yaml.
func CoreEnvironment(l layout.Layout, p topology.Peer) []string {
	identity := l.Node(p.Organisation, p.Directory)
	return []string{
		"FABRIC_CFG_PATH=" + l.Configuration(p.Name),
		"FABRIC_LOGGING_SPEC=info",
		ccaas.ClientCertificateVariable + "=" + identity.TLSCertificate(),
		ccaas.ClientKeyVariable + "=" + identity.TLSKey(),
	}
}

// Orderer is an orderer's orderer.yaml.
func Orderer(l layout.Layout, o topology.Orderer) ([]byte, error) {
	return execute("orderer.yaml.tmpl", map[string]any{
		"Orderer": o, "Identity": l.Node(o.Organisation, o.Directory),
		"TLSAuthority": l.OrderingTLSAuthority(o.Organisation), "Data": l.Data(o.Name),
	})
}

// consenter is an orderer with its number and certificates.
type consenter struct {
	ID       int
	Orderer  topology.Orderer
	Identity material.Identity
	MSP      string
}

// member is an organisation of a channel.
type member struct {
	Name, MSP string
	Peers     []topology.Peer
}

// Configtx is the configtx.yaml from which the genesis block of a channel is
// made. organisations is the directory that holds their certificates.
func Configtx(organisations string, t *topology.Topology, channel topology.Channel) ([]byte, error) {
	home := func(name string) string { return organisations + "/" + name }
	var consenters []consenter
	for i, o := range t.Orderers() {
		identity := material.NodeIdentity(home(o.Organisation), o.Directory)
		consenters = append(consenters, consenter{i + 1, o, identity, material.OrderingHome(home(o.Organisation)) + "/" + material.PublicDirectory})
	}
	var members []member
	for _, name := range channel.Members {
		members = append(members, member{name, home(name) + "/" + material.PublicDirectory, t.Peers(name)})
	}
	return execute("configtx.yaml.tmpl", map[string]any{
		"Channel": channel, "Ordering": t.Ordering, "Consenters": consenters, "Members": members,
	})
}
