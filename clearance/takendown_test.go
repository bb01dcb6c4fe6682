package clearance

import (
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
)

// takenDown is the fixture's certificate as customs took it down from paper, with a use of 200 of item 1.
func (x *fixture) takenDown(changes ...func(*registry.Paper)) func(*Facts) {
	p := registry.Paper{
		PaperEntry: registry.PaperEntry{Certificate: x.document.ID(), IssueDate: x.document.IssueDate, Scan: strings.Repeat("5c", 32),
			Reason: registry.PartnerOutage, Officer: "TH-7"},
		EnteredAt: "2026-11-17T08:00:00Z",
	}
	for _, item := range x.document.Items {
		p.Lines = append(p.Lines, registry.PaperLine{Item: item.Number, HS: item.HS.Code, Quantity: item.Quantity})
		p.Balances = append(p.Balances, registry.Balance{Item: item.Number, Unit: item.Quantity.Unit, Certified: item.Quantity.Value})
	}
	p.Balances[0].Used = decimal("200")
	p.Uses = []registry.Use{useOf(p.Balances[0], decimal("200"), "TH-0")}
	for _, change := range changes {
		change(&p)
	}
	return func(f *Facts) { f.Paper = Have(p) }
}

func joined(p *registry.Paper) {
	p.Joined = &registry.PaperJoining{Record: strings.Repeat("0a", 32), At: "2026-11-20T08:00:00Z"}
}

// TestUsesOnPaperCountBeforeTheyAreTakenOver, once: while the paper is open from the paper, then from the account.
func TestUsesOnPaperCountBeforeTheyAreTakenOver(t *testing.T) {
	x := newFixture(t)
	for _, test := range []struct {
		name    string
		change  []func(*Facts)
		covered string
		says    Message
	}{
		{"open", []func(*Facts){x.takenDown()}, "40 H87", msgPaperOpen},
		{"joined", []func(*Facts){x.takenDown(joined), used(1, "200", "TH-0")}, "40 H87", msgPaperJoined},
		{"joining broke off", []func(*Facts){x.takenDown(), used(1, "200", "TH-0")}, "40 H87", msgPaperOpen},
		{"reversed on paper", []func(*Facts){x.takenDown(func(p *registry.Paper) { p.Uses[0].Reversal = &registry.Reversal{} })}, "240 H87", msgPaperOpen},
	} {
		a := assess(t, x.with(append(test.change, declared(1, "240", "H87"))...))
		if got := measure(*a.Lines[0].Covered); got != test.covered || messageOf(a.Findings, "PAP-02") != test.says {
			t.Errorf("%s: %s, %s", test.name, got, messageOf(a.Findings, "PAP-02"))
		}
		if a.Verdict != AcceptPart && a.Verdict != Accept {
			t.Errorf("%s: %s, %+v", test.name, a.Verdict, a.Step)
		}
	}
	a := assess(t, x.with(x.takenDown(), declared(1, "240", "H87")))
	if uses := a.Lines[0].EarlierUses; len(uses) != 1 || uses[0].Declaration != "TH-0" {
		t.Errorf("earlier uses are %+v", uses)
	}
}

// TestWhatPaperAndRecordDifferIn is for an officer until the record counts alone.
func TestWhatPaperAndRecordDifferIn(t *testing.T) {
	x := newFixture(t)
	other := func(p *registry.Paper) {
		p.IssueDate, p.Lines[0].HS = p.IssueDate.AddDays(-1), "841381"
	}
	coarser := func(p *registry.Paper) { p.Lines[0].HS = "841370" }
	for _, test := range []struct {
		name    string
		change  func(*Facts)
		message Message
		outcome Outcome
		verdict Verdict
	}{
		{"same", x.takenDown(), msgPaperAgrees, Met, Accept},
		{"same but finer", x.takenDown(coarser), msgPaperAgrees, Met, Accept},
		{"open", x.takenDown(other), msgPaperDiffers, NotMet, Refer},
		{"joined", x.takenDown(other, joined), msgPaperDiffered, NotApplicable, Accept},
	} {
		a := assess(t, x.with(test.change, declared(1, "5", "H87")))
		f := findingOf(t, a, "PAP-03")
		if f.Message != test.message || f.Outcome != test.outcome || a.Verdict != test.verdict {
			t.Errorf("%s: %s, %s, %s", test.name, f.Message, f.Outcome, a.Verdict)
		}
		if fields, _ := f.Value("fields"); f.Outcome != Met && fields != "hs, issue_date" {
			t.Errorf("%s: differs in %s", test.name, fields)
		}
	}
}

// TestAPaperBeforeItsRecord: what was taken down is what is left of it, and an announced outage is known.
func TestAPaperBeforeItsRecord(t *testing.T) {
	taken := func(reason registry.PaperReason, unit string) func(*Facts) {
		p := registry.Paper{PaperEntry: registry.PaperEntry{Certificate: certificate.ID{Form: "D", Country: "TH", Reference: "D2026-1"}, Reason: reason},
			Balances: []registry.Balance{{Item: 1, Unit: unit, Certified: certificate.DecimalOf(100), Used: certificate.DecimalOf(70)}}}
		p.Uses = []registry.Use{useOf(p.Balances[0], certificate.DecimalOf(70), "VN-0")}
		return func(f *Facts) { f.Paper, f.Entered.Proof.Authenticity.OutageNotified = Have(p), nil }
	}
	a := assess(t, paperFacts(settledBy(true), taken(registry.PartnerOutage, "KGM")))
	if a.Verdict != AcceptPart || measure(*a.Lines[0].Covered) != "30 KGM" || a.Lines[0].EarlierUses[0].Declaration != "VN-0" {
		t.Errorf("%s: %+v", a.Verdict, a.Lines[0])
	}
	if a := assess(t, paperFacts(settledBy(true), taken(registry.OwnOutage, "KGM"))); a.Verdict.Grants() {
		t.Error("nobody announced an outage, yet the paper stands for the electronic certificate")
	}
	a = assess(t, paperFacts(settledBy(true), taken(registry.PartnerOutage, "CT")))
	if f := messageOf(a.Lines[0].Findings, "LINE-04"); f != msgAccountUnit || a.Lines[0].Covered != nil {
		t.Errorf("other unit: %s, %s", f, a.Lines[0].Verdict)
	}
}
