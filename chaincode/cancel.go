package chaincode

import (
	"bytes"

	"origo/certificate"
	"origo/certificate/registry"
)

// cancel withdraws a certificate by a sealed act of its office or of an issuing
// authority of the same country. A used certificate can be cancelled as well:
// what the importing customs do about it is theirs to decide.
func (c *call) cancel(id certificate.ID) (registry.Record, error) {
	var none registry.Record
	if err := c.mustIssueFor(id.Country, registry.RoleIssuer); err != nil {
		return none, err
	}
	var sealed registry.SealedAct
	if err := c.transient(registry.TransientAct, &sealed); err != nil {
		return none, err
	}
	act, err := c.readAct(sealed.Act)
	if err != nil {
		return none, err
	}
	if act.Kind != certificate.CancelCertificate || act.Certificate == nil || *act.Certificate != id {
		return none, registry.Refuse(registry.ActMismatch, "certificate", id.String())
	}
	f, err := c.file(id)
	if err != nil {
		return none, err
	}
	if bytes.Equal(f.dossier.Act, sealed.Act) {
		return f.record, nil
	}
	if f.record.Status != registry.Issued {
		return none, registry.Refuse(registry.CertificateNotValid, "status", string(f.record.Status))
	}
	if err := c.mustMayCancel(f.record, act, sealed); err != nil {
		return none, err
	}
	return c.withdraw(f, act, sealed)
}

// mustMayCancel verifies the act's seal and the office's say in the matter.
func (c *call) mustMayCancel(record registry.Record, act *certificate.Act, sealed registry.SealedAct) error {
	by, office, err := c.mustBeSealed(act, sealed)
	if err != nil {
		return err
	}
	if by.Country != record.Country || by.Office != record.Office && office.Kind != registry.IssuingAuthority {
		return registry.Refuse(registry.SignerNotAllowed, "office", by.Office)
	}
	return nil
}

// withdraw writes the cancellation: the status for all, the act for the pair.
func (c *call) withdraw(f file, act *certificate.Act, sealed registry.SealedAct) (registry.Record, error) {
	p, err := c.pairOf(f.record)
	if err != nil {
		return f.record, err
	}
	f.record.Status, f.record.StatusAt, f.record.Reason = registry.Cancelled, c.now(), string(act.Reason)
	if err := c.update(certificateAt(f.record.ID), f.record, c.issuersOf(p.issuing)); err != nil {
		return f.record, err
	}
	f.dossier.Act, f.dossier.ActSeal = sealed.Act, sealed.Seal
	if err := c.update(p.dossierAt(), f.dossier, p.issuers()); err != nil {
		return f.record, err
	}
	return f.record, c.emit(registry.EventCancelled, f.record)
}
