package clearance

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
	"origo/client"
	rules "origo/fta-rules"
)

// The kind of file a bundle is.
const (
	BundleType    = "origo-bundle"
	BundleVersion = 1
)

// Bundle is the registry of one agreement as one organisation read it from its own peer at one moment, for verification
// where there is no network. It holds no balances: others may have used a certificate since, so an assessment from it
// can show that a seal is genuine, in whose name and how things stood, but never that quantity is left. Seal makes the
// file of it, OpenBundle reads that.
type Bundle struct {
	Type         string                    `json:"type"`
	Version      int                       `json:"version"`
	Organisation string                    `json:"organisation"` // whose peer it was read from
	ExportedBy   string                    `json:"exported_by"`  // the person's name
	ExportedAt   registry.Instant          `json:"exported_at"`
	Expires      registry.Instant          `json:"expires,omitempty"` // first instant at which it is not used any more; empty until sealed
	AsOf         AsOf                      `json:"as_of"`
	Membership   registry.Membership       `json:"membership"`
	Authorities  []registry.Authority      `json:"authorities"`
	CRLs         []registry.RevocationList `json:"crls"`
	Offices      []registry.Office         `json:"offices"`
	Signers      []registry.SignerState    `json:"signers"`
	Records      []registry.Record         `json:"records"`               // of the certificates asked for at export
	Dossiers     []registry.Dossier        `json:"dossiers,omitempty"`    // of the same, if asked for; commercial
	Rules        []HeldRules               `json:"rules,omitempty"`       // by which the organisation assesses
	Corrections  []byte                    `json:"corrections,omitempty"` // its corrections of them (docs/rules.md), already in the digests
}

// HeldRules names one version of an agreement's rules.
type HeldRules struct {
	Version string `json:"version"`
	Digest  string `json:"digest"` // SHA-256, lower hex
}

// RulesOf names the versions of an agreement's rules in a book.
func RulesOf(book *rules.Book, agreement certificate.Agreement) []HeldRules {
	var held []HeldRules
	for _, r := range book.Versions(agreement) {
		held = append(held, HeldRules{Version: r.Version, Digest: r.Digest()})
	}
	return held
}

// Wanted is what to export beside the trust registry.
type Wanted struct {
	Certificates []certificate.ID
	Dossiers     bool // the certificates themselves too, of those that concern the own country
	AsOf         AsOf // how current the ledger was just before
}

// Export reads the trust registry, and what is wanted of certificates. A certificate that the ledger does not know is
// left out, and so is a dossier that it keeps from us.
func Export(ctx context.Context, r client.Registry, wanted Wanted) (Bundle, error) {
	b := Bundle{Type: BundleType, Version: BundleVersion, AsOf: wanted.AsOf}
	for _, read := range []func(context.Context, client.Registry) error{b.exportTrust, b.exportSigners} {
		if err := read(ctx, r); err != nil {
			return Bundle{}, fmt.Errorf("export registry: %w", err)
		}
	}
	for _, id := range wanted.Certificates {
		err := add(&b.Records, about(id, r.Record), ctx)
		if err == nil && wanted.Dossiers {
			err = add(&b.Dossiers, about(id, r.Dossier), ctx)
		}
		if err != nil {
			return Bundle{}, fmt.Errorf("export registry: %s: %w", id, err)
		}
	}
	return b, nil
}

// add appends the answer to a question; nothing if the ledger refuses to give one.
func add[T any](to *[]T, read question[T], ctx context.Context) error {
	value, err := read(ctx)
	var refusal *registry.Refusal
	switch {
	case err == nil:
		*to = append(*to, value)
	case !errors.As(err, &refusal):
		return err
	}
	return nil
}

func (b *Bundle) exportTrust(ctx context.Context, r client.Registry) (err error) {
	if b.Membership, err = r.Membership(ctx); err != nil {
		return err
	}
	if b.Authorities, err = r.Authorities(ctx, ""); err != nil {
		return err
	}
	if b.CRLs, err = r.RevocationLists(ctx); err != nil {
		return err
	}
	b.Offices, err = r.Offices(ctx, "")
	return err
}

func (b *Bundle) exportSigners(ctx context.Context, r client.Registry) error {
	for _, office := range b.Offices {
		signers, err := r.Signers(ctx, office.Country, office.Code)
		if err != nil {
			return err
		}
		for _, signer := range signers {
			state, err := r.Signer(ctx, signer.Fingerprint)
			if err != nil {
				return err
			}
			b.Signers = append(b.Signers, state)
		}
	}
	return nil
}

// Gather answers from the bundle what Gather asks of a ledger. What the bundle does not hold is unavailable: the ledger
// may hold it.
func (b Bundle) Gather(q Request) Facts {
	q.AsOf.Channel, q.AsOf.Block, q.AsOf.BlockTime, q.AsOf.Expires = b.AsOf.Channel, b.AsOf.Block, b.AsOf.BlockTime, b.Expires
	f := q.facts(FromBundle)
	f.Membership = Have(b.Membership)
	f.Dossier, f.Account = Without[registry.Dossier](Unavailable), Without[registry.Account](Unavailable)
	f.Cases = Without[[]registry.Case](Unavailable)
	f.Record, f.Signer = Without[registry.Record](Unavailable), Without[registry.SignerState](Unavailable)
	if id, ok := q.subject(); ok {
		f.Record = first(b.Records, func(r registry.Record) bool { return r.ID == id })
		f.Dossier = first(b.Dossiers, func(d registry.Dossier) bool { return d.ID == id })
	}
	if s := q.stamped(); s != nil {
		f.StampSigner = first(b.Signers, func(state registry.SignerState) bool { return s.NamesSigner(state.Signer.Fingerprint) })
	}
	if record, ok := f.Record.found(); ok {
		f.Signer = first(b.Signers, func(s registry.SignerState) bool { return s.Signer.Fingerprint == record.Signer })
		return f
	}
	if message, err := seal.Inspect(q.Seal); err == nil {
		key := message.SignerID().Key()
		f.Signer = first(b.Signers, func(s registry.SignerState) bool { return answersTo(s.Signer.Certificate, key) })
	}
	return f
}

// ImportingCountry is the importing country of the certificate asked about, as the file, or else the bundle, or else the
// QR code says; empty if none does.
func (b Bundle) ImportingCountry(q Request) string {
	if d, err := certificate.ParseDraft(q.Certificate); err == nil {
		return d.ImportingCountry
	}
	id, _ := q.subject()
	record, known := first(b.Records, func(r registry.Record) bool { return r.ID == id }).found()
	if s := q.stamped(); !known && s != nil {
		return s.ImportingCountry
	}
	return record.ImportingCountry
}

// first is the first entry that fits, or else unavailable.
func first[T any](all []T, fits func(T) bool) Answer[T] {
	for _, entry := range all {
		if fits(entry) {
			return Have(entry)
		}
	}
	return Without[T](Unavailable)
}

// answersTo reports whether a seal may name the certificate, DER, by the signer identifier with this key.
func answersTo(der []byte, key string) bool {
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		return false
	}
	for _, id := range seal.SignerIDsOf(leaf) {
		if id.Key() == key {
			return true
		}
	}
	return false
}
