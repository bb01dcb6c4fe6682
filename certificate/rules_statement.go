package certificate

import "slices"

// statementRules concern origin declarations.
var statementRules = []rule{
	{"declaration_text", citations{"ATIGA Annex 8 R.12B", "", "UKVFTA Protocol 1 Art. 19, Annex VI"}, checkWording},
	{"exporter_kind", citations{"ATIGA Annex 8 R.12A", "", "UKVFTA Protocol 1 Arts 15 and 20"}, checkExporterKind},
	{"authorisation", citations{"ATIGA Annex 8 R.12A", "", "UKVFTA Protocol 1 Art. 20(3)"}, checkAuthorisation},
	{"declaration_reference", citations{"ATIGA Annex 8 R.12B", "", "UKVFTA Protocol 1 Art. 19"}, checkDeclarationReference},
	{"declaration_date", citations{"ATIGA Annex 8 R.12B", "", "UKVFTA Protocol 1 Art. 19"}, checkStatementDate},
	{"declaration_document", citations{"ATIGA Annex 8 R.12B and R.23(3)", "", ""}, checkDocumentKind},
	{"signatory_missing", citations{"ATIGA Annex 8 R.12B", "", "UKVFTA Protocol 1 Art. 19(4)"}, checkSignatory},
	{"consignment_value_missing", citations{"", "", "UKVFTA Protocol 1 Art. 15"}, checkConsignmentValue},
}

// declared asks a question of origin declarations only, and only if the declaration is there at all.
func declared(d *Document, broken bool, f finding) []finding {
	return when(isDeclared(d) && d.Statement != OriginDeclaration{} && broken, f)
}

// checkWording: the wording is the agreement's.
func checkWording(d *Document) []finding {
	fits := (d.Statement.Text == TextATIGA) == underATIGA(d)
	return declared(d, !fits, at("origin_declaration", "text"))
}

// checkExporterKind: ATIGA lets certified exporters declare, UKVFTA approved exporters and, for small consignments, any.
func checkExporterKind(d *Document) []finding {
	fits := (d.Statement.ExporterKind == CertifiedExporter) == underATIGA(d)
	return declared(d, !fits, at("origin_declaration", "exporter_kind"))
}

// checkAuthorisation: certified and approved exporters give their number, which is also the code they are known by;
// other exporters have none.
func checkAuthorisation(d *Document) []finding {
	want := d.Office
	if d.Statement.ExporterKind == AnyExporter {
		want = ""
	}
	return declared(d, d.Statement.Authorisation != want, at("origin_declaration", "authorisation"))
}

// checkDeclarationReference: two exporters may number their invoices alike, so the exporter's code goes before the
// number of the document.
func checkDeclarationReference(d *Document) []finding {
	want := d.Office + "/" + d.Statement.Document.Number
	return declared(d, d.Reference != want, at("reference").with("expected", want))
}

// checkStatementDate: the declaration's date is its date of issue; under ATIGA that is the date of the document.
func checkStatementDate(d *Document) []finding {
	s := d.Statement
	broken := s.Date != d.IssueDate || underATIGA(d) && s.Document.Date != d.IssueDate
	return declared(d, broken, at("origin_declaration", "date"))
}

// atigaDocuments may carry an ATIGA declaration; the invoice may not where a third country invoices.
var atigaDocuments = []DocumentKind{CommercialInvoice, BillingStatement, DeliveryOrder, PackingList}

// checkDocumentKind: an ATIGA declaration stands on one of the documents that the rules name.
func checkDocumentKind(d *Document) []finding {
	kind := d.Statement.Document.Kind
	broken := !slices.Contains(atigaDocuments, kind) || d.Remarks.ThirdCountryInvoicing && kind == CommercialInvoice
	return declared(d, underATIGA(d) && broken, at("origin_declaration", "document", "kind"))
}

// checkSignatory: the signatory's name is given, unless an approved exporter under UKVFTA undertook in writing to answer
// for unsigned declarations.
func checkSignatory(d *Document) []finding {
	s := d.Statement
	excused := s.Undertaking && s.ExporterKind == ApprovedExporter
	return declared(d, s.Name == "" && !excused || s.Undertaking && !excused, at("origin_declaration", "name"))
}

// checkConsignmentValue: an exporter without approval may declare up to a value only, so the value must be known.
func checkConsignmentValue(d *Document) []finding {
	broken := underUKVFTA(d) && d.Statement.ExporterKind == AnyExporter && d.Statement.Value == nil
	return declared(d, broken, at("origin_declaration", "value"))
}
