package clearance

import (
	"testing"

	"origo/certificate"
)

// BenchmarkAssessTenLines measures one assessment of a certificate with ten items, all declared.
func BenchmarkAssessTenLines(b *testing.B) {
	x := newFixture(b, func(d *certificate.Document) {
		first := d.Items[0]
		d.Items = nil
		for n := 1; n <= 10; n++ {
			first.Number = n
			d.Items = append(d.Items, first)
		}
	})
	x.facts.Declaration = &Declaration{Number: "TH-1"}
	for _, item := range x.document.Items {
		x.facts.Declaration.Lines = append(x.facts.Declaration.Lines, DeclaredLine{Line: item.Number, Item: item.Number, Quantity: item.Quantity})
	}
	assess := assessor(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := assess.Assess(x.facts); err != nil {
			b.Fatal(err)
		}
	}
}
