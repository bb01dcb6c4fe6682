package origin

import (
	"maps"
	"slices"
	"strings"

	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
	"origo/fta-rules/psr"
)

// Problem is one thing in a bill that cannot be used.
type Problem struct {
	Code   certificate.Code `json:"code"`   // stable, such as "value_missing"
	Path   string           `json:"path"`   // JSON pointer to the field (RFC 6901), empty for the whole
	Text   string           `json:"text"`   // English, what is wrong
	Remedy string           `json:"remedy"` // English, what mends it
}

// Problems is everything in a bill that cannot be used, in the order of its fields. It is the error of Determine and
// ParseBill for bad input.
type Problems []Problem

// Error joins texts and remedies.
func (p Problems) Error() string {
	texts := make([]string, len(p))
	for i, problem := range p {
		texts[i] = problem.Path + ": " + problem.Text + " " + problem.Remedy
	}
	return strings.Join(texts, "\n")
}

// Has reports whether a problem with the code is among them.
func (p Problems) Has(code certificate.Code) bool {
	for _, problem := range p {
		if problem.Code == code {
			return true
		}
	}
	return false
}

// problemTexts gives each kind of problem its words.
var problemTexts = map[certificate.Code][2]string{
	"bad_json":           {"The bill cannot be read.", "Send one JSON object with the documented members only."},
	"wrong_agreement":    {"The bill is for another agreement than the rules.", "Name the agreement of the rules."},
	"date_missing":       {"The day is missing.", "Give the date of issue, or of the intended issue."},
	"rules_not_in_force": {"These rules were not the law on that day.", "Use the rules of the day of issue."},
	"exporter_missing":   {"The exporting party is missing.", "Give its two-letter country code."},
	"bad_country":        {"This is not an ISO 3166 country code.", "Use the two-letter code, such as VN."},
	"bad_currency":       {"This is not an ISO 4217 currency code.", "Use the three-letter code, such as USD."},
	"bad_hs":             {"This code is not in its edition of the Harmonised System.", "Check the code and the year of its edition: 2012, 2017 or 2022."},
	"price_missing":      {"The price must be above 0.", "Give the FOB or ex-works price that the agreement asks for."},
	"negative":           {"This cannot be below 0.", "Give the amount without sign, or leave it out if it is not known."},
	"value_missing":      {"The value of a material that may count as non-originating is missing.", "Give its CIF value, or the earliest price that can be ascertained."},
	"bad_status":         {"This is not a status.", "Use originating, non_originating or undetermined."},
	"bad_role":           {"This is not a role.", "Use retail_packing, transport_packing, accessory or neutral, or leave it out."},
	"country_missing":    {"An originating material needs the country in which it originates.", "Give its two-letter country code."},
	"unknown_route":      {"The agreement has no such route of cumulation.", "Use the id of one of its routes, or leave it out."},
	"bad_content":        {"A content is above 0 and at most 100 percent, of a material that does not originate.", "Give the percentage on the certificate of the material."},
	"bad_method":         {"This is not a method.", "Use direct or indirect, or leave it out."},
	"costs_missing":      {"The direct method needs the cost elements.", "Give costs, or use the indirect method."},
	"bad_rule":           {"This is not a rule in the notation of docs/rules.md.", "Correct the rule, or leave it out to use the agreement's."},
	"bad_criterion":      {"This is not an origin criterion of the agreement's form.", "Write it as the form prints it, or leave it out."},
	"too_many":           {"The bill has too many materials.", "Give at most 999 lines."},
}

// ProblemCodes lists every code that a bill may have, in alphabetical order.
func ProblemCodes() []certificate.Code { return slices.Sorted(maps.Keys(problemTexts)) }

// Wording is what is wrong and what mends it, in English; empty for a code that bills do not have.
func Wording(code certificate.Code) (text, remedy string) {
	words := problemTexts[code]
	return words[0], words[1]
}

// checker gathers the problems of a bill.
type checker struct {
	rules *agreement.Rules
	bill  *Bill
	found Problems
}

// check finds what in a bill cannot be used under the rules; inputs are its classified materials.
func check(r *agreement.Rules, b *Bill, inputs []input) Problems {
	c := &checker{rules: r, bill: b}
	c.header()
	c.good()
	c.costs()
	c.require(len(b.Materials) <= maxMaterials, "too_many", "/materials")
	for i := range inputs {
		c.material(i, &inputs[i])
	}
	c.choices()
	return c.found
}

// require notes a problem unless something holds.
func (c *checker) require(holds bool, code certificate.Code, path string) {
	if !holds {
		c.found = append(c.found, Problem{code, path, problemTexts[code][0], problemTexts[code][1]})
	}
}

func (c *checker) header() {
	b := c.bill
	c.require(b.Agreement == c.rules.Agreement, "wrong_agreement", "/agreement")
	c.require(!b.On.IsZero(), "date_missing", "/on")
	c.require(b.On.IsZero() || c.rules.In(b.On), "rules_not_in_force", "/on")
	c.require(b.Exporter != "", "exporter_missing", "/exporter")
	c.country(b.Exporter, "/exporter")
	c.country(b.Importer, "/importer")
	c.require(b.Currency == "" || certificate.IsCurrency(b.Currency), "bad_currency", "/currency")
}

func (c *checker) country(code, path string) {
	c.require(code == "" || certificate.IsCountry(code), "bad_country", path)
}

func (c *checker) good() {
	g := &c.bill.Good
	c.code(g.HS, "/good/hs")
	c.require(g.Price.Sign() > 0, "price_missing", "/good/price")
	c.amount(g.NetWeight, "/good/net_weight")
	if g.Outward != nil {
		c.amount(g.Outward.TotalInput, "/good/outward/total_input")
	}
}

// code notes a code that its edition does not have.
func (c *checker) code(code certificate.HSCode, path string) {
	parsed, err := hs.Parse(code.Code)
	c.require(err == nil && hs.Edition(code.Edition).Has(parsed), "bad_hs", path)
}

func (c *checker) amount(d certificate.Decimal, path string) {
	c.require(d.Sign() >= 0, "negative", path)
}

func (c *checker) costs() {
	costs := c.bill.Costs
	c.require(c.bill.Method != string(psr.Direct) || costs != nil, "costs_missing", "/costs")
	if costs == nil {
		return
	}
	c.amount(costs.OriginatingMaterials, "/costs/originating_materials")
	c.amount(costs.Labour, "/costs/labour")
	c.amount(costs.Overhead, "/costs/overhead")
	c.amount(costs.Other, "/costs/other")
	// A profit below 0 is a loss, which lowers the content.
}

// choices checks what the bill chooses among possibilities: the method, the rule and the criterion.
func (c *checker) choices() {
	b := c.bill
	switch psr.Method(b.Method) {
	case psr.AnyMethod, psr.Direct, psr.Indirect:
	default:
		c.require(false, "bad_method", "/method")
	}
	if b.Rule != "" {
		_, err := psr.Parse(b.Rule)
		c.require(err == nil, "bad_rule", "/rule")
	}
	if b.Criterion != "" {
		_, err := certificate.ParseCriterion(b.Agreement, b.Criterion)
		c.require(err == nil, "bad_criterion", "/criterion")
	}
}
