package chaincode

import (
	"encoding/hex"

	"origo/certificate"
	"origo/certificate/registry"
)

// saltSize is the length of the salt of a certificate's public digest.
const saltSize = 32

// issue anchors a certificate. A certified true copy takes the place of its
// original, so that nothing can be used twice.
func (c *call) issue() (registry.Record, error) {
	return c.anchor(func(doc *certificate.Document) error {
		if doc.Replaces != nil {
			return registry.Refuse(registry.LinkInvalid, "link", "replaces")
		}
		return nil
	})
}

// replace anchors a certificate in the place of another.
func (c *call) replace() (registry.Record, error) {
	return c.anchor(func(doc *certificate.Document) error {
		if doc.Replaces == nil || doc.TrueCopyOf != nil {
			return registry.Refuse(registry.LinkInvalid, "link", "replaces")
		}
		return nil
	})
}

// anchor reads, judges and stores the certificate submitted.
func (c *call) anchor(fits func(*certificate.Document) error) (registry.Record, error) {
	var none registry.Record
	if err := c.mustBe(registry.RoleIssuer); err != nil {
		return none, err
	}
	var s registry.Submission
	if err := c.transient(registry.TransientSubmission, &s); err != nil {
		return none, err
	}
	if len(s.Salt) != saltSize {
		return none, malformed("salt")
	}
	doc, err := c.readDocument(s.Certificate)
	if err != nil {
		return none, err
	}
	if err := c.mustConcern(doc); err != nil {
		return none, err
	}
	if err := fits(doc); err != nil {
		return none, err
	}
	return c.anchorOnce(doc, s)
}

// anchorOnce gives the standing record for the same bytes again, whatever seal
// or salt they come with, and a new one for a new number.
func (c *call) anchorOnce(doc *certificate.Document, s registry.Submission) (registry.Record, error) {
	standing, found, err := c.standing(doc, s)
	if err != nil {
		return standing.record, err
	}
	if found && string(standing.dossier.Seal) == string(s.Seal) {
		return standing.record, nil
	}
	by, err := c.mustBeSigned(doc, s)
	if err != nil || found {
		return standing.record, err
	}
	links, err := c.links(doc)
	if err != nil {
		return standing.record, err
	}
	record := c.recordOf(doc, s, by)
	links.nameIn(&record)
	if err := c.store(doc, s, record); err != nil {
		return record, err
	}
	return record, c.supersede(links, record)
}

// file is a certificate as the ledger has it.
type file struct {
	record  registry.Record
	dossier registry.Dossier
}

// standing looks for the same certificate on the ledger. Other bytes under the
// same number are refused.
func (c *call) standing(doc *certificate.Document, s registry.Submission) (file, bool, error) {
	var f file
	record, taken, err := read[registry.Record](c.ledger, certificateAt(doc.ID()))
	if err != nil {
		return f, false, err
	}
	// The dossier is read even when there can be none: it tells Fabric that
	// only peers of the two countries can endorse this.
	dossier, found, err := read[registry.Dossier](c.ledger, dossierAt(doc.ID(), doc.ImportingCountry))
	if err != nil || !taken {
		return f, false, err
	}
	if !found || saltedDigest(dossier.Salt, s.Certificate) != record.Digest {
		return f, false, registry.Refuse(registry.DuplicateReference, "certificate", doc.ID().String())
	}
	return file{record, dossier}, true, nil
}

// mustBeSigned verifies the seal, and the signer's right to sign this document
// at the transaction's time.
func (c *call) mustBeSigned(doc *certificate.Document, s registry.Submission) (registry.Signer, error) {
	by, office, err := c.verify(s.Certificate, s.Seal)
	if err != nil {
		return by, err
	}
	if err := mustSignFor(by, doc.IssuingCountry, doc.Office, doc.Form); err != nil {
		return by, err
	}
	if err := mustBeAuthorised(doc, office); err != nil {
		return by, err
	}
	return by, c.mustBeTimely(doc)
}

// recordOf is what the whole channel will see of the certificate.
func (c *call) recordOf(doc *certificate.Document, s registry.Submission, by registry.Signer) registry.Record {
	return registry.Record{
		ID:               doc.ID(),
		ImportingCountry: doc.ImportingCountry,
		Office:           doc.Office,
		Digest:           saltedDigest(s.Salt, s.Certificate),
		Status:           registry.Issued,
		IssueDate:        doc.IssueDate,
		Expiry:           doc.Expiry(),
		Signer:           by.Fingerprint,
		AnchoredAt:       c.now(),
		AnchoredIn:       c.id,
		StatusAt:         c.now(),
	}
}

// store writes a new certificate: the public record, the dossier the two
// countries share, and an account with a balance for every line.
func (c *call) store(doc *certificate.Document, s registry.Submission, record registry.Record) error {
	if err := c.create(certificateAt(doc.ID()), record, c.issuersOf(c.party)); err != nil {
		return err
	}
	signed := public(registry.KeySigned, record.Signer, record.AnchoredAt, string(doc.Form), doc.IssuingCountry, doc.Reference)
	if err := c.put(signed, doc.ID()); err != nil {
		return err
	}
	p, err := c.pairOf(record)
	if err != nil {
		return err
	}
	dossier := registry.Dossier{ID: doc.ID(), Certificate: s.Certificate, Seal: s.Seal, Salt: s.Salt}
	if err := c.create(dossierAt(doc.ID(), doc.ImportingCountry), dossier, p.issuers()); err != nil {
		return err
	}
	return c.openAccount(p, doc, s.Salt)
}

// openAccount writes the balances and the running number of uses.
func (c *call) openAccount(p pair, doc *certificate.Document, salt []byte) error {
	for _, item := range doc.Items {
		at := p.balanceAt(item.Number)
		balance := registry.Balance{
			Item: item.Number, Unit: item.Quantity.Unit, Certified: item.Quantity.Value, Salt: c.salt(salt, at),
		}
		if err := c.create(at, balance, p.customs()); err != nil {
			return err
		}
	}
	at := p.accountAt()
	items := make([]int, len(doc.Items))
	for i, item := range doc.Items {
		items[i] = item.Number
	}
	return c.create(at, account{Items: items, Salt: c.salt(salt, at)}, p.customs())
}

// saltedDigest is the public digest of a certificate: HMAC-SHA256 under its
// salt, lower hex. Without the salt nobody can test a guess.
func saltedDigest(salt, raw []byte) string { return hex.EncodeToString(keyed(salt, raw)) }

func certificateAt(id certificate.ID) address {
	return public(registry.KeyCertificate, string(id.Form), id.Country, id.Reference)
}

func dossierAt(id certificate.ID, importing string) address {
	return public(registry.KeyDossier, string(id.Form), id.Country, id.Reference).in(registry.Collection(id.Country, importing))
}
