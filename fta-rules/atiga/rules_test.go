package atiga

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

var update = flag.Bool("update", false, "write testdata/law.txt anew")

// TestLaw compares everything that is laid down in code with a printed copy, so that no citation, date or threshold
// changes unnoticed.
func TestLaw(t *testing.T) {
	got := printedLaw()
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

func printedLaw() string {
	var out strings.Builder
	for _, c := range Checks() {
		fmt.Fprintln(&out, c.ID, c.Stages, c.From, c.Until, c.Day, c.Citation)
	}
	for _, p := range Provisions() {
		fmt.Fprintln(&out, p.Topic, p.Message, p.From, p.Until, p.Values, p.Citation)
	}
	articles := terms()
	fmt.Fprintf(&out, "%+v\n", articles.Cites)
	for _, tolerance := range articles.Tolerances {
		fmt.Fprintln(&out, tolerance.ID, tolerance.Kind, tolerance.Value, tolerance.Weight, tolerance.Chapters, tolerance.Citation)
	}
	for _, m := range articles.Minimal {
		fmt.Fprintln(&out, m.Code, m.Citation)
	}
	for _, r := range articles.Routes {
		fmt.Fprintln(&out, r.ID, r.Countries, r.From, r.Evidence, r.Citation)
	}
	for _, p := range articles.Processes {
		fmt.Fprintln(&out, p.Code, p.Goods, p.AnyOf, p.NeverBy, p.Citation)
	}
	fmt.Fprintln(&out, articles.Price, articles.Partial.Least, articles.Partial.Most, articles.DirectMethod)
	return out.String()
}

func TestRules(t *testing.T) {
	versions, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	r := versions[0]
	if err := agreement.Check(r); err != nil {
		t.Error(err)
	}
	if n := len(r.Table.Lines()); n != 2868 {
		t.Errorf("%d lines, want 2868", n)
	}
	if r.In(day("2023-03-31")) || !r.In(day("2023-04-01")) {
		t.Error("the table is the law from 1 April 2023")
	}
	if len(r.General) != 2 || r.General[0].String() != "RVC(40)" || r.General[1].String() != "CTH" {
		t.Errorf("the general rule is %s", r.General)
	}
}

func TestUnreadLinesAreNotTheGeneralRule(t *testing.T) {
	versions, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	unread := 0
	for _, line := range versions[0].Table.Lines() {
		if line.State == agreement.Unread {
			unread++
		}
	}
	if unread != 5 {
		t.Errorf("%d lines are unread, want 5", unread)
	}
}

func TestEveryTopicHasAProvisionEveryDay(t *testing.T) {
	topics := []agreement.Topic{
		agreement.Parties, agreement.Forms, agreement.References, agreement.Issuers, agreement.Criteria, agreement.Thresholds,
		agreement.Validity, agreement.TimeOfIssue, agreement.RetroactiveIssue, agreement.Copies, agreement.DeMinimis,
		agreement.Cumulation, agreement.Minimal, agreement.Packing, agreement.Accessories, agreement.NeutralElements,
		agreement.SetsOfGoods, agreement.Fungibles, agreement.Transport, agreement.ThirdPartyInvoices, agreement.BackToBacks,
		agreement.Exhibitions, agreement.Waivers, agreement.LateFiling, agreement.Verification, agreement.Records,
		agreement.Refusals, agreement.MinorDifferences, agreement.DifferingCodes,
	}
	for _, on := range []string{"2010-05-17", "2020-09-19", "2020-09-20", "2022-04-30", "2022-05-01", "2023-07-14", "2023-07-15", "2026-11-22"} {
		for _, topic := range topics {
			if !slices.ContainsFunc(Provisions(), func(p agreement.Provision) bool {
				return p.Topic == topic && !day(on).Before(p.From) && (p.Until.IsZero() || !day(on).After(p.Until))
			}) {
				t.Errorf("%s: nothing on %s", topic, on)
			}
		}
	}
}

func TestEveryNumberHasACheck(t *testing.T) {
	for letter, last := range map[string]int{"M": 32, "J": 14} {
		for n := 1; n <= last; n++ {
			if id := fmt.Sprintf("ATIGA-%s%02d", letter, n); len(checksOf(id)) == 0 {
				t.Errorf("there is no %s", id)
			}
		}
	}
}

func TestChecksAnnounceEverythingOnce(t *testing.T) {
	all := Messages()
	if !slices.IsSorted(all) || len(slices.Compact(slices.Clone(all))) != len(all) {
		t.Error("messages are not sorted or not unique")
	}
	for _, check := range Checks() {
		if check.ID == "" || check.Citation == "" || len(check.Stages) == 0 || check.Judge == nil || len(check.Messages) == 0 {
			t.Errorf("%s %s lacks something", check.ID, check.Citation)
		}
	}
	for _, c := range []*procedure.Case{claim(), claim(kind(procedure.Certificate)), claim(marked(procedure.TrueCopy))} {
		for _, f := range procedure.Run(Checks(), c) {
			if own(procedure.Check{Messages: []finding.Message{f.Message}}) && !slices.Contains(all, f.Message) {
				t.Errorf("%s is not announced", f.Message)
			}
		}
	}
}
