package printed_test

import (
	"io"
	"testing"

	"origo/certificate/printed"
)

func BenchmarkWrite(b *testing.B) {
	p := proof(b, "form-d")
	for b.Loop() {
		if err := printed.Write(io.Discard, p); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkExtract(b *testing.B) {
	pdf := written(b, proof(b, "form-d"))
	b.SetBytes(int64(len(pdf)))
	for b.Loop() {
		if _, _, err := printed.Extract(pdf); err != nil {
			b.Fatal(err)
		}
	}
}
