package certificate_test

import (
	"testing"

	"origo/certificate"
	"origo/certificate/specimen"
)

func TestOriginalRules(t *testing.T) {
	change := func(f func(*certificate.Document)) func(*certificate.Document) {
		return func(d *certificate.Document) { backToBack(d); f(d) }
	}
	run(t, []outcome{
		{"tick without originals", specimen.FormD, func(d *certificate.Document) { d.Remarks.BackToBack = true },
			[]string{"originals_missing /back_to_back"}},
		{"originals without tick", specimen.FormDFromThailand, change(func(d *certificate.Document) { d.Remarks.BackToBack = false }),
			[]string{"back_to_back_tick_missing /remarks/back_to_back"}},
		{"original of the intermediate country", specimen.FormDFromThailand, change(func(d *certificate.Document) { d.BackToBack[0].Certificate.Country = "TH" }),
			[]string{"original_wrong /back_to_back/0/certificate"}},
		{"original of another agreement", specimen.FormDFromThailand, change(func(d *certificate.Document) { d.BackToBack[0].Certificate.Form = "VK" }),
			[]string{"original_wrong /back_to_back/0/certificate"}},
		{"original expired at issue", specimen.FormDFromThailand, change(func(d *certificate.Document) { d.BackToBack[0].IssueDate = d.IssueDate.AddYears(-1) }),
			[]string{"original_expired /back_to_back/0/issue_date"}},
		{"original of tomorrow", specimen.FormDFromThailand, change(func(d *certificate.Document) { d.BackToBack[0].IssueDate = d.IssueDate.AddDays(1) }),
			[]string{"original_expired /back_to_back/0/issue_date"}},
		{"original for no line", specimen.FormDFromThailand, change(func(d *certificate.Document) { d.BackToBack[0].Item = 2 }),
			[]string{"original_item_unknown /back_to_back/0/item", "originals_short /items/0/quantity"}},
		{"original listed twice", specimen.FormDFromThailand, change(func(d *certificate.Document) { d.BackToBack = append(d.BackToBack, d.BackToBack[0]) }),
			[]string{"original_twice /back_to_back/1/original_item"}},
		{"more goods than originals", specimen.FormDFromThailand, change(func(d *certificate.Document) { d.BackToBack[0].Quantity.Value = decimal("17.9") }),
			[]string{"originals_short /items/0/quantity"}},
		{"origin in the importing country", specimen.FormDFromThailand, change(func(d *certificate.Document) { d.OriginCountry = "VN" }),
			[]string{"origin_country_wrong /origin_country"}},
	})
}

func TestStatementRules(t *testing.T) {
	uk, thai := specimen.OriginDeclaration, specimen.OriginDeclarationFromThailand
	run(t, []outcome{
		{"wording of another agreement", uk, func(d *certificate.Document) { d.Statement.Text = certificate.TextATIGA },
			[]string{"declaration_text /origin_declaration/text"}},
		{"certified exporter under UKVFTA", uk, func(d *certificate.Document) { d.Statement.ExporterKind = certificate.CertifiedExporter },
			[]string{"exporter_kind /origin_declaration/exporter_kind"}},
		{"any exporter under ATIGA", thai, func(d *certificate.Document) {
			d.Statement.ExporterKind, d.Statement.Authorisation = certificate.AnyExporter, ""
		}, []string{"exporter_kind /origin_declaration/exporter_kind"}},
		{"approved exporter without number", uk, func(d *certificate.Document) { d.Statement.Authorisation = "" },
			[]string{"authorisation /origin_declaration/authorisation"}},
		{"any exporter with number", uk, func(d *certificate.Document) { d.Statement.ExporterKind = certificate.AnyExporter },
			[]string{"authorisation /origin_declaration/authorisation"}},
		{"reference without exporter", uk, func(d *certificate.Document) { d.Reference = d.Statement.Document.Number },
			[]string{"declaration_reference /reference"}},
		{"dated otherwise than issued", uk, func(d *certificate.Document) { d.Statement.Date = d.IssueDate.AddDays(1) },
			[]string{"declaration_date /origin_declaration/date"}},
		{"ATIGA document dated otherwise", thai, func(d *certificate.Document) { d.Statement.Document.Date = d.IssueDate.AddDays(-1) },
			[]string{"declaration_date /origin_declaration/date"}},
		{"ATIGA declaration on another document", thai, func(d *certificate.Document) { d.Statement.Document.Kind = certificate.OtherCommercial },
			[]string{"declaration_document /origin_declaration/document/kind"}},
		{"third country invoicing on the invoice", thai, func(d *certificate.Document) {
			d.Remarks.ThirdCountryInvoicing = true
			d.Invoices = []certificate.Invoice{{Number: "HK-1", Date: d.IssueDate, Issuer: &certificate.InvoiceIssuer{Name: "Pearl", Country: "HK"}}}
		}, []string{"declaration_document /origin_declaration/document/kind"}},
		{"no signatory", uk, func(d *certificate.Document) { d.Statement.Name = "" },
			[]string{"signatory_missing /origin_declaration/name"}},
		{"undertaking of a certified exporter", thai, func(d *certificate.Document) { d.Statement.Undertaking = true },
			[]string{"signatory_missing /origin_declaration/name"}},
		{"value unknown", uk, func(d *certificate.Document) {
			d.Statement.ExporterKind, d.Statement.Authorisation, d.Statement.Value = certificate.AnyExporter, "", nil
		}, []string{"consignment_value_missing /origin_declaration/value"}},
		{"on a bill of lading", uk, func(d *certificate.Document) { d.Statement.Document.Kind = "bill_of_lading" },
			[]string{"bad_document_kind /origin_declaration/document/kind"}},
	})
}
