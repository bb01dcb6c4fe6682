package seeded

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/specimen"
	"origo/chaincode/memledger"
)

// Specimen is the agreement's specimen of a form, numbered and dated today.
func (w *World) Specimen(form certificate.Form, country string, serial int) *certificate.Document {
	today := certificate.DateOf(w.Ledger.Now())
	for _, d := range specimen.All(Network, specimen.On(today), specimen.Serial(serial)) {
		if d.Agreement == w.Agreement && d.Form == form && d.IssuingCountry == country {
			return d
		}
	}
	return &certificate.Document{}
}

// Submission seals a document by the officer of its office, now.
func (w *World) Submission(doc *certificate.Document) (registry.Submission, error) {
	raw, err := doc.Canonical()
	if err != nil {
		return registry.Submission{}, err
	}
	sealed, err := w.Seal(doc.IssuingCountry, doc.Office, raw)
	if err != nil {
		return registry.Submission{}, err
	}
	w.salts++
	salt := sha256.Sum256(fmt.Appendf(nil, "salt %d", w.salts))
	return registry.Submission{Certificate: raw, Seal: sealed, Salt: salt[:]}, nil
}

// Seal signs canonical bytes by the officer of an office, now.
func (w *World) Seal(country, office string, raw []byte) ([]byte, error) {
	officer, known := w.Officers[country+"/"+office]
	if !known {
		return nil, fmt.Errorf("no officer at %s/%s", country, office)
	}
	return officer.Sign(raw, w.Ledger.Now())
}

// SealAct seals an act by the officer of the office it names, now.
func (w *World) SealAct(act *certificate.Act) (registry.SealedAct, error) {
	raw, err := act.Canonical()
	if err != nil {
		return registry.SealedAct{}, err
	}
	sealed, err := w.Seal(act.Country, act.Office, raw)
	return registry.SealedAct{Act: raw, Seal: sealed}, err
}

// Issue seals and anchors a document and gives its public record.
func (w *World) Issue(doc *certificate.Document) (registry.Record, error) {
	submission, err := w.Submission(doc)
	if err != nil {
		return registry.Record{}, err
	}
	var record registry.Record
	err = Anchor(w.Issuer(doc.IssuingCountry), registry.Issue, submission, &record)
	return record, err
}

// Anchor submits an Issue or Replace and reads the record it answers.
func Anchor(s *memledger.Session, function string, submission registry.Submission, record *registry.Record) error {
	transient, err := Transient(registry.TransientSubmission, submission)
	if err != nil {
		return err
	}
	payload, _, _, err := s.Submit(function, transient)
	if err != nil {
		return err
	}
	return json.Unmarshal(payload, record)
}

// Transient is transient data of one value.
func Transient(name string, value any) (map[string][]byte, error) {
	raw, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", name, err)
	}
	return map[string][]byte{name: raw}, nil
}

// Name is a certificate's name as transactions take it.
func Name(id certificate.ID) []string { return []string{string(id.Form), id.Country, id.Reference} }
