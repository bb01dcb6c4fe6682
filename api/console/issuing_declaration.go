package console

import (
	"slices"

	"origo/api/console/draft"
	"origo/certificate"
)

// proofKind is a kind of proof that people begin here: a form under an
// agreement.
type proofKind struct {
	form      certificate.Form
	agreement certificate.Agreement
}

// String is the kind as a button sends it: the form, and its agreement where
// there are several.
func (k proofKind) String() string {
	if len(k.form.Agreements()) == 1 {
		return string(k.form)
	}
	return string(k.form) + " " + string(k.agreement)
}

// title names the kind.
func (k proofKind) title(w Words) string {
	name := w.Or("draft.form.", string(k.form))
	if len(k.form.Agreements()) == 1 {
		return name
	}
	return w.Say("draft.form.under", "form", name, "agreement", w.Or("agreement.", string(k.agreement)))
}

// declared are the fields of a new origin declaration beside those that every
// draft has.
func declared(a certificate.Agreement, today string) draft.Fields {
	return draft.Fields{
		"/origin_declaration/document/kind": string(certificate.CommercialInvoice), "/origin_declaration/date": today,
		"/origin_declaration/exporter_kind": string(exporterKinds(a)[0]), "/origin_declaration/text": string(wordings(a)[0]),
	}
}

// exporterKinds are the exporters who may declare: ATIGA Annex 8 R.12A, UKVFTA
// Protocol 1 Arts 15 and 20.
func exporterKinds(a certificate.Agreement) []certificate.ExporterKind {
	if a == certificate.ATIGA {
		return []certificate.ExporterKind{certificate.CertifiedExporter}
	}
	return []certificate.ExporterKind{certificate.ApprovedExporter, certificate.AnyExporter}
}

// wordings are the texts that an agreement prescribes.
func wordings(a certificate.Agreement) []certificate.TextVariant {
	if a == certificate.ATIGA {
		return []certificate.TextVariant{certificate.TextATIGA}
	}
	return []certificate.TextVariant{certificate.TextUKVFTAEnglish, certificate.TextUKVFTAVietnamese}
}

// carriers are the commercial documents on which a declaration may stand: ATIGA
// Annex 8 R.12B names four, UKVFTA Protocol 1 Art. 19 any.
func carriers(a certificate.Agreement) []certificate.DocumentKind {
	if a == certificate.ATIGA {
		return []certificate.DocumentKind{certificate.CommercialInvoice, certificate.BillingStatement, certificate.DeliveryOrder, certificate.PackingList}
	}
	return []certificate.DocumentKind{certificate.CommercialInvoice, certificate.ProFormaInvoice, certificate.DeliveryNote,
		certificate.PackingList, certificate.BillingStatement, certificate.DeliveryOrder, certificate.OtherCommercial}
}

func optionsOf[T ~string](words []T) []string {
	all := make([]string, len(words))
	for i, word := range words {
		all[i] = string(word)
	}
	return all
}

// declarationBoxes are the parts of an origin declaration. What it repeats is
// shown and not asked for.
func declarationBoxes(a certificate.Agreement) []box {
	boxes := []box{
		{code: "declared", inputs: []input{
			{path: "network", kind: asHidden}, {path: "agreement", kind: asHidden}, {path: "form", kind: asHidden}, {path: "issuing_country", kind: asHidden},
			{path: "office", kind: asOffice}, {path: "importing_country", kind: asCountry}, {path: "origin_country", kind: asCountry},
			{path: "reference", kind: asRepeated}, {path: "issue_date", kind: asRepeated}}},
		{code: "origin_declaration", path: "/origin_declaration", inputs: statementInputs(a)},
		{code: "exporter", path: "/exporter", inputs: party()},
		{code: "items", path: "/items", row: declaredItemInputs(a)},
		{code: "consignee", path: "/consignee", folded: true, inputs: party()},
		{code: "transport", path: "/transport", folded: true, inputs: transportInputs()},
		{code: "remarks", path: "/remarks", folded: true, inputs: declaredRemarks(a)},
		{code: "exhibition", path: "/remarks/exhibition", folded: true, inputs: exhibitionInputs()},
		{code: "replaces", path: "/replaces", folded: true, inputs: link()},
	}
	if a == certificate.ATIGA {
		boxes = append(boxes, box{code: "invoices", path: "/invoices", folded: true, row: invoiceInputs()},
			box{code: "back_to_back", path: "/back_to_back", folded: true, row: originalInputs()})
	}
	return boxes
}

// statementInputs are the fields of the declaration itself. UKVFTA Protocol 1
// Arts 15, 19(4) and 20: the value bounds who may declare, and an undertaking
// stands for the signature of approved exporters.
func statementInputs(a certificate.Agreement) []input {
	inputs := []input{
		{path: "exporter_kind", kind: asChoice, options: optionsOf(exporterKinds(a))}, {path: "authorisation", kind: asRepeated},
		{path: "document/kind", kind: asChoice, options: optionsOf(carriers(a))}, {path: "document/number", kind: asText}, {path: "document/date", kind: asDate},
	}
	if a == certificate.UKVFTA {
		inputs = append(inputs, money("value")...)
	}
	inputs = append(inputs, input{path: "text", kind: asChoice, options: optionsOf(wordings(a))},
		input{path: "place", kind: asText}, input{path: "date", kind: asDate}, input{path: "name", kind: asText})
	if a == certificate.UKVFTA {
		inputs = append(inputs, input{path: "undertaking", kind: asTick})
	}
	return inputs
}

// declaredItemInputs are the fields of a line of goods: ATIGA asks for the
// criterion too, and for the FOB price where value content is claimed.
func declaredItemInputs(a certificate.Agreement) []input {
	inputs := []input{{path: "description", kind: asText}, {path: "hs/code", kind: asText},
		{path: "hs/edition", kind: asChoice, options: editions()}}
	if a == certificate.ATIGA {
		inputs = append(inputs, input{path: "criterion", kind: asText})
	}
	inputs = inputsOf(inputs, measure("quantity"), measure("gross_weight"))
	if a == certificate.ATIGA {
		inputs = append(inputs, money("fob")...)
	}
	return inputsOf(inputs, packing())
}

// declaredRemarks are the entries that a declaration may have: third country
// invoicing under ATIGA, cumulation under UKVFTA.
func declaredRemarks(a certificate.Agreement) []input {
	if a == certificate.ATIGA {
		return []input{{path: "third_country_invoicing", kind: asTick}, {path: "other", kind: asLines}}
	}
	return []input{{path: "cumulation", kind: asLines}, {path: "other", kind: asLines}}
}

// hint is what is to be known before a part is filled in, empty for most.
func (s *sheet) hint(p *Page, b box) string {
	if s.doc.Form != certificate.FormOD {
		return ""
	}
	code := "draft.hint." + b.code + "." + string(s.doc.Agreement)
	if said := p.Say(code); said != code {
		return said
	}
	return ""
}

// repeated is a field that follows from others, a dash as long as it cannot.
func (p *Page) repeated(text string) string {
	if text == "" {
		return "–"
	}
	return p.Day(text)
}

// columnsOf are the columns of a table of goods that the form has fields for.
func columnsOf(fields draft.Fields) []string {
	placed := placedPaths(draft.Fields{"/form": fields["/form"], "/agreement": fields["/agreement"], "/items/0/description": ""})
	return slices.DeleteFunc(draft.ItemColumns(), func(column string) bool { return !placed["/items/0/"+column] })
}
