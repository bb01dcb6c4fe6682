// Package origin is the engine: it applies the rules of an agreement to a good and shows its work.
//
// Determine asks whether a good originates, from its bill of materials, costs and operations. Claim asks what can be
// asked at the border: whether the criterion on the certificate is one that the rule for the code admits. Both are
// pure: no clock, no input or output, exact arithmetic, and the same inputs give the same bytes.
package origin

import "origo/certificate"

// Bill is a cost statement: a good, what it was made from, and what was done to it. Values are per the same number of
// units of the good and in one currency.
type Bill struct {
	Agreement certificate.Agreement `json:"agreement"`
	On        certificate.Date      `json:"on"`       // date of issue, or of the intended issue; it picks the rules
	Exporter  string                `json:"exporter"` // exporting party, ISO 3166 alpha-2
	Importer  string                `json:"importer,omitempty"`
	Currency  string                `json:"currency,omitempty"` // ISO 4217, of every amount
	Good      Good                  `json:"good"`
	Materials []Material            `json:"materials"`
	Costs     *Costs                `json:"costs,omitempty"` // for the build-up method
	// Operations are the codes of what was done in the exporting party. Null means not stated, an empty list that
	// nothing was done.
	Operations []string `json:"operations"`
	// Facts are further things stated about the good or its making, by code, true or false.
	Facts map[string]bool `json:"facts,omitempty"`
	// OpenRoutes overrides whether a cumulation route is open: by id, true or false.
	OpenRoutes map[string]bool `json:"open_routes,omitempty"`
	// Rule, if given, is the rule to apply instead of the agreement's line, in the notation of package psr.
	Rule      string `json:"rule,omitempty"`
	Method    string `json:"method,omitempty"`    // direct or indirect; empty if either may be used
	Criterion string `json:"criterion,omitempty"` // the criterion to be claimed, as the form prints it; empty if open
}

// Good is the good whose origin is asked for.
type Good struct {
	HS             certificate.HSCode  `json:"hs"`
	Description    string              `json:"description,omitempty"`
	Price          certificate.Decimal `json:"price"`                     // FOB or ex-works price, as the agreement asks
	NetWeight      certificate.Decimal `json:"net_weight,omitzero"`       // kilograms (KGM), for the same number of units; 0 if not stated
	Choice         string              `json:"choice,omitempty"`          // id of the line, or label of the part, that its description selects
	WhollyObtained *bool               `json:"wholly_obtained,omitempty"` // as stated by the producer; null if not stated
	Outward        *OutwardProcessing  `json:"outward,omitempty"`         // for goods processed outside the parties
	// Set holds the goods of a retail set (General Interpretative Rule 3); the materials are then its goods.
	Set bool `json:"set,omitempty"`
}

// OutwardProcessing is what VKFTA Annex 3-B asks of goods from the Gaeseong complex.
type OutwardProcessing struct {
	TotalInput certificate.Decimal `json:"total_input"` // value of all input that does not originate in the parties
}

// Status is the origin of a material.
type Status string

// The statuses.
const (
	Originating    Status = "originating"
	NonOriginating Status = "non_originating"
	Undetermined   Status = "undetermined" // treated as not originating, and named as evidence that would help
)

// Role is what a material is to the good.
type Role string

// The roles.
const (
	Ingredient       Role = ""                  // it becomes part of the good
	RetailPacking    Role = "retail_packing"    // classified with the good
	TransportPacking Role = "transport_packing" //
	Accessory        Role = "accessory"         // accessories, spare parts, tools and manuals that go with the good
	Neutral          Role = "neutral"           // energy, plant, tools, catalysts and whatever does not enter the good
)

// Material is one line of the bill.
type Material struct {
	Description string              `json:"description,omitempty"`
	HS          certificate.HSCode  `json:"hs"`
	Country     string              `json:"country,omitempty"` // ISO 3166 alpha-2
	Status      Status              `json:"status"`
	Evidence    string              `json:"evidence,omitempty"` // what proves the origin, such as a number of a proof of origin
	Route       string              `json:"route,omitempty"`    // id of the cumulation route relied on
	Value       certificate.Decimal `json:"value"`              // CIF at importation, or earliest ascertained price
	Weight      certificate.Decimal `json:"weight,omitzero"`    // kilograms; 0 if not stated
	Role        Role                `json:"role,omitempty"`
	// WhollyObtained says whether an originating material was wholly obtained; null if not stated.
	WhollyObtained *bool `json:"wholly_obtained,omitempty"`
	// Content is the regional value content in percent of a partly originating material (ATIGA Art. 30(2)).
	Content *certificate.Decimal `json:"content,omitempty"`
	// Is answers, by the descriptions that rules use, whether this material is what they mean: {"unprinted fabric": true}.
	Is map[string]bool `json:"is,omitempty"`
	// Complies says whether the operations that the rule names were done to this material; null: as the bill's operations say.
	Complies *bool `json:"complies,omitempty"`
	// LaterStage says whether the material is at a later stage of manufacture than those a rule names; null if not stated.
	LaterStage *bool `json:"later_stage,omitempty"`
	Listed     *bool `json:"listed,omitempty"` // whether it is on the list that a rule names; null: as the list says
}

// Costs are the cost elements of the build-up method, all in the bill's currency (ATIGA Art. 29(1)(a)).
type Costs struct {
	OriginatingMaterials certificate.Decimal `json:"originating_materials"`
	Labour               certificate.Decimal `json:"labour"`
	Overhead             certificate.Decimal `json:"overhead"`
	Other                certificate.Decimal `json:"other"`
	Profit               certificate.Decimal `json:"profit"`
}
