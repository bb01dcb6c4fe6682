package origin

import (
	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/psr"
)

// claim says whether the good originates under the criterion of the bill alone.
func (d *Determination) claim(b *Bill, answers []answer) {
	if b.Criterion == "" {
		return
	}
	criterion, err := certificate.ParseCriterion(b.Agreement, b.Criterion)
	if err != nil {
		return // check has refused it
	}
	outcomes := make([]finding.Outcome, len(answers))
	for i := range answers {
		outcomes[i] = answers[i].claimed(criterion)
	}
	d.Claimed = finding.Agreeing(outcomes...)
	d.markClaimed(criterion, answers)
}

// markClaimed marks the routes that the criterion claims. They stand in the order of the answers.
func (d *Determination) markClaimed(c certificate.Criterion, answers []answer) {
	next := 0
	for i := range answers {
		for _, r := range answers[i].routes {
			d.Routes[next].Claimed = besideFits(c, r)
			next++
		}
		for _, v := range answers[i].rules {
			for j := range v.routes {
				d.Routes[next].Claimed = claims(c, v.alternatives[j])
				next++
			}
		}
	}
}

// Basis is the alternative that a proof would rest on: the first that is met of those that the bill's criterion claims,
// or of all if it claims none of them; nil if the good does not originate.
func (d *Determination) Basis() *Route {
	if d.By == nil {
		return nil
	}
	for i := range d.Routes {
		if d.Routes[i].Claimed && d.Routes[i].Outcome == finding.Met {
			return &d.Routes[i]
		}
	}
	return d.By
}

// claimed says whether the good originates under a criterion.
func (a *answer) claimed(c certificate.Criterion) finding.Outcome {
	beside := finding.NotMet
	for _, r := range a.routes {
		if besideFits(c, r) {
			beside = finding.Any(beside, r.Outcome)
		}
	}
	if c.Kind == certificate.WhollyObtained && beside == finding.NotMet {
		beside = a.evalWhollyObtained().Outcome
	}
	byRule := make([]finding.Outcome, len(a.rules))
	for i, v := range a.rules {
		byRule[i] = v.claimed(c)
	}
	outcome := beside
	if len(byRule) > 0 {
		outcome = finding.Any(beside, finding.Agreeing(byRule...))
	}
	return finding.All(outcome, a.minimal.Outcome)
}

// besideFits reports whether a route beside the rule is what a criterion claims.
func besideFits(c certificate.Criterion, r Route) bool {
	switch c.Kind {
	case certificate.WhollyObtained:
		return r.Criterion == "WO"
	case certificate.EntirelyProduced:
		return r.Criterion == "PE"
	case certificate.OutwardProcessing:
		return r.Criterion == "Article 3.5"
	case certificate.SpecificProcess:
		return r.Criterion == "" // assembly from listed materials, for which no literal is laid down
	}
	return false
}

// claimed says whether the alternatives of a reading that a criterion may claim are met.
func (v *verdict) claimed(c certificate.Criterion) finding.Outcome {
	if len(v.routes) == 0 {
		return finding.CannotTell
	}
	outcome := finding.NotMet
	for i, r := range v.routes {
		if claims(c, v.alternatives[i]) {
			outcome = finding.Any(outcome, r.Outcome)
		}
	}
	return outcome
}

// claims reports whether a criterion may claim an alternative.
func claims(c certificate.Criterion, e psr.Expr) bool {
	t := traitsOf(e)
	switch c.Kind {
	case certificate.WhollyObtained:
		return t.wholly
	case certificate.EntirelyProduced:
		return t.only
	case certificate.PartialCumulation, certificate.OutwardProcessing:
		return false
	}
	return !t.wholly && !t.only && fitOf(c, e).outcome != finding.NotMet
}
