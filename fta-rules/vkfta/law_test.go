package vkfta

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestLawAsRead holds every citation, date and limit against testdata/law.txt, so that none changes unnoticed. Whoever
// changes the law on purpose writes what this test prints into that file.
func TestLawAsRead(t *testing.T) {
	want, err := os.ReadFile("testdata/law.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got := law(t); got != string(want) {
		t.Errorf("the law has changed:\n%s", got)
	}
}

// law writes down checks, provisions and terms, one a line.
func law(t *testing.T) string {
	var out strings.Builder
	for _, c := range Checks() {
		fmt.Fprintf(&out, "check %s: %s; from %s until %s by %q at %v\n", c.ID, c.Citation, c.From, c.Until, c.Day, c.Stages)
	}
	for _, p := range Provisions() {
		fmt.Fprintf(&out, "provision %s %s: %s; from %s until %s; %v\n", p.Topic, p.Message, p.Citation, p.From, p.Until, p.Values)
	}
	for _, r := range versions(t) {
		fmt.Fprintf(&out, "rules %s: %s; from %s until %s; %s\n", r.Version, r.Citation, r.From, r.Until, r.Edition)
	}
	terms := versions(t)[0].Terms
	for _, tolerance := range terms.Tolerances {
		fmt.Fprintf(&out, "tolerance %s: %s; %s%% of value, %s%% of weight; %s\n", tolerance.ID, tolerance.Citation,
			tolerance.Value, tolerance.Weight, tolerance.Chapters)
	}
	for _, m := range terms.Minimal {
		fmt.Fprintf(&out, "minimal %s: %s; except %s\n", m.Code, m.Citation, m.Exempt)
	}
	for _, r := range terms.Routes {
		fmt.Fprintf(&out, "route %s: %s; %v; from %s\n", r.ID, r.Citation, r.Countries, r.From)
	}
	for _, p := range terms.Processes {
		fmt.Fprintf(&out, "process %s: %s; %v\n", p.Code, p.Citation, p.AnyOf)
	}
	fmt.Fprintf(&out, "outward: %s; %s%%\ncites: %+v\n", terms.Outward.Citation, terms.Outward.MaxPercent, terms.Cites)
	return out.String()
}
