package atiga

import (
	"testing"

	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

func way(legs ...procedure.Leg) change { return func(c *procedure.Case) { c.Journey.Legs = legs } }

func papers(codes ...string) change { return func(c *procedure.Case) { c.Journey.Documents = codes } }

func TestWay(t *testing.T) {
	released := procedure.Leg{Country: "HK", Released: truth(true)}
	run(t, "ATIGA-M26", []fixture{
		{"direct", claim(), wayDirect, finding.Accept, false},
		{"transhipped", claim(way(leg("MY", "load"), leg("TW", "tranship", "STORE"), leg("VN", "discharge"))), wayDirect, finding.Accept, false},
		{"relabelled", claim(way(leg("MY"), leg("HK", "relabel"), leg("VN"))), wayNotDirect, finding.Refuse, false},
		{"relabelled in a member", claim(way(leg("MY"), leg("SG", "RELABEL"), leg("VN"))), wayNotDirect, finding.Refuse, false},
		{"released for trade", claim(way(leg("MY"), released, leg("VN"))), wayNotDirect, finding.Refuse, false},
		{"not known", claim(way()), "", "", false},
	})
}

func TestThroughBill(t *testing.T) {
	viaTaiwan := way(leg("MY"), leg("TW", "TRANSHIP"), leg("TH"))
	run(t, "ATIGA-M25", []fixture{
		{"shown", claim(importedBy("TH"), viaTaiwan, papers("THROUGH_BL")), throughBill, finding.Accept, false},
		{"not shown", claim(importedBy("TH"), viaTaiwan, papers("BL")), noThroughBill, finding.Refer, true},
		{"through a member", claim(importedBy("TH"), way(leg("MY"), leg("SG"), leg("TH"))), "", "", false},
		{"worked on", claim(importedBy("TH"), way(leg("MY"), leg("TW", "REPACK"), leg("TH"))), "", "", false},
		{"into Viet Nam", claim(way(leg("MY"), leg("TW"), leg("VN"))), "", "", false},
	})
}

func TestTransitIntoVietNam(t *testing.T) {
	for operation, want := range map[string]int{"TRANSHIP": 1, "RELABEL": 0} {
		found := procedure.Run(checksOf("ATIGA-M25"), claim(way(leg("MY"), leg("CN", operation), leg("VN")), papers("BL")))
		if len(found) != want {
			t.Errorf("%s: %d findings on evidence, want %d", operation, len(found), want)
		}
	}
}
