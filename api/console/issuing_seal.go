package console

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"
	"strings"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/printed"
)

// errNotCanonical is a draft that is no certificate yet.
var errNotCanonical = &fault{"not_canonical", 409}

const (
	sealField  = "seal"
	stampField = "stamp"
)

// toSign are the exact bytes of something that waits for a signature.
type toSign struct {
	raw  []byte
	file string // name under which they are downloaded
	from string // address of the download
}

// digest is what an officer compares before signing: SHA-256, lower hex.
func (t toSign) digest() string {
	sum := sha256.Sum256(t.raw)
	return hex.EncodeToString(sum[:])
}

// sealed is the name that the signature is given by the commands of the page.
func (t toSign) sealed() string { return strings.TrimSuffix(t.file, ".json") + ".p7s" }

// record is the draft as canonical bytes.
func (s *sheet) record() (toSign, error) {
	raw, err := s.doc.Canonical()
	if err != nil || len(s.notes["unread"]) > 0 {
		return toSign{}, errors.Join(errNotCanonical, err)
	}
	return toSign{raw: raw, file: fileName(string(s.doc.Form)+"-"+s.doc.Reference) + ".json", from: draftPath(s.ID) + "/record"}, nil
}

// recorded is the draft that the address names, as canonical bytes.
func (p *Page) recorded() (*sheet, toSign, error) {
	kept, err := p.kept()
	if err != nil {
		return nil, toSign{}, err
	}
	doc, faults := kept.Fields.Document()
	s := &sheet{Kept: kept, doc: doc, notes: map[string][]remark{}}
	if len(faults) > 0 {
		return s, toSign{}, errNotCanonical
	}
	record, err := s.record()
	return s, record, err
}

// downloadRecord gives the exact bytes to sign.
func downloadRecord(p *Page) error {
	_, record, err := p.recorded()
	if err != nil {
		return err
	}
	return p.Download(record.file, "application/json", record.raw)
}

// previewDraft prints the form as it stands, marked as unsealed.
func previewDraft(p *Page) error {
	kept, err := p.kept()
	if err != nil {
		return err
	}
	doc, _ := kept.Fields.Document()
	var pdf bytes.Buffer
	if err := printed.Preview(&pdf, doc); err != nil {
		return err
	}
	return p.Download(fileName(string(doc.Form)+"-"+doc.Reference)+".preview.pdf", "application/pdf", pdf.Bytes())
}

// showSeal is the way from a draft to the ledger: bytes out, signature in.
func showSeal(p *Page) error {
	kept, err := p.kept()
	if err != nil {
		return err
	}
	s := p.examine(kept)
	record, err := s.record()
	if err != nil {
		return p.Go(draftPath(kept.ID))
	}
	return p.Show(p.Say("seal.title", "what", s.title(p)), sealForm(p, s, record))
}

// sendSeal anchors the certificate with the signature that was made elsewhere.
func sendSeal(p *Page) error {
	s, record, err := p.recorded()
	if err != nil {
		return err
	}
	body := wire.AnchorCertificateJSONRequestBody{Certificate: record.raw, Seal: p.Files[sealField].Data}
	if text := strings.TrimSpace(string(p.Files[stampField].Data)); text != "" {
		body.Stamp = &text
	}
	if err := p.anchor(s.doc, body); err != nil {
		return err
	}
	if err := p.shelf().Drop(p.Person.Subject, s.ID); err != nil {
		p.console.logged(err) // the certificate is on the ledger all the same
	}
	return p.Go(ownAddress(s.doc.ID(), s.doc.Agreement) + "#receipt")
}

// anchor puts a certificate on the ledger, in the place of another if it names
// one.
func (p *Page) anchor(d *certificate.Document, body wire.SealedCertificate) error {
	ctx, key := p.Request.Context(), p.Key()
	if d.Replaces == nil {
		_, err := answer[wire.Anchored](p.API.AnchorCertificate(ctx, &wire.AnchorCertificateParams{IdempotencyKey: &key}, body))
		return err
	}
	old := d.Replaces.Certificate
	_, err := answer[wire.Anchored](p.API.ReplaceCertificate(ctx, old.Form, old.Country, old.Reference,
		&wire.ReplaceCertificateParams{Agreement: &d.Agreement, IdempotencyKey: &key}, body))
	return err
}

// ownAddress is the page of a certificate of the own country.
func ownAddress(id certificate.ID, agreement certificate.Agreement) string {
	return ownLeaf(id, agreement, "")
}

// ownLeaf is the address of something that belongs to a certificate.
func ownLeaf(id certificate.ID, agreement certificate.Agreement, leaf string) string {
	return ownPathRoot + "/" + url.PathEscape(string(id.Form)) + "/" + url.PathEscape(id.Country) + "/" + url.PathEscape(id.Reference) + leaf +
		"?agreement=" + url.QueryEscape(string(agreement))
}
