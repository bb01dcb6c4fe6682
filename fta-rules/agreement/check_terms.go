package agreement

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"origo/fta-rules/psr"
)

// checkTerms asks for a citation of every term, for ids that are unique and for names that exist.
func (c *checker) checkTerms(t *Terms) error {
	faults := []error{given("price", string(t.Price)), checkTolerances(t), checkProcesses(t)}
	for _, operation := range t.Minimal {
		faults = append(faults, cited("minimal operation", operation.Code, operation.Citation), c.set(operation.Exempt))
	}
	for _, route := range t.Routes {
		faults = append(faults, cited("route", route.ID, route.Citation))
		if !route.Until.IsZero() && route.Until.Before(route.From) {
			faults = append(faults, fmt.Errorf("route %q closes before it opens", route.ID))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(t.Lists)) {
		faults = append(faults, cited("list", name, t.Lists[name].Citation),
			c.set(t.Lists[name].Codes), c.set(t.Lists[name].Part))
	}
	if t.Outward != nil {
		faults = append(faults, cited("outward processing", "outward", t.Outward.Citation),
			newChecker(t.Outward.Edition, nil).set(t.Outward.Goods))
	}
	if t.Grown != nil {
		faults = append(faults, cited("grown goods", "grown", t.Grown.Citation), c.set(t.Grown.Goods), c.set(t.Grown.From))
	}
	if t.Sets != nil {
		faults = append(faults, cited("tolerance", "sets", t.Sets.Citation))
	}
	return errors.Join(faults...)
}

func checkTolerances(t *Terms) error {
	var faults []error
	seen := map[string]bool{}
	for _, tolerance := range t.Tolerances {
		faults = append(faults, cited("tolerance", tolerance.ID, tolerance.Citation))
		if seen[tolerance.ID] {
			faults = append(faults, fmt.Errorf("two tolerances are called %q", tolerance.ID))
		}
		seen[tolerance.ID] = true
		if tolerance.Value.IsZero() && tolerance.Weight.IsZero() {
			faults = append(faults, fmt.Errorf("tolerance %q tolerates nothing", tolerance.ID))
		}
		for _, other := range slices.Concat(slices.Sorted(maps.Values(tolerance.InsteadIf)), slices.Sorted(maps.Keys(tolerance.InsteadFor))) {
			if _, known := t.Tolerance(other); !known {
				faults = append(faults, fmt.Errorf("tolerance %q gives way to %q, which is not defined", tolerance.ID, other))
			}
		}
	}
	return errors.Join(faults...)
}

func checkProcesses(t *Terms) error {
	var faults []error
	for _, process := range t.Processes {
		faults = append(faults, cited("process", process.Code, process.Citation))
		if _, known := psr.Processes[process.Code]; !known {
			faults = append(faults, fmt.Errorf("no process is called %q", process.Code))
		}
	}
	return errors.Join(faults...)
}

// cited asks for the name and the citation of a term.
func cited(kind, name, citation string) error {
	if name == "" || citation == "" {
		return fmt.Errorf("%s %q has no name or no citation", kind, name)
	}
	return nil
}

// checkCites asks for the article behind every kind of condition that the rules use.
func checkCites(r *Rules) error {
	cites := r.Terms.Cites
	needed := map[string]string{"wholly obtained goods": cites.WhollyObtained, "cumulation": cites.Cumulation,
		"minimal operations": cites.Minimal, "packing": cites.Packing, "neutral elements": cites.Neutral}
	if len(r.General) > 0 {
		needed["the general rule"] = cites.General
	}
	r.walk(func(e psr.Expr) {
		if what, citation := cites.of(e); what != "" {
			needed[what] = citation
		}
	})
	var faults []error
	for _, what := range slices.Sorted(maps.Keys(needed)) {
		if needed[what] == "" {
			faults = append(faults, fmt.Errorf("no article is cited for %s", what))
		}
	}
	return errors.Join(faults...)
}

// of is the article behind a kind of condition.
func (c Cites) of(e psr.Expr) (what, citation string) {
	switch e.(type) {
	case psr.Change:
		return "changes of classification", c.Change
	case psr.RVC, psr.MaxValue:
		return "shares of value", c.Value
	case psr.MaxWeight, psr.MinWhollyObtained:
		return "shares of weight", c.Weight
	case psr.Process:
		return "processes", c.Process
	}
	return "", ""
}

// walk visits every condition of the general rule and of all lines, those of a rule that lines share once.
func (r *Rules) walk(visit func(psr.Expr)) {
	for _, general := range r.General {
		psr.Walk(general, visit)
	}
	if r.Table == nil {
		return
	}
	seen := map[*psr.Part]bool{}
	for i := range r.Table.lines {
		rule := r.Table.lines[i].Rule
		if len(rule.Parts) > 0 && !seen[&rule.Parts[0]] {
			seen[&rule.Parts[0]] = true
			rule.Walk(visit)
		}
	}
}
