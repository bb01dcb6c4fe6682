package cases

import (
	"encoding/json"
	"fmt"
	"slices"

	"origo/certificate"
	"origo/fta-rules/origin"
)

// ukvftaSchema is the layout of the cases for EUR.1 and origin declarations. Its expectations judge origin, proof and
// transport apart and then overall; see ukvfta_answers.go.
var ukvftaSchema = schema{
	agreement: certificate.UKVFTA,
	prose:     []string{"why", "basis", "acceptable_origin"},
	examine:   examineUKVFTA,
}

// ukvftaCase is a case as it stands in the file. Members that are not named here are not looked at; an expectation that
// rests on one of them disagrees with what is found.
type ukvftaCase struct {
	Scheme    string           `json:"scheme"`
	Direction string           `json:"direction"` // such as "VN->GB"
	Product   ukvftaProduct    `json:"product"`
	Materials []ukvftaMaterial `json:"materials"`
	Processes []string         `json:"processes"` // null: not stated
	Facts     map[string]any   `json:"facts"`
	Route     []ukvftaLeg      `json:"route"`
	Proof     ukvftaProof      `json:"proof"`
	Import    ukvftaImport     `json:"import"`
	Config    map[string]any   `json:"config"` // which routes and schemes are open
	Expected  struct {
		Calc       map[string]any `json:"calc"`
		Acceptable []string       `json:"acceptable_origin"`
	} `json:"expected"` // only to know which answers are wanted
}

type ukvftaProduct struct {
	HS2012      oneCode     `json:"hs2012"`
	HS2022      oneCode     `json:"hs2022"`
	Description string      `json:"description"`
	ExWorks     json.Number `json:"exw"`
	NetWeight   json.Number `json:"net_weight_kg"`
	Currency    string      `json:"currency"`
}

type ukvftaMaterial struct {
	HS2012           oneCode     `json:"hs2012"`
	HS2022           oneCode     `json:"hs2022"`
	Description      string      `json:"description"`
	Country          string      `json:"country"`
	Status           string      `json:"status"` // O or NO, after cumulation
	Value            json.Number `json:"value"`
	Weight           json.Number `json:"weight_kg"`
	Cumulation       string      `json:"cumulation"` // article relied on, such as "Art.3(11)"
	ProofOfOrigin    wording     `json:"proof_of_origin"`
	WhollyObtained   *bool       `json:"wholly_obtained"`
	MatchesExclusion *bool       `json:"matches_exclusion"` // whether it is what the rule excludes by description
	ProcessOK        *bool       `json:"process_ok"`
	LaterStage       *bool       `json:"later_stage"`
	Role             string      `json:"role"` // the material that the rule names, or packing, accessory, neutral
}

type ukvftaLeg struct {
	Port       string   `json:"port"` // UN/LOCODE
	Country    string   `json:"country"`
	Role       string   `json:"role"`
	Supervised *bool    `json:"customs_supervision"`
	Released   *bool    `json:"released_free_circulation"`
	Operations []string `json:"operations"`
}

type ukvftaProof struct {
	Type            string           `json:"type"`
	Number          string           `json:"number"`
	IssueDate       certificate.Date `json:"issue_date"`
	Date            certificate.Date `json:"date"` // of an origin declaration
	ShipmentDate    certificate.Date `json:"shipment_date"`
	OriginalDate    certificate.Date `json:"original_issue_date"` // of the certificate that a duplicate replaces
	OriginalUsed    *bool            `json:"original_used"`
	Box1Country     string           `json:"box1_country"`
	Box4            string           `json:"box4"`
	Box5            string           `json:"box5"`
	Box7            []string         `json:"box7"`
	Entries         []string         `json:"entries"` // on the document of an origin declaration
	Stamp           *bool            `json:"stamp_present"`
	Signature       *bool            `json:"signature_present"`
	SignatureValid  *bool            `json:"signature_valid"`
	SignatoryListed *bool            `json:"signatory_listed"`
	Status          string           `json:"status"`
	OnDocument      string           `json:"on_document"`
	Wording         *bool            `json:"text_matches_annex_vi"`
	Signed          *bool            `json:"signed"`
	Name            wording          `json:"signatory_name"`
	Undertaking     *bool            `json:"written_undertaking"`
	Approved        string           `json:"approved_exporter_no"`
	ApprovedValid   *bool            `json:"approved_exporter_valid"`
	EORI            string           `json:"exporter_eori"`
	ConsignmentEUR  json.Number      `json:"consignment_value_eur"`
	PackageEUR      json.Number      `json:"package_value_eur"`
	PackageUSD      json.Number      `json:"package_value_usd"`
	PackageGBP      json.Number      `json:"package_value_gbp"`
}

type ukvftaImport struct {
	Country   string           `json:"country"`
	Entered   certificate.Date `json:"entry_date"`
	Submitted certificate.Date `json:"proof_submitted"`
	HS        oneCode          `json:"hs"` // as declared, in HS 2022
}

// oneCode is a code, or the only one of a list; empty where a list leaves it open.
type oneCode string

// UnmarshalJSON reads a code, a list of codes or null.
func (c *oneCode) UnmarshalJSON(raw []byte) error {
	var list []string
	if len(raw) > 0 && raw[0] != '[' {
		raw = slices.Concat([]byte("["), raw, []byte("]"))
	}
	if err := json.Unmarshal(raw, &list); err != nil {
		return fmt.Errorf("read a code or a list of codes: %w", err)
	}
	if len(list) == 1 {
		*c = oneCode(list[0])
	}
	return nil
}

// wording is a text, or true or false for whether there is one; empty if not stated.
type wording string

// UnmarshalJSON reads a text, true, false or null.
func (w *wording) UnmarshalJSON(raw []byte) error {
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		return fmt.Errorf("read a text or whether there is one: %w", err)
	}
	switch v := value.(type) {
	case string:
		*w = wording(v)
	case bool:
		*w = map[bool]wording{true: "stated", false: absent}[v]
	}
	return nil
}

// absent is the wording that is known not to be there.
const absent wording = "\x00"

// there says whether the wording is there, nil if that is not known.
func (w wording) there() *bool {
	if w == "" {
		return nil
	}
	is := w != absent
	return &is
}

// examineUKVFTA runs one case.
func examineUKVFTA(book Book, s source) (answers, error) {
	var c ukvftaCase
	if err := decodeNumbers(s.raw, &c); err != nil {
		return nil, err
	}
	reader := ukvftaReader{given: &c, book: book}
	examined := reader.procedureCase()
	bill := reader.bill(examined)
	if reader.err != nil {
		return nil, reader.err
	}
	determination, err := determine(book, bill)
	if err != nil {
		return nil, err
	}
	decision, err := book.Examine(examined, map[int]origin.Bill{1: bill})
	if err != nil {
		return nil, fmt.Errorf("examine: %w", err)
	}
	return ukvftaFound{&c, decision, &determination}.answers(), nil
}
