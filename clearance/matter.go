package clearance

import (
	"errors"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
)

// matter is the certificate under assessment: the facts, and what several checks read out of them.
type matter struct {
	Facts
	bytes    []byte                // of the certificate assessed, empty if there is none
	sha256   string                // of bytes, lower hex
	document *certificate.Document // nil if it cannot be read
	unread   error                 // why not
	law      law
	message  *seal.Message               // nil if there is no readable seal
	open     map[int]certificate.Decimal // per item, what earlier uses and earlier lines leave
}

var errNoDocument = errors.New("no certificate at hand")

// prepare reads the facts once for all checks.
func prepare(f Facts) *matter {
	m := &matter{Facts: f, bytes: f.Presented.Certificate, unread: errNoDocument}
	if dossier, ok := f.Dossier.found(); ok && len(m.bytes) == 0 {
		m.bytes = dossier.Certificate
	}
	m.sha256 = digest(m.bytes)
	if len(m.bytes) > 0 {
		m.document, m.unread = certificate.Parse(m.bytes)
	}
	m.law = lawOf(m.agreement())
	if message, err := seal.Inspect(m.seal()); err == nil {
		m.message = message
	}
	m.open = m.openBalances()
	return m
}

// agreement is the certificate's own, or else the channel's.
func (m *matter) agreement() certificate.Agreement {
	if m.document != nil {
		return m.document.Agreement
	}
	return certificate.Agreement(m.AsOf.Channel)
}

// seal is the one presented, or else the ledger's.
func (m *matter) seal() []byte {
	if dossier, ok := m.Dossier.found(); ok && len(m.Presented.Seal) == 0 {
		return dossier.Seal
	}
	return m.Presented.Seal
}

// id names the certificate: as the document does, or else as the ledger does.
func (m *matter) id() *certificate.ID {
	if m.document != nil {
		id := m.document.ID()
		return &id
	}
	if record, ok := m.Record.found(); ok {
		return &record.ID
	}
	return nil
}

// openBalances is what is left of every item. A use by the very declaration under assessment is not held against it.
func (m *matter) openBalances() map[int]certificate.Decimal {
	account, _ := m.Account.found()
	left := map[int]certificate.Decimal{}
	for _, b := range account.Balances {
		left[b.Item] = b.Certified.Sub(b.Used)
	}
	for _, u := range account.Uses {
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
