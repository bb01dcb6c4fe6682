// Package layout says where everything of a running network lies on disk.
package layout

import (
	"fmt"
	"path/filepath"

	"origo/network/material"
)

// Layout is the run directory of one network. Its methods only join paths.
type Layout struct {
	Run      string // absolute; what `--run` names
	Programs string // absolute; where peer, orderer, configtxgen and our programs are
}

// New makes a layout of two directories, which may be relative.
func New(run, programs string) (Layout, error) {
	absoluteRun, err := filepath.Abs(run)
	if err != nil {
		return Layout{}, fmt.Errorf("run directory %s: %w", run, err)
	}
	absolutePrograms, err := filepath.Abs(programs)
	if err != nil {
		return Layout{}, fmt.Errorf("program directory %s: %w", programs, err)
	}
	return Layout{Run: absoluteRun, Programs: absolutePrograms}, nil
}

// Program is an executable.
func (l Layout) Program(name string) string { return filepath.Join(l.Programs, name) }

// Lock is held, by the operating system, while a supervisor runs.
func (l Layout) Lock() string { return filepath.Join(l.Run, "network.lock") }

// Network holds everything of the network; it appears complete or not at all.
func (l Layout) Network() string { return filepath.Join(l.Run, "network") }

// Unfinished is where Network is made before it is moved into place.
func (l Layout) Unfinished() string { return filepath.Join(l.Run, "network.unfinished") }

// Marker is written last when Network is made, and says from which topology.
func (l Layout) Marker() string { return filepath.Join(l.Network(), "generated.json") }

// Topology is the topology the network was made from.
func (l Layout) Topology() string { return filepath.Join(l.Network(), "topology.yaml") }

// Organisations holds one directory of keys an organisation.
func (l Layout) Organisations() string { return filepath.Join(l.Network(), "orgs") }

// Organisation is the directory of one organisation's keys and configuration.
func (l Layout) Organisation(name string) string { return filepath.Join(l.Organisations(), name) }

// Block is the genesis block of a channel.
func (l Layout) Block(channel string) string {
	return filepath.Join(l.Network(), "channels", channel+".block")
}

// User is a ledger user's identity.
func (l Layout) User(organisation, user string) material.Identity {
	return material.UserIdentity(l.Organisation(organisation), user)
}

// Node is the identity of a peer or orderer.
func (l Layout) Node(organisation, directory string) material.Identity {
	return material.NodeIdentity(l.Organisation(organisation), directory)
}

// TLSAuthority is the certificate of an organisation's TLS authority.
func (l Layout) TLSAuthority(organisation string) string {
	return material.TLSAuthority(l.Organisation(organisation))
}

// OrderingTLSAuthority is the certificate of the TLS authority of an
// organisation's orderer.
func (l Layout) OrderingTLSAuthority(organisation string) string {
	return material.TLSAuthority(material.OrderingHome(l.Organisation(organisation)))
}

// Contract is the TLS identity of an organisation's contract process.
func (l Layout) Contract(organisation string) material.Identity {
	return material.NodeIdentity(l.Organisation(organisation), material.ContractDirectory)
}

// Configuration is where a process finds its configuration files.
func (l Layout) Configuration(process string) string {
	return filepath.Join(l.Network(), "conf", process)
}

// Data is where a process keeps its ledger.
func (l Layout) Data(process string) string { return filepath.Join(l.Network(), "data", process) }

// Log is a process's output.
func (l Layout) Log(process string) string {
	return filepath.Join(l.Network(), "logs", process+".log")
}

// Processes holds a file for each running process, by which a later
// supervisor recognises what a killed one left behind.
func (l Layout) Processes() string { return filepath.Join(l.Network(), "processes") }

// Builder is the external builder that peers call for contract packages.
func (l Layout) Builder() string { return filepath.Join(l.Network(), "builder") }

// Releases is the record of which releases of the contract there are.
func (l Layout) Releases() string { return filepath.Join(l.Network(), "contract.json") }

// Release is where the program of one release of the contract is kept.
func (l Layout) Release(version string) string {
	return filepath.Join(l.Network(), "contract", version, "origo-chaincode")
}

// API is the configuration of an organisation's API.
func (l Layout) API(organisation string) string {
	return filepath.Join(l.Organisation(organisation), "api.yaml")
}

// Identity is the configuration of the demonstration identity provider.
func (l Layout) Identity() string { return filepath.Join(l.Network(), "demo-identity.yaml") }

// Endpoints lists the addresses that people's tools need.
func (l Layout) Endpoints() string { return filepath.Join(l.Network(), "endpoints.json") }
