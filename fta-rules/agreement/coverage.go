package agreement

import (
	"origo/fta-rules/hs"
	"origo/fta-rules/psr"
)

// Kind says what it takes to decide a line besides the codes, values, weights and origin of the materials.
type Kind int

// The kinds, from the easiest to decide to the hardest. A line is of the hardest kind that any of its alternatives
// needs; an easier alternative may still decide it.
const (
	ByCode       Kind = iota // nothing more
	NeedsChoice              // the description of the good has to pick a line or a part
	NeedsProcess             // which operations were done
	NeedsOfficer             // a description of materials or a question that codes cannot settle
	Unknown                  // nothing is known that could decide it: unread, without a rule, or ambiguous
	kinds
)

// Kinds are all kinds, in the order in which they are shown.
var Kinds = [...]Kind{ByCode, NeedsChoice, NeedsProcess, NeedsOfficer, Unknown}

// String is the kind as reports name it.
func (k Kind) String() string {
	return [...]string{"by code", "needs choice", "needs process facts", "needs officer", "unknown"}[k]
}

// Counts are numbers of lines or subheadings by kind.
type Counts [kinds]int

// Total is how many were counted.
func (c Counts) Total() int {
	total := 0
	for _, n := range c {
		total += n
	}
	return total
}

// Add adds other counts to these.
func (c *Counts) Add(other Counts) {
	for kind, n := range other {
		c[kind] += n
	}
}

// ChapterCoverage is what rules know of one chapter.
type ChapterCoverage struct {
	Chapter     int
	Lines       Counts // lines of the annex whose first code is of the chapter
	Subheadings Counts // subheadings of the edition
	General     int    // those of Subheadings that the annex does not list and the general rule decides
}

// Cover counts the lines and subheadings of every chapter of the edition by what it takes to decide them.
func Cover(r *Rules) []ChapterCoverage {
	coverage := map[int]*ChapterCoverage{}
	var chapters []int
	for _, code := range r.Edition.Codes() {
		chapter := coverage[code.Chapter()]
		if chapter == nil {
			chapter = &ChapterCoverage{Chapter: code.Chapter()}
			coverage[code.Chapter()] = chapter
			chapters = append(chapters, code.Chapter())
		}
		chapter.count(r, code)
	}
	for i := range r.Table.lines {
		line := &r.Table.lines[i]
		if chapter := coverage[line.chapter()]; chapter != nil {
			chapter.Lines[Classify(line)]++
		}
	}
	all := make([]ChapterCoverage, len(chapters))
	for i, chapter := range chapters {
		all[i] = *coverage[chapter]
	}
	return all
}

// count adds one subheading.
func (c *ChapterCoverage) count(r *Rules, code hs.Code) {
	switch lines := r.Table.At(code); {
	case len(lines) > 1:
		c.Subheadings[NeedsChoice]++
	case len(lines) == 1:
		c.Subheadings[alone(lines[0])]++
	case len(r.General) > 0:
		c.Subheadings[hardest(r.General)]++
		c.General++
	default:
		c.Subheadings[Unknown]++
	}
}

// chapter is the chapter of the first code, 0 if there is none.
func (l *Line) chapter() int {
	if len(l.Codes) == 0 {
		return 0
	}
	return l.Codes[0].From.Chapter()
}

// Classify says what it takes to decide a line.
func Classify(l *Line) Kind {
	switch {
	case l.State != Known:
		return Unknown
	case l.Choice != "" || len(l.Rule.Parts) != 1:
		return NeedsChoice
	}
	return hardest(l.Rule.Parts[0].Alternatives)
}

// alone is what it takes to decide a line where it is the only one for a subheading, so that nothing is to be chosen.
func alone(l *Line) Kind {
	only := *l
	only.Choice = ""
	return Classify(&only)
}

// hardest is the hardest kind that any of the conditions needs.
func hardest(conditions []psr.Expr) Kind {
	kind := ByCode
	for _, condition := range conditions {
		psr.Walk(condition, func(e psr.Expr) { kind = max(kind, kindOf(e)) })
	}
	return kind
}

// kindOf is what a condition needs by itself.
func kindOf(e psr.Expr) Kind {
	switch e.(type) {
	case psr.NoRule:
		return Unknown
	case psr.From, psr.Judgement:
		return NeedsOfficer
	case psr.Process:
		return NeedsProcess
	}
	for _, m := range psr.Mentions(e) {
		if _, term := psr.Terms[m.Name]; m.Name != "" && !term {
			return NeedsOfficer
		}
	}
	return ByCode
}
