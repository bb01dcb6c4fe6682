package api

import (
	"net/http"
	"strings"
	"testing"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
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
