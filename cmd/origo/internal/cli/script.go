package cli

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/specimen"
	"origo/cmd/origo/internal/apiclient"
	"origo/cmd/origo/internal/seed"
	"origo/cmd/origo/internal/site"
)

// maxSerial bounds the serials that the demonstration draws: Viet Nam's
// numbers have room for five digits.
const maxSerial = 100_000

// papers are the four certificates of one demonstration and where their files
// are.
type papers struct {
	directory         string
	formD, vk, kv, eu paper
}

// paper is one certificate, with the names of its files.
type paper struct {
	document *certificate.Document
	draft    string // as written by a person
	file     string // canonical
	seal     string
	stamp    string // text of the QR code
	entry    string // the import declaration and what lies beside it
}

// script writes the drafts of four certificates with fresh numbers and lists
// the steps of the demonstration.
func (a *app) script(ctx context.Context, s *site.Site) ([]demoStep, error) {
	p, err := a.preparePapers(ctx, s)
	if err != nil {
		return nil, err
	}
	b := &scriptBuilder{site: s, papers: p}
	for _, scene := range []func(){
		b.formD, b.vk, b.kv, b.eur1, b.tampered, b.cancelled, b.overused, b.outsider, b.offline,
	} {
		scene()
	}
	return b.steps, b.err
}

// preparePapers empties the demonstration's folder and writes fresh drafts.
func (a *app) preparePapers(ctx context.Context, s *site.Site) (papers, error) {
	p := papers{directory: filepath.Join(a.run, "demo", "papers")}
	if err := os.RemoveAll(p.directory); err != nil {
		return p, fmt.Errorf("clear the demonstration's folder: %w", err)
	}
	if err := os.MkdirAll(p.directory, 0o755); err != nil {
		return p, fmt.Errorf("make the demonstration's folder: %w", err)
	}
	for _, one := range []struct {
		into *paper
		name string
		make func(string, ...specimen.Option) *certificate.Document
	}{{&p.formD, "form-d", specimen.FormD}, {&p.vk, "vk", specimen.VK}, {&p.kv, "kv", specimen.KV}, {&p.eu, "eur1", specimen.EUR1}} {
		d, err := a.fresh(ctx, s, one.make)
		if err != nil {
			return p, err
		}
		base := filepath.Join(p.directory, one.name)
		*one.into = paper{document: d, draft: base + ".draft.json", file: base + ".json", seal: base + ".p7s", stamp: stampBeside(base + ".json"), entry: base + ".import.json"}
		if err := errors.Join(writeDraft(one.into.draft, d), writeImport(one.into.entry, d)); err != nil {
			return p, err
		}
	}
	return p, writeTampered(p)
}

// fresh is a specimen of today under a number that the ledger does not know.
func (a *app) fresh(ctx context.Context, s *site.Site, make func(string, ...specimen.Option) *certificate.Document) (*certificate.Document, error) {
	for range 20 {
		n, err := rand.Int(rand.Reader, big.NewInt(maxSerial))
		if err != nil {
			return nil, fmt.Errorf("draw a serial number: %w", err)
		}
		d := make(seed.Network, specimen.On(certificate.DateOf(a.now())), specimen.Serial(int(n.Int64())))
		addressToTrader(d)
		switch taken, err := isTaken(ctx, s, d); {
		case err != nil:
			return nil, err
		case !taken:
			return d, nil
		}
	}
	return nil, errors.New("no free reference number was found; `make clean` starts a new ledger")
}

// addressToTrader writes the number of a demonstration user on a certificate whose consignee has none, so that the
// importer finds it after signing in.
func addressToTrader(d *certificate.Document) {
	if d.Consignee.Registration == "" {
		d.Consignee.Registration = map[string]string{"TH": "0105556012345", "KR": "601-81-12345"}[d.Consignee.Country]
	}
}

// isTaken asks whether a certificate stands under the document's number.
func isTaken(ctx context.Context, s *site.Site, d *certificate.Document) (bool, error) {
	c, err := s.As(issuerOf(d), registry.RoleIssuer)
	if err != nil {
		return false, err
	}
	_, err = c.Record(ctx, apiclient.Target{ID: d.ID(), Agreement: d.Agreement})
	var problem *apiclient.Problem
	if errors.As(err, &problem) && problem.Status == http.StatusNotFound {
		return false, nil
	}
	return err == nil, err
}

// issuerOf is the organisation that anchors the document.
func issuerOf(d *certificate.Document) string {
	if d.IssuingCountry == "KR" {
		return "KRCustoms"
	}
	return "VNIssuer"
}

// writeTampered writes the canonical Form D with one more zero in a quantity,
// which is what a forger would do.
func writeTampered(p papers) error {
	forged := *p.formD.document
	forged.Items = append([]certificate.Item(nil), forged.Items...)
	forged.Items[0].Quantity.Value = forged.Items[0].Quantity.Value.Mul(certificate.DecimalOf(10))
	raw, err := forged.Canonical()
	if err != nil {
		return fmt.Errorf("forge a certificate: %w", err)
	}
	return writeNew(p.tampered(), raw, 0o644)
}

// tampered is the file of the forged certificate.
func (p papers) tampered() string { return filepath.Join(p.directory, "form-d-tampered.json") }

// hasOpenSSL reports whether the openssl program is there.
func hasOpenSSL() bool {
	_, err := exec.LookPath("openssl")
	return err == nil
}

// writeDraft writes a document as a person would keep it.
func writeDraft(name string, d *certificate.Document) error {
	raw, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return fmt.Errorf("write a draft: %w", err)
	}
	return writeNew(name, append(raw, '\n'), 0o644)
}
