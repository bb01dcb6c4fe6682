package console

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"origo/api/wire"
	"origo/certificate"
	"origo/clearance"
)

// claim is what an officer has in hand: which certificate, what was shown of it
// and what was declared. It travels in the fields of the forms, so that the
// server keeps nothing of it.
type claim struct {
	id          certificate.ID
	agreement   certificate.Agreement // only where the form leaves it open
	certificate []byte                // as presented; empty if the ledger's own copy is looked at
	seal        []byte
	stamp       string // text of a QR code
	presentedOn string
	declaration *clearance.Declaration
}

// Fields of a claim that name one thing.
const (
	fieldForm      = "form"
	fieldCountry   = "country"
	fieldReference = "reference"
	fieldBytes     = "certificate"
	fieldSeal      = "seal"
	fieldStamp     = "stamp"
	fieldRest      = "rest" // a declaration that was uploaded: what the form has no fields for is taken from it
	fieldNumber    = "number"
)

// claimFields are all fields that carry a claim from page to page.
func claimFields() []string {
	return []string{fieldForm, fieldCountry, fieldReference, "agreement", fieldBytes, fieldSeal, fieldStamp, "presented_on",
		fieldNumber, "registered", "exporter", "consignee", "origin_country", "invoice_number", "invoice_date", "proof_reference", "proof_date",
		fieldRest, lineNumber, lineItem, lineHS, lineQuantity, lineUnit}
}

// The fields of declared lines; the first value of each belongs together.
const (
	lineNumber   = "line_number"
	lineItem     = "line_item"
	lineHS       = "line_hs"
	lineQuantity = "line_quantity"
	lineUnit     = "line_unit"
)

// claim reads the claim from the form.
func (p *Page) claim() (claim, error) {
	c := claim{
		id:        certificate.ID{Form: certificate.Form(p.Field(fieldForm)), Country: p.Field(fieldCountry), Reference: p.Field(fieldReference)},
		agreement: certificate.Agreement(p.Field("agreement")), stamp: p.Field(fieldStamp), presentedOn: p.Field("presented_on"),
	}
	var err, errSeal error
	c.certificate, err = base64.StdEncoding.DecodeString(p.Field(fieldBytes))
	c.seal, errSeal = base64.StdEncoding.DecodeString(p.Field(fieldSeal))
	if err != nil || errSeal != nil {
		return c, p.wrong("customs.wrong.bytes")
	}
	c.declaration, err = p.declared()
	return c, err
}

// claimAt reads the claim of a page whose path names the certificate.
func (p *Page) claimAt() claim {
	for _, name := range []string{fieldForm, fieldCountry, fieldReference} {
		p.Form.Set(name, p.In(name))
	}
	return claim{id: certificate.ID{Form: certificate.Form(p.In(fieldForm)), Country: p.In(fieldCountry), Reference: p.In(fieldReference)},
		agreement: certificate.Agreement(p.Field("agreement"))}
}

// wrong is a refusal by the console itself of what was filled in; nothing was
// sent to the API.
func (p *Page) wrong(code string, pairs ...string) *Refused {
	return &Refused{Status: http.StatusUnprocessableEntity, Code: code, Title: p.Say("customs.wrong"),
		Detail: p.Say(code, pairs...), Remedy: p.Say("customs.wrong.do")}
}

// declared reads the declaration; nil if none was made.
func (p *Page) declared() (*clearance.Declaration, error) {
	var d clearance.Declaration
	if rest := p.Field(fieldRest); rest != "" {
		if err := json.Unmarshal([]byte(rest), &d); err != nil {
			return nil, p.wrong("customs.wrong.json", "cause", err.Error())
		}
	}
	lines, err := p.declaredLines(d.Lines)
	if err != nil {
		return nil, err
	}
	if p.Field(fieldNumber) == "" && len(lines) == 0 {
		return nil, nil
	}
	d.Number, d.Lines, d.ImportingCountry = strings.TrimSpace(p.Field(fieldNumber)), lines, p.Country()
	d.Exporter, d.Consignee, d.OriginCountry = p.trimmed("exporter"), p.trimmed("consignee"), strings.ToUpper(p.trimmed("origin_country"))
	d.Reference, d.Invoice.Number = p.trimmed("proof_reference"), p.trimmed("invoice_number")
	return &d, errors.Join(p.day("registered", &d.Registered), p.day("proof_date", &d.IssueDate), p.day("invoice_date", &d.Invoice.Date))
}

func (p *Page) trimmed(field string) string { return strings.Join(strings.Fields(p.Field(field)), " ") }

// day reads a field with a day; an empty one leaves it open.
func (p *Page) day(field string, into *certificate.Date) error {
	*into = certificate.Date{}
	if p.trimmed(field) == "" {
		return nil
	}
	var err error
	if *into, err = certificate.ParseDate(p.trimmed(field)); err != nil {
		return p.wrong("customs.wrong.day", "field", p.Say("customs.declared."+field), "value", p.Field(field))
	}
	return nil
}

// declaredLines reads the lines with a quantity; those without are not claimed.
func (p *Page) declaredLines(rest []clearance.DeclaredLine) ([]clearance.DeclaredLine, error) {
	var lines []clearance.DeclaredLine
	for i, quantity := range p.Form[lineQuantity] {
		if strings.TrimSpace(quantity) == "" {
			continue
		}
		line, err := p.declaredLine(i)
		if err != nil {
			return nil, err
		}
		for _, r := range rest {
			if r.Line == line.Line && r.Item == line.Item {
				line.Edition, line.Rule, line.EvidenceDays = r.Edition, r.Rule, r.EvidenceDays
			}
		}
		lines = append(lines, line)
	}
	return lines, nil
}

func (p *Page) declaredLine(i int) (clearance.DeclaredLine, error) {
	number, errNumber := strconv.Atoi(p.row(lineNumber, i))
	item, errItem := strconv.Atoi(p.row(lineItem, i))
	if errNumber != nil || errItem != nil {
		return clearance.DeclaredLine{}, p.wrong("customs.wrong.line", "line", p.row(lineNumber, i))
	}
	value, err := certificate.ParseDecimal(p.row(lineQuantity, i))
	if err != nil {
		return clearance.DeclaredLine{}, p.wrong("customs.wrong.quantity", "line", p.row(lineNumber, i), "value", p.row(lineQuantity, i))
	}
	return clearance.DeclaredLine{Line: number, Item: item, HS: strings.NewReplacer(".", "", " ", "").Replace(p.row(lineHS, i)),
		Quantity: certificate.Measure{Value: value, Unit: strings.ToUpper(p.row(lineUnit, i))}}, nil
}

// row is a field of the i-th row of a table in the form.
func (p *Page) row(name string, i int) string {
	if values := p.Form[name]; i < len(values) {
		return strings.TrimSpace(values[i])
	}
	return ""
}

// declaredHead is the head of a declaration by the fields of the form.
func declaredHead(d clearance.Declaration) map[string]string {
	return map[string]string{
		fieldNumber: d.Number, "registered": dayText(d.Registered), "exporter": d.Exporter, "consignee": d.Consignee,
		"origin_country": d.OriginCountry, "invoice_number": d.Invoice.Number, "invoice_date": dayText(d.Invoice.Date),
		"proof_reference": d.Reference, "proof_date": dayText(d.IssueDate),
	}
}

// fill writes a declaration into the fields of the form.
func (p *Page) fill(d clearance.Declaration, raw string) {
	p.Form.Set(fieldRest, raw)
	for name, value := range declaredHead(d) {
		p.Form.Set(name, value)
	}
	for _, name := range []string{lineNumber, lineItem, lineHS, lineQuantity, lineUnit} {
		p.Form.Del(name)
	}
	for _, l := range d.Lines {
		p.addRow(l.Line, l.Item, l.HS, l.Quantity)
	}
}

func (p *Page) addRow(line, item int, hs string, quantity certificate.Measure) {
	p.Form.Add(lineNumber, strconv.Itoa(line))
	p.Form.Add(lineItem, strconv.Itoa(item))
	p.Form.Add(lineHS, hs)
	p.Form.Add(lineUnit, quantity.Unit)
	if quantity.Value.IsZero() {
		p.Form.Add(lineQuantity, "")
		return
	}
	p.Form.Add(lineQuantity, quantity.Value.String())
}

func dayText(d certificate.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// certificatePath is the page of a certificate, or of something that belongs to
// it: certificatePath(id, "uses", "C/1").
func certificatePath(id certificate.ID, more ...string) string {
	path := "/customs/certificates"
	for _, part := range append([]string{string(id.Form), id.Country, id.Reference}, more...) {
		path += "/" + url.PathEscape(part)
	}
	return path
}

// withAgreement names the agreement in a path where the form leaves it open.
func withAgreement(path string, a certificate.Agreement) string {
	if a == "" {
		return path
	}
	return path + "?agreement=" + url.QueryEscape(string(a))
}

// at is certificatePath for the agreement that this page is about.
func (p *Page) at(id certificate.ID, more ...string) string {
	return withAgreement(certificatePath(id, more...), certificate.Agreement(p.Field("agreement")))
}

// listedPath is the page of a certificate in a list.
func listedPath(c wire.ListedCertificate) string {
	if c.Form != certificate.FormOD {
		return certificatePath(c.ID)
	}
	return withAgreement(certificatePath(c.ID), c.Agreement)
}

// hint tells the API the agreement where the form leaves it open.
func (p *Page) hint() *wire.AgreementHint { return hintOf(certificate.Agreement(p.Field("agreement"))) }

func hintOf(a certificate.Agreement) *wire.AgreementHint {
	if a == "" {
		return nil
	}
	hint := wire.AgreementHint(a)
	return &hint
}
