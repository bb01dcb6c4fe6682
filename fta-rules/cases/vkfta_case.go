package cases

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
	"origo/fta-rules/procedure"
)

// vkftaReader translates a case into the vocabulary of the rules and keeps the first thing it does not understand.
type vkftaReader struct {
	given       *vkftaCase
	certificate json.RawMessage // as it stands in the file
	err         error
}

// fail keeps the first error.
func (r *vkftaReader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

// procedureCase is everything but the bill of materials.
func (r *vkftaReader) procedureCase() *procedure.Case {
	in := r.given.Import
	c := &procedure.Case{
		Stage: procedure.Clearance, Agreement: certificate.VKFTA, Exporter: r.given.Production.Party, Importer: in.Country,
		Proof: procedure.Proof{Kind: procedure.None}, Items: r.items(), Journey: r.journey(), Query: r.query(),
		Declaration: procedure.Declaration{
			Registered: in.Declared, Guarantee: in.Guarantee,
			Invoice: procedure.Invoice{Issuer: in.InvoiceIssuer, Country: in.InvoiceCountry},
		},
	}
	if r.given.Certificate == nil {
		c.Waiver = r.waiver()
	} else {
		c.Proof = r.proof(r.given.Certificate)
		c.Declaration.ProofSubmitted = in.Presented
		c.Differences = r.given.Certificate.Differences
	}
	c.Today = r.today(c)
	return c
}

// today is the day the case names, else the last day on which anything happened.
func (r *vkftaReader) today(c *procedure.Case) certificate.Date {
	if today := r.verification().Today; !today.IsZero() {
		return today
	}
	if c.Declaration.ProofSubmitted.After(c.Declaration.Registered) {
		return c.Declaration.ProofSubmitted
	}
	return c.Declaration.Registered
}

// formIssuers are the parties by the form that they issue.
var formIssuers = map[string]string{"VK": "VN", "KV": "KR"}

func (r *vkftaReader) proof(given *vkftaCertificate) procedure.Proof {
	proof := procedure.Proof{
		Kind: procedure.Certificate, Form: given.Form, IssuingCountry: first(formIssuers[given.Form], r.given.Production.Party),
		Issuer: given.Issuer, IssuerIsCustoms: isCustoms(given.Issuer), Reference: given.Reference, IssueDate: given.IssueDate,
		ShipmentDate: r.given.Shipment.Date, CopyDate: given.TrueCopyDate, StatusReason: given.RevokedReason,
		ReplacedBy: given.ReplacedBy, Reused: r.saysOf("duplicate"), Erased: r.saysOf("eras"), Authenticity: r.authenticity(given),
	}
	proof.Status = vkftaStatus(r, given.Status)
	if given.Endorsement != nil {
		proof.Marks = marksIn(*given.Endorsement)
	}
	if given.Box13 != nil {
		proof.Marks, proof.Entries = append(proof.Marks, marksIn(*given.Box13)...), []string{*given.Box13}
		proof.InvoiceIssuer = companyIn(*given.Box13)
	}
	return proof
}

// vkftaStatus reads what the issuing authority says of the certificate.
func vkftaStatus(r *vkftaReader, word string) procedure.Status {
	switch strings.ToLower(word) {
	case "":
		return procedure.StatusUnknown
	case "valid", "issued":
		return procedure.Valid
	case "revoked", "cancelled", "canceled", "withdrawn", "annulled":
		return procedure.Cancelled
	case "replaced":
		return procedure.Replaced
	case "not_received":
		return procedure.NotReceived
	}
	r.fail("status %q of the certificate is not understood", word)
	return procedure.StatusUnknown
}

// issuers are the bodies that cases name, and whether they are a customs authority.
var issuers = []struct {
	word    string
	customs bool
}{{"KCS", true}, {"CUSTOMS", true}, {"KCCI", false}, {"CHAMBER", false}, {"MOIT", false}}

// isCustoms tells a customs authority from chambers of commerce and from Viet Nam's ministry; nil if it is neither.
func isCustoms(issuer string) *bool {
	for _, known := range issuers {
		if strings.Contains(strings.ToUpper(issuer), known.word) {
			return &known.customs
		}
	}
	return nil
}

func (r *vkftaReader) authenticity(given *vkftaCertificate) procedure.Authenticity {
	a := procedure.Authenticity{SignatureValid: given.SignatureOK, SealNotified: given.SealNotified}
	switch string(given.SealFrom) {
	case "":
	case "null":
		registered := false
		a.SealRegistered = &registered
	default:
		if err := json.Unmarshal(given.SealFrom, &a.SealFrom); err != nil {
			r.fail("day from which the seal is registered: %w", err)
		}
	}
	return a
}

// saysOf is what the certificate's members whose names contain the word say: true, or a text or list that is not empty,
// means yes; false means no; nil that there is none.
func (r *vkftaReader) saysOf(word string) *bool {
	var members map[string]any
	if json.Unmarshal(r.certificate, &members) != nil {
		return nil
	}
	var said *bool
	for name, value := range members {
		if !strings.Contains(strings.ToLower(name), word) || value == nil {
			continue
		}
		yes := value != false && value != "" && fmt.Sprint(value) != "[]"
		if said == nil || yes {
			said = &yes
		}
	}
	return said
}

// marksIn reads endorsements.
func marksIn(wording string) []procedure.Mark {
	upper := strings.ToUpper(wording)
	var marks []procedure.Mark
	for _, words := range []struct {
		text string
		mark procedure.Mark
	}{
		{"RETROACTIVELY", procedure.Retroactive}, {"CERTIFIED TRUE COPY", procedure.TrueCopy},
		{"NON-PARTY INVOICING", procedure.ThirdParty}, {"NON PARTY INVOICING", procedure.ThirdParty},
	} {
		if strings.Contains(upper, words.text) {
			marks = append(marks, words.mark)
		}
	}
	return marks
}

// companyIn reads the company and country behind "Non-Party Invoicing; ".
func companyIn(box13 string) procedure.Company {
	_, company, _ := strings.Cut(box13, ";")
	at := strings.LastIndex(company, ",")
	if at < 0 {
		return procedure.Company{Name: strings.TrimSpace(company)}
	}
	return procedure.Company{Name: strings.TrimSpace(company[:at]), Country: countryNamed(strings.TrimSpace(company[at+1:]))}
}

// countryNamed is the code of a country by its code or English name, the name itself if it is neither.
func countryNamed(name string) string {
	for _, country := range certificate.Countries() {
		if strings.EqualFold(country.Code, name) || strings.EqualFold(country.Name, name) {
			return country.Code
		}
	}
	return name
}

// items are the items listed, or the one good.
func (r *vkftaReader) items() []procedure.Item {
	listed := r.given.Good.Items
	if len(listed) == 0 {
		listed = []vkftaItem{{No: 1, HS: r.given.Good.HS}}
	}
	detailed := r.itemOfBill()
	items := make([]procedure.Item, len(listed))
	for i, one := range listed {
		items[i] = r.item(one)
		if one.No != detailed {
			items[i].Determination = stated(one.OriginOK)
			continue
		}
		r.detail(&items[i])
	}
	return items
}

// itemOfBill is the number of the item whose materials are listed: the one with the good's code.
func (r *vkftaReader) itemOfBill() int {
	items := r.given.Good.Items
	at := slices.IndexFunc(items, func(i vkftaItem) bool { return i.HS == r.given.Good.HS })
	if at < 0 {
		return 1
	}
	return items[at].No
}

// stated is what the case says of an item's origin, nil if nothing.
func stated(ok *bool) *procedure.Origin {
	if ok == nil {
		return nil
	}
	outcome, message := finding.Of(*ok), finding.Message("origin.met")
	if !*ok {
		message = "origin.not_met"
	}
	return &procedure.Origin{Outcome: outcome, Claimed: outcome, Tree: finding.Finding{Outcome: outcome, Message: message}}
}

func (r *vkftaReader) item(given vkftaItem) procedure.Item {
	item := procedure.Item{Number: given.No, HS: r.code(given.HS), Criterion: given.Box8}
	if c := r.given.Certificate; c != nil {
		item.Criterion = first(given.Box8, c.Box8)
		if c.Box9FOB != nil {
			shown := string(c.Box9FOB) != "null"
			item.FOBShown = &shown
		}
	}
	return item
}

// detail adds what the case says of the good as a whole to the item that it describes.
func (r *vkftaReader) detail(item *procedure.Item) {
	g, in := r.given.Good, r.given.Import
	item.Description, item.Rule = g.Desc, r.rule(r.given.PSR)
	if c := r.given.Certificate; c != nil && c.Box7HS != "" {
		item.HS = r.code(c.Box7HS)
	}
	if in.DeclaredHS != "" {
		item.Declared.HS = r.code(in.DeclaredHS)
	}
	item.Declared.EvidenceDays = in.EvidenceDays
	item.Quantity, item.Declared.Quantity, item.Declared.Used = r.kilograms(g.Certified), r.kilograms(g.Landed), r.kilograms(g.AlreadyUsed)
}

// code is a code in the edition of the case, HS 2017 unless it says otherwise. A code that this edition does not have is
// taken to be of the nearest edition that has it.
func (r *vkftaReader) code(text string) certificate.HSCode {
	edition, err := hs.ParseEdition(first(r.given.Good.HSVersion, "2017"))
	if err != nil {
		r.fail("edition of the codes: %w", err)
	}
	digits := strings.ReplaceAll(text, ".", "")
	code, err := hs.Parse(digits)
	if err != nil {
		r.fail("%w", err)
	}
	for _, other := range []hs.Edition{edition, hs.HS2017, hs.HS2012, hs.HS2022} {
		if other.Has(code) {
			return certificate.HSCode{Code: digits, Edition: int(other)}
		}
	}
	return certificate.HSCode{Code: digits, Edition: int(edition)}
}

// amount is a number, 0 if it is not given.
func (r *vkftaReader) amount(n json.Number) certificate.Decimal {
	if n == "" {
		return certificate.Decimal{}
	}
	value, err := decimalOf(n)
	if err != nil {
		r.fail("%w", err)
	}
	return value
}

func (r *vkftaReader) kilograms(n json.Number) *certificate.Measure {
	if n == "" {
		return nil
	}
	return &certificate.Measure{Value: r.amount(n), Unit: "KGM"}
}

func (r *vkftaReader) dollars(n json.Number) certificate.Money {
	return certificate.Money{Amount: r.amount(n), Currency: "USD"}
}

// waiver is what a claim without certificate rests on, if the case states the value.
func (r *vkftaReader) waiver() procedure.Waiver {
	in := r.given.Import
	if in.CustomsValue == "" {
		return procedure.Waiver{}
	}
	value := r.dollars(in.CustomsValue)
	waiver := procedure.Waiver{Value: &value, SameOrder: in.SameOrder}
	for _, related := range in.Related {
		waiver.Related = append(waiver.Related, r.dollars(related))
	}
	return waiver
}
