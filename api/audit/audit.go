// Package audit keeps the log of decisions and writes: who did what, when, on
// which inputs, and what came of it. Nothing commercial stands in it.
//
// The log is a chain of lines of JSON: each entry holds the hash of the one
// before and its own, so that a line changed, removed or slipped in later shows.
// Lines are appended only, and are on disk before Append returns. What is cut
// off at the very end shows only against a head that was noted elsewhere, which
// is why the head is told to whoever wants to witness it.
package audit

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
)

// Who acted.
type Who struct {
	Subject      string `json:"subject"` // the identity provider's lasting identifier
	Name         string `json:"name"`    // service number
	Role         string `json:"role"`
	Organisation string `json:"organisation"`
}

// Event is what is to be logged. Its texts are codes, numbers and digests.
type Event struct {
	Who         Who    `json:"who"`
	Operation   string `json:"operation"`             // operationId of the specification
	Certificate string `json:"certificate,omitempty"` // form, country, number
	Status      int    `json:"status"`                // of HTTP
	Outcome     string `json:"outcome,omitempty"`     // verdict, decision or code of the refusal
	Inputs      string `json:"inputs"`                // SHA-256 of address and body of the request, lower hex
	Answer      string `json:"answer"`                // SHA-256 of the answer's body
	Transaction string `json:"transaction,omitempty"` // on the ledger
	Request     string `json:"request"`               // request id
}

// Entry is one line of the log.
type Entry struct {
	Sequence uint64 `json:"sequence"` // from 1 without gaps
	At       string `json:"at"`       // RFC 3339 UTC
	Event
	Previous string `json:"previous"` // Hash of the entry before; empty in the first
	Hash     string `json:"hash"`     // SHA-256, lower hex, of the entry without it
}

// Head names the newest entry. The zero Head is that of an empty log.
type Head struct {
	Sequence uint64 `json:"sequence"`
	Hash     string `json:"hash"`
}

// domain keeps these hashes apart from all others.
const domain = "origo audit 1\n"

// seal fills in the hash and gives the entry's line.
func (e *Entry) seal() ([]byte, error) {
	e.Hash = ""
	bare, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("write audit entry: %w", err)
	}
	sum := sha256.Sum256(append([]byte(domain), bare...))
	e.Hash = hex.EncodeToString(sum[:])
	line, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("write audit entry: %w", err)
	}
	return append(line, '\n'), nil
}

// The ways in which a line can be wrong.
var (
	errLine  = errors.New("is not an entry as this log writes them")
	errHash  = errors.New("does not have the hash it states: it was changed")
	errChain = errors.New("does not follow the entry before it: one was removed, changed or put in")
)

// parse reads a line, without its end, and checks its hash.
func parse(line []byte) (Entry, error) {
	var e Entry
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&e); err != nil {
		return e, errLine
	}
	again := e
	want, err := again.seal()
	switch {
	case err != nil:
		return e, err
	case again.Hash != e.Hash:
		return e, errHash
	case !bytes.Equal(bytes.TrimRight(want, "\n"), line):
		return e, errLine
	}
	return e, nil
}

// follows checks that the entry comes right after the head.
func (e Entry) follows(h Head) error {
	if e.Sequence != h.Sequence+1 || e.Previous != h.Hash {
		return errChain
	}
	return nil
}

// head names the entry.
func (e Entry) head() Head { return Head{e.Sequence, e.Hash} }
