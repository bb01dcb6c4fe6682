package hs

import "testing"

func TestReadTablesRefuses(t *testing.T) {
	const editions = "edition 2012\n0101 21 29\nedition 2017\n0101 21 30\ntable 2017 2012\n"
	tests := []struct{ name, text string }{
		{"codes before an edition", "0101 21\n"},
		{"unknown edition", "edition 2007\n"},
		{"edition without a year", "edition\n"},
		{"table backwards", "table 2012 2017\n"},
		{"subheading out of order", "edition 2012\n0101 29 21\n"},
		{"subheading malformed", "edition 2012\n0101 2\n"},
		{"code of no edition", editions + "010129 010129\n"},
		{"linked to a code of no edition", editions + "010130 010130\n"},
		{"linked to nothing", editions + "010130\n"},
		{"links out of order", editions + "010130 010129 010121\n"},
		{"like a code of no edition", editions + "010130 like 010129\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := readTables(test.text); err == nil {
				t.Error("read")
			}
		})
	}
	if _, err := readTables(editions + "010130 010121 010129\n"); err != nil {
		t.Errorf("sound tables: %v", err)
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := readTables(correlation); err != nil {
			b.Fatal(err)
		}
	}
}
