package origin

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
	"origo/fta-rules/psr"
)

// maxCandidates is how many subheadings a good may be in the edition of the rules before an officer has to say which.
const maxCandidates = 16

// Determine says whether a good originates under the rules, and shows why. The rules must be those of the day of the
// bill. The error is Problems, naming every field of the bill that cannot be used and what mends it.
//
// What evidence does not settle is finding.CannotTell: Determine never takes it for a failure. Where several readings
// are possible, of the good's code, of its description or of the table, they must all agree.
func Determine(r *agreement.Rules, b Bill) (Determination, error) {
	room := inputRooms.Get().(*[]input)
	defer inputRooms.Put(room)
	inputs := classified(r, b.Materials, *room)
	*room = inputs
	if problems := check(r, &b, inputs); len(problems) > 0 {
		return Determination{}, problems
	}
	d := Determination{Rules: ruleSet(r), Input: b.Digest()}
	mapping := mapped(b.Good.HS, r.Edition)
	candidates := mapping.Candidates
	if !mapping.Known() || mapping.OverLinked || len(candidates) > maxCandidates {
		return d.unmapped(r, &b, mapping), nil
	}
	answers := make([]answer, len(candidates))
	for i, code := range candidates {
		own := inputs
		if i < len(candidates)-1 {
			own = slices.Clone(inputs)
		}
		var err error
		if answers[i], err = newWork(r, &b, code, own).answer(); err != nil {
			return Determination{}, err
		}
	}
	d.conclude(&b, mapping, answers)
	return d, nil
}

// mapped is what a code is in the edition of the rules. Nothing is known of one that cannot be read.
func mapped(code certificate.HSCode, edition hs.Edition) hs.Mapping {
	parsed, err := hs.Parse(code.Code)
	if err != nil {
		return hs.Mapping{From: hs.Edition(code.Edition), To: edition}
	}
	return hs.Map(parsed, hs.Edition(code.Edition), edition)
}

// inputRooms are where the materials of a bill are worked on. Nothing of them is kept in a determination.
var inputRooms = sync.Pool{New: func() any { return new([]input) }}

// classified maps every material to the edition of the rules, in the room if there is enough.
func classified(r *agreement.Rules, materials []Material, room []input) []input {
	inputs := slices.Grow(room[:0], len(materials))[:len(materials)]
	for i := range materials {
		in := &inputs[i]
		*in = input{Material: &materials[i], number: i + 1}
		if in.HS.Code == "" {
			continue
		}
		mapping := mapped(in.HS, r.Edition)
		in.code, in.codes = mapping.Code, mapping.Candidates
	}
	return inputs
}

// answer is what is found for one subheading of the good.
type answer struct {
	*work
	outcome finding.Outcome
	minimal finding.Finding
	beside  []finding.Finding // routes beside the rule
	routes  []Route           // of beside
	rules   []verdict         // one for each reading
}

// answer evaluates everything for one subheading of the good.
func (w *work) answer() (answer, error) {
	a := answer{work: w, minimal: w.evalMinimal()}
	if w.isAlone() {
		w.alone(&a)
		return a, nil
	}
	readings, err := w.readings()
	if err != nil {
		return a, fmt.Errorf("read rule of bill: %w", err)
	}
	a.rules = make([]verdict, 0, len(readings))
	for _, r := range readings {
		a.rules = append(a.rules, w.apply(r))
	}
	w.besideRule(&a)
	outcomes := make([]finding.Outcome, len(a.rules))
	for i, v := range a.rules {
		outcomes[i] = v.Outcome
	}
	a.outcome = finding.All(finding.Any(finding.Any(besideOutcomes(a.beside)...), finding.Agreeing(outcomes...)), a.minimal.Outcome)
	return a, nil
}

func besideOutcomes(findings []finding.Finding) []finding.Outcome {
	outcomes := make([]finding.Outcome, len(findings))
	for i, f := range findings {
		outcomes[i] = f.Outcome
	}
	return outcomes
}

// isAlone reports whether the good is judged by a test of its own that leaves the rule aside: goods processed outside
// the parties, and sets.
func (w *work) isAlone() bool {
	return w.bill.Good.Outward != nil && w.terms().Outward != nil || w.bill.Good.Set && w.terms().Sets != nil
}

// alone judges by that test.
func (w *work) alone(a *answer) {
	var f finding.Finding
	r := Route{Rule: "SET", Criterion: ""}
	if w.bill.Good.Outward != nil && w.terms().Outward != nil {
		f = w.evalOutward(w.bill.Good.HS)
		r = Route{Rule: f.Rule, Criterion: f.Rule}
	} else {
		f = w.evalSet(w.terms().Sets.Percent, w.terms().Sets.Citation)
		f.Rule = r.Rule
	}
	r.Outcome = f.Outcome
	a.minimal.Outcome, a.minimal.Message = finding.NotApplicable, "minimal.not_needed"
	a.outcome, a.beside, a.routes = f.Outcome, []finding.Finding{f}, []Route{r}
}

// besideRule tries what makes a good originate whatever its rule: being wholly obtained, being made of originating
// materials alone, and assembly from the materials of a list.
func (w *work) besideRule(a *answer) {
	if w.bill.Good.WhollyObtained != nil && *w.bill.Good.WhollyObtained {
		a.add(w, psr.WhollyObtained{})
	}
	if w.terms().OriginatingOnly {
		a.add(w, psr.OriginatingOnly{})
	} else if w.terms().OriginatingSuffices && w.anyOutside() != finding.Met {
		a.absorb(w)
	}
	for _, name := range sortedKeys(w.terms().Lists) {
		if w.goodListed(w.terms().Lists[name]) != finding.NotMet {
			a.add(w, psr.AssembledFrom{List: name})
		}
	}
}

// add tries a condition beside the rule.
func (a *answer) add(w *work, e psr.Expr) {
	f := w.eval(e)
	r := Route{Rule: f.Rule, Outcome: f.Outcome, Criterion: w.criterion(e)}
	r.Marks = w.marks(e, r)
	a.beside, a.routes = append(a.beside, f), append(a.routes, r)
}

// absorb makes a good originate in which nothing non-originating is left.
func (a *answer) absorb(w *work) {
	f := w.evalOriginatingOnly()
	f.Citation = w.terms().Cites.Absorption
	f.Message = by(f.Outcome, "absorption.met", "pe.not_met", "absorption.unclear")
	r := Route{Outcome: f.Outcome}
	r.Marks = w.marks(psr.OriginatingOnly{}, r)
	a.beside, a.routes = append(a.beside, f), append(a.routes, r)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// AsProblems gives the problems in an error of Determine or ParseBill, none if it is of another kind.
func AsProblems(err error) Problems {
	var problems Problems
	errors.As(err, &problems)
	return problems
}
