package certificate

import "slices"

// documentRules lists every rule across fields, in the order in which an officer reads a form.
var documentRules = slices.Concat(headerRules, shownRules, itemRules, totalRules, dateRules, remarkRules, invoiceRules,
	originalRules, statementRules)

// headerRules concern the agreement, the countries and the number of the document.
var headerRules = []rule{
	{"form_not_of_agreement", citations{"ATIGA Annex 8 R.1A", "VKFTA Art. 3.14.3", "UKVFTA Protocol 1 Art. 15"}, checkForm},
	{"issuer_not_party", citations{"ATIGA Annex 7 note 1", "VKFTA Art. 3.14", "UKVFTA Protocol 1 Art. 15"}, checkIssuer},
	{"importer_not_other_party", citations{"ATIGA Annex 7 note 1", "VKFTA Art. 3.14", "UKVFTA Protocol 1 Annex VII box 5"}, checkImporter},
	{"origin_country_wrong", citations{"ATIGA Annex 7 box 11", "VKFTA Annex 3-C box 11", "UKVFTA Protocol 1 Annex VII box 4"}, checkOriginCountry},
	{"exporter_elsewhere", citations{"ATIGA Annex 7 box 1", "VKFTA Art. 3.14", "UKVFTA Protocol 1 Art. 1"}, checkExporter},
	{"reference_pattern", citations{"Circular 19/2020/TT-BCT", "Circular 40/2015/TT-BCT Annex VIII Art. 1(3)", ""}, checkReference},
}

// checkForm: a form belongs to one agreement; an origin declaration to one of two.
func checkForm(d *Document) []finding {
	return when(!slices.Contains(d.Form.Agreements(), d.Agreement), at("form").with("agreement", string(d.Agreement)))
}

// checkIssuer: the issuing country is a party, and Forms VK and KV have one issuing country each.
func checkIssuer(d *Document) []finding {
	allowed := d.Form.issuers()
	if allowed == nil {
		allowed = d.Agreement.Parties()
	}
	return when(!slices.Contains(allowed, d.IssuingCountry), at("issuing_country").with("country", d.IssuingCountry))
}

// checkImporter: the importing country is a party other than the issuing one.
func checkImporter(d *Document) []finding {
	fits := d.Agreement.HasParty(d.ImportingCountry) && d.ImportingCountry != d.IssuingCountry
	return when(!fits, at("importing_country").with("country", d.ImportingCountry))
}

// checkOriginCountry: goods originate where the certificate is issued; only behind a back-to-back certificate does
// another member stand, and never the importing one.
func checkOriginCountry(d *Document) []finding {
	fits := d.OriginCountry == d.IssuingCountry
	if len(d.BackToBack) > 0 {
		fits = d.Agreement.HasParty(d.OriginCountry) && d.OriginCountry != d.ImportingCountry
	}
	return when(!fits, at("origin_country").with("country", d.OriginCountry))
}

// checkExporter: the exporter is located in the exporting country.
func checkExporter(d *Document) []finding {
	return when(d.Exporter.Country != d.IssuingCountry, at("exporter", "country").with("country", d.IssuingCountry))
}

// checkReference: where an issuer's format is prescribed, the number follows it.
func checkReference(d *Document) []finding {
	pattern, known := patternOf(d)
	return when(known && pattern.firm && !pattern.admits(d), at("reference").with("example", pattern.example))
}
