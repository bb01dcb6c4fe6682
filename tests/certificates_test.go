package tests

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
	"origo/certificate/specimen"
	"origo/client"
)

// networkID is what the demonstration's certificates name.
const networkID = "origo-demo"

// serial numbers the tests' certificates apart from one another.
var serial atomic.Int64

func init() { serial.Store(50000) }

// pumps is a Form D, Viet Nam to Thailand, under a number of its own.
func pumps() *certificate.Document {
	return specimen.FormD(networkID, specimen.On(certificate.DateOf(time.Now())), specimen.Serial(int(serial.Add(1))))
}

// officer is the demonstration officer who signs for an office.
func (f *fabric) officer(t testing.TB, country, office string) seal.Signer {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(f.run, "demo", "keys", country, office+".pem"))
	if err != nil {
		t.Fatalf("read the officer's key: %v", err)
	}
	signer, err := seal.ParsePEM(text)
	if err != nil {
		t.Fatalf("read the officer's key: %v", err)
	}
	return signer
}

// seal signs a document as its office's officer.
func (f *fabric) seal(t testing.TB, d *certificate.Document) registry.Submission {
	t.Helper()
	raw, err := d.Canonical()
	if err != nil {
		t.Fatalf("canonical form: %v", err)
	}
	signature, err := f.officer(t, d.IssuingCountry, d.Office).Sign(raw, time.Now())
	if err != nil {
		t.Fatalf("seal: %v", err)
	}
	salt := make([]byte, 32)
	_, _ = rand.Read(salt) // crypto/rand never fails
	return registry.Submission{Certificate: raw, Seal: signature, Salt: salt}
}

// anchor puts a document on the ledger as the issuing organisation.
func (f *fabric) anchor(t testing.TB, issuer client.Registry, d *certificate.Document) certificate.ID {
	t.Helper()
	if _, err := issuer.Issue(within(t, time.Minute), f.seal(t, d)); err != nil {
		t.Fatalf("anchor %s: %v", d.ID(), err)
	}
	return d.ID()
}

// use debits a quantity of item 1 in the unit of the certificate.
func use(d *certificate.Document, declaration, quantity string) registry.UseRequest {
	amount, err := certificate.ParseDecimal(quantity)
	if err != nil {
		panic(err)
	}
	item := d.Items[0]
	return registry.UseRequest{
		Certificate: d.ID(),
		Declaration: declaration,
		Outcome:     registry.Accepted,
		Lines:       []registry.UseLine{{Item: item.Number, Quantity: amount, Unit: item.Quantity.Unit}},
		Officer:     "TH-0042",
		DecidedOn:   certificate.DateOf(time.Now()),
	}
}
