package chaincode

import (
	"crypto/sha256"
	"encoding/hex"

	"origo/certificate"
	"origo/certificate/canonical"
	"origo/certificate/registry"
	"origo/chaincode/endorsement"
)

// approveMembership notes the caller's organisation's consent to a text. With
// the last consent needed the text takes effect.
func (c *call) approveMembership(text string) (registry.Approval, error) {
	var none registry.Approval
	var proposed registry.Membership
	if err := decode("membership", []byte(text), &proposed); err != nil {
		return none, err
	}
	if err := c.checkMembership(proposed); err != nil {
		return none, err
	}
	digest, err := membershipDigest(proposed)
	if err != nil {
		return none, err
	}
	inForce, err := c.inForce()
	if err != nil {
		return none, err
	}
	concerned := organisationsOf(inForce, proposed)
	if err := c.mayApprove(concerned); err != nil {
		return none, err
	}
	given := registry.Approval{Organisation: c.organisation, Version: proposed.Version, Digest: digest, At: c.now()}
	return c.approve(proposed, inForce, given)
}

// approve records the approval unless it stands already.
func (c *call) approve(proposed, inForce registry.Membership, given registry.Approval) (registry.Approval, error) {
	at := public(registry.KeyApproval, c.organisation)
	standing, found, err := read[registry.Approval](c.ledger, at)
	if err != nil || found && sameText(standing, given) {
		return standing, err
	}
	if proposed.Version != inForce.Version+1 {
		return standing, registry.Refuse(registry.MembershipConflict, "version", decimal(inForce.Version+1))
	}
	if err := c.save(at, given, endorsement.Organisation(c.organisation), found); err != nil {
		return given, err
	}
	return given, c.putInForce(proposed, inForce, given)
}

// putInForce makes the text law if all others it concerns approved it before.
// From then on only all of its organisations together can endorse another.
func (c *call) putInForce(proposed, inForce registry.Membership, given registry.Approval) error {
	for _, name := range organisationsOf(inForce, proposed) {
		if name == c.organisation {
			continue
		}
		approval, found, err := read[registry.Approval](c.ledger, public(registry.KeyApproval, name))
		if err != nil || !found || !sameText(approval, given) {
			return err
		}
	}
	members := proposed.Organisations()
	at := public(registry.KeyMembership)
	if err := c.save(at, proposed, endorsement.Any(len(members), members), inForce.Version > 0); err != nil {
		return err
	}
	return c.announceTrust(at)
}

// inForce is the membership in effect, version 0 if there is none yet.
func (c *call) inForce() (registry.Membership, error) {
	m, _, err := read[registry.Membership](c.ledger, public(registry.KeyMembership))
	return m, err
}

// readMembership answers the membership in force.
func (c *call) readMembership() (registry.Membership, error) {
	m, found, err := read[registry.Membership](c.ledger, public(registry.KeyMembership))
	if err == nil && !found {
		err = registry.Refuse(registry.MembershipMissing)
	}
	return m, err
}

func (c *call) mayApprove(concerned []string) error {
	if err := c.mustBe(registry.RoleAdmin); err != nil {
		return err
	}
	for _, name := range concerned {
		if name == c.organisation {
			return nil
		}
	}
	return registry.Refuse(registry.NotAMember, "organisation", c.organisation)
}

// organisationsOf lists all organisations of two memberships, sorted.
func organisationsOf(a, b registry.Membership) []string {
	return registry.Membership{Parties: append(append([]registry.Party(nil), a.Parties...), b.Parties...)}.Organisations()
}

// sameText reports whether two approvals are of the same text.
func sameText(a, b registry.Approval) bool { return a.Version == b.Version && a.Digest == b.Digest }

// membershipDigest is the SHA-256 of the canonical text, lower hex.
func membershipDigest(m registry.Membership) (string, error) {
	raw, err := canonical.Marshal(m)
	if err != nil {
		return "", malformed("membership")
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}

// The widest tolerances a channel may agree on.
const (
	maxSigningAgeHours = 30 * 24
	maxCRLGraceHours   = 30 * 24
	maxNameLength      = 128 // of a network or an organisation
)

// checkMembership refuses texts that could not work.
func (c *call) checkMembership(m registry.Membership) error {
	if string(m.Agreement) != c.stub.GetChannelID() {
		return registry.Refuse(registry.WrongAgreement, "agreement", c.stub.GetChannelID())
	}
	limits := m.Limits
	switch {
	case m.Version < 1:
		return malformed("version")
	case !isName(m.Network):
		return malformed("network")
	case limits.SigningAgeHours < 1 || limits.SigningAgeHours > maxSigningAgeHours:
		return malformed("limits.signing_age_hours")
	case limits.CRLGraceHours < 0 || limits.CRLGraceHours > maxCRLGraceHours:
		return malformed("limits.crl_grace_hours")
	}
	return checkParties(m.Parties)
}

// checkParties wants at least two countries in alphabetical order, each able to
// issue and to clear, and every organisation acting for one country only.
func checkParties(parties []registry.Party) error {
	if len(parties) < 2 {
		return malformed("parties")
	}
	actsFor := map[string]string{}
	for i, party := range parties {
		if !certificate.IsCountry(party.Country) || i > 0 && parties[i-1].Country >= party.Country {
			return malformed("parties.country")
		}
		if len(party.Issuing) == 0 || len(party.Customs) == 0 {
			return malformed("parties.organisations")
		}
		for _, name := range party.Organisations() {
			if !isName(name) || actsFor[name] != "" {
				return malformed("parties.organisations")
			}
			actsFor[name] = party.Country
		}
	}
	return nil
}
