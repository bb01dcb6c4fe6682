package api

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
	"origo/clearance"
)

// paperBody takes down what a certificate prints.
func paperBody(d *certificate.Document) map[string]any {
	var lines []any
	for _, item := range d.Items {
		lines = append(lines, map[string]any{"item": item.Number, "hs": item.HS.Code, "quantity": item.Quantity})
	}
	return map[string]any{"certificate": d.ID(), "issue_date": d.IssueDate, "scan": strings.Repeat("5c", 32), "reason": "partner_outage", "lines": lines}
}

// TestPaperUntilTheRecordComes: one paper at two ports, then the electronic certificate, which carries on.
func TestPaperUntilTheRecordComes(t *testing.T) {
	w := newWorld(t)
	w.found()
	d := w.document()
	at := location(d.ID())
	papers := strings.Replace(at, "certificates", "papers", 1)
	customs := func(method, path string, body, answer any) int {
		return w.as("THCustoms", identity.Customs, method, path, body, answer)
	}
	want := func(got, status int) {
		t.Helper()
		if got != status {
			t.Errorf("answered %d, want %d", got, status)
		}
	}
	want(customs("GET", papers, nil, nil), http.StatusNotFound)
	want(customs("POST", "/v1/papers", paperBody(d), nil), http.StatusCreated)
	want(customs("POST", "/v1/papers", paperBody(d), nil), http.StatusOK)
	rescanned := paperBody(d)
	rescanned["scan"] = strings.Repeat("77", 32)
	want(customs("POST", "/v1/papers", rescanned, nil), http.StatusConflict)
	want(customs("POST", papers+"/uses", decide("BKK-1", "200"), nil), http.StatusOK)
	want(customs("POST", papers+"/uses", decide("LCB-1", "41"), nil), http.StatusConflict)
	want(customs("POST", papers+"/joining", nil, nil), http.StatusNotFound)
	want(w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", w.sealed(d), nil), http.StatusCreated)
	want(customs("POST", papers+"/uses", decide("LCB-1", "40"), nil), http.StatusConflict)
	want(customs("POST", at+"/uses", decide("LCB-1", "41"), nil), http.StatusConflict) // 200 were used on paper
	want(customs("POST", at+"/uses", decide("LCB-1", "40"), nil), http.StatusCreated)
	var shown wire.ShownPaper
	want(customs("GET", papers, nil, &shown), http.StatusOK)
	if shown.Paper.Joined == nil || shown.Record == nil || shown.Differences == nil || len(*shown.Differences) != 0 {
		t.Errorf("%+v", shown)
	}
	var account wire.Account
	want(customs("GET", at+"/account", nil, &account), http.StatusOK)
	if len(account.Uses) != 2 || account.Balances[0].Used.String() != "240" {
		t.Errorf("%+v", account)
	}
}

// decide accepts a quantity of the first line.
func decide(declaration, quantity string) map[string]any {
	return map[string]any{"declaration": declaration, "outcome": "accepted", "decided_on": "2026-11-22",
		"lines": []any{map[string]any{"item": 1, "quantity": quantity, "unit": "H87"}}}
}

func TestBadPapers(t *testing.T) {
	ledger, d := newShelf(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	for pointer, change := range map[string]func(map[string]any){
		"/scan":       func(b map[string]any) { b["scan"] = "scan" },
		"/reason":     func(b map[string]any) { b["reason"] = "lazy" },
		"/issue_date": func(b map[string]any) { delete(b, "issue_date") },
		"/lines":      func(b map[string]any) { b["lines"] = []any{} },
		"/lines/0/quantity/value": func(b map[string]any) {
			b["lines"].([]any)[0].(map[string]any)["quantity"] = map[string]any{"value": "0", "unit": "KGM"}
		},
		"/lines/0/quantity/unit": func(b map[string]any) {
			b["lines"].([]any)[0].(map[string]any)["quantity"] = map[string]any{"value": "1", "unit": "XX9"}
		},
		"/seal": func(b map[string]any) { b["seal"] = "wax" },
	} {
		body := paperBody(d)
		change(body)
		p := wantProblem(t, s.answer(t, ask("POST", "/v1/papers", "VNIssuer.customs", body)), http.StatusUnprocessableEntity, codeField)
		if p.Pointer != pointer {
			t.Errorf("%s: points to %q", pointer, p.Pointer)
		}
	}
}

// TestListOfPapers: the open ones, page by page over the agreements, with a mark on those whose record has arrived.
func TestListOfPapers(t *testing.T) {
	w := newWorld(t)
	w.found()
	customs := func(path string) wire.PaperList {
		t.Helper()
		var list wire.PaperList
		if got := w.as("THCustoms", identity.Customs, "GET", path, nil, &list); got != http.StatusOK {
			t.Fatalf("answered %d", got)
		}
		return list
	}
	documents := []*certificate.Document{w.document(), w.document(), w.document()}
	for i, d := range documents {
		d.Reference = "VN-TH 26/02/0090" + string(rune('1'+i))
		if got := w.as("THCustoms", identity.Customs, "POST", "/v1/papers", paperBody(d), nil); got != http.StatusCreated {
			t.Fatalf("answered %d", got)
		}
	}
	if got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", w.sealed(documents[1]), nil); got != http.StatusCreated {
		t.Fatalf("answered %d", got)
	}
	first := customs("/v1/papers?limit=2")
	if len(first.Papers) != 2 || first.Cursor == nil || first.Papers[0].Arrived || !first.Papers[1].Arrived || first.Papers[0].Agreement != certificate.ATIGA {
		t.Fatalf("%+v", first)
	}
	second := customs("/v1/papers?limit=2&cursor=" + url.QueryEscape(*first.Cursor))
	if len(second.Papers) != 1 || second.Cursor != nil || second.Papers[0].Paper.Certificate != documents[2].ID() {
		t.Errorf("%+v", second)
	}
	joining := strings.Replace(location(documents[1].ID()), "certificates", "papers", 1) + "/joining"
	if got := w.as("THCustoms", identity.Customs, "POST", joining, nil, nil); got != http.StatusOK {
		t.Fatalf("answered %d", got)
	}
	if open, all := customs("/v1/papers?agreement=atiga"), customs("/v1/papers?open=false"); len(open.Papers) != 2 || len(all.Papers) != 3 {
		t.Errorf("%d open of %d", len(open.Papers), len(all.Papers))
	}
	for _, cursor := range []string{"x", "vkfta", "mercosur D TH 1", "atiga D"} {
		ledger, _ := newShelf(t)
		s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
		wantProblem(t, s.answer(t, ask("GET", "/v1/papers?cursor="+url.QueryEscape(cursor), "VNIssuer.customs", nil)), http.StatusBadRequest, codeParameter)
	}
}

// TestTheBalanceTellsOfPaper: a certificate anchored after its paper was used has less left, and a trader sees nothing of it.
func TestTheBalanceTellsOfPaper(t *testing.T) {
	w := newWorld(t)
	w.found()
	d := w.document()
	w.as("THCustoms", identity.Customs, "POST", "/v1/papers", paperBody(d), nil)
	papers := strings.Replace(location(d.ID()), "certificates", "papers", 1)
	if got := w.as("THCustoms", identity.Customs, "POST", papers+"/uses", decide("BKK-1", "200"), nil); got != http.StatusOK {
		t.Fatalf("answered %d", got)
	}
	sealed := w.sealed(d)
	w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", sealed, nil)
	asked := map[string]any{"reference": d.ID(), "declaration": map[string]any{"number": "TH-1", "importing_country": "TH",
		"lines": []any{map[string]any{"line": 1, "item": 1, "quantity": map[string]any{"value": "240", "unit": "H87"}}}}}
	var report clearance.Report
	if got := w.as("THCustoms", identity.Customs, "POST", "/v1/verifications?facts=true", asked, &report); got != http.StatusOK {
		t.Fatalf("answered %d", got)
	}
	line := report.Lines[0]
	if line.Covered == nil || line.Covered.Value.String() != "40" || line.EarlierUses[0].Declaration != "BKK-1" || report.Facts.Paper.Value == nil {
		t.Errorf("%+v", line)
	}
}
