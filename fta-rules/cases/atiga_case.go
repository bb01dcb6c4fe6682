package cases

import (
	"encoding/json"
	"fmt"
	"strings"

	"origo/certificate"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure"
)

// atigaReader translates a case into the vocabulary of the rules and keeps the first thing it does not understand.
type atigaReader struct {
	given *atigaGiven
	meta  meta
	err   error
}

// fail keeps the first error.
func (r *atigaReader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

// lookUp translates a word, which may be empty.
func lookUp[T any](r *atigaReader, words map[string]T, what, word string) T {
	meaning, ok := words[strings.ToUpper(word)]
	if !ok && word != "" {
		r.fail("%s %q is not understood", what, word)
	}
	return meaning
}

var atigaStages = map[string]procedure.Stage{"ISSUANCE": procedure.Issue, "CLEARANCE": procedure.Clearance}

var atigaKinds = map[string]procedure.Kind{
	"E_FORM_D": procedure.Electronic, "PAPER_FORM_D": procedure.Certificate,
	"FORM_D": procedure.Certificate, "ORIGIN_DECLARATION": procedure.Self,
	"SIMPLIFIED_DECLARATION": procedure.Simplified, "NONE": procedure.None,
	"APPLICATION": procedure.Certificate, "APPLICATION_B2B": procedure.Certificate,
}

var atigaMarks = map[string]procedure.Mark{
	"THIRD_COUNTRY_INVOICING": procedure.ThirdParty, "EXHIBITION": procedure.Exhibition,
	"ACCUMULATION": procedure.Accumulation, "DE_MINIMIS": procedure.DeMinimis, "BACK_TO_BACK": procedure.BackToBack,
	"BACK_TO_BACK_CO": procedure.BackToBack, "ISSUED_RETROACTIVELY": procedure.Retroactive,
	"PARTIAL_CUMULATION": procedure.PartialCumulation, "CERTIFIED_TRUE_COPY": procedure.TrueCopy,
}

var atigaStatuses = map[string]procedure.Status{
	"": procedure.StatusUnknown, "RECEIVED_VALID": procedure.Valid, "RECEIVED": procedure.Valid,
	"CANCELLED": procedure.Cancelled, "REPLACED": procedure.Replaced, "NOT_RECEIVED": procedure.NotReceived,
}

// procedureCase is everything but the bill of materials.
func (r *atigaReader) procedureCase(stage string) *procedure.Case {
	g := r.given
	if stage == "" {
		r.fail("a case without a stage")
	}
	c := &procedure.Case{
		Stage: lookUp(r, atigaStages, "stage", stage), Agreement: certificate.ATIGA,
		Exporter: first(g.ExportingCountry, g.Proof.IssuingCountry),
		Importer: first(g.ImportingCountry, g.Declaration.ImportingCountry, r.meta.ImporterDefault),
		Today:    g.Declaration.Today,
		Proof:    r.proof(), Declaration: r.declaration(), Journey: r.journey(),
		Query: procedure.Query{Sent: g.Declaration.VerificationSent, Replied: g.Declaration.ReplyReceived},
	}
	if c.Today.IsZero() && c.Stage == procedure.Issue && c.Proof.IssueDate.IsZero() {
		c.Today = r.meta.Prepared
	}
	for _, item := range g.Items {
		c.Items = append(c.Items, r.item(item))
	}
	r.declare(c)
	c.Waiver = r.waiver(c.Proof.Kind, c.Items)
	return c
}

func (r *atigaReader) proof() procedure.Proof {
	p := r.given.Proof
	proof := procedure.Proof{
		Kind: lookUp(r, atigaKinds, "kind of proof", p.Kind), Form: "D",
		IssuingCountry: first(p.IssuingCountry, r.given.ExportingCountry), Reference: p.Ref,
		IssueDate: p.IssueDate, ShipmentDate: p.ShipmentDate, Status: lookUp(r, atigaStatuses, "status", p.ASWStatus),
		ReplacedBy: p.ReplacedBy, NamesOriginals: p.NamesOriginals,
		Authenticity: procedure.Authenticity{SignatoryListed: p.SignatoryListed, OutageNotified: p.ASWOutageNotified},
	}
	for _, tick := range append(p.Box13, r.given.Box13...) {
		proof.Marks = append(proof.Marks, lookUp(r, atigaMarks, "tick in Box 13", tick))
	}
	if p.InvoiceIssuer != nil {
		proof.InvoiceIssuer = *p.InvoiceIssuer
	}
	if p.CE != nil {
		proof.Self = procedure.SelfCertified{Authorisation: p.CE.Code, AuthorisationValid: p.CE.Valid,
			SignatoryListed: p.CE.SignatoryListed, Products: p.CE.Products}
	}
	for _, o := range p.Originals {
		proof.Originals = append(proof.Originals, procedure.Original{Reference: o.Ref, IssuingCountry: o.IssuingCountry,
			IssueDate: o.IssueDate, Quantity: r.decimal(o.Qty), Reexported: r.decimal(o.Reexported)})
	}
	return proof
}

func (r *atigaReader) item(i atigaItem) procedure.Item {
	item := procedure.Item{
		Number: i.No, HS: r.code(i.HS), Description: i.Desc, Criterion: i.Box8, Quantity: r.measure(i.Qty, i.Unit),
		FOBShown: i.FOBShown, Invoice: i.InvoiceNo, Rule: r.rule(r.given.Rule),
	}
	if fob := r.decimal(i.FOB); fob != nil {
		item.FOB = &certificate.Money{Amount: *fob, Currency: "USD"}
	}
	return item
}

// declare adds to the item concerned what the declaration says of code and quantity.
func (r *atigaReader) declare(c *procedure.Case) {
	d := r.given.Declaration
	if d.HS == "" && d.Qty == "" {
		return
	}
	declared := procedure.Declared{HS: r.code(d.HS), Rule: r.rule(d.RuleForHS)}
	if len(c.Items) > 1 {
		r.fail("the declaration gives one code or quantity for %d items", len(c.Items))
		return
	}
	declared.Quantity = r.measure(d.Qty, r.given.Items[0].Unit)
	c.Items[0].Declared = declared
}

func (r *atigaReader) declaration() procedure.Declaration {
	d := r.given.Declaration
	declaration := procedure.Declaration{Registered: d.Registered, ProofSubmitted: d.ProofSubmitted, Guarantee: d.Guarantee}
	if d.Invoice != nil {
		declaration.Invoice = procedure.Invoice{Number: d.Invoice.No, Date: d.Invoice.Date, Issuer: d.Invoice.Issuer,
			Country: d.Invoice.IssuerCountry}
	}
	return declaration
}

func (r *atigaReader) journey() procedure.Journey {
	journey := procedure.Journey{Documents: r.given.Documents}
	for _, leg := range r.given.Route {
		journey.Legs = append(journey.Legs, procedure.Leg{Country: leg.Country, Container: leg.Container, Seal: leg.Seal,
			Operations: []string{strings.ToUpper(leg.Event)}})
	}
	return journey
}

// waiver is what a simplified declaration rests on: the FOB value of the consignment.
func (r *atigaReader) waiver(kind procedure.Kind, items []procedure.Item) procedure.Waiver {
	if kind != procedure.Simplified {
		return procedure.Waiver{}
	}
	total, declared := certificate.Decimal{}, true
	for _, item := range items {
		if item.FOB == nil {
			return procedure.Waiver{}
		}
		total = total.Add(item.FOB.Amount)
	}
	return procedure.Waiver{Value: &certificate.Money{Amount: total, Currency: "USD"}, Declared: &declared}
}

var atigaRoles = map[string]origin.Role{
	"": origin.Ingredient, "RETAIL_PACKAGING": origin.RetailPacking, "RETAIL_PACKING": origin.RetailPacking,
	"TRANSPORT_PACKAGING": origin.TransportPacking, "TRANSPORT_PACKING": origin.TransportPacking,
	"ACCESSORY": origin.Accessory, "ACCESSORIES": origin.Accessory, "SPARE_PART": origin.Accessory,
	"TOOL": origin.Accessory, "MANUAL": origin.Accessory,
	"NEUTRAL": origin.Neutral, "NEUTRAL_ELEMENT": origin.Neutral,
}

// bill is the bill of materials and costs, nil if the case gives none.
func (r *atigaReader) bill(c *procedure.Case) *origin.Bill {
	g := r.given
	if g.BOM == nil && g.Cost == nil && g.Processes == nil {
		return nil
	}
	if len(c.Items) > 1 {
		r.fail("one bill of materials for %d items", len(c.Items))
		return nil
	}
	bill := &origin.Bill{
		Agreement: certificate.ATIGA, On: c.Proof.IssueDate, Exporter: c.Exporter, Importer: c.Importer, Currency: "USD",
		Good:       origin.Good{HS: c.Items[0].HS, Description: c.Items[0].Description, Price: r.price()},
		Operations: g.Processes, Rule: c.Items[0].Rule, Method: strings.ToLower(g.Method),
	}
	if _, err := certificate.ParseCriterion(certificate.ATIGA, c.Items[0].Criterion); err == nil {
		bill.Criterion = c.Items[0].Criterion
	}
	if bill.On.IsZero() {
		bill.On = c.Today
	}
	if listed := g.Items[0].Annex4; listed != nil {
		bill.Facts = map[string]bool{"listed": *listed}
	}
	for _, m := range g.BOM {
		bill.Materials = append(bill.Materials, r.material(m))
	}
	if g.Cost != nil {
		bill.Costs = &origin.Costs{OriginatingMaterials: r.amount(g.Cost.ASEANMaterial), Labour: r.amount(g.Cost.DirectLabour),
			Overhead: r.amount(g.Cost.DirectOverhead), Other: r.amount(g.Cost.Other), Profit: r.amount(g.Cost.Profit)}
	}
	return bill
}

// price is the FOB price, wherever the case states it.
func (r *atigaReader) price() certificate.Decimal {
	stated := []json.Number{r.given.FOB, r.given.Items[0].FOB}
	if r.given.Cost != nil {
		stated = append(stated, r.given.Cost.FOB)
	}
	for _, n := range stated {
		if n != "" {
			return r.amount(n)
		}
	}
	r.fail("a bill of materials without an FOB price")
	return certificate.Decimal{}
}

func (r *atigaReader) material(m atigaMaterial) origin.Material {
	material := origin.Material{
		Description: m.Desc, HS: r.code(m.HS), Country: m.Country, Status: origin.Undetermined, Value: r.amount(m.Value),
		Role: lookUp(r, atigaRoles, "role", m.Role), Content: r.decimal(m.Content), Listed: m.Annex4,
	}
	switch {
	case m.Originating == nil:
	case *m.Originating:
		material.Status, material.Evidence = origin.Originating, "as the case states"
	default:
		material.Status = origin.NonOriginating
	}
	if material.Content != nil {
		material.Evidence = "Form D marked Partial Cumulation, as the case states"
	}
	return material
}
