package clearance

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/fta-rules/procedure"
)

// inquiryDay is a day of the fixture's verifications, counted from their opening.
func inquiryDay(n int) certificate.Date {
	return certificate.NewDate(2026, time.November, 25).AddDays(n)
}

// step is an entry and the day on which it was made.
type step struct {
	day int
	registry.CaseContent
}

func does(day int, action registry.CaseAction) step {
	return step{day, registry.CaseContent{Action: action, Officer: "TH-7"}}
}

func answers(day int, given ...registry.ItemAnswer) step {
	return step{day, registry.CaseContent{Action: registry.CaseReplied, Answers: given}}
}

func closes(day int, result registry.CaseResult, items ...int) step {
	s := step{day, registry.CaseContent{Action: registry.CaseClosed, Result: result}}
	for _, item := range items {
		s.Reasons = append(s.Reasons, registry.Ground{Item: item, Code: "not_originating", Citation: "R.18"})
	}
	return s
}

func releases(day int, declaration string) step {
	s := does(day, registry.CaseReleased)
	s.Guarantee = &registry.Guarantee{Declaration: declaration, Amount: certificate.DecimalOf(5000), Currency: "THB"}
	return s
}

func grants(day, until int) step {
	s := does(day, registry.CaseTimeGranted)
	s.Until = inquiryDay(until)
	return s
}

// verification is a case of Thai customs about certificates of Viet Nam, opened on day 0.
func verification(t testing.TB, items []int, steps ...step) registry.Case {
	t.Helper()
	return caseFrom(t, "atiga.TH.VN.0123456789abcdef0123456789abcdef", items, append([]step{does(0, registry.CaseOpened)}, steps...))
}

func caseFrom(t testing.TB, id string, items []int, steps []step) registry.Case {
	t.Helper()
	c := registry.Case{ID: id, CaseHead: registry.CaseHead{Number: "V-1", Basis: registry.RandomCheck, Items: items}}
	for i, s := range steps {
		at := inquiryDay(s.day).String() + "T08:00:00Z"
		c.Entries = append(c.Entries, registry.CaseEntry{CaseContent: s.CaseContent, Sequence: i + 1, Side: registry.SideOfAction(s.Action), At: at})
	}
	standing, err := registry.Stand(c.Entries)
	c.Standing = must(t, standing, err)
	return c
}

func underWay(today int, cases ...registry.Case) func(*Facts) {
	return func(f *Facts) { f.Cases, f.Today = Have(cases), inquiryDay(today) }
}

var authentic = registry.ItemAnswer{Answer: registry.Authentic}

func TestVerificationsWeighIn(t *testing.T) {
	x := newFixture(t)
	received := does(1, registry.CaseReceived)
	older := verification(t, nil, received, answers(2, registry.ItemAnswer{Answer: registry.Insufficient}), closes(3, registry.CaseRefused))
	newer := caseFrom(t, "atiga.TH.VN.ffffffffffffffffffffffffffffffff", nil, []step{does(4, registry.CaseOpened)})
	for _, test := range []struct {
		name    string
		today   int
		cases   []registry.Case
		message Message
		verdict Verdict
	}{
		{"none", 5, nil, "", Accept},
		{"open", 5, []registry.Case{verification(t, nil, received)}, msgCasePending, Verify},
		{"released against a guarantee", 5, []registry.Case{verification(t, nil, received, releases(2, "TH-1"))}, msgCaseReleased, Verify},
		{"another declaration released", 5, []registry.Case{verification(t, nil, received, releases(2, "TH-2"))}, msgCasePending, Verify},
		{"answered, not closed", 5, []registry.Case{verification(t, nil, received, answers(2, authentic))}, msgCaseAnswered, Refer},
		{"denied, not closed", 5, []registry.Case{verification(t, nil, received, answers(2, registry.ItemAnswer{Answer: registry.NotOriginating}))}, msgCaseAnswered, Refuse},
		{"no answer in time", 120, []registry.Case{verification(t, nil, received)}, msgCaseOverdue, Verify}, // which ATIGA-M32 asks for until the 180th day
		{"more time granted", 120, []registry.Case{verification(t, nil, received, grants(80, 130))}, msgCasePending, Verify},
		{"accepted", 5, []registry.Case{verification(t, nil, received, answers(2, authentic), closes(3, registry.CaseAccepted))}, msgCaseAccepted, Accept},
		{"refused", 5, []registry.Case{older}, msgCaseRefused, Refuse},
		{"lapsed", 120, []registry.Case{verification(t, nil, received, closes(110, registry.CaseLapsed))}, msgCaseLapsed, Refuse},
		{"clarified since", 130, []registry.Case{verification(t, nil, received, closes(110, registry.CaseLapsed), answers(120, authentic))}, msgCaseClarified, Refer},
		{"reconsidered", 130, []registry.Case{verification(t, nil, received, closes(110, registry.CaseLapsed), answers(120, authentic),
			does(121, registry.CaseReconsidered))}, msgCaseAnswered, Refer},
		{"an open case goes before a closed one", 5, []registry.Case{older, newer}, msgCasePending, Verify},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := assess(t, x.with(declared(1, "5", "H87"), underWay(test.today, test.cases...)))
			if a.Verdict != test.verdict {
				t.Errorf("%s: %+v", a.Verdict, a.Step)
			}
			if got := messageOf(a.Findings, "CASE-01"); got != test.message {
				t.Errorf("says %q, want %q", got, test.message)
			}
		})
	}
}

// messageOf is what a check said, nothing if it said nothing.
func messageOf(findings []Finding, check string) Message {
	i := slices.IndexFunc(findings, func(f Finding) bool { return f.Check == check })
	if i < 0 {
		return ""
	}
	return findings[i].Message
}

// TestVerificationOfSomeItems leaves the others alone.
func TestVerificationOfSomeItems(t *testing.T) {
	x := newFixture(t)
	received := does(1, registry.CaseReceived)
	denied := registry.ItemAnswer{Item: 1, Answer: registry.NotOriginating}
	for _, test := range []struct {
		name        string
		of          registry.Case
		first, then Verdict
	}{
		{"open", verification(t, []int{1}, received), Verify, Accept},
		{"denied", verification(t, []int{1}, received, answers(2, denied)), Refuse, Accept},
		{"answers differ", verification(t, nil, received, answers(2, denied, authentic)), Refuse, Refer},
		{"accepted in part", verification(t, nil, received, answers(2, denied, authentic), closes(3, registry.CaseAcceptedInPart, 1)), Refuse, Accept},
	} {
		a := assess(t, x.with(declared(1, "5", "H87", 2, "5", "KGM"), underWay(5, test.of)))
		if a.Lines[0].Verdict != test.first || a.Lines[1].Verdict != test.then || messageOf(a.Findings, "CASE-01") != "" {
			t.Errorf("%s: %s and %s", test.name, a.Lines[0].Verdict, a.Lines[1].Verdict)
		}
		if f := a.Lines[0].Findings; messageOf(f, "CASE-02") == "" {
			t.Errorf("%s: line 1 says nothing", test.name)
		}
	}
}

// TestVerificationUnderVietnameseLaw: silence beyond 180 days refuses, unless customs granted more time.
func TestVerificationUnderVietnameseLaw(t *testing.T) {
	id := "atiga.VN.TH.0123456789abcdef0123456789abcdef"
	opened, received := does(0, registry.CaseOpened), does(1, registry.CaseReceived)
	for _, test := range []struct {
		name    string
		steps   []step
		verdict Verdict
	}{
		{"silence", []step{opened, received}, Refuse},
		{"more time", []step{opened, received, grants(170, 230)}, Verify},
		{"late and full", []step{opened, received, answers(190, authentic)}, Refer},
		{"no consent to a visit", []step{opened, received, answers(10, authentic), does(20, registry.CaseVisitRequested)}, Refuse},
	} {
		a := assess(t, paperFacts(settledBy(true), underWay(200, caseFrom(t, id, nil, test.steps)), func(f *Facts) { f.Today = inquiryDay(200) }))
		if a.Verdict != test.verdict {
			t.Errorf("%s: %s, %+v", test.name, a.Verdict, a.Step.Grounds)
		}
	}
}

// TestTheLedgerGoesBeforeTheRequest on what is known of a verification.
func TestTheLedgerGoesBeforeTheRequest(t *testing.T) {
	said := func(f *Facts) {
		f.Papers.Query = procedure.Query{Sent: inquiryDay(0), Replied: inquiryDay(2), Answer: "not_originating"}
	}
	x := newFixture(t)
	if a := assess(t, x.with(said)); a.Verdict != Refuse {
		t.Errorf("the request alone: %s", a.Verdict)
	}
	confirmed := verification(t, nil, answers(2, authentic), closes(3, registry.CaseAccepted))
	if a := assess(t, x.with(said, underWay(5, confirmed))); a.Verdict != Accept {
		t.Errorf("against the ledger: %s", a.Verdict)
	}
}

// TestSilenceOnVerifications neither grants nor refuses.
func TestSilenceOnVerifications(t *testing.T) {
	x := newFixture(t)
	silent := func(f *Facts) { f.Cases = Without[[]registry.Case](Unavailable) }
	if a := assess(t, x.with(silent)); a.Verdict != Defer || messageOf(a.Findings, "CASE-01") != msgCasesMissing {
		t.Errorf("%s", a.Verdict)
	}
	cancelled := record(func(r *registry.Record) { r.Status = registry.Cancelled })
	if a := assess(t, x.with(silent, cancelled)); a.Verdict == Refuse {
		t.Error("refused although an answer is missing")
	}
}

// TestNothingIsGrantedDuringAVerification, however it went on, and nobody is left without a word on it.
func TestNothingIsGrantedDuringAVerification(t *testing.T) {
	x := newFixture(t)
	rapid.Check(t, func(r *rapid.T) {
		steps := []step{does(0, registry.CaseOpened)}
		for day := range rapid.IntRange(0, 12).Draw(r, "entries") {
			allowed := caseFrom(t, "", nil, steps).Standing.Allowed()
			if len(allowed) == 0 {
				break
			}
			s := does(day*20+1, rapid.SampledFrom(allowed).Draw(r, "action"))
			switch s.Action {
			case registry.CaseReplied:
				s.Answers = []registry.ItemAnswer{{Answer: rapid.SampledFrom([]registry.CaseAnswer{registry.Authentic, registry.NotOriginating, registry.Insufficient}).Draw(r, "answer")}}
			case registry.CaseClosed:
				s.Result = rapid.SampledFrom([]registry.CaseResult{registry.CaseAccepted, registry.CaseRefused, registry.CaseLapsed}).Draw(r, "result")
			case registry.CaseImporterAsked:
				s.Question = rapid.SampledFrom([]registry.Question{registry.ForExplanation, registry.ForDocuments, registry.ForCorrection}).Draw(r, "question")
			}
			steps = append(steps, s)
		}
		c := caseFrom(t, "atiga.TH.VN.0123456789abcdef0123456789abcdef", nil, steps)
		a := assess(t, x.with(underWay(rapid.IntRange(0, 400).Draw(r, "today"), c)))
		won := c.Standing.State == registry.CaseIsClosed && c.Standing.Result == registry.CaseAccepted
		if a.Verdict.Grants() != won || messageOf(a.Findings, "CASE-01") == "" {
			r.Fatalf("%s in state %s: %s", fmt.Sprint(steps), c.Standing.State, a.Verdict)
		}
	})
}
