package printed

import (
	"fmt"

	"origo/certificate"
)

// originColumns are the columns under an origin declaration; UKVFTA proofs show no criterion.
func originColumns(agreement certificate.Agreement) []column {
	goods := column{boxName{"", "Marks, packages, description of goods, HS code"}, 112, originGoods, totalPackages}
	amounts := column{boxName{"", "Quantity, gross weight, FOB price where value content is the criterion"}, 42, itemAmounts, totalAmounts}
	item := column{boxName{"", "Item"}, 12, itemNumber, nil}
	criterion := column{boxName{"", "Origin criterion"}, 24, itemCriterion, nil}
	if agreement == certificate.UKVFTA {
		goods.width += criterion.width
		return []column{item, goods, amounts}
	}
	return []column{item, goods, criterion, amounts}
}

// originGoods describes an item.
func originGoods(d *certificate.Document, i certificate.Item) []string {
	return append(nonEmpty(i.Marks), combinedGoods(d, i)...)
}

// origin draws what an origin declaration says. The declaration itself stands on a commercial document; this page shows
// it with the goods it covers.
func (f *form) origin(goods *table) {
	left, right := frameLeft, frameLeft+half
	f.originTitle(rect{left, frameTop, frameWidth, 30})
	f.box(rect{left, 40, half, 32}, boxName{"", "Exporter who declares: name, address, country"}, party(f.d.Exporter))
	f.box(rect{right, 40, half, 32}, boxName{"", "Consignee"}, party(f.d.Consignee))
	f.box(rect{left, 72, half, 26}, boxName{"", "Commercial document and exporter's status"}, f.standing())
	f.box(rect{right, 72, half, 26}, boxName{"", "Transport"}, route(f.d))
	f.goods(rect{left, 98, frameWidth, 84}, goods)
	f.statement(rect{left, 182, frameWidth, 52})
	f.box(rect{left, 234, frameWidth, 23}, boxName{"", "Remarks"}, f.originRemarks())
	f.pen(f.ink, 0.6)
	f.pdf.Rect(left, frameTop, frameWidth, frameHeight, "D")
}

// originTitle is the head of the page.
func (f *form) originTitle(r rect) {
	f.frame(r, 0.3)
	at := r.inset(3, 2)
	f.number(at)
	f.centred(rect{at.x, at.y + 11, at.w, 6}, "ORIGIN DECLARATION", style{size: 15, bold: true, ink: f.ink})
	words := fmt.Sprintf("on %s %s of %s, under %s", documentKinds[f.d.Statement.Document.Kind], f.d.Statement.Document.Number, day(f.d.Statement.Document.Date), f.agreementTitle())
	f.centred(rect{at.x, at.y + 19, at.w, 5}, words, style{size: 9, ink: black})
}

// documentKinds names the documents on which origin may be declared.
var documentKinds = map[certificate.DocumentKind]string{
	certificate.CommercialInvoice: "invoice", certificate.ProFormaInvoice: "pro-forma invoice", certificate.BillingStatement: "billing statement",
	certificate.DeliveryOrder: "delivery order", certificate.DeliveryNote: "delivery note", certificate.PackingList: "packing list",
	certificate.OtherCommercial: "commercial document",
}

// exporterKinds names the rights by which exporters declare.
var exporterKinds = map[certificate.ExporterKind]string{
	certificate.CertifiedExporter: "certified exporter", certificate.ApprovedExporter: "approved exporter",
	certificate.AnyExporter: "any exporter, consignment of low value",
}

// textVariants names the prescribed wordings.
var textVariants = map[certificate.TextVariant]string{
	certificate.TextATIGA:            "format of the Origin Declaration (ATIGA Annex 8 R.12B)",
	certificate.TextUKVFTAEnglish:    "Protocol 1 Annex VI, English version",
	certificate.TextUKVFTAVietnamese: "Protocol 1 Annex VI, Vietnamese version",
}

// standing says on what the declaration stands and by what right.
func (f *form) standing() []string {
	s := f.d.Statement
	lines := given(
		"Document", fmt.Sprintf("%s %s of %s", documentKinds[s.Document.Kind], s.Document.Number, day(s.Document.Date)),
		"Status", exporterKinds[s.ExporterKind],
		"Authorisation", s.Authorisation,
		"Exporter's code", f.d.Office,
	)
	if s.Value != nil {
		lines = append(lines, "Value of the consignment: "+money(*s.Value))
	}
	return lines
}

// statement shows what was declared.
func (f *form) statement(r rect) {
	at := f.outline(r, boxName{"", "Declaration"})
	s := f.d.Statement
	words := fmt.Sprintf("The exporter declares that the products listed here are of %s preferential origin under %s and may be imported into %s at the preferential rate.",
		country(f.d.OriginCountry), f.agreementTitle(), country(f.d.ImportingCountry))
	at = at.below(f.paragraph(at, words, style{size: 9, ink: black}) + 1.5)
	at = at.below(f.paragraph(at, "Wording on the document: "+textVariants[s.Text], style{size: 7.5, ink: black}) + 1)
	if s.Undertaking {
		at = at.below(f.paragraph(at, "The approved exporter has undertaken in writing to answer for unsigned declarations.", style{size: 7.5, ink: black}) + 1)
	}
	f.sealMark(rect{at.x + 40, at.y, at.w - 80, r.bottom() - 12 - at.y}, f.d.Exporter.Name)
	f.signature(r, signed(s.Place, s.Date, s.Name), "Place and date, name and signature")
}

// originRemarks are the entries that forms have boxes for.
func (f *form) originRemarks() []string {
	var lines []string
	if f.d.Remarks.ThirdCountryInvoicing {
		lines = append(lines, "THIRD COUNTRY INVOICING")
		lines = append(lines, invoiceIssuers(f.d)...)
	}
	for _, c := range f.d.Remarks.Cumulation {
		lines = append(lines, c.Wording())
	}
	lines = append(lines, exhibition(f.d.Remarks.Exhibition)...)
	lines = append(lines, replacement(f.d)...)
	return append(lines, f.d.Remarks.Other...)
}
