package printed

import (
	"fmt"
	"strings"

	"origo/certificate"
)

// eur1Columns are boxes 8 to 10 of a EUR.1 (UKVFTA Protocol 1 Annex VII).
var eur1Columns = []column{
	{boxName{"8", "Item number; marks and numbers; number and kind of packages (goods not packed: number, or \"in bulk\"); description of goods"}, 124, eur1Goods, totalPackages},
	{boxName{"9", "Gross mass (kg) or other measure (litres, m³ etc.)"}, 36, itemAmounts, totalAmounts},
	{boxName{"10", "Invoices (optional)"}, 30, invoicesOf, nil},
}

// eur1 draws the first page.
func (f *form) eur1(goods *table) {
	left, right := frameLeft, frameLeft+half
	f.box(rect{left, frameTop + 8, half, 34}, boxName{"1", "Exporter: name, full address, country"}, party(f.d.Exporter))
	f.eur1Head(rect{right, frameTop + 8, half, 18})
	f.eur1Trade(rect{right, 36, half, 34})
	f.box(rect{left, 52, half, 32}, boxName{"3", "Consignee: name, full address, country (optional)"}, party(f.d.Consignee))
	quarter := half / 2
	f.box(rect{right, 70, quarter, 14}, boxName{"4", "Country or territory in which the products originate"}, []string{country(f.d.OriginCountry)})
	f.box(rect{right + quarter, 70, quarter, 14}, boxName{"5", "Country or territory of destination"}, []string{country(f.d.ImportingCountry)})
	f.box(rect{left, 84, half, 26}, boxName{"6", "Transport details (optional)"}, route(f.d))
	f.box(rect{right, 84, half, 26}, boxName{"7", "Remarks"}, eur1Remarks(f.d))
	f.goods(rect{left, 110, frameWidth, 88}, goods)
	f.endorsement(rect{left, 198, half, 59})
	f.eur1Declared(rect{right, 198, half, 59})
	f.centred(rect{left, frameTop, frameWidth, 7}, "MOVEMENT CERTIFICATE", style{size: 15, bold: true, ink: f.ink})
	f.pen(f.ink, 0.6)
	f.pdf.Rect(left, frameTop+8, frameWidth, frameHeight-8, "D")
}

// eur1Head is the place of the numbers.
func (f *form) eur1Head(r rect) {
	f.frame(r, 0.3)
	at := r.inset(3, 1.6)
	f.draw(at.x, at.y+6, "EUR.1", style{size: 17, bold: true, ink: f.ink})
	f.number(rect{at.x + 24, at.y - 0.5, at.w - 24, at.h})
	if f.d.FormSerial != "" {
		f.draw(at.x+24, at.y+12, "Printed form No. "+f.d.FormSerial, style{size: 8, ink: black})
	}
	notes := style{size: 6, ink: f.ink}
	f.draw(at.x, at.bottom()+0.4, "Boxes 13 and 14 are on the last page", notes)
}

// eur1Trade is box 2.
func (f *form) eur1Trade(r rect) {
	at := f.outline(r, boxName{"2", "Certificate used in preferential trade between"})
	strong := style{size: 10.5, bold: true, ink: black}
	f.centred(rect{at.x, at.y + 3, at.w, 5}, "THE UNITED KINGDOM", strong)
	f.centred(rect{at.x, at.y + 10, at.w, 5}, "and", style{size: 8, ink: f.ink})
	f.centred(rect{at.x, at.y + 16, at.w, 5}, "THE SOCIALIST REPUBLIC OF VIET NAM", strong)
}

// eur1Goods is box 8.
func eur1Goods(_ *certificate.Document, i certificate.Item) []string {
	head := fmt.Sprintf("%d.", i.Number)
	if i.Marks != "" {
		head += "  " + i.Marks
	}
	lines := nonEmpty(head, packages(i), i.Description, hsCode(i.HS))
	return append(lines, given("Manufacturer", i.Manufacturer, "Trade mark", i.TradeMark)...)
}

// eur1Remarks is box 7, which holds the prescribed entries (Protocol 1 Arts 3, 17 and 18).
func eur1Remarks(d *certificate.Document) []string {
	var lines []string
	if d.Remarks.Retroactive {
		lines = append(lines, "ISSUED RETROSPECTIVELY")
	}
	if words := retrospective[d.Remarks.RetroactiveReason]; words != "" {
		lines = append(lines, words)
	}
	if d.Remarks.Duplicate {
		lines = append(lines, "DUPLICATE")
	}
	if d.TrueCopyOf != nil {
		lines = append(lines, "in place of "+link(*d.TrueCopyOf))
	}
	for _, c := range d.Remarks.Cumulation {
		lines = append(lines, c.Wording())
	}
	lines = append(lines, exhibition(d.Remarks.Exhibition)...)
	lines = append(lines, replacement(d)...)
	if !d.Producer.IsZero() {
		lines = append(lines, "Producer: "+strings.Join(party(d.Producer), ", "))
	}
	lines = append(lines, invoiceIssuers(d)...)
	return append(lines, d.Remarks.Other...)
}

// retrospective are the reasons for which a EUR.1 may be issued late (Protocol 1 Art. 17).
var retrospective = map[certificate.RetroReason]string{
	certificate.RetroError:       "Not issued at export because of an error, an omission or another valid reason",
	certificate.RetroRefused:     "An earlier certificate was refused on technical grounds",
	certificate.RetroDestination: "The final destination was fixed in transit, in storage or after splitting",
}

// endorsement is box 11.
func (f *form) endorsement(r rect) {
	caption := "Customs endorsement"
	if f.d.IssuingCountry == "VN" {
		caption = "Endorsement by the issuing authority"
	}
	at := f.outline(r, boxName{"11", caption})
	c := f.d.Certification
	small := style{size: 7, ink: black}
	at = at.below(f.paragraph(at, "The declaration is certified.", small) + 0.4)
	if e := c.ExportDocument; e != nil {
		at = at.below(f.paragraph(at, "Export document: "+strings.Join(nonEmpty(e.Kind, "No. "+e.Number, day(e.Date)), ", "), small.at(7.5)) + 0.2)
	}
	for _, line := range given("Issuing office", strings.Join(nonEmpty(c.Authority, "code "+f.d.Office), ", "), "Issuing country", country(f.d.IssuingCountry)) {
		at = at.below(f.paragraph(at, line, small.at(7.5)) + 0.2)
	}
	f.sealMark(rect{at.x + 1, at.y + 1, at.w - 2, r.bottom() - 12.5 - at.y}, country(f.d.IssuingCountry))
	f.signature(r, signed(c.Place, c.Date, c.Official), "Place and date, name, signature and stamp")
}

// eur1Declared is box 12.
func (f *form) eur1Declared(r rect) {
	at := f.outline(r, boxName{"12", "Declaration by the exporter"})
	f.paragraph(at, "The undersigned declares that the goods described in this certificate meet the conditions under which it may be issued.", style{size: 7.5, ink: black})
	declaration := f.d.Declaration
	f.signature(r, signed(declaration.Place, declaration.Date, declaration.Name), "Place and date, name and signature")
}

// signature is the foot of a box that is signed.
func (f *form) signature(r rect, text, words string) {
	foot := rect{r.x + 1.4, r.bottom() - 9.5, r.w - 2.8, 9}
	f.centred(rect{foot.x, foot.y - 1.4, foot.w, 4}, text, style{size: 8.5, ink: black})
	f.signatureLine(foot.below(4), words)
}

// eur1Overleaf draws boxes 13 and 14, which the importing and the exporting customs fill in a verification.
func (f *form) eur1Overleaf() {
	left, right := frameLeft, frameLeft+half
	f.centred(rect{left, frameTop, frameWidth, 7}, f.numbered(), style{size: 9, bold: true, ink: f.ink})
	request := f.outline(rect{left, frameTop + 8, half, 100}, boxName{"13", "Request for verification, to"})
	f.paragraph(request.below(24), "Verification of the authenticity and accuracy of this certificate is requested.", style{size: 8, ink: black})
	f.signature(rect{left, frameTop + 8, half, 100}, "", "Place and date, stamp, signature")
	result := f.outline(rect{right, frameTop + 8, half, 100}, boxName{"14", "Result of verification"})
	f.paragraph(result.below(4), "Verification carried out shows that this certificate", style{size: 8, ink: black})
	f.tick(result.x+2, result.y+14, "was issued by the authority indicated and its details are accurate", false)
	f.tick(result.x+2, result.y+22, "does not meet the requirements of authenticity and accuracy", false)
	f.draw(result.x+2, result.y+32, "(see the remarks enclosed)", style{size: 7, ink: black})
	f.signature(rect{right, frameTop + 8, half, 100}, "", "Place and date, stamp, signature")
	f.noteList(rect{left, frameTop + 112, frameWidth, frameHeight - 112}, eur1Notes)
}
