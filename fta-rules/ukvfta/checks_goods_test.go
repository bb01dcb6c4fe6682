package ukvfta_test

import (
	"testing"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

const koreanEntry = "Application of Article 3(11) of Protocol 1 to the Viet Nam-UK FTA"

// claimed says whether the line has a rule.
func claimed(outcome finding.Outcome) func(*procedure.Case) {
	return func(c *procedure.Case) { c.Items[0].Claim = &procedure.Origin{Outcome: outcome} }
}

// determined makes the case's item one of which origin was determined, for the reasons given.
func determined(outcome finding.Outcome, reasons ...finding.Message) func(*procedure.Case) {
	return func(c *procedure.Case) {
		tree := finding.Finding{Outcome: outcome}
		for _, reason := range reasons {
			tree.Findings = append(tree.Findings, finding.Finding{Message: reason})
		}
		c.Items[0].Determination = &procedure.Origin{Outcome: outcome, Tree: tree, By: "CTH"}
	}
}

func goodsFixtures() []fixture {
	entry := func(entries ...string) func(*procedure.Case) {
		return func(c *procedure.Case) {
			c.Proof.Entries = entries
			c.Items[0].Determination = &procedure.Origin{Outcome: finding.Met, Marks: []string{koreanEntry}}
		}
	}
	lines := func(outcome finding.Outcome) func(*procedure.Case) {
		return func(c *procedure.Case) {
			c.Items = append(c.Items, procedure.Item{Number: 2, Description: "tea"})
			determined(outcome)(c)
		}
	}
	return []fixture{
		{"no bill", eur1, nil, "M14", "", ""},
		{"closed", eur1, determined(finding.CannotTell, "cumulation.closed"), "M14", "cumulation.closed", finding.Refer},
		{"not known to be open", eur1, determined(finding.CannotTell, "cumulation.not_known_open"), "M14", "cumulation.closed", finding.Refer},
		{"no evidence", eur1, determined(finding.CannotTell, "cumulation.no_evidence"), "M14", "cumulation.evidence", finding.Refer},
		{"no evidence needed", eur1, determined(finding.Met, "cumulation.no_evidence"), "M14", "", ""},
		{"entry there", eur1, entry(koreanEntry), "M14-ENTRY", "entry.there", finding.Accept},
		{"entry in other capitals", eur1, entry("application of  Article 3(11) of protocol 1 to the Viet Nam-UK FTA"), "M14-ENTRY", "entry.there", finding.Accept},
		{"entry missing", eur1, entry(), "M14-ENTRY", "entry.missing", finding.Refer},
		{"entry of the EVFTA", eur1, entry("Application of Article 3(7) of Protocol 1 to the Viet Nam-EU FTA"), "M14-ENTRY", "entry.missing", finding.Refer},
		{"no entry needed", eur1, determined(finding.Met), "M14-ENTRY", "", ""},
		{"no bill", eur1, nil, "M15", "", ""},
		{"no bill, a rule", eur1, claimed(finding.Met), "M15", "", ""},
		{"no bill, no rule", eur1, claimed(finding.CannotTell), "M15", "origin.rule_unclear", finding.Refer},
		{"met", eur1, determined(finding.Met), "M15", "origin.met", finding.Accept},
		{"nothing foreign left", eur1, func(c *procedure.Case) {
			c.Items[0].Determination = &procedure.Origin{Outcome: finding.Met}
		}, "M15", "origin.absorbed", finding.Accept},
		{"not met", eur1, determined(finding.NotMet), "M15", "origin.not_met", finding.Refuse},
		{"open", eur1, determined(finding.CannotTell), "M15", "origin.cannot_tell", finding.Refer},
		{"minimal only", eur1, determined(finding.NotMet, "minimal.only"), "M16", "minimal.only", finding.Refuse},
		{"more than minimal", eur1, determined(finding.Met, "minimal.beyond"), "M16", "minimal.beyond", finding.Accept},
		{"set above", eur1, determined(finding.NotMet, "set.above"), "M17", "set.above", finding.Refuse},
		{"set within", eur1, determined(finding.Met, "set.met"), "M17", "set.within", finding.Accept},
		{"one of two lines fails", eur1, lines(finding.NotMet), "M24", "lines.separate", finding.Accept},
		{"both in order", eur1, lines(finding.Met), "M24", "", ""},
		{"invoiced in Hong Kong", eur1, func(c *procedure.Case) { c.Declaration.Invoice.Country = "HK" }, "INVOICE", "invoice.third_party", finding.Accept},
		{"invoiced by the exporter", eur1, func(c *procedure.Case) { c.Declaration.Invoice.Country = "VN" }, "INVOICE", "", ""},
	}
}

func journeyFixtures() []fixture {
	via := func(leg procedure.Leg) func(*procedure.Case) {
		return func(c *procedure.Case) {
			c.Journey.Legs = []procedure.Leg{{Country: "VN"}, leg, {Country: "GB"}}
		}
	}
	shown := func(e procedure.Exhibited) func(*procedure.Case) {
		return func(c *procedure.Case) {
			c.Proof.Exhibited, c.Proof.Marks = e, []procedure.Mark{procedure.Exhibition}
		}
	}
	return []fixture{
		{"direct", eur1, nil, "M20", "journey.direct", finding.Accept},
		{"not known", eur1, func(c *procedure.Case) { c.Journey.Legs = nil }, "M20", "", ""},
		{"supervised", eur1, via(procedure.Leg{Country: "SG", Supervised: is(true), Operations: []string{"UNLOAD", "RELOAD"}}), "M20", "journey.ok", finding.Accept},
		{"nothing known", eur1, via(procedure.Leg{Country: "SG"}), "M20", "journey.ok", finding.Accept},
		{"split under supervision", eur1, via(procedure.Leg{Country: "SG", Supervised: is(true), Operations: []string{"SPLIT", "LABEL"}}), "M20", "journey.ok", finding.Accept},
		{"split, supervision unknown", eur1, via(procedure.Leg{Country: "SG", Operations: []string{"SPLIT"}}), "M20", "journey.supervision_unknown", finding.Refer},
		{"not supervised, nothing done", eur1, via(procedure.Leg{Country: "SG", Supervised: is(false)}), "M20", "journey.supervision_unknown", finding.Refer},
		{"not supervised, unloaded", eur1, via(procedure.Leg{Country: "SG", Supervised: is(false), Operations: []string{"UNLOAD"}}), "M20", "journey.unsupervised", finding.Refuse},
		{"released", eur1, via(procedure.Leg{Country: "DE", Supervised: is(false), Released: is(true)}), "M20", "journey.released", finding.Refuse},
		{"repacked", eur1, via(procedure.Leg{Country: "SG", Supervised: is(true), Operations: []string{"REPACK"}}), "M20", "journey.operation", finding.Refuse},
		{"begins elsewhere", eur1, func(c *procedure.Case) { c.Journey.Legs[0].Country = "CN" }, "M20", "journey.start", finding.Refer},
		{"not exhibited", eur1, nil, "EXHIBITION", "", ""},
		{"exhibited", eur1, shown(procedure.Exhibited{Named: is(true), Controlled: is(true), Unaltered: is(true)}), "EXHIBITION", "exhibition.ok", finding.Accept},
		{"exhibited, control unknown", eur1, shown(procedure.Exhibited{Named: is(true)}), "EXHIBITION", "exhibition.no_evidence", finding.Refer},
		{"exhibition not named", eur1, shown(procedure.Exhibited{Named: is(false)}), "EXHIBITION", "exhibition.unnamed", finding.Refer},
		{"out of control", eur1, shown(procedure.Exhibited{Controlled: is(false)}), "EXHIBITION", "exhibition.uncontrolled", finding.Refuse},
		{"altered", eur1, shown(procedure.Exhibited{Unaltered: is(false)}), "EXHIBITION", "exhibition.altered", finding.Refuse},
	}
}

func questionFixtures() []fixture {
	doubt := func(code string) func(*procedure.Case) {
		return func(c *procedure.Case) { c.Doubts = map[string]bool{code: true} }
	}
	late := func(c *procedure.Case) { c.Declaration.ProofSubmitted = day("2026-03-06") }
	return []fixture{
		{"no doubt", eur1, nil, "J1", "", ""},
		{"doubt", eur1, doubt("description"), "J1", "ask.goods", finding.Refer},
		{"doubt", eur1, doubt("simple_operation"), "J2", "ask.simple", finding.Refer},
		{"no choice needed", eur1, determined(finding.Met, "rule.choice"), "J3", "", ""},
		{"choice needed", eur1, determined(finding.CannotTell, "rule.choice"), "J3", "ask.entry", finding.Refer},
		{"question of the rule", eur1, determined(finding.CannotTell, "judgement.open"), "J3", "ask.entry", finding.Refer},
		{"doubt", eur1, doubt("origin_evidence"), "J4", "ask.truth", finding.Refer},
		{"in order", eur1, nil, "J5", "", ""},
		{"no stamp", eur1, func(c *procedure.Case) { c.Proof.Authenticity.StampThere = is(false) }, "J5", "ask.discrepancy", finding.Refer},
		{"doubt", declared, doubt("discrepancy"), "J5", "ask.discrepancy", finding.Refer},
		{"in time", eur1, nil, "J6", "", ""},
		{"late", eur1, late, "J6", "ask.late", finding.Refer},
		{"late and excused", eur1, func(c *procedure.Case) { late(c); c.Doubts = map[string]bool{"late_presentation": false} }, "J6", "", ""},
		{"direct", eur1, nil, "J7", "", ""},
		{"doubt", eur1, doubt("transit"), "J7", "ask.transit", finding.Refer},
		{"supervision unknown", eur1, func(c *procedure.Case) {
			c.Journey.Legs = []procedure.Leg{{Country: "VN"}, {Country: "SG", Operations: []string{"SPLIT"}}, {Country: "GB"}}
		}, "J7", "ask.transit", finding.Refer},
		{"doubt", eur1, doubt("authenticity"), "J8", "ask.specimen", finding.Refer},
		{"nothing asked", eur1, nil, "J9", "", ""},
		{"asked", eur1, func(c *procedure.Case) { c.Query.Sent, c.Today = day("2025-06-01"), day("2025-06-02") }, "J9", "ask.verify", finding.Refer},
		{"gap", eur1, determined(finding.CannotTell, "rule.none"), "J10", "ask.gap", finding.Refer},
		{"several codes", eur1, determined(finding.CannotTell, "hs.ambiguous"), "J10", "ask.gap", finding.Refer},
	}
}

func measure(value int64) *certificate.Measure {
	return &certificate.Measure{Value: certificate.DecimalOf(value), Unit: "KGM"}
}

func TestImportIntoBritainCitesTheTreaty(t *testing.T) {
	c := eur1()
	c.Items[0].Quantity, c.Items[0].Declared.Quantity = measure(100), measure(120)
	c.Items[0].HS = certificate.HSCode{Code: "090121", Edition: 2022}
	c.Items[0].Declared.HS = certificate.HSCode{Code: "090122", Edition: 2022}
	for _, check := range []string{"M18", "M19"} {
		found := findingsOf(c, check)
		if len(found) != 1 || found[0].Citation != "UKVFTA Protocol 1 Art. 27" {
			t.Errorf("%s: got %+v", check, found)
		}
	}
	c.Exporter, c.Importer = "GB", "VN"
	if found := findingsOf(c, "M18"); len(found) != 1 || found[0].Verdict != finding.AcceptPart || found[0].Citation == "UKVFTA Protocol 1 Art. 27" {
		t.Errorf("into Viet Nam: got %+v", found)
	}
}

func TestEarlierLawIsNotAskedOfTheWay(t *testing.T) {
	c := declared()
	c.Declaration = procedure.Declaration{Registered: day("2023-07-14"), ProofSubmitted: day("2023-07-14")}
	c.Journey.Legs = []procedure.Leg{{Country: "GB"}, {Country: "SG", Supervised: is(true)}, {Country: "VN"}}
	if found := findingsOf(c, "C33-EARLIER"); len(found) > 0 {
		t.Errorf("got %+v", found)
	}
	c.Proof = procedure.Proof{Kind: procedure.None}
	if found := findingsOf(c, "C33-EARLIER"); len(found) != 1 || found[0].Verdict != finding.Refer {
		t.Errorf("without proof: got %+v", found)
	}
}

func TestVerdictsOfTheIssuingAuthority(t *testing.T) {
	c := eur1()
	c.Proof.Status = procedure.Cancelled
	if found := findingsOf(c, "M5-WITHDRAWN"); len(found) != 1 || found[0].Verdict != finding.Refuse {
		t.Errorf("got %+v", found)
	}
}
