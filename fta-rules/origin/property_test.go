package origin_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
	"origo/fta-rules/psr"
)

var (
	drawnGoods     = []string{"841370", "190230", "620342", "540752", "220850", "721710", "871200", "392330", "160521"}
	drawnMaterials = []string{"841391", "850152", "110100", "040221", "170199", "170230", "520811", "540761", "220710", "721310", "720711", "871491", "392330", "030617", "960711", "500720"}
	drawnRules     = []string{
		"RVC(40)", "CTH", "CC", "CTSH", "CTH except(8413,2207)", "CTH allow(same heading max 20)", "RVC(35) & CTH",
		"WO", "WO(03,04)", "MaxNOM(45)", `MaxNOM(40 of "that")`, `MaxWeight(20 sum 04,11)`, `MaxWeight(40 each "sugar"; 04)`,
		"FROM(7206,7207)", "P(WEAVE) & P(MAKEUP)", "(P(KNIT) or P(WEAVE)) & CTH", "NOT(0402)", "ONLY(5208,5407)",
		`AH except(8413 "that")`, "PE", `JUDGE("so?")`, "NONE",
	}
)

func drawMaterial(t *rapid.T) origin.Material {
	m := origin.Material{
		HS:      certificate.HSCode{Code: rapid.SampledFrom(drawnMaterials).Draw(t, "code"), Edition: 2012},
		Country: rapid.SampledFrom([]string{"VN", "CN", "TH", "GB", "KR"}).Draw(t, "country"),
		Status:  rapid.SampledFrom([]origin.Status{origin.Originating, origin.NonOriginating, origin.NonOriginating, origin.Undetermined}).Draw(t, "status"),
		Value:   certificate.DecimalOf(rapid.Int64Range(1, 60).Draw(t, "value")),
		Weight:  certificate.DecimalOf(rapid.Int64Range(0, 30).Draw(t, "weight")),
		Role:    rapid.SampledFrom([]origin.Role{"", "", "", "", origin.RetailPacking, origin.Accessory, origin.Neutral}).Draw(t, "role"),
	}
	if rapid.Bool().Draw(t, "evidence") {
		m.Evidence = "proof"
	}
	if rapid.Bool().Draw(t, "named") {
		m.Is = map[string]bool{"that": rapid.Bool().Draw(t, "is")}
	}
	m.Complies, m.LaterStage = drawMaybe(t, "complies"), drawMaybe(t, "later")
	return m
}

func drawMaybe(t *rapid.T, label string) *bool {
	switch rapid.IntRange(0, 3).Draw(t, label) {
	case 0:
		return yes()
	case 1:
		return no()
	}
	return nil
}

func drawRules(t *rapid.T) *agreement.Rules {
	return rapid.SampledFrom([]*agreement.Rules{asean(), korea(), britain(noted(entry("54,62", "CTH"), "6", "7"))}).Draw(t, "agreement")
}

func drawBill(t *rapid.T, r *agreement.Rules) origin.Bill {
	b := at(r, rapid.SampledFrom(drawnGoods).Draw(t, "good"), "100", "50", rapid.SliceOfN(rapid.Custom(drawMaterial), 0, 5).Draw(t, "materials")...)
	for i := range b.Materials {
		b.Materials[i].HS.Edition = 2012
	}
	b.Good.HS.Edition = 2012
	alternatives := rapid.SliceOfN(rapid.SampledFrom(drawnRules), 1, 3).Draw(t, "rule")
	b.Rule = alternatives[0]
	for _, a := range alternatives[1:] {
		b.Rule += " or " + a
	}
	if rapid.Bool().Draw(t, "stated") {
		b.Operations = rapid.SliceOfN(rapid.SampledFrom([]string{"WEAVE", "MAKEUP", "KNIT", "SHELL", "PACK"}), 0, 3).Draw(t, "operations")
		b.Operations = append([]string{}, b.Operations...)
	}
	return b
}

func TestSameBillSameBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRules(t)
		b := drawBill(t, r)
		one, two := mustDetermine(t, r, b), mustDetermine(t, r, b)
		if shown(one) != shown(two) {
			t.Fatalf("two answers:\n%s\n%s", shown(one), shown(two))
		}
		wellFormed(t, one)
	})
}

func mustDetermine(t *rapid.T, r *agreement.Rules, b origin.Bill) origin.Determination {
	d, err := origin.Determine(r, b)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// wellFormed demands that every message is a known one, that values have distinct names and outcomes are of the four.
func wellFormed(t *rapid.T, d origin.Determination) {
	look := func(f finding.Finding) {
		if !slices.Contains(origin.Messages(), f.Message) {
			t.Errorf("unknown message %q", f.Message)
		}
		for _, values := range []finding.Values{f.Inputs, f.Computed} {
			names := map[string]bool{}
			for _, v := range values {
				if names[v.Name] {
					t.Errorf("%s twice in %s", v.Name, f.Message)
				}
				names[v.Name] = true
			}
		}
	}
	d.Tree.Walk(look)
	for _, r := range d.Remedies {
		r.Walk(look)
	}
}

func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRules(t)
		b := drawBill(t, r)
		turned := with(b, func(b *origin.Bill) { slices.Reverse(b.Materials) })
		rule, err := psr.Parse(b.Rule)
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(rule.Parts[0].Alternatives)
		turned.Rule = rule.String()
		if one, two := mustDetermine(t, r, b), mustDetermine(t, r, turned); one.Outcome != two.Outcome {
			t.Fatalf("%s and reversed %s:\n%s\n%s", one.Outcome, two.Outcome, shown(one), shown(two))
		}
	})
}

func TestScaleDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRules(t)
		b := drawBill(t, r)
		by := rapid.SampledFrom([]certificate.Decimal{dec("0.01"), dec("7"), dec("1000")}).Draw(t, "factor")
		scaled := with(b, func(b *origin.Bill) {
			b.Good.Price, b.Good.NetWeight = b.Good.Price.Mul(by), b.Good.NetWeight.Mul(by)
			for i := range b.Materials {
				b.Materials[i].Value, b.Materials[i].Weight = b.Materials[i].Value.Mul(by), b.Materials[i].Weight.Mul(by)
			}
		})
		if one, two := mustDetermine(t, r, b), mustDetermine(t, r, scaled); one.Outcome != two.Outcome || fmt.Sprint(one.Routes) != fmt.Sprint(two.Routes) {
			t.Fatalf("%s and scaled %s:\n%s\n%s", one.Outcome, two.Outcome, shown(one), shown(two))
		}
	})
}

// TestMoreOriginatingNeverHurts makes one material originate. It may not turn a good that originates into one that does
// not, save where a share is taken of materials by kind.
func TestMoreOriginatingNeverHurts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRules(t)
		b := drawBill(t, r)
		if len(b.Materials) == 0 {
			return
		}
		better := with(b, func(b *origin.Bill) {
			m := &b.Materials[rapid.IntRange(0, len(b.Materials)-1).Draw(t, "which")]
			m.Status, m.Country = origin.Originating, "VN"
		})
		one, two := mustDetermine(t, r, b), mustDetermine(t, r, better)
		if rank(two.Outcome) < rank(one.Outcome) {
			t.Fatalf("%s became %s:\n%s\n%s", one.Outcome, two.Outcome, shown(one), shown(two))
		}
	})
}

// TestMoreForeignNeverHelps adds a non-originating material whose words and stages are settled, so that it cannot tell
// anything of the others. Mixed textile products are left out: there a further material makes the product mixed.
func TestMoreForeignNeverHelps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.SampledFrom([]*agreement.Rules{asean(), korea()}).Draw(t, "agreement")
		b := drawBill(t, r)
		worse := with(b, func(b *origin.Bill) {
			m := drawMaterial(t)
			m.Status, m.Role, m.Is = origin.NonOriginating, "", map[string]bool{"that": false}
			b.Materials = append(b.Materials, m)
		})
		one, two := mustDetermine(t, r, b), mustDetermine(t, r, worse)
		if rank(two.Outcome) > rank(one.Outcome) {
			t.Fatalf("%s became %s:\n%s\n%s", one.Outcome, two.Outcome, shown(one), shown(two))
		}
	})
}

func rank(o finding.Outcome) int {
	return slices.Index([]finding.Outcome{finding.NotMet, finding.CannotTell, finding.Met}, o)
}

func FuzzParseBill(f *testing.F) {
	raw, err := json.Marshal(pump(foreign("850152", "12.5"), from("TH", "841391", "3")))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Add([]byte(`{"materials":null,"operations":[],"facts":{"a":true}}`))
	f.Add([]byte(`{"good":{"hs":{"code":"841370","edition":2022},"price":"1"},"good":{}}`))
	r := asean()
	f.Fuzz(func(t *testing.T, raw []byte) {
		b, err := origin.ParseBill(raw)
		if err != nil {
			if len(origin.AsProblems(err)) == 0 {
				t.Fatalf("not problems: %v", err)
			}
			return
		}
		_ = b.Digest()
		if _, err := origin.Determine(r, b); err != nil && len(origin.AsProblems(err)) == 0 {
			t.Fatalf("not problems: %v", err)
		}
	})
}
