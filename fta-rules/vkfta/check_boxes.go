package vkfta

import (
	"strings"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

const (
	unaltered        finding.Message = "vkfta.alteration.none"
	erased           finding.Message = "vkfta.alteration.erased"
	fobShown         finding.Message = "vkfta.fob.shown"
	fobMissing       finding.Message = "vkfta.fob.missing"
	invoiceMarked    finding.Message = "vkfta.invoice.marked"
	invoiceUnmarked  finding.Message = "vkfta.invoice.unmarked"
	invoiceNameless  finding.Message = "vkfta.invoice.nameless"
	invoiceNamesVary finding.Message = "vkfta.invoice.names_differ"
)

// alterationCheck refuses erasures. Changes are made by striking out and adding, approved by an official who may sign
// and certified by the issuing authority; or the certificate is made anew.
func alterationCheck() procedure.Check {
	check := treaty("VKFTA-DOC11", "VKFTA Arts 3.14.7, 3.19.3", always, oneFinding(func(c *procedure.Case) finding.Finding {
		if *c.Proof.Erased {
			return toCorrect(c, erased)
		}
		return procedure.Passed(unaltered)
	}), unaltered, erased)
	return when(func(c *procedure.Case) bool { return c.Certified() && c.Proof.Erased != nil }, check)
}

// fobCheck asks for the FOB price in box 9 of every item whose origin rests on regional value content, and of no other.
func fobCheck() procedure.Check {
	check := treaty("VKFTA-DOC12", "VKFTA Annex 3-C, overleaf note 6", always,
		procedure.EachItem(func(c *procedure.Case, item procedure.Item) []finding.Finding {
			criterion, err := certificate.ParseCriterion(certificate.VKFTA, item.Criterion)
			if err != nil || !criterion.UsesValue() || item.FOBShown == nil {
				return nil
			}
			f := procedure.Passed(fobShown)
			if !*item.FOBShown {
				f = toCorrect(c, fobMissing)
			}
			return []finding.Finding{f.From("criterion", item.Criterion)}
		}), fobShown, fobMissing)
	return when(certified, check)
}

// invoiceCheck is for an invoice from outside the parties. It is no ground to reject by itself (Art. 3.20), but box 13
// must say so and name the company with its country. Viet Nam compares the names (Circular 33/2023/TT-BTC Art. 15.7).
func invoiceCheck() procedure.Check {
	check := treaty("VKFTA-DOC13", "VKFTA Art. 3.20, Annex 3-C overleaf note 10", always, oneFinding(func(c *procedure.Case) finding.Finding {
		named, invoice := c.Proof.InvoiceIssuer, c.Declaration.Invoice
		f := procedure.Passed(invoiceMarked)
		switch {
		case !c.Proof.Has(procedure.ThirdParty):
			f = toCorrect(c, invoiceUnmarked)
		case named.Name == "" || named.Country == "":
			f = toCorrect(c, invoiceNameless)
		case invoice.Issuer != "" && !sameName(invoice.Issuer, named.Name), invoice.Country != named.Country:
			f = toCorrect(c, invoiceNamesVary)
		}
		return f.From("issuer", invoice.Issuer).From("country", invoice.Country).
			From("named", named.Name).From("named_country", named.Country)
	}), invoiceMarked, invoiceUnmarked, invoiceNameless, invoiceNamesVary)
	return when(func(c *procedure.Case) bool {
		country := c.Declaration.Invoice.Country
		return c.Certified() && country != "" && !certificate.VKFTA.HasParty(country)
	}, check)
}

// sameName compares company names without regard to case, blanks and punctuation, which typists vary.
func sameName(a, b string) bool {
	return strings.EqualFold(strings.Join(letters(a), ""), strings.Join(letters(b), ""))
}

// letters are the words of a name without punctuation.
func letters(name string) []string {
	return strings.FieldsFunc(name, func(char rune) bool { return strings.ContainsRune(" .,;:-_/()&'\"\t", char) })
}
