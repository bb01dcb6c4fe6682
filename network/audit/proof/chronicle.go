package proof

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
)

// Chronicle is the history of one channel. Fill it with Check, transaction by
// transaction in the order of the ledger.
type Chronicle struct {
	contract     string
	public       map[string][]version // by key
	private      map[place][]sighting
	transactions map[string]moment // by id
	explained    map[place]bool
	order        []string         // ids of transactions, by number
	certificates []certificate.ID // in order of anchoring
}

// version is a public value from a transaction on.
type version struct {
	since int // number of the transaction
	value []byte
}

// moment is a transaction as later ones are related to it.
type moment struct {
	Transaction
	number int
}

// sighting is what a transaction wrote to a private key.
type sighting struct {
	transaction string
	hash        [sha256.Size]byte
}

// New begins the chronicle of a channel on which the contract named keeps
// certificates.
func New(contract string) *Chronicle {
	return &Chronicle{
		contract: contract, public: map[string][]version{}, private: map[place][]sighting{},
		transactions: map[string]moment{}, explained: map[place]bool{},
	}
}

// Transactions is how many were told.
func (c *Chronicle) Transactions() int { return len(c.order) }

// Certificates are the certificates anchored so far, in that order.
func (c *Chronicle) Certificates() []registry.Record {
	records := make([]registry.Record, 0, len(c.certificates))
	for _, id := range c.certificates {
		record, _ := read[registry.Record](c.latest(), registry.KeyCertificate, nameParts(id)...)
		records = append(records, record)
	}
	return records
}

// view is the public state as one transaction found it.
type view struct {
	*Chronicle
	before int       // number of the transaction
	at     time.Time // of the transaction, whole seconds
}

// latest is the state after everything that was told.
func (c *Chronicle) latest() view { return view{Chronicle: c, before: len(c.order)} }

// raw is the value of a key; nothing if there was none.
func (v view) raw(kind string, parts ...string) []byte {
	versions := v.public[compose(kind, parts...)]
	for _, one := range slices.Backward(versions) {
		if one.since < v.before {
			return one.value
		}
	}
	return nil
}

// read decodes the record under a key; false if there was none, or none that
// can be read (which was found when it was written).
func read[T any](v view, kind string, parts ...string) (T, bool) {
	record, err := decode[T](v.raw(kind, parts...))
	return record, err == nil
}

// decode reads a record and nothing besides.
func decode[T any](raw []byte) (T, error) {
	var record T
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&record); err != nil {
		return record, err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return record, fmt.Errorf("more than one record")
	}
	return record, nil
}

// instant is the time as records write it.
func (v view) instant() registry.Instant {
	return certificate.InstantOf(v.at).String()
}

// entry is one transaction while it is being checked.
type entry struct {
	view
	tx       Transaction
	writes   map[string][]byte // public, by key
	findings []Finding
}

// Check takes in the next transaction and says what is wrong with it.
func (c *Chronicle) Check(tx Transaction) []Finding {
	e := &entry{view: view{c, len(c.order), tx.Time.UTC().Truncate(time.Second)}, tx: tx, writes: map[string][]byte{}}
	for _, w := range tx.Writes {
		e.sort(w)
	}
	for _, w := range tx.Writes {
		if value, ok := e.writes[w.Key]; ok && w.Collection == "" && w.Namespace == c.contract {
			e.check(w.Key, value)
		}
	}
	for key, value := range e.writes {
		c.public[key] = append(c.public[key], version{len(c.order), value})
	}
	tx.Writes = nil
	c.transactions[tx.ID] = moment{tx, len(c.order)}
	c.order = append(c.order, tx.ID)
	return e.findings
}

// lifecycle is where Fabric itself keeps the definitions of contracts.
const lifecycle = "_lifecycle"

// sort puts a write where it belongs.
func (e *entry) sort(w Write) {
	switch {
	case w.Namespace == lifecycle:
	case w.Namespace != e.contract:
		e.find(w.Key, "written by %q, which is not the contract of this channel", w.Namespace)
	case w.Deleted:
		e.find(w.Key, "deleted; nothing on this ledger is ever deleted")
	case w.Collection == "":
		e.writes[w.Key] = w.Value
	case len(w.KeyHash) != sha256.Size || len(w.ValueHash) != sha256.Size:
		e.find(w.Collection, "private write without proper hashes")
	default:
		at := place{w.Collection, [sha256.Size]byte(w.KeyHash)}
		e.private[at] = append(e.private[at], sighting{e.tx.ID, [sha256.Size]byte(w.ValueHash)})
	}
}

func (e *entry) find(key, format string, arguments ...any) {
	e.findings = append(e.findings, e.tx.finding(readable(key), format, arguments...))
}

func (tx Transaction) finding(key, format string, arguments ...any) Finding {
	return Finding{Channel: tx.Channel, Block: tx.Block, Transaction: tx.ID, Key: key, Text: fmt.Sprintf(format, arguments...)}
}

// check holds one public write against the rules of its kind.
func (e *entry) check(key string, value []byte) {
	kind, parts, err := decompose(key)
	if err != nil {
		e.find(key, "%v", err)
		return
	}
	rule, known := rules[kind]
	if !known {
		e.find(key, "%v", errKey)
		return
	}
	if err := rule(e, parts, value); err != nil {
		e.find(key, "%v", err)
	}
}

// rules say for every kind of record what a change of it must fulfil.
var rules = map[string]func(e *entry, parts []string, value []byte) error{
	registry.KeyMembership:   (*entry).membership,
	registry.KeyApproval:     (*entry).approval,
	registry.KeyAuthority:    (*entry).authority,
	registry.KeyCRL:          (*entry).revocationList,
	registry.KeyCRLBytes:     (*entry).listItself,
	registry.KeyRevocation:   (*entry).revocation,
	registry.KeyOffice:       (*entry).office,
	registry.KeySigner:       (*entry).signer,
	registry.KeySignerID:     (*entry).signerIndex,
	registry.KeyOfficeSigner: (*entry).signerIndex,
	registry.KeyAct:          (*entry).act,
	registry.KeyProposal:     (*entry).proposal,
	registry.KeyCertificate:  (*entry).certificate,
	registry.KeySigned:       (*entry).signed,
}

// written decodes what this very transaction writes under a key.
func written[T any](e *entry, kind string, parts ...string) (T, bool) {
	record, err := decode[T](e.writes[compose(kind, parts...)])
	return record, err == nil
}

// isKey reports whether the parts of a key are those of the record under it.
func isKey(parts []string, want ...string) error {
	if !slices.Equal(parts, want) {
		return fmt.Errorf("the record names itself %q", want)
	}
	return nil
}
