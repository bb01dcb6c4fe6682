package certificate

// Remarks are the ticks and endorsements of a form: box 13 of Forms D, VK and KV, box 7 of EUR.1.
type Remarks struct {
	Retroactive           bool         `json:"retroactive,omitempty"` // issued retroactively, on EUR.1 "ISSUED RETROSPECTIVELY"
	RetroactiveReason     RetroReason  `json:"retroactive_reason,omitempty" validate:"omitempty,retro_reason"`
	ThirdCountryInvoicing bool         `json:"third_country_invoicing,omitempty"` // on VK and KV "Non-Party Invoicing"
	BackToBack            bool         `json:"back_to_back,omitempty"`
	Accumulation          bool         `json:"accumulation,omitempty"`
	PartialCumulation     bool         `json:"partial_cumulation,omitempty"`
	DeMinimis             bool         `json:"de_minimis,omitempty"`
	Duplicate             bool         `json:"duplicate,omitempty"`           // EUR.1 "DUPLICATE"
	CertifiedTrueCopy     bool         `json:"certified_true_copy,omitempty"` // "CERTIFIED TRUE COPY", printed in box 12
	Exhibition            *Exhibition  `json:"exhibition,omitempty"`
	Cumulation            []Cumulation `json:"cumulation,omitempty" validate:"max=2,dive,cumulation"` // entries of UKVFTA
	Other                 []string     `json:"other,omitempty" validate:"max=20,dive,line,max=350"`
}

// RetroReason says why a certificate is issued after the time for issue.
type RetroReason string

// The reasons for late issue.
const (
	// RetroError is involuntary error, omission or other valid cause: ATIGA Annex 8 R.10(2), VKFTA Art. 3.14.4,
	// UKVFTA Protocol 1 Art. 17(1)(a).
	RetroError RetroReason = "error_or_omission"
	// RetroRefused is a certificate that was issued but refused on technical grounds: UKVFTA Protocol 1 Art. 17(1)(b).
	RetroRefused RetroReason = "refused_on_technical_grounds"
	// RetroDestination is a final destination fixed in transit, storage or after splitting: UKVFTA Protocol 1
	// Art. 17(1)(c).
	RetroDestination RetroReason = "destination_fixed_later"
)

// Cumulation is one of the entries that UKVFTA Protocol 1 prescribes for extended cumulation.
type Cumulation string

// The cumulation entries.
const (
	CumulationASEAN Cumulation = "article_3_6"  // squid and octopus of ASEAN countries, Art. 3(6)
	CumulationKorea Cumulation = "article_3_11" // fabric of Korea, Art. 3(11)
)

// Wording is the text that must stand on the proof, empty for an unknown entry.
func (c Cumulation) Wording() string {
	switch c {
	case CumulationASEAN:
		return "Application of Article 3(6) of the Origin Reference Document to the Viet Nam-UK FTA"
	case CumulationKorea:
		return "Application of Article 3(11) of Protocol 1 to the Viet Nam-UK FTA"
	}
	return ""
}

// Exhibition is where the goods were shown and sold.
type Exhibition struct {
	Name    string `json:"name" validate:"line,max=200"`
	Address string `json:"address" validate:"line,max=400"`
	Country string `json:"country" validate:"country"`
	From    Date   `json:"from" validate:"required"`
	To      Date   `json:"to" validate:"required"`
}

// Declaration is the exporter's declaration on a certificate: box 11 of Forms D, VK and KV, box 12 of EUR.1.
type Declaration struct {
	Place string `json:"place" validate:"line,max=100"`
	Date  Date   `json:"date" validate:"required"`
	Name  string `json:"name" validate:"line,max=200"` // authorised signatory
}

// Certification is the issuing authority's certification: box 12 of Forms D, VK and KV, box 11 of EUR.1.
type Certification struct {
	Authority      string          `json:"authority,omitempty" validate:"omitempty,line,max=200"` // customs office or issuing body as printed
	Place          string          `json:"place" validate:"line,max=100"`
	Date           Date            `json:"date" validate:"required"` // of the copy, on a certified true copy or duplicate
	Official       string          `json:"official" validate:"line,max=200"`
	ExportDocument *ExportDocument `json:"export_document,omitempty"`
}

// ExportDocument is the export declaration that box 11 of EUR.1 cites.
type ExportDocument struct {
	Kind   string `json:"kind" validate:"line,max=70"`
	Number string `json:"number" validate:"line,max=70"`
	Date   Date   `json:"date,omitzero"`
}

// Link points to another certificate and the date of its issue.
type Link struct {
	Certificate ID   `json:"certificate"`
	IssueDate   Date `json:"issue_date" validate:"required"`
}

// Original is what a back-to-back certificate takes from one line of one original proof of origin.
type Original struct {
	Certificate  ID      `json:"certificate"`
	IssueDate    Date    `json:"issue_date" validate:"required"`
	OriginalItem int     `json:"original_item" validate:"min=1,max=999"` // line of the original
	Item         int     `json:"item" validate:"min=1,max=999"`          // line of this certificate
	Quantity     Measure `json:"quantity"`                               // taken, in the unit of the original's line
}
