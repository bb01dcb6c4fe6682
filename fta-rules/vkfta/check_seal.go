package vkfta

import (
	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

const (
	sealInForce        finding.Message = "vkfta.seal.in_force"
	sealNotYet         finding.Message = "vkfta.seal.not_yet"
	sealUnknown        finding.Message = "vkfta.seal.unknown"
	signatureRight     finding.Message = "vkfta.signature.right"
	signatureGenuine   finding.Message = "vkfta.signature.genuine"
	signatureUnseen    finding.Message = "vkfta.signature.partly_seen"
	evidenceOriginal   finding.Message = "vkfta.evidence.original"
	signatureWrong     finding.Message = "vkfta.signature.wrong"
	signatureMissing   finding.Message = "vkfta.signature.missing"
	stampMissing       finding.Message = "vkfta.stamp.missing"
	evidenceRegistered finding.Message = "vkfta.evidence.seal_register"
)

const sealDays = 15 // from notification until a change of names or seals takes effect

// sealFrom is the first day on which the seal may be used: the day registered, but not before the fifteenth day after
// the notification. It is zero if neither is known.
func sealFrom(a procedure.Authenticity) certificate.Date {
	from := a.SealFrom
	if !a.SealNotified.IsZero() {
		if earliest := a.SealNotified.AddDays(sealDays); earliest.After(from) {
			from = earliest
		}
	}
	return from
}

// sealCheck holds the day on which the certificate was sealed against the register of names and seals that the parties
// exchange. A seal that is not, or not yet, in it calls for a question to the issuer, not for refusal.
func sealCheck() procedure.Check {
	check := treaty("VKFTA-DOC9", "VKFTA Arts 3.15.3, 3.21.1", atClearance, oneFinding(func(c *procedure.Case) finding.Finding {
		from, sealed := sealFrom(c.Proof.Authenticity), c.Proof.IssueDate
		if !c.Proof.CopyDate.IsZero() {
			sealed = c.Proof.CopyDate
		}
		f := procedure.Passed(sealInForce)
		switch {
		case procedure.IsNot(c.Proof.Authenticity.SealRegistered):
			f = procedure.Failed(finding.Verify, sealUnknown)
			f.Evidence = []finding.Message{evidenceRegistered}
		case sealed.Before(from):
			f = procedure.Failed(finding.Verify, sealNotYet)
		}
		return f.From("sealed", sealed.String()).Giving("from", from.String())
	}), sealInForce, sealNotYet, sealUnknown)
	return when(func(c *procedure.Case) bool {
		a := c.Proof.Authenticity
		return c.Certified() && (a.SealRegistered != nil || !sealFrom(a).IsZero() && !c.Proof.IssueDate.IsZero())
	}, check)
}

// signatureCheck asks that the certificate is signed and stamped. The parties exchange no specimens of officials'
// signatures, so that a list of signatories proves nothing here.
func signatureCheck() procedure.Check {
	check := treaty("VKFTA-DOC10", "VKFTA Arts 3.14.3, 3.21.1", atClearance, func(c *procedure.Case) []finding.Finding {
		a := c.Proof.Authenticity
		var faults []finding.Finding
		if procedure.IsNot(a.SignatureValid) {
			faults = append(faults, procedure.Failed(finding.Verify, signatureWrong))
		}
		if procedure.IsNot(a.SignatureThere) {
			faults = append(faults, toCorrect(c, signatureMissing))
		}
		if procedure.IsNot(a.StampThere) {
			faults = append(faults, toCorrect(c, stampMissing))
		}
		switch {
		case faults != nil:
			return faults
		case procedure.Is(a.SignatureThere) && procedure.Is(a.StampThere):
			return procedure.Met(signatureRight)
		case procedure.Is(a.SignatureValid):
			return procedure.Met(signatureGenuine)
		}
		return procedure.CannotTell(finding.Accept, signatureUnseen, evidenceOriginal)
	}, signatureRight, signatureGenuine, signatureUnseen, signatureWrong, signatureMissing, stampMissing)
	return when(func(c *procedure.Case) bool {
		a := c.Proof.Authenticity
		return c.Certified() && (a.SignatureValid != nil || a.SignatureThere != nil || a.StampThere != nil)
	}, check)
}
