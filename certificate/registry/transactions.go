package registry

// Names of the contract's transactions. Those that change the ledger are
// submitted; the rest are evaluated on the caller's own peer.
const (
	ApproveMembership = "trust:ApproveMembership" // (Membership)
	ReadMembership    = "trust:Membership"        // () -> Membership
	Approvals         = "trust:Approvals"         // () -> []Approval
	AddAuthority      = "trust:AddAuthority"      // (Authority: country, certificate, anchor)
	RetireAuthority   = "trust:RetireAuthority"   // (country, fingerprint)
	ImportCRL         = "trust:ImportCRL"         // (authority fingerprint, base64 DER)
	RegisterOffice    = "trust:RegisterOffice"    // (Office)
	CloseOffice       = "trust:CloseOffice"       // (country, code)
	EnrolSigner       = "trust:EnrolSigner"       // (Enrolment)
	ApplyAct          = "trust:ApplyAct"          // (SealedAct): suspend a signer, at once -> Signer
	ProposeAct        = "trust:ProposeAct"        // (SealedAct): revoke or reinstate a signer, once confirmed -> ActState
	ConfirmAct        = "trust:ConfirmAct"        // (digest of a proposed act), by a second administrator -> Signer
	ListActs          = "trust:Acts"              // (signer's fingerprint or "") -> []ActState, oldest first
	ReadOffice        = "trust:Office"            // (country, code) -> Office
	ReadSigner        = "trust:Signer"            // (fingerprint) -> SignerState
	FindSigner        = "trust:FindSigner"        // (signer id key) -> SignerState
	ListAuthorities   = "trust:Authorities"       // (country or "") -> []Authority
	ListCRLs          = "trust:RevocationLists"   // () -> []RevocationList
	ListOffices       = "trust:Offices"           // (country or "") -> []Office
	ListSigners       = "trust:Signers"           // (country, office) -> []Signer

	Issue       = "certificates:Issue"   // transient submission -> Record
	Cancel      = "certificates:Cancel"  // (form, country, reference) + transient act -> Record
	Replace     = "certificates:Replace" // transient submission; the new certificate names the old -> Record
	ReadRecord  = "certificates:Record"  // (form, country, reference) -> Record
	ReadDossier = "certificates:Dossier" // (form, country, reference) -> Dossier
	ReadView    = "certificates:View"    // (form, country, reference) -> View
	ReadHistory = "certificates:History" // (form, country, reference) -> []Change
	// ReadSignedBy lists what a signer sealed, for when his key was lost.
	ReadSignedBy = "certificates:SignedBy" // (SignedQuery) -> []Record, oldest first

	RecordUse   = "uses:Record"  // (form, country, reference) + transient use
	ReverseUse  = "uses:Reverse" // (form, country, reference) + transient reversal
	ReadAccount = "uses:Account" // (form, country, reference) -> Account

	StartCase = "cases:Open" // transient case
	AddToCase = "cases:Add"  // transient entry
	ReadCase  = "cases:Case" // (case id) -> Case
	FindCases = "cases:Find" // (CaseQuery) -> CasePage
)

// Keys of transient data. Values are the JSON of the type named.
const (
	TransientSubmission = "submission" // Submission
	TransientAct        = "act"        // SealedAct
	TransientUse        = "use"        // UseRequest
	TransientReversal   = "reversal"   // ReverseRequest
	TransientCase       = "case"       // OpenCase
	TransientEntry      = "entry"      // CaseEntryRequest
)

// Object types of composite keys: the first part of every key on the ledger.
const (
	KeyMembership   = "membership"
	KeyApproval     = "membership-approval" // organisation
	KeyAuthority    = "authority"           // country, fingerprint
	KeyCRL          = "crl"                 // authority fingerprint
	KeyCRLBytes     = "crl-bytes"           // authority fingerprint -> the newest list itself, DER
	KeyRevocation   = "revoked"             // authority fingerprint, serial
	KeyOffice       = "office"              // country, code
	KeySigner       = "signer"              // fingerprint
	KeySignerID     = "signer-id"           // signer id key -> fingerprint
	KeyOfficeSigner = "office-signer"       // country, office, fingerprint
	KeyAct          = "act"                 // SHA-256 of an act about a signer -> AppliedAct
	KeyProposal     = "act-proposed"        // SHA-256 of an act about a signer -> ProposedAct
	KeyCertificate  = "certificate"         // form, country, reference
	KeySigned       = "signed"              // signer fingerprint, anchored at, form, country, reference -> ID

	// Private, in the collection of the two countries.
	KeyDossier = "dossier" // form, country, reference
	KeyBalance = "balance" // form, country, reference, item as three digits
	KeyUse     = "use"     // form, country, reference, HMAC-SHA256(salt, importing organisation's country | declaration)
	KeyAccount = "account" // form, country, reference: the running sequence number
	KeyCase    = "case"    // mark, side -> Docket
)

// Events carry nothing commercial: the payload is the public Record, for a use
// an ID alone, for the trust registry a TrustChange, for a verification case
// a CaseChange, which does not name the certificate, and for a paper nothing.
const (
	EventIssued    = "certificate.issued"
	EventCancelled = "certificate.cancelled"
	EventReplaced  = "certificate.replaced"
	EventUsed      = "certificate.used"
	EventReversed  = "certificate.reversed"
	EventTrust     = "trust.changed"
	EventCase      = "case.changed"
	EventPaper     = "paper.changed"
)

// AttributeRole is the Fabric certificate attribute that names a client's
// role; its values follow.
const (
	AttributeRole = "origo.role"
	RoleIssuer    = "issuer"
	RoleCustoms   = "customs"
	RoleAdmin     = "admin"
)

// Approval is one organisation's consent to a membership text.
type Approval struct {
	Organisation string  `json:"organisation"`
	Version      int     `json:"version"`
	Digest       string  `json:"digest"` // SHA-256 of the canonical text, lower hex
	At           Instant `json:"at"`
}

// SignerState is a signer with what the ledger knows of its certification
// path, so that a reader can judge a seal without further look-ups.
type SignerState struct {
	Signer      Signer           `json:"signer"`
	Office      Office           `json:"office"`
	Revocations []Revocation     `json:"revocations,omitempty"` // of the leaf or any link above it
	CRLs        []RevocationList `json:"crls"`                  // newest of each authority on the path
}
