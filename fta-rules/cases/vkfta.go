package cases

import (
	"encoding/json"
	"fmt"

	"origo/certificate"
	"origo/fta-rules/origin"
)

// vkftaSchema is the layout of the cases for Forms VK and KV. Its expectations give a decision, three findings on
// origin, document and transport that may be null where they cannot be told, and reasons; see vkfta_reasons.go.
var vkftaSchema = schema{
	agreement: certificate.VKFTA,
	prose:     []string{"why"},
	examine:   examineVKFTA,
}

// vkftaCase is a case as it stands in the file. Members that are not named here are not looked at; an expectation that
// rests on one of them disagrees with what is found.
type vkftaCase struct {
	PSR         string            `json:"psr"` // rule to apply, in the notation of the dossier; empty: the table's
	Good        vkftaGood         `json:"good"`
	Materials   []vkftaMaterial   `json:"materials"`
	Production  vkftaProduction   `json:"production"`
	Certificate *vkftaCertificate `json:"certificate"` // null if a claim is made without one
	Shipment    vkftaShipment     `json:"shipment"`
	Import      vkftaImport       `json:"import"`
	Annex3B     bool              `json:"annex3b"` // the goods come from the Gaeseong complex
}

type vkftaGood struct {
	HSVersion   string      `json:"hs_version"`
	HS          string      `json:"hs"`
	Desc        string      `json:"desc"`
	FOB         json.Number `json:"fob_usd"`
	Weight      json.Number `json:"weight_kg"`
	Branch      string      `json:"psr_branch"` // which part of a split rule the goods are
	TotalInput  json.Number `json:"total_non_originating_input_usd"`
	Certified   json.Number `json:"quantity_on_certificate_kg"`
	Landed      json.Number `json:"quantity_landed_kg"`
	AlreadyUsed json.Number `json:"quantity_already_used_kg"`
	Items       []vkftaItem `json:"items"`
}

// vkftaItem is one of several items. The case tells of those whose materials it does not list whether they originate.
type vkftaItem struct {
	No       int    `json:"no"`
	HS       string `json:"hs"`
	Box8     string `json:"box8"`
	OriginOK *bool  `json:"origin_ok"`
}

type vkftaMaterial struct {
	Name           string      `json:"name"`
	HS             string      `json:"hs"`
	Origin         string      `json:"origin"`
	Originating    *bool       `json:"originating"`
	WhollyObtained *bool       `json:"wholly_obtained"`
	Value          json.Number `json:"value_usd"`
	Weight         json.Number `json:"weight_kg"`
	Proof          string      `json:"proof"`
	Note           string      `json:"note"`
}

type vkftaProduction struct {
	Party           string      `json:"party"`
	Operations      []string    `json:"operations"`
	CutAndSewn      *bool       `json:"cut_and_sewn"`
	SpecificProcess *string     `json:"specific_process"`
	Costs           *vkftaCosts `json:"costs"` // for the build-up method
}

type vkftaCosts struct {
	OriginatingMaterials json.Number `json:"originating_materials_usd"`
	Labour               json.Number `json:"labour_usd"`
	Overhead             json.Number `json:"overhead_usd"`
	Other                json.Number `json:"other_usd"`
	Profit               json.Number `json:"profit_usd"`
}

type vkftaCertificate struct {
	Form          string           `json:"form"`
	Reference     string           `json:"reference_no"`
	IssueDate     certificate.Date `json:"issue_date"`
	Box7HS        string           `json:"box7_hs"`
	Box8          string           `json:"box8"`
	Box9FOB       json.RawMessage  `json:"box9_fob_usd"` // null: the box is empty; absent: nobody looked
	Box13         *string          `json:"box13"`
	Endorsement   *string          `json:"endorsement"`
	Issuer        string           `json:"issuer"`
	Status        string           `json:"status"`
	ReplacedBy    string           `json:"replaced_by"`
	RevokedReason string           `json:"revoked_reason"`
	TrueCopyDate  certificate.Date `json:"true_copy_issue_date"`
	SignatureOK   *bool            `json:"signature_ok"`
	SealFrom      json.RawMessage  `json:"seal_registered_effective"` // null: not in the register
	SealNotified  certificate.Date `json:"seal_notified"`
	Differences   []string         `json:"minor_discrepancies"`
}

type vkftaShipment struct {
	Date         certificate.Date `json:"date"`
	Route        []string         `json:"route"` // UN/LOCODE
	ThroughBill  *bool            `json:"through_bill_of_lading"`
	Operations   []string         `json:"operations_in_transit"`
	InCommerce   *bool            `json:"entered_commerce_in_transit"`
	SealSame     *bool            `json:"container_seal_unchanged"`
	Documents    []string         `json:"documents"`
	Supervised   *bool            `json:"under_customs_control_in_transit"`
	TransitProof *bool            `json:"transit_customs_certificate"`
}

type vkftaImport struct {
	Country        string           `json:"country"`
	Declared       certificate.Date `json:"declaration_date"`
	Presented      certificate.Date `json:"certificate_presented_date"`
	DeclaredHS     string           `json:"declared_hs"`
	EvidenceDays   *int             `json:"supporting_documents_days"`
	InvoiceIssuer  string           `json:"invoice_issuer"`
	InvoiceCountry string           `json:"invoice_country"`
	CustomsValue   json.Number      `json:"customs_value_fob_usd"`
	Related        []json.Number    `json:"related_shipments_fob_usd"`
	SameOrder      *bool            `json:"same_order"`
	Guarantee      *bool            `json:"guarantee"`
	Verification   json.RawMessage  `json:"verification"`
}

// vkftaVerification is a verification; what is said of a visit is found by the names of its members, see visit.
type vkftaVerification struct {
	Sent      certificate.Date `json:"request_sent"`
	Received  certificate.Date `json:"request_received"`
	Reply     *string          `json:"reply"` // the day of the reply, or what it says
	ReplyDate certificate.Date `json:"reply_date"`
	Answer    string           `json:"result"`
	Today     certificate.Date `json:"today"`
}

// examineVKFTA runs one case.
func examineVKFTA(book Book, s source) (answers, error) {
	var c vkftaCase
	if err := decodeNumbers(s.raw, &c); err != nil {
		return nil, err
	}
	var certificates struct {
		Certificate json.RawMessage `json:"certificate"`
	}
	if err := decodeNumbers(s.raw, &certificates); err != nil {
		return nil, err
	}
	reader := vkftaReader{given: &c, certificate: certificates.Certificate}
	examined := reader.procedureCase()
	number := reader.itemOfBill()
	bill := reader.bill(examined, number)
	if reader.err != nil {
		return nil, reader.err
	}
	decision, err := book.Examine(examined, map[int]origin.Bill{number: bill})
	if err != nil {
		return nil, fmt.Errorf("examine: %w", err)
	}
	determination, err := determine(book, bill)
	if err != nil {
		return nil, err
	}
	found := vkftaFound{examined: examined, decision: decision, determination: &determination}
	return found.answers(), nil
}
