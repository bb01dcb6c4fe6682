package clearance

import (
	"bytes"
	"encoding/hex"
	"errors"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
	"origo/certificate/stamp"
	rules "origo/fta-rules"
	"origo/fta-rules/procedure"
)

// matter is the certificate under assessment: the facts, and what several checks read out of them.
type matter struct {
	Facts
	long         sums
	book         *rules.Book
	signers      *seal.Signers
	bytes        []byte                // of the certificate assessed, empty if there is none
	sha256       string                // of bytes, lower hex
	public       string                // the public digest of the ledger's copy, as computed; empty if there is none
	document     *certificate.Document // nil if it cannot be read
	unread       error                 // why not
	law          law
	message      *seal.Message // nil if there is no readable seal
	verified     seal.Verified // the seal, if it is genuine
	refusal      error         // why it is not; nil if it is, or was not judged
	unanswered   bool          // Facts.silent
	stamp        *stamp.Stamp  // of the QR code; nil if there is none that can be read
	stampRefusal error         // why it is not genuine; nil if it is, or was not judged
	account      registry.Account
	proof        *procedure.Case             // in the words of the rules, without what was declared of items; nil if there is none
	inquiry      *inquiry                    // the verification that bears on the whole; nil if none does
	inquiries    map[int]*inquiry            // by item, where items are in different positions
	open         map[int]certificate.Decimal // per item, what earlier uses and earlier lines leave
	whole        []Finding                   // on the certificate as a whole
}

var errNoDocument = errors.New("no certificate at hand")

// prepare reads the facts once for all checks.
func (a *Assessor) prepare(f Facts, long sums) *matter {
	m := &matter{Facts: f, long: long, book: a.book, signers: &a.signers, unanswered: f.silent()}
	m.account = f.counted()
	m.open = m.openBalances()
	if f.Entered == nil {
		m.readDocument()
	}
	m.law = lawOf(m.agreement())
	m.judgeSeal()
	m.readStamp()
	m.proof = m.procedureCase()
	m.prepareInquiries()
	return m
}

func (m *matter) readDocument() {
	m.bytes, m.unread, m.sha256 = m.Presented.Certificate, errNoDocument, hex.EncodeToString(m.long.certificate)
	dossier, held := m.Dossier.found()
	if held && len(m.bytes) == 0 {
		m.bytes, m.sha256 = dossier.Certificate, hex.EncodeToString(m.long.dossier)
	}
	if held {
		m.public = publicDigest(dossier.Salt, dossier.Certificate)
	}
	if len(m.bytes) > 0 {
		m.document, m.unread = certificate.Parse(m.bytes)
	}
	if message, err := seal.Inspect(m.seal()); err == nil {
		m.message = message
	}
}

// judgeSeal verifies the signature with the key of the enrolled signer, as of the time at which it was anchored.
func (m *matter) judgeSeal() {
	signer, known := m.Signer.found()
	if m.document == nil || m.message == nil || !known {
		return
	}
	enrolled, err := m.signers.Enrolled(signer.Signer.Certificate)
	if err != nil {
		m.refusal = err
		return
	}
	m.verified, m.refusal = m.message.VerifyEnrolled(m.bytes, m.judgedAt(), enrolled, m.policy())
}

// judgedAt is the time for which the seal is judged: that of its anchoring, or of its making where the ledger does not
// know it or was given it by an earlier seal.
func (m *matter) judgedAt() time.Time {
	at := m.message.SigningTime()
	record, ok := m.Record.found()
	if !ok {
		return at
	}
	anchoredAt, err := certificate.ParseInstant(record.AnchoredAt)
	if err != nil || anchoredAt.Time().Before(at) {
		return at
	}
	return anchoredAt.Time()
}

// policy is the profile with the limits the channel agreed on.
func (m *matter) policy() seal.Policy {
	membership, _ := m.Membership.found()
	return seal.Policy{MaxSigningAge: time.Duration(membership.Limits.SigningAgeHours) * time.Hour}
}

// agreement is the certificate's own, or else the channel's.
func (m *matter) agreement() certificate.Agreement {
	switch {
	case m.Entered != nil:
		return m.Entered.Agreement
	case m.document != nil:
		return m.document.Agreement
	}
	return certificate.Agreement(m.AsOf.Channel)
}

// issued is the day of issue, zero if it is not known.
func (m *matter) issued() certificate.Date {
	if m.proof == nil {
		return certificate.Date{}
	}
	return m.proof.Proof.IssueDate
}

// seal is the one presented, or else the ledger's.
func (m *matter) seal() []byte {
	if dossier, ok := m.Dossier.found(); ok && len(m.Presented.Seal) == 0 {
		return dossier.Seal
	}
	return m.Presented.Seal
}

// asAnchored reports whether the certificate is byte for byte what the ledger anchored under its number.
func (m *matter) asAnchored() bool {
	record, anchored := m.Record.found()
	dossier, held := m.Dossier.found()
	return anchored && held && m.public == record.Digest && bytes.Equal(m.bytes, dossier.Certificate)
}

// id names the certificate: as the document does, or else as the ledger does.
func (m *matter) id() *certificate.ID {
	switch record, known := m.Record.found(); {
	case m.Entered != nil:
		return m.Entered.id()
	case m.document != nil:
		id := m.document.ID()
		return &id
	case known:
		return &record.ID
	case m.stamp != nil:
		return &m.stamp.ID
	}
	return nil
}

// openBalances is what is left of every item. A use by the very declaration under assessment is not held against it.
func (m *matter) openBalances() map[int]certificate.Decimal {
	left := make(map[int]certificate.Decimal, len(m.account.Balances))
	for _, b := range m.account.Balances {
		left[b.Item] = b.Certified.Sub(b.Used)
	}
	for _, u := range m.account.Uses {
		if m.Declaration == nil || u.Declaration != m.Declaration.Number || !counts(u) {
			continue
		}
		for _, l := range u.Lines {
			left[l.Item] = left[l.Item].Add(l.Quantity)
		}
	}
	return left
}

// counts reports whether a use takes from the balance.
func counts(u registry.Use) bool { return u.Reversal == nil && u.Outcome != registry.Refused }
