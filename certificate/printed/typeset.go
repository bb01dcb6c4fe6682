package printed

import "strings"

const (
	point   = 25.4 / 72 // millimetres
	leading = 1.28      // distance of baselines in multiples of the size
)

// style is how text looks.
type style struct {
	size float64 // points
	bold bool
	ink  ink
}

// ink is a colour, red, green, blue.
type ink [3]int

var (
	black = ink{0, 0, 0}
	grey  = ink{90, 90, 90}
)

// at is the style in another size.
func (s style) at(size float64) style {
	s.size = size
	return s
}

// height is the distance from one line to the next, in millimetres.
func (s style) height() float64 { return s.size * point * leading }

// run is text from one font.
type run struct {
	face  *face
	text  string
	width float64
}

// line is text set in a line.
type line []run

// set makes one line of text, whatever its length.
func (g *glyphs) set(text string, st style) line {
	var done line
	for _, r := range text {
		c := g.of(r, st.bold)
		if last := len(done) - 1; last < 0 || done[last].face != c.face {
			done = append(done, run{face: c.face})
		}
		last := &done[len(done)-1]
		last.text += string(c.shown)
		last.width += c.advance * st.size * point
	}
	return done
}

// measure is the length of text in millimetres.
func (g *glyphs) measure(text string, st style) float64 {
	sum := 0.0
	for _, r := range text {
		sum += g.of(r, st.bold).advance
	}
	return sum * st.size * point
}

// wrap breaks text into lines of the given width: at blanks, and inside a word only if it is longer than a line.
func (g *glyphs) wrap(text string, st style, width float64) []string {
	var lines []string
	current, used := "", 0.0
	blank := g.measure(" ", st)
	for word := range strings.SplitSeq(text, " ") {
		for piece, rest := g.cut(word, st, width); piece != ""; piece, rest = g.cut(rest, st, width) {
			long := g.measure(piece, st)
			switch {
			case current == "":
				current, used = piece, long
			case used+blank+long <= width:
				current, used = current+" "+piece, used+blank+long
			default:
				lines = append(lines, current)
				current, used = piece, long
			}
		}
	}
	if current == "" {
		return lines
	}
	return append(lines, current)
}

// cut splits a word where a line ends.
func (g *glyphs) cut(word string, st style, width float64) (piece, rest string) {
	used := 0.0
	for i, r := range word {
		used += g.of(r, st.bold).advance * st.size * point
		if used > width && i > 0 {
			return word[:i], word[i:]
		}
	}
	return word, ""
}

// wrapAll breaks every paragraph.
func (g *glyphs) wrapAll(paragraphs []string, st style, width float64) []string {
	var lines []string
	for _, p := range paragraphs {
		lines = append(lines, g.wrap(p, st, width)...)
	}
	return lines
}
