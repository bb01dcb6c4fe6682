package origin

import (
	"origo/fta-rules/finding"
	"origo/fta-rules/psr"
)

// againstChange finds the materials that keep the good's classification or are of an excepted kind, and are not allowed
// in spite of it.
func (w *work) againstChange(e psr.Change) offences {
	o := w.newOffences(changeOf, w.terms().Cites.Change)
	allowed := make([]span, len(e.Allow))
	w.eachOutside(func(in *input) {
		c := w.comparison(e, in)
		for i, a := range e.Allow {
			c.allow(w, a, &allowed[i])
		}
		if c.excepted == finding.Met || c.excepted == finding.CannotTell {
			o.add(in, finding.All(in.outside, c.excepted), c.message("change.excepted", c.excepted))
			return
		}
		o.add(in, finding.All(in.outside, c.kept), c.message("change.kept", c.kept))
	})
	for i, a := range e.Allow {
		o.allowance(w, a, allowed[i])
	}
	return o
}

// comparison is what a change of classification finds of one material.
type comparison struct {
	in       *input
	kept     finding.Outcome // it has the good's chapter, heading or subheading
	excepted finding.Outcome // it is of an excepted kind
}

func (w *work) comparison(e psr.Change, in *input) comparison {
	c := comparison{in, in.sameAs(w.good, e.Level), finding.NotMet}
	for _, kind := range e.Except {
		c.excepted = finding.Any(c.excepted, w.is(in, kind))
	}
	return c
}

// message is the code, or that it cannot be told.
func (c comparison) message(code finding.Message, o finding.Outcome) finding.Message {
	if finding.All(o, c.in.outside) == finding.Met {
		return code
	}
	return "change.material_unclear"
}

// allow lifts what an allowance lets through, and counts it where the allowance has a limit. What is named is allowed
// even if it is excepted; a same heading or subheading is not.
func (c *comparison) allow(w *work, a psr.Allowance, counted *span) {
	lifted := w.allowedBy(a, c.in)
	if a.Like != psr.Named {
		lifted = finding.All(lifted, finding.Not(c.excepted))
	}
	if !a.MaxPercent.IsZero() {
		counted.add(c.in.Value, finding.All(c.in.outside, lifted, finding.Any(c.kept, c.excepted)))
	}
	c.kept = finding.All(c.kept, finding.Not(lifted))
	if a.Like == psr.Named {
		c.excepted = finding.All(c.excepted, finding.Not(lifted))
	}
}

// allowedBy says whether an allowance is for the material.
func (w *work) allowedBy(a psr.Allowance, in *input) finding.Outcome {
	switch a.Like {
	case psr.SameHeading:
		return in.sameAs(w.good, psr.Heading)
	case psr.SameSubheading:
		return in.sameAs(w.good, psr.Subheading)
	}
	return w.is(in, a.Of)
}

// allowance checks the limit of an allowance. It is a stated percentage, which no tolerance lifts (UKVFTA Art. 5(4)).
func (o *offences) allowance(w *work, a psr.Allowance, counted span) {
	if a.MaxPercent.IsZero() {
		return
	}
	outcome := counted.within(a.MaxPercent, w.price())
	o.beyond = finding.All(o.beyond, outcome)
	name := "allowed " + a.Of.String()
	if a.Like != psr.Named {
		name = string(a.Like)
	}
	f := finding.Finding{
		Rule: a.String(), Outcome: outcome, Citation: w.terms().Cites.Change,
		Message: by(outcome, "allowance.met", "allowance.above", "allowance.unclear"),
	}
	o.details = append(o.details, w.shareOfPrice(f, name, counted, a.MaxPercent))
}
