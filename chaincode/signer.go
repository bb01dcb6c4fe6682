package chaincode

import (
	"slices"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
)

// enrolSigner binds a leaf certificate to an office. Its certification path is
// verified here, once; certificates sealed later cost look-ups only.
func (c *call) enrolSigner(text string) (registry.Signer, error) {
	var none registry.Signer
	var asked registry.Enrolment
	if err := decode("enrolment", []byte(text), &asked); err != nil {
		return none, err
	}
	if err := c.mustIssueFor(asked.Country, registry.RoleAdmin); err != nil {
		return none, err
	}
	if err := c.checkEnrolment(asked); err != nil {
		return none, err
	}
	fingerprint := seal.FingerprintOf(asked.Certificate).String()
	standing, found, err := read[registry.Signer](c.ledger, signerAt(fingerprint))
	switch {
	case err != nil:
		return standing, err
	case found && sameContent(enrolmentOf(standing), asked):
		return standing, nil
	case found:
		return standing, registry.Refuse(registry.AlreadyExists, "signer", fingerprint)
	}
	return c.enrol(fingerprint, asked)
}

func (c *call) enrol(fingerprint string, asked registry.Enrolment) (registry.Signer, error) {
	signer := registry.Signer{
		Fingerprint: fingerprint, Country: asked.Country, Office: asked.Office, Certificate: asked.Certificate,
		Forms: asked.Forms, From: asked.From, Until: asked.Until, EnrolledAt: c.now(),
	}
	leaf, err := parseCertificate("certificate", asked.Certificate)
	if err != nil {
		return signer, err
	}
	if signer.Path, err = c.pathOf(leaf, asked.Country); err != nil {
		return signer, err
	}
	if err := c.mustBeCurrent(signer.Path); err != nil {
		return signer, err
	}
	for _, id := range seal.SignerIDsOf(leaf) {
		if err := c.index(id, fingerprint); err != nil {
			return signer, err
		}
	}
	byOffice := public(registry.KeyOfficeSigner, signer.Country, signer.Office, fingerprint)
	if err := c.create(byOffice, fingerprint, c.issuersOf(c.party)); err != nil {
		return signer, err
	}
	return signer, c.keep(signerAt(fingerprint), signer, false)
}

// index lets a seal without certificate find its signer. Two signers a message
// could not tell apart are not both enrolled.
func (c *call) index(id seal.SignerID, fingerprint string) error {
	at := public(registry.KeySignerID, id.Key())
	other, found, err := read[string](c.ledger, at)
	if err != nil {
		return err
	}
	if found && other != fingerprint {
		return registry.Refuse(registry.AlreadyExists, "signer", other)
	}
	return c.save(at, fingerprint, c.issuersOf(c.party), found)
}

// checkEnrolment wants an open office that may issue the forms, and an interval.
func (c *call) checkEnrolment(asked registry.Enrolment) error {
	switch {
	case len(asked.Forms) == 0 || hasDuplicates(asked.Forms):
		return malformed("forms")
	case !isInstant(asked.From):
		return malformed("from")
	case !isInstant(asked.Until) || asked.Until <= asked.From:
		return malformed("until")
	}
	office, err := c.office(asked.Country, asked.Office)
	if err != nil {
		return err
	}
	for _, form := range asked.Forms {
		if !slices.Contains(office.Forms, form) {
			return registry.Refuse(registry.SignerNotAllowed, "form", string(form))
		}
	}
	return c.mustBeOpen(office)
}

// enrolmentOf is the request that a signer was enrolled by.
func enrolmentOf(s registry.Signer) registry.Enrolment {
	return registry.Enrolment{
		Country: s.Country, Office: s.Office, Certificate: s.Certificate,
		Forms: s.Forms, From: s.From, Until: s.Until,
	}
}

// signer finds an enrolled leaf certificate.
func (c *call) signer(fingerprint string) (registry.Signer, error) {
	signer, found, err := read[registry.Signer](c.ledger, signerAt(fingerprint))
	if err == nil && !found {
		err = registry.Refuse(registry.SignerUnknown, "signer", fingerprint)
	}
	return signer, err
}

// mustBeActive refuses signers outside their interval, suspended or revoked at
// the transaction's time.
func (c *call) mustBeActive(s registry.Signer) error {
	now, state := c.now(), ""
	switch {
	case s.Revoked != "" && s.Revoked <= now:
		state = "revoked"
	case s.Suspended != "" && s.Suspended <= now:
		state = "suspended"
	case now < s.From:
		state = "not_yet_active"
	case now >= s.Until:
		state = "no_longer_active"
	default:
		return nil
	}
	return registry.Refuse(registry.SignerInactive, "state", state)
}

// mustSignFor refuses signers enrolled for another office or form.
func mustSignFor(s registry.Signer, country, office string, form certificate.Form) error {
	if s.Country != country || s.Office != office {
		return registry.Refuse(registry.SignerNotAllowed, "office", office)
	}
	if !slices.Contains(s.Forms, form) {
		return registry.Refuse(registry.SignerNotAllowed, "form", string(form))
	}
	return nil
}

func signerAt(fingerprint string) address { return public(registry.KeySigner, fingerprint) }
