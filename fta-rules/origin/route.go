package origin

import (
	"slices"
	"strings"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/psr"
)

// route evaluates one alternative: as it stands, and with tolerances if that is not enough.
func (w *work) route(number int, e psr.Expr) (Route, finding.Finding) {
	strict := w.eval(e)
	r := Route{Alternative: number, Rule: strict.Rule, Outcome: strict.Outcome}
	f := finding.Finding{Rule: strict.Rule, Findings: []finding.Finding{strict}}
	if strict.Outcome != finding.Met {
		t := w.tolerate(e)
		f.Findings = append(f.Findings, t.findings...)
		r.Outcome = finding.Any(strict.Outcome, t.outcome)
		if r.Outcome == finding.Met {
			r.Tolerance = t.id
		}
		f.Findings, r.Outcome = w.unsettled(e, f.Findings, r.Outcome)
	}
	f.Outcome = r.Outcome
	f.Message = by(r.Outcome, "alternative.met", "alternative.not_met", "alternative.cannot_tell")
	if r.Tolerance != "" {
		f.Message = "alternative.tolerated"
	}
	r.Criterion = w.criterion(e)
	r.Marks = w.marks(e, r)
	return r, f
}

// unsettled adds that it is open whether a tolerance helps a good that must itself be wholly obtained: the agreement
// that knows a tolerance for wholly obtained materials does not say (UKVFTA Art. 5(5)).
func (w *work) unsettled(e psr.Expr, findings []finding.Finding, outcome finding.Outcome) ([]finding.Finding, finding.Outcome) {
	if _, whole := e.(psr.WhollyObtained); !whole || outcome != finding.NotMet || w.bill.Good.WhollyObtained != nil {
		return findings, outcome
	}
	for _, t := range w.tolerances {
		var all []offence
		if t.WhollyObtainedMaterials {
			w.eachOutside(func(in *input) { all = append(all, offence{in, in.outside, ""}) })
		}
		if len(all) == 0 {
			continue
		}
		if f := w.measure(t, all); f.Outcome != finding.NotMet {
			f.Outcome, f.Message = finding.CannotTell, "tolerance.unsettled"
			return append(findings, f), finding.CannotTell
		}
	}
	return findings, outcome
}

// traits are what an alternative rests on.
type traits struct {
	change  psr.Level
	changes bool
	percent certificate.Decimal // of regional value content, 0 for none
	process bool                // a process, or assembly from listed materials
	listed  bool
	wholly  bool
	only    bool
}

func traitsOf(e psr.Expr) traits {
	var t traits
	psr.Walk(e, func(e psr.Expr) {
		switch e := e.(type) {
		case psr.Change:
			t.change, t.changes = e.Level, true
		case psr.RVC:
			t.percent = e.Percent
		case psr.Process:
			t.process = true
		case psr.AssembledFrom:
			t.process, t.listed = true, true
		case psr.WhollyObtained:
			t.wholly = true
		case psr.OriginatingOnly:
			t.only = true
		}
	})
	return t
}

// criterion is what the form prints for an alternative (ATIGA Annex 7 overleaf note 3; VKFTA Annex 3-C overleaf
// note 3). Proofs under UKVFTA print none, and for goods assembled from listed materials ATIGA lays down none.
func (w *work) criterion(e psr.Expr) string {
	switch w.rules.Agreement {
	case certificate.UKVFTA:
		return ""
	case certificate.VKFTA:
		return traitsOf(e).onVK()
	}
	return w.onFormD(traitsOf(e))
}

// onVK is the criterion on Forms VK and KV, where a percentage is the threshold to be met.
func (t traits) onVK() string {
	switch {
	case t.wholly:
		return "WO"
	case t.only:
		return "PE"
	case t.changes && !t.percent.IsZero():
		return t.change.String() + " + RVC " + t.percent.String() + "%"
	case t.changes:
		return "CTC"
	case !t.percent.IsZero():
		return "RVC " + t.percent.String() + "%"
	case t.process:
		return "Specific Processes"
	}
	return ""
}

// onFormD is the criterion on Form D, where a percentage alone is the content reached, without its decimals.
func (w *work) onFormD(t traits) string {
	switch {
	case t.wholly:
		return "WO"
	case t.changes && !t.percent.IsZero():
		return t.change.String() + " + " + t.percent.String() + "%"
	case t.changes:
		return t.change.String()
	case !t.percent.IsZero():
		return w.contentReached()
	case t.process && !t.listed:
		return "SP"
	}
	return ""
}

// contentReached is the regional value content in whole percent, cut off.
func (w *work) contentReached() string {
	reached, known := w.numbers.values.Get("rvc")
	if !known || strings.HasPrefix(reached, "-") {
		return ""
	}
	whole, _, _ := strings.Cut(reached, ".")
	return whole + "%"
}

// Marks that Form D ticks in its box 13 (ATIGA Annex 7 overleaf notes 15 and 17).
const (
	markAccumulation = "accumulation"
	markDeMinimis    = "de_minimis"
)

// marks are the ticks and entries that a proof under the alternative needs.
func (w *work) marks(e psr.Expr, r Route) []string {
	var marks []string
	ticked := w.rules.Agreement == certificate.ATIGA
	if ticked && r.Tolerance != "" {
		marks = append(marks, markDeMinimis)
	}
	if !w.cumulates() || !w.needsCumulation(e, r) {
		return marks
	}
	for i := range w.inputs {
		in := &w.inputs[i]
		switch {
		case in.route == nil:
		case in.route.Entry != "" && !slices.Contains(marks, in.route.Entry):
			marks = append(marks, in.route.Entry)
		case ticked && !slices.Contains(marks, markAccumulation):
			marks = append(marks, markAccumulation)
		}
	}
	slices.Sort(marks)
	return marks
}

// needsCumulation reports whether the alternative would not be met if materials of other countries did not count. A
// printed percentage always contains them.
func (w *work) needsCumulation(e psr.Expr, r Route) bool {
	if t := traitsOf(e); !t.percent.IsZero() || r.Outcome != finding.Met {
		return true
	}
	without := w.withoutCumulation()
	if without.eval(e).Outcome == finding.Met {
		return false
	}
	return r.Tolerance == "" || without.tolerate(e).outcome != finding.Met
}
