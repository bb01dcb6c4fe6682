package origin

import (
	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/psr"
)

// fit says how well a criterion fits an alternative of a rule.
type fit struct {
	outcome     finding.Outcome
	why         finding.Message
	threshold   certificate.Decimal // that a percentage was held against, 0 if none was
	alternative int
}

// better reports whether f should be reported rather than g: the better outcome and, among misses, the nearest.
func (f fit) better(g fit) bool {
	if f.outcome != g.outcome {
		return f.outcome == finding.Met || g.outcome == finding.NotMet
	}
	if f.outcome != finding.NotMet || f.why != claimBelow {
		return false
	}
	return g.why != claimBelow || f.threshold.Cmp(g.threshold) < 0
}

// fitOf fits a criterion to an alternative. A criterion of no kind, where the proof prints none, fits any rule that
// says something.
func fitOf(c certificate.Criterion, alternative psr.Expr) fit {
	if d, single := demandOf(alternative); single {
		return d.fit(c)
	}
	best := fit{outcome: finding.NotMet, why: claimNotAdmissible}
	for _, d := range demandsOf(alternative) {
		if f := d.fit(c); f.better(best) {
			best = f
		}
	}
	return best
}

// demands is what one way through an alternative asks for, as far as a certificate can name it. What else it asks for,
// such as that certain materials be wholly obtained, stands behind the criterion and is not seen at the border.
type demands struct {
	good     bool // the good itself wholly obtained, or made of originating materials only
	change   bool
	level    psr.Level
	value    bool
	percent  certificate.Decimal
	process  bool
	list     bool
	question bool // only an officer can say
	none     bool // the annex states no rule
}

// fit fits a criterion to the demands.
func (d demands) fit(c certificate.Criterion) fit {
	switch {
	case d.none:
		return fit{outcome: finding.CannotTell, why: claimRuleUnknown}
	case d.list && c.Kind == certificate.SpecificProcess:
		return fit{outcome: finding.CannotTell, why: claimITA}
	case d.good && c.Kind != "":
		return fit{outcome: finding.NotMet, why: claimNotAdmissible}
	}
	f := d.fitKind(c)
	if f.outcome == finding.Met && d.question {
		f.outcome, f.why = finding.CannotTell, claimJudgement
	}
	return f
}

func (d demands) fitKind(c certificate.Criterion) fit {
	covered := false // whether the criterion names everything that the demands can be named by
	switch c.Kind {
	case "":
		covered = true
	case certificate.ChangeOfTariff:
		covered = d.change && !d.value
	case certificate.RegionalValue:
		covered = d.value && !d.change
	case certificate.ChangeAndValue:
		covered = d.change || d.value
	case certificate.SpecificProcess:
		covered = d.process && !d.value
	}
	if !covered || (c.UsesChange() && d.change && !atLeast(c.Change, d.level)) {
		return fit{outcome: finding.NotMet, why: claimNotAdmissible}
	}
	if !d.value || !c.UsesValue() {
		return fit{outcome: finding.Met, why: claimAdmissible}
	}
	if c.Percent.Cmp(d.percent) < 0 {
		return fit{outcome: finding.NotMet, why: claimBelow, threshold: d.percent}
	}
	return fit{outcome: finding.Met, why: claimAdmissible, threshold: d.percent}
}

// atLeast reports whether a change as certificates print it is as great as the level, or greater. CTC names whichever
// change the rule asks for (VKFTA Annex 3-C overleaf note 3).
func atLeast(printed string, asked psr.Level) bool {
	switch printed {
	case "CTC", "CC":
		return true
	case "CTH":
		return asked != psr.Chapter
	case "CTSH":
		return asked == psr.Subheading || asked == psr.AnyHeading
	}
	return false
}

// maxWays bounds the ways through one alternative, which multiply where choices stand beside each other. The rules of
// the three agreements have at most a few.
const maxWays = 64

// demandsOf lists the ways through an alternative.
func demandsOf(e psr.Expr) []demands {
	switch e := e.(type) {
	case psr.All:
		ways := []demands{{}}
		for _, condition := range e {
			ways = both(ways, demandsOf(condition))
		}
		return ways
	case psr.Any:
		var ways []demands
		for _, choice := range e {
			ways = append(ways, demandsOf(choice)...)
		}
		return ways
	}
	d, _ := demandOf(e)
	return []demands{d}
}

// both joins every way of one condition with every way of another. Too many ways are left to an officer.
func both(some, others []demands) []demands {
	if len(some)*len(others) > maxWays {
		return []demands{{question: true}}
	}
	ways := make([]demands, 0, len(some)*len(others))
	for _, a := range some {
		for _, b := range others {
			ways = append(ways, a.and(b))
		}
	}
	return ways
}

// and is what both ask for together.
func (d demands) and(e demands) demands {
	if e.change && (!d.change || !atLeast(d.level.String(), e.level)) {
		d.level = e.level
	}
	if e.value && e.percent.Cmp(d.percent) > 0 {
		d.percent = e.percent
	}
	return demands{
		good: d.good || e.good, change: d.change || e.change, level: d.level, value: d.value || e.value,
		percent: d.percent, process: d.process || e.process, list: d.list || e.list,
		question: d.question || e.question, none: d.none || e.none,
	}
}

// demandOf is what a single condition asks for; a compound one is not single.
func demandOf(e psr.Expr) (d demands, single bool) {
	switch e := e.(type) {
	case psr.All, psr.Any:
		return demands{}, false
	case psr.WhollyObtained, psr.OriginatingOnly:
		return demands{good: true}, true
	case psr.Change:
		return demands{change: true, level: e.Level}, true
	case psr.RVC:
		return demands{value: true, percent: e.Percent}, true
	case psr.Process:
		return demands{process: true}, true
	case psr.AssembledFrom:
		return demands{list: true}, true
	case psr.Judgement:
		return demands{question: true}, true
	case psr.NoRule:
		return demands{none: true}, true
	}
	return demands{}, true
}
