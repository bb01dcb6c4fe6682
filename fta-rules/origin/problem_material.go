package origin

import (
	"slices"
	"strconv"

	"origo/certificate"
	"origo/fta-rules/agreement"
)

// maxMaterials bounds the lines of a bill.
const maxMaterials = 999

// material checks one line of the bill. Materials that never count need neither code nor value.
func (c *checker) material(i int, in *input) {
	at, m := materialPath{i}, in.Material
	counts := m.Role == Ingredient || m.Role == RetailPacking || m.Role == Accessory
	c.requireAt(counts || m.Role == TransportPacking || m.Role == Neutral, "bad_role", at, "role")
	c.requireAt(m.Status == Originating || m.Status == NonOriginating || m.Status == Undetermined, "bad_status", at, "status")
	if len(in.codes) == 0 && (counts || m.HS.Code != "") { // a code that is known in another edition is one of its own
		c.codeAt(m.HS, at)
	}
	c.requireAt(m.Value.Sign() >= 0, "negative", at, "value")
	c.requireAt(m.Weight.Sign() >= 0, "negative", at, "weight")
	local := m.Status == Originating && m.Country == c.bill.Exporter
	c.requireAt(!counts || local || m.Value.Sign() != 0, "value_missing", at, "value")
	c.origin(m, at)
}

// origin checks where a material is said to come from.
func (c *checker) origin(m *Material, at materialPath) {
	if m.Status == Originating {
		c.requireAt(m.Country != "", "country_missing", at, "country")
		c.requireAt(m.Country == "" || m.Country == c.bill.Exporter || certificate.IsCountry(m.Country), "bad_country", at, "country")
	}
	if m.Route != "" {
		known := slices.ContainsFunc(c.rules.Terms.Routes, func(r agreement.Route) bool { return r.ID == m.Route })
		c.requireAt(known, "unknown_route", at, "route")
	}
	if m.Content != nil {
		possible := m.Content.Sign() > 0 && m.Content.Cmp(hundred) <= 0 && m.Status == NonOriginating
		c.requireAt(possible, "bad_content", at, "content")
	}
}

// materialPath is the path of a material's fields, put together only if there is a problem.
type materialPath struct{ index int }

func (p materialPath) to(field string) string {
	return "/materials/" + strconv.Itoa(p.index) + "/" + field
}

func (c *checker) requireAt(holds bool, code certificate.Code, at materialPath, field string) {
	if !holds {
		c.require(false, code, at.to(field))
	}
}

func (c *checker) codeAt(code certificate.HSCode, at materialPath) {
	before := len(c.found)
	c.code(code, "")
	if len(c.found) > before {
		c.found[before].Path = at.to("hs")
	}
}
