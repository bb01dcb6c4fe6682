package printed

import (
	"errors"
	"io"

	"origo/certificate"
)

// Letter is a notice in several languages, each of which begins on a page of its own.
type Letter struct {
	Day   certificate.Date // of the decision; the only date in the file's metadata
	Texts []LetterText     // at least one
}

// LetterText is a notice in one language.
type LetterText struct {
	Language string // BCP 47
	Title    string
	Lines    []string
	Page     string // how a page is counted, with {page} and {pages}
	Foot     string
}

// errNoText is returned for a notice without a text.
var errNoText = errors.New("a notice is printed in at least one language")

// Notice prints a notice, such as that of a refusal, on A4. It is an export of what the ledger holds: it is not sealed.
func Notice(w io.Writer, l Letter) error {
	if len(l.Texts) == 0 {
		return errNoText
	}
	first := l.Texts[0]
	f, err := newFlow(about{title: first.Title, subject: first.Foot, day: l.Day, language: first.Language}, foot{first.Page, first.Foot})
	if err != nil {
		return err
	}
	for i, text := range l.Texts {
		if i > 0 {
			f.foot = foot{text.Page, text.Foot}
			f.turn()
		}
		f.letter(text)
	}
	return f.deliver(w)
}

// letter prints one language.
func (f *flow) letter(t LetterText) {
	f.gap(10)
	f.say(0, t.Title, style{size: 16, bold: true, ink: f.ink})
	f.gap(2)
	f.pen(f.ink, 0.5)
	f.stroke(f.at.x, f.at.y, f.at.right(), f.at.y)
	f.gap(6)
	for _, l := range t.Lines {
		f.say(0, l, style{size: 10.5, ink: black})
		f.gap(2.4)
	}
}
