package certificate

import "fmt"

// What every act says of itself.
const (
	ActType    = "origo.act"
	ActVersion = 1
)

// Act is a small order of an issuing country that is signed like a certificate: it cancels a certificate or changes the
// standing of a signer.
type Act struct {
	Type        string    `json:"type" validate:"eq=origo.act"`
	Version     int       `json:"version" validate:"eq=1"`
	Network     string    `json:"network" validate:"network"`
	Agreement   Agreement `json:"agreement" validate:"agreement"`
	Kind        ActKind   `json:"kind" validate:"act_kind"`
	Country     string    `json:"country" validate:"country"`                        // the acting country
	Office      string    `json:"office" validate:"office"`                          // of the sealing signer
	Certificate *ID       `json:"certificate,omitempty"`                             // the certificate cancelled
	Signer      string    `json:"signer,omitempty" validate:"omitempty,fingerprint"` // SHA-256 of the signer's certificate, lower hex
	From        Instant   `json:"from,omitzero"`                                     // when a change of the signer's standing begins
	Reason      Reason    `json:"reason" validate:"line,max=40"`
	Note        string    `json:"note,omitempty" validate:"omitempty,line,max=500"`
	MadeAt      Instant   `json:"made_at" validate:"required"`
}

// ActKind says what an act does.
type ActKind string

// The kinds of act.
const (
	CancelCertificate ActKind = "cancel_certificate"
	SuspendSigner     ActKind = "suspend_signer"
	RevokeSigner      ActKind = "revoke_signer"
	ReinstateSigner   ActKind = "reinstate_signer"
)

// Reason is why an act was made.
type Reason string

// The reasons. Those for certificates follow the grounds on which issuers withdraw a certificate of origin (in Viet Nam
// Decree 31/2018/ND-CP Art. 22(1)).
const (
	ReasonNotOriginating     Reason = "not_originating"     // issued against the rules of origin
	ReasonDuplicateReference Reason = "duplicate_reference" // its number was already given
	ReasonDocumentsMissing   Reason = "documents_missing"   // papers promised were not supplied
	ReasonForgedDocuments    Reason = "forged_documents"    // issued on forged papers
	ReasonExporterRequest    Reason = "exporter_request"    // the applicant asked to annul it
	ReasonIssuedInError      Reason = "issued_in_error"     // the issuing office made a mistake
	ReasonGoodsNotShipped    Reason = "goods_not_shipped"   // the goods were not exported
	ReasonKeyCompromised     Reason = "key_compromised"     // the signer's key is or may be in other hands
	ReasonLeftOffice         Reason = "left_office"         // the signer no longer signs for the office
	ReasonUnderInquiry       Reason = "under_inquiry"       // the signer's standing is being examined
	ReasonAuthorisationEnded Reason = "authorisation_ended" // the exporter's authorisation was withdrawn or ran out
	ReasonInquiryClosed      Reason = "inquiry_closed"      // the signer may sign again
)

// ActReasons lists the reasons that fit a kind of act, none for a kind that is not known.
func ActReasons(kind ActKind) []Reason {
	switch kind {
	case CancelCertificate:
		return []Reason{ReasonNotOriginating, ReasonDuplicateReference, ReasonDocumentsMissing, ReasonForgedDocuments,
			ReasonExporterRequest, ReasonIssuedInError, ReasonGoodsNotShipped}
	case SuspendSigner:
		return []Reason{ReasonKeyCompromised, ReasonLeftOffice, ReasonUnderInquiry, ReasonAuthorisationEnded}
	case RevokeSigner:
		return []Reason{ReasonKeyCompromised, ReasonLeftOffice, ReasonForgedDocuments, ReasonAuthorisationEnded}
	case ReinstateSigner:
		return []Reason{ReasonInquiryClosed, ReasonIssuedInError}
	}
	return nil
}

// ParseAct reads an act from its canonical bytes, as strictly as Parse reads a document.
func ParseAct(raw []byte) (*Act, error) {
	var a Act
	if err := parse(raw, &a); err != nil {
		return nil, fmt.Errorf("read act: %w", err)
	}
	return &a, nil
}

// ParseActDraft is ParseAct for text in any layout.
func ParseActDraft(raw []byte) (*Act, error) {
	tidy, err := tidyDraft(raw)
	if err != nil {
		return nil, fmt.Errorf("read draft act: %w", err)
	}
	return ParseAct(tidy)
}

// Canonical is the exact text that is signed and stored (RFC 8785).
func (a *Act) Canonical() ([]byte, error) {
	raw, err := encode(a)
	if err != nil {
		return nil, fmt.Errorf("write act: %w", err)
	}
	return raw, nil
}
