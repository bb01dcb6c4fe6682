package registry

import "origo/certificate"

// Instants in records are RFC 3339 UTC with whole seconds, for example
// 2026-11-22T08:30:00Z. They come from the transaction, never from a clock.
type Instant = string

// Authority is a certification authority in the trust registry of its country:
// an anchor, or an intermediate whose path to an anchor was verified when it
// was added.
type Authority struct {
	Country     string  `json:"country"`
	Fingerprint string  `json:"fingerprint"` // SHA-256 of Certificate, lower hex
	Certificate []byte  `json:"certificate"` // DER
	Anchor      bool    `json:"anchor"`
	Issuer      string  `json:"issuer,omitempty"` // fingerprint of the issuing authority; empty for an anchor
	AddedAt     Instant `json:"added_at"`
	RetiredAt   Instant `json:"retired_at,omitempty"` // enrols nobody from then on
}

// RevocationList is the newest CRL known of one authority. The serials it
// lists are keys of their own, so that reading one signer stays cheap.
type RevocationList struct {
	Authority  string  `json:"authority"` // fingerprint
	Number     string  `json:"number"`    // decimal crlNumber; only ever increases
	ThisUpdate Instant `json:"this_update"`
	NextUpdate Instant `json:"next_update"`
	Entries    int     `json:"entries"`
	Digest     string  `json:"digest"` // SHA-256 of the list in DER, lower hex
	ImportedAt Instant `json:"imported_at"`
}

// Revocation is one serial of a revocation list. Once listed, a serial stays
// revoked: "hold" counts as revoked and there is no way back but a new
// certificate.
type Revocation struct {
	Authority string  `json:"authority"`
	Serial    string  `json:"serial"` // lower hex
	RevokedAt Instant `json:"revoked_at"`
	CRL       string  `json:"crl"` // number of the first list that named it
}

// OfficeKind says by what right an office signs.
type OfficeKind string

// The kinds of office. An issuing authority certifies forms; the exporters
// sign origin declarations on their own authority, within Authorisation.
const (
	IssuingAuthority  OfficeKind = "issuing_authority"
	ApprovedExporter  OfficeKind = "approved_exporter"  // UKVFTA Protocol 1 Art. 20
	CertifiedExporter OfficeKind = "certified_exporter" // ATIGA Annex 8 Rule 12A
	AnyExporter       OfficeKind = "exporter"           // UKVFTA Protocol 1 Art. 15, low-value consignments
)

// Office is an issuing office or an exporter who may sign declarations.
type Office struct {
	Country       string             `json:"country"`
	Code          string             `json:"code"` // as written inside certificates
	Name          string             `json:"name"`
	Kind          OfficeKind         `json:"kind"`
	Forms         []certificate.Form `json:"forms"`
	Authorisation *Authorisation     `json:"authorisation,omitempty"` // exporters only
	RegisteredAt  Instant            `json:"registered_at"`
	ClosedFrom    Instant            `json:"closed_from,omitempty"`
}

// Authorisation bounds what an exporter may declare.
type Authorisation struct {
	Code     string               `json:"code"`               // number printed on the declaration
	Products []string             `json:"products,omitempty"` // HS prefixes of 2 to 10 digits; empty means any
	Limit    *certificate.Decimal `json:"limit,omitempty"`    // highest value of one consignment
	Currency string               `json:"currency,omitempty"` // ISO 4217 of Limit
	From     certificate.Date     `json:"from"`
	Until    certificate.Date     `json:"until"` // last valid day
}

// Signer is an enrolled leaf certificate: pinned by fingerprint, bound to one
// office, active in one interval for the forms named.
type Signer struct {
	Fingerprint string             `json:"fingerprint"`
	Country     string             `json:"country"`
	Office      string             `json:"office"`
	Certificate []byte             `json:"certificate"` // DER
	Path        []Link             `json:"path"`        // from the leaf's issuer upwards, verified at enrolment
	Forms       []certificate.Form `json:"forms"`
	From        Instant            `json:"from"`
	Until       Instant            `json:"until"`               // first instant no longer valid
	Suspended   Instant            `json:"suspended,omitempty"` // seals made from then on do not count until reinstated
	Revoked     Instant            `json:"revoked,omitempty"`   // seals made from then on never count
	Reason      string             `json:"reason,omitempty"`    // of the suspension or revocation
	Act         string             `json:"act,omitempty"`       // digest of the act that the standing rests on
	EnrolledAt  Instant            `json:"enrolled_at"`
}

// Link is one step of a signer's certification path: the authority and the
// serial it gave to the certificate below. The contract looks up both in the
// revocation registry instead of checking signatures again.
type Link struct {
	Authority string `json:"authority"`
	Serial    string `json:"serial"`
}

// TrustChange is the payload of EventTrust: which record changed, by the object
// type and parts of its key. Nothing else of it is repeated.
type TrustChange struct {
	Kind string   `json:"kind"`
	Key  []string `json:"key"`
}

// Enrolment asks for a leaf certificate to be bound to an office.
type Enrolment struct {
	Country     string             `json:"country"`
	Office      string             `json:"office"`
	Certificate []byte             `json:"certificate"`
	Forms       []certificate.Form `json:"forms"`
	From        Instant            `json:"from"`
	Until       Instant            `json:"until"`
}
