package ukvfta_test

import (
	"testing"

	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
	"origo/fta-rules/ukvfta"
)

func rules(t testing.TB) *agreement.Rules {
	t.Helper()
	all, err := ukvfta.Rules()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 1 {
		t.Fatalf("got %d versions", len(all))
	}
	return all[0]
}

func TestRulesAreSound(t *testing.T) {
	r := rules(t)
	if err := agreement.Check(r); err != nil {
		t.Fatal(err)
	}
	if r.Edition != hs.HS2012 || len(r.Table.Lines()) != 383 {
		t.Errorf("got %s with %d lines", r.Edition, len(r.Table.Lines()))
	}
	if first := r.From.String(); first != "2021-05-01" || !r.Until.IsZero() {
		t.Errorf("got rules from %s until %s", first, r.Until)
	}
}

func TestTolerances(t *testing.T) {
	want := map[string][2]string{"ART5_3_A": {"10", "10"}, "ART5_3_B": {"10", "0"}, "6": {"0", "10"}, "7": {"8", "0"}}
	for _, tolerance := range rules(t).Terms.Tolerances {
		got := [2]string{tolerance.Value.String(), tolerance.Weight.String()}
		if got != want[tolerance.ID] {
			t.Errorf("%s: got %v", tolerance.ID, got)
		}
	}
}

func TestRoutesOfUnknownOpening(t *testing.T) {
	known := map[string]bool{"bilateral": true}
	for _, route := range rules(t).Terms.Routes {
		if known[route.ID] == route.From.IsZero() {
			t.Errorf("%s: opening %s", route.ID, route.From)
		}
	}
}

func TestProvisionsOfEveryTopic(t *testing.T) {
	topics := []agreement.Topic{agreement.Parties, agreement.Forms, agreement.References, agreement.Issuers, agreement.Criteria,
		agreement.Thresholds, agreement.Validity, agreement.TimeOfIssue, agreement.RetroactiveIssue, agreement.Copies,
		agreement.DeMinimis, agreement.Cumulation, agreement.Minimal, agreement.Packing, agreement.Accessories,
		agreement.NeutralElements, agreement.SetsOfGoods, agreement.Fungibles, agreement.Transport, agreement.ThirdPartyInvoices,
		agreement.BackToBacks, agreement.Exhibitions, agreement.Waivers, agreement.LateFiling, agreement.Verification,
		agreement.Records, agreement.Refusals, agreement.MinorDifferences, agreement.DifferingCodes}
	found := map[agreement.Topic]bool{}
	for _, p := range ukvfta.Provisions() {
		found[p.Topic] = true
		if p.Citation == "" || p.Message == "" || p.From.IsZero() {
			t.Errorf("%s: no citation, message or day", p.Message)
		}
	}
	for _, topic := range topics {
		if !found[topic] {
			t.Errorf("nothing on %s", topic)
		}
	}
}

func TestMessagesAreUnique(t *testing.T) {
	seen := map[finding.Message]bool{}
	for _, m := range ukvfta.Messages() {
		if seen[m] {
			t.Errorf("%s is there twice", m)
		}
		seen[m] = true
	}
	ids := map[string]bool{}
	for _, check := range ukvfta.Checks() {
		if ids[check.ID] || check.Citation == "" {
			t.Errorf("%s: twice, or no citation", check.ID)
		}
		ids[check.ID] = true
	}
}
