package clearance

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"origo/certificate"
	"origo/certificate/registry"
)

// Source says where the state of the registry came from.
type Source string

// The sources.
const (
	FromLedger   Source = "ledger"   // read from the organisation's own peer
	FromSnapshot Source = "snapshot" // read from an exported file, current as of its date
)

// State says how a question to the registry ended.
type State string

// The states of an answer.
const (
	Found       State = "found"
	NotFound    State = "not_found"   // the registry says there is none
	Withheld    State = "withheld"    // it concerns other countries, or the role may not read it
	Unavailable State = "unavailable" // nobody answered; nothing is known
	NotAsked    State = "not_asked"   // there was nothing to ask by; nothing is known
)

// Answer is what the registry said to one question. Value is set exactly when State is Found.
type Answer[T any] struct {
	State State `json:"state"`
	Value *T    `json:"value,omitempty"`
}

// Have is an answer that was found.
func Have[T any](value T) Answer[T] { return Answer[T]{State: Found, Value: &value} }

// Without is an answer that is not there, for the reason that the state gives.
func Without[T any](state State) Answer[T] { return Answer[T]{State: state} }

// found gives the value, and whether there is one.
func (a Answer[T]) found() (T, bool) {
	if a.State != Found || a.Value == nil {
		var none T
		return none, false
	}
	return *a.Value, true
}

// missing reports an answer that nobody gave. The zero Answer was never asked for.
func (a Answer[T]) missing() bool {
	return a.State != NotFound && a.State != Withheld && (a.State != Found || a.Value == nil)
}

// Facts is everything an assessment rests on.
type Facts struct {
	Source      Source                       `json:"source"`
	Presented   Presented                    `json:"presented"`
	Membership  Answer[registry.Membership]  `json:"membership"`
	Record      Answer[registry.Record]      `json:"record"`
	Dossier     Answer[registry.Dossier]     `json:"dossier"`
	Signer      Answer[registry.SignerState] `json:"signer"` // whoever the record, or else the seal, names
	Account     Answer[registry.Account]     `json:"account"`
	Here        string                       `json:"here"`                  // importing country of the assessing customs, ISO 3166 alpha-2
	PresentedOn certificate.Date             `json:"presented_on,omitzero"` // the day on which the proof was submitted to customs
	Declaration *Declaration                 `json:"declaration,omitempty"`
	AsOf        AsOf                         `json:"as_of"`
}

// Presented is the certificate in the trader's hands. Without Certificate the ledger's own copy is assessed.
type Presented struct {
	Certificate []byte `json:"certificate,omitempty"`
	Seal        []byte `json:"seal,omitempty"`
}

// AsOf says how current the registry's answers are.
type AsOf struct {
	Channel    string `json:"channel"`
	Block      uint64 `json:"block"`       // number of blocks behind the answers
	BlockTime  string `json:"block_time"`  // RFC 3339 UTC, of the newest block
	AgeSeconds int64  `json:"age_seconds"` // from BlockTime to the question
}

// Declaration is what the importer declared, as far as an assessment needs it.
type Declaration struct {
	Number           string         `json:"number"`
	ImportingCountry string         `json:"importing_country"`
	Exporter         string         `json:"exporter,omitempty"`
	Consignee        string         `json:"consignee,omitempty"`
	Lines            []DeclaredLine `json:"lines"`
}

// DeclaredLine is one line of the declaration and the item of the certificate it relies on.
type DeclaredLine struct {
	Line     int                 `json:"line"`
	Item     int                 `json:"item"`
	HS       string              `json:"hs,omitempty"`
	Quantity certificate.Measure `json:"quantity"`
}

// Digest is the SHA-256, in lower hex, of the facts as JSON with members in the order of the type. It fails only for
// text that JSON cannot carry.
func (f Facts) Digest() (string, error) {
	raw, err := json.Marshal(f)
	if err != nil {
		return "", fmt.Errorf("encode facts: %w", err)
	}
	return digest(raw), nil
}

func digest(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// silent reports whether any question to the registry went unanswered.
func (f Facts) silent() bool {
	return f.Membership.missing() || f.Record.missing() || f.Dossier.missing() || f.Signer.missing() || f.Account.missing()
}
