package circular33

import (
	"slices"

	"origo/certificate"
	"origo/fta-rules/psr"
)

// grounds are the kinds of criterion that a rule admits.
type grounds struct {
	change, value, process, both bool // both: a change of classification together with a value in one alternative
	onlyWhollyObtained           bool
	processes                    []string // codes of the processes, sorted
}

// groundsOf reads a rule in notation. It is not known where the rule is missing, cannot be read, or states no rule.
func groundsOf(notation string) (grounds, bool) {
	rule, err := psr.Parse(notation)
	if err != nil {
		return grounds{}, false
	}
	g := grounds{onlyWhollyObtained: true}
	for _, part := range rule.Parts {
		for _, alternative := range part.Alternatives {
			if _, none := alternative.(psr.NoRule); none {
				return grounds{}, false
			}
			g.add(alternative)
		}
	}
	slices.Sort(g.processes)
	g.processes = slices.Compact(g.processes)
	return g, true
}

// add takes in one alternative of the rule.
func (g *grounds) add(alternative psr.Expr) {
	var one grounds
	whollyObtained := false
	psr.Walk(alternative, func(e psr.Expr) {
		switch e := e.(type) {
		case psr.WhollyObtained:
			whollyObtained = true
		case psr.Change:
			one.change = true
		case psr.RVC, psr.MaxValue:
			one.value = true
		case psr.Process:
			one.process = true
			one.processes = append(one.processes, e.Code)
		}
	})
	g.onlyWhollyObtained = g.onlyWhollyObtained && whollyObtained
	g.both = g.both || one.change && one.value
	g.change = g.change || one.change
	g.value = g.value || one.value
	g.process = g.process || one.process
	g.processes = append(g.processes, one.processes...)
}

// admits reports whether the rule has an alternative of the criterion's kind.
func (g grounds) admits(criterion certificate.Criterion) bool {
	switch criterion.Kind {
	case certificate.ChangeOfTariff:
		return g.change
	case certificate.RegionalValue, certificate.PartialCumulation:
		return g.value
	case certificate.ChangeAndValue:
		return g.both
	case certificate.SpecificProcess:
		return g.process
	}
	return false
}
