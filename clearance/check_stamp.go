package clearance

import (
	"errors"
	"strings"

	"origo/certificate/registry"
	"origo/certificate/seal"
	"origo/certificate/stamp"
)

// stampChecks ask what the QR code on the paper proves. Without one they say nothing. A bad QR code is a reason to ask
// the issuing authority and never by itself one to refuse: no treaty demands one.
func stampChecks() []check {
	doubted := func(s subject) string { return s.law.doubt }
	authentic := func(s subject) string { return s.law.authentic + "; " + profileOffice }
	return []check{
		{id: "QR-01", asks: "Is the QR code genuine?", cites: doubted, need: aStamp, judge: stampGenuine},
		{id: "QR-02", asks: "Was its signer entitled to sign this form for this office when it was made?", cites: authentic, need: aGenuineStamp, judge: stampEntitled},
		{id: "QR-03", asks: "Was its signer in good standing when it was made?", cites: authentic, need: aGenuineStamp, judge: stampInStanding},
		{id: "QR-04", asks: "Does the QR code say what the certificate says?", cites: doubted, need: aReadStamp, judge: stampSame},
	}
}

// stampedChecks are what a genuine QR code is good for where the certificate itself is not at hand.
func stampedChecks() []check {
	validity := func(s subject) string { return atImport(s.Here, s.law.validity, "Art. 12(1)") }
	return []check{
		{id: "QR-05", asks: "Was the paper presented in time, and here, as far as its QR code says?", cites: validity, need: onlyAGenuineStamp, judge: stampInTime},
	}
}

func aStamp(s subject) (Message, bool) { return "", s.Presented.Stamp != "" }

func aReadStamp(s subject) (Message, bool) { return "", s.stamp != nil }

func aGenuineStamp(s subject) (Message, bool) {
	_, known := s.StampSigner.found()
	return "", known && s.stamp != nil && s.stampRefusal == nil
}

func onlyAGenuineStamp(s subject) (Message, bool) {
	_, genuine := aGenuineStamp(s)
	return "", genuine && s.document == nil
}

// readStamp reads the stamp and verifies it with the key of the signer it names.
func (m *matter) readStamp() {
	if m.Presented.Stamp == "" {
		return
	}
	if m.stamp, m.stampRefusal = stamp.Parse(m.Presented.Stamp); m.stampRefusal != nil {
		return
	}
	if signer, known := m.StampSigner.found(); known {
		m.stampRefusal = verifyStamp(m.stamp, signer.Signer.Certificate)
	}
}

// verifyStamp verifies a stamp with a certificate in DER.
func verifyStamp(s *stamp.Stamp, der []byte) error {
	signer, err := seal.ParseCertificate(der)
	if err != nil {
		return err
	}
	return s.Verify(signer)
}

func stampGenuine(s subject) ruling {
	_, known := s.StampSigner.found()
	switch {
	case s.stamp == nil:
		return stampRefused(Refer, msgStampUnreadable, s.stampRefusal)
	case s.StampSigner.State == NotFound:
		return notMet(Verify, msgStampSignerUnknown).from("signer", s.stamp.Signer(), "office", s.stamp.Office)
	case !known:
		return cannotTell(Defer, msgStampSignerMissing, evidenceLedger).from("state", spell(s.StampSigner.State), "signer", s.stamp.Signer())
	case s.stampRefusal != nil:
		return stampRefused(Verify, msgStampRefused, s.stampRefusal).from("signer", s.stamp.Signer())
	}
	state, _ := s.StampSigner.found()
	return met(msgStampMet).from("stamped_at", s.stamp.StampedAt.String(), "signer", state.Signer.Fingerprint).
		giving("signed_by", signerName(state.Signer.Certificate))
}

// signerName is the name in an enrolled certificate, DER; empty if it cannot be read.
func signerName(der []byte) string {
	signer, err := seal.ParseCertificate(der)
	if err != nil {
		return ""
	}
	return signer.Subject.CommonName
}

// stampRefused turns a refusal into a ruling.
func stampRefused(verdict Verdict, message Message, err error) ruling {
	r := notMet(verdict, message)
	var refusal *stamp.Refusal
	if !errors.As(err, &refusal) {
		return r.giving("meaning", err.Error())
	}
	return r.giving("stamp_code", string(refusal.Code), "meaning", refusal.Code.Meaning())
}

func stampEntitled(s subject) ruling {
	state, _ := s.StampSigner.found()
	f := s.stamp.Facts
	return entitlement{f.ID, f.Office, f.StampedAt.String()}.of(state)
}

// stampInStanding sets suspension and revocation against the time at which the signer claims to have stamped. Once a
// signer was revoked, that claim proves nothing, for whoever holds a stolen key can set it back: only a certificate that
// was anchored before, and of which the QR code says the same, shows that it is old.
func stampInStanding(s subject) ruling {
	state, _ := s.StampSigner.found()
	revoked, suspended, at := revokedFrom(state), state.Signer.Suspended, s.stamp.StampedAt.String()
	record, anchored := s.Record.found()
	old := anchored && !reached(record.AnchoredAt, revoked) && len(stampDiffers(s)) == 0
	r := met(msgStampStanding)
	switch {
	case reached(at, revoked):
		r = notMet(Verify, msgStampRevoked)
	case revoked != "" && !old:
		r = cannotTell(Verify, msgStampRevokedSince, evidenceIssuer)
	case reached(at, suspended):
		r = notMet(Verify, msgStampSuspended)
	}
	return r.from("stamped_at", at, "signer", state.Signer.Fingerprint, "revoked", revoked, "suspended", suspended)
}

// stampSame compares the QR code with the certificate itself, or else with its public entry.
func stampSame(s subject) ruling {
	_, known := s.Record.found()
	differing := stampDiffers(s)
	switch {
	case len(differing) > 0:
		return notMet(Verify, msgStampDiffers).giving("fields", strings.Join(differing, ", "))
	case s.document != nil:
		return met(msgStampSame).giving("digest", s.stamp.Digest)
	case known:
		return met(msgStampEntriesSame)
	}
	return cannotTell(Defer, msgStampUncompared, evidenceLedger).from("state", spell(s.Record.State))
}

// stampInTime leaves it to an officer to draw consequences: the certificate may say more.
func stampInTime(s subject) ruling {
	f := s.stamp.Facts
	r := met(msgStampInTime)
	switch {
	case f.ImportingCountry != s.Here:
		r = notMet(Refer, msgStampElsewhere)
	case s.PresentedOn.IsZero():
		r = cannotTell(Refer, msgNoPresentation, evidenceDays)
	case s.PresentedOn.After(f.Expiry):
		r = notMet(Refer, msgStampExpired)
	}
	return r.from("importing_country", f.ImportingCountry, "here", s.Here, "expiry", f.Expiry.String(), "presented_on", s.PresentedOn.String())
}

// stampDiffers names what the QR code says otherwise than what is at hand.
func stampDiffers(s subject) []string {
	record, known := s.Record.found()
	switch {
	case s.document != nil:
		differing, err := s.stamp.Differences(s.document)
		if err != nil {
			return []string{"items"} // the document has none
		}
		return differing
	case known:
		return entryDiffers(s.stamp.Facts, record)
	}
	return nil
}

// entryDiffers compares what a public entry shows.
func entryDiffers(f stamp.Facts, record registry.Record) []string {
	var differing []string
	for _, p := range []struct{ field, stamped, ledger string }{
		{"number", f.ID.String(), record.ID.String()}, {"office", f.Office, record.Office},
		{"importing_country", f.ImportingCountry, record.ImportingCountry},
		{"issue_date", f.IssueDate.String(), record.IssueDate.String()}, {"expiry", f.Expiry.String(), record.Expiry.String()},
	} {
		if p.stamped != p.ledger {
			differing = append(differing, p.field)
		}
	}
	return differing
}
