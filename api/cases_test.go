package api

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate/registry"
	"origo/fta-rules/deadline"
)

// caseDesk is a case of Thai customs about a certificate of Viet Nam, on the
// real contract.
type caseDesk struct {
	*world
	at string // address of the certificate
	id string // of the case
}

var aDoubt = map[string]any{"number": "TH-17/2026", "basis": "doubt", "items": []int{1},
	"reasons":   []any{map[string]any{"item": 1, "code": "criterion_doubtful", "citation": "ATIGA Annex 8 R.18", "text": "no such factory"}},
	"documents": []any{map[string]any{"name": "scan", "digest": strings.Repeat("0a", 32)}},
	"guarantee": map[string]any{"declaration": "TH-1", "amount": "1250.5", "currency": "THB"}}

func newCaseDesk(t *testing.T) *caseDesk {
	t.Helper()
	w := newWorld(t)
	w.found()
	d := w.document()
	if got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", w.sealed(d), nil); got != 201 {
		t.Fatalf("anchoring answered %d", got)
	}
	c := &caseDesk{world: w, at: location(d.ID())}
	var opened wire.RecordedCase
	if got := w.as("THCustoms", identity.Customs, "POST", c.at+"/cases", aDoubt, &opened); got != 201 {
		t.Fatalf("opening answered %d: %+v", got, opened)
	}
	c.id = opened.Case.Case.ID
	return c
}

// add makes an entry as the organisation and wants a status and, for a refusal,
// a code.
func (c *caseDesk) add(organisation string, entry map[string]any, status int, code string) wire.RecordedCase {
	c.t.Helper()
	role := identity.Issuer
	if strings.HasSuffix(organisation, "Customs") {
		role = identity.Customs
	}
	if entry["after"] == nil {
		entry["after"] = len(c.read("VNIssuer", identity.Issuer).Case.Entries)
	}
	var answer struct {
		wire.RecordedCase
		Problem
	}
	if got := c.as(organisation, role, "POST", "/v1/cases/"+c.id+"/entries", entry, &answer); got != status || answer.Code != code {
		c.t.Fatalf("%s %v: answered %d %s, want %d %s", organisation, entry["action"], got, answer.Code, status, code)
	}
	return answer.RecordedCase
}

func (c *caseDesk) read(organisation string, role identity.Role) wire.CaseFile {
	c.t.Helper()
	var file wire.CaseFile
	if got := c.as(organisation, role, "GET", "/v1/cases/"+c.id+"?lang=vi", nil, &file); got != 200 {
		c.t.Fatalf("reading answered %d", got)
	}
	return file
}

func answered(word string) map[string]any {
	return map[string]any{"action": "replied", "answers": []any{map[string]any{"item": 0, "answer": word, "text": "see the cost statement"}}}
}

func closed(result string) map[string]any {
	entry := map[string]any{"action": "closed", "result": result}
	if result != "accepted" {
		entry["reasons"] = []any{map[string]any{"item": 1, "code": "no_reply", "citation": "Circular 33/2023/TT-BTC Art. 19(6)"}}
	}
	return entry
}

func TestCaseThroughTheInterface(t *testing.T) {
	c := newCaseDesk(t)
	var again wire.RecordedCase
	if got := c.as("THCustoms", identity.Customs, "POST", c.at+"/cases", aDoubt, &again); got != 200 || again.Case.Case.ID != c.id {
		t.Errorf("opening again answered %d", got)
	}
	c.add("VNIssuer", map[string]any{"action": "received"}, 201, "")
	c.add("VNIssuer", map[string]any{"action": "received", "after": 1}, 200, "")
	c.add("THCustoms", map[string]any{"action": "reminded", "after": 1}, 409, "case_moved")
	c.add("THCustoms", map[string]any{"action": "visit_held", "on": "2026-11-22"}, 409, "case_not_allowed")
	c.add("THCustoms", closed("lapsed"), 409, "nothing_lapsed")
	c.add("VNIssuer", answered("authentic"), 201, "")
	done := c.add("THCustoms", closed("accepted"), 201, "")
	if s := done.Case.Case.Standing; s.State != registry.CaseIsClosed || s.Result != registry.CaseAccepted || len(done.Case.Allowed) != 0 {
		t.Errorf("%+v, allowed %v", s, done.Case.Allowed)
	}
}

func TestEachSideSpeaksForItself(t *testing.T) {
	c := newCaseDesk(t)
	c.add("VNCustoms", map[string]any{"action": "reminded"}, 403, "wrong_country")
	c.add("THCustoms", map[string]any{"action": "received"}, 403, "role_required")
	var p Problem
	if got := c.as("THCustoms", identity.Issuer, "POST", "/v1/cases/"+c.id+"/entries", map[string]any{"action": "received", "after": 1}, &p); got != 403 || p.Code != "wrong_country" {
		t.Errorf("Thai issuers answering for Viet Nam: %d %s", got, p.Code)
	}
	if got := c.as("VNCustoms", identity.Customs, "POST", c.at+"/cases", aDoubt, &p); got != 403 {
		t.Errorf("the issuing country opening a case: %d %s", got, p.Code)
	}
}

func TestDeadlinesOfACase(t *testing.T) {
	c := newCaseDesk(t)
	c.add("VNIssuer", map[string]any{"action": "received"}, 201, "")
	file := c.read("THCustoms", identity.Customs)
	ids := map[string]wire.WordedDeadline{}
	for _, d := range file.Deadlines {
		ids[d.ID] = d
	}
	reply := ids["reply"]
	if reply.Due != reply.From.AddDays(90) || reply.State != deadline.Pending || reply.Citation != "ATIGA Annex 8 R.18" || reply.Name != "Trả lời của cơ quan cấp" {
		t.Errorf("reply %+v", reply)
	}
	var late wire.OverdueCases
	path := "/v1/cases/overdue?on=" + reply.Due.AddDays(1).String()
	if got := c.as("VNIssuer", identity.Issuer, "GET", path, nil, &late); got != 200 || len(late.Overdue) != 1 || late.Overdue[0].Deadline.ID != "reply" {
		t.Errorf("overdue answered %d: %+v", got, late)
	}
	if got := c.as("VNIssuer", identity.Issuer, "GET", "/v1/cases/overdue?on="+reply.Due.String(), nil, &late); got != 200 || len(late.Overdue) != 0 {
		t.Errorf("on the last day: %d, %+v", got, late)
	}
	c.ledger.Advance(91 * 24 * time.Hour)
	c.add("THCustoms", closed("lapsed"), 201, "")
	c.add("VNIssuer", answered("authentic"), 201, "")
	c.add("THCustoms", map[string]any{"action": "reconsidered"}, 201, "")
	if done := c.add("THCustoms", closed("accepted"), 201, ""); len(done.Case.Case.Entries) != 6 {
		t.Errorf("%d entries", len(done.Case.Case.Entries))
	}
}

func TestCasesAreListedToBothSides(t *testing.T) {
	c := newCaseDesk(t)
	second := map[string]any{"number": "TH-18/2026", "basis": "random"}
	if got := c.as("THCustoms", identity.Customs, "POST", c.at+"/cases", second, nil); got != 201 {
		t.Fatalf("opening answered %d", got)
	}
	for _, who := range []struct {
		organisation string
		role         identity.Role
		side         string
		want         int
	}{
		{"THCustoms", identity.Customs, "importing", 2}, {"THCustoms", identity.Customs, "issuing", 0},
		{"VNIssuer", identity.Issuer, "issuing", 2}, {"VNCustoms", identity.Customs, "issuing", 2},
	} {
		var list wire.CaseList
		if got := c.as(who.organisation, who.role, "GET", "/v1/cases?side="+who.side, nil, &list); got != 200 || len(list.Cases) != who.want {
			t.Errorf("%s sees %d on the %s side (%d)", who.organisation, len(list.Cases), who.side, got)
		}
	}
	var first, rest wire.CaseList
	c.as("VNIssuer", identity.Issuer, "GET", "/v1/cases?limit=1", nil, &first)
	if first.Cursor == nil {
		t.Fatal("no cursor")
	}
	c.as("VNIssuer", identity.Issuer, "GET", "/v1/cases?limit=1&cursor="+url.QueryEscape(*first.Cursor), nil, &rest)
	if len(rest.Cases) != 1 || rest.Cursor != nil || rest.Cases[0].Case.ID == first.Cases[0].Case.ID {
		t.Errorf("second page %+v", rest)
	}
	for query, want := range map[string]int{"state=opened": 2, "state=closed": 0, "due_before=2027-01-01": 0, "due_before=2028-01-01": 2} {
		var list wire.CaseList
		if got := c.as("VNIssuer", identity.Issuer, "GET", "/v1/cases?"+query, nil, &list); got != 200 || len(list.Cases) != want {
			t.Errorf("%s: %d cases (%d)", query, len(list.Cases), got)
		}
	}
}

func TestCaseAboutAPaperTheLedgerDoesNotKnow(t *testing.T) {
	c := newCaseDesk(t)
	unknown := strings.Replace(c.at, "26%2F", "25%2F", 1)
	if unknown == c.at {
		t.Fatal("the specimen has another number")
	}
	var first, again wire.RecordedCase
	if got := c.as("THCustoms", identity.Customs, "POST", unknown+"/cases", aDoubt, &first); got != 201 {
		t.Fatalf("answered %d", got)
	}
	if got := c.as("THCustoms", identity.Customs, "POST", unknown+"/cases", aDoubt, &again); got != 200 || again.Case.Case.ID != first.Case.Case.ID {
		t.Errorf("again: %d, %s", got, again.Case.Case.ID)
	}
}

func TestRefusalNotice(t *testing.T) {
	c := newCaseDesk(t)
	decision := map[string]any{"declaration": "TH-2026/9", "outcome": "refused", "decided_on": "2026-11-22",
		"grounds": []any{map[string]any{"item": 1, "code": "criterion_not_met", "citation": "ATIGA Art. 28", "text": "RVC 31%"}}}
	if got := c.as("THCustoms", identity.Customs, "POST", c.at+"/uses", decision, nil); got != 201 {
		t.Fatalf("use answered %d", got)
	}
	at := c.at + "/uses/TH-2026%2F9/refusal-notice"
	var notice wire.RefusalNotice
	if got := c.as("VNIssuer", identity.Issuer, "GET", at, nil, &notice); got != http.StatusOK || len(notice.Texts) != 2 {
		t.Fatalf("answered %d: %+v", got, notice)
	}
	for i, want := range []string{"Item 1: origin criterion not met (criterion_not_met), ATIGA Art. 28: RVC 31%",
		"Mục hàng 1: không đáp ứng tiêu chí xuất xứ (criterion_not_met), ATIGA Art. 28: RVC 31%"} {
		if !strings.Contains(notice.Texts[i].Text, want) {
			t.Errorf("%s lacks %q", notice.Texts[i].Text, want)
		}
	}
	if got := c.as("VNIssuer", identity.Issuer, "GET", at+"?lang=ko", nil, &notice); got != 200 || len(notice.Texts) != 1 || notice.Texts[0].Language != "ko" {
		t.Errorf("in Korean: %d, %+v", got, notice.Texts)
	}
	var p Problem
	if got := c.as("VNIssuer", identity.Issuer, "GET", c.at+"/uses/TH-0/refusal-notice", nil, &p); got != 404 || p.Code != "use_unknown" {
		t.Errorf("unknown use: %d %s", got, p.Code)
	}
}

func TestFeedback(t *testing.T) {
	c := newCaseDesk(t)
	item := c.document().Items[0]
	for _, decision := range []map[string]any{
		{"declaration": "TH-1", "outcome": "accepted", "lines": []any{map[string]any{"item": item.Number, "quantity": "1", "unit": item.Quantity.Unit}}},
		{"declaration": "TH-2", "outcome": "refused", "grounds": []any{map[string]any{"item": 1, "code": "criterion_not_met", "citation": "ATIGA Art. 28"}}},
	} {
		decision["decided_on"] = "2026-11-22"
		if got := c.as("THCustoms", identity.Customs, "POST", c.at+"/uses", decision, nil); got != 201 {
			t.Fatalf("use answered %d", got)
		}
	}
	feedback := func(query string) wire.Feedback {
		t.Helper()
		c.follow("VNIssuer")
		var f wire.Feedback
		if got := c.as("VNIssuer", identity.Issuer, "GET", "/v1/feedback"+query, nil, &f); got != 200 {
			t.Fatalf("feedback answered %d", got)
		}
		return f
	}
	first := feedback("")
	if len(first.Decisions) != 2 || first.Decisions[1].Use.Grounds[0].Code != "criterion_not_met" {
		t.Fatalf("%+v", first)
	}
	if got := feedback("?cursor=" + url.QueryEscape(first.Cursor)); len(got.Decisions) != 0 || got.Cursor != first.Cursor {
		t.Errorf("nothing new, and %+v", got)
	}
	if got := feedback("?from=2027-01-01"); len(got.Decisions) != 0 {
		t.Errorf("from a later day: %+v", got)
	}
	back := map[string]any{"declaration": "TH-1", "reason": "declaration cancelled"}
	if got := c.as("THCustoms", identity.Customs, "POST", c.at+"/uses/reversals", back, nil); got != 200 {
		t.Fatalf("reversal answered %d", got)
	}
	if got := feedback("?cursor=" + url.QueryEscape(first.Cursor)); len(got.Decisions) != 1 || !got.Decisions[0].Reversed || got.Decisions[0].Use.Declaration != "TH-1" {
		t.Errorf("%+v", got)
	}
	var p Problem
	if got := c.as("VNIssuer", identity.Issuer, "GET", "/v1/feedback?cursor=x", nil, &p); got != 400 || p.Pointer != "cursor" {
		t.Errorf("a cursor of nobody: %d %+v", got, p)
	}
}
