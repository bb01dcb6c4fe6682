package registry

import "origo/certificate"

// Status is the issuing authority's word on a certificate. Expiry is derived
// from the dates and never stored.
type Status string

// The authority's statuses.
const (
	Issued    Status = "issued"
	Cancelled Status = "cancelled"
	Replaced  Status = "replaced"
)

// Record is what all members of a channel see of a certificate: nothing
// commercial, and a digest that cannot be guessed without the salt.
type Record struct {
	certificate.ID
	ImportingCountry string           `json:"importing_country"`
	Office           string           `json:"office"`
	Digest           string           `json:"digest"` // HMAC-SHA256(salt, certificate bytes), lower hex
	Status           Status           `json:"status"`
	IssueDate        certificate.Date `json:"issue_date"`
	Expiry           certificate.Date `json:"expiry"` // last valid day
	Signer           string           `json:"signer"` // fingerprint of the enrolled leaf certificate
	AnchoredAt       Instant          `json:"anchored_at"`
	AnchoredIn       string           `json:"anchored_in"` // transaction id
	StatusAt         Instant          `json:"status_at"`   // when Status last changed
	Reason           string           `json:"reason,omitempty"`
	Replaces         *certificate.ID  `json:"replaces,omitempty"`
	ReplacedBy       *certificate.ID  `json:"replaced_by,omitempty"`
	TrueCopyOf       *certificate.ID  `json:"true_copy_of,omitempty"`
	BackToBack       []certificate.ID `json:"back_to_back,omitempty"` // originals this one was issued from
}

// Dossier is what the two countries of a certificate share: the exact bytes
// that were sealed, the seal, and the salt of the public digest.
type Dossier struct {
	ID          certificate.ID `json:"id"`
	Certificate []byte         `json:"certificate"`
	Seal        []byte         `json:"seal"`
	Salt        []byte         `json:"salt"`          // 32 random bytes chosen by the submitter
	Act         []byte         `json:"act,omitempty"` // the signed act that cancelled it
	ActSeal     []byte         `json:"act_seal,omitempty"`
}

// Submission anchors a certificate. It travels as transient data only.
type Submission struct {
	Certificate []byte `json:"certificate"`
	Seal        []byte `json:"seal"`
	Salt        []byte `json:"salt"`
}

// View is what an assessment needs of a certificate, all of it as of one
// block: nothing can change between one part and the next. Dossier and Account
// are left out for members who are neither of its two countries. Paper is the
// certificate as taken down from paper, for the customs that keep it alone.
type View struct {
	Membership Membership  `json:"membership"`
	Record     Record      `json:"record"`
	Signer     SignerState `json:"signer"`
	Dossier    *Dossier    `json:"dossier,omitempty"`
	Account    *Account    `json:"account,omitempty"`
	Paper      *Paper      `json:"paper,omitempty"`
}

// Change is one entry of a certificate's history on the ledger.
type Change struct {
	Transaction string  `json:"transaction"`
	At          Instant `json:"at"`
	Record      Record  `json:"record"`
}
