package material

import (
	"fmt"
	"os"
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
// exist: two authorities, the nodes it runs, and its ledger users.
func Make(directory string, t *topology.Topology, o topology.Organisation) error {
	identity, err := NewAuthority("ca."+o.Label(), o.Name, o.Country)
	if err != nil {
		return err
	}
	tls, err := NewAuthority("tlsca."+o.Label(), o.Name, o.Country)
	if err != nil {
		return err
	}
	m := maker{directory, identity, tls}
	for _, step := range []func() error{
		m.saveAuthorities,
		func() error { return m.msp(filepath.Join(directory, PublicDirectory)) },
		func() error { return m.nodes(t, o) },
		func() error { return m.users(o) },
	} {
		if err := step(); err != nil {
			return fmt.Errorf("keys of %s: %w", o.Name, err)
		}
	}
	return nil
}

func (m maker) saveAuthorities() error {
	directory := filepath.Join(m.directory, authorities)
	if err := m.identity.Save(directory, "ca"); err != nil {
		return err
	}
	return m.tls.Save(directory, "tlsca")
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

func (m maker) nodes(t *topology.Topology, o topology.Organisation) error {
	for _, p := range t.Peers(o.Name) {
		if err := m.node(p.Directory, "peer", p.Name, p.Host); err != nil {
			return err
		}
	}
	for _, node := range t.Orderers() {
		if node.Organisation == o.Name {
			if err := m.node(node.Directory, "orderer", node.Name, node.Host); err != nil {
				return err
			}
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

func (m maker) users(o topology.Organisation) error {
	operator := Leaf{Name: Operator + "@" + o.Label(), Unit: "admin"}
	if err := m.signer(UserIdentity(m.directory, Operator), operator); err != nil {
		return err
	}
	for _, role := range o.LedgerRoles() {
		leaf := Leaf{Name: role + "@" + o.Label(), Unit: "client", Role: role}
		if err := m.signer(UserIdentity(m.directory, role), leaf); err != nil {
			return err
		}
	}
	return nil
}

// Import copies the public half of another organisation's material, as its
// own administrators handed it over, to directory.
func Import(directory, from string) error {
	public := filepath.Join(directory, PublicDirectory)
	if err := os.CopyFS(public, os.DirFS(from)); err != nil {
		return fmt.Errorf("import %s: %w", from, err)
	}
	return nil
}
