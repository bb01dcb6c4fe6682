package cases

import (
	"encoding/json"
	"errors"
	"fmt"

	"origo/certificate"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure"
)

// atigaSchema is the layout of the cases for Form D. Its expectations name verdicts and grounds of their own; see
// atigaDecisions and atigaReasons.
var atigaSchema = schema{
	agreement: certificate.ATIGA,
	prose:     []string{"reopen_if"},
	examine:   examineATIGA,
}

// atigaCase is a case as it stands in the file. Members that only describe are any.
type atigaCase struct {
	Stage string          `json:"stage"`
	Given json.RawMessage `json:"given"`
}

type atigaGiven struct {
	Rule             string            `json:"rule"` // to apply instead of the table's
	Method           string            `json:"method"`
	Cost             *atigaCost        `json:"cost"`
	FOB              json.Number       `json:"fob"`
	Proof            *atigaProof       `json:"proof"` // absent before issue
	Box13            []string          `json:"box13"` // ticks applied for, where there is no proof yet
	Items            []atigaItem       `json:"items"`
	BOM              []atigaMaterial   `json:"bom"` // of the only item
	Processes        []string          `json:"processes"`
	ExportingCountry string            `json:"exporting_country"`
	ImportingCountry string            `json:"importing_country"`
	Route            []atigaLeg        `json:"route"`
	Documents        []string          `json:"documents"`
	Declaration      *atigaDeclaration `json:"declaration"`
}

type atigaCost struct {
	ASEANMaterial  json.Number `json:"asean_material"`
	DirectLabour   json.Number `json:"direct_labour"`
	DirectOverhead json.Number `json:"direct_overhead"`
	Other          json.Number `json:"other"`
	Profit         json.Number `json:"profit"`
	FOB            json.Number `json:"fob"`
}

type atigaProof struct {
	Kind              string               `json:"kind"`
	IssuingCountry    string               `json:"issuing_country"`
	Ref               string               `json:"ref"`
	IssueDate         certificate.Date     `json:"issue_date"`
	ShipmentDate      certificate.Date     `json:"declared_shipment_date"`
	Box13             []string             `json:"box13"`
	ASWStatus         string               `json:"asw_status"`
	ASWOutageNotified *bool                `json:"asw_outage_notified"`
	ReplacedBy        string               `json:"replaced_by"`
	SignatoryListed   *bool                `json:"signatory_in_specimen_list"`
	InvoiceIssuer     *procedure.Company   `json:"box7_invoice_issuer"`
	Originals         []atigaOriginal      `json:"originals"`
	NamesOriginals    *bool                `json:"box7_original_refs"`
	CE                *atigaCertifiedTrade `json:"ce"`
}

// atigaCertifiedTrade is the database entry of a certified exporter.
type atigaCertifiedTrade struct {
	Code            string   `json:"code"`
	Valid           *bool    `json:"valid"`
	SignatoryListed *bool    `json:"signatory_listed"`
	Products        []string `json:"products"`
}

type atigaOriginal struct {
	Ref            string           `json:"ref"`
	IssuingCountry string           `json:"issuing_country"`
	IssueDate      certificate.Date `json:"issue_date"`
	Qty            json.Number      `json:"qty"`
	Reexported     json.Number      `json:"already_reexported"`
}

type atigaItem struct {
	No           int         `json:"no"`
	HS           string      `json:"hs"`
	Desc         string      `json:"desc"`
	Box8         string      `json:"box8"`
	FOB          json.Number `json:"fob_usd"`
	FOBShown     *bool       `json:"box9_fob_shown"`
	Qty          json.Number `json:"qty"`
	Unit         string      `json:"unit"`
	InvoiceNo    string      `json:"invoice_no"`
	Annex4       *bool       `json:"annex4"`
	Brand        any         `json:"brand"`
	Manufacturer any         `json:"manufacturer"`
	OK           any         `json:"ok"` // gives away the expectation; not looked at
}

type atigaMaterial struct {
	Desc        string      `json:"desc"`
	HS          string      `json:"hs"`
	Country     string      `json:"country"`
	Value       json.Number `json:"value"`
	Originating *bool       `json:"originating"`
	Role        string      `json:"role"`
	Content     json.Number `json:"pc_pct"`
	Annex4      *bool       `json:"annex4"`
}

type atigaLeg struct {
	Country   string `json:"country"`
	Event     string `json:"event"`
	Container string `json:"container"`
	Seal      string `json:"seal"`
}

type atigaDeclaration struct {
	ImportingCountry string           `json:"importing_country"`
	Registered       certificate.Date `json:"registered"`
	ProofSubmitted   certificate.Date `json:"proof_submitted"`
	HS               string           `json:"hs"`
	Qty              json.Number      `json:"qty"`
	RuleForHS        string           `json:"rule_for_declared_hs"`
	Guarantee        *bool            `json:"bank_guarantee"`
	Invoice          *atigaInvoice    `json:"invoice"`
	VerificationSent certificate.Date `json:"verification_sent"`
	ReplyReceived    certificate.Date `json:"reply_received"`
	Today            certificate.Date `json:"today"`
}

type atigaInvoice struct {
	No            string           `json:"no"`
	Date          certificate.Date `json:"date"`
	Issuer        string           `json:"issuer"`
	IssuerCountry string           `json:"issuer_country"`
}

// examineATIGA runs one case.
func examineATIGA(book Book, s source) (answers, error) {
	var c atigaCase
	if err := decodeNumbers(s.raw, &c); err != nil {
		return nil, err
	}
	var given atigaGiven
	if err := decodeInput(c.Given, &given); err != nil {
		return nil, err
	}
	if len(given.Items) == 0 {
		return nil, errors.New("a case without items")
	}
	given.complete(c.Stage)
	reader := atigaReader{given: &given, meta: s.meta}
	examined := reader.procedureCase(c.Stage)
	bill := reader.bill(examined)
	if reader.err != nil {
		return nil, reader.err
	}
	bills := map[int]origin.Bill{}
	if bill != nil {
		bills[examined.Items[0].Number] = *bill
	}
	decision, err := book.Examine(examined, bills)
	if err != nil {
		return nil, fmt.Errorf("examine: %w", err)
	}
	return atigaAnswers(book, examined, bill, decision)
}

// complete fills in what a case may leave out: before issue there is an application, at clearance then no proof.
func (g *atigaGiven) complete(stage string) {
	if g.Declaration == nil {
		g.Declaration = &atigaDeclaration{}
	}
	if g.Proof == nil {
		g.Proof = &atigaProof{Kind: "NONE"}
		if atigaStages[stage] == procedure.Issue {
			g.Proof.Kind = "APPLICATION"
		}
	}
}
