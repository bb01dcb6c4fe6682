package registry

import (
	"crypto/sha256"
	"encoding/hex"

	"origo/certificate"
)

// SealedAct is a small signed order of the issuing country: cancel a
// certificate, suspend or revoke a signer.
type SealedAct struct {
	Act  []byte `json:"act"` // canonical bytes of a certificate.Act
	Seal []byte `json:"seal"`
}

// Digest is the name of the act on the ledger: the SHA-256 of its bytes, lower
// hex.
func (a SealedAct) Digest() string {
	sum := sha256.Sum256(a.Act)
	return hex.EncodeToString(sum[:])
}

// Consent is one person's hand in an act: who brought it to the ledger, or who
// confirmed what another had brought.
type Consent struct {
	Organisation string  `json:"organisation"`
	Identity     string  `json:"identity"` // SHA-256 of the public key (SubjectPublicKeyInfo) of the client certificate, lower hex
	At           Instant `json:"at"`
	Transaction  string  `json:"transaction"`
}

// ProposedAct is an act that one administrator brought and that waits for
// another to confirm it.
type ProposedAct struct {
	SealedAct
	Signer   string  `json:"signer"`          // fingerprint of the signer who sealed it
	Rests    string  `json:"rests,omitempty"` // digest of the act that the standing of the signer it is about rested on then
	Proposed Consent `json:"proposed"`
}

// AppliedAct is an act about a signer as it was carried out, kept so that it
// works once only and can be examined later.
type AppliedAct struct {
	SealedAct
	Signer      string    `json:"signer"` // fingerprint of the signer who sealed it
	At          Instant   `json:"at"`
	Transaction string    `json:"transaction"`
	Consents    []Consent `json:"consents"` // who brought it and, where two are needed, who confirmed it
}

// ActStanding is how far an act about a signer has come.
type ActStanding string

// The standings of an act.
const (
	StandingProposed ActStanding = "proposed" // waits for a second administrator
	StandingApplied  ActStanding = "applied"  // took effect
	StandingLapsed   ActStanding = "lapsed"   // was not confirmed in time; it never takes effect
)

// ActState is an act about a signer with all that the ledger knows of it.
type ActState struct {
	Digest string `json:"digest"`
	SealedAct
	Signer   string      `json:"signer"` // fingerprint of the signer who sealed it
	Standing ActStanding `json:"standing"`
	Until    Instant     `json:"until,omitempty"` // of a proposal: when it lapses
	Consents []Consent   `json:"consents"`
}

// NeedsTwo says whether an act takes effect only when two administrators have
// consented. A suspension needs one: a stolen key cannot wait.
func NeedsTwo(kind certificate.ActKind) bool {
	return kind == certificate.RevokeSigner || kind == certificate.ReinstateSigner
}

// SignedQuery asks for certificates that a signer sealed, in the order of their
// anchoring.
type SignedQuery struct {
	Signer string          `json:"signer"`          // fingerprint
	Since  Instant         `json:"since,omitempty"` // anchored at that moment or later; everything if empty
	After  *certificate.ID `json:"after,omitempty"` // goes on behind this one, which was anchored at Since
	Limit  int             `json:"limit,omitempty"` // at most so many; 0 means all
}
