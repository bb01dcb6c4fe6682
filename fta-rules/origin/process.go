package origin

import (
	"slices"

	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/psr"
)

// againstProcess finds the materials that did not undergo a process. Where the agreement forgives such materials, a
// process binds non-originating materials alone, in a textile good the textile ones among them (UKVFTA Annex I
// Notes 3.2 and 7.2). Elsewhere it is asked of the good itself, and there is nothing to forgive.
func (w *work) againstProcess(e psr.Process) offences {
	test := w.processTest(e.Code)
	done, message := w.declared(e.Code, test)
	o := w.newOffences(processOf, w.terms().Cites.Process)
	o.about = finding.Values{{Name: "process", Value: e.Code}}
	if test != nil && test.Citation != "" {
		o.citation = test.Citation
	}
	switch done {
	case finding.NotMet:
		o.kind.notMet = message
	case finding.CannotTell:
		o.kind, o.evidence = processUntold, []finding.Message{"evidence.operations"}
	}
	if !w.bindsMaterials() {
		o.blank, o.beyond = false, done
		done = finding.Met
	}
	w.eachOutside(func(in *input) {
		undone := finding.Not(done)
		if in.Complies != nil {
			undone = finding.Of(!*in.Complies)
		}
		o.add(in, finding.All(w.inScope(in, e.On), in.outside, undone), "process.material")
	})
	return o
}

// bindsMaterials reports whether a process is asked of non-originating materials one by one.
func (w *work) bindsMaterials() bool {
	return slices.ContainsFunc(w.tolerances, forgivesAll)
}

// inScope says whether a process binds the material.
func (w *work) inScope(in *input, on *psr.Materials) finding.Outcome {
	switch {
	case on != nil:
		return w.is(in, *on)
	case textiles.Contains(w.good):
		return in.within(textiles)
	}
	return finding.Met
}

// processTest is what the agreement takes the process to be for the good, nil if it is the operation of that code. A
// test for certain goods comes before one for all.
func (w *work) processTest(code string) *agreement.ProcessTest {
	var general *agreement.ProcessTest
	for i := range w.terms().Processes {
		test := &w.terms().Processes[i]
		switch {
		case test.Code != code:
		case test.Goods.Contains(w.good):
			return test
		case len(test.Goods) == 0 && general == nil:
			general = test
		}
	}
	return general
}

// declared says whether the operations of the bill amount to a process. A fact of the process's code says so directly.
func (w *work) declared(code string, test *agreement.ProcessTest) (finding.Outcome, finding.Message) {
	if stated, found := w.bill.Facts[code]; found {
		return finding.Of(stated), by(finding.Of(stated), "process.done", "process.not_done", "")
	}
	operations := w.bill.Operations
	switch {
	case operations == nil:
		return finding.CannotTell, "process.not_stated"
	case slices.Contains(operations, code) || test != nil && slices.ContainsFunc(test.AnyOf, w.areDeclared):
		return finding.Met, "process.done"
	case test != nil && slices.ContainsFunc(operations, func(o string) bool { return slices.Contains(test.NeverBy, o) }):
		return finding.NotMet, "process.excluded_operation"
	}
	return finding.NotMet, "process.not_done"
}

// areDeclared reports whether all of some operations were done.
func (w *work) areDeclared(operations []string) bool {
	for _, o := range operations {
		if !slices.Contains(w.bill.Operations, o) {
			return false
		}
	}
	return len(operations) > 0
}
