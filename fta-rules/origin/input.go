package origin

import (
	"strings"

	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
	"origo/fta-rules/psr"
)

// input is a material of the bill as the tests see it.
type input struct {
	*Material
	number int       // its place in the bill, 1 is the first
	code   hs.Code   // its subheading as stated
	codes  []hs.Code // what that is in the edition of the rules; several if the correlation leaves it open, none if it is not known

	outside finding.Outcome     // Met: it counts as non-originating
	route   *agreement.Route    // the cumulation route by which it counts, nil if it needs or has none
	partly  certificate.Decimal // the percentage that counts as originating in a value test although it is non-originating
	why     standing
}

// standing is why a material counts as it does.
type standing struct {
	outcome  finding.Outcome // Met: it counts as originating, be it in part
	message  finding.Message
	citation string
	tried    *agreement.Route // the route of cumulation that was tried, nil if none
}

// label names the material for people: its place in the bill, its code and its description.
func (in *input) label() string {
	if in.Description == "" {
		return in.code.String()
	}
	return in.code.String() + " " + in.Description
}

// within says whether the material's code is in a set of codes.
func (in *input) within(set hs.Set) finding.Outcome {
	inside := 0
	for _, c := range in.codes {
		if set.Contains(c) {
			inside++
		}
	}
	return in.share(inside)
}

// share turns the number of candidates for which something holds into an outcome.
func (in *input) share(holds int) finding.Outcome {
	switch {
	case len(in.codes) == 0:
		return finding.CannotTell
	case holds == len(in.codes):
		return finding.Met
	case holds == 0:
		return finding.NotMet
	}
	return finding.CannotTell
}

// sameAs says whether the material has the chapter, heading or subheading of the good.
func (in *input) sameAs(good hs.Code, level psr.Level) finding.Outcome {
	if level == psr.AnyHeading {
		return finding.NotMet
	}
	same := 0
	for _, c := range in.codes {
		if upTo(c, level) == upTo(good, level) {
			same++
		}
	}
	return in.share(same)
}

// upTo is the chapter, heading or subheading of a code.
func upTo(c hs.Code, level psr.Level) int {
	switch level {
	case psr.Chapter:
		return c.Chapter()
	case psr.Heading:
		return c.Heading()
	}
	return int(c)
}

// textiles are the chapters of Section XI, textiles and textile articles.
var textiles = hs.Set{{From: 500000, To: 639999}}

// sugar is what rules mean by a term that the agreements do not define: cane and beet sugar for certain, other sugars
// perhaps.
const sugar = "sugar"

var (
	caneSugar   = hs.Set{{From: 170100, To: 170199}}
	otherSugars = hs.Set{{From: 170200, To: 170299}}
)

// is says whether the material is one of those that a rule names.
func (w *work) is(in *input, named psr.Materials) finding.Outcome {
	byCode := finding.Met
	if len(named.Codes) > 0 {
		byCode = in.within(named.Codes)
	}
	if named.Name == "" || byCode == finding.NotMet {
		return byCode
	}
	return finding.All(byCode, w.isCalled(in, named.Name))
}

// isCalled says whether the material is what a rule describes in words. Once the bill says so of one material, those of
// which it says nothing are taken not to be it.
func (w *work) isCalled(in *input, name string) finding.Outcome {
	if stated, found := lookup(in.Is, name); found {
		return finding.Of(stated)
	}
	if strings.EqualFold(name, sugar) {
		return finding.Any(in.within(caneSugar), finding.All(in.within(otherSugars), finding.CannotTell))
	}
	for i := range w.inputs {
		if stated, found := lookup(w.inputs[i].Is, name); found && stated {
			return finding.NotMet
		}
	}
	return finding.CannotTell
}

// lookup finds a statement by its name, whatever its case.
func lookup(statements map[string]bool, name string) (stated, found bool) {
	if stated, found = statements[name]; found || len(statements) == 0 {
		return stated, found
	}
	for key, value := range statements {
		if strings.EqualFold(strings.TrimSpace(key), name) {
			stated, found = stated || value, true
		}
	}
	return stated, found
}
