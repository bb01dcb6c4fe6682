package client

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/hyperledger/fabric-gateway/pkg/identity"

	"origo/certificate/registry"
)

// Administrator is a key under which administrators of the organisation act on the ledger.
type Administrator struct {
	Name     string // as in tokens; empty for the key of the role, which all share who have none of their own
	Identity string // as in registry.Consent: SHA-256 of the public key, lower hex
}

// Administrators lists the keys of the configuration, by name.
func (c *Connection) Administrators() []Administrator { return c.keys }

// administratorsOf reads the certificates of all administrators.
func administratorsOf(config Config) ([]Administrator, error) {
	var all []Administrator
	if shared, ok := config.Users[registry.RoleAdmin]; ok {
		key, err := shared.key()
		if err != nil {
			return nil, err
		}
		all = append(all, Administrator{Identity: key})
	}
	for _, name := range slices.Sorted(maps.Keys(config.Administrators)) {
		key, err := config.Administrators[name].key()
		if err != nil {
			return nil, err
		}
		all = append(all, Administrator{Name: name, Identity: key})
	}
	return all, nil
}

// key is the SHA-256 of the public key in the user's certificate, lower hex.
func (u User) key() (string, error) {
	text, err := os.ReadFile(u.Certificate)
	if err != nil {
		return "", fmt.Errorf("read administrator's certificate: %w", err)
	}
	leaf, err := identity.CertificateFromPEM(text)
	if err != nil {
		return "", fmt.Errorf("read administrator's certificate %s: %w", u.Certificate, err)
	}
	sum := sha256.Sum256(leaf.RawSubjectPublicKeyInfo)
	return hex.EncodeToString(sum[:]), nil
}
