package rules_test

import (
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"origo/certificate"
	rules "origo/fta-rules"
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
)

// The properties hold on the tables themselves, of which rapid draws a sample of lines at a time.

// drawLine is a version of an agreement's rules and one of its lines.
func drawLine(t *rapid.T, book *rules.Book) (*agreement.Rules, *agreement.Line) {
	a := rapid.SampledFrom(book.Agreements()).Draw(t, "agreement")
	r := rapid.SampledFrom(book.Versions(a)).Draw(t, "version")
	lines := r.Table.Lines()
	return r, &lines[rapid.IntRange(0, len(lines)-1).Draw(t, "line")]
}

// drawBill is a bill for a good of the line, whose materials are as likely of the good's own kind as of another.
func drawBill(t *rapid.T, r *agreement.Rules, line *agreement.Line) origin.Bill {
	good := r.Edition.In(line.Codes[0])[0]
	b := origin.Bill{Agreement: r.Agreement, On: r.From, Exporter: r.Agreement.Parties()[0], Materials: []origin.Material{}}
	b.Good = origin.Good{HS: codeOf(r, good), Price: certificate.DecimalOf(100), NetWeight: certificate.DecimalOf(20), Choice: line.ID}
	for range rapid.IntRange(0, 4).Draw(t, "materials") {
		b.Materials = append(b.Materials, drawMaterial(t, r, b.Good.HS))
	}
	if rapid.Bool().Draw(t, "stated") {
		b.Operations = append([]string{}, rapid.SliceOfN(rapid.SampledFrom([]string{"WEAVE", "MAKEUP", "CUT_AND_SEWN", "KNIT", "SPIN", "PACK"}), 0, 3).Draw(t, "operations")...)
	}
	return b
}

func drawMaterial(t *rapid.T, r *agreement.Rules, good certificate.HSCode) origin.Material {
	codes := r.Edition.Codes()
	m := origin.Material{
		HS: good, Country: "CN", Status: origin.NonOriginating,
		Value:  certificate.DecimalOf(rapid.Int64Range(1, 40).Draw(t, "value")),
		Weight: certificate.DecimalOf(rapid.Int64Range(1, 8).Draw(t, "weight")),
	}
	if rapid.Bool().Draw(t, "another kind") {
		m.HS = codeOf(r, codes[rapid.IntRange(0, len(codes)-1).Draw(t, "code")])
	}
	if rapid.IntRange(0, 3).Draw(t, "origin") == 0 {
		m.Status, m.Country = origin.Originating, r.Agreement.Parties()[0]
	}
	return m
}

func judged(t *rapid.T, r *agreement.Rules, b origin.Bill) origin.Determination {
	d, err := origin.Determine(r, b)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// changed is the bill with another list of materials.
func changed(b origin.Bill, change func(*origin.Bill)) origin.Bill {
	b.Materials = slices.Clone(b.Materials)
	change(&b)
	return b
}

// The order of materials does not matter; the order of alternatives, which no bill can change, is that of the table.
func TestOrderOfMaterialsDoesNotMatter(t *testing.T) {
	book := load(t)
	rapid.Check(t, func(t *rapid.T) {
		r, line := drawLine(t, book)
		b := drawBill(t, r, line)
		turned := changed(b, func(b *origin.Bill) { slices.Reverse(b.Materials) })
		one, two := judged(t, r, b), judged(t, r, turned)
		if one.Outcome != two.Outcome || !sameRoutes(one, two) {
			t.Fatalf("%s %s: %s, reversed %s", r.Version, line.ID, one.Outcome, two.Outcome)
		}
	})
}

// The order of alternatives does not matter: the rule turned round gives the same outcome.
func TestOrderOfAlternativesDoesNotMatter(t *testing.T) {
	book := load(t)
	rapid.Check(t, func(t *rapid.T) {
		r, line := drawLine(t, book)
		if line.State != agreement.Known || len(line.Rule.Parts) != 1 || line.NotesOf != nil {
			return
		}
		b := drawBill(t, r, line)
		turned := line.Rule
		turned.Parts = slices.Clone(turned.Parts)
		turned.Parts[0].Alternatives = slices.Clone(turned.Parts[0].Alternatives)
		slices.Reverse(turned.Parts[0].Alternatives)
		b.Rule = line.Rule.String()
		one := judged(t, r, b)
		b.Rule = turned.String()
		if two := judged(t, r, b); one.Outcome != two.Outcome {
			t.Fatalf("%s %s: %s, turned round %s", r.Version, line.ID, one.Outcome, two.Outcome)
		}
	})
}

// Nor does the unit in which all values, or all weights, are given.
func TestUnitDoesNotMatter(t *testing.T) {
	book := load(t)
	rapid.Check(t, func(t *rapid.T) {
		r, line := drawLine(t, book)
		b := drawBill(t, r, line)
		by := rapid.SampledFrom([]int64{3, 1000}).Draw(t, "factor")
		scaled := changed(b, func(b *origin.Bill) {
			factor := certificate.DecimalOf(by)
			b.Good.Price, b.Good.NetWeight = b.Good.Price.Mul(factor), b.Good.NetWeight.Mul(factor)
			for i := range b.Materials {
				b.Materials[i].Value, b.Materials[i].Weight = b.Materials[i].Value.Mul(factor), b.Materials[i].Weight.Mul(factor)
			}
		})
		one, two := judged(t, r, b), judged(t, r, scaled)
		if one.Outcome != two.Outcome || !sameRoutes(one, two) {
			t.Fatalf("%s %s: %s, scaled %s", r.Version, line.ID, one.Outcome, two.Outcome)
		}
	})
}

// A further non-originating material helps no good but a mixed textile one (UKVFTA Annex I Note 6): with it the tolerance
// for mixed products begins.
func TestMoreForeignHelpsNothing(t *testing.T) {
	book := load(t)
	rapid.Check(t, func(t *rapid.T) {
		r, line := drawLine(t, book)
		if len(line.Notes) > 0 || line.NotesOf != nil {
			return
		}
		b := drawBill(t, r, line)
		worse := changed(b, func(b *origin.Bill) {
			m := drawMaterial(t, r, b.Good.HS)
			m.Status, m.Country = origin.NonOriginating, "CN"
			b.Materials = append(b.Materials, m)
		})
		one, two := judged(t, r, b), judged(t, r, worse)
		if one.Outcome == finding.NotMet && two.Outcome != finding.NotMet {
			raw, _ := json.Marshal(worse)
			t.Fatalf("%s %s: %s became %s\n%s", r.Version, line.ID, one.Outcome, two.Outcome, raw)
		}
	})
}

// sameRoutes compares what each alternative comes to.
func sameRoutes(one, two origin.Determination) bool {
	return slices.EqualFunc(one.Routes, two.Routes, func(a, b origin.Route) bool { return a.Rule == b.Rule && a.Outcome == b.Outcome })
}
