package origin

import (
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
	"origo/fta-rules/psr"
)

// againstFrom finds the materials that are at a later stage of manufacture than those the good must be made from.
// Earlier stages are allowed and so are materials of another nature (UKVFTA Annex I Notes 3.5 and 3.7); a code tells
// neither, so a material outside the list is open until the bill says.
func (w *work) againstFrom(e psr.From) offences {
	o := w.newOffences(madeFrom, w.terms().Cites.Specific)
	w.eachOutside(func(in *input) {
		against := finding.Not(w.is(in, e.Of))
		switch {
		case in.LaterStage != nil:
			against = finding.Of(*in.LaterStage)
		case against == finding.NotMet:
		case textiles.Contains(w.good) && w.bindsMaterials():
			against = finding.All(in.within(textiles), finding.CannotTell) // Note 7.2: what is no textile is free
		default:
			against = finding.CannotTell
		}
		o.add(in, finding.All(in.outside, against), "from.material")
	})
	return o
}

// againstNotUsed finds the materials that must not be used.
func (w *work) againstNotUsed(e psr.NotUsed) offences {
	o := w.newOffences(notUsed, w.terms().Cites.Specific)
	w.eachOutside(func(in *input) {
		o.add(in, finding.All(in.outside, w.is(in, e.Of)), "not_used.material")
	})
	return o
}

// againstOnlyTextile finds the textile materials other than those the rule admits.
func (w *work) againstOnlyTextile(e psr.OnlyTextile) offences {
	o := w.newOffences(onlyTextile, w.terms().Cites.Specific)
	w.eachOutside(func(in *input) {
		against := finding.All(in.within(textiles), finding.Not(w.is(in, e.Of)))
		o.add(in, finding.All(in.outside, against), "only_textile.material")
	})
	return o
}

// evalAssembledFrom asks that the good and everything it is made of be on a list of the agreement.
func (w *work) evalAssembledFrom(e psr.AssembledFrom) finding.Finding {
	list, found := w.terms().Lists[e.List]
	f := finding.Finding{Outcome: finding.CannotTell, Citation: list.Citation, Message: "listed.unclear"}
	f = f.From("list", e.List)
	if !found || !w.statesMaterials() {
		return f
	}
	f.Outcome = w.goodListed(list)
	for i := range w.inputs {
		in := &w.inputs[i]
		if !in.isPart() {
			continue
		}
		on := in.listed(list)
		f.Outcome = finding.All(f.Outcome, on)
		if on != finding.Met {
			f.Findings = append(f.Findings, finding.Finding{
				Outcome: on, Message: "listed.material", Inputs: finding.Values{{Name: "material", Value: in.label()}},
			})
		}
	}
	f.Message = by(f.Outcome, "listed.met", "listed.not_met", "listed.unclear")
	return f
}

// onList says whether a code is on a list. Where part of the list could not be read, absence may prove nothing.
func onList(list agreement.List, code hs.Code) finding.Outcome {
	if !list.Codes.Contains(code) && list.MayContain(code) {
		return finding.CannotTell
	}
	return finding.Of(list.Codes.Contains(code))
}

// goodListed says whether the good is on a list; the fact "listed" says so directly.
func (w *work) goodListed(list agreement.List) finding.Outcome {
	if stated, found := w.bill.Facts["listed"]; found {
		return finding.Of(stated)
	}
	return onList(list, w.good)
}

// listed says whether the material is on a list. Of an originating one that is not, it is open whether it matters.
func (in *input) listed(list agreement.List) finding.Outcome {
	on := make([]finding.Outcome, len(in.codes))
	for i, code := range in.codes {
		on[i] = onList(list, code)
	}
	outcome := finding.Agreeing(on...)
	if in.Listed != nil {
		outcome = finding.Of(*in.Listed)
	}
	if outcome == finding.NotMet && in.outside == finding.NotMet {
		return finding.CannotTell
	}
	return outcome
}
