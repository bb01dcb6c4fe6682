package console

import (
	"strconv"

	"origo/certificate"
	"origo/clearance"
)

// copyDeclaration fills what is empty in the form with what stands on the
// certificate, to be corrected where the declaration says something else. What
// the officer has written stays.
func (p *Page) copyDeclaration() error {
	c, err := p.claim()
	if err != nil {
		return err
	}
	c.declaration = nil
	s, err := p.look(c)
	if err != nil || s.document == nil {
		return err
	}
	p.AsOf = nil
	for name, value := range declaredHead(s.asDeclared(p)) {
		if p.trimmed(name) == "" {
			p.Form.Set(name, value)
		}
	}
	p.prefill(s)
	for _, item := range s.document.Items {
		p.copyItem(item, s.left(item))
	}
	return showDeclaration(p)
}

// asDeclared is the head of the certificate as a declaration of today would
// repeat it.
func (s sight) asDeclared(p *Page) clearance.Declaration {
	d := clearance.Declaration{Exporter: s.document.Exporter.Name, Consignee: s.document.Consignee.Name,
		OriginCountry: s.document.OriginCountry, Reference: s.document.Reference, IssueDate: s.document.IssueDate,
		Registered: certificate.DateOf(p.Now())}
	if len(s.document.Invoices) > 0 {
		d.Invoice.Number, d.Invoice.Date = s.document.Invoices[0].Number, s.document.Invoices[0].Date
	}
	return d
}

// copyItem completes the rows that rely on an item. What is left of it goes into
// the first of them, unless a quantity stands in any.
func (p *Page) copyItem(item certificate.Item, left certificate.Measure) {
	first, open := -1, true
	for i := range p.Form[lineItem] {
		if p.row(lineItem, i) != strconv.Itoa(item.Number) {
			continue
		}
		if first < 0 {
			first = i
		}
		open = open && p.row(lineQuantity, i) == ""
		p.setEmpty(lineHS, i, item.HS.Code)
		p.setEmpty(lineUnit, i, left.Unit)
	}
	if first >= 0 && open && !left.Value.IsZero() && p.row(lineUnit, first) == left.Unit {
		p.setEmpty(lineQuantity, first, left.Value.String())
	}
}

// setEmpty fills a field of the i-th row of a table unless something stands
// there.
func (p *Page) setEmpty(name string, i int, value string) {
	for len(p.Form[name]) <= i {
		p.Form.Add(name, "")
	}
	if p.row(name, i) == "" {
		p.Form[name][i] = value
	}
}

// left is what of an item has not been used.
func (s sight) left(item certificate.Item) certificate.Measure {
	if b := s.balance(item.Number); b != nil {
		return certificate.Measure{Value: b.Certified.Sub(b.Used), Unit: b.Unit}
	}
	return item.Quantity
}
