package printed

import (
	"fmt"
	"strings"

	"origo/certificate"
)

// The page that Forms D, VK and KV share: ATIGA Annex 7, VKFTA Annex 3-C.
const (
	frameTop    = 10.0
	frameHeight = 247.0
	half        = frameWidth / 2
)

// combined draws the page of Forms D, VK and KV, on which the exporter declares and the authority certifies.
func (f *form) combined(goods *table) {
	left, right := frameLeft, frameLeft+half
	f.box(rect{left, frameTop, half, 28}, boxName{"1", "Goods consigned from: exporter's name, address, country"}, party(f.d.Exporter))
	f.box(rect{left, 38, half, 30}, boxName{"2", "Goods consigned to: consignee's name, address, country"}, f.consignee())
	f.title(rect{right, frameTop, half, 58})
	f.box(rect{left, 68, half, 31}, boxName{"3", "Means of transport and route, as far as known"}, route(f.d))
	f.official(rect{right, 68, half, 31})
	f.goods(rect{left, 99, frameWidth, 86}, goods)
	f.declared(rect{left, 185, half, 46})
	f.certified(rect{right, 185, half, 46})
	f.remarks(rect{left, 231, frameWidth, 26})
	f.pen(f.ink, 0.6)
	f.pdf.Rect(left, frameTop, frameWidth, frameHeight, "D")
}

// consignee is box 2, in which a Form D also names the exhibition (Annex 7 note 13).
func (f *form) consignee() []string {
	lines := party(f.d.Consignee)
	if f.d.Form == certificate.FormD {
		lines = append(lines, exhibition(f.d.Remarks.Exhibition)...)
	}
	return lines
}

// title is the place of number and name of the form.
func (f *form) title(r rect) {
	f.frame(r, 0.3)
	at := r.inset(3, 2)
	f.number(at)
	agreement := "ASEAN TRADE IN GOODS AGREEMENT"
	if f.d.Agreement == certificate.VKFTA {
		agreement = "VIET NAM - KOREA FREE TRADE AGREEMENT"
	}
	strong := style{size: 11, bold: true, ink: f.ink}
	f.centred(rect{at.x, r.y + 17, at.w, 5}, agreement, strong.at(9.5))
	f.centred(rect{at.x, r.y + 23, at.w, 6}, "CERTIFICATE OF ORIGIN", strong.at(14))
	f.centred(rect{at.x, r.y + 29.5, at.w, 4}, "Combined declaration and certificate", style{size: 8, ink: f.ink})
	f.centred(rect{at.x, r.y + 34, at.w, 8}, "FORM "+string(f.d.Form), strong.at(17))
	f.centred(rect{at.x, r.y + 44.5, at.w, 5}, "Issued in  "+country(f.d.IssuingCountry), style{size: 10, bold: true, ink: black})
	f.pen(f.ink, 0.15)
	f.stroke(at.x+18, r.y+49.5, at.right()-18, r.y+49.5)
	f.centred(rect{at.x, r.y + 51.5, at.w, 4}, "Notes on the last page", style{size: 6.5, ink: f.ink})
}

// number prints the reference number and the check code beside it.
func (f *form) number(at rect) {
	caption := style{size: captionSize, ink: f.ink}
	f.draw(at.x, at.y+2.5, "Reference No.", caption)
	f.draw(at.x, at.y+8, f.d.Reference, f.shrunk(f.d.Reference, style{size: 12, bold: true, ink: black}, at.w-30))
	if f.proof.CheckCode != "" {
		f.draw(at.right()-26, at.y+2.5, "Check code", caption)
		f.draw(at.right()-26, at.y+8, f.proof.CheckCode, style{size: 12, bold: true, ink: black})
	}
}

// official is box 4, left to the customs of the importing country.
func (f *form) official(r rect) {
	at := f.outline(r, boxName{"4", "For official use of the importing customs"})
	f.tick(at.x+2, at.y+2, "Preferential treatment given", false)
	f.tick(at.x+2, at.y+7, "Preferential treatment not given (state reasons)", false)
	f.signatureLine(rect{at.x, at.bottom() - 3.6, at.w, 3.6}, "Signature of the official authorised in the importing country")
}

// signatureLine is a line to sign on, with its words below.
func (f *form) signatureLine(at rect, words string) {
	f.pdf.SetDashPattern([]float64{0.4, 0.6}, 0)
	f.pen(black, 0.2)
	f.stroke(at.x+2, at.y, at.right()-2, at.y)
	f.pdf.SetDashPattern([]float64{}, 0)
	f.centred(rect{at.x, at.y + 0.5, at.w, 3}, words, style{size: 5.8, ink: f.ink})
}

// declared is box 11: what the exporter declares.
func (f *form) declared(r rect) {
	at := f.outline(r, boxName{"11", "Declaration by the exporter"})
	small := style{size: 7, ink: black}
	strong := style{size: 9.5, bold: true, ink: black}
	used := f.paragraph(at, "The undersigned declares that the details and statements above are correct, that all the goods were produced in", small)
	at = at.below(used + 0.6)
	f.underlined(at, country(f.d.OriginCountry), strong)
	at = at.below(5.6)
	used = f.paragraph(at, fmt.Sprintf("and that they fulfil the requirements of origin that %s sets for goods exported to", f.agreementTitle()), small)
	at = at.below(used + 0.6)
	f.underlined(at, country(f.d.ImportingCountry), strong)
	declaration := f.d.Declaration
	f.signature(r, signed(declaration.Place, declaration.Date, declaration.Name), "Place and date, name and signature of the authorised signatory")
}

// underlined centres text over a line.
func (f *form) underlined(at rect, text string, st style) {
	f.centred(at, text, st)
	f.pen(black, 0.15)
	f.stroke(at.x+14, at.y+4.3, at.right()-14, at.y+4.3)
}

// agreementTitle is the agreement's name in a sentence.
func (f *form) agreementTitle() string {
	switch f.d.Agreement {
	case certificate.VKFTA:
		return "the Viet Nam - Korea Free Trade Agreement"
	case certificate.UKVFTA:
		return "the United Kingdom - Viet Nam Free Trade Agreement"
	}
	return "the ASEAN Trade in Goods Agreement"
}

// certified is box 12: what the issuing authority certifies, and the electronic seal in place of a stamp.
func (f *form) certified(r rect) {
	at := f.outline(r, boxName{"12", "Certification"})
	c := f.d.Certification
	used := f.paragraph(at, "On the basis of the checks carried out, it is certified that the exporter's declaration is correct.", style{size: 7, ink: black})
	at = at.below(used + 0.8)
	at = at.below(f.lines(at, f.copyMarks(), style{size: 8.5, bold: true, ink: ink{170, 0, 0}}) + 0.4)
	f.sealMark(rect{at.x + 1, at.y, at.w - 2, r.bottom() - 11.5 - at.y}, issuer(f.d))
	f.signature(r, signed(c.Place, c.Date, c.Official), "Place and date, name, signature and stamp of the certifying authority")
}

// copyMarks are the words on a copy in place of the lost original: box 12 (ATIGA Annex 8 R.12, VKFTA Art. 3.14.6).
func (f *form) copyMarks() []string {
	var lines []string
	if f.d.Remarks.CertifiedTrueCopy {
		lines = append(lines, "CERTIFIED TRUE COPY")
	}
	if f.d.TrueCopyOf != nil {
		lines = append(lines, "of "+link(*f.d.TrueCopyOf))
	}
	return lines
}

// remarks is box 13.
func (f *form) remarks(r rect) {
	at := f.outline(r, boxName{"13", remarksCaption(f.d.Form)})
	x, y := at.x, at.y
	for _, t := range ticks(f.d) {
		wide := 4.2 + f.measure(t.words, style{size: 7, bold: t.ticked})
		if x+wide > at.right() {
			x, y = at.x, y+4.4
		}
		x += f.tick(x, y, t.words, t.ticked) + 4
	}
	f.keep(f.fill(at.below(y-at.y+4.6), boxName{"13", "Remarks"}, remarkLines(f.d)))
}

// issuer is who certifies, with the code under which the trust registry knows the office.
func issuer(d *certificate.Document) string {
	return strings.Join(nonEmpty(d.Certification.Authority, "office "+d.Office), " · ")
}
