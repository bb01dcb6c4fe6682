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

// ukvftaReader translates a case into the vocabulary of the rules and keeps the first thing it does not understand.
type ukvftaReader struct {
	given *ukvftaCase
	book  Book
	err   error
}

// fail keeps the first error.
func (r *ukvftaReader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

// procedureCase is everything but the bill of materials.
func (r *ukvftaReader) procedureCase() *procedure.Case {
	g := r.given
	from, to, ok := strings.Cut(g.Direction, "->")
	if !ok || !strings.EqualFold(g.Scheme, string(certificate.UKVFTA)) {
		r.fail("scheme %q with direction %q is not understood", g.Scheme, g.Direction)
	}
	c := &procedure.Case{
		Stage: procedure.Clearance, Agreement: certificate.UKVFTA,
		Exporter: partyNamed(from), Importer: partyNamed(first(g.Import.Country, to)),
		Proof: r.proof(partyNamed(from)), Items: r.items(), Journey: r.journey(), Waiver: r.waiver(),
		Declaration: procedure.Declaration{Registered: g.Import.Entered, ProofSubmitted: g.Import.Submitted,
			Invoice: procedure.Invoice{Country: r.word("third_party_invoice_country")}},
		Settings: map[string]bool{},
	}
	for name, value := range g.Config {
		if on, isFlag := value.(bool); isFlag {
			c.Settings[name] = on
		}
	}
	return c
}

// partyNamed is the code of a country; the parties go by several names.
func partyNamed(name string) string {
	switch strings.ToUpper(strings.TrimSpace(name)) {
	case "UK", "GREAT BRITAIN", "UNITED KINGDOM OF GREAT BRITAIN AND NORTHERN IRELAND":
		return "GB"
	case "VIETNAM", "SOCIALIST REPUBLIC OF VIET NAM", "SOCIALIST REPUBLIC OF VIETNAM":
		return "VN"
	}
	return countryNamed(name)
}

var ukvftaKinds = map[string]procedure.Kind{
	"EUR1": procedure.Certificate, "EUR.1": procedure.Certificate, "ORIGIN_DECLARATION": procedure.Self,
	"REX": procedure.Self, "REX_STATEMENT": procedure.Self, "REGISTERED_EXPORTER_STATEMENT": procedure.Self,
	"NONE": procedure.None, "": procedure.None,
}

// proof reads the proof. A kind that the agreement does not know is kept as it is called.
func (r *ukvftaReader) proof(exporter string) procedure.Proof {
	p := r.given.Proof
	kind, known := ukvftaKinds[strings.ToUpper(p.Type)]
	if !known {
		kind = procedure.Kind(strings.ToLower(p.Type))
	}
	proof := procedure.Proof{
		Kind: kind, IssuingCountry: exporter, Reference: p.Number, IssueDate: p.IssueDate, ShipmentDate: p.ShipmentDate,
		Status: r.status(p.Status), OriginalUsed: p.OriginalUsed,
		ExporterCountry: partyNamed(p.Box1Country), OriginCountry: partyNamed(p.Box4), DestinationCountry: partyNamed(p.Box5),
		Authenticity: procedure.Authenticity{SignatureValid: p.SignatureValid, SignatureThere: p.Signature, StampThere: p.Stamp,
			SignatoryListed: p.SignatoryListed},
	}
	switch {
	case kind == procedure.Self:
		proof.IssueDate, proof.Self = p.Date, r.selfCertified()
		if strings.HasPrefix(strings.ToUpper(p.Type), "RE") {
			proof.Form = "REX"
		}
	case !p.OriginalDate.IsZero():
		proof.IssueDate, proof.CopyDate = p.OriginalDate, p.IssueDate
	}
	r.remarks(&proof)
	return proof
}

var ukvftaProofStatuses = map[string]procedure.Status{"": procedure.StatusUnknown, "VALID": procedure.Valid,
	"CANCELLED": procedure.Cancelled, "REVOKED": procedure.Cancelled, "WITHDRAWN": procedure.Cancelled,
	"REPLACED": procedure.Replaced, "NOT_RECEIVED": procedure.NotReceived}

// status is what the issuing authority says of the proof.
func (r *ukvftaReader) status(word string) procedure.Status {
	status, known := ukvftaProofStatuses[strings.ToUpper(word)]
	if !known {
		r.fail("status of proof %q is not understood", word)
	}
	return status
}

// remarks tells the two endorsements from other entries.
func (r *ukvftaReader) remarks(proof *procedure.Proof) {
	for _, entry := range slices.Concat(r.given.Proof.Box7, r.given.Proof.Entries) {
		switch strings.ToUpper(strings.Join(strings.Fields(entry), " ")) {
		case "ISSUED RETROSPECTIVELY":
			proof.Marks = append(proof.Marks, procedure.Retroactive)
		case "DUPLICATE":
			proof.Marks = append(proof.Marks, procedure.TrueCopy)
		default:
			proof.Entries = append(proof.Entries, entry)
		}
	}
}

func (r *ukvftaReader) selfCertified() procedure.SelfCertified {
	p := r.given.Proof
	return procedure.SelfCertified{
		Document: p.OnDocument, Wording: p.Wording, Signed: p.Signed, Named: p.Name.there(), Undertaking: p.Undertaking,
		Authorisation: p.Approved, AuthorisationValid: p.ApprovedValid, EORI: p.EORI,
		ConsignmentValue: r.money(p.ConsignmentEUR, "EUR"),
	}
}

// items are the good whose materials are listed and the other lines that the case says are in order.
func (r *ukvftaReader) items() []procedure.Item {
	g := r.given
	items := []procedure.Item{{Number: 1, Description: g.Product.Description, HS: r.code(g.Product.HS2012, g.Product.HS2022)}}
	if g.Import.HS != "" {
		items[0].HS = r.code("", g.Product.HS2022)
		items[0].Declared.HS = r.code("", g.Import.HS)
	}
	others, _ := g.Facts["other_lines_ok"].([]any)
	for _, other := range others {
		number, ok := lineNumber(other)
		if !ok {
			r.fail("line %v is not understood", other)
		}
		yes := true
		items = append(items, procedure.Item{Number: number, Description: "in order, as the case states", Determination: stated(&yes)})
	}
	return items
}

func lineNumber(value any) (int, bool) {
	literal, ok := value.(json.Number)
	if !ok {
		return 0, false
	}
	number, err := literal.Int64()
	return int(number), err == nil && number > 1
}

// code is the code in the edition of the treaty if the case gives it, else in that of today's tariffs.
func (r *ukvftaReader) code(in2012, in2022 oneCode) certificate.HSCode {
	code, edition := string(in2012), hs.HS2012
	if code == "" {
		code, edition = string(in2022), hs.HS2022
	}
	if _, err := hs.Parse(code); err != nil {
		r.fail("%w", err)
	}
	return certificate.HSCode{Code: strings.ReplaceAll(code, ".", ""), Edition: int(edition)}
}

// amount is a number, 0 if it is not given.
func (r *ukvftaReader) amount(n json.Number) certificate.Decimal {
	if n == "" {
		return certificate.Decimal{}
	}
	value, err := decimalOf(n)
	if err != nil {
		r.fail("%w", err)
	}
	return value
}

// money is an amount, nil if it is not given.
func (r *ukvftaReader) money(n json.Number, currency string) *certificate.Money {
	if n == "" {
		return nil
	}
	return &certificate.Money{Amount: r.amount(n), Currency: currency}
}

func (r *ukvftaReader) journey() procedure.Journey {
	var journey procedure.Journey
	for _, leg := range r.given.Route {
		country := leg.Country
		if country == "" && len(leg.Port) >= 2 {
			country = leg.Port[:2]
		}
		journey.Legs = append(journey.Legs, procedure.Leg{Country: country, Place: leg.Port, Operations: leg.Operations,
			Supervised: leg.Supervised, Released: leg.Released})
	}
	return journey
}

// waiver is what a claim without proof rests on.
func (r *ukvftaReader) waiver() procedure.Waiver {
	p := r.given.Proof
	w := procedure.Waiver{Private: r.flag("private_to_private"), Declared: r.flag("declared_originating")}
	for _, name := range []string{"luggage", "traveller_luggage", "travellers_luggage", "personal_luggage"} {
		if stated := r.flag(name); stated != nil {
			w.Luggage = stated
		}
	}
	for _, value := range []*certificate.Money{r.money(p.PackageEUR, "EUR"), r.money(p.PackageUSD, "USD"), r.money(p.PackageGBP, "GBP")} {
		if value != nil && (w.Value == nil || value.Currency == ukvftaWaiverCurrency[partyNamed(r.given.Import.Country)]) {
			w.Value = value
		}
	}
	return w
}

// ukvftaWaiverCurrency is the currency of the limit for goods without proof, by the importing party.
var ukvftaWaiverCurrency = map[string]string{"GB": "EUR", "VN": "USD"}

// flag is a fact that is true or false, nil if it is not stated.
func (r *ukvftaReader) flag(name string) *bool {
	if is, stated := r.given.Facts[name].(bool); stated {
		return &is
	}
	return nil
}

// word is a fact in words, empty if it is not stated.
func (r *ukvftaReader) word(name string) string {
	word, _ := r.given.Facts[name].(string)
	return word
}

// outcomeWords are the schema's words for what is found of origin.
var outcomeWords = map[finding.Outcome]string{
	finding.Met: "ORIGINATING", finding.NotMet: "NOT_ORIGINATING", finding.CannotTell: "REFER",
}
