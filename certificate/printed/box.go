package printed

import "fmt"

// Sizes of the type in which boxes are filled: the largest at which everything fits is taken.
var bodySizes = []float64{9, 8.5, 8, 7.5, 7, 6.5, 6}

// captionSize is the size of a box's number and caption, in points.
const captionSize = 6.2

// boxName is the number and the caption printed in a box.
type boxName struct {
	number  string
	caption string
}

// carried is what did not fit into a box and is printed on a continuation page.
type carried struct {
	box        boxName
	paragraphs []string
}

// outline draws a box with number and caption and returns what is left for its content.
func (s *sheet) outline(r rect, name boxName) rect {
	s.frame(r, 0.3)
	return s.caption(r, name)
}

// caption prints number and caption into the upper left corner of a box.
func (s *sheet) caption(r rect, name boxName) rect {
	inner := r.inset(1.4, 1.0)
	st := style{size: captionSize, ink: s.ink}
	indent := 0.0
	if name.number != "" {
		number := style{size: captionSize + 0.8, bold: true, ink: s.ink}
		s.draw(inner.x, inner.y+number.size*point*0.95, name.number, number)
		indent = s.measure(name.number, number) + 1
	}
	used := s.paragraph(rect{inner.x + indent, inner.y, inner.w - indent, inner.h}, name.caption, st)
	return inner.below(used + 0.6)
}

// field draws a box and fills it.
func (s *sheet) field(r rect, name boxName, paragraphs []string) *carried {
	return s.fill(s.outline(r, name), name, paragraphs)
}

// fill prints paragraphs into a box, as large as they fit. What does not fit even in the smallest type is returned, to
// be printed in full on a continuation page, and the box says so.
func (s *sheet) fill(at rect, name boxName, paragraphs []string) *carried {
	for _, size := range bodySizes {
		st := style{size: size, ink: black}
		lines := s.wrapAll(paragraphs, st, at.w)
		if float64(len(lines))*st.height() <= at.h {
			s.lines(at, lines, st)
			return nil
		}
	}
	st := style{size: bodySizes[len(bodySizes)-1], ink: black}
	lines := s.wrapAll(paragraphs, st, at.w)
	room := max(int(at.h/st.height()), 1)
	shown := append(lines[:room-1:room-1], fmt.Sprintf("… in full on the continuation page, box %s", name.number))
	s.lines(at, shown, st)
	return &carried{box: name, paragraphs: paragraphs}
}
