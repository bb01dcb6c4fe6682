package origin

import (
	"origo/fta-rules/finding"
	"origo/fta-rules/psr"
)

// eval evaluates a condition as it stands, without tolerances.
func (w *work) eval(e psr.Expr) finding.Finding {
	switch e := e.(type) {
	case psr.All:
		return w.all(e)
	case psr.Any:
		return w.any(e)
	}
	f := w.evalAtom(e)
	f.Rule = e.String()
	return f
}

// all evaluates conditions that must all hold.
func (w *work) all(e psr.All) finding.Finding {
	f := finding.Finding{Rule: e.String(), Outcome: finding.Met, Findings: make([]finding.Finding, len(e))}
	for i, part := range e {
		f.Findings[i] = w.eval(part)
		f.Outcome = finding.All(f.Outcome, f.Findings[i].Outcome)
	}
	f.Message = by(f.Outcome, "all.met", "all.not_met", "all.cannot_tell")
	return f
}

// any evaluates conditions of which one suffices.
func (w *work) any(e psr.Any) finding.Finding {
	f := finding.Finding{Rule: e.String(), Outcome: finding.NotMet, Findings: make([]finding.Finding, len(e))}
	for i, part := range e {
		f.Findings[i] = w.eval(part)
		f.Outcome = finding.Any(f.Outcome, f.Findings[i].Outcome)
	}
	f.Message = by(f.Outcome, "any.met", "any.not_met", "any.cannot_tell")
	return f
}

// by picks the message for an outcome.
func by(o finding.Outcome, met, notMet, cannotTell finding.Message) finding.Message {
	switch o {
	case finding.Met:
		return met
	case finding.NotMet:
		return notMet
	}
	return cannotTell
}

// evalAtom evaluates a condition that is not made of others.
func (w *work) evalAtom(e psr.Expr) finding.Finding {
	switch e := e.(type) {
	case psr.WhollyObtained:
		return w.evalWhollyObtained()
	case psr.OriginatingOnly:
		return w.evalOriginatingOnly()
	case psr.RVC:
		return w.evalRVC(e)
	case psr.MaxValue:
		return w.evalMaxValue(e)
	case psr.MaxWeight:
		return w.evalMaxWeight(e)
	case psr.MinWhollyObtained:
		return w.evalMinWhollyObtained(e)
	case psr.SetOfGoods:
		return w.evalSet(e.Percent, w.terms().Cites.Specific)
	case psr.AssembledFrom:
		return w.evalAssembledFrom(e)
	case psr.Judgement:
		return w.evalJudgement(e)
	}
	if o, forgivable := w.offencesAgainst(e); forgivable {
		return w.evalOffences(o)
	}
	return finding.Finding{Outcome: finding.CannotTell, Message: "rule.none", Citation: w.terms().Cites.Specific}
}

// evalJudgement puts a question that the bill may have answered among its facts.
func (w *work) evalJudgement(e psr.Judgement) finding.Finding {
	f := finding.Finding{Outcome: finding.CannotTell, Message: "judgement.open", Citation: w.terms().Cites.Specific}
	if stated, found := lookup(w.bill.Facts, e.Question); found {
		f.Outcome, f.Message = finding.Of(stated), "judgement.answered"
	}
	return f.From("question", e.Question)
}

// unstated is the finding where a test needs the materials and the bill does not list them.
func unstated(citation string) finding.Finding {
	return finding.Finding{Outcome: finding.CannotTell, Message: "materials.not_stated", Citation: citation}
}
