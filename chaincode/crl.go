package chaincode

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"math/big"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
)

// importCRL takes in a newer revocation list of a registered authority. Any
// member may bring it, for the list proves itself; nobody can hold it back.
func (c *call) importCRL(fingerprint, encoded string) (registry.RevocationList, error) {
	var none registry.RevocationList
	if err := c.mustBe(registry.RoleAdmin); err != nil {
		return none, err
	}
	der, err := base64.StdEncoding.Strict().DecodeString(encoded)
	if err != nil {
		return none, malformed("crl")
	}
	authority, err := c.authority(fingerprint)
	if err != nil {
		return none, err
	}
	issued, err := verifyCRL(der, authority.Certificate, c.at)
	if err != nil {
		return none, err
	}
	head := registry.RevocationList{
		Authority: fingerprint, Number: issued.Number.String(), Digest: sha256Hex(der),
		ThisUpdate: instant(issued.ThisUpdate), NextUpdate: instant(issued.NextUpdate),
		Entries: len(issued.Revoked), ImportedAt: c.now(),
	}
	return c.takeIn(head, issued.Revoked, der)
}

// takeIn stores a verified list if it is newer than the one that stands.
func (c *call) takeIn(head registry.RevocationList, entries []seal.Revocation, der []byte) (registry.RevocationList, error) {
	at := public(registry.KeyCRL, head.Authority)
	standing, found, err := read[registry.RevocationList](c.ledger, at)
	if err != nil || found && standing.Digest == head.Digest {
		return standing, err
	}
	if found && !newer(head, standing) {
		return standing, registry.Refuse(registry.CRLNotNewer, "number", standing.Number)
	}
	if err := c.revoke(head, entries); err != nil {
		return head, err
	}
	if err := c.put(public(registry.KeyCRLBytes, head.Authority), der); err != nil {
		return head, err
	}
	if err := c.put(at, head); err != nil {
		return head, err
	}
	return head, c.announceTrust(at)
}

// revoke notes every serial not noted before. What was once revoked stays so,
// even when a later list leaves it out.
func (c *call) revoke(head registry.RevocationList, entries []seal.Revocation) error {
	for _, entry := range entries {
		serial := entry.Serial.Text(16)
		at := public(registry.KeyRevocation, head.Authority, serial)
		_, found, err := read[registry.Revocation](c.ledger, at)
		if err != nil {
			return err
		}
		if found {
			continue
		}
		note := registry.Revocation{Authority: head.Authority, Serial: serial, RevokedAt: instant(entry.At), CRL: head.Number}
		if err := c.put(at, note); err != nil {
			return err
		}
	}
	return nil
}

// newer demands a greater number and no earlier date.
func newer(next, standing registry.RevocationList) bool {
	a, readA := new(big.Int).SetString(next.Number, 10)
	b, readB := new(big.Int).SetString(standing.Number, 10)
	return readA && readB && a.Cmp(b) > 0 && next.ThisUpdate >= standing.ThisUpdate
}

// mustBeCurrent judges a certification path by the revocation registry: no
// serial on it is revoked, and for each authority there is a list in force at
// the transaction's time. A time before the newest list is refused too, so that
// nobody gets past a revocation by dating a transaction back.
func (c *call) mustBeCurrent(path []registry.Link) error {
	for _, link := range path {
		if err := c.mustBeUnrevoked(link); err != nil {
			return err
		}
		if err := c.mustHaveList(link.Authority); err != nil {
			return err
		}
	}
	return nil
}

// mustBeUnrevoked refuses certificates whose serial was ever on a list.
func (c *call) mustBeUnrevoked(link registry.Link) error {
	_, revoked, err := read[registry.Revocation](c.ledger, public(registry.KeyRevocation, link.Authority, link.Serial))
	if err != nil {
		return err
	}
	if revoked {
		return registry.Refuse(registry.SignerInactive, "state", "certificate_revoked", "serial", link.Serial)
	}
	return nil
}

func (c *call) mustHaveList(authority string) error {
	head, found, err := read[registry.RevocationList](c.ledger, public(registry.KeyCRL, authority))
	if err != nil {
		return err
	}
	if !found {
		return registry.Refuse(registry.CRLStale, "authority", authority)
	}
	next, err := certificate.ParseInstant(head.NextUpdate)
	if err != nil {
		return err
	}
	grace := time.Duration(c.membership.Limits.CRLGraceHours) * time.Hour
	switch {
	case c.now() < head.ThisUpdate:
		return registry.Refuse(registry.TimeBeforeCRL, "authority", authority)
	case !c.at.Before(next.Time().Add(grace)):
		return registry.Refuse(registry.CRLStale, "authority", authority)
	}
	return nil
}

func sha256Hex(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
