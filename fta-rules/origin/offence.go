package origin

import (
	"slices"
	"strconv"

	"origo/fta-rules/finding"
	"origo/fta-rules/psr"
)

// offence is a material that is, or may be, against a condition.
type offence struct {
	in      *input
	certain finding.Outcome // Met, or CannotTell where it may be against the condition
	message finding.Message
}

// offences are the materials against one condition of a kind that a tolerance may forgive.
type offences struct {
	list     []offence
	beyond   finding.Outcome // what the condition asks besides, which no tolerance can forgive
	details  []finding.Finding
	citation string
	kind     condition
	about    finding.Values    // what the condition is about, besides the good
	evidence []finding.Message // what would settle it
	blank    bool              // the condition cannot be tried, for the bill does not list the materials
}

// condition is a kind of condition with its messages.
type condition struct{ met, notMet, cannotTell finding.Message }

var (
	changeOf      = condition{"change.met", "change.not_met", "change.unclear"}
	madeFrom      = condition{"from.met", "from.not_met", "from.unclear"}
	notUsed       = condition{"not_used.met", "not_used.used", "not_used.unclear"}
	onlyTextile   = condition{"only_textile.met", "only_textile.not_met", "only_textile.unclear"}
	whollyOf      = condition{"materials_wo.met", "materials_wo.not_met", "materials_wo.unclear"}
	processOf     = condition{"process.done", "process.not_done", "process.unclear"}
	processUntold = condition{"process.done", "process.not_done", "process.not_stated"}
)

// offencesAgainst finds the materials against a condition, if it is of a kind that a tolerance may forgive.
func (w *work) offencesAgainst(e psr.Expr) (offences, bool) {
	switch e := e.(type) {
	case psr.Change:
		return w.againstChange(e), true
	case psr.MaterialsWhollyObtained:
		return w.againstWhollyObtained(e), true
	case psr.From:
		return w.againstFrom(e), true
	case psr.NotUsed:
		return w.againstNotUsed(e), true
	case psr.OnlyTextile:
		return w.againstOnlyTextile(e), true
	case psr.Process:
		return w.againstProcess(e), true
	}
	return offences{}, false
}

// newOffences starts a list for a condition of the kind.
func (w *work) newOffences(kind condition, citation string) offences {
	return offences{beyond: finding.Met, citation: citation, kind: kind, blank: !w.statesMaterials()}
}

// add lists a material that is against the condition for certain or perhaps.
func (o *offences) add(in *input, certain finding.Outcome, message finding.Message) {
	if certain == finding.Met || certain == finding.CannotTell {
		o.list = append(o.list, offence{in, certain, message})
	}
}

// evalOffences is the condition without tolerance: no material may be against it.
func (w *work) evalOffences(o offences) finding.Finding {
	if o.blank {
		return unstated(o.citation)
	}
	f := finding.Finding{Outcome: o.beyond, Citation: o.citation, Findings: o.details}
	for _, one := range o.list {
		f.Outcome = finding.All(f.Outcome, finding.Not(one.certain))
		f.Findings = append(f.Findings, w.offenceFinding(one))
	}
	f.Message = by(f.Outcome, o.kind.met, o.kind.notMet, o.kind.cannotTell)
	if f.Outcome == finding.CannotTell {
		f.Evidence = o.evidence
	}
	f.Inputs = slices.Concat(o.about, finding.Values{{Name: "good", Value: w.good.String()}, {Name: "materials", Value: strconv.Itoa(w.tested())}})
	return f
}

// offenceFinding tells of one material.
func (w *work) offenceFinding(one offence) finding.Finding {
	f := finding.Finding{Outcome: finding.Not(one.certain), Message: one.message}
	f.Inputs = finding.Values{{Name: "material", Value: one.in.label()}, {Name: "number", Value: strconv.Itoa(one.in.number)}, {Name: "value", Value: one.in.Value.String()}}
	if w.price().Sign() > 0 {
		f.Computed = finding.Values{{Name: "share", Value: Ratio{one.in.Value, w.price()}.Percent()}}
	}
	if one.certain == finding.CannotTell {
		f.Evidence = one.in.evidence()
	}
	return f
}

// tested counts the materials that are or may be non-originating and of which the good is made.
func (w *work) tested() int {
	n := 0
	for i := range w.inputs {
		if w.inputs[i].isPart() && w.inputs[i].outside != finding.NotMet {
			n++
		}
	}
	return n
}

// eachOutside calls visit for every part that is or may be non-originating.
func (w *work) eachOutside(visit func(in *input)) {
	for i := range w.inputs {
		if in := &w.inputs[i]; in.isPart() && in.outside != finding.NotMet {
			visit(in)
		}
	}
}
