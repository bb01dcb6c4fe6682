package seal

import (
	"crypto"
	"crypto/x509"
	"encoding/asn1"
	"time"
)

// Policy holds what the profile leaves to the ledger's settings. Its zero value is the default.
type Policy struct {
	MaxSigningAge    time.Duration           // how long before the transaction a signature may have been made; 0 means 72 hours
	MaxSigningAhead  time.Duration           // by how much a signer's clock may run ahead; 0 means 5 minutes
	RequireTimestamp bool                    // demand an RFC 3161 time-stamp (CAdES-T)
	ExtraEKUs        []asn1.ObjectIdentifier // extended key usages accepted beside those of check 17
	TimeStamping     Authorities             // who may issue time-stamps; none means every time-stamp is refused
}

// The profile's own values for what Policy leaves at zero.
const (
	DefaultSigningAge   = 72 * time.Hour
	DefaultSigningAhead = 5 * time.Minute
)

func (p Policy) age() time.Duration {
	if p.MaxSigningAge == 0 {
		return DefaultSigningAge
	}
	return p.MaxSigningAge
}

func (p Policy) ahead() time.Duration {
	if p.MaxSigningAhead == 0 {
		return DefaultSigningAhead
	}
	return p.MaxSigningAhead
}

// Authorities is what a certificate path may rest on: the anchors that are trusted, further CA
// certificates that help to build a path, and the issuers' revocation lists.
type Authorities struct {
	Anchors       []*x509.Certificate
	Intermediates []*x509.Certificate
	CRLs          []*x509.RevocationList
}

// Trust is everything outside the message that Verify rests its verdict on.
type Trust struct {
	Authorities
	Known    []*x509.Certificate    // registered signers, found by identifier when the message carries no certificate
	Enrolled func(Fingerprint) bool // whether the certificate is enrolled, and active, for the office named in the record; nil means none is
	Policy   Policy
}

// Verified tells what an accepted seal proves.
type Verified struct {
	Signer      *x509.Certificate
	Fingerprint Fingerprint // of Signer
	SigningTime time.Time   // as claimed by the signer, UTC
	Digest      crypto.Hash // over the record
	Timestamp   *time.Time  // as attested by a time-stamp authority, UTC; nil without time-stamp
}
