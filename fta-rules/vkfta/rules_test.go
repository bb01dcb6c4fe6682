package vkfta

import (
	"slices"
	"strings"
	"testing"

	"origo/fta-rules/agreement"
	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
	"origo/fta-rules/psr"
)

func versions(t *testing.T) []*agreement.Rules {
	t.Helper()
	all, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestRulesAreSound(t *testing.T) {
	for _, r := range versions(t) {
		if err := agreement.Check(r); err != nil {
			t.Errorf("%s: %v", r.Version, err)
		}
	}
}

func TestVersionsFollowOneAnother(t *testing.T) {
	all := versions(t)
	tests := []struct {
		on            string
		first, second bool
	}{
		{"2015-12-19", false, false}, {"2015-12-20", true, false}, {"2022-07-31", true, false},
		{"2022-08-01", false, true}, {"2026-01-01", false, true},
	}
	for _, test := range tests {
		if all[0].In(day(test.on)) != test.first || all[1].In(day(test.on)) != test.second {
			t.Errorf("%s: %v %v", test.on, all[0].In(day(test.on)), all[1].In(day(test.on)))
		}
	}
	if !all[0].Official || all[1].Official {
		t.Error("the derived list must say that it is not official")
	}
}

// TestAmbiguousLinesSayWhy: lines of the derived list that the correlation leaves open, or whose heading moved.
func TestAmbiguousLinesSayWhy(t *testing.T) {
	ambiguous := 0
	lines := versions(t)[1].Table.Lines()
	for i := range lines {
		line := &lines[i]
		if line.State == agreement.Ambiguous {
			ambiguous++
		}
		if (line.State == agreement.Ambiguous || line.Changed) && line.Note == "" {
			t.Errorf("%s: open or moved, and no note", line.ID)
		}
		if line.State == agreement.Ambiguous && len(line.Rivals) < 2 {
			t.Errorf("%s: ambiguous between %d rules", line.ID, len(line.Rivals))
		}
	}
	if ambiguous != 10 {
		t.Errorf("%d ambiguous lines", ambiguous)
	}
}

func TestThresholdsOfTerms(t *testing.T) {
	terms := versions(t)[0].Terms
	ten := decimal("10")
	for i, id := range []string{"ART3_9_A", "ART3_9_B"} {
		tolerance := terms.Tolerances[i]
		if tolerance.ID != id || tolerance.Value != ten || tolerance.Weight.IsZero() != (i == 0) || tolerance.WhollyObtainedMaterials {
			t.Errorf("%+v", tolerance)
		}
	}
	for chapter := 1; chapter <= 97; chapter++ {
		textile := chapter >= 50 && chapter <= 63
		at := chapters(chapter, chapter).From
		if terms.Tolerances[0].Chapters.Contains(at) == textile || terms.Tolerances[1].Chapters.Contains(at) != textile {
			t.Errorf("chapter %d has the wrong tolerance", chapter)
		}
	}
	if terms.Outward.MaxPercent != decimal("40") || len(terms.Outward.Goods) != 100 {
		t.Errorf("Article 3.5: %s%%, %d goods", terms.Outward.MaxPercent, len(terms.Outward.Goods))
	}
}

// TestMinimalOperations: all sixteen letters, and shelling for all but cashew kernels.
func TestMinimalOperations(t *testing.T) {
	letters := map[string]bool{}
	for _, m := range versions(t)[0].Terms.Minimal {
		letters[m.Citation] = true
		if exempt := m.Exempt.Contains(80132); exempt != strings.HasSuffix(m.Citation, "(h)") {
			t.Errorf("%s: exempt for 0801.32 is %v", m.Code, exempt)
		}
		if m.Exempt.Contains(80131) || m.Exempt.Contains(80212) {
			t.Errorf("%s: exempt for other nuts", m.Code)
		}
	}
	if len(letters) != 16 {
		t.Errorf("%d letters of Art. 3.7.1", len(letters))
	}
}

// bill is of a good of the line made from one foreign material worth half its price.
func bill(r *agreement.Rules, line *agreement.Line) origin.Bill {
	b := origin.Bill{Agreement: r.Agreement, On: r.From, Exporter: "KR", Importer: "VN", Operations: []string{"MAKE"}}
	b.Good.HS.Code = strings.ReplaceAll(line.Codes[0].From.String(), ".", "")
	b.Good.HS.Edition, b.Good.Price, b.Good.NetWeight = int(r.Edition), decimal("100"), decimal("10")
	m := origin.Material{Country: "CN", Status: origin.NonOriginating, Value: decimal("50"), Weight: decimal("5")}
	m.HS.Code, m.HS.Edition = "720810", int(r.Edition)
	b.Materials = []origin.Material{m}
	return b
}

// TestEveryLineEvaluates for a synthetic bill: by the code alone unless the line is open.
func TestEveryLineEvaluates(t *testing.T) {
	for _, r := range versions(t) {
		r.Seal()
		lines := r.Table.Lines()
		for i := range lines {
			line := &lines[i]
			d, err := origin.Determine(r, bill(r, line))
			if err != nil {
				t.Fatalf("%s %s: %v", r.Version, line.ID, err)
			}
			if d.Outcome == finding.CannotTell && plain(line) {
				t.Errorf("%s %s: cannot tell by %s", r.Version, line.ID, line.Rule)
			}
		}
	}
}

// plain reports whether a line is decided by codes, values and operations alone.
func plain(line *agreement.Line) bool {
	named := false
	line.Rule.Walk(func(e psr.Expr) {
		limit, ok := e.(psr.MaxWeight)
		named = named || ok && limit.Of[0].Name != ""
	})
	return line.State == agreement.Known && len(line.Rule.Parts) == 1 && !named
}

func TestProvisions(t *testing.T) {
	topics := []agreement.Topic{
		agreement.Parties, agreement.Forms, agreement.References, agreement.Issuers, agreement.Criteria, agreement.Thresholds,
		agreement.Validity, agreement.TimeOfIssue, agreement.RetroactiveIssue, agreement.Copies, agreement.DeMinimis,
		agreement.Cumulation, agreement.Minimal, agreement.Packing, agreement.Accessories, agreement.NeutralElements,
		agreement.SetsOfGoods, agreement.Fungibles, agreement.Transport, agreement.ThirdPartyInvoices, agreement.BackToBacks,
		agreement.Exhibitions, agreement.Waivers, agreement.LateFiling, agreement.Verification, agreement.Records,
		agreement.Refusals, agreement.MinorDifferences, agreement.DifferingCodes,
	}
	all := Provisions()
	for _, topic := range topics {
		if !slices.ContainsFunc(all, func(p agreement.Provision) bool { return p.Topic == topic }) {
			t.Errorf("nothing on %s", topic)
		}
	}
	english, err := explain.Load(explain.English)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		if p.Citation == "" || p.From.IsZero() {
			t.Errorf("%s: citation %q, from %s", p.Message, p.Citation, p.From)
		}
		if text := english.Say(p.Message, p.Values...); strings.Contains(text, english.Say("frame.not_stated")) {
			t.Errorf("%s", text)
		}
	}
}
