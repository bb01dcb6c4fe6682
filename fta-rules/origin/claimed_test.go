package origin_test

import (
	"testing"

	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
)

func TestClaimedCriterion(t *testing.T) {
	r := asean(entry("8413", "RVC(40) or CTH or CTSH & RVC(35)"), entry("6205", "P(ATT1_C) or CC"), entry("0810", "WO"))
	vk := korea(entry("9403", "CTH or RVC(60)"), entry("0306", "WO"))
	claiming := func(b origin.Bill, criterion string) origin.Bill {
		b.Criterion = criterion
		return b
	}
	motor, parts := foreign("850152", "6001"), foreign("841391", "6001")
	shirt := doing(at(r, "620520", "10", "1", foreign("520832", "9")), "CUT", "ASSEMBLE")
	chest := at(vk, "940350", "20000", "0", foreign("940390", "1900"), foreign("830242", "8500"))
	for name, c := range map[string]struct {
		rules   *agreement.Rules
		bill    origin.Bill
		claimed finding.Outcome
		outcome finding.Outcome
		by      string
	}{
		"content below, change met": {r, claiming(pump(motor), "40%"), finding.NotMet, finding.Met, "CTH"},
		"change claimed":            {r, claiming(pump(motor), "CTH"), finding.Met, finding.Met, "CTH"},
		"chapter claimed for less":  {r, claiming(pump(motor), "CC"), finding.Met, finding.Met, "CTH"},
		"combination":               {r, claiming(pump(parts), "CTSH + 35%"), finding.Met, finding.Met, "CTSH + 35%"},
		"change not met":            {r, claiming(pump(parts), "CTH"), finding.NotMet, finding.Met, "CTSH + 35%"},
		"process":                   {r, claiming(shirt, "SP"), finding.Met, finding.Met, "SP"},
		"change of the shirt":       {r, claiming(shirt, "CC"), finding.Met, finding.Met, "SP"},
		"wholly obtained, not":      {r, claiming(pump(motor), "WO"), finding.NotMet, finding.Met, "CTH"},
		"partial, never":            {r, claiming(pump(motor), "PC 25%"), finding.NotMet, finding.Met, "CTH"},
		"tolerance":                 {vk, claiming(chest, "CTC"), finding.Met, finding.Met, "CTC"},
		"threshold":                 {vk, claiming(chest, "RVC 60%"), finding.NotMet, finding.Met, "CTC"},
		"originating materials":     {vk, claiming(at(vk, "030617", "1", "0"), "PE"), finding.Met, finding.Met, "PE"},
	} {
		t.Run(name, func(t *testing.T) {
			d := determine(t, c.rules, c.bill)
			if d.Claimed != c.claimed || d.Outcome != c.outcome || d.By == nil || d.By.Criterion != c.by {
				t.Errorf("claimed %s, outcome %s, by %+v\n%s", d.Claimed, d.Outcome, d.By, shown(d))
			}
			if c.claimed == finding.NotMet && !hasMessage(d, "remedy.claim_instead") {
				t.Errorf("no other alternative is named:\n%s", shown(d))
			}
		})
	}
}

func TestPrintedContentIsCutOff(t *testing.T) {
	d := determine(t, asean(entry("8413", "RVC(40)")), pump(foreign("841391", "5930")))
	if d.By.Criterion != "40%" {
		t.Errorf("40.7%% is printed as %s", d.By.Criterion)
	}
	if share, ok := d.Share("rvc"); !ok || share.Percent() != "40.7" {
		t.Errorf("share %v", share)
	}
}

func TestProblems(t *testing.T) {
	r := asean()
	for code, change := range map[certificate.Code]func(*origin.Bill){
		"wrong_agreement":    func(b *origin.Bill) { b.Agreement = certificate.VKFTA },
		"date_missing":       func(b *origin.Bill) { b.On = certificate.Date{} },
		"rules_not_in_force": func(b *origin.Bill) { b.On = day("2019-12-31") },
		"exporter_missing":   func(b *origin.Bill) { b.Exporter = "" },
		"bad_country":        func(b *origin.Bill) { b.Importer = "XX" },
		"bad_currency":       func(b *origin.Bill) { b.Currency = "USX" },
		"bad_hs":             func(b *origin.Bill) { b.Materials[0].HS.Code = "999999" },
		"price_missing":      func(b *origin.Bill) { b.Good.Price = dec("0") },
		"negative":           func(b *origin.Bill) { b.Good.NetWeight = dec("-1") },
		"value_missing":      func(b *origin.Bill) { b.Materials[0].Value = dec("0") },
		"bad_status":         func(b *origin.Bill) { b.Materials[0].Status = "local" },
		"bad_role":           func(b *origin.Bill) { b.Materials[0].Role = "spare" },
		"country_missing":    func(b *origin.Bill) { b.Materials[0].Status, b.Materials[0].Country = origin.Originating, "" },
		"unknown_route":      func(b *origin.Bill) { b.Materials[0].Route = "moon" },
		"bad_content":        func(b *origin.Bill) { c := dec("101"); b.Materials[0].Content = &c },
		"bad_method":         func(b *origin.Bill) { b.Method = "net" },
		"costs_missing":      func(b *origin.Bill) { b.Method = "direct" },
		"bad_rule":           func(b *origin.Bill) { b.Rule = "CTX" },
		"bad_criterion":      func(b *origin.Bill) { b.Criterion = "ACU" },
		"too_many":           func(b *origin.Bill) { b.Materials = make([]origin.Material, 1000) },
	} {
		_, err := origin.Determine(r, with(pump(foreign("850152", "1")), change))
		problems := origin.AsProblems(err)
		if !problems.Has(code) {
			t.Errorf("%s: %v", code, err)
		}
		for _, p := range problems {
			if p.Path == "" || p.Text == "" || p.Remedy == "" {
				t.Errorf("%s: incomplete %+v", code, p)
			}
		}
	}
}

func TestParseBillRefuses(t *testing.T) {
	for _, raw := range []string{
		``, `[]`, `{"unknown":1}`, `{} {}`, `{"exporter":"VN","exporter":"TH"}`, `{"good":{"price":1.5}}`, `{"good":{"price":"1.50"}}`,
		`{"facts":{"a":{"b":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}}}`,
	} {
		if _, err := origin.ParseBill([]byte(raw)); !origin.AsProblems(err).Has("bad_json") {
			t.Errorf("%s: %v", raw, err)
		}
	}
}

func TestRemedies(t *testing.T) {
	r := asean(entry("8413", "RVC(40) or CTH"), entry("6205", "P(ATT1_C)"))
	d := determine(t, r, pump(foreign("841391", "6180")))
	for _, want := range []struct {
		message finding.Message
		values  finding.Values
	}{
		{"remedy.rvc_short", finding.Values{number("rvc", "38.2"), number("threshold", "40"), number("points", "1.8"), number("value", "180")}},
		{"remedy.materials_fail", finding.Values{number("rule", "CTH"), number("materials", "8413.91"), number("share", "61.8")}},
	} {
		found := false
		for _, remedy := range d.Remedies {
			if remedy.Message != want.message {
				continue
			}
			found = true
			for _, v := range want.values {
				if got, _ := remedy.Value(v.Name); got != v.Value {
					t.Errorf("%s: %s is %q, want %q", want.message, v.Name, got, v.Value)
				}
			}
		}
		if !found {
			t.Errorf("no %s in\n%s", want.message, shown(d))
		}
	}
	if d := determine(t, r, at(r, "620520", "10", "1", foreign("520832", "9"))); !hasMessage(d, "remedy.state_operations") {
		t.Errorf("operations are not asked for:\n%s", shown(d))
	}
	if d := determine(t, asean(entry("8413", "CTH")), pump(foreign("841391", "940"))); !hasMessage(d, "remedy.tolerance_covers") {
		t.Errorf("the tolerance is not named:\n%s", shown(d))
	}
}
