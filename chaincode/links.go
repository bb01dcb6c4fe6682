package chaincode

import (
	"slices"

	"origo/certificate"
	"origo/certificate/registry"
)

// links are the certificates another one rests on.
type links struct {
	superseded *registry.Record // taken out by the new one
	trueCopy   bool             // as the original of a certified true copy
	originals  []certificate.ID // of a back-to-back certificate
}

// links checks every certificate the document points to.
func (c *call) links(doc *certificate.Document) (links, error) {
	var l links
	var err error
	switch {
	case doc.Replaces != nil:
		l.superseded, err = c.supersedable(doc, doc.Replaces, "replaces")
	case doc.TrueCopyOf != nil:
		l.trueCopy = true
		l.superseded, err = c.supersedable(doc, doc.TrueCopyOf, "true_copy_of")
	}
	if err != nil {
		return l, err
	}
	for _, original := range doc.BackToBack {
		if err := c.mustBeOriginal(doc, original); err != nil {
			return l, err
		}
		if !slices.Contains(l.originals, original.Certificate) {
			l.originals = append(l.originals, original.Certificate)
		}
	}
	return l, nil
}

// supersedable finds the certificate that the new one takes the place of: of
// the same form and countries, standing, and not used at all.
func (c *call) supersedable(doc *certificate.Document, to *certificate.Link, link string) (*registry.Record, error) {
	unfit := registry.Refuse(registry.LinkInvalid, "link", link)
	old, found, err := read[registry.Record](c.ledger, certificateAt(to.Certificate))
	switch {
	case err != nil:
		return nil, err
	case !found || old.ID == doc.ID() || old.Form != doc.Form || old.Country != doc.IssuingCountry:
		return nil, unfit
	case old.ImportingCountry != doc.ImportingCountry || old.IssueDate != to.IssueDate:
		return nil, unfit
	case old.Status != registry.Issued:
		return nil, registry.Refuse(registry.CertificateNotValid, "status", string(old.Status))
	}
	return &old, c.mustBeUnused(old)
}

// mustBeUnused refuses certificates with unreversed accepted uses.
func (c *call) mustBeUnused(record registry.Record) error {
	p, err := c.pairOf(record)
	if err != nil {
		return err
	}
	account, _, err := read[account](c.ledger, p.accountAt())
	if err != nil {
		return err
	}
	for _, item := range account.Items {
		balance, _, err := read[registry.Balance](c.ledger, p.balanceAt(item))
		if err != nil {
			return err
		}
		if !balance.Used.IsZero() {
			return registry.Refuse(registry.CertificateInUse, "certificate", record.ID.String())
		}
	}
	return nil
}

// mustBeOriginal checks one original of a back-to-back certificate: issued to
// the country that now issues, and still standing. Originals of countries that
// are not on this ledger can only be checked on paper.
func (c *call) mustBeOriginal(doc *certificate.Document, original certificate.Original) error {
	id := original.Certificate
	if _, here := c.membership.Party(id.Country); !here {
		return nil
	}
	record, found, err := read[registry.Record](c.ledger, certificateAt(id))
	if err != nil {
		return err
	}
	fits := found && record.Status == registry.Issued &&
		record.ImportingCountry == doc.IssuingCountry && record.IssueDate == original.IssueDate
	if !fits {
		return registry.Refuse(registry.LinkInvalid, "link", "back_to_back", "certificate", id.String())
	}
	return nil
}

// nameIn writes the links into the public record.
func (l links) nameIn(record *registry.Record) {
	record.BackToBack = l.originals
	if l.superseded == nil {
		return
	}
	id := l.superseded.ID
	if l.trueCopy {
		record.TrueCopyOf = &id
	} else {
		record.Replaces = &id
	}
}

// supersede takes the old certificate out and announces the new one.
func (c *call) supersede(l links, record registry.Record) error {
	if l.superseded == nil {
		return c.emit(registry.EventIssued, record)
	}
	old, by := *l.superseded, record.ID
	old.Status, old.StatusAt, old.ReplacedBy = registry.Replaced, c.now(), &by
	if err := c.update(certificateAt(old.ID), old, c.issuersOf(c.party)); err != nil {
		return err
	}
	return c.emit(registry.EventReplaced, record)
}
