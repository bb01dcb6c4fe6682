package ukvfta_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"origo/fta-rules/ukvfta"
)

var update = flag.Bool("update", false, "write testdata/law.txt anew")

// TestLaw compares everything that is laid down in code with a printed copy, so that no citation, date or threshold
// changes unnoticed.
func TestLaw(t *testing.T) {
	got := printedLaw(t)
	if *update {
		if err := os.WriteFile("testdata/law.txt", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/law.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the law in code is not the printed one; compare and run with -update:\n%s", got)
	}
}

func printedLaw(t *testing.T) string {
	var out strings.Builder
	for _, c := range ukvfta.Checks() {
		fmt.Fprintln(&out, c.ID, c.Stages, c.From, c.Until, c.Day, c.Citation)
	}
	for _, p := range ukvfta.Provisions() {
		fmt.Fprintln(&out, p.Topic, p.Message, p.From, p.Until, p.Values, p.Citation)
	}
	r := rules(t)
	fmt.Fprintf(&out, "%s %s %s %s\n%+v\n", r.Version, r.From, r.Edition, r.Citation, r.Terms.Cites)
	for _, tolerance := range r.Terms.Tolerances {
		fmt.Fprintln(&out, tolerance.ID, tolerance.Kind, tolerance.Value, tolerance.Weight, tolerance.Chapters,
			tolerance.WhollyObtainedMaterials, tolerance.InsteadIf, tolerance.InsteadFor, tolerance.Citation)
	}
	for _, m := range r.Terms.Minimal {
		fmt.Fprintln(&out, m.Code, m.Citation)
	}
	for _, route := range r.Terms.Routes {
		fmt.Fprintln(&out, route.ID, route.Countries, route.Exporters, route.Materials, route.Goods, route.From, route.Entry,
			route.Evidence, route.Citation)
	}
	for _, p := range r.Terms.Processes {
		fmt.Fprintln(&out, p.Code, p.AnyOf, p.Citation)
	}
	fmt.Fprintln(&out, r.Terms.Price, r.Terms.Sets.Percent, r.Terms.Sets.Citation, r.Terms.Grown.Goods, r.Terms.Grown.From, r.Terms.Grown.Citation)
	return out.String()
}
