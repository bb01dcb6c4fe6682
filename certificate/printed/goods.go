package printed

import (
	"origo/certificate"
)

// column is one box of the goods table.
type column struct {
	name  boxName
	width float64
	// content is what the box says of an item, by paragraphs.
	content func(d *certificate.Document, item certificate.Item) []string
	// total is what stands under the last item, nil for nothing.
	total func(t certificate.Totals) []string
}

const (
	goodsHeader = 11.5 // height of the captions above the goods
	cellMargin  = 1.3
)

var goodsStyle = style{size: 7.5, ink: black}

// block is what the goods table says of one item: a list of lines for each column.
type block [][]string

// height is the number of lines the block takes.
func (b block) height() int {
	most := 0
	for _, cell := range b {
		most = max(most, len(cell))
	}
	return most
}

// split cuts a block after n lines.
func (b block) split(n int) (head, tail block) {
	for _, cell := range b {
		at := min(n, len(cell))
		head, tail = append(head, cell[:at]), append(tail, cell[at:])
	}
	return head, tail
}

// table is the goods that remain to be printed.
type table struct {
	columns []column
	blocks  []block
}

// newTable sets every item of a document, and the totals.
func (s *sheet) newTable(d *certificate.Document, columns []column) *table {
	t := &table{columns: columns}
	for _, item := range d.Items {
		var b block
		for _, c := range columns {
			b = append(b, s.wrapAll(c.content(d, item), goodsStyle, c.width-2*cellMargin))
		}
		t.blocks = append(t.blocks, b)
	}
	var totals block
	for _, c := range columns {
		var lines []string
		if c.total != nil {
			lines = s.wrapAll(c.total(d.Totals), goodsStyle, c.width-2*cellMargin)
		}
		totals = append(totals, lines)
	}
	if totals.height() > 0 {
		t.blocks = append(t.blocks, totals)
	}
	return t
}

// height is the number of lines that remain.
func (t *table) height() int {
	sum := 0
	for _, b := range t.blocks {
		sum += b.height()
	}
	return sum
}

// done tells whether everything has been printed.
func (t *table) done() bool { return len(t.blocks) == 0 }

// goods draws the table into a place and prints as much of it as fits. An item goes to the next page whole, unless it
// is longer than a page. Space that stays empty after the last item is crossed out.
func (s *sheet) goods(at rect, t *table) {
	s.grid(at, t.columns)
	body := at.below(goodsHeader)
	line := goodsStyle.height()
	y, first := body.y+1, true
	for !t.done() {
		room := int((body.bottom() - y - 1) / line)
		next := t.blocks[0]
		switch {
		case next.height() <= room:
			s.block(rect{at.x, y, at.w, 0}, t.columns, next)
			t.blocks = t.blocks[1:]
			y += (float64(next.height()) + 0.5) * line
			first = false
			continue
		case first && room > 0:
			head, tail := next.split(room)
			s.block(rect{at.x, y, at.w, 0}, t.columns, head)
			t.blocks[0] = tail
		}
		s.onward(body)
		return
	}
	s.crossOut(rect{at.x, y, at.w, body.bottom() - y})
}

// grid draws the columns with their captions.
func (s *sheet) grid(at rect, columns []column) {
	s.frame(at, 0.3)
	x := at.x
	for _, c := range columns {
		cell := rect{x, at.y, c.width, at.h}
		s.frame(cell, 0.3)
		s.caption(rect{x, at.y, c.width, goodsHeader}, c.name)
		x += c.width
	}
	s.pen(s.ink, 0.3)
	s.stroke(at.x, at.y+goodsHeader, at.right(), at.y+goodsHeader)
}

// block prints the lines of one item.
func (s *sheet) block(at rect, columns []column, b block) {
	x := at.x
	for i, c := range columns {
		s.lines(rect{x + cellMargin, at.y, c.width, 0}, b[i], goodsStyle)
		x += c.width
	}
}

// onward says that the goods go on.
func (s *sheet) onward(body rect) {
	s.centred(rect{body.x, body.bottom() - 3.2, body.w, 3}, "continued on the next page", style{size: captionSize, ink: s.ink})
}

// crossOut strikes out space in which nothing may be added later (ATIGA Annex 8 R.9, VKFTA Art. 3.14.7).
func (s *sheet) crossOut(unused rect) {
	if unused.h < 3 {
		return
	}
	s.pen(grey, 0.2)
	s.stroke(unused.x+2, unused.y, unused.right()-2, unused.y)
	if unused.h > 8 {
		s.stroke(unused.right()-2, unused.y, unused.x+2, unused.bottom()-2)
		s.stroke(unused.x+2, unused.bottom()-2, unused.right()-2, unused.bottom()-2)
	}
}
