package certificate

// OriginDeclaration is what an exporter states on a commercial document in place of a certificate: ATIGA Annex 8
// R.12A to 12D, UKVFTA Protocol 1 Arts 19 and 20.
type OriginDeclaration struct {
	Document     CommercialDocument `json:"document"`
	Text         TextVariant        `json:"text" validate:"text_variant"`
	ExporterKind ExporterKind       `json:"exporter_kind" validate:"exporter_kind"`
	// Authorisation is the number of the approved or certified exporter, empty for any other exporter.
	Authorisation string `json:"authorisation,omitempty" validate:"omitempty,line,max=35"`
	Place         string `json:"place,omitempty" validate:"omitempty,line,max=100"` // may be left out if the document shows it
	Date          Date   `json:"date" validate:"required"`
	Name          string `json:"name,omitempty" validate:"omitempty,line,max=200"`
	Undertaking   bool   `json:"undertaking,omitempty"` // approved exporter undertook in writing to answer without signature
	Value         *Money `json:"value,omitempty"`       // of the consignment, against which UKVFTA's limit is judged
}

// CommercialDocument is the document a declaration stands on.
type CommercialDocument struct {
	Kind   DocumentKind `json:"kind" validate:"document_kind"`
	Number string       `json:"number" validate:"line,max=35"`
	Date   Date         `json:"date" validate:"required"`
}

// DocumentKind is a kind of commercial document that may carry an origin declaration. Transport documents may not.
type DocumentKind string

// The commercial documents.
const (
	CommercialInvoice DocumentKind = "invoice"
	ProFormaInvoice   DocumentKind = "pro_forma_invoice"
	BillingStatement  DocumentKind = "billing_statement"
	DeliveryOrder     DocumentKind = "delivery_order"
	DeliveryNote      DocumentKind = "delivery_note"
	PackingList       DocumentKind = "packing_list"
	OtherCommercial   DocumentKind = "other_commercial_document"
)

// TextVariant names the prescribed wording that was used.
type TextVariant string

// The wordings.
const (
	TextATIGA            TextVariant = "atiga"              // ATIGA, format of the Origin Declaration
	TextUKVFTAEnglish    TextVariant = "ukvfta_annex_vi_en" // UKVFTA Protocol 1 Annex VI, English
	TextUKVFTAVietnamese TextVariant = "ukvfta_annex_vi_vi" // UKVFTA Protocol 1 Annex VI, Vietnamese
)

// ExporterKind says by what right an exporter declares origin.
type ExporterKind string

// The kinds of exporter, in the words of the trust registry.
const (
	CertifiedExporter ExporterKind = "certified_exporter" // ATIGA Annex 8 R.12A
	ApprovedExporter  ExporterKind = "approved_exporter"  // UKVFTA Protocol 1 Art. 20
	AnyExporter       ExporterKind = "exporter"           // UKVFTA Protocol 1 Art. 15, consignments of low value
)
