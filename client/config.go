package client

import (
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/hyperledger/fabric-gateway/pkg/identity"

	"origo/certificate"
)

// Config says how one organisation reaches the ledger. Its field tags are those of the `ledger` section of the API's
// configuration file.
type Config struct {
	Organisation string                  `yaml:"msp_id"`
	Chaincode    string                  `yaml:"chaincode"`
	Channels     []certificate.Agreement `yaml:"channels"`
	Peer         Peer                    `yaml:"peer"`
	Standby      []Peer                  `yaml:"standby"` // further peers of the same organisation, used in turn while Peer is down
	Users        map[string]User         `yaml:"users"`   // by role: issuer, customs, admin

	// Administrators have ledger identities of their own, by their names in tokens. What needs two people on the
	// ledger can only be done by people who are listed here, or by one of them and the user of the role admin.
	Administrators map[string]User `yaml:"administrators"`

	Deadlines Deadlines `yaml:"deadlines"`
	Patience  Patience  `yaml:"-"`
}

// Peer is one gateway peer.
type Peer struct {
	Address    string `yaml:"address"`     // host:port
	ServerName string `yaml:"server_name"` // name in its TLS certificate, where it differs from the host
	TLSCA      string `yaml:"tls_ca"`      // PEM file with the authority of its TLS certificate
}

// User is an identity of the organisation: PEM files with its certificate and private key.
type User struct {
	Certificate string `yaml:"certificate"`
	Key         string `yaml:"key"`
}

// Deadlines bound each stage of a call. Zero takes the default.
type Deadlines struct {
	Evaluate time.Duration `yaml:"evaluate"` // 10 s
	Endorse  time.Duration `yaml:"endorse"`  // 15 s
	Submit   time.Duration `yaml:"submit"`   // 10 s, until enough orderers have the transaction
	Commit   time.Duration `yaml:"commit"`   // 10 s, until our own peer has committed it
}

// orDefault fills in what is not given.
func (d Deadlines) orDefault() Deadlines {
	return Deadlines{
		Evaluate: positive(d.Evaluate, 10*time.Second),
		Endorse:  positive(d.Endorse, 15*time.Second),
		Submit:   positive(d.Submit, 10*time.Second),
		Commit:   positive(d.Commit, 10*time.Second),
	}
}

func positive(given, otherwise time.Duration) time.Duration {
	if given > 0 {
		return given
	}
	return otherwise
}

// The ways in which a configuration is incomplete.
var (
	errNoOrganisation = errors.New("ledger configuration names no organisation (msp_id)")
	errNoChaincode    = errors.New("ledger configuration names no chaincode")
	errNoPeer         = errors.New("ledger configuration names no peer address")
	errNoUsers        = errors.New("ledger configuration names no users")
)

func (c Config) check() error {
	switch {
	case c.Organisation == "":
		return errNoOrganisation
	case c.Chaincode == "":
		return errNoChaincode
	case c.Peer.Address == "":
		return errNoPeer
	case len(c.Users) == 0:
		return errNoUsers
	default:
		return nil
	}
}

// load reads the user's certificate and key.
func (u User) load(organisation string) (identity.Identity, identity.Sign, error) {
	certificatePEM, err := os.ReadFile(u.Certificate)
	if err != nil {
		return nil, nil, fmt.Errorf("read user certificate: %w", err)
	}
	leaf, err := identity.CertificateFromPEM(certificatePEM)
	if err != nil {
		return nil, nil, fmt.Errorf("read user certificate %s: %w", u.Certificate, err)
	}
	id, err := identity.NewX509Identity(organisation, leaf)
	if err != nil {
		return nil, nil, fmt.Errorf("make identity of %s: %w", u.Certificate, err)
	}
	sign, err := u.sign()
	return id, sign, err
}

func (u User) sign() (identity.Sign, error) {
	keyPEM, err := os.ReadFile(u.Key)
	if err != nil {
		return nil, fmt.Errorf("read user key: %w", err)
	}
	key, err := identity.PrivateKeyFromPEM(keyPEM)
	if err != nil {
		return nil, fmt.Errorf("read user key %s: %w", u.Key, err)
	}
	return identity.NewPrivateKeySign(key)
}

// roots gathers the TLS authorities of all peers.
func roots(peers []Peer) (*x509.CertPool, error) {
	pool := x509.NewCertPool()
	for _, p := range peers {
		pem, err := os.ReadFile(p.TLSCA)
		if err != nil {
			return nil, fmt.Errorf("read TLS authority of peer %s: %w", p.Address, err)
		}
		if !pool.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("read TLS authority of peer %s: no certificate in %s", p.Address, p.TLSCA)
		}
	}
	return pool, nil
}
