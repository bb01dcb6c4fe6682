package chaincode

import (
	"cmp"
	"slices"

	"origo/certificate"
	"origo/certificate/registry"
)

// recordUse notes the decision of the importing customs on one declaration and
// debits what it accepts. It answers nothing: answers stand in the block.
func (c *call) recordUse(id certificate.ID) error {
	if err := c.mustBe(registry.RoleCustoms); err != nil {
		return err
	}
	asked, err := c.askedUse(id)
	if err != nil {
		return err
	}
	f, err := c.fileForCustoms(id)
	if err != nil {
		return err
	}
	d, err := c.desk(f)
	if err != nil {
		return err
	}
	standing, found, err := read[registry.Use](c.ledger, d.useAt(f.dossier.Salt, asked.Declaration))
	if err != nil {
		return err
	}
	if found {
		return sameUse(standing, asked)
	}
	if err := mustBeUsable(f.record, asked); err != nil {
		return err
	}
	return c.book(d, asked)
}

// askedUse is the decision that came with the transaction, fit to be looked at further, its lines in order.
func (c *call) askedUse(id certificate.ID) (registry.UseRequest, error) {
	var asked registry.UseRequest
	if err := c.transient(registry.TransientUse, &asked); err != nil {
		return asked, err
	}
	if err := c.checkUse(id, asked); err != nil {
		return asked, err
	}
	slices.SortFunc(asked.Lines, func(a, b registry.UseLine) int { return cmp.Compare(a.Item, b.Item) })
	return asked, nil
}

// sameUse accepts the repetition of a use, and nothing else under its number.
func sameUse(standing registry.Use, asked registry.UseRequest) error {
	switch {
	case !sameContent(standing.UseRequest, asked):
		return registry.Refuse(registry.DeclarationDiffers)
	case standing.Reversal != nil:
		return registry.Refuse(registry.DeclarationReversed)
	}
	return nil
}

// presentationYears is how long after expiry a decision may still come: an
// officer may decide late on what was presented in time, and the assessment
// judges the presentation.
const presentationYears = 2

// mustBeUsable refuses to accept anything under a certificate that no longer
// stands or is long expired. Refusals can always be recorded.
func mustBeUsable(record registry.Record, asked registry.UseRequest) error {
	if asked.Outcome == registry.Refused {
		return nil
	}
	if record.Status != registry.Issued {
		return registry.Refuse(registry.CertificateNotValid, "status", string(record.Status))
	}
	if asked.DecidedOn.After(record.Expiry.AddYears(presentationYears)) {
		return registry.Refuse(registry.CertificateExpired, "expiry", record.Expiry.String())
	}
	return nil
}

// book writes the use, the balances it changes and the account.
func (c *call) book(d *desk, asked registry.UseRequest) error {
	d.account.Sequence++
	if err := d.debit(asked.Lines); err != nil {
		return err
	}
	if err := d.refuse(asked); err != nil {
		return err
	}
	at := d.useAt(d.salt, asked.Declaration)
	use := registry.Use{
		UseRequest: asked, Sequence: d.account.Sequence, By: c.organisation,
		RecordedAt: c.now(), Transaction: c.id, Salt: c.salt(d.salt, at),
	}
	if err := c.create(at, use, d.customs()); err != nil {
		return err
	}
	if err := d.save(); err != nil {
		return err
	}
	return c.emit(registry.EventUsed, d.id)
}

// reverseUse takes a use back. The use stays on record; what it debited becomes
// available again.
func (c *call) reverseUse(id certificate.ID) error {
	if err := c.mustBe(registry.RoleCustoms); err != nil {
		return err
	}
	asked, err := c.askedReversal(id)
	if err != nil {
		return err
	}
	f, err := c.fileForCustoms(id)
	if err != nil {
		return err
	}
	d, err := c.desk(f)
	if err != nil {
		return err
	}
	use, found, err := read[registry.Use](c.ledger, d.useAt(f.dossier.Salt, asked.Declaration))
	switch {
	case err != nil:
		return err
	case !found:
		return registry.Refuse(registry.UseUnknown)
	case use.Reversal != nil:
		return sameReversal(*use.Reversal, asked)
	}
	if err := c.mustNotStandOnward(use); err != nil {
		return err
	}
	return c.unbook(d, use, asked)
}

// askedReversal is the reversal that came with the transaction, fit to be looked at further.
func (c *call) askedReversal(id certificate.ID) (registry.ReverseRequest, error) {
	var asked registry.ReverseRequest
	if err := c.transient(registry.TransientReversal, &asked); err != nil {
		return asked, err
	}
	return asked, checkReversal(id, asked)
}

// sameReversal accepts the repetition of a reversal, and no other of the same use.
func sameReversal(standing registry.Reversal, asked registry.ReverseRequest) error {
	if standing.Reason == asked.Reason && standing.Officer == asked.Officer {
		return nil
	}
	return registry.Refuse(registry.DeclarationReversed)
}

// mustNotStandOnward refuses to take a re-export back while the certificate that was issued on it stands: the goods would
// be certified twice. Records are public, so endorsers of both countries see the same.
func (c *call) mustNotStandOnward(use registry.Use) error {
	if use.Outcome != registry.Reexported {
		return nil
	}
	onward, err := certificate.ParseID(use.Declaration)
	if err != nil {
		return malformed("declaration")
	}
	record, found, err := read[registry.Record](c.ledger, certificateAt(onward))
	if err == nil && found && record.Status != registry.Cancelled {
		err = registry.Refuse(registry.CertificateInUse, "certificate", onward.String())
	}
	return err
}

// unbook writes the reversal and returns the quantities.
func (c *call) unbook(d *desk, use registry.Use, asked registry.ReverseRequest) error {
	if err := d.credit(use); err != nil {
		return err
	}
	use.Reversal = &registry.Reversal{
		Reason: asked.Reason, Officer: asked.Officer, By: c.organisation, At: c.now(), Transaction: c.id,
	}
	at := d.useAt(d.salt, asked.Declaration)
	use.Salt = c.salt(d.salt, at)
	if err := c.update(at, use, d.customs()); err != nil {
		return err
	}
	if err := d.save(); err != nil {
		return err
	}
	return c.emit(registry.EventReversed, d.id)
}
