package origin_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
	"origo/fta-rules/origin"
	"origo/fta-rules/psr"
)

// The tests use agreements of their own, small and with citations that say which term they stand for. They carry the
// names of real agreements because forms and criteria go by those.

func dec(text string) certificate.Decimal {
	d, err := certificate.ParseDecimal(text)
	if err != nil {
		panic(text)
	}
	return d
}

func day(text string) certificate.Date {
	d, err := certificate.ParseDate(text)
	if err != nil {
		panic(text)
	}
	return d
}

func set(text string) hs.Set {
	s, err := hs.ParseSet(text)
	if err != nil {
		panic(err)
	}
	return s
}

func parsed(text string) psr.Rule {
	r, err := psr.Parse(text)
	if err != nil {
		panic(fmt.Errorf("%s: %w", text, err))
	}
	return r
}

func alternatives(text string) []psr.Expr { return parsed(text).Parts[0].Alternatives }

func yes() *bool { b := true; return &b }
func no() *bool  { b := false; return &b }

// cites names every article after its term.
var cites = agreement.Cites{
	General: "general", WhollyObtained: "wo", OriginatingOnly: "pe", Change: "change", Value: "value", Weight: "weight",
	Process: "process", Cumulation: "cumulation", Minimal: "minimal", Packing: "packing", Accessories: "accessories",
	Neutral: "neutral", Absorption: "absorption", Partial: "partial", Specific: "specific", Edition: "edition",
}

// asean are rules in the manner of ATIGA: FOB price, a general rule, de minimis by value, partial cumulation.
func asean(lines ...agreement.Line) *agreement.Rules {
	r := &agreement.Rules{
		Agreement: certificate.ATIGA, Version: "asean-test", From: day("2020-01-01"), Edition: hs.HS2022, Citation: "annex", Official: true,
		General: alternatives("WO or RVC(40) or CTH"),
		Terms: agreement.Terms{
			Price: agreement.FOB, Cites: cites, DirectMethod: true, MinimalNeedsNonOriginating: true,
			Tolerances: []agreement.Tolerance{{ID: "de_minimis", Kind: agreement.ByShare, Citation: "tolerance", Chapters: set("01-97"), Value: dec("10")}},
			Minimal:    []agreement.MinimalOperation{{Code: "PACK", Citation: "minimal"}, {Code: "SHELL", Citation: "minimal", Exempt: set("0801.32")}},
			Routes:     []agreement.Route{{ID: "asean", Citation: "route", Countries: []string{"VN", "TH", "ID", "MY"}, Evidence: "evidence.proof", From: day("2010-01-01")}},
			Processes: []agreement.ProcessTest{
				{Code: "ATT1_C", Citation: "list c", AnyOf: [][]string{{"CUT", "ASSEMBLE"}}, NeverBy: []string{"HEM"}},
			},
			Lists:   map[string]agreement.List{"ITA": {Citation: "ita", Codes: set("8471,8473,8542"), Complete: true}},
			Partial: &agreement.Partial{Least: dec("20"), Most: dec("39")},
		},
	}
	r.Table = agreement.NewTable(r.Edition, lines)
	r.Seal()
	return r
}

// entry is a line of the table for codes.
func entry(codes, text string) agreement.Line {
	return agreement.Line{ID: codes, Codes: set(codes), Rule: parsed(text), State: agreement.Known, Citation: "annex " + codes, Source: "test"}
}

// pump is a bill that meets nothing and fails nothing by itself.
func pump(materials ...origin.Material) origin.Bill {
	return origin.Bill{
		Agreement: certificate.ATIGA, On: day("2026-03-02"), Exporter: "VN", Currency: "USD",
		Good:      origin.Good{HS: code("841370"), Price: dec("10000")},
		Materials: materials,
	}
}

func code(digits string) certificate.HSCode { return certificate.HSCode{Code: digits, Edition: 2022} }

// foreign is a non-originating material.
func foreign(digits, value string) origin.Material {
	return origin.Material{HS: code(digits), Country: "CN", Status: origin.NonOriginating, Value: dec(value)}
}

// from is a material that originates in a country, with evidence.
func from(country, digits, value string) origin.Material {
	return origin.Material{HS: code(digits), Country: country, Status: origin.Originating, Value: dec(value), Evidence: "proof 1"}
}

func determine(t testing.TB, r *agreement.Rules, b origin.Bill) origin.Determination {
	t.Helper()
	d, err := origin.Determine(r, b)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func shown(d origin.Determination) string {
	raw, _ := json.MarshalIndent(d, "", " ")
	return string(raw)
}

func expect(t *testing.T, d origin.Determination, want finding.Outcome) {
	t.Helper()
	if d.Outcome != want {
		t.Errorf("outcome %s, want %s:\n%s", d.Outcome, want, shown(d))
	}
}

func TestRegionalValueContentIsExact(t *testing.T) {
	for value, want := range map[string]finding.Outcome{"6000": finding.Met, "6001": finding.NotMet, "6000.01": finding.NotMet, "5999.99": finding.Met} {
		d := determine(t, asean(entry("8413", "RVC(40)")), pump(foreign("841391", value)))
		expect(t, d, want)
	}
	d := determine(t, asean(entry("8413", "RVC(40)")), pump(foreign("841391", "6001")))
	if got, _ := d.Numbers.Get("rvc"); got != "39.99" {
		t.Errorf("rvc %s\n%s", got, shown(d))
	}
}

func BenchmarkDetermine(b *testing.B) {
	materials := make([]origin.Material, 20)
	for i := range materials {
		materials[i] = foreign("850152", "123.45")
		materials[i].Description = "motor"
		if i%2 == 0 {
			materials[i] = from("VN", "841391", "200.5")
		}
	}
	r, bill := asean(), pump(materials...)
	for b.Loop() {
		if d, err := origin.Determine(r, bill); err != nil || d.Outcome != finding.Met {
			b.Fatal(d.Outcome, err)
		}
	}
}
