package procedure

import (
	"testing"
	"time"

	"origo/certificate"
	"origo/fta-rules/finding"
)

func TestRunPicksTheChecksInForce(t *testing.T) {
	on := func(year int) certificate.Date { return certificate.NewDate(year, time.May, 1) }
	check := Check{
		ID: "X-1", Citation: "Art. 1", From: on(2022), Until: on(2024), Stages: []Stage{Clearance},
		Judge: func(*Case) []finding.Finding { return Met("x.met") },
	}
	byDeclaration, guarded := check, check
	byDeclaration.Day = OfDeclaration
	guarded.Applies = func(c *Case) bool { return c.Importer == "VN" }
	issued := func(day certificate.Date) *Case { return &Case{Stage: Clearance, Proof: Proof{IssueDate: day}} }
	registered := func(day certificate.Date) *Case {
		return &Case{Stage: Clearance, Declaration: Declaration{Registered: day}}
	}
	tests := []struct {
		name  string
		check Check
		c     *Case
		made  bool
	}{
		{"first day", check, issued(on(2022)), true},
		{"day before", check, issued(on(2022).AddDays(-1)), false},
		{"last day", check, issued(on(2024)), true},
		{"day after", check, issued(on(2024).AddDays(1)), false},
		{"no day", check, issued(certificate.Date{}), true},
		{"another stage", check, &Case{Stage: Issue}, false},
		{"by declaration", byDeclaration, registered(on(2023)), true},
		{"by declaration, day before", byDeclaration, registered(on(2022).AddDays(-1)), false},
		{"does not apply", guarded, issued(on(2023)), false},
		{"applies", guarded, &Case{Stage: Clearance, Importer: "VN"}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			found := Run([]Check{test.check}, test.c)
			if (len(found) == 1) != test.made {
				t.Fatalf("got %d findings", len(found))
			}
			if test.made && (found[0].Check != "X-1" || found[0].Citation != "Art. 1") {
				t.Errorf("got %+v", found[0])
			}
		})
	}
}

func TestAFindingMayCiteForItself(t *testing.T) {
	check := Check{ID: "X", Citation: "Art. 1", Stages: []Stage{Issue}, Judge: func(*Case) []finding.Finding {
		return []finding.Finding{{Citation: "Art. 2"}}
	}}
	if found := Run([]Check{check}, &Case{Stage: Issue}); found[0].Citation != "Art. 2" {
		t.Errorf("got %s", found[0].Citation)
	}
}

func TestEachItemNamesItsItem(t *testing.T) {
	judge := EachItem(func(_ *Case, item Item) []finding.Finding {
		return []finding.Finding{Curable(finding.Refuse, "x.bad"), Unclear(finding.Refer, "x.open", "x.evidence")}
	})
	found := judge(items(2))
	if len(found) != 4 || found[0].Item != 1 || found[3].Item != 2 || !found[0].Curable || found[1].Outcome != finding.CannotTell {
		t.Errorf("got %+v", found)
	}
}

func TestOncePerItemLeavesOutWhatSaysNothing(t *testing.T) {
	judge := OncePerItem(func(_ *Case, item Item) finding.Finding {
		if item.Number == 2 {
			return finding.Finding{}
		}
		return Passed("x.good")
	})
	found := judge(items(3))
	if len(found) != 2 || found[0].Item != 1 || found[1].Item != 3 || found[1].Message != "x.good" {
		t.Errorf("got %+v", found)
	}
	if judge(&Case{Items: []Item{{Number: 2}}}) != nil {
		t.Error("found something")
	}
}

func TestKindsOfProof(t *testing.T) {
	for kind, want := range map[Kind][2]bool{
		None: {false, false}, Simplified: {false, false}, Self: {true, false}, Certificate: {true, true}, Electronic: {true, true},
	} {
		c := &Case{Proof: Proof{Kind: kind}}
		if c.HasProof() != want[0] || c.Certified() != want[1] {
			t.Errorf("%s: got %v, %v", kind, c.HasProof(), c.Certified())
		}
	}
}
