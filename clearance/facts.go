package clearance

import (
	"origo/certificate"
	"origo/certificate/registry"
	"origo/fta-rules/procedure"
)

// Source says where the state of the registry came from.
type Source string

// The sources.
const (
	FromLedger Source = "ledger" // read from the organisation's own peer
	FromBundle Source = "bundle" // read from an exported file, current as of its date
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
	Entered     *Entered                     `json:"entered,omitempty"` // instead of Presented: a proof that is no sealed document
	Membership  Answer[registry.Membership]  `json:"membership"`
	Record      Answer[registry.Record]      `json:"record"`
	Dossier     Answer[registry.Dossier]     `json:"dossier"`
	Signer      Answer[registry.SignerState] `json:"signer"` // whoever the record, or else the seal, names
	Account     Answer[registry.Account]     `json:"account"`
	Here        string                       `json:"here"`                  // importing country of the assessing customs, ISO 3166 alpha-2
	PresentedOn certificate.Date             `json:"presented_on,omitzero"` // the day on which the proof was submitted to customs; zero if none was yet
	Today       certificate.Date             `json:"today,omitzero"`        // the day on which the case is looked at
	Declaration *Declaration                 `json:"declaration,omitempty"`
	Papers      Papers                       `json:"papers,omitzero"`
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
	Block      uint64 `json:"block"`             // number of the newest block behind the answers, as receipts count them
	BlockTime  string `json:"block_time"`        // RFC 3339 UTC, of the newest block
	AgeSeconds int64  `json:"age_seconds"`       // from BlockTime to the question
	Expires    string `json:"expires,omitempty"` // RFC 3339 UTC: when the bundle that was read expires
}

// Declaration is what the importer declared, as far as an assessment needs it. What is not known stays empty, and the
// checks say so.
type Declaration struct {
	Number           string            `json:"number"`
	ImportingCountry string            `json:"importing_country"`
	Registered       certificate.Date  `json:"registered,omitzero"` // the day it was registered, or the goods entered
	Exporter         string            `json:"exporter,omitempty"`
	Consignee        string            `json:"consignee,omitempty"`
	Invoice          procedure.Invoice `json:"invoice,omitzero"`
	OriginCountry    string            `json:"origin_country,omitempty"`
	Reference        string            `json:"reference,omitempty"`     // of the proof, as declared
	IssueDate        certificate.Date  `json:"issue_date,omitzero"`     // of the proof, as declared
	Guarantee        *bool             `json:"guarantee,omitempty"`     // a credit institution guarantees the difference in duty
	RateExcluded     *bool             `json:"rate_excluded,omitempty"` // the tariff line is marked as without preferential rate
	Lines            []DeclaredLine    `json:"lines"`
}

// DeclaredLine is one line of the declaration and the item of the certificate it relies on.
type DeclaredLine struct {
	Line     int                 `json:"line"`
	Item     int                 `json:"item"`
	HS       string              `json:"hs,omitempty"`
	Edition  int                 `json:"edition,omitempty"` // year of the Harmonised System that gives HS its meaning; 0 means CurrentEdition
	Quantity certificate.Measure `json:"quantity"`
	Rule     string              `json:"rule,omitempty"` // rule for the declared code instead of the table's, in the notation of docs/rules.md
	// EvidenceDays is after how many days the declarant proved that the rule for the declared code is met; null if not.
	EvidenceDays *int `json:"evidence_days,omitempty"`
}

// CurrentEdition is the edition of today's tariffs, in which codes are declared unless the line says otherwise.
const CurrentEdition = 2022

// code is the declared code with its edition.
func (l DeclaredLine) code() certificate.HSCode {
	if l.HS == "" {
		return certificate.HSCode{}
	}
	if l.Edition == 0 {
		l.Edition = CurrentEdition
	}
	return certificate.HSCode{Code: l.HS, Edition: l.Edition}
}

// silent reports whether a question that the assessment needs answered was left without answer. Of a proof that is no
// sealed document, the ledger knows nothing but what was used; where there is no proof, nothing at all.
func (f Facts) silent() bool {
	if f.Entered != nil {
		return f.Entered.countable() && f.Account.missing()
	}
	return f.Membership.missing() || f.Record.missing() || f.Dossier.missing() || f.Signer.missing() || f.Account.missing()
}
