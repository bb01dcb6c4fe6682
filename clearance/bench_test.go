package clearance

import (
	"syscall"
	"testing"

	"origo/certificate"
)

// tenLines is a certificate with ten items, all declared.
func tenLines(b *testing.B) *fixture {
	b.Helper()
	x := newFixture(b, func(d *certificate.Document) {
		first := d.Items[0]
		d.Items = nil
		for n := 1; n <= 10; n++ {
			first.Number = n
			d.Items = append(d.Items, first)
		}
	})
	x.facts.Declaration = &Declaration{Number: "TH-1", Registered: certificate.NewDate(2026, 11, 30)}
	for _, item := range x.document.Items {
		line := DeclaredLine{Line: item.Number, Item: item.Number, HS: item.HS.Code, Edition: item.HS.Edition, Quantity: item.Quantity}
		x.facts.Declaration.Lines = append(x.facts.Declaration.Lines, line)
	}
	return x
}

// BenchmarkAssessTenLines measures one assessment with everything in memory, and what it is made of. cpu-ns/op is the
// processor's time, of all goroutines, however busy the computer is with other programs.
func BenchmarkAssessTenLines(b *testing.B) {
	x, a := tenLines(b), assessor(b)
	assessed := assess(b, x.facts)
	m := a.prepare(x.facts, x.facts.sums())
	for _, part := range []struct {
		name string
		run  func() error
	}{
		{"whole", func() error { _, err := a.Assess(x.facts); return err }},
		{"digest of facts", func() error { _, err := x.facts.Digest(); return err }},
		{"document", func() error { _, err := certificate.Parse(x.bytes); return err }},
		{"seal", func() error { m.judgeSeal(); return m.refusal }},
		{"rules", func() error { _, err := a.book.Findings(m.proof, nil); return err }},
		{"lines with rules", func() error { m.open = m.openBalances(); m.assessLines(); return nil }},
		{"bytes", func() error { _, err := assessed.Bytes(); return err }},
	} {
		b.Run(part.name, func(b *testing.B) { measured(b, part.run) })
	}
	raw, err := assessed.Bytes()
	b.Logf("%d bytes of assessment, %d of certificate", len(must(b, raw, err)), len(x.bytes))
}

func measured(b *testing.B, run func() error) {
	b.ReportAllocs()
	before := processorTime(b)
	for b.Loop() {
		if err := run(); err != nil {
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
