package registry

import "origo/certificate"

// Outcome is the officer's decision on a declaration that relies on a
// certificate.
type Outcome string

// The outcomes of a use.
const (
	Accepted       Outcome = "accepted"
	AcceptedInPart Outcome = "accepted_in_part"
	Refused        Outcome = "refused"
	// Reexported debits what the importing country certifies onward by a back-to-back certificate. The declaration number
	// is that certificate's name, as certificate.ID writes it.
	Reexported Outcome = "reexported"
)

// UseRequest records the decision of the importing customs on one declaration.
// It travels as transient data only. Repeating it is harmless: the declaration
// number is its identity.
type UseRequest struct {
	Certificate certificate.ID   `json:"certificate"`
	Declaration string           `json:"declaration"` // number of the import declaration
	Outcome     Outcome          `json:"outcome"`
	Lines       []UseLine        `json:"lines,omitempty"`      // what is debited; empty for a refusal of everything
	Grounds     []Ground         `json:"grounds,omitempty"`    // required unless everything was accepted
	Officer     string           `json:"officer"`              // the deciding officer's service number
	Assessment  string           `json:"assessment,omitempty"` // SHA-256 of the assessment relied on, lower hex
	DecidedOn   certificate.Date `json:"decided_on"`
}

// UseLine debits one item of the certificate, in the unit of the certificate.
type UseLine struct {
	Item     int                 `json:"item"`
	Quantity certificate.Decimal `json:"quantity"`
	Unit     string              `json:"unit"` // UN/ECE Rec 20
}

// Ground is why an item, or with item 0 the whole certificate, was refused.
type Ground struct {
	Item     int    `json:"item"`
	Code     string `json:"code"`
	Citation string `json:"citation"` // the article relied on
	Text     string `json:"text,omitempty"`
}

// Use is a recorded decision.
type Use struct {
	UseRequest
	Sequence    int       `json:"sequence"` // 1, 2, … per certificate
	By          string    `json:"by"`       // organisation
	RecordedAt  Instant   `json:"recorded_at"`
	Transaction string    `json:"transaction"`
	Reversal    *Reversal `json:"reversal,omitempty"`
	Salt        []byte    `json:"salt"` // keeps the on-chain hash from being guessed
}

// ReverseRequest takes a use back, for instance because the declaration was
// cancelled. The use stays on record; its quantities return to the balance.
type ReverseRequest struct {
	Certificate certificate.ID `json:"certificate"`
	Declaration string         `json:"declaration"`
	Reason      string         `json:"reason"`
	Officer     string         `json:"officer"`
}

// Reversal is the record of a use taken back.
type Reversal struct {
	Reason      string  `json:"reason"`
	Officer     string  `json:"officer"`
	By          string  `json:"by"`
	At          Instant `json:"at"`
	Transaction string  `json:"transaction"`
}

// LineStatus is the importing customs' word on one item.
type LineStatus string

// The importer's statuses, per item.
const (
	Unused      LineStatus = "unused"
	PartlyUsed  LineStatus = "partly_used"
	UsedUp      LineStatus = "used_up"
	LineRefused LineStatus = "refused" // may be reconsidered by a later use
)

// Balance is how much of one item was certified and how much is used.
type Balance struct {
	Item      int                 `json:"item"`
	Unit      string              `json:"unit"`
	Certified certificate.Decimal `json:"certified"`
	Used      certificate.Decimal `json:"used"`
	Refused   bool                `json:"refused,omitempty"`
	RefusedIn int                 `json:"refused_in,omitempty"` // sequence of the use that refused it last
	Salt      []byte              `json:"salt"`
}

// Status derives the importer's word from the figures.
func (b Balance) Status() LineStatus {
	switch {
	case b.Refused && b.Used.IsZero():
		return LineRefused
	case b.Used.IsZero():
		return Unused
	case b.Used.Cmp(b.Certified) < 0:
		return PartlyUsed
	default:
		return UsedUp
	}
}

// Account is everything the importing side has done with a certificate.
type Account struct {
	ID       certificate.ID `json:"id"`
	Balances []Balance      `json:"balances"`
	Uses     []Use          `json:"uses"` // in order of Sequence
}
