package certificate_test

import (
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/specimen"
)

func TestItemRules(t *testing.T) {
	run(t, []outcome{
		{"lines out of order", specimen.FormD, func(d *certificate.Document) { d.Items[0].Number, d.Items[1].Number = 2, 1 },
			[]string{"item_number /items/0/number"}},
		{"no HS code on VK", specimen.VK, func(d *certificate.Document) { d.Items[1].HS = certificate.HSCode{} },
			[]string{"missing /items/1/hs"}},
		{"packed and in bulk", specimen.VK, func(d *certificate.Document) { d.Items[1].InBulk = true },
			[]string{"packages_or_bulk /items/1/packages"}},
		{"EUR.1 neither packed nor in bulk", specimen.EUR1, func(d *certificate.Document) { d.Items[0].Packages = nil },
			[]string{"packages_or_bulk /items/0/packages"}},
		{"criterion DMI", specimen.FormD, func(d *certificate.Document) { d.Items[1].Criterion = "DMI" },
			[]string{"criterion_unknown /items/1/criterion"}},
		{"criterion ACU", specimen.FormD, func(d *certificate.Document) { d.Items[1].Criterion = "ACU" },
			[]string{"criterion_unknown /items/1/criterion"}},
		{"criterion PE on Form D", specimen.FormD, func(d *certificate.Document) { d.Items[1].Criterion = "PE" },
			[]string{"criterion_unknown /items/1/criterion"}},
		{"criterion empty on VK", specimen.VK, func(d *certificate.Document) { d.Items[1].Criterion = "" },
			[]string{"criterion_unknown /items/1/criterion"}},
		{"criterion on EUR.1", specimen.EUR1, func(d *certificate.Document) { d.Items[1].Criterion = "WO" },
			[]string{"criterion_unknown /items/1/criterion"}},
		{"KV without FOB price", specimen.KV, func(d *certificate.Document) { d.Items[0].FOB, d.Totals.FOB = nil, nil },
			[]string{"fob_missing /items/0/fob"}},
		{"Form D from Indonesia without FOB price (C05)", specimen.FormDFromThailand, func(d *certificate.Document) {
			d.IssuingCountry, d.OriginCountry, d.Exporter.Country = "ID", "ID", "ID"
			d.Items[0].Criterion = "41%"
		}, []string{"fob_missing /items/0/fob"}},
		{"Form D to Cambodia without FOB price", specimen.FormDFromThailand, func(d *certificate.Document) {
			d.ImportingCountry, d.Items[0].Criterion = "KH", "41%"
		}, []string{"fob_missing /items/0/fob"}},
		{"Form D Viet Nam to Thailand with FOB price", specimen.FormD, func(d *certificate.Document) { d.Items[0].FOB = amount("9") },
			[]string{"fob_not_shown /items/0/fob"}},
		{"VK with FOB price for goods wholly obtained", specimen.VK, func(d *certificate.Document) { d.Items[0].FOB = amount("9") },
			[]string{"fob_not_shown /items/0/fob"}},
		{"EUR.1 with FOB price", specimen.EUR1, func(d *certificate.Document) { d.Items[0].FOB = amount("9") },
			[]string{"fob_not_shown /items/0/fob"}},
		{"ATIGA declaration without FOB price", specimen.OriginDeclarationFromThailand, func(d *certificate.Document) { d.Items[0].Criterion = "40%" },
			[]string{"fob_missing /items/0/fob"}},
		{"FOB prices in two currencies", specimen.KV, func(d *certificate.Document) {
			d.Items[1].Criterion, d.Items[1].FOB, d.Totals.FOB = "RVC 40%", &certificate.Money{Amount: decimal("1"), Currency: "KRW"}, nil
		}, []string{"fob_currency /items/1/fob/currency"}},
		{"gross weight in litres", specimen.VK, func(d *certificate.Document) { d.Items[0].GrossWeight.Unit, d.Totals.GrossWeight = "LTR", nil },
			[]string{"weight_unit /items/0/gross_weight/unit"}},
	})
}

func TestTotalRules(t *testing.T) {
	run(t, []outcome{
		{"packages", specimen.VK, func(d *certificate.Document) { d.Totals.Packages++ }, []string{"total_differs /totals/packages"}},
		{"quantity", specimen.VK, func(d *certificate.Document) { d.Totals.Quantity.Value = decimal("19000.1") }, []string{"total_differs /totals/quantity"}},
		{"quantity across units", specimen.VK, func(d *certificate.Document) { d.Items[1].Quantity.Unit = "H87" }, []string{"total_differs /totals/quantity"}},
		{"quantity in another unit", specimen.VK, func(d *certificate.Document) {
			d.Totals.Quantity = &certificate.Measure{Value: decimal("19"), Unit: "TNE"}
		}, nil},
		{"weight", specimen.KV, func(d *certificate.Document) { d.Totals.GrossWeight.Unit = "GRM" }, []string{"total_differs /totals/gross_weight"}},
		{"FOB amount", specimen.KV, func(d *certificate.Document) { d.Totals.FOB = amount("150001") }, []string{"total_differs /totals/fob"}},
		{"FOB currency", specimen.KV, func(d *certificate.Document) { d.Totals.FOB.Currency = "KRW" }, []string{"total_differs /totals/fob"}},
	})
}

func TestInvoiceRules(t *testing.T) {
	run(t, []outcome{
		{"listed twice", specimen.VK, func(d *certificate.Document) { d.Invoices = append(d.Invoices, d.Invoices[0]) },
			[]string{"invoice_twice /invoices/1/number"}},
		{"not listed", specimen.VK, func(d *certificate.Document) { d.Items[1].Invoices = []string{"CMX-KR-119"} },
			[]string{"invoice_unknown /items/1/invoices/0"}},
		{"tick without issuer", specimen.KV, func(d *certificate.Document) { d.Invoices[1].Issuer = nil },
			[]string{"invoice_issuer_missing /invoices"}},
		{"issuer without tick (C25, VK-21)", specimen.KV, func(d *certificate.Document) { d.Remarks.ThirdCountryInvoicing = false },
			[]string{"third_country_tick_missing /remarks/third_country_invoicing"}},
		{"issuer in a party", specimen.KV, func(d *certificate.Document) { d.Invoices[1].Issuer.Country = "VN" },
			[]string{"invoice_issuer_is_party /invoices/1/issuer/country"}},
	})
}

func TestFieldRules(t *testing.T) {

	run(t, []outcome{
		{"nothing at all", specimen.FormDFromThailand, func(d *certificate.Document) { *d = certificate.Document{} }, []string{
			"missing /agreement", "missing /certification", "missing /declaration", "missing /exporter/address", "missing /exporter/country",
			"missing /exporter/name", "form_not_of_agreement /form", "missing /form", "importer_not_other_party /importing_country", "missing /importing_country", "missing /issue_date",
			"issuer_not_party /issuing_country", "missing /issuing_country", "missing /items", "missing /network", "missing /office",
			"missing /origin_country", "missing /reference", "missing /shipment_date", "missing /type", "wrong_type /version"}},
		{"codes", specimen.KV, func(d *certificate.Document) {
			d.Items[0].HS, d.Items[0].Quantity.Unit, d.Items[0].FOB.Currency = certificate.HSCode{Code: "770110", Edition: 2007}, "PCS", "RMB"
			d.Consignee.Country, d.Totals.FOB = "UK", nil
		}, []string{"bad_country /consignee/country", "bad_currency /items/0/fob/currency", "bad_hs /items/0/hs/code",
			"unknown_edition /items/0/hs/edition", "bad_unit /items/0/quantity/unit"}},
		{"amounts", specimen.VK, func(d *certificate.Document) {
			d.Items[0].Quantity.Value, d.Items[0].Packages[0].Number, d.Totals = decimal("-1"), 0, certificate.Totals{}
		}, []string{"out_of_range /items/0/packages/0/number", "not_positive /items/0/quantity/value"}},
		{"texts", specimen.VK, func(d *certificate.Document) {
			d.Exporter.Name, d.Exporter.Address, d.Items[0].Description = " padded", "two  blanks", strings.Repeat("x", 2001)
		}, []string{"untidy_text /exporter/address", "untidy_text /exporter/name", "too_long /items/0/description"}},
		{"lists", specimen.FormD, func(d *certificate.Document) { d.Transport.Via = make([]string, 21) }, []string{"too_many /transport/via"}},
		{"names", specimen.EUR1, func(d *certificate.Document) {
			d.Network, d.Office, d.Reference = "no blanks", "-", "Nº 1"
			d.Remarks.RetroactiveReason, d.Remarks.Cumulation = "late", []certificate.Cumulation{"article_9"}
		}, []string{"bad_network /network", "bad_office /office", "bad_reference /reference", "bad_cumulation /remarks/cumulation/0",
			"bad_retro_reason /remarks/retroactive_reason", "retroactive_reason /remarks/retroactive_reason"}},
		{"declaration", specimen.OriginDeclaration, func(d *certificate.Document) {
			d.Statement.Text, d.Statement.ExporterKind = "own words", "friend"
		}, []string{"bad_exporter_kind /origin_declaration/exporter_kind", "bad_text_variant /origin_declaration/text"}},
		{"unknown form and agreement", specimen.FormDFromThailand, func(d *certificate.Document) { d.Form, d.Agreement = "E", "acfta" },
			[]string{"bad_agreement /agreement", "bad_form /form", "form_not_of_agreement /form",
				"importer_not_other_party /importing_country", "issuer_not_party /issuing_country", "criterion_unknown /items/0/criterion"}},
	})
}
