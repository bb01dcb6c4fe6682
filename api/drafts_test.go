package api

import (
	"net/http"
	"strings"
	"testing"

	"origo/api/identity"
	"origo/certificate"
	"origo/fta-rules/answers"
)

// draftCheck asks Viet Nam's issuing organisation about a draft.
func (w *world) draftCheck(role identity.Role, d *certificate.Document, more map[string]any) answers.Precheck {
	w.t.Helper()
	body := map[string]any{"certificate": must(d.Canonical())(w.t)}
	for name, value := range more {
		body[name] = value
	}
	var answer answers.Precheck
	if status := w.as("VNIssuer", role, "POST", "/v1/drafts/check?lang=en", body, &answer); status != http.StatusOK {
		w.t.Fatalf("answered %d: %+v", status, answer)
	}
	return answer
}

// change finds a remedy that begins so.
func change(all []string, begin string) bool {
	for _, text := range all {
		if strings.HasPrefix(text, begin) {
			return true
		}
	}
	return false
}

func TestDraftsAreCheckedLineByLine(t *testing.T) {
	w := newWorld(t)
	w.found()
	d := w.document()
	d.Items[1].Description = ""
	answer := w.draftCheck(identity.Issuer, d, nil)
	if answer.Answer != answers.NotAsAppliedFor || len(answer.Lines) != 2 || answer.Lines[1].Answer != answers.NotAsAppliedFor {
		t.Errorf("%+v", answer)
	}
	if answer.Lines[0].Answer == answers.NotAsAppliedFor || len(answer.Problems) == 0 || len(answer.Lines[1].Change) == 0 {
		t.Errorf("one bad line blocks the other: %+v", answer.Lines)
	}
}

func TestDraftCheckKnowsTheLedger(t *testing.T) {
	w := newWorld(t)
	w.found()
	d := w.document()
	if answer := w.draftCheck(identity.Trader, d, nil); answer.Answer == answers.NotAsAppliedFor {
		t.Errorf("a good draft: %s, %v, %v", answer.Words, answer.Change, answer.Lines)
	}
	if status := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", w.sealed(d), nil); status != http.StatusCreated {
		t.Fatalf("anchoring answered %d", status)
	}
	answer := w.draftCheck(identity.Issuer, d, nil)
	if answer.Answer != answers.NotAsAppliedFor || !change(answer.Change, "The number "+d.Reference+" is taken") {
		t.Errorf("%s: %v", answer.Answer, answer.Change)
	}
	w.down = true
	answer = w.draftCheck(identity.Issuer, d, nil)
	if answer.Answer != answers.OfficerLooks || !change(answer.Change, "the same question when the ledger answers") {
		t.Errorf("a silent ledger: %s, %v", answer.Answer, answer.Change)
	}
}

// TestDraftCheckUsesBills: what does not originate is not issued, and the answer says what would alter that.
func TestDraftCheckUsesBills(t *testing.T) {
	w := newWorld(t)
	w.found()
	dear := pumpBill()
	dear["materials"].([]any)[0].(map[string]any)["value"] = "70"
	dear["materials"].([]any)[0].(map[string]any)["hs"] = map[string]any{"code": "841391", "edition": 2022}
	for name, test := range map[string]struct {
		bill map[string]any
		want answers.Readiness
	}{"originates": {pumpBill(), answers.MayBeIssued}, "does not": {dear, answers.NotAsAppliedFor}} {
		answer := w.draftCheck(identity.Issuer, w.document(), map[string]any{"bills": []any{map[string]any{"item": 1, "bill": test.bill}}})
		if line := answer.Lines[0]; line.Answer != test.want || (test.want == answers.MayBeIssued) != (len(line.Change) == 0) {
			t.Errorf("%s: %s %v\n%+v", name, line.Answer, line.Change, answer.Rules.Items[0])
		}
	}
}

func TestBadDraftChecks(t *testing.T) {
	s := ruleSite(t)
	for name, test := range map[string]struct {
		body    map[string]any
		pointer string
	}{
		"no draft":    {map[string]any{}, "/certificate"},
		"no JSON":     {map[string]any{"certificate": []byte("{}x")}, "/certificate"},
		"bad signer":  {map[string]any{"certificate": []byte("{}"), "signer": "me"}, "/signer"},
		"empty draft": {map[string]any{"certificate": []byte("{}"), "stage": "issue"}, "/stage"},
	} {
		p := wantProblem(t, s.answer(t, ask("POST", "/v1/drafts/check", "VNIssuer.trader", test.body)), http.StatusUnprocessableEntity, codeField)
		if p.Pointer != test.pointer {
			t.Errorf("%s points to %q", name, p.Pointer)
		}
	}
	long := `{"certificate":"` + strings.Repeat("A", 4<<20) + `"}`
	wantProblem(t, s.answer(t, ask("POST", "/v1/drafts/check", "VNIssuer.trader", long)), http.StatusRequestEntityTooLarge, codeTooLarge)
}
