package origin

import (
	"origo/certificate"
	"origo/fta-rules/finding"
)

var (
	zero    certificate.Decimal
	hundred = certificate.DecimalOf(100)
)

// span is a sum that is not fully settled: of some materials it is open whether they count.
type span struct {
	sure  certificate.Decimal // what counts for certain
	doubt certificate.Decimal // what may count besides
	open  bool                // something counts or may count whose amount is not stated
}

// add counts an amount: Met for certain, CannotTell perhaps, otherwise not.
func (s *span) add(amount certificate.Decimal, counts finding.Outcome) {
	switch counts {
	case finding.Met:
		s.sure = s.sure.Add(amount)
	case finding.CannotTell:
		s.doubt = s.doubt.Add(amount)
	}
}

// addStated is add for an amount that may be missing, which 0 stands for.
func (s *span) addStated(amount certificate.Decimal, counts finding.Outcome) {
	if amount.IsZero() && (counts == finding.Met || counts == finding.CannotTell) {
		s.open = true
		return
	}
	s.add(amount, counts)
}

// most is the sum if everything counts that may.
func (s span) most() certificate.Decimal {
	if s.doubt.IsZero() {
		return s.sure
	}
	return s.sure.Add(s.doubt)
}

// nothing reports that the sum is 0 for certain.
func (s span) nothing() bool { return !s.open && s.sure.IsZero() && s.doubt.IsZero() }

// within says whether the sum is at most so many percent of the base. A base of 0 is one that is not stated.
func (s span) within(percent, base certificate.Decimal) finding.Outcome {
	if s.nothing() {
		return finding.Met
	}
	if base.IsZero() {
		return finding.CannotTell
	}
	limit := percent.Mul(base)
	switch {
	case s.sure.Mul(hundred).Cmp(limit) > 0:
		return finding.NotMet
	case s.open || !s.doubt.IsZero() && s.most().Mul(hundred).Cmp(limit) > 0:
		return finding.CannotTell
	}
	return finding.Met
}

// reaches says whether the sum is at least so many percent of the base, which is above 0.
func (s span) reaches(percent, base certificate.Decimal) finding.Outcome {
	required := percent.Mul(base)
	switch {
	case s.sure.Mul(hundred).Cmp(required) >= 0:
		return finding.Met
	case s.open || s.most().Mul(hundred).Cmp(required) >= 0:
		return finding.CannotTell
	}
	return finding.NotMet
}
