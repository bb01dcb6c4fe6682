package clearance

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"origo/certificate/registry"
)

// recordChecks compare the certificate with the ledger.
func recordChecks() []check {
	doubted := func(s subject) string { return s.law.doubt }
	withdraws := func(s subject) string { return atImport(s.Here, s.law.withdrawn, "Art. 14(2)") }
	authentic := func(s subject) string { return s.law.authentic }
	return []check{
		{id: "REC-01", asks: "Does the ledger hold the certificate?", cites: authentic, need: nothing, judge: anchored, yields: notReceived},
		{id: "REC-02", asks: "Is what was presented exactly what was anchored?", cites: authentic, need: both(aDocument, aRecord), judge: sameBytes},
		{id: "REC-03", asks: "Does the ledger's copy belong to the public entry?", cites: always(rulesLedger), need: aRecord, judge: sameDigest},
		{id: "REC-04", asks: "Does the public entry say what the certificate says?", cites: doubted, need: both(aDocument, aRecord), judge: sameEntries},
		{id: "STA-01", asks: "Does the issuing authority stand by it?", cites: withdraws, need: aRecord, judge: standing, yields: withdrawn},
	}
}

func anchored(s subject) ruling {
	record, ok := s.Record.found()
	switch {
	case ok:
		return met(msgAnchored).from("source", string(s.Source)).giving("anchored_at", record.AnchoredAt, "transaction", record.AnchoredIn)
	case s.Source == FromBundle:
		return cannotTell(Defer, msgRecordOlder, evidenceLedger).from("block_time", s.AsOf.BlockTime)
	case s.Record.State == NotFound:
		return notMet(Defer, msgNotAnchored)
	default:
		return cannotTell(Defer, msgRecordSilent, evidenceLedger).from("state", spell(s.Record.State))
	}
}

// spell writes the state of an answer; a question never put reads as not asked.
func spell(s State) string {
	if s == "" {
		return string(NotAsked)
	}
	return string(s)
}

func sameBytes(s subject) ruling {
	dossier, ok := s.Dossier.found()
	switch {
	case len(s.Presented.Certificate) == 0:
		return notApplicable(msgBytesOwn)
	case !ok:
		return cannotTell(Defer, msgDossierMissing, evidenceLedger).from("state", spell(s.Dossier.State))
	}
	r, held := met(msgBytesMet), s.sha256
	if !bytes.Equal(s.Presented.Certificate, dossier.Certificate) {
		r, held = notMet(Refuse, msgBytesDiffer), hex.EncodeToString(s.long.dossier)
	}
	return r.giving("presented_sha256", s.sha256, "ledger_sha256", held)
}

// sameDigest ties the private copy to what all members of the channel see. A difference is a fault of the ledger, not
// of the trader.
func sameDigest(s subject) ruling {
	record, _ := s.Record.found()
	if _, ok := s.Dossier.found(); !ok {
		return cannotTell(Defer, msgDossierMissing, evidenceLedger).from("state", spell(s.Dossier.State))
	}
	r := met(msgDigestMet)
	if s.public != record.Digest {
		r = notMet(Refer, msgDigestDiffers)
	}
	return r.from("public_digest", record.Digest).giving("digest", s.public)
}

// publicDigest is the salted digest by which the public entry names the certificate's bytes.
func publicDigest(salt, document []byte) string {
	mac := hmac.New(sha256.New, salt)
	mac.Write(document)
	return hex.EncodeToString(mac.Sum(nil))
}

func sameEntries(s subject) ruling {
	record, _ := s.Record.found()
	d := s.document
	pairs := []struct{ field, certificate, ledger string }{
		{"number", d.ID().String(), record.ID.String()},
		{"office", d.Office, record.Office},
		{"importing country", d.ImportingCountry, record.ImportingCountry},
		{"issue date", d.IssueDate.String(), record.IssueDate.String()},
		{"expiry", d.Expiry().String(), record.Expiry.String()},
	}
	var differing []string
	for _, p := range pairs {
		if p.certificate != p.ledger {
			differing = append(differing, p.field)
		}
	}
	if len(differing) == 0 {
		return met(msgEntriesMet)
	}
	return notMet(Verify, msgEntriesDiffer).giving("fields", strings.Join(differing, ", "))
}

func standing(s subject) ruling {
	record, _ := s.Record.found()
	var r ruling
	switch record.Status {
	case registry.Issued:
		r = met(msgStatusIssued)
	case registry.Replaced:
		r = notMet(Correct, msgStatusReplaced)
	case registry.Cancelled:
		r = notMet(Refuse, msgStatusCancelled)
	default:
		r = cannotTell(Refer, msgStatusUnknown)
	}
	r = r.from("status", string(record.Status), "status_at", record.StatusAt, "reason", record.Reason)
	if record.ReplacedBy != nil {
		r = r.from("successor", record.ReplacedBy.String())
	}
	return r
}
