package cases

import (
	"strings"

	"origo/certificate"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure"
)

// bill is the bill of materials of the item that the case describes.
func (r *vkftaReader) bill(c *procedure.Case, number int) origin.Bill {
	g, p := r.given.Good, r.given.Production
	bill := origin.Bill{
		Agreement: certificate.VKFTA, On: c.Proof.IssueDate, Exporter: c.Exporter, Importer: c.Importer, Currency: "USD",
		Good: origin.Good{
			HS: r.code(g.HS), Description: g.Desc, Price: r.amount(g.FOB), NetWeight: r.amount(g.Weight), Choice: g.Branch,
			Outward: r.outward(c),
		},
		Materials: make([]origin.Material, 0, len(r.given.Materials)), Costs: r.costs(), Operations: operationCodes(p.Operations),
		Facts: r.facts(), Rule: r.rule(r.given.PSR),
	}
	if p.Operations == nil {
		bill.Operations = nil
	}
	if bill.On.IsZero() { // without a certificate the rules are those of the day of shipment
		bill.On = r.given.Shipment.Date
	}
	for _, m := range r.given.Materials {
		bill.Materials = append(bill.Materials, r.material(m))
	}
	bill.Good.WhollyObtained = r.whollyObtained(bill.Materials)
	bill.Criterion = readable(r.criterionOf(c, number))
	return bill
}

// criterionOf is what box 8 says of the item.
func (r *vkftaReader) criterionOf(c *procedure.Case, number int) string {
	for _, item := range c.Items {
		if item.Number == number {
			return item.Criterion
		}
	}
	return ""
}

// readable is the criterion if it can be read, nothing otherwise: the claim says that it cannot.
func readable(criterion string) string {
	if _, err := certificate.ParseCriterion(certificate.VKFTA, criterion); err != nil {
		return ""
	}
	return criterion
}

// outward is set for goods from the Gaeseong complex, or claimed to be. Input whose total is not stated is that of the
// materials.
func (r *vkftaReader) outward(c *procedure.Case) *origin.OutwardProcessing {
	criterion, err := certificate.ParseCriterion(certificate.VKFTA, r.criterionOf(c, r.itemOfBill()))
	if claimed := err == nil && criterion.Kind == certificate.OutwardProcessing; !r.given.Annex3B && !claimed {
		return nil
	}
	if stated := r.given.Good.TotalInput; stated != "" {
		return &origin.OutwardProcessing{TotalInput: r.amount(stated)}
	}
	var total certificate.Decimal
	for _, m := range r.given.Materials {
		if procedure.IsNot(m.Originating) {
			total = total.Add(r.amount(m.Value))
		}
	}
	return &origin.OutwardProcessing{TotalInput: total}
}

func (r *vkftaReader) costs() *origin.Costs {
	costs := r.given.Production.Costs
	if costs == nil {
		return nil
	}
	return &origin.Costs{
		OriginatingMaterials: r.amount(costs.OriginatingMaterials), Labour: r.amount(costs.Labour), Overhead: r.amount(costs.Overhead),
		Other: r.amount(costs.Other), Profit: r.amount(costs.Profit),
	}
}

// facts are what the case says directly of the processes that rules name.
func (r *vkftaReader) facts() map[string]bool {
	facts := map[string]bool{}
	if done := r.given.Production.CutAndSewn; done != nil {
		facts["CUT_AND_SEWN"] = *done
	}
	if process := r.given.Production.SpecificProcess; process != nil {
		facts["DYE_OR_PRINT_2_FINISHING"] = *process == "print_or_dye_plus_2_finishing"
		if *process == "cut_and_sewn_in_a_Party" {
			facts["CUT_AND_SEWN"] = true
		}
	}
	return facts
}

func (r *vkftaReader) material(m vkftaMaterial) origin.Material {
	material := origin.Material{
		Description: m.Name, HS: r.code(m.HS), Country: m.Origin, Status: origin.Undetermined, Evidence: m.Proof,
		Value: r.amount(m.Value), Weight: r.amount(m.Weight), Role: r.role(m), WhollyObtained: m.WhollyObtained,
	}
	if !certificate.IsCountry(m.Origin) {
		material.Country = ""
	}
	if m.Originating != nil {
		material.Status = origin.NonOriginating
		if *m.Originating {
			material.Status = origin.Originating
		}
	}
	if strings.HasPrefix(material.HS.Code, "04") || strings.Contains(strings.ToLower(m.Name), "milk") {
		material.Is = map[string]bool{"milk material": true}
	}
	return material
}

// roleWords are how the notes of cases say what a material is to the good.
var roleWords = []struct {
	word string
	role origin.Role
}{
	{"retail pack", origin.RetailPacking}, {"transport pack", origin.TransportPacking}, {"shipping pack", origin.TransportPacking},
	{"accessor", origin.Accessory}, {"spare part", origin.Accessory}, {"manual", origin.Accessory},
	{"neutral", origin.Neutral}, {"not incorporated", origin.Neutral}, {"energy", origin.Neutral}, {"fuel", origin.Neutral},
}

// role is what a material is to the good. Seed stock of aquaculture is not among its materials: goods farmed from eggs,
// fry, fingerlings or larvae are wholly obtained wherever these come from (Art. 3.2 with the definition of aquaculture).
func (r *vkftaReader) role(m vkftaMaterial) origin.Role {
	for _, known := range roleWords {
		if strings.Contains(strings.ToLower(m.Note), known.word) {
			return known.role
		}
	}
	farmed := strings.Contains(strings.ToLower(strings.Join(r.given.Production.Operations, ",")), "aquacultur")
	if farmed && containsAny(strings.ToLower(m.Name), []string{"larva", "fry", "fingerling", "egg", "seed stock"}) {
		return origin.Neutral
	}
	return origin.Ingredient
}

// whollyObtained is what the producer states: by the operations, or by claiming WO, and without materials that contradict
// it. Otherwise nothing is stated.
func (r *vkftaReader) whollyObtained(materials []origin.Material) *bool {
	for _, m := range materials {
		if m.Role == origin.Ingredient && m.Status != origin.Originating {
			return nil
		}
	}
	claimed := r.given.Certificate != nil && strings.EqualFold(strings.TrimSpace(r.given.Certificate.Box8), "WO")
	if !claimed && !begins(strings.ToLower(strings.Join(r.given.Production.Operations, " ")), producing) {
		return nil
	}
	yes := true
	return &yes
}
