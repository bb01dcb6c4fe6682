package printed

import (
	"errors"
	"fmt"
	"io"

	"origo/certificate"
	"origo/certificate/seal"
)

// Proof is what is printed.
type Proof struct {
	Certificate []byte // the canonical bytes that the seal covers
	Seal        []byte // the detached CMS signature
	CheckCode   string // printed beside the number; empty as long as the certificate is not on the ledger
	Stamp       string // payload of the QR code; empty for none
}

// ErrNoSeal is returned by Write for a certificate without a seal. Preview prints those.
var ErrNoSeal = errors.New("a certificate is printed with its seal")

// Write prints a sealed certificate. It fails if the certificate is not canonical or the seal is not a seal; whether the
// seal covers the certificate, and whether its signer may sign, is left to verification.
func Write(w io.Writer, p Proof) error {
	if len(p.Seal) == 0 {
		return ErrNoSeal
	}
	d, err := certificate.Parse(p.Certificate)
	if err != nil {
		return fmt.Errorf("read the certificate to print: %w", err)
	}
	message, err := seal.Inspect(p.Seal)
	if err != nil {
		return fmt.Errorf("read the seal to print: %w", err)
	}
	pdf, err := draw(d, p, claim(message))
	if err != nil {
		return err
	}
	return deliver(w, pdf, attachments(d, p))
}

// Preview prints a document that is not sealed yet, valid or not. Every page says so across its face, and nothing is
// embedded.
func Preview(w io.Writer, d *certificate.Document) error {
	pdf, err := draw(d, Proof{}, "")
	if err != nil {
		return err
	}
	return deliver(w, pdf, nil)
}

// deliver embeds files and writes the PDF.
func deliver(w io.Writer, pdf []byte, files []attachment) error {
	whole, err := complete(pdf, files)
	if err != nil {
		return err
	}
	if _, err := w.Write(whole); err != nil {
		return fmt.Errorf("write the PDF: %w", err)
	}
	return nil
}

// draw makes the pages.
func draw(d *certificate.Document, p Proof, mark string) ([]byte, error) {
	l := layoutOf(d)
	s, err := newSheet(d.IssueDate, l.ink)
	if err != nil {
		return nil, err
	}
	code, err := encode(p.Stamp)
	if err != nil {
		return nil, err
	}
	f := &form{sheet: s, proof: p, d: d, mark: mark, code: code}
	f.describe(about{title: d.Form.Title() + " " + d.Reference, subject: "Proof of preferential origin", day: d.IssueDate, language: "en"})
	if err := f.pages(l); err != nil {
		return nil, err
	}
	return s.finish()
}

// claim is what a seal says of itself. Nothing of it has been verified.
func claim(m *seal.Message) string {
	at := m.SigningTime().Format("2 Jan 2006 15:04 UTC")
	name := signer(m)
	if name == "" {
		return "Sealed on " + at + ". Valid only if verification of this file confirms it."
	}
	return "By " + name + " on " + at + ". Valid only if verification of this file confirms it."
}

// signer is the name in the signer's certificate, empty if the seal does not carry it.
func signer(m *seal.Message) string {
	wanted, ok := m.Embedded()
	if !ok {
		return ""
	}
	for _, der := range m.Certificates() {
		if seal.FingerprintOf(der) != wanted {
			continue
		}
		if leaf, err := seal.ParseCertificate(der); err == nil {
			return leaf.Subject.CommonName
		}
	}
	return ""
}
