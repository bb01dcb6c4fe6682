package memledger

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"time"
)

// Block is one committed block.
type Block struct {
	Number       uint64
	Time         time.Time
	Transactions []Transaction
}

// Transaction is what a block holds of a transaction, for all members to read.
type Transaction struct {
	ID        string
	Client    string // organisation
	Creator   []byte // serialized identity of the client
	Function  string
	Args      []string
	At        time.Time
	Response  []byte
	Event     *Event // nil if there is none
	Endorsers []string
	Code      string // VALID or why it had no effect
	results   *results
}

// Event is what a contract announced.
type Event struct {
	Name    string `json:"name"`
	Payload []byte `json:"payload"`
}

// transaction is the endorsed transaction as the block has it.
func (e *Endorsed) transaction(failure error) Transaction {
	t := Transaction{
		ID: e.TxID, Client: e.proposal.organisation, Creator: e.proposal.creator, Function: string(e.proposal.args[0]), At: e.proposal.at,
		Response: e.results.Response, Event: e.results.Event, Endorsers: e.Endorsers, Code: Valid, results: e.results,
	}
	for _, arg := range e.proposal.args[1:] {
		t.Args = append(t.Args, string(arg))
	}
	var failed *CommitError
	if errors.As(failure, &failed) {
		t.Code = failed.Code
	}
	return t
}

// Seen is everything that lies on an organisation's disks, one piece a line:
// every block with arguments, answers, events, keys and values, and the private
// data of its collections. Tests search it for what must not be there.
func (l *Ledger) Seen(organisation string) []byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	var disk bytes.Buffer
	for _, b := range l.blocks {
		for _, t := range b.Transactions {
			t.dump(&disk)
		}
	}
	for _, c := range l.config.Collections {
		if !c.has(organisation) {
			continue
		}
		for _, key := range slices.Sorted(maps.Keys(l.private[c.Name])) {
			line(&disk, key)
			line(&disk, string(l.private[c.Name][key]))
		}
	}
	return disk.Bytes()
}

func (t Transaction) dump(disk *bytes.Buffer) {
	line(disk, t.ID, t.Client, t.Function)
	line(disk, t.Args...)
	line(disk, string(t.Response))
	if t.Event != nil {
		line(disk, t.Event.Name, string(t.Event.Payload))
	}
	for _, name := range t.results.spaces() {
		did := t.results.in(name)
		for _, key := range slices.Sorted(maps.Keys(did.Reads)) {
			line(disk, key)
		}
		for _, key := range did.changed() {
			line(disk, key, string(did.Writes[key].Value), string(did.Policies[key]))
		}
	}
}

func line(disk *bytes.Buffer, words ...string) {
	for _, word := range words {
		disk.WriteString(word)
		disk.WriteByte(' ')
	}
	disk.WriteByte('\n')
}
