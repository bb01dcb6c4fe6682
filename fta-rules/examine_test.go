package rules_test

import (
	"errors"
	"reflect"
	"testing"

	"origo/certificate"
	rules "origo/fta-rules"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure"
)

// seen is what the only check of a test source found of the items that it was shown.
func seen(t *testing.T, c *procedure.Case, bills map[int]origin.Bill) ([]procedure.Item, procedure.Decision, error) {
	t.Helper()
	var items []procedure.Item
	look := procedure.Check{ID: "LOOK", Citation: "none", Stages: []procedure.Stage{c.Stage}, Judge: func(c *procedure.Case) []finding.Finding {
		items = c.Items
		return procedure.NotMet(finding.Refer, "seen")
	}}
	source := rules.Source{Agreement: islands, Rules: islandRules, Checks: func() []procedure.Check { return []procedure.Check{look} }}
	book, err := rules.NewBook(source)
	if err != nil {
		t.Fatal(err)
	}
	decision, err := book.Examine(c, bills)
	return items, decision, err
}

// chests is a case of one item, certified and declared.
func chests() *procedure.Case {
	chest := certificate.HSCode{Code: "940350", Edition: 2022}
	return &procedure.Case{
		Stage: procedure.Clearance, Agreement: islands, Exporter: "TO", Importer: "WS",
		Proof: procedure.Proof{Kind: procedure.Certificate, IssueDate: certificate.NewDate(2026, 3, 1)},
		Items: []procedure.Item{{Number: 7, HS: chest, Declared: procedure.Declared{HS: certificate.HSCode{Code: "845011", Edition: 2022}}}},
	}
}

// chestBill says nothing of what the case says already.
func chestBill() origin.Bill {
	return origin.Bill{
		Good: origin.Good{Price: certificate.DecimalOf(100)},
		Materials: []origin.Material{
			{HS: certificate.HSCode{Code: "441114", Edition: 2022}, Status: origin.NonOriginating, Value: certificate.DecimalOf(70)},
		},
	}
}

func TestExamine(t *testing.T) {
	c := chests()
	items, decision, err := seen(t, c, map[int]origin.Bill{7: chestBill()})
	if err != nil {
		t.Fatal(err)
	}
	item := items[0]
	if item.Rule != "CTH or RVC(40)" || item.Declared.Rule != "RVC(40) or CTH" {
		t.Errorf("rules are %q and %q", item.Rule, item.Declared.Rule)
	}
	if item.Claim == nil || item.Claim.Tree.Message != "claim.line_has_rule" {
		t.Errorf("claim is %v", item.Claim)
	}
	if d := item.Determination; d == nil || d.Outcome != finding.Met || d.By != "CTH" {
		t.Errorf("determination is %v", item.Determination)
	}
	if decision.Verdict != finding.Refer || len(decision.Findings) != 1 {
		t.Errorf("decision is %v", decision)
	}
	if !reflect.DeepEqual(c, chests()) {
		t.Error("the case was changed")
	}
}

// The questions are put only where there is something to put them to.
func TestExamineAsksWhatCanBeAsked(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*procedure.Case)
		claim  finding.Message // empty: none
	}{
		{"no proof", func(c *procedure.Case) { c.Proof.Kind = procedure.None }, ""},
		{"no code", func(c *procedure.Case) {
			c.Items[0].HS, c.Items[0].Declared.HS = certificate.HSCode{}, certificate.HSCode{}
		}, ""},
		{"the declared code", func(c *procedure.Case) { c.Items[0].HS = certificate.HSCode{} }, "claim.line_has_rule"},
		{"before the rules", func(c *procedure.Case) { c.Proof.IssueDate = certificate.NewDate(2023, 12, 31) }, "claim.rule_unknown"},
		{"no date of issue", func(c *procedure.Case) { c.Proof.IssueDate = certificate.Date{} }, "claim.rule_unknown"},
		{"to be issued today", func(c *procedure.Case) {
			c.Stage, c.Proof.IssueDate, c.Today = procedure.Issue, certificate.Date{}, certificate.NewDate(2026, 3, 1)
		}, "claim.line_has_rule"},
		{"unread line", func(c *procedure.Case) { c.Items[0].HS.Code = "050800" }, "claim.rule_unknown"},
		{"answered before", func(c *procedure.Case) {
			c.Items[0].Claim = &procedure.Origin{Tree: finding.Finding{Message: "known"}}
		}, "known"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := chests()
			test.change(c)
			items, _, err := seen(t, c, nil)
			if err != nil {
				t.Fatal(err)
			}
			var got finding.Message
			if items[0].Claim != nil {
				got = items[0].Claim.Tree.Message
			}
			if got != test.claim {
				t.Errorf("claim says %q, want %q", got, test.claim)
			}
			if items[0].Determination != nil {
				t.Error("origin was determined without a bill")
			}
		})
	}
}

// A line of a Form D without criterion is put before an officer.
func TestExamineAsksForTheCriterion(t *testing.T) {
	c := chests()
	c.Agreement, c.Exporter, c.Importer = certificate.ATIGA, "ID", "VN"
	decision, err := load(t).Examine(c, nil)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, f := range decision.Findings {
		f.Walk(func(f finding.Finding) { found = found || f.Message == "claim.no_criterion" })
	}
	if !found || decision.Verdict.Grants() {
		t.Errorf("verdict %s, findings %v", decision.Verdict, decision.Findings)
	}
}

func TestExamineLeavesOpenWhatNoRulesAreHeldFor(t *testing.T) {
	bill := chestBill()
	bill.On = certificate.NewDate(2020, 1, 1)
	_, decision, err := seen(t, chests(), map[int]origin.Bill{7: bill})
	if err != nil || decision.Verdict == finding.Refuse || decision.Verdict.Grants() {
		t.Errorf("verdict %s, error %v", decision.Verdict, err)
	}
}

func TestExamineRefuses(t *testing.T) {
	elsewhere := chests()
	elsewhere.Agreement = "cptpp"
	if _, _, err := seen(t, elsewhere, nil); err == nil {
		t.Error("a claim under an agreement nobody holds was examined")
	}
	bill := chestBill()
	bill.Good.Price = certificate.Decimal{}
	var problems origin.Problems
	if _, _, err := seen(t, chests(), map[int]origin.Bill{7: bill}); !errors.As(err, &problems) {
		t.Errorf("error is %v", err)
	}
}
