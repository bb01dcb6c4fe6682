package proof

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
)

// Holding is what one peer of a member keeps of a certificate.
type Holding struct {
	Peer    string
	Dossier registry.Dossier
	Account registry.Account
}

// Examine holds what a member keeps of a certificate against the blocks: its
// bytes against the public digest, its seal against the registry as it stood
// at anchoring, and every value its private records ever had, retold from the
// certificate and its uses, against the hashes that were written.
func (c *Chronicle) Examine(id certificate.ID, h Holding) []Finding {
	record, _ := read[registry.Record](c.latest(), registry.KeyCertificate, nameParts(id)...)
	x := &examination{Chronicle: c, Holding: h, record: record}
	var known bool
	if x.anchored, known = c.transactions[record.AnchoredIn]; !known {
		x.find("its public record names no transaction of this channel")
		return x.findings
	}
	x.note(x.document())
	x.note(x.seal())
	if x.doc != nil {
		x.note(x.cancellation())
		x.history()
	}
	return x.findings
}

// Unexplained are the private records of a collection, written among the first
// transactions up to the number given, that no certificate or case examined
// accounts for. It means something once all those of then were examined.
func (c *Chronicle) Unexplained(collection string, transactions int) []Finding {
	var findings []Finding
	for at, seen := range c.private {
		tx := c.transactions[seen[0].transaction]
		if at.collection == collection && tx.number < transactions && !c.explained[at] {
			findings = append(findings, tx.finding(at.String(), "a private record that belongs to no certificate"))
		}
	}
	slices.SortFunc(findings, func(a, b Finding) int { return strings.Compare(a.Key, b.Key) })
	return findings
}

// examination is one certificate on one peer.
type examination struct {
	*Chronicle
	Holding
	record   registry.Record
	anchored moment
	doc      *certificate.Document
	findings []Finding
}

func (x *examination) find(format string, arguments ...any) {
	f := x.anchored.finding(readable(compose(registry.KeyCertificate, nameParts(x.record.ID)...)), format, arguments...)
	f.Peer = x.Peer
	x.findings = append(x.findings, f)
}

func (x *examination) note(err error) {
	if err != nil {
		x.find("%v", err)
	}
}

// when is the public state as a transaction found it.
func (x *examination) when(tx moment) view {
	return view{x.Chronicle, tx.number, tx.Time.UTC().Truncate(time.Second)}
}

// document reads the certificate and holds it against its public record.
func (x *examination) document() error {
	if digest(x.Dossier.Salt, x.Dossier.Certificate) != x.record.Digest {
		return errors.New("the certificate kept is not the one whose digest was anchored")
	}
	doc, err := certificate.Parse(x.Dossier.Certificate)
	if err == nil {
		err = doc.Validate()
	}
	if err != nil {
		return fmt.Errorf("the certificate kept is none: %w", err)
	}
	x.doc = doc
	r, inForce := x.record, x.when(x.anchored).inForce()
	for _, pair := range []struct{ what, inside, outside string }{
		{"number", doc.ID().String(), r.ID.String()},
		{"importing country", doc.ImportingCountry, r.ImportingCountry},
		{"office", doc.Office, r.Office},
		{"issue date", doc.IssueDate.String(), r.IssueDate.String()},
		{"expiry", doc.Expiry().String(), r.Expiry.String()},
		{"network", doc.Network, inForce.Network},
		{"agreement", string(doc.Agreement), string(inForce.Agreement)},
	} {
		if pair.inside != pair.outside {
			return fmt.Errorf("its %s is %q inside and %q on the ledger", pair.what, pair.inside, pair.outside)
		}
	}
	return nil
}

// digest is the public digest of a certificate under its salt.
func digest(salt, raw []byte) string { return hex.EncodeToString(keyed(salt, raw)) }

// keyed is HMAC-SHA256.
func keyed(key, message []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(message)
	return mac.Sum(nil)
}

// seal verifies the certificate's seal as it was due at anchoring.
func (x *examination) seal() error {
	signer, err := x.when(x.anchored).sealed(x.Dossier.Certificate, x.Dossier.Seal)
	if err != nil {
		return err
	}
	if signer.Fingerprint != x.record.Signer {
		return fmt.Errorf("sealed by %s, recorded as sealed by %s", signer.Fingerprint, x.record.Signer)
	}
	return nil
}

// cancellation verifies the act of a cancelled certificate, and wants none of
// another.
func (x *examination) cancellation() error {
	sealed := registry.SealedAct{Act: x.Dossier.Act, Seal: x.Dossier.ActSeal}
	if x.record.Status != registry.Cancelled {
		if len(sealed.Act) > 0 {
			return errors.New("there is an act of cancellation, and the certificate stands")
		}
		return nil
	}
	end, _ := x.end()
	v := x.when(end)
	act, by, err := v.order(sealed)
	if err != nil {
		return fmt.Errorf("cancelled: %w", err)
	}
	office, _ := read[registry.Office](v, registry.KeyOffice, by.Country, by.Office)
	switch {
	case act.Kind != certificate.CancelCertificate || act.Certificate == nil || *act.Certificate != x.record.ID:
		return errors.New("cancelled by an act that does not name it")
	case by.Country != x.record.Country || by.Office != x.record.Office && office.Kind != registry.IssuingAuthority:
		return fmt.Errorf("cancelled by the office %s %s, which may not", by.Country, by.Office)
	case string(act.Reason) != x.record.Reason:
		return fmt.Errorf("cancelled for %q, recorded as %q", act.Reason, x.record.Reason)
	}
	return nil
}

// end is the transaction by which the certificate ceased to stand.
func (x *examination) end() (moment, bool) {
	versions := x.public[compose(registry.KeyCertificate, nameParts(x.record.ID)...)]
	if x.record.Status == registry.Issued {
		return moment{}, false
	}
	return x.transactions[x.order[versions[len(versions)-1].since]], true
}

// history retells what was privately written and compares it with the blocks
// and with what the peer shows now.
func (x *examination) history() {
	t, err := x.retell()
	for _, key := range slices.Sorted(maps.Keys(t.told)) {
		x.explained[placeOf(collectionOf(x.record), key)] = true
		if err == nil {
			x.compare(key, t.told[key])
		}
	}
	for _, use := range x.Account.Uses {
		x.explained[placeOf(collectionOf(x.record), t.useKey(use))] = true
	}
	x.note(err)
}

// compare holds the retold values of one key against the hashes written.
func (x *examination) compare(key string, told []retold) {
	at := placeOf(collectionOf(x.record), key)
	seen := x.private[at]
	for i := range max(len(told), len(seen)) {
		switch {
		case i >= len(seen):
			x.findAt(told[i].transaction, key, "never written, and it should have been")
		case i >= len(told):
			x.findAt(seen[i].transaction, key, "written without a use, an anchoring or a cancellation")
		case seen[i].transaction != told[i].transaction:
			x.findAt(seen[i].transaction, key, "written then, and due in transaction %s", told[i].transaction)
		case seen[i].hash != sha256.Sum256(told[i].value):
			x.findAt(seen[i].transaction, key, "holds another value than follows from the certificate and its uses")
		}
	}
}

func (x *examination) findAt(transaction, key, format string, arguments ...any) {
	f := x.transactions[transaction].finding(collectionOf(x.record)+" "+readable(key), format, arguments...)
	f.Peer = x.Peer
	x.findings = append(x.findings, f)
}
