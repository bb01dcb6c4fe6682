package clearance

import (
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/fta-rules/procedure"
)

// paperFacts are those of a Form D on paper from Thailand, presented in Viet Nam during an outage.
func paperFacts(changes ...func(*Facts)) Facts {
	quantity, announced := certificate.Measure{Value: certificate.DecimalOf(100), Unit: "KGM"}, true
	f := Facts{
		Source: FromLedger, Here: "VN", PresentedOn: certificate.NewDate(2026, 3, 10), Today: certificate.NewDate(2026, 3, 10),
		Entered: &Entered{
			Agreement: certificate.ATIGA, Exporter: "TH", Scan: digest([]byte("scan")),
			Proof: procedure.Proof{
				Kind: procedure.Certificate, Form: "D", IssuingCountry: "TH", Reference: "D2026-1", IssueDate: certificate.NewDate(2026, 3, 1),
				ShipmentDate: certificate.NewDate(2026, 3, 1), Authenticity: procedure.Authenticity{OutageNotified: &announced},
			},
			Items: []procedure.Item{{Number: 1, HS: certificate.HSCode{Code: "08106000", Edition: 2022}, Description: "durian",
				Criterion: "WO", Quantity: &quantity}},
		},
		Account: Without[registry.Account](NotFound),
		Papers:  Papers{Journey: procedure.Journey{Legs: []procedure.Leg{{Country: "TH"}, {Country: "VN"}}, Documents: []string{"THROUGH_BL"}}},
		AsOf:    AsOf{Channel: "atiga"},
	}
	for _, change := range changes {
		change(&f)
	}
	return f
}

func settledBy(officer bool) func(*Facts) {
	return func(f *Facts) { f.Papers.Doubts = map[string]bool{doubtAuthenticity: !officer} }
}

// TestPaperIsNeverGenuineByItself: an officer's comparison stands for the seal; no refusal follows from its absence.
func TestPaperIsNeverGenuineByItself(t *testing.T) {
	for _, test := range []struct {
		name    string
		facts   Facts
		outcome Outcome
		verdict Verdict
	}{
		{"nobody compared", paperFacts(), CannotTell, Refer},
		{"compared", paperFacts(settledBy(true)), Met, Accept},
		{"another system vouches", paperFacts(func(f *Facts) {
			f.Entered.Proof.Kind, f.Entered.Proof.Status = procedure.Electronic, procedure.Valid
		}), Met, Accept},
	} {
		a := assess(t, test.facts)
		if f := findingOf(t, a, "PAP-01"); f.Outcome != test.outcome || a.Verdict != test.verdict {
			t.Errorf("%s: %s, %s\n%+v", test.name, f.Outcome, a.Verdict, a.Step)
		}
	}
}

// TestPaperCountsInTheLedger: uses at another port are held against it, and silence grants nothing.
func TestPaperCountsInTheLedger(t *testing.T) {
	account := registry.Account{Balances: []registry.Balance{{Item: 1, Unit: "KGM", Certified: certificate.DecimalOf(100), Used: certificate.DecimalOf(70)}},
		Uses: []registry.Use{useOf(registry.Balance{Item: 1, Unit: "KGM"}, certificate.DecimalOf(70), "VN-0")}}
	a := assess(t, paperFacts(settledBy(true), func(f *Facts) { f.Account = Have(account) }))
	line := a.Lines[0]
	if a.Verdict != AcceptPart || measure(*line.Covered) != "30 KGM" || measure(*line.Excess) != "70 KGM" || line.EarlierUses[0].Declaration != "VN-0" {
		t.Errorf("%s: %+v", a.Verdict, line)
	}
	silent := assess(t, paperFacts(settledBy(true), func(f *Facts) { f.Account = Without[registry.Account](Unavailable) }))
	if silent.Verdict != Defer || silent.Lines[0].Covered != nil {
		t.Errorf("without the ledger: %s", silent.Verdict)
	}
}

// TestLinesShareAPaperWithoutAccount: where the ledger has no account yet, the lines of a declaration still share what
// the paper certifies.
func TestLinesShareAPaperWithoutAccount(t *testing.T) {
	a := assess(t, paperFacts(settledBy(true), declared(1, "60", "KGM", 1, "60", "KGM")))
	if a.Lines[0].Verdict != Accept || a.Lines[1].Verdict != AcceptPart || measure(*a.Lines[1].Covered) != "40 KGM" {
		t.Errorf("%+v", a.Lines)
	}
}

// TestWaiver: where no proof is needed none is asked for, and the ledger need not answer.
func TestWaiver(t *testing.T) {
	value := certificate.Money{Amount: certificate.DecimalOf(150), Currency: "USD"}
	yes := true
	a := assess(t, paperFacts(func(f *Facts) {
		f.Entered.Proof = procedure.Proof{Kind: procedure.None}
		f.Account = Without[registry.Account](Unavailable)
		f.Papers.Waiver = procedure.Waiver{Value: &value, Declared: &yes}
	}))
	if a.Verdict != Waived || a.Step.Message != "step.waived" || len(a.Step.Grounds) == 0 {
		t.Errorf("%s: %+v", a.Verdict, a.Step)
	}
}
