package certificate

import "slices"

// shownRules say which boxes a form has and which of them must be filled.
var shownRules = []rule{
	{"missing", citations{"ATIGA Annex 8 R.6 and R.7, Annex 7", "VKFTA Art. 3.14.3, Annex 3-C", "UKVFTA Protocol 1 Art. 16, Annex VII"}, checkRequired},
	{"not_on_form", citations{"ATIGA Annex 7", "VKFTA Annex 3-C", "UKVFTA Protocol 1 Annexes VI and VII"}, checkNotOnForm},
}

// part is a part of the model that some forms show, and some of those demand.
type part struct {
	path   string
	filled func(*Document) bool
	shown  func(*Document) bool
	needed func(*Document) bool
}

func always(*Document) bool        { return true }
func never(*Document) bool         { return false }
func isDeclared(d *Document) bool  { return d.Form == FormOD }
func isCertified(d *Document) bool { return d.Form != FormOD }
func underATIGA(d *Document) bool  { return d.Agreement == ATIGA }
func underUKVFTA(d *Document) bool { return d.Agreement == UKVFTA }

// on is the question whether a document is one of the forms.
func on(forms ...Form) func(*Document) bool {
	return func(d *Document) bool { return slices.Contains(forms, d.Form) }
}

var onDVK = on(FormD, FormVK, FormKV)

// ticksInvoicing: on an origin declaration the words "third country invoicing" exist under ATIGA only (R.23(3)).
func ticksInvoicing(d *Document) bool { return onDVK(d) || isDeclared(d) && underATIGA(d) }

// parts lists them in the order of the model. Box 3 and 10 of EUR.1 are optional; its box 6 is to be left empty by
// United Kingdom exporters.
var parts = []part{
	{"form_serial", func(d *Document) bool { return d.FormSerial != "" }, on(FormEUR1), never},
	{"shipment_date", func(d *Document) bool { return !d.ShipmentDate.IsZero() }, always, isCertified},
	{"consignee", func(d *Document) bool { return !d.Consignee.IsZero() }, always, onDVK},
	{"invoices", func(d *Document) bool { return len(d.Invoices) > 0 }, always, onDVK},
	{"declaration", func(d *Document) bool { return d.Declaration != Declaration{} }, isCertified, isCertified},
	{"certification", func(d *Document) bool { return d.Certification != Certification{} }, isCertified, isCertified},
	{"certification/export_document", func(d *Document) bool { return d.Certification.ExportDocument != nil }, on(FormEUR1), never},
	{"origin_declaration", func(d *Document) bool { return d.Statement != OriginDeclaration{} }, isDeclared, isDeclared},
	{"remarks/retroactive", func(d *Document) bool { return d.Remarks.Retroactive }, isCertified, never},
	{"remarks/third_country_invoicing", func(d *Document) bool { return d.Remarks.ThirdCountryInvoicing }, ticksInvoicing, never},
	{"remarks/back_to_back", func(d *Document) bool { return d.Remarks.BackToBack }, on(FormD), never},
	{"remarks/accumulation", func(d *Document) bool { return d.Remarks.Accumulation }, on(FormD), never},
	{"remarks/partial_cumulation", func(d *Document) bool { return d.Remarks.PartialCumulation }, on(FormD), never},
	{"remarks/de_minimis", func(d *Document) bool { return d.Remarks.DeMinimis }, on(FormD), never},
	{"remarks/duplicate", func(d *Document) bool { return d.Remarks.Duplicate }, on(FormEUR1), never},
	{"remarks/certified_true_copy", func(d *Document) bool { return d.Remarks.CertifiedTrueCopy }, onDVK, never},
	{"remarks/exhibition", func(d *Document) bool { return d.Remarks.Exhibition != nil }, on(FormD, FormEUR1, FormOD), never},
	{"remarks/cumulation", func(d *Document) bool { return len(d.Remarks.Cumulation) > 0 }, underUKVFTA, never},
	{"true_copy_of", func(d *Document) bool { return d.TrueCopyOf != nil }, isCertified, never},
	{"back_to_back", func(d *Document) bool { return len(d.BackToBack) > 0 }, underATIGA, never},
}

// checkRequired: every part that the form demands is there.
func checkRequired(d *Document) []finding {
	var found []finding
	for _, p := range parts {
		if p.needed(d) && !p.filled(d) {
			found = append(found, at(p.path))
		}
	}
	return found
}

// checkNotOnForm: nothing is filled that the form does not show.
func checkNotOnForm(d *Document) []finding {
	var found []finding
	for _, p := range parts {
		if p.filled(d) && !p.shown(d) {
			found = append(found, at(p.path))
		}
	}
	return found
}
