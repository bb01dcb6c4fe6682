package clearance

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
)

// sealChecks ask who signed, and by what right.
func sealChecks() []check {
	authentic := func(rest string) func(subject) string {
		return func(s subject) string { return s.law.authentic + "; " + rest }
	}
	return []check{
		{id: "SEAL-01", asks: "Is the seal over these bytes genuine?", cites: authentic(profileSeal), need: both(aDocument, aSeal), judge: genuine},
		{id: "SIGN-01", asks: "Was the signer entitled to sign this form for this office when it was anchored?", cites: authentic(profileOffice), need: both(aDocument, aKnownSigner), judge: entitled},
		{id: "SIGN-02", asks: "Was the signer in good standing when the seal was made, and until it was anchored?", cites: authentic(profileStatus), need: both(aDocument, aKnownSigner), judge: inStanding},
	}
}

func aSeal(s subject) (Message, bool) {
	return msgSealAbsent, len(s.seal()) > 0 || len(s.Presented.Certificate) > 0
}

func aKnownSigner(s subject) (Message, bool) {
	_, ok := s.Signer.found()
	return msgNoSigner, ok && s.message != nil
}

// genuine says what came of verifying the seal; see judgeSeal.
func genuine(s subject) ruling {
	_, known := s.Signer.found()
	switch {
	case len(s.seal()) == 0:
		return notMet(Correct, msgSealAbsent)
	case s.message == nil:
		return refused(inspectError(s.seal()))
	case s.Signer.State == NotFound:
		return notMet(Verify, msgSignerUnknown).from("signer_id", s.message.SignerID().Key())
	case !known:
		return cannotTell(Defer, msgSignerMissing, evidenceLedger).from("state", spell(s.Signer.State))
	case s.refusal != nil:
		return refused(s.refusal)
	}
	return met(msgSealMet).from("judged_at", written(s.judgedAt())).
		giving("signing_time", written(s.verified.SigningTime), "signer", s.verified.Fingerprint.String())
}

func inspectError(message []byte) error {
	_, err := seal.Inspect(message)
	return err
}

// refused turns the verifier's refusal into a ruling.
func refused(err error) ruling {
	var refusal *seal.Refusal
	if !errors.As(err, &refusal) {
		refusal = &seal.Refusal{}
	}
	return notMet(Refuse, msgSealRefused).giving("seal_code", string(refusal.Code),
		"seal_check", strconv.Itoa(refusal.Check), "meaning", refusal.Code.Meaning())
}

func written(t time.Time) string { return certificate.InstantOf(t).String() }

// entitled judges the enrolment as the ledger did: at the time of anchoring, which alone is proven.
func entitled(s subject) ruling {
	state, _ := s.Signer.found()
	return entitlement{s.document.ID(), s.document.Office, written(s.judgedAt())}.of(state)
}

// entitlement is what a signer must have been entitled to: to sign for an office at a moment.
type entitlement struct {
	certificate.ID
	office string
	at     registry.Instant
}

func (e entitlement) of(state registry.SignerState) ruling {
	signer, office, at := state.Signer, state.Office, e.at
	r := met(msgSignerMet)
	switch {
	case signer.Country != e.Country || signer.Office != e.office:
		r = notMet(Verify, msgSignerOffice)
	case !slices.Contains(signer.Forms, e.Form):
		r = notMet(Verify, msgSignerForm)
	case at < signer.From || at >= signer.Until: // instants compare as they sort
		r = notMet(Verify, msgSignerInterval)
	case office.ClosedFrom != "" && at >= office.ClosedFrom:
		r = notMet(Verify, msgOfficeClosed)
	}
	return r.from("office", e.office, "country", e.Country, "form", string(e.Form), "judged_at", at,
		"signer", signer.Fingerprint, "signer_office", signer.Office, "signer_country", signer.Country,
		"from", signer.From, "until", signer.Until, "closed_from", office.ClosedFrom)
}

// inStanding sets the signer's suspension and revocation against two times: the signing time, which the signer
// claims, and the anchoring, which is proven. Between the two it cannot be told whether the seal was made before or
// after the revocation, for whoever holds a stolen key can set back the signing time.
func inStanding(s subject) ruling {
	state, _ := s.Signer.found()
	signed, anchored := written(s.message.SigningTime()), written(s.judgedAt())
	signer, revoked := state.Signer, revokedFrom(state)
	r := met(msgStandingMet)
	switch {
	case reached(signed, revoked):
		r = notMet(Refuse, msgSignerRevoked)
	case reached(anchored, revoked):
		r = cannotTell(Verify, msgRevokedBetween, evidenceIssuer)
	case reached(anchored, signer.Suspended):
		r = notMet(Verify, msgSignerSuspended)
	}
	return r.from("signing_time", signed, "anchored_at", anchored, "signer", signer.Fingerprint,
		"revoked", revoked, "suspended", signer.Suspended)
}

// reached reports whether an order that holds from the given moment, if there is one, held at that time.
func reached(at, from registry.Instant) bool { return from != "" && at >= from }

// revokedFrom is when the signer, or first any certificate on the signer's path, was revoked; empty if none was.
func revokedFrom(state registry.SignerState) registry.Instant {
	first := state.Signer.Revoked
	for _, r := range state.Revocations {
		if first == "" || r.RevokedAt < first {
			first = r.RevokedAt
		}
	}
	return first
}
