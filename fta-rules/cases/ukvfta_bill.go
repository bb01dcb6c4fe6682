package cases

import (
	"regexp"
	"strings"

	"origo/certificate"
	"origo/fta-rules/hs"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure"
	"origo/fta-rules/psr"
)

// bill is the bill of materials of the first line.
func (r *ukvftaReader) bill(c *procedure.Case) origin.Bill {
	g := r.given
	bill := origin.Bill{
		Agreement: certificate.UKVFTA, On: c.Proof.IssueDate, Exporter: c.Exporter, Importer: c.Importer,
		Currency: g.Product.Currency, Materials: []origin.Material{}, Operations: g.Processes,
		Good: origin.Good{
			HS: r.code(g.Product.HS2012, g.Product.HS2022), Description: g.Product.Description,
			Price: r.amount(g.Product.ExWorks), NetWeight: r.amount(g.Product.NetWeight),
			Choice: r.word("selected_entry"), WhollyObtained: r.flag("wholly_obtained"), Set: procedure.Is(r.flag("set")),
		},
		Facts: map[string]bool{}, OpenRoutes: r.openRoutes(),
	}
	if bill.On.IsZero() {
		bill.On = g.Import.Entered
	}
	for name, value := range g.Facts {
		if is, isFlag := value.(bool); isFlag {
			bill.Facts[name] = is
		}
	}
	names := r.namesOf(bill)
	for _, m := range g.Materials {
		bill.Materials = append(bill.Materials, r.material(m, names))
	}
	return bill
}

// openRoutes are the routes of cumulation that the case says are open or closed, by what its flags speak of.
func (r *ukvftaReader) openRoutes() map[string]bool {
	routes := map[string]bool{}
	for name, value := range r.given.Config {
		open, isFlag := value.(bool)
		for word, ids := range ukvftaFlags {
			for _, id := range ids {
				if isFlag && strings.Contains(name, word) {
					routes[id] = open
				}
			}
		}
	}
	return routes
}

var ukvftaFlags = map[string][]string{
	"eu_cumulation": {"eu", "eu_andorra", "eu_processing"}, "korea": {"korea_fabric"}, "asean": {"asean_squid"},
}

// ukvftaRoles are the roles beside those in which a material is the one that a rule names.
var ukvftaRoles = map[string]origin.Role{
	"retail_packing": origin.RetailPacking, "retail_packaging": origin.RetailPacking, "packing": origin.RetailPacking, "packaging": origin.RetailPacking,
	"transport_packing": origin.TransportPacking, "transport_packaging": origin.TransportPacking,
	"accessory": origin.Accessory, "accessories": origin.Accessory, "spare_part": origin.Accessory,
	"tool": origin.Accessory, "manual": origin.Accessory, "instructions": origin.Accessory,
	"neutral": origin.Neutral, "neutral_element": origin.Neutral, "energy": origin.Neutral, "catalyst": origin.Neutral,
}

var ukvftaStatuses = map[string]origin.Status{"O": origin.Originating, "NO": origin.NonOriginating, "": origin.Undetermined}

func (r *ukvftaReader) material(m ukvftaMaterial, names ruleNames) origin.Material {
	status, known := ukvftaStatuses[strings.ToUpper(m.Status)]
	if !known {
		r.fail("status %q is not understood", m.Status)
	}
	if status != origin.Originating && m.Value == "" {
		r.fail("a material of %s without a value", m.HS2012)
	}
	role := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(m.Role)), " ", "_")
	material := origin.Material{
		Description: m.Description, HS: r.code(m.HS2012, m.HS2022), Country: partyNamed(m.Country), Status: status,
		Value: r.amount(m.Value), Weight: r.amount(m.Weight), Role: ukvftaRoles[role],
		WhollyObtained: m.WhollyObtained, Complies: m.ProcessOK, LaterStage: m.LaterStage, Is: map[string]bool{},
	}
	if procedure.Is(m.ProofOfOrigin.there()) {
		material.Evidence = string(m.ProofOfOrigin)
	}
	if material.Role == origin.Ingredient && m.Role != "" {
		names.markRole(material.Is, m.Role)
	}
	if m.MatchesExclusion != nil {
		for _, name := range names.excluded {
			material.Is[name] = *m.MatchesExclusion
		}
	}
	r.cumulate(&material, m)
	return material
}

// cumulate settles by which route an originating material counts. The case has resolved the status of a material of
// which it does not say that it cumulates.
func (r *ukvftaReader) cumulate(material *origin.Material, m ukvftaMaterial) {
	if material.Status != origin.Originating {
		return
	}
	exporter, _, _ := strings.Cut(r.given.Direction, "->")
	switch {
	case m.Country == "":
		material.Country = partyNamed(exporter)
	case m.Cumulation != "":
		material.Route = cumulationRoute(m.Cumulation, material.Country)
	case certificate.UKVFTA.HasParty(material.Country) && material.Evidence == "":
		material.Evidence = "as the case states"
	}
}

var articleThree = regexp.MustCompile(`3\((\d+)\)`)

// cumulationRoute is the route of the paragraphs of Article 3.
func cumulationRoute(article, country string) string {
	found := articleThree.FindStringSubmatch(article)
	switch {
	case certificate.UKVFTA.HasParty(country) || found == nil:
		return ""
	case len(found[1]) == 1 && found[1] <= "5":
		return map[bool]string{true: "eu_processing", false: unionRoute(country)}[found[1] == "3"]
	case len(found[1]) == 1 || found[1] == "10":
		return "asean_squid"
	}
	return "korea_fabric"
}

func unionRoute(country string) string {
	if country == "AD" {
		return "eu_andorra"
	}
	return "eu"
}

// ruleNames are the descriptions by which the rules that may apply name materials.
type ruleNames struct{ named, excluded []string }

// namesOf reads the rules for the good.
func (r *ukvftaReader) namesOf(bill origin.Bill) ruleNames {
	var names ruleNames
	rules, ok := r.book.RulesOn(bill.Agreement, bill.On)
	code, err := hs.Parse(bill.Good.HS.Code)
	if !ok || err != nil {
		return names
	}
	for _, candidate := range hs.Map(code, hs.Edition(bill.Good.HS.Edition), rules.Edition).Candidates {
		for _, line := range rules.Table.At(candidate) {
			line.Rule.Walk(names.add)
		}
	}
	return names
}

// add takes in the descriptions of one condition.
func (n *ruleNames) add(e psr.Expr) {
	for _, m := range psr.Mentions(e) {
		if m.Name != "" {
			n.named = append(n.named, m.Name)
		}
	}
	if change, ok := e.(psr.Change); ok {
		for _, m := range change.Except {
			if m.Name != "" {
				n.excluded = append(n.excluded, m.Name)
			}
		}
	}
}

// markRole says that a material is what its role calls it, under every name that rules have for that.
func (n ruleNames) markRole(is map[string]bool, role string) {
	is[role] = true
	for _, name := range n.named {
		if sameName(role, name) {
			is[name] = true
		}
	}
}

// sameName reports whether a role of more than one word is a rule's description or the beginning of it, whatever its
// capitals, hyphens and plural.
func sameName(role, name string) bool {
	a, b := plainName(role), plainName(name)
	return a == b || strings.Contains(a, " ") && (strings.HasPrefix(b, a) || strings.HasPrefix(a, b))
}

func plainName(name string) string {
	words := strings.NewReplacer("_", " ", "-", " ", "/", " ").Replace(strings.ToLower(name))
	return strings.TrimSuffix(strings.Join(strings.Fields(words), " "), "s")
}
