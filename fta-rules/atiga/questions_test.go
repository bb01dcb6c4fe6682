package atiga

import (
	"slices"
	"testing"

	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

func doubt(code string, raised bool) change {
	return func(c *procedure.Case) { c.Doubts = map[string]bool{code: raised} }
}

// found are the messages of all checks of a case that do not simply accept it.
func found(c *procedure.Case) []finding.Message {
	var messages []finding.Message
	for _, f := range procedure.Run(Checks(), c) {
		if f.Verdict != finding.Accept {
			messages = append(messages, f.Message)
		}
	}
	return messages
}

func TestACleanCaseIsAccepted(t *testing.T) {
	if messages := found(claim()); messages != nil {
		t.Errorf("got %s", messages)
	}
	if messages := found(claim(atIssueStage)); messages != nil {
		t.Errorf("before issue: got %s", messages)
	}
}

func TestEveryQuestionIsPutWhenItIsRaised(t *testing.T) {
	for _, q := range questionList {
		t.Run(q.id, func(t *testing.T) {
			run(t, q.id, []fixture{
				{"raised", claim(doubt(q.doubt, true)), q.asks(), q.verdict, false},
				{"settled", claim(doubt(q.doubt, false)), "", "", false},
				{"not raised", claim(), "", "", false},
			})
			f := procedure.Run(checksOf(q.id), claim(doubt(q.doubt, true)))[0]
			if f.Outcome != finding.CannotTell || !slices.Equal(f.Evidence, []finding.Message{q.evidence()}) {
				t.Errorf("got %s with evidence %s", f.Outcome, f.Evidence)
			}
		})
	}
}

func TestFactsRaiseQuestions(t *testing.T) {
	paper, outage := kind(procedure.Certificate), func(c *procedure.Case) { c.Proof.Authenticity.OutageNotified = truth(true) }
	unlike := func(c *procedure.Case) { c.Proof.Authenticity.SignatureValid = truth(false) }
	run(t, "ATIGA-J01", []fixture{
		{"signature differs", claim(paper, unlike), "atiga.ask.signature", finding.Refer, false},
		{"slightly, said the officer", claim(paper, unlike, doubt("signature", false)), "", "", false},
		{"electronic", claim(unlike), "", "", false},
	})
	run(t, "ATIGA-J11", []fixture{
		{"paper", claim(paper), "atiga.ask.outage", finding.Refer, false},
		{"paper, outage notified", claim(paper, outage), "", "", false},
		{"paper of the last day of 2023", claim(paper, dates("2023-12-31", "2023-12-31")), "", "", false},
		{"paper of the first day of 2024", claim(paper, dates("2024-01-01", "2024-01-01")), "atiga.ask.outage", finding.Refer, false},
		{"of no member", claim(paper, issuedBy("HK")), "", "", false},
	})
}

func TestSmallDifferencesAreAccepted(t *testing.T) {
	for code, want := range map[string]finding.Verdict{"spelling": finding.Accept, "consignee": finding.Refer} {
		c := claim(func(c *procedure.Case) { c.Differences = []string{code} })
		if f := procedure.Run(checksOf("ATIGA-J03"), c); len(f) != 1 || f[0].Verdict != want {
			t.Errorf("%s: %+v", code, f)
		}
	}
}
