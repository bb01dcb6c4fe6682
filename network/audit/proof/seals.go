package proof

import (
	"errors"
	"fmt"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
)

// clockTolerance is by how much a signer's clock may run ahead of the ledger's.
const clockTolerance = 5 * time.Minute

// sealed verifies a seal over content as it was due when a transaction ran,
// and gives the signer.
func (v view) sealed(content, cms []byte) (registry.Signer, error) {
	signer, err := v.signerOf(cms)
	if err != nil {
		return signer, err
	}
	enrolled, err := seal.NewEnrolled(signer.Certificate)
	if err != nil {
		return signer, fmt.Errorf("signer's certificate: %w", err)
	}
	age := time.Duration(v.inForce().Limits.SigningAgeHours) * time.Hour
	policy := seal.Policy{MaxSigningAge: age, MaxSigningAhead: clockTolerance}
	if _, err := seal.VerifyEnrolled(cms, content, v.at, enrolled, policy); err != nil {
		return signer, fmt.Errorf("the seal does not verify: %w", err)
	}
	return signer, v.entitled(signer)
}

// signerOf finds the enrolled signer that a seal names.
func (v view) signerOf(cms []byte) (registry.Signer, error) {
	message, err := seal.Inspect(cms)
	if err != nil {
		return registry.Signer{}, fmt.Errorf("the seal cannot be read: %w", err)
	}
	fingerprint, carried := message.Embedded()
	name := fingerprint.String()
	if !carried {
		name, _ = read[string](v, registry.KeySignerID, message.SignerID().Key())
	}
	signer, enrolled := read[registry.Signer](v, registry.KeySigner, name)
	if !enrolled {
		return signer, errors.New("its signer was not enrolled")
	}
	return signer, nil
}

// entitled says whether a signer could seal when a transaction ran.
func (v view) entitled(s registry.Signer) error {
	now := v.instant()
	switch {
	case s.Revoked != "" && s.Revoked <= now:
		return fmt.Errorf("the signer was revoked from %s", s.Revoked)
	case s.Suspended != "" && s.Suspended <= now:
		return fmt.Errorf("the signer was suspended from %s", s.Suspended)
	case now < s.From || now >= s.Until:
		return fmt.Errorf("the signer was enrolled from %s until %s", s.From, s.Until)
	}
	office, known := read[registry.Office](v, registry.KeyOffice, s.Country, s.Office)
	if !known || closed(office, now) {
		return fmt.Errorf("the signer's office %s was not open", s.Office)
	}
	for _, link := range s.Path {
		if err := v.current(link); err != nil {
			return err
		}
	}
	return nil
}

func closed(office registry.Office, now registry.Instant) bool {
	return office.ClosedFrom != "" && office.ClosedFrom <= now
}

// current wants a step of a certification path unrevoked, by a list in force.
func (v view) current(link registry.Link) error {
	if v.raw(registry.KeyRevocation, link.Authority, link.Serial) != nil {
		return fmt.Errorf("the signer's certificate, or one above it, was revoked: serial %s", link.Serial)
	}
	list, known := read[registry.RevocationList](v, registry.KeyCRL, link.Authority)
	next, err := certificate.ParseInstant(list.NextUpdate)
	grace := time.Duration(v.inForce().Limits.CRLGraceHours) * time.Hour
	if !known || err != nil || v.instant() < list.ThisUpdate || !v.at.Before(next.Time().Add(grace)) {
		return fmt.Errorf("there was no revocation list in force of the authority %s", link.Authority)
	}
	return nil
}

// order reads and verifies a sealed act.
func (v view) order(sealed registry.SealedAct) (*certificate.Act, registry.Signer, error) {
	act, err := certificate.ParseAct(sealed.Act)
	if err != nil {
		return nil, registry.Signer{}, fmt.Errorf("the act cannot be read: %w", err)
	}
	if err := act.Validate(); err != nil {
		return act, registry.Signer{}, fmt.Errorf("the act: %w", err)
	}
	by, err := v.sealed(sealed.Act, sealed.Seal)
	if err != nil {
		return act, by, fmt.Errorf("the act: %w", err)
	}
	inForce := v.inForce()
	switch {
	case act.Network != inForce.Network || act.Agreement != inForce.Agreement:
		return act, by, errors.New("the act is meant for another ledger")
	case by.Country != act.Country || by.Office != act.Office:
		return act, by, errors.New("the act was sealed for another office than it names")
	}
	return act, by, nil
}
