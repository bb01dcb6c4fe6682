package clearance

import (
	"encoding/json"
	"strings"
	"testing"

	"origo/certificate"
	"origo/fta-rules/explain"
)

// kept is a report as it comes back from a file.
func kept(t testing.TB, r Report) Report {
	t.Helper()
	raw, err := json.Marshal(r)
	again, err2 := ParseReport(must(t, raw, err))
	return must(t, again, err2)
}

func reportOf(t testing.TB, f Facts) Report {
	t.Helper()
	words, err := explain.Load(explain.Korean)
	a := assess(t, f)
	return Report{Assessment: a, Explained: a.Explain(must(t, words, err)), Facts: &f}
}

func replay(t testing.TB, a *Assessor, r Report) Replay {
	t.Helper()
	replayed, err := a.Replay(r)
	return must(t, replayed, err)
}

func TestReplayGivesTheSameBytes(t *testing.T) {
	x := newFixture(t)
	for name, f := range map[string]Facts{
		"genuine": x.facts, "used up": x.with(used(1, "240", "TH-0"), declared(1, "5", "H87", 2, "25.5", "KGM", 9, "1", "KGM")),
		"silent": x.with(func(f *Facts) { f.Record.State, f.Record.Value = Unavailable, nil }), "paper": paperFacts(),
		"QR code": x.with(x.stamped(x.stampOf(t, x.document, signedAt))),
	} {
		r := replay(t, assessor(t), kept(t, reportOf(t, f)))
		if !r.Same || !r.Intact || !r.Facts || !r.RuleSets || len(r.Changes) != 0 {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// TestReplaySeesChanges: of the answer, of the facts, and of the rules.
func TestReplaySeesChanges(t *testing.T) {
	x := newFixture(t)
	altered := kept(t, reportOf(t, x.facts))
	altered.Lines[0].Verdict = Refuse
	if r := replay(t, assessor(t), altered); r.Same || r.Intact || !r.Facts || len(r.Changes) != 1 || r.Changes[0].From != Refuse {
		t.Errorf("an altered answer: %+v", r.Changes)
	}
	moved := kept(t, reportOf(t, x.facts))
	moved.Facts.PresentedOn = certificate.NewDate(2029, 1, 1)
	r := replay(t, assessor(t), moved)
	if r.Same || !r.Intact || r.Facts || r.After.Verdict != Refer {
		t.Errorf("altered facts: %+v", r)
	}
	late := r.Changes[1]
	if late.Check != "ATIGA-M13" || late.Before == nil || late.After == nil || late.From != Accept || late.To != Refer {
		t.Errorf("changes are %+v", r.Changes)
	}
}

// TestReplayUnderNewerRules: a corrected line shows as a change of the findings that rest on it, and of no other.
func TestReplayUnderNewerRules(t *testing.T) {
	stored := kept(t, reportOf(t, newFixture(t).facts))
	book, err := rulebook()
	corrections := "agreement,hs,edition,choice,rule,from,until,reason,source\natiga,8413.70,2022,,RVC(60),2023-04-01,,misprint,Gazette 9\n"
	corrected, err2 := must(t, book, err).Correct(strings.NewReader(corrections))
	r := replay(t, NewAssessor(must(t, corrected, err2)), stored)
	if r.Same || !r.Intact || !r.Facts || r.RuleSets || r.Before.RuleSet.RulesDigest == r.After.RuleSet.RulesDigest {
		t.Errorf("%+v", r)
	}
	if r.Before.Verdict != Accept || r.After.Verdict == Accept || len(r.Changes) == 0 {
		t.Errorf("%s to %s: %+v", r.Before.Verdict, r.After.Verdict, r.Changes)
	}
	for _, c := range r.Changes {
		if c.Line > 1 || c.Line == 0 && c.Check != "" {
			t.Errorf("%+v does not rest on the corrected line", c)
		}
	}
}

func TestCompareFindsWhatIsNewAndWhatIsGone(t *testing.T) {
	one, other := Finding{Check: "A", Verdict: Accept}, Finding{Check: "B", Verdict: Refer}
	changes := compare(3, []Finding{one, one}, []Finding{other, one})
	if len(changes) != 2 || changes[0].After != nil || changes[0].Check != "A" || changes[1].Before != nil || changes[1].To != Refer {
		t.Errorf("%+v", changes)
	}
}

func TestParseReportIsStrict(t *testing.T) {
	for text, want := range map[string]string{
		``: "EOF", `{"extra":1}`: "extra", `{} {}`: "after the end", `{}`: "without its facts", `[]`: "cannot",
	} {
		if _, err := ParseReport([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := ParseReport(make([]byte, MaxReport+1)); err == nil {
		t.Error("more than the limit was read")
	}
}

// FuzzReplay: whatever was stored, a replay ends, and what it gives replays to itself.
func FuzzReplay(f *testing.F) {
	for _, facts := range []Facts{newFixture(f).facts, paperFacts()} {
		raw, err := json.Marshal(reportOf(f, facts))
		f.Add(must(f, raw, err))
	}
	a := assessor(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		stored, err := ParseReport(raw)
		if err != nil {
			return
		}
		once, err := a.Replay(stored)
		if err != nil {
			return
		}
		if again, err := a.Replay(Report{Assessment: once.Now, Facts: stored.Facts}); err != nil || !again.Same {
			t.Fatalf("%v: %+v", err, again.Changes)
		}
	})
}
