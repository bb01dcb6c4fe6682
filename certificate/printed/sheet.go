package printed

import (
	"bytes"
	"fmt"

	"codeberg.org/go-pdf/fpdf"

	"origo/certificate"
)

// The page: A4, and the frame that a form fills.
const (
	pageWidth  = 210.0
	pageHeight = 297.0
	frameLeft  = 10.0
	frameWidth = pageWidth - 2*frameLeft
)

// rect is a place on the page.
type rect struct{ x, y, w, h float64 }

// inset is the rectangle without a margin.
func (r rect) inset(dx, dy float64) rect { return rect{r.x + dx, r.y + dy, r.w - 2*dx, r.h - 2*dy} }

// below is what is left under the upper part of the given height.
func (r rect) below(h float64) rect { return rect{r.x, r.y + h, r.w, r.h - h} }

// right is the lower right corner.
func (r rect) right() float64 { return r.x + r.w }

// bottom is the lower edge.
func (r rect) bottom() float64 { return r.y + r.h }

// sheet draws pages.
type sheet struct {
	*glyphs
	pdf    *fpdf.Fpdf
	loaded map[*face]bool
	ink    ink // of frames and captions
}

// newSheet prepares an empty document whose only date is the given one.
func newSheet(day certificate.Date, colour ink) (*sheet, error) {
	g, err := newGlyphs()
	if err != nil {
		return nil, err
	}
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(day.Time())
	pdf.SetModificationDate(day.Time())
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	return &sheet{glyphs: g, pdf: pdf, loaded: map[*face]bool{}, ink: colour}, nil
}

// finish is the document as drawn.
func (s *sheet) finish() ([]byte, error) {
	var out bytes.Buffer
	if err := s.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("draw PDF: %w", err)
	}
	return out.Bytes(), nil
}

// draw puts a line with its baseline at the given place.
func (s *sheet) draw(x, baseline float64, text string, st style) {
	s.pdf.SetTextColor(st.ink[0], st.ink[1], st.ink[2])
	for _, r := range s.set(text, st) {
		if !s.loaded[r.face] {
			s.pdf.AddUTF8FontFromBytes(r.face.name, "", r.face.bytes)
			s.loaded[r.face] = true
		}
		s.pdf.SetFont(r.face.name, "", st.size)
		s.pdf.Text(x, baseline, r.text)
		x += r.width
	}
}

// lines draws lines from the top of a place and returns the height used.
func (s *sheet) lines(at rect, lines []string, st style) float64 {
	for i, l := range lines {
		s.draw(at.x, at.y+st.size*point*0.98+float64(i)*st.height(), l, st)
	}
	return float64(len(lines)) * st.height()
}

// paragraph draws wrapped text and returns the height used.
func (s *sheet) paragraph(at rect, text string, st style) float64 {
	return s.lines(at, s.wrap(text, st, at.w), st)
}

// centred draws one line in the middle of a place, smaller if it is too long.
func (s *sheet) centred(at rect, text string, st style) {
	if long := s.measure(text, st); long > at.w {
		st.size *= at.w / long
	}
	s.draw(at.x+(at.w-s.measure(text, st))/2, at.y+st.size*point*0.98, text, st)
}

// frame draws the outline of a place.
func (s *sheet) frame(r rect, width float64) {
	s.pen(s.ink, width)
	s.pdf.Rect(r.x, r.y, r.w, r.h, "D")
}

// pen sets colour and width of what is drawn next.
func (s *sheet) pen(colour ink, width float64) {
	s.pdf.SetDrawColor(colour[0], colour[1], colour[2])
	s.pdf.SetLineWidth(width)
}

// stroke draws a straight line.
func (s *sheet) stroke(x1, y1, x2, y2 float64) { s.pdf.Line(x1, y1, x2, y2) }

// tick draws a square, crossed if it is ticked, with its words, and returns the width used.
func (s *sheet) tick(x, y float64, words string, ticked bool) float64 {
	const side = 3.0
	st := style{size: 7, ink: black, bold: ticked}
	s.pen(black, 0.25)
	s.pdf.Rect(x, y, side, side, "D")
	if ticked {
		s.pen(black, 0.5)
		s.stroke(x+0.5, y+0.5, x+side-0.5, y+side-0.5)
		s.stroke(x+0.5, y+side-0.5, x+side-0.5, y+0.5)
	}
	s.draw(x+side+1.2, y+side-0.55, words, st)
	return side + 1.2 + s.measure(words, st)
}

// shrunk is the style made as small as the text needs.
func (s *sheet) shrunk(text string, st style, width float64) style {
	if long := s.measure(text, st); long > width {
		st.size *= width / long
	}
	return st
}
