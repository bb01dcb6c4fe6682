package clearance

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
	"origo/client"
)

// Snapshot is the public registry of one channel as exported at one moment, for verification where there is no
// network. It holds nothing commercial and no balances, so an assessment from it can show that a seal is genuine and
// in whose name, but never that quantity is left. It is not signed: trust it as far as the way it came.
type Snapshot struct {
	Membership  registry.Membership       `json:"membership"`
	Authorities []registry.Authority      `json:"authorities"`
	CRLs        []registry.RevocationList `json:"crls"`
	Offices     []registry.Office         `json:"offices"`
	Signers     []registry.SignerState    `json:"signers"`
	Records     []registry.Record         `json:"records"` // of the certificates asked for at export
	AsOf        AsOf                      `json:"as_of"`
}

// MaxSnapshot bounds a snapshot that is read, in bytes.
const MaxSnapshot = 64 << 20

// The ways in which bytes are no snapshot.
var (
	errSnapshotSize     = errors.New("larger than 64 MiB")
	errSnapshotTrailing = errors.New("bytes after the end")
)

// ParseSnapshot reads an exported registry. Unknown members and trailing bytes are refused.
func ParseSnapshot(raw []byte) (Snapshot, error) {
	if len(raw) > MaxSnapshot {
		return Snapshot{}, fmt.Errorf("read exported registry: %w", errSnapshotSize)
	}
	var s Snapshot
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return Snapshot{}, fmt.Errorf("read exported registry: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Snapshot{}, fmt.Errorf("read exported registry: %w", errSnapshotTrailing)
	}
	return s, nil
}

// Export reads the public registry, and the records of the certificates named. A certificate that the ledger does not
// know is left out.
func Export(ctx context.Context, r client.Registry, ids []certificate.ID, asOf AsOf) (Snapshot, error) {
	s := Snapshot{AsOf: asOf}
	for _, read := range []func(context.Context, client.Registry) error{s.exportTrust, s.exportSigners} {
		if err := read(ctx, r); err != nil {
			return Snapshot{}, fmt.Errorf("export registry: %w", err)
		}
	}
	for _, id := range ids {
		record, err := r.Record(ctx, id)
		var refusal *registry.Refusal
		switch {
		case err == nil:
			s.Records = append(s.Records, record)
		case !errors.As(err, &refusal) || refusal.Code != registry.CertificateUnknown:
			return Snapshot{}, fmt.Errorf("export registry: record of %s: %w", id, err)
		}
	}
	return s, nil
}

func (s *Snapshot) exportTrust(ctx context.Context, r client.Registry) (err error) {
	if s.Membership, err = r.Membership(ctx); err != nil {
		return err
	}
	if s.Authorities, err = r.Authorities(ctx, ""); err != nil {
		return err
	}
	if s.CRLs, err = r.RevocationLists(ctx); err != nil {
		return err
	}
	s.Offices, err = r.Offices(ctx, "")
	return err
}

func (s *Snapshot) exportSigners(ctx context.Context, r client.Registry) error {
	for _, office := range s.Offices {
		signers, err := r.Signers(ctx, office.Country, office.Code)
		if err != nil {
			return err
		}
		for _, signer := range signers {
			state, err := r.Signer(ctx, signer.Fingerprint)
			if err != nil {
				return err
			}
			s.Signers = append(s.Signers, state)
		}
	}
	return nil
}

// Gather answers from the snapshot what Gather asks of a ledger. What the snapshot does not hold is unavailable: the
// ledger may hold it.
func (s Snapshot) Gather(q Request) Facts {
	q.AsOf.Channel, q.AsOf.Block, q.AsOf.BlockTime = s.AsOf.Channel, s.AsOf.Block, s.AsOf.BlockTime
	f := q.facts(FromSnapshot)
	f.Membership = Have(s.Membership)
	f.Dossier, f.Account = Without[registry.Dossier](Unavailable), Without[registry.Account](Unavailable)
	f.Record, f.Signer = Without[registry.Record](Unavailable), Without[registry.SignerState](Unavailable)
	if id, ok := q.subject(); ok {
		f.Record = first(s.Records, func(r registry.Record) bool { return r.ID == id })
	}
	if record, ok := f.Record.found(); ok {
		f.Signer = first(s.Signers, func(s registry.SignerState) bool { return s.Signer.Fingerprint == record.Signer })
		return f
	}
	if message, err := seal.Inspect(q.Seal); err == nil {
		key := message.SignerID().Key()
		f.Signer = first(s.Signers, func(s registry.SignerState) bool { return answersTo(s.Signer.Certificate, key) })
	}
	return f
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
