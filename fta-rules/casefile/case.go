package casefile

import (
	"strings"

	"origo/certificate"
	"origo/fta-rules/procedure"
)

// Case is the certificate and the papers as the checks want them. Boxes are carried over as they are; nothing is judged.
func Case(stage procedure.Stage, d *certificate.Document, p Papers) *procedure.Case {
	c := &procedure.Case{
		Stage: stage, Agreement: d.Agreement, Exporter: d.IssuingCountry, Importer: d.ImportingCountry, Today: p.Today,
		Proof: proof(d, p), Declaration: p.Declaration, Journey: p.Journey, Query: p.Query, Settings: p.Settings,
		Doubts: p.Doubts, Differences: p.Differences,
	}
	c.Items = make([]procedure.Item, 0, len(d.Items))
	for _, item := range d.Items {
		line := lineOf(d, item)
		line.Declared = p.declared(item.Number)
		c.Items = append(c.Items, line)
	}
	return c
}

func proof(d *certificate.Document, p Papers) procedure.Proof {
	return procedure.Proof{
		Kind: kind(d), Form: string(d.Form), IssuingCountry: d.IssuingCountry, Issuer: d.Certification.Authority,
		Reference: d.Reference, IssueDate: d.IssueDate, ShipmentDate: d.ShipmentDate, CopyDate: copyDate(d),
		Marks: marks(d.Remarks), Entries: entries(d.Remarks), Status: p.Status, InvoiceIssuer: invoiceIssuer(d),
		Originals: originals(d), NamesOriginals: namesOriginals(d), DestinationCountry: d.ImportingCountry,
		OriginCountry: d.OriginCountry, ExporterCountry: d.Exporter.Country, Authenticity: p.Authenticity, Self: self(d),
		Exhibited: exhibited(d),
	}
}

// kind is the kind of proof: what Origo holds is sealed electronically, never paper.
func kind(d *certificate.Document) procedure.Kind {
	if d.Form == certificate.FormOD {
		return procedure.Self
	}
	return procedure.Electronic
}

// copyDate is when a true copy or duplicate was made: the certification's date, where the issue date is the original's.
func copyDate(d *certificate.Document) certificate.Date {
	if d.Remarks.CertifiedTrueCopy || d.Remarks.Duplicate {
		return d.Certification.Date
	}
	return certificate.Date{}
}

// marks lists the ticks in the order of Form D's box 13.
func marks(r certificate.Remarks) []procedure.Mark {
	var all []procedure.Mark
	for _, m := range []struct {
		there bool
		mark  procedure.Mark
	}{
		{r.ThirdCountryInvoicing, procedure.ThirdParty},
		{r.Exhibition != nil, procedure.Exhibition},
		{r.Accumulation, procedure.Accumulation},
		{r.BackToBack, procedure.BackToBack},
		{r.DeMinimis, procedure.DeMinimis},
		{r.PartialCumulation, procedure.PartialCumulation},
		{r.Retroactive, procedure.Retroactive},
		{r.CertifiedTrueCopy || r.Duplicate, procedure.TrueCopy},
	} {
		if m.there {
			all = append(all, m.mark)
		}
	}
	return all
}

// entries lists the wordings in the remarks box.
func entries(r certificate.Remarks) []string {
	var all []string
	for _, cumulation := range r.Cumulation {
		all = append(all, cumulation.Wording())
	}
	return append(all, r.Other...)
}

// invoiceIssuer is the third party that invoices, as the proof names it.
func invoiceIssuer(d *certificate.Document) procedure.Company {
	for _, invoice := range d.Invoices {
		if invoice.Issuer != nil {
			return procedure.Company{Name: invoice.Issuer.Name, Country: invoice.Issuer.Country}
		}
	}
	return procedure.Company{}
}

// originals lists each proof behind a back-to-back certificate once.
func originals(d *certificate.Document) []procedure.Original {
	var all []procedure.Original
	seen := map[certificate.ID]bool{}
	for _, o := range d.BackToBack {
		if seen[o.Certificate] {
			continue
		}
		seen[o.Certificate] = true
		all = append(all, procedure.Original{Reference: o.Certificate.Reference, IssuingCountry: o.Certificate.Country, IssueDate: o.IssueDate})
	}
	return all
}

// namesOriginals says whether a back-to-back certificate names what it rests on; null for any other.
func namesOriginals(d *certificate.Document) *bool {
	if !d.Remarks.BackToBack {
		return nil
	}
	named := len(d.BackToBack) > 0
	return &named
}

// exhibited says whether the exhibition is named; what happened there only the papers of the exhibition tell.
func exhibited(d *certificate.Document) procedure.Exhibited {
	if d.Remarks.Exhibition == nil {
		return procedure.Exhibited{}
	}
	named := d.Remarks.Exhibition.Name != "" && d.Remarks.Exhibition.Address != ""
	return procedure.Exhibited{Named: &named}
}

// document is the kind of commercial document in the words of the checks.
func document(kind certificate.DocumentKind) string {
	if kind == certificate.CommercialInvoice {
		return "commercial invoice"
	}
	return strings.ReplaceAll(string(kind), "_", " ")
}

// self is what an origin declaration adds.
func self(d *certificate.Document) procedure.SelfCertified {
	if d.Form != certificate.FormOD {
		return procedure.SelfCertified{}
	}
	s := d.Statement
	wording, named := s.Text != "", s.Name != ""
	return procedure.SelfCertified{
		Document: document(s.Document.Kind), Wording: &wording, Named: &named, Undertaking: &s.Undertaking,
		Authorisation: s.Authorisation, EORI: d.Exporter.Registration, ConsignmentValue: s.Value,
	}
}

// lineOf is one line of goods. Whether an FOB value is shown, the document itself says.
func lineOf(d *certificate.Document, item certificate.Item) procedure.Item {
	shown := item.FOB != nil
	line := procedure.Item{
		Number: item.Number, HS: item.HS, Description: item.Description, Criterion: item.Criterion,
		Quantity: &item.Quantity, FOB: item.FOB, FOBShown: &shown,
	}
	if len(item.Invoices) == 0 {
		return line
	}
	line.Invoice = item.Invoices[0]
	for _, invoice := range d.Invoices {
		if invoice.Number == line.Invoice {
			line.InvoiceDate = invoice.Date
		}
	}
	return line
}
