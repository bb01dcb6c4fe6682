package printed

import (
	"errors"
	"fmt"

	"rsc.io/qr"

	"origo/certificate"
)

// form is one document while it is printed.
type form struct {
	*sheet
	proof   Proof
	d       *certificate.Document
	mark    string   // what the seal claims of itself, empty on a preview
	code    *qr.Code // nil without a stamp
	carried []carried
}

// layout is how a form is drawn: its first page, the columns of its goods and the pages that follow the goods.
type layout struct {
	ink     ink
	first   func(f *form, t *table)
	columns []column
	last    func(f *form)
}

// layoutOf chooses by the form.
func layoutOf(d *certificate.Document) layout {
	switch d.Form {
	case certificate.FormEUR1:
		return layout{ink{0, 96, 60}, (*form).eur1, eur1Columns, (*form).eur1Overleaf}
	case certificate.FormOD:
		return layout{ink{60, 60, 60}, (*form).origin, originColumns(d.Agreement), nil}
	case certificate.FormD:
		return layout{ink{16, 56, 110}, (*form).combined, combinedColumns(d.Form), (*form).overleaf}
	}
	return layout{ink{92, 28, 92}, (*form).combined, combinedColumns(d.Form), (*form).overleaf}
}

// maxLines bounds the lines of the goods table, some five hundred pages: 999 items of ordinary length take fewer than a
// hundred, and every text of a certificate of the greatest size in it fits, unless items repeat the same invoices.
const maxLines = 30_000

// ErrTooLong is returned for goods that take more than 30 000 lines. Certificate and seal can still be handed on as the
// files they are.
var ErrTooLong = errors.New("the document is too long to be printed")

// pages draws everything.
func (f *form) pages(l layout) error {
	goods := f.newTable(f.d, l.columns)
	if goods.height() > maxLines {
		return ErrTooLong
	}
	f.page()
	l.first(f, goods)
	for !goods.done() || len(f.carried) > 0 {
		f.continuation(goods)
	}
	if l.last != nil {
		f.page()
		l.last(f)
	}
	f.pagePlaces(f.d.ID().String(), f.stripLeft())
	return nil
}

// page begins a page with what every page has.
func (f *form) page() {
	f.pdf.AddPage()
	if f.d.Form == certificate.FormEUR1 {
		f.guilloche(rect{frameLeft, frameTop, frameWidth, frameHeight})
	}
	f.strip()
	if f.proof.Seal == nil {
		f.preview()
	}
}

// keep remembers what did not fit.
func (f *form) keep(c *carried) {
	if c != nil {
		f.carried = append(f.carried, *c)
	}
}

// box draws and fills a box, and remembers what did not fit.
func (f *form) box(r rect, name boxName, paragraphs []string) {
	f.keep(f.field(r, name, paragraphs))
}

// continuation is a page for the goods that did not fit, then for what did not fit into other boxes.
func (f *form) continuation(goods *table) {
	f.page()
	head := rect{frameLeft, frameTop, frameWidth, 14}
	f.frame(head, 0.3)
	f.draw(head.x+2, head.y+5.5, f.d.Form.Title()+" · continuation page", style{size: 10, bold: true, ink: f.ink})
	f.draw(head.x+2, head.y+11, f.numbered(), style{size: 8.5, ink: black})
	rest := rect{frameLeft, head.bottom(), frameWidth, frameHeight - head.h}
	if !goods.done() {
		f.goods(rest, goods)
		return
	}
	f.frame(rest, 0.3)
	f.carry(rest.inset(2, 2))
}

// numbered is the reference number with the check code beside it.
func (f *form) numbered() string {
	text := "Reference No. " + f.d.Reference
	if f.proof.CheckCode != "" {
		text += "   ·   check code " + f.proof.CheckCode
	}
	return text
}

// carry prints boxes that were too small, as far as the page goes.
func (f *form) carry(at rect) {
	st := style{size: 8, ink: black}
	for len(f.carried) > 0 {
		c := &f.carried[0]
		if at.h < 4*st.height() {
			return
		}
		at = at.below(f.paragraph(at, fmt.Sprintf("%s  %s", c.box.number, c.box.caption), style{size: 7, bold: true, ink: f.ink}) + 0.5)
		lines := f.wrapAll(c.paragraphs, st, at.w)
		room := min(int(at.h/st.height()), len(lines))
		at = at.below(f.lines(at, lines[:room], st) + 3)
		if room < len(lines) {
			c.paragraphs = lines[room:]
			return
		}
		f.carried = f.carried[1:]
	}
}
