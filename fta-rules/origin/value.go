package origin

import (
	"origo/certificate"
	"origo/fta-rules/agreement"
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

// usualShares computes what people ask for whatever the rule: the share of non-originating materials in an ex-works
// price, the regional value content of an FOB price.
func (w *work) usualShares() {
	switch {
	case w.terms().Price != agreement.ExWorks:
		w.contents()
	case w.statesMaterials():
		w.numbers.amount("vnm", w.foreign.sure)
		w.numbers.share("nom", Ratio{w.foreign.sure, w.price()})
	}
}

// contents computes the regional value content by both methods, as far as the bill and the agreement allow, and the
// better of the two.
func (w *work) contents() {
	best := ""
	if w.statesMaterials() {
		w.numbers.amount("vnm", w.foreign.sure)
		w.numbers.share("rvc_indirect", Ratio{w.price().Sub(w.foreign.sure), w.price()})
		best = "rvc_indirect"
	}
	if w.bill.Costs != nil && w.terms().DirectMethod {
		w.direct = w.originatingValue(*w.bill.Costs)
		w.numbers.amount("vom", w.direct.most())
		w.numbers.share("rvc_direct", Ratio{w.direct.most(), w.price()})
		if w.bill.Method != string(psr.Indirect) && (best == "" || w.bill.Method == string(psr.Direct) || w.numbers.above("rvc_direct", best)) {
			best = "rvc_direct"
		}
	}
	if best != "" {
		w.numbers.same("rvc", best)
	}
}

// evalRVC asks for regional value content by the method of the rule or of the bill, or by either.
func (w *work) evalRVC(e psr.RVC) finding.Finding {
	f := finding.Finding{Outcome: finding.NotMet, Citation: w.terms().Cites.Value, Inputs: make(finding.Values, 0, 3), Computed: make(finding.Values, 0, 5)}
	f.Inputs = append(f.Inputs, finding.Value{Name: "price", Value: w.numbers.amount("price", w.price())})
	if _, known := w.numbers.known("rvc"); !known {
		w.contents()
	}
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
	name := "rvc"
	if e.Method != psr.AnyMethod {
		name = "rvc_" + string(e.Method)
	}
	if shown, known := w.numbers.values.Get(name); known {
		f = f.Giving("rvc", shown)
	}
	return f.Giving("threshold", e.Percent.String())
}

// byIndirect is build-down: the price less non-originating value, over the price.
func (w *work) byIndirect(e psr.RVC, f *finding.Finding) {
	if !w.statesMaterials() {
		f.Outcome = finding.CannotTell
		return
	}
	f.Outcome = finding.Any(f.Outcome, w.foreign.within(hundred.Sub(e.Percent), w.price()))
	w.give(f, "vnm", "rvc_indirect")
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
	f.Outcome = finding.Any(f.Outcome, w.direct.reaches(e.Percent, w.price()))
	w.give(f, "vom", "rvc_direct")
}

// give adds an amount and a share that are known by now to a finding.
func (w *work) give(f *finding.Finding, amount, share string) {
	text, _ := w.numbers.values.Get(amount)
	shown, _ := w.numbers.values.Get(share)
	*f = f.From(amount, text).Giving(share, shown)
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
