package procedure

import (
	"origo/certificate"
	"origo/fta-rules/finding"
)

// Case is everything known of one claim for preference when it is looked at. What is not known stays empty; a check
// says so rather than assume.
type Case struct {
	Stage       Stage                 `json:"stage"`
	Agreement   certificate.Agreement `json:"agreement"` // whose rate is claimed
	Exporter    string                `json:"exporter"`  // exporting party, ISO 3166 alpha-2
	Importer    string                `json:"importer"`  // importing party
	Today       certificate.Date      `json:"today,omitzero"`
	Proof       Proof                 `json:"proof"`
	Items       []Item                `json:"items"`
	Declaration Declaration           `json:"declaration"`
	Journey     Journey               `json:"journey"`
	Waiver      Waiver                `json:"waiver,omitzero"`
	Query       Query                 `json:"query,omitzero"`
	Settings    map[string]bool       `json:"settings,omitempty"` // dated notifications between the parties, by code; absent: as the agreement's data says
	// Doubts are questions for an officer by code, such as "authenticity": true where one is raised, false where the
	// officer has looked and found nothing wrong. Absent: nobody asked.
	Doubts map[string]bool `json:"doubts,omitempty"`
	// Differences are discrepancies noticed between the proof and the other papers, by code, such as "spelling".
	Differences []string `json:"differences,omitempty"`
}

// Kind is the kind of proof of origin presented.
type Kind string

// The kinds.
const (
	Certificate Kind = "certificate"            // Form D, VK, KV or EUR.1, on paper or not stated
	Electronic  Kind = "electronic_certificate" // e-Form D, or through EODES
	Self        Kind = "origin_declaration"
	Simplified  Kind = "simplified_declaration" // for small consignments (ATIGA Annex 8 R.15)
	None        Kind = "none"
)

// Status is what the issuing authority says of the proof.
type Status string

// The statuses.
const (
	StatusUnknown Status = ""
	Valid         Status = "valid"
	Cancelled     Status = "cancelled"
	Replaced      Status = "replaced"
	NotReceived   Status = "not_received" // an electronic certificate that has not arrived
)

// Mark is a tick or endorsement on the proof.
type Mark string

// The marks.
const (
	Retroactive       Mark = "retroactive" // ISSUED RETROACTIVELY, or RETROSPECTIVELY on an EUR.1
	TrueCopy          Mark = "true_copy"   // CERTIFIED TRUE COPY, or DUPLICATE on an EUR.1
	ThirdParty        Mark = "third_party_invoicing"
	Exhibition        Mark = "exhibition"
	Accumulation      Mark = "accumulation"
	DeMinimis         Mark = "de_minimis"
	BackToBack        Mark = "back_to_back"
	PartialCumulation Mark = "partial_cumulation"
)

// Proof is the proof of origin as presented, in the words of its boxes.
type Proof struct {
	Kind               Kind             `json:"kind"`
	Form               string           `json:"form,omitempty"` // as printed: D, VK, KV, EUR.1, AK ...
	IssuingCountry     string           `json:"issuing_country,omitempty"`
	Issuer             string           `json:"issuer,omitempty"` // issuing body as named on it
	IssuerIsCustoms    *bool            `json:"issuer_is_customs,omitempty"`
	Reference          string           `json:"reference,omitempty"`
	IssueDate          certificate.Date `json:"issue_date,omitzero"` // of the original, on a true copy or duplicate
	ShipmentDate       certificate.Date `json:"shipment_date,omitzero"`
	CopyDate           certificate.Date `json:"copy_date,omitzero"` // day a true copy or duplicate was made
	Marks              []Mark           `json:"marks,omitempty"`
	Entries            []string         `json:"entries,omitempty"` // further wordings in the remarks box, as written
	Status             Status           `json:"status,omitempty"`
	ReplacedBy         string           `json:"replaced_by,omitempty"`
	StatusReason       string           `json:"status_reason,omitempty"`
	InvoiceIssuer      Company          `json:"invoice_issuer,omitzero"`       // third party named on the proof
	Originals          []Original       `json:"originals,omitempty"`           // behind a back-to-back certificate
	NamesOriginals     *bool            `json:"names_originals,omitempty"`     // whether the proof shows the originals' numbers and dates
	DestinationCountry string           `json:"destination_country,omitempty"` // as its box says
	Authenticity       Authenticity     `json:"authenticity,omitzero"`
	Self               SelfCertified    `json:"self,omitzero"`              // for an origin declaration
	FormVersion        string           `json:"form_version,omitempty"`     // year of the printed form, such as "2022"; empty if not known
	Missing            []string         `json:"missing,omitempty"`          // required boxes that are empty, by name
	OriginCountry      string           `json:"origin_country,omitempty"`   // country of production as its box says
	ExporterCountry    string           `json:"exporter_country,omitempty"` // of the exporter's address as its box says
	OriginalUsed       *bool            `json:"original_used,omitempty"`    // whether the original was presented besides this copy
	Reused             *bool            `json:"reused,omitempty"`           // whether the ledger holds another proof with this reference
	Erased             *bool            `json:"erased,omitempty"`           // whether it has erasures or changes that nobody certified
	Exhibited          Exhibited        `json:"exhibited,omitzero"`         // for goods sold at an exhibition
}

// Exhibited is what is known of goods that were sold at an exhibition. Null means that nobody looked.
type Exhibited struct {
	Named      *bool `json:"named,omitempty"`      // the proof shows the exhibition's name and address
	Controlled *bool `json:"controlled,omitempty"` // the goods stayed under customs control
	Unaltered  *bool `json:"unaltered,omitempty"`  // they were consigned on in the state in which they were sent
}

// Authenticity is what is known of signature and seal. Null means nobody looked.
type Authenticity struct {
	SignatureValid  *bool            `json:"signature_valid,omitempty"` // the electronic seal, or the signature against the specimen
	SignatureThere  *bool            `json:"signature_there,omitempty"`
	StampThere      *bool            `json:"stamp_there,omitempty"`
	SignatoryListed *bool            `json:"signatory_listed,omitempty"` // on the list of specimens that the issuing party sent
	SealRegistered  *bool            `json:"seal_registered,omitempty"`  // in the register of seals of the issuing authority
	SealNotified    certificate.Date `json:"seal_notified,omitzero"`     // when the seal was notified to the importing party
	SealFrom        certificate.Date `json:"seal_from,omitzero"`         // first day it may be used
	OutageNotified  *bool            `json:"outage_notified,omitempty"`  // the partner announced that its electronic system is down
}

// SelfCertified is what an origin declaration adds.
type SelfCertified struct {
	Document           string             `json:"document,omitempty"` // commercial document it stands on, such as "commercial invoice"
	Wording            *bool              `json:"wording,omitempty"`  // whether the text is the prescribed one
	Signed             *bool              `json:"signed,omitempty"`
	Named              *bool              `json:"named,omitempty"`         // whether the signatory's name is there
	Undertaking        *bool              `json:"undertaking,omitempty"`   // written undertaking that stands for the signature
	Authorisation      string             `json:"authorisation,omitempty"` // number of the approved or certified exporter
	AuthorisationValid *bool              `json:"authorisation_valid,omitempty"`
	SignatoryListed    *bool              `json:"signatory_listed,omitempty"`
	Products           []string           `json:"products,omitempty"` // HS codes the exporter is registered for; null if not known
	EORI               string             `json:"eori,omitempty"`
	ConsignmentValue   *certificate.Money `json:"consignment_value,omitempty"`
}

// Company is a company and its country.
type Company struct {
	Name    string `json:"name,omitempty"`
	Country string `json:"country,omitempty"`
}

// Original is a proof behind a back-to-back certificate, with what is left of it.
type Original struct {
	Reference      string               `json:"reference"`
	IssuingCountry string               `json:"issuing_country"`
	IssueDate      certificate.Date     `json:"issue_date,omitzero"`
	Quantity       *certificate.Decimal `json:"quantity,omitempty"`
	Reexported     *certificate.Decimal `json:"reexported,omitempty"` // by earlier back-to-back certificates
}

// Item is one line of goods on the proof together with what the declaration says of it.
type Item struct {
	Number      int                  `json:"number"`
	HS          certificate.HSCode   `json:"hs,omitzero"` // as the proof says
	Description string               `json:"description,omitempty"`
	Criterion   string               `json:"criterion,omitempty"` // as printed
	Quantity    *certificate.Measure `json:"quantity,omitempty"`
	FOB         *certificate.Money   `json:"fob,omitempty"`
	FOBShown    *bool                `json:"fob_shown,omitempty"` // null if not known
	Invoice     string               `json:"invoice,omitempty"`   // number as the proof says
	InvoiceDate certificate.Date     `json:"invoice_date,omitzero"`
	Declared    Declared             `json:"declared,omitzero"`
	Rule        string               `json:"rule,omitempty"` // rule to apply instead of the table's, in the notation of psr
	// Claim and Determination are what package origin says of the item: from the certificate alone, and from a bill of
	// materials. They are filled in before the checks are made; nil if the question was not put.
	Claim         *Origin `json:"-"`
	Determination *Origin `json:"-"`
}

// Origin is an answer of package origin, as far as checks need it.
type Origin struct {
	Outcome finding.Outcome
	Tree    finding.Finding
	Boxes   []finding.Finding // how the boxes of the proof agree with the criterion (origin.ClaimResult.Boxes), without verdicts
	// Claimed is the outcome under the criterion on the proof or application alone (origin.Determination.Claimed); empty
	// if none is named. Goods that originate by another criterion than the one claimed do not deserve the proof.
	Claimed finding.Outcome
	By      string   // notation of the alternative by which the good originates (origin.Determination.By.Rule)
	Marks   []string // ticks and entries that the alternative claimed needs (origin.Determination.Basis)
}

// Declared is what the importer declared for an item.
type Declared struct {
	HS       certificate.HSCode   `json:"hs,omitzero"`
	Quantity *certificate.Measure `json:"quantity,omitempty"` // of this declaration
	Used     *certificate.Measure `json:"used,omitempty"`     // by earlier declarations, as the ledger says
	Rule     string               `json:"rule,omitempty"`     // rule for the declared code; filled in from the table if empty
	// EvidenceDays is after how many days the declarant proved that the rule for the declared code is met; null if not.
	EvidenceDays *int `json:"evidence_days,omitempty"`
}

// Declaration is the import declaration.
type Declaration struct {
	Registered     certificate.Date `json:"registered,omitzero"`      // day it was registered, or the goods entered
	ProofSubmitted certificate.Date `json:"proof_submitted,omitzero"` // zero if no proof was handed in yet
	Invoice        Invoice          `json:"invoice,omitzero"`
	Guarantee      *bool            `json:"guarantee,omitempty"` // a credit institution guarantees the difference in duty
	OriginCountry  string           `json:"origin_country,omitempty"`
	Reference      string           `json:"reference,omitempty"`     // of the proof, as declared
	IssueDate      certificate.Date `json:"issue_date,omitzero"`     // of the proof, as declared
	RateExcluded   *bool            `json:"rate_excluded,omitempty"` // the tariff line is marked as without preferential rate
}

// Invoice is the commercial invoice presented.
type Invoice struct {
	Number  string           `json:"number,omitempty"`
	Date    certificate.Date `json:"date,omitzero"`
	Issuer  string           `json:"issuer,omitempty"`
	Country string           `json:"country,omitempty"` // of the issuer
}

// Journey is the way the goods took.
type Journey struct {
	Legs       []Leg    `json:"legs,omitempty"`        // in order, from loading to discharge; empty if not known
	Documents  []string `json:"documents,omitempty"`   // codes of transport documents presented: THROUGH_BL, TRANSIT_CUSTOMS, CARRIER_LETTER, OWNER_LETTER, MANIFEST, MASTER_AWB ...
	SealIntact *bool    `json:"seal_intact,omitempty"` // same container and seal from departure to arrival
}

// Leg is one place on the way.
type Leg struct {
	Country    string   `json:"country"` // ISO 3166 alpha-2
	Place      string   `json:"place,omitempty"`
	Operations []string `json:"operations,omitempty"` // codes: LOAD, UNLOAD, RELOAD, TRANSHIP, PRESERVE, SPLIT, RELABEL, DISCHARGE ...
	Container  string   `json:"container,omitempty"`
	Seal       string   `json:"seal,omitempty"`
	Supervised *bool    `json:"supervised,omitempty"` // under customs supervision there
	Released   *bool    `json:"released,omitempty"`   // entered trade or free circulation there
}

// Waiver is what a claim without proof rests on.
type Waiver struct {
	Value     *certificate.Money  `json:"value,omitempty"`   // FOB or customs value of the consignment
	Related   []certificate.Money `json:"related,omitempty"` // consignments of the same order
	SameOrder *bool               `json:"same_order,omitempty"`
	Private   *bool               `json:"private,omitempty"` // from one private person to another, no trade
	Luggage   *bool               `json:"luggage,omitempty"`
	Declared  *bool               `json:"declared,omitempty"` // declared as meeting the rules
}

// Query is a verification request to the issuing authority.
type Query struct {
	Sent           certificate.Date `json:"sent,omitzero"`
	Received       certificate.Date `json:"received,omitzero"` // by the exporting side
	Replied        certificate.Date `json:"replied,omitzero"`
	Granted        certificate.Date `json:"granted,omitzero"` // customs wait for the answer until this day, if the law's own time ends before
	Answer         string           `json:"answer,omitempty"` // authentic, not_originating, insufficient ...
	VisitAsked     certificate.Date `json:"visit_asked,omitzero"`
	VisitConsented certificate.Date `json:"visit_consented,omitzero"`
	VisitRefused   *bool            `json:"visit_refused,omitempty"`

	ExplanationAsked certificate.Date `json:"explanation_asked,omitzero"` // of the declarant, on data that do not agree
	ExplanationGiven certificate.Date `json:"explanation_given,omitzero"`
	DocumentsAsked   certificate.Date `json:"documents_asked,omitzero"` // of the declarant, to prove the criterion
	DocumentsGiven   certificate.Date `json:"documents_given,omitzero"`
	Refused          certificate.Date `json:"refused,omitzero"`      // day the preference was refused
	RefusalSent      certificate.Date `json:"refusal_sent,omitzero"` // day the issuing authority was told
}

// Awaited is the last day for the answer: the law's own, or a later one that customs granted.
func (q Query) Awaited(last certificate.Date) certificate.Date {
	if !last.IsZero() && q.Granted.After(last) {
		return q.Granted
	}
	return last
}

// Has reports whether the proof bears the mark.
func (p Proof) Has(mark Mark) bool {
	for _, m := range p.Marks {
		if m == mark {
			return true
		}
	}
	return false
}
