package console

import (
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"slices"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
)

// leafFile is the certificate of a signer. Files often hold those of the
// authorities above as well; they are not meant.
func leafFile() upload {
	return upload{field: "certificate", label: "registry.enrol.file", block: "CERTIFICATE", most: 64 << 10,
		means: func(der []byte) bool {
			c, err := seal.ParseCertificate(der)
			return err == nil && !c.IsCA
		}}
}

// enrolment is a signer on the way into the registry.
type enrolment struct {
	agreement certificate.Agreement
	offices   []wire.Office // that may be chosen
	asked     wire.Enrolment
	leaf      *x509.Certificate // nil before it was sent
	signer    *registry.Signer  // as the ledger would record him; nil if it refused
	path      []authority       // above him, the anchor last
}

// enrolment is the form as it was sent.
func (p *Page) enrolment() (*enrolment, error) {
	agreement, err := p.agreement()
	if err != nil {
		return nil, err
	}
	e := &enrolment{agreement: agreement}
	e.offices, err = p.ownOffices(agreement)
	return e, err
}

// showEnrolment asks for the certificate and what its owner may sign.
func showEnrolment(p *Page) error {
	e, err := p.enrolment()
	if err != nil {
		return err
	}
	if e.leaf, err = p.leaf(); err != nil {
		p.Form.Del("certificate") // what cannot be used is not kept
	}
	return p.Show(p.Say("registry.enrol.title"), enrolForm(p, e))
}

// sendEnrolment shows what would be recorded, and records it once that was
// confirmed.
func sendEnrolment(p *Page) error {
	if p.Field(fieldStep) == "" {
		return showEnrolment(p)
	}
	e, err := p.enrolment()
	if err != nil {
		return err
	}
	if err := p.readEnrolment(e); err != nil {
		return err
	}
	if p.Field(fieldStep) == stepRecord {
		return p.enrol(e)
	}
	p.Repeatable = true
	would, err := p.rehearse(e.agreement, wire.Rehearsal{Enrolment: &e.asked})
	if err := p.note(err); err != nil {
		return err
	}
	if e.signer = would.Signer; e.signer != nil {
		if err := p.climb(e); err != nil {
			return err
		}
	}
	return p.Show(p.Say("registry.enrol.confirm"), enrolConfirm(p, e))
}

// leaf is the certificate that came with the form, now or before.
func (p *Page) leaf() (*x509.Certificate, error) {
	der, err := p.der(leafFile())
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(der)
}

// note keeps a refusal for the page that is shown all the same.
func (p *Page) note(err error) error {
	if refused, ok := err.(*Refused); ok {
		p.Trouble = refused
		return nil
	}
	return err
}

// readEnrolment reads the form. What is left open is as the certificate and the
// office have it.
func (p *Page) readEnrolment(e *enrolment) error {
	var err error
	if e.leaf, err = p.leaf(); err != nil {
		return err
	}
	e.asked = wire.Enrolment{Office: p.Field("office"), Certificate: e.leaf.Raw, Forms: p.chosenForms()}
	at := slices.IndexFunc(e.offices, func(o wire.Office) bool { return o.Code == e.asked.Office })
	if at < 0 {
		return p.mend("office", "office")
	}
	if len(e.asked.Forms) == 0 {
		e.asked.Forms = e.offices[at].Forms
	}
	return p.readInterval(e)
}

// readInterval bounds the enrolment by the days that are given, within the
// certificate's own validity.
func (p *Page) readInterval(e *enrolment) error {
	from, until := certificate.InstantOf(e.leaf.NotBefore).String(), certificate.InstantOf(e.leaf.NotAfter).String()
	e.asked.From, e.asked.Until = from, until
	for field, take := range map[string]func(certificate.Date){
		"from":  func(d certificate.Date) { e.asked.From = max(from, d.String()+"T00:00:00Z") },
		"until": func(d certificate.Date) { e.asked.Until = min(until, d.AddDays(1).String()+"T00:00:00Z") },
	} {
		if p.given(field) == nil {
			continue
		}
		day, err := certificate.ParseDate(p.trimmed(field))
		if err != nil {
			return p.mend(field, "day", "value", p.Field(field))
		}
		take(day)
	}
	if e.asked.Until <= e.asked.From {
		return p.mend("until", "interval")
	}
	return nil
}

// climb finds the authorities above the signer.
func (p *Page) climb(e *enrolment) error {
	known, err := p.authorities(e.agreement)
	for _, link := range e.signer.Path {
		at := slices.IndexFunc(known, func(a authority) bool { return a.Fingerprint == link.Authority })
		if at >= 0 {
			e.path = append(e.path, known[at])
		}
	}
	return err
}

// enrol records the signer.
func (p *Page) enrol(e *enrolment) error {
	key := p.Key()
	_, err := answer[wire.Receipt](p.API.EnrolSigner(p.Request.Context(), &wire.EnrolSignerParams{Agreement: e.agreement, IdempotencyKey: &key}, e.asked))
	if err != nil {
		return err
	}
	return p.Go(signerPath(e.agreement, seal.FingerprintOf(e.asked.Certificate).String()))
}

// keyPrint is the SHA-256 of a certificate's public key, lower hex.
func keyPrint(c *x509.Certificate) string {
	sum := sha256.Sum256(c.RawSubjectPublicKeyInfo)
	return hex.EncodeToString(sum[:])
}

// keyKind names the kind and size of a certificate's key.
func keyKind(c *x509.Certificate) string {
	switch key := c.PublicKey.(type) {
	case *rsa.PublicKey:
		return fmt.Sprintf("RSA %d", key.N.BitLen())
	case *ecdsa.PublicKey:
		return "ECDSA " + key.Curve.Params().Name
	}
	return c.PublicKeyAlgorithm.String()
}

// validity is when a certificate begins and ends.
func (p *Page) validity(c *x509.Certificate) string {
	return p.Say("registry.interval", "from", p.Time(c.NotBefore), "until", p.Time(c.NotAfter))
}
