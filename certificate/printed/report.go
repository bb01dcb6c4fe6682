package printed

import (
	"io"
	"strconv"
	"strings"

	"origo/certificate"
)

// Sign is the shape that stands before a finding, so that nothing is told by colour alone.
type Sign string

// The signs.
const (
	SignMet    Sign = "met"            // a tick
	SignNot    Sign = "not_met"        // a cross
	SignUnsure Sign = "cannot_tell"    // a question mark
	SignNone   Sign = "not_applicable" // a dash
)

// Report is an assessment in the words of one language, ready to be printed. Whoever prints chooses the words: this
// package knows nothing of rules.
type Report struct {
	Language string           // of the words, BCP 47
	Day      certificate.Date // of the assessment; the only date in the file's metadata
	Title    string
	Name     string // of the certificate
	Sign     Sign
	Verdict  string
	Next     []string // what to do, and by when
	Facts    []string // what the assessment rests on
	Sections []Section
	Page     string // how a page is counted, with {page} and {pages}
	Foot     string // stands under every page
}

// Section is what was found about the certificate, or about one of its lines.
type Section struct {
	Heading  string
	Verdict  string // of the line, empty for the certificate as a whole
	Findings []Finding
}

// Finding is one check in words.
type Finding struct {
	Sign     Sign
	Word     string // the outcome
	Text     string
	Basis    string   // check and citation
	Evidence []string // what would settle it, what follows
	Parts    []Finding
}

// maxParts is how deep the parts of a finding are set in; what lies deeper is printed at this depth.
const maxParts = 6

// margins of a report and a notice.
var reportPage = rect{18, 16, pageWidth - 36, pageHeight - 36}

// flow prints down the pages.
type flow struct {
	*sheet
	at   rect   // what is left of the page
	foot foot   // of the pages to come
	feet []foot // of those begun
}

// foot stands under a page, in the language of the page.
type foot struct {
	page string // how it is counted, with {page} and {pages}
	text string
}

// newFlow begins a document of running text.
func newFlow(a about, under foot) (*flow, error) {
	s, err := newSheet(a.day, ink{28, 52, 84})
	if err != nil {
		return nil, err
	}
	s.describe(a)
	f := &flow{sheet: s, foot: under}
	f.turn()
	return f, nil
}

// turn begins a new page.
func (f *flow) turn() {
	f.pdf.AddPage()
	f.at = reportPage
	f.feet = append(f.feet, f.foot)
}

// room begins a new page unless the height is left on this one.
func (f *flow) room(high float64) {
	if f.at.h < high {
		f.turn()
	}
}

// say prints a paragraph, over as many pages as it takes, set in from the left.
func (f *flow) say(indent float64, text string, st style) {
	for _, l := range f.wrap(text, st, f.at.w-indent) {
		f.room(st.height())
		f.draw(f.at.x+indent, f.at.y+st.size*point*0.98, l, st)
		f.at = f.at.below(st.height())
	}
}

// gap leaves space.
func (f *flow) gap(high float64) { f.at = f.at.below(min(high, f.at.h)) }

// deliver counts the pages and writes the file.
func (f *flow) deliver(w io.Writer) error {
	st := style{size: 7, ink: grey}
	total := strconv.Itoa(len(f.feet))
	for i, foot := range f.feet {
		f.pdf.SetPage(i + 1)
		words := strings.NewReplacer("{page}", strconv.Itoa(i+1), "{pages}", total).Replace(foot.page)
		f.draw(reportPage.x, pageHeight-12, foot.text, f.shrunk(foot.text, st, reportPage.w-40))
		f.draw(reportPage.right()-f.measure(words, st), pageHeight-12, words, st)
	}
	pdf, err := f.finish()
	if err != nil {
		return err
	}
	return deliver(w, pdf, nil)
}

// Assessment prints an assessment on A4. It is an export for a file: it is not sealed and proves nothing by itself.
func Assessment(w io.Writer, r Report) error {
	f, err := newFlow(about{title: r.Title, subject: r.Name, day: r.Day, language: r.Language}, foot{r.Page, r.Foot})
	if err != nil {
		return err
	}
	f.say(0, r.Title, style{size: 16, bold: true, ink: f.ink})
	f.gap(1)
	f.say(0, r.Name, style{size: 11, ink: black})
	f.gap(3)
	f.verdict(r)
	for _, fact := range r.Facts {
		f.say(0, fact, style{size: 7.5, ink: grey})
	}
	for _, s := range r.Sections {
		f.section(s)
	}
	return f.deliver(w)
}

// verdict is the frame that an officer reads first.
func (f *flow) verdict(r Report) {
	large, small := style{size: 15, bold: true, ink: black}, style{size: 9.5, ink: black}
	inner := f.at.w - 20
	words := f.wrap(r.Verdict, large, inner)
	next := f.wrapAll(r.Next, small, inner)
	high := 8 + float64(len(words))*large.height() + float64(len(next))*small.height()
	f.room(high)
	f.pen(f.ink, 0.6)
	f.pdf.RoundedRect(f.at.x, f.at.y, f.at.w, high, 2, "1234", "D")
	f.sign(rect{f.at.x + 5, f.at.y + 4.6, 6, 6}, r.Sign)
	used := f.lines(rect{f.at.x + 16, f.at.y + 3.5, inner, 0}, words, large)
	f.lines(rect{f.at.x + 16, f.at.y + 4.5 + used, inner, 0}, next, small)
	f.gap(high + 3)
}

// section prints a heading and its findings.
func (f *flow) section(s Section) {
	heading := style{size: 10.5, bold: true, ink: f.ink}
	f.gap(4)
	f.room(18)
	f.say(0, strings.Join(nonEmpty(s.Heading, s.Verdict), ": "), heading)
	f.pen(f.ink, 0.3)
	f.stroke(f.at.x, f.at.y+0.4, f.at.right(), f.at.y+0.4)
	f.gap(2)
	for _, found := range s.Findings {
		f.finding(found, 0)
	}
}

// finding prints a check with its sign, its basis, and its parts below.
func (f *flow) finding(found Finding, depth int) {
	text, basis := style{size: 8.5, ink: black}, style{size: 6.8, ink: grey}
	indent := 6 + 5*float64(min(depth, maxParts))
	f.room(2*text.height() + basis.height())
	f.sign(rect{f.at.x + indent - 5, f.at.y + 0.5, 2.8, 2.8}, found.Sign)
	f.say(indent, found.Word+": "+found.Text, text)
	if found.Basis != "" {
		f.say(indent, found.Basis, basis)
	}
	for _, wanted := range found.Evidence {
		f.say(indent+3, wanted, style{size: 8, ink: black})
	}
	f.gap(0.8)
	for _, part := range found.Parts {
		f.finding(part, depth+1)
	}
}

// sign draws the shape of an outcome.
func (s *sheet) sign(at rect, sign Sign) {
	width := at.w / 7
	switch sign {
	case SignMet:
		s.pen(ink{0, 110, 50}, width)
		s.stroke(at.x, at.y+at.h*0.55, at.x+at.w*0.38, at.y+at.h*0.92)
		s.stroke(at.x+at.w*0.38, at.y+at.h*0.92, at.right(), at.y+at.h*0.08)
	case SignNot:
		s.pen(ink{180, 0, 0}, width)
		s.stroke(at.x, at.y, at.right(), at.bottom())
		s.stroke(at.x, at.bottom(), at.right(), at.y)
	case SignUnsure:
		size := at.h / point * 1.25
		s.draw(at.x+at.w*0.2, at.y+size*point*0.76, "?", style{size: size, bold: true, ink: ink{150, 90, 0}})
	default:
		s.pen(grey, width)
		s.stroke(at.x, at.y+at.h/2, at.right(), at.y+at.h/2)
	}
}
