package procedure

import (
	"testing"

	"pgregory.net/rapid"

	"origo/certificate"
	"origo/fta-rules/finding"
)

func found(item int, verdict finding.Verdict) finding.Finding {
	return finding.Finding{Item: item, Verdict: verdict}
}

func curableFinding(item int, verdict finding.Verdict) finding.Finding {
	return finding.Finding{Item: item, Verdict: verdict, Curable: true}
}

func items(n int) *Case {
	c := &Case{}
	for i := range n {
		c.Items = append(c.Items, Item{Number: i + 1})
	}
	return c
}

func TestDecide(t *testing.T) {
	type list = []finding.Finding
	tests := []struct {
		name     string
		items    int
		findings list
		verdict  finding.Verdict
		each     []finding.Verdict
		curable  bool
	}{
		{"nothing found", 1, nil, finding.Accept, []finding.Verdict{finding.Accept}, false},
		{"no items", 0, list{found(0, finding.Defer)}, finding.Defer, nil, false},
		{"no items, nothing found", 0, nil, finding.Accept, nil, false},
		{"the whole weighs on every item", 2, list{found(0, finding.Refuse)}, finding.Refuse, []finding.Verdict{finding.Refuse, finding.Refuse}, false},
		{"one of three fails", 3, list{found(2, finding.Refuse)}, finding.AcceptPart, []finding.Verdict{finding.Accept, finding.Refuse, finding.Accept}, false},
		{"one item refused", 1, list{curableFinding(1, finding.Refuse)}, finding.Refuse, []finding.Verdict{finding.Refuse}, true},
		{"none granted, differing", 2, list{found(1, finding.Refuse), found(2, finding.Verify)}, finding.Refer, []finding.Verdict{finding.Refuse, finding.Verify}, false},
		{"some quantity of one item", 2, list{found(1, finding.AcceptPart)}, finding.AcceptPart, []finding.Verdict{finding.AcceptPart, finding.Accept}, false},
		{"waived", 1, list{found(0, finding.Waived), found(1, finding.Accept)}, finding.Waived, []finding.Verdict{finding.Waived}, false},
		{"waived but graver", 1, list{found(0, finding.Waived), found(1, finding.Refer)}, finding.Refer, []finding.Verdict{finding.Refer}, false},
		{"one refusal cannot be cured", 1, list{curableFinding(0, finding.Refuse), found(0, finding.Refuse)}, finding.Refuse, []finding.Verdict{finding.Refuse}, false},
		{"a milder finding does not matter", 1, list{curableFinding(0, finding.Refuse), found(0, finding.Refer)}, finding.Refuse, []finding.Verdict{finding.Refuse}, true},
		{"the officer's question can be cured", 1, list{curableFinding(1, finding.Refer)}, finding.Refer, []finding.Verdict{finding.Refer}, true},
		{"an item the case does not have", 1, list{found(7, finding.Refuse)}, finding.Refuse, []finding.Verdict{finding.Refuse}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := Decide(items(test.items), test.findings)
			if d.Verdict != test.verdict || d.Curable != test.curable {
				t.Errorf("got %s, curable %v; want %s, %v", d.Verdict, d.Curable, test.verdict, test.curable)
			}
			if len(d.Items) != len(test.each) {
				t.Fatalf("got %d items", len(d.Items))
			}
			for i, want := range test.each {
				if d.Items[i].Verdict != want {
					t.Errorf("item %d: got %s, want %s", i+1, d.Items[i].Verdict, want)
				}
			}
		})
	}
}

func kilograms(n int64) certificate.Measure {
	return certificate.Measure{Value: certificate.DecimalOf(n), Unit: "KGM"}
}

func TestDecideTakesTheSmallerQuantity(t *testing.T) {
	limit := func(covered, excess int64) finding.Finding {
		return WithQuantities(found(1, finding.AcceptPart), kilograms(covered), kilograms(excess))
	}
	got := Decide(items(1), []finding.Finding{limit(20000, 2000), limit(15000, 7000), limit(21000, 1000)}).Items[0]
	if got.Covered == nil || *got.Covered != kilograms(15000) || got.Excess == nil || *got.Excess != kilograms(7000) {
		t.Errorf("got %v and %v", got.Covered, got.Excess)
	}
	refused := Decide(items(1), []finding.Finding{limit(20000, 2000), found(1, finding.Refuse)}).Items[0]
	if refused.Covered != nil {
		t.Error("a refused item covers nothing")
	}
}

func TestDecideDoesNotDependOnTheOrderOfFindings(t *testing.T) {
	verdicts := []finding.Verdict{finding.Waived, finding.Accept, finding.AcceptPart, finding.Correct, finding.Defer,
		finding.Refer, finding.Verify, finding.Refuse}
	rapid.Check(t, func(t *rapid.T) {
		one := rapid.Custom(func(t *rapid.T) finding.Finding {
			return finding.Finding{Item: rapid.IntRange(0, 3).Draw(t, "item"),
				Verdict: rapid.SampledFrom(verdicts).Draw(t, "verdict"), Curable: rapid.Bool().Draw(t, "curable")}
		})
		some := rapid.SliceOfN(one, 0, 6).Draw(t, "findings")
		a, b := Decide(items(3), some), Decide(items(3), rapid.Permutation(some).Draw(t, "permuted"))
		if a.Verdict != b.Verdict || a.Curable != b.Curable {
			t.Fatalf("%s and %s", a.Verdict, b.Verdict)
		}
		if a.Curable && a.Verdict.Grants() {
			t.Fatal("nothing is in the way")
		}
	})
}
