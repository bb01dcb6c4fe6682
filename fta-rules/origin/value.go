package origin

import (
	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/psr"
)

// shareOfPrice adds to a finding the share that a value is of the price and the limit it is held against.
func (w *work) shareOfPrice(f finding.Finding, name string, value span, limit certificate.Decimal) finding.Finding {
	f = f.From("value", value.sure.String()).From("price", w.price().String())
	f = f.Giving("share", w.numbers.share(name, Ratio{value.sure, w.price()}))
	if !value.doubt.IsZero() {
		f = f.Giving("share_at_most", Ratio{value.most(), w.price()}.Percent())
	}
	return f.Giving("limit", limit.String())
}

// evalMaxValue bounds the value of non-originating materials, all or the named ones.
func (w *work) evalMaxValue(e psr.MaxValue) finding.Finding {
	if !w.statesMaterials() {
		return unstated(w.terms().Cites.Value)
	}
	name, value := "nom", w.foreign
	if e.Of != nil {
		name, value = "nom "+e.Of.String(), w.valueOf(*e.Of)
	}
	outcome := value.within(e.Percent, w.price())
	f := finding.Finding{Outcome: outcome, Citation: w.terms().Cites.Value, Message: by(outcome, "value.met", "value.above", "value.unclear")}
	if outcome == finding.CannotTell && e.Of != nil && w.isUnmarked(e.Of.Name) {
		f = f.From("name", e.Of.Name)
		f.Message = "value.name_material"
	}
	return w.shareOfPrice(f, name, value, e.Percent)
}

// valueOf is the value of the non-originating materials that a rule names.
func (w *work) valueOf(named psr.Materials) span {
	var sum span
	w.eachOutside(func(in *input) { sum.add(in.Value, finding.All(in.outside, w.is(in, named))) })
	return sum
}

// isUnmarked reports whether no material is said to be, or not to be, what a rule describes.
func (w *work) isUnmarked(name string) bool {
	if name == "" || name == sugar {
		return false
	}
	for i := range w.inputs {
		if _, found := lookup(w.inputs[i].Is, name); found {
			return false
		}
	}
	return true
}

// evalRVC asks for regional value content by the method of the rule or of the bill, or by either.
func (w *work) evalRVC(e psr.RVC) finding.Finding {
	f := finding.Finding{Outcome: finding.NotMet, Citation: w.terms().Cites.Value}
	f.Inputs = finding.Values{{Name: "price", Value: w.price().String()}}
	method := e.Method
	if method == psr.AnyMethod {
		method = psr.Method(w.bill.Method)
	}
	if method != psr.Direct {
		w.byIndirect(e, &f)
	}
	if method == psr.Direct || method == psr.AnyMethod && w.bill.Costs != nil && w.terms().DirectMethod {
		w.byDirect(e, &f)
	}
	f.Message = by(f.Outcome, "rvc.met", "rvc.below", "rvc.unclear")
	if f.Outcome == finding.CannotTell && len(f.Computed) == 0 {
		f.Message = "rvc.not_stated"
	}
	return w.bestOf(f).Giving("threshold", e.Percent.String())
}

// bestOf shows the better of the contents by the two methods.
func (w *work) bestOf(f finding.Finding) finding.Finding {
	indirect, hasIndirect := w.numbers.known("rvc_indirect")
	direct, hasDirect := w.numbers.known("rvc_direct")
	switch {
	case hasDirect && (!hasIndirect || direct.Num.Cmp(indirect.Num) > 0):
		return f.Giving("rvc", w.numbers.same("rvc", "rvc_direct"))
	case hasIndirect:
		return f.Giving("rvc", w.numbers.same("rvc", "rvc_indirect"))
	}
	return f
}

// byIndirect is build-down: the price less non-originating value, over the price.
func (w *work) byIndirect(e psr.RVC, f *finding.Finding) {
	if !w.statesMaterials() {
		f.Outcome = finding.CannotTell
		return
	}
	f.Outcome = finding.Any(f.Outcome, w.foreign.within(hundred.Sub(e.Percent), w.price()))
	*f = f.From("vnm", w.numbers.amount("vnm", w.foreign.sure))
	*f = f.Giving("rvc_indirect", w.numbers.share("rvc_indirect", Ratio{w.price().Sub(w.foreign.sure), w.price()}))
	if !w.foreign.doubt.IsZero() {
		*f = f.Giving("rvc_at_least", Ratio{w.price().Sub(w.foreign.most()), w.price()}.Percent())
	}
}

// byDirect is build-up: originating value over the price. An agreement may lack it.
func (w *work) byDirect(e psr.RVC, f *finding.Finding) {
	if w.bill.Costs == nil || !w.terms().DirectMethod {
		f.Outcome = finding.Any(f.Outcome, finding.CannotTell)
		return
	}
	value := w.originatingValue(*w.bill.Costs)
	f.Outcome = finding.Any(f.Outcome, value.reaches(e.Percent, w.price()))
	*f = f.From("vom", w.numbers.amount("vom", value.most()))
	*f = f.Giving("rvc_direct", w.numbers.share("rvc_direct", Ratio{value.most(), w.price()}))
}

// originatingValue adds up the costs. Materials that the bill counts as originating but that do not count here are left
// out, and those of which it cannot be told are open.
func (w *work) originatingValue(c Costs) span {
	var lost span
	for i := range w.inputs {
		if in := &w.inputs[i]; in.Status == Originating && in.isValued() {
			lost.add(in.Value, in.outside)
		}
	}
	materials := c.OriginatingMaterials
	counted := positive(materials.Sub(lost.most()))
	others := c.Labour.Add(c.Overhead).Add(c.Other).Add(c.Profit)
	return span{sure: counted.Add(others), doubt: positive(materials.Sub(lost.sure)).Sub(counted)}
}

// positive is the number, or 0 if it is below.
func positive(d certificate.Decimal) certificate.Decimal {
	if d.Sign() < 0 {
		return zero
	}
	return d
}
