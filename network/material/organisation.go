package material

import (
	"errors"
	"fmt"
	"path/filepath"

	"origo/network/topology"
)

// nodeOUs tells Fabric to take a certificate's organisational unit as its role.
const nodeOUs = `NodeOUs:
  Enable: true
  ClientOUIdentifier: {OrganizationalUnitIdentifier: client}
  PeerOUIdentifier: {OrganizationalUnitIdentifier: peer}
  AdminOUIdentifier: {OrganizationalUnitIdentifier: admin}
  OrdererOUIdentifier: {OrganizationalUnitIdentifier: orderer}
`

// Operator is the ledger user that administers its organisation's peers: it
// joins channels and approves contracts, and has no role in the contract.
const Operator = "operator"

// Paths below an organisation's directory. The public half, PublicDirectory,
// is what an organisation hands to the others.
const (
	PublicDirectory = "msp"
	authorities     = "ca"
)

// Identity locates the files of one identity.
type Identity struct{ Directory string }

// MSP is the directory that Fabric takes as a local MSP.
func (i Identity) MSP() string { return filepath.Join(i.Directory, "msp") }

// Certificate is the identity's certificate file.
func (i Identity) Certificate() string { return filepath.Join(i.MSP(), "signcerts", "cert.pem") }

// Key is the identity's private key file.
func (i Identity) Key() string { return filepath.Join(i.MSP(), "keystore", "key.pem") }

// TLSCertificate is the node's TLS certificate file.
func (i Identity) TLSCertificate() string { return filepath.Join(i.Directory, "tls", "server.crt") }

// TLSKey is the node's TLS key file.
func (i Identity) TLSKey() string { return filepath.Join(i.Directory, "tls", "server.key") }

// OrderingHome is where the ordering MSP of the organisation kept in directory is.
func OrderingHome(directory string) string {
	return filepath.Join(directory, topology.OrderingDirectory)
}

// TLSAuthority is the certificate of the organisation's TLS authority.
func TLSAuthority(directory string) string {
	return filepath.Join(directory, PublicDirectory, "tlscacerts", "tlsca.pem")
}

// UserIdentity locates a ledger user of the organisation kept in directory.
func UserIdentity(directory, user string) Identity {
	return Identity{filepath.Join(directory, "users", user)}
}

// NodeIdentity locates a peer or orderer of the organisation kept in directory.
func NodeIdentity(directory, node string) Identity {
	return Identity{filepath.Join(directory, node)}
}

// maker carries what making one organisation's material needs.
type maker struct {
	directory string
	identity  *Authority
	tls       *Authority
}

// Make writes everything of one organisation to directory, which must not
// exist: its authorities, the nodes it runs, and its ledger users; and the
// same for its ordering MSP if it runs an orderer.
func Make(directory string, t *topology.Topology, o topology.Organisation) error {
	m, err := newMaker(directory, o, o.Label())
	if err == nil {
		err = errors.Join(m.peers(t, o), m.users(o))
	}
	for _, orderer := range t.Orderers() {
		if err == nil && orderer.Organisation == o.Name {
			err = makeOrdering(directory, o, orderer)
		}
	}
	if err != nil {
		return fmt.Errorf("keys of %s: %w", o.Name, err)
	}
	return nil
}

// makeOrdering writes the ordering MSP, with authorities of its own: the
// organisation's users must not count as its members.
func makeOrdering(directory string, o topology.Organisation, orderer topology.Orderer) error {
	m, err := newMaker(filepath.Join(directory, topology.OrderingDirectory), o, "ordering."+o.Label())
	if err != nil {
		return err
	}
	if err := m.node(filepath.Base(orderer.Directory), "orderer", orderer.Name, orderer.Host); err != nil {
		return err
	}
	return m.operator(orderer.Name)
}

// newMaker makes an MSP's authorities and its public half.
func newMaker(directory string, o topology.Organisation, label string) (maker, error) {
	identity, err := NewAuthority("ca."+label, o.Name, o.Country)
	if err != nil {
		return maker{}, err
	}
	tls, err := NewAuthority("tlsca."+label, o.Name, o.Country)
	if err != nil {
		return maker{}, err
	}
	m := maker{directory, identity, tls}
	home := filepath.Join(directory, authorities)
	return m, errors.Join(identity.Save(home, "ca"), tls.Save(home, "tlsca"), m.msp(filepath.Join(directory, PublicDirectory)))
}

// msp writes the part of an MSP that verifies others.
func (m maker) msp(directory string) error {
	if err := write(filepath.Join(directory, "cacerts", "ca.pem"), m.identity.PEM()); err != nil {
		return err
	}
	if err := write(filepath.Join(directory, "tlscacerts", "tlsca.pem"), m.tls.PEM()); err != nil {
		return err
	}
	return write(filepath.Join(directory, "config.yaml"), []byte(nodeOUs))
}

func (m maker) peers(t *topology.Topology, o topology.Organisation) error {
	for _, p := range t.Peers(o.Name) {
		if err := m.node(p.Directory, "peer", p.Name, p.Host); err != nil {
			return err
		}
	}
	return m.server(filepath.Join(m.directory, ContractDirectory), "contract."+o.Label(), o.Host)
}

// ContractDirectory holds the TLS identity of the organisation's contract process.
const ContractDirectory = "contract"

func (m maker) node(directory, unit, name, host string) error {
	home := Identity{filepath.Join(m.directory, directory)}
	if err := m.signer(home, Leaf{Name: name, Unit: unit}); err != nil {
		return err
	}
	return m.server(home.Directory, name, host)
}

// server writes a TLS identity that answers to name and host, and on this host.
func (m maker) server(directory, name, host string) error {
	hosts := []string{name, "localhost", "127.0.0.1"}
	if host != "127.0.0.1" {
		hosts = append(hosts, host)
	}
	certificate, key, err := m.tls.Issue(Leaf{Name: name, Hosts: hosts})
	if err != nil {
		return err
	}
	home := Identity{directory}
	if err := write(home.TLSCertificate(), certificate); err != nil {
		return err
	}
	return write(home.TLSKey(), key)
}

// signer writes a local MSP.
func (m maker) signer(home Identity, leaf Leaf) error {
	certificate, key, err := m.identity.Issue(leaf)
	if err != nil {
		return err
	}
	if err := m.msp(home.MSP()); err != nil {
		return err
	}
	if err := write(home.Certificate(), certificate); err != nil {
		return err
	}
	return write(home.Key(), key)
}

// operator makes the identity that administers the MSP's nodes.
func (m maker) operator(of string) error {
	return m.signer(UserIdentity(m.directory, Operator), Leaf{Name: Operator + "@" + of, Unit: "admin"})
}

func (m maker) users(o topology.Organisation) error {
	if err := m.operator(o.Label()); err != nil {
		return err
	}
	for _, role := range o.LedgerRoles() {
		if err := m.user(o, role, role); err != nil {
			return err
		}
	}
	for n := range o.Administrators {
		if err := m.user(o, topology.Administrator(n), "admin"); err != nil {
			return err
		}
	}
	return nil
}

// user writes a ledger user whose certificate carries a role.
func (m maker) user(o topology.Organisation, name, role string) error {
	return m.signer(UserIdentity(m.directory, name), Leaf{Name: name + "@" + o.Label(), Unit: "client", Role: role})
}
