package origin

import (
	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
)

// work is a bill under one reading: the good as one subheading of the edition of the rules.
type work struct {
	rules      *agreement.Rules
	bill       *Bill
	good       hs.Code
	inputs     []input
	tolerances []*agreement.Tolerance // of the alternative being applied

	foreign span // value of non-originating materials
	direct  span // originating value by the build-up method, if the bill has costs
	numbers *numbers
}

// newWork settles the status of every material for a good of that subheading. It takes over the inputs.
func newWork(rules *agreement.Rules, bill *Bill, good hs.Code, inputs []input) *work {
	w := &work{rules: rules, bill: bill, good: good, inputs: inputs, numbers: newNumbers()}
	for i := range w.inputs {
		w.settle(&w.inputs[i])
	}
	w.foreign = w.foreignValue()
	w.usualShares()
	return w
}

// withoutCumulation is the same work as if no route of cumulation existed.
func (w *work) withoutCumulation() *work {
	without := *w
	without.numbers = newNumbers()
	without.inputs = make([]input, len(w.inputs))
	for i, in := range w.inputs {
		if in.route != nil {
			in.outside, in.partly = finding.Met, certificate.Decimal{}
		}
		without.inputs[i] = in
	}
	without.foreign = without.foreignValue()
	without.usualShares()
	return &without
}

// terms are the articles of the agreement.
func (w *work) terms() *agreement.Terms { return &w.rules.Terms }

// price is what percentages are taken of.
func (w *work) price() certificate.Decimal { return w.bill.Good.Price }

// isPart reports whether the material is one of which the good is made, as opposed to packing and accessories, which
// tests of classification, process and weight leave aside (ATIGA Art. 34(1)(b), 35; VKFTA Art. 3.10, 3.11; UKVFTA
// Art. 7, 8).
func (in *input) isPart() bool { return in.Role == Ingredient }

// isValued reports whether the material counts in a test of value. Transport packing and neutral elements never do.
func (in *input) isValued() bool {
	return in.Role == Ingredient || in.Role == RetailPacking || in.Role == Accessory
}

// foreignValue is the value of non-originating materials. Of a partly originating material only the rest counts.
func (w *work) foreignValue() span {
	var sum span
	for i := range w.inputs {
		in := &w.inputs[i]
		if !in.isValued() || in.outside == finding.NotMet {
			continue
		}
		sum.add(in.foreignPart(), in.outside)
		if in.why.outcome == finding.CannotTell && in.Content != nil {
			sum.add(in.Value.Sub(in.foreignPart()), finding.CannotTell)
		}
	}
	return sum
}

var hundredth = func() certificate.Decimal { d, _ := certificate.ParseDecimal("0.01"); return d }()

// foreignPart is the value of the material that counts as non-originating if the material does.
func (in *input) foreignPart() certificate.Decimal {
	if in.partly.IsZero() {
		return in.Value
	}
	return in.Value.Mul(hundred.Sub(in.partly)).Mul(hundredth)
}

// statesMaterials reports whether the bill says what was used, if only that nothing was.
func (w *work) statesMaterials() bool { return w.bill.Materials != nil }

// anyOutside says whether a non-originating material became part of the good.
func (w *work) anyOutside() finding.Outcome {
	if !w.statesMaterials() {
		return finding.CannotTell
	}
	outside := finding.NotMet
	for i := range w.inputs {
		if w.inputs[i].isPart() {
			outside = finding.Any(outside, w.inputs[i].outside)
		}
	}
	return outside
}
