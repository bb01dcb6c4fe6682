package chaincode

import (
	"time"

	"origo/certificate"
	"origo/certificate/registry"
)

// order is a sealed act about a signer, read and found to be meant for this
// ledger, with the signer it is about. Its seal has yet to be verified.
type order struct {
	sealed registry.SealedAct
	act    *certificate.Act
	about  registry.Signer
}

// applyAct suspends a signer by a sealed order of an issuing authority of the
// same country, at once. What needs two administrators is proposed instead. The
// same act never works twice, so an old suspension cannot be brought up again
// after a reinstatement.
func (c *call) applyAct(text string) (registry.Signer, error) {
	o, err := c.order(text)
	if err != nil {
		return o.about, err
	}
	if err := c.mustOrder(o.act.Country); err != nil {
		return o.about, err
	}
	if registry.NeedsTwo(o.act.Kind) {
		return o.about, registry.Refuse(registry.TwoNeeded, "kind", string(o.act.Kind))
	}
	if _, found, err := read[registry.AppliedAct](c.ledger, actAt(o.sealed.Digest())); err != nil || found {
		return o.about, err
	}
	by, err := c.mustBeOrdered(o.act, o.sealed)
	if err != nil {
		return o.about, err
	}
	return c.carryOut(o, by)
}

// order reads an act about a signer of the country it names.
func (c *call) order(text string) (order, error) {
	var o order
	if err := decode("act", []byte(text), &o.sealed); err != nil {
		return o, err
	}
	return c.orderOf(o.sealed)
}

// orderOf is order for an act that was decoded.
func (c *call) orderOf(sealed registry.SealedAct) (order, error) {
	o := order{sealed: sealed}
	var err error
	if o.act, err = c.readAct(sealed.Act); err != nil {
		return o, err
	}
	if o.act.Kind == certificate.CancelCertificate {
		return o, registry.Refuse(registry.ActMismatch, "kind", string(o.act.Kind))
	}
	if o.about, err = c.signer(o.act.Signer); err != nil {
		return o, err
	}
	if o.about.Country != o.act.Country {
		return o, registry.Refuse(registry.ActMismatch, "country", o.act.Country)
	}
	return o, nil
}

// carryOut changes the signer as ordered and keeps the act with everybody who
// consented before, and the caller.
func (c *call) carryOut(o order, by registry.Signer, before ...registry.Consent) (registry.Signer, error) {
	consent, err := c.consent()
	if err != nil {
		return o.about, err
	}
	digest := o.sealed.Digest()
	note := registry.AppliedAct{
		SealedAct: o.sealed, Signer: by.Fingerprint, At: c.now(), Transaction: c.id, Consents: append(before, consent),
	}
	if err := c.create(actAt(digest), note, c.issuersOf(c.party)); err != nil {
		return o.about, err
	}
	signer := changed(o.about, o.act)
	signer.Act = digest
	return signer, c.keep(signerAt(signer.Fingerprint), signer, true)
}

// consent is the caller's hand in an act.
func (c *call) consent() (registry.Consent, error) {
	person, err := c.person()
	return registry.Consent{Organisation: c.organisation, Identity: person, At: c.now(), Transaction: c.id}, err
}

func actAt(digest string) address { return public(registry.KeyAct, digest) }

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
