package console

import "strconv"

// plot is a drawing of bars, one a row. It repeats a table that stands under it, and words say which part of a bar is
// what: the parts differ in pattern too, not in colour alone.
type plot struct {
	id     string // unique on the page
	title  string
	about  string // what the drawing shows, for those who do not see it
	legend []legend
	rows   []bar
	over   bool // labels are too long to stand before their bars and stand over them
}

// legend names a kind of part.
type legend struct{ kind, words string }

// bar is one row: parts that follow each other, and what they say in figures.
type bar struct {
	label string
	parts []part
	said  string
}

// part is a stretch of a bar. Kind is the class in the style sheet.
type part struct {
	kind  string
	value int
}

// The kinds of part.
const (
	partFull  = "full"  // the one that matters
	partRest  = "rest"  // what remains of the whole
	partAlarm = "alarm" // what needs somebody
)

// Measures of a drawing, in units of its own; it grows with the page.
const (
	plotWidth  = 340
	plotRow    = 22
	plotOver   = 18 // more of a row whose label stands over its bar
	plotBar    = 14
	plotLeft   = 84  // where bars begin behind their labels
	plotSpan   = 150 // of the longest bar
	plotGap    = 6   // between a bar and what it says
	plotMargin = 4
)

// stretch is a part as drawn.
type stretch struct {
	kind     string
	x, width int
}

// row is the height of one row.
func (d plot) row() int {
	if d.over {
		return plotRow + plotOver
	}
	return plotRow
}

// left is where bars begin.
func (d plot) left() int {
	if d.over {
		return plotMargin
	}
	return plotLeft
}

// height is that of the drawing.
func (d plot) height() int { return len(d.rows)*d.row() + 2*plotMargin }

// frame is the drawing's viewBox.
func (d plot) frame() string {
	return "0 0 " + strconv.Itoa(plotWidth) + " " + strconv.Itoa(d.height())
}

// top is where the bar of a row begins.
func (d plot) top(row int) int {
	return plotMargin + (row+1)*d.row() - plotRow + (plotRow-plotBar)/2
}

// base is where the figures of a row stand, and its label before the bar.
func (d plot) base(row int) int { return d.top(row) + plotBar - 3 }

// above is where the label of a row stands over the bar.
func (d plot) above(row int) int { return d.top(row) - plotMargin }

// stretches are the parts of a row, to the scale of the longest bar. Whatever is more than nothing is seen.
func (d plot) stretches(row int) []stretch {
	longest := 1
	for _, r := range d.rows {
		longest = max(longest, r.length())
	}
	var all []stretch
	x := d.left()
	for _, p := range d.rows[row].parts {
		if p.value <= 0 {
			continue
		}
		width := max(p.value*plotSpan/longest, 1)
		all = append(all, stretch{p.kind, x, width})
		x += width
	}
	return all
}

// end is where the figures of a row stand.
func (d plot) end(row int) int {
	x := d.left()
	for _, s := range d.stretches(row) {
		x = s.x + s.width
	}
	return x + plotGap
}

func (b bar) length() int {
	sum := 0
	for _, p := range b.parts {
		sum += p.value
	}
	return sum
}
