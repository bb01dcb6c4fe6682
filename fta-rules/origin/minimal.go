package origin

import (
	"slices"
	"strings"

	"origo/fta-rules/finding"
)

// insufficientOnly is the fact that nothing beyond minimal operations was done, as somebody judged it.
const insufficientOnly = "insufficient_only"

// evalMinimal asks that something beyond minimal operations was done, which no rule of the annex can replace. A good
// that was made without non-originating materials has nothing to prove, unless it draws on another party's materials
// and the agreement says so.
func (w *work) evalMinimal() finding.Finding {
	f := finding.Finding{Citation: w.terms().Cites.Minimal}
	beyond, message, operations := w.beyondMinimal()
	f.Message = message
	f = f.From("operations", strings.Join(operations, " "))
	needed := w.needsWork()
	switch {
	case beyond == finding.CannotTell || needed == finding.NotMet:
		f.Outcome = finding.NotApplicable
		if needed == finding.NotMet {
			f.Message = "minimal.not_needed"
		}
	default:
		f.Outcome = finding.Any(beyond, finding.Not(needed))
	}
	return f
}

// needsWork says whether the good must have been worked on beyond minimal operations.
func (w *work) needsWork() finding.Outcome {
	outside := w.anyOutside()
	if outside != finding.Met && !w.terms().MinimalNeedsNonOriginating && w.cumulates() {
		return finding.Met
	}
	return outside
}

// cumulates reports whether a material counts by a route of cumulation.
func (w *work) cumulates() bool {
	return slices.ContainsFunc(w.inputs, func(in input) bool { return in.route != nil })
}

// beyondMinimal says whether more than minimal operations were done: which operations show it, or are all there is.
func (w *work) beyondMinimal() (finding.Outcome, finding.Message, []string) {
	if only, stated := w.bill.Facts[insufficientOnly]; stated {
		return finding.Of(!only), by(finding.Of(!only), "minimal.beyond", "minimal.only", ""), w.bill.Operations
	}
	if w.bill.Operations == nil {
		return finding.CannotTell, "minimal.not_stated", nil
	}
	var beyond []string
	for _, o := range w.bill.Operations {
		if !w.isMinimal(o) {
			beyond = append(beyond, o)
		}
	}
	if len(beyond) > 0 {
		return finding.Met, "minimal.beyond", beyond
	}
	return finding.NotMet, "minimal.only", w.bill.Operations
}

// isMinimal reports whether an operation is on the agreement's list, for this good.
func (w *work) isMinimal(operation string) bool {
	for _, m := range w.terms().Minimal {
		if m.Code == operation {
			return !m.Exempt.Contains(w.good)
		}
	}
	return false
}
