package atiga

import (
	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// The messages on invoices, exhibitions and the country of origin.
const (
	invoiceAgrees       finding.Message = "atiga.invoice.agrees"
	invoiceThird        finding.Message = "atiga.invoice.third_country_shown"
	invoiceUnmarked     finding.Message = "atiga.invoice.third_country_not_marked"
	invoiceNoIssuer     finding.Message = "atiga.invoice.issuer_missing"
	invoiceOtherIssuer  finding.Message = "atiga.invoice.issuer_differs"
	invoiceOtherName    finding.Message = "atiga.invoice.issuer_name_differs"
	invoiceNumber       finding.Message = "atiga.invoice.number_differs"
	invoiceMakersNumber finding.Message = "atiga.invoice.number_perhaps_manufacturers"
	invoiceDate         finding.Message = "atiga.invoice.date_differs"
	exhibitionShown     finding.Message = "atiga.exhibition.shown"
	exhibitionUnnamed   finding.Message = "atiga.exhibition.not_named"
	exhibitionOpen      finding.Message = "atiga.exhibition.no_evidence"
	exhibitionAltered   finding.Message = "atiga.exhibition.altered"
	evidenceExhibition  finding.Message = "atiga.evidence.exhibition"
	countryAgrees       finding.Message = "atiga.origin_country.agrees"
	countryDiffers      finding.Message = "atiga.origin_country.differs"
	countryNotIssuer    finding.Message = "atiga.origin_country.not_issuer"
)

func tradeChecks() []procedure.Check {
	return append(backToBackChecks(), []procedure.Check{
		{
			ID: "ATIGA-M21", Citation: annex8 + "R.23; " + notes + "11; Circular 33/2023/TT-BTC Art. 15(7)", Stages: atClearance,
			Messages: []finding.Message{invoiceAgrees, invoiceThird, invoiceUnmarked, invoiceNoIssuer, invoiceOtherIssuer, invoiceOtherName},
			Applies:  func(c *procedure.Case) bool { return c.HasProof() && c.Declaration.Invoice.Country != "" },
			Judge:    judgeInvoiceIssuer,
		},
		{
			ID: "ATIGA-M21", Citation: annex8 + "R.23(2); letter 3053/TCHQ-GSQL", Stages: atClearance,
			Messages: []finding.Message{invoiceNumber, invoiceMakersNumber, invoiceDate}, Applies: (*procedure.Case).HasProof,
			Judge: procedure.EachItem(judgeInvoice),
		},
		{
			ID: "ATIGA-M24", Citation: annex8 + "R.22; " + notes + "13", Stages: atClearance, Judge: judgeExhibition,
			Messages: []finding.Message{exhibitionShown, exhibitionUnnamed, exhibitionOpen, exhibitionAltered},
			Applies:  func(c *procedure.Case) bool { return c.Proof.Has(procedure.Exhibition) },
		},
		{
			ID: "ATIGA-M27", Citation: "Circular 33/2023/TT-BTC Art. 19(1); ATIGA Annex 7, box 11", Stages: atClearance,
			Messages: []finding.Message{countryAgrees, countryDiffers, countryNotIssuer},
			Applies: func(c *procedure.Case) bool {
				return c.HasProof() && (c.Declaration.OriginCountry != "" || c.Proof.OriginCountry != "")
			},
			Judge: judgeCountry,
		},
	}...)
}

// thirdCountry reports whether the invoice was issued elsewhere than in the exporting member.
func thirdCountry(c *procedure.Case) bool { return c.Declaration.Invoice.Country != issuer(c) }

// judgeInvoiceIssuer: an invoice from elsewhere is admitted if the form is ticked and names who issued it and where. How
// a name is spelt is no ground of refusal.
func judgeInvoiceIssuer(c *procedure.Case) []finding.Finding {
	invoice, named := c.Declaration.Invoice, c.Proof.InvoiceIssuer
	f := procedure.Passed(invoiceThird)
	switch {
	case !thirdCountry(c):
		f = procedure.Passed(invoiceAgrees)
	case !c.Proof.Has(procedure.ThirdParty):
		f = procedure.Curable(finding.Refuse, invoiceUnmarked)
	case named.Name == "" || named.Country == "":
		f = procedure.Curable(finding.Refuse, invoiceNoIssuer)
	case named.Country != invoice.Country:
		f = procedure.Curable(finding.Refuse, invoiceOtherIssuer)
	case invoice.Issuer != "" && plain(named.Name) != plain(invoice.Issuer):
		f = procedure.Curable(finding.Refer, invoiceOtherName)
	}
	return one(f.From("issuer", invoice.Issuer).From("country", invoice.Country).
		From("named", named.Name).From("named_country", named.Country))
}

// judgeInvoice: number and date in box 10 are the invoice's. With an invoice from a third country box 10 may bear the
// manufacturer's number where the other was not known, which an officer has to see.
func judgeInvoice(c *procedure.Case, item procedure.Item) []finding.Finding {
	invoice := c.Declaration.Invoice
	var all []finding.Finding
	if item.Invoice != "" && invoice.Number != "" && plain(item.Invoice) != plain(invoice.Number) {
		f := procedure.Curable(finding.Refuse, invoiceNumber)
		if c.Proof.Has(procedure.ThirdParty) && invoice.Country != "" && thirdCountry(c) {
			f = procedure.Curable(finding.Refer, invoiceMakersNumber)
		}
		return one(f.From("proof", item.Invoice).From("presented", invoice.Number))
	}
	if !item.InvoiceDate.IsZero() && !invoice.Date.IsZero() && item.InvoiceDate != invoice.Date {
		f := procedure.Curable(finding.Refuse, invoiceDate)
		all = append(all, f.From("proof", item.InvoiceDate.String()).From("presented", invoice.Date.String()))
	}
	return all
}

// judgeExhibition: goods sold at an exhibition keep the preference if the form names it, they stayed under customs
// control, and they came on in the state in which they were sent.
func judgeExhibition(c *procedure.Case) []finding.Finding {
	e := c.Proof.Exhibited
	switch {
	case procedure.IsNot(e.Unaltered):
		return procedure.NotMet(finding.Refuse, exhibitionAltered)
	case procedure.IsNot(e.Named):
		return one(procedure.Curable(finding.Refer, exhibitionUnnamed))
	case !procedure.Is(e.Named) || !procedure.Is(e.Controlled) || !procedure.Is(e.Unaltered):
		return procedure.CannotTell(finding.Refer, exhibitionOpen, evidenceExhibition)
	}
	return procedure.Met(exhibitionShown)
}

// judgeCountry: the declared country of origin is that of box 11, and box 11 is the issuing member unless the proof is
// back-to-back.
func judgeCountry(c *procedure.Case) []finding.Finding {
	declared, printed := c.Declaration.OriginCountry, c.Proof.OriginCountry
	backToBack := isBackToBack(c)
	if printed == "" && !backToBack {
		printed = issuer(c)
	}
	f := procedure.Passed(countryAgrees)
	switch {
	case printed != "" && declared != "" && printed != declared:
		f = procedure.Curable(finding.Refer, countryDiffers)
	case printed != "" && !backToBack && issuer(c) != "" && printed != issuer(c):
		f = procedure.Curable(finding.Refer, countryNotIssuer)
	}
	return one(f.From("declared", declared).From("proof", printed).From("issuer", issuer(c)))
}

// membersOnly finds the first of the countries that is no member.
func membersOnly(countries []string) (string, bool) {
	for _, country := range countries {
		if !certificate.ATIGA.HasParty(country) {
			return country, false
		}
	}
	return "", true
}
