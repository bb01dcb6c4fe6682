package chaincode

import (
	"time"

	"origo/certificate"
	"origo/certificate/registry"
)

// applyAct suspends, reinstates or revokes a signer by a sealed order of an
// issuing authority of the same country. The same act never works twice, so an
// old suspension cannot be brought up again after a reinstatement.
func (c *call) applyAct(text string) (registry.Signer, error) {
	var none registry.Signer
	var sealed registry.SealedAct
	if err := decode("act", []byte(text), &sealed); err != nil {
		return none, err
	}
	act, err := c.readAct(sealed.Act)
	if err != nil {
		return none, err
	}
	if err := c.mustOrder(act.Country); err != nil {
		return none, err
	}
	signer, err := c.signer(act.Signer)
	if err != nil {
		return none, err
	}
	if signer.Country != act.Country {
		return none, registry.Refuse(registry.ActMismatch, "country", act.Country)
	}
	applied := public(registry.KeyAct, sha256Hex(sealed.Act))
	if _, found, err := read[registry.AppliedAct](c.ledger, applied); err != nil || found {
		return signer, err
	}
	by, err := c.mustBeOrdered(act, sealed)
	if err != nil {
		return none, err
	}
	note := registry.AppliedAct{SealedAct: sealed, Signer: by.Fingerprint, At: c.now(), Transaction: c.id}
	if err := c.create(applied, note, c.issuersOf(c.party)); err != nil {
		return none, err
	}
	signer = changed(signer, act)
	return signer, c.keep(signerAt(signer.Fingerprint), signer, true)
}

// mustOrder admits administrators and, because a lost key is urgent, issuing
// officers themselves.
func (c *call) mustOrder(country string) error {
	if c.role == registry.RoleIssuer {
		return c.mustIssueFor(country, registry.RoleIssuer)
	}
	return c.mustIssueFor(country, registry.RoleAdmin)
}

// readAct reads an order meant for this ledger.
func (c *call) readAct(raw []byte) (*certificate.Act, error) {
	act, err := certificate.ParseAct(raw)
	if err != nil {
		return nil, malformed("act")
	}
	if err := act.Validate(); err != nil {
		return nil, invalid(err)
	}
	return act, c.mustBelongHere(act.Network, act.Agreement)
}

// mustBelongHere refuses what was made for another network or channel.
func (c *call) mustBelongHere(network string, agreement certificate.Agreement) error {
	if agreement != c.membership.Agreement {
		return registry.Refuse(registry.WrongAgreement, "agreement", string(c.membership.Agreement))
	}
	if network != c.membership.Network {
		return registry.Refuse(registry.WrongNetwork, "network", c.membership.Network)
	}
	return nil
}

// mustBeOrdered verifies the seal of an act about a signer. The office must be
// an issuing authority; a signer may always suspend or revoke himself.
func (c *call) mustBeOrdered(act *certificate.Act, sealed registry.SealedAct) (registry.Signer, error) {
	by, office, err := c.mustBeSealed(act, sealed)
	if err != nil {
		return by, err
	}
	allowed := office.Kind == registry.IssuingAuthority
	if by.Fingerprint == act.Signer {
		allowed = act.Kind != certificate.ReinstateSigner
	}
	if !allowed {
		return by, registry.Refuse(registry.SignerNotAllowed, "office", office.Code)
	}
	return by, nil
}

// mustBeSealed verifies the seal of any act: by a signer of the office and
// country it names, and freshly made.
func (c *call) mustBeSealed(act *certificate.Act, sealed registry.SealedAct) (registry.Signer, registry.Office, error) {
	by, office, err := c.verify(sealed.Act, sealed.Seal)
	if err != nil {
		return by, office, err
	}
	if by.Country != act.Country || by.Office != act.Office {
		return by, office, registry.Refuse(registry.SignerNotAllowed, "office", act.Office)
	}
	made := act.MadeAt.Time()
	if made.After(c.at.Add(clockTolerance)) || made.Before(c.at.Add(-c.signingAge())) {
		return by, office, registry.Refuse(registry.TimeImplausible, "field", "made_at")
	}
	return by, office, nil
}

// clockTolerance is by how much a signer's clock may run ahead of the ledger's.
const clockTolerance = 5 * time.Minute

// signingAge is how long a seal stays fresh enough to be anchored.
func (c *call) signingAge() time.Duration {
	return time.Duration(c.membership.Limits.SigningAgeHours) * time.Hour
}

// changed is the signer after the act. A revocation is final and only ever
// moves to an earlier moment, which may lie in the past.
func changed(s registry.Signer, act *certificate.Act) registry.Signer {
	from := act.From.String()
	if act.From.IsZero() {
		from = act.MadeAt.String()
	}
	switch act.Kind {
	case certificate.SuspendSigner:
		s.Suspended = from
	case certificate.ReinstateSigner:
		s.Suspended = ""
	case certificate.RevokeSigner:
		if s.Revoked == "" || from < s.Revoked {
			s.Revoked = from
		}
	}
	if s.Revoked == "" || act.Kind == certificate.RevokeSigner {
		s.Reason = string(act.Reason)
	}
	return s
}
