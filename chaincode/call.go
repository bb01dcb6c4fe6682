package chaincode

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"github.com/hyperledger/fabric-chaincode-go/v2/pkg/cid"
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/endorsement"
)

// caller is who asks: an organisation and the role its client's certificate
// carries. Fabric has checked the certificate before the contract runs.
type caller struct {
	organisation, role string
	client             *x509.Certificate // nil for identities that are no X.509 certificate
}

// person tells callers of one organisation apart: the SHA-256 of the public key
// that their certificate is for, lower hex. A certificate renewed for the same
// key is the same person's.
func (c caller) person() (string, error) {
	if c.client == nil {
		return "", registry.Refuse(registry.Malformed, "field", "identity")
	}
	sum := sha256.Sum256(c.client.RawSubjectPublicKeyInfo)
	return hex.EncodeToString(sum[:]), nil
}

// call is one transaction: the ledger, who asks, when, and the membership they
// all live under.
type call struct {
	ledger
	caller
	at         time.Time // of the transaction, whole seconds, UTC
	id         string    // of the transaction
	membership registry.Membership
	party      registry.Party // the caller's own
}

// open starts a transaction that needs no membership in force.
func open(ctx contractapi.TransactionContextInterface) (*call, error) {
	stub := ctx.GetStub()
	identity, err := cid.New(stub)
	if err != nil {
		return nil, fmt.Errorf("read caller: %w", err)
	}
	organisation, err := identity.GetMSPID()
	if err != nil {
		return nil, fmt.Errorf("read caller: %w", err)
	}
	role, _, err := identity.GetAttributeValue(registry.AttributeRole)
	if err != nil {
		return nil, fmt.Errorf("read caller's role: %w", err)
	}
	client, err := identity.GetX509Certificate()
	if err != nil {
		return nil, fmt.Errorf("read caller's certificate: %w", err)
	}
	at, err := stub.GetTxTimestamp()
	if err != nil {
		return nil, fmt.Errorf("read time of transaction: %w", err)
	}
	stub.StartWriteBatch()
	return &call{
		ledger: ledger{stub},
		caller: caller{organisation, role, client},
		at:     at.AsTime().UTC().Truncate(time.Second),
		id:     stub.GetTxID(),
	}, nil
}

// begin starts a transaction of a member under the membership in force.
func begin(ctx contractapi.TransactionContextInterface) (*call, error) {
	c, err := open(ctx)
	if err != nil {
		return nil, err
	}
	inForce, found, err := read[registry.Membership](c.ledger, public(registry.KeyMembership))
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, registry.Refuse(registry.MembershipMissing)
	}
	c.membership = inForce
	party, found := inForce.PartyOf(c.organisation)
	if !found {
		return nil, registry.Refuse(registry.NotAMember, "organisation", c.organisation)
	}
	c.party = party
	return c, nil
}

// now is the transaction's time as records write it.
func (c *call) now() registry.Instant { return instant(c.at) }

// instant writes a moment as records do.
func instant(t time.Time) registry.Instant { return certificate.InstantOf(t).String() }

// today is the transaction's day in UTC.
func (c *call) today() certificate.Date { return certificate.DateOf(c.at) }

// mustBe refuses callers without the role.
func (c *call) mustBe(role string) error {
	if c.role != role {
		return registry.Refuse(registry.RoleRequired, "role", role)
	}
	return nil
}

// mustIssueFor refuses callers who do not act, in that role, for an issuing
// organisation of the country.
func (c *call) mustIssueFor(country, role string) error {
	return c.mustActFor(country, role, c.party.Issuing)
}

// mustClearFor refuses callers who are not customs of the country.
func (c *call) mustClearFor(country string) error {
	return c.mustActFor(country, registry.RoleCustoms, c.party.Customs)
}

func (c *call) mustActFor(country, role string, organisations []string) error {
	if err := c.mustBe(role); err != nil {
		return err
	}
	if c.party.Country != country {
		return registry.Refuse(registry.WrongCountry, "country", country)
	}
	if !slices.Contains(organisations, c.organisation) {
		return registry.Refuse(registry.RoleRequired, "role", role, "organisation", c.organisation)
	}
	return nil
}

// mustKnow finds the party of a country.
func (c *call) mustKnow(country string) (registry.Party, error) {
	party, found := c.membership.Party(country)
	if !found {
		return party, registry.Refuse(registry.WrongCountry, "country", country)
	}
	return party, nil
}

// issuersOf is the rule for records in the care of a country's issuing
// authority: one of its issuing organisations and any one other member.
func (c *call) issuersOf(party registry.Party) endorsement.Rule {
	return endorsement.Guarded(party.Issuing, c.membership.Organisations())
}
