package clearance

import (
	"syscall"
	"testing"

	"origo/certificate"
)

// BenchmarkAssessTenLines measures one assessment of a certificate with ten items, all declared; cpu-ns/op is the
// processor's time, of all goroutines, however busy the computer is.
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
	before := processorTime(b)
	for b.Loop() {
		if _, err := assess.Assess(x.facts); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(processorTime(b)-before)/float64(b.N), "cpu-ns/op")
}

// processorTime is what this program has used of the processor, in nanoseconds.
func processorTime(b *testing.B) int64 {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return used.Utime.Nano() + used.Stime.Nano()
}
