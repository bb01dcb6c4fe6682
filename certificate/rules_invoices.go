package certificate

import "slices"

// invoiceRules concern invoices and those who issue them.
var invoiceRules = []rule{
	{"invoice_twice", citations{}, checkInvoiceNumbers},
	{"invoice_unknown", citations{"ATIGA Annex 7 box 10", "VKFTA Annex 3-C box 10", "UKVFTA Protocol 1 Annex VII box 10"}, checkItemInvoices},
	{"invoice_issuer_missing", citations{"ATIGA Annex 8 R.23, Annex 7 note 11", "VKFTA Annex 3-C box 13", ""}, checkIssuerNamed},
	{"third_country_tick_missing", citations{"ATIGA Annex 8 R.23, Annex 7 note 11", "VKFTA Art. 3.20, Annex 3-C box 13", ""}, checkIssuerTicked},
	{"invoice_issuer_is_party", citations{vkfta: "VKFTA Art. 3.20"}, checkIssuerOutside},
}

// checkInvoiceNumbers: no invoice is listed twice.
func checkInvoiceNumbers(d *Document) []finding {
	var found []finding
	seen := make(map[string]bool)
	for i, invoice := range d.Invoices {
		if seen[invoice.Number] {
			found = append(found, at("invoices", i, "number"))
		}
		seen[invoice.Number] = true
	}
	return found
}

// checkItemInvoices: lines refer to invoices that are listed.
func checkItemInvoices(d *Document) []finding {
	var found []finding
	for i, item := range d.Items {
		for j, number := range item.Invoices {
			known := slices.ContainsFunc(d.Invoices, func(invoice Invoice) bool { return invoice.Number == number })
			found = append(found, when(!known, at("items", i, "invoices", j))...)
		}
	}
	return found
}

// namesIssuer reports whether some invoice names an issuer other than the exporter.
func namesIssuer(d *Document) bool {
	return slices.ContainsFunc(d.Invoices, func(invoice Invoice) bool { return invoice.Issuer != nil })
}

// invoicingWords are the words of the tick.
func invoicingWords(form Form) string {
	if form == FormVK || form == FormKV {
		return "Non-Party Invoicing"
	}
	return "Third Country Invoicing"
}

// checkIssuerNamed: the tick comes with the issuer's name and country.
func checkIssuerNamed(d *Document) []finding {
	broken := d.Remarks.ThirdCountryInvoicing && !namesIssuer(d)
	return when(broken, at("invoices").with("wording", invoicingWords(d.Form)))
}

// checkIssuerTicked: an issuer comes with the tick, on the forms that have one.
func checkIssuerTicked(d *Document) []finding {
	broken := ticksInvoicing(d) && namesIssuer(d) && !d.Remarks.ThirdCountryInvoicing
	return when(broken, at("remarks", "third_country_invoicing").with("wording", invoicingWords(d.Form)))
}

// checkIssuerOutside: a non-party is neither Viet Nam nor Korea.
func checkIssuerOutside(d *Document) []finding {
	var found []finding
	for i, invoice := range d.Invoices {
		inside := invoice.Issuer != nil && d.Agreement.HasParty(invoice.Issuer.Country)
		found = append(found, when(d.Agreement == VKFTA && inside, at("invoices", i, "issuer", "country"))...)
	}
	return found
}
