package registry

import (
	"strings"

	"origo/certificate"
)

// Transactions about certificates on paper. They concern the importing country alone: what they write lies in the own
// collection of its customs, and no other member endorses it. So they work while every other member is away.
const (
	EnterPaper   = "paper:Enter"   // transient paper
	UsePaper     = "paper:Use"     // (form, country, reference) + transient use
	ReversePaper = "paper:Reverse" // (form, country, reference) + transient reversal
	JoinPaper    = "paper:Join"    // (form, country, reference)
	ReadPaper    = "paper:Read"    // (form, country, reference) -> Paper
	FindPapers   = "paper:Find"    // (PaperQuery) -> PaperPage

	TransientPaper = "paper" // PaperRequest

	KeyPaper = "paper" // form, country, reference; in the own collection of the importing customs
)

// OwnCollection names the private data collection that one organisation has to itself: every channel of Fabric has it.
func OwnCollection(organisation string) string { return "_implicit_org_" + organisation }

// Alone reports whether a transaction is endorsed by the caller's own organisation and nobody else: it touches that
// organisation's own collection, which no other can read.
func Alone(function string) bool { return strings.HasPrefix(function, "paper:") }

// PaperReason is why a proof is taken on paper.
type PaperReason string

// The reasons.
const (
	PartnerAbsent PaperReason = "partner_absent" // the issuing country is not on this ledger
	PartnerOutage PaperReason = "partner_outage" // it announced that its system is down
	OwnOutage     PaperReason = "own_outage"     // the importing side could not reach the ledger when the goods came
)

// PaperEntry is what customs took down from a certificate on paper or its scan. Nothing in it is proven: there is no seal.
type PaperEntry struct {
	Certificate certificate.ID   `json:"certificate"`
	IssueDate   certificate.Date `json:"issue_date"`
	Scan        string           `json:"scan"` // SHA-256 of the scan, lower hex
	Reason      PaperReason      `json:"reason"`
	Notice      string           `json:"notice,omitempty"` // reference of the announcement of an outage
	Lines       []PaperLine      `json:"lines"`
	Officer     string           `json:"officer"` // who took it down
}

// PaperLine is one line of goods as the paper prints it.
type PaperLine struct {
	Item        int                 `json:"item"`
	HS          string              `json:"hs,omitempty"`          // 6 to 10 digits
	Description string              `json:"description,omitempty"` // as printed
	Criterion   string              `json:"criterion,omitempty"`   // as printed
	Quantity    certificate.Measure `json:"quantity"`
}

// PaperRequest enters a paper; it travels as transient data only.
type PaperRequest struct {
	PaperEntry
	Salt []byte `json:"salt"` // 32 random bytes
}

// Paper is a paper as it stands: what was taken down, and what was used of it. It is never valid and never refused by
// itself; the officers' decisions are.
type Paper struct {
	PaperEntry
	Balances    []Balance     `json:"balances"`
	Uses        []Use         `json:"uses"` // in order of Sequence
	By          string        `json:"by"`   // organisation
	EnteredAt   Instant       `json:"entered_at"`
	Transaction string        `json:"transaction"`
	Joined      *PaperJoining `json:"joined,omitempty"`
	Salt        []byte        `json:"salt"`
}

// PaperJoining tells that the electronic record came and took the uses over. From then on the electronic certificate's
// account counts alone.
type PaperJoining struct {
	Record      string  `json:"record"` // public digest of the electronic certificate
	At          Instant `json:"at"`
	Transaction string  `json:"transaction"`
}

// PaperQuery picks papers that the asking customs keep.
type PaperQuery struct {
	Open  bool            `json:"open,omitempty"`  // those alone that no electronic record has taken over
	After *certificate.ID `json:"after,omitempty"` // the last paper of the page before
	Limit int             `json:"limit,omitempty"` // 100 if 0, at most 1000
}

// PaperPage is papers in order of form, issuing country and reference number.
type PaperPage struct {
	Papers  []Paper          `json:"papers"`
	Arrived []certificate.ID `json:"arrived,omitempty"` // of these, the electronic record is on the ledger
	More    bool             `json:"more,omitempty"`
}
