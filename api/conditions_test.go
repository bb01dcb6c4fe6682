package api

import (
	"net/http"
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
)

// TestTags asks every tagged operation twice, the second time with the tag of
// the first answer.
func TestTags(t *testing.T) {
	ledger, all := calls(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	tagged := 0
	for _, c := range all {
		if !s.rules[c.operation].tagged {
			continue
		}
		tagged++
		role, _, _ := strings.Cut(c.allowed, " ")
		first := ask(c.method, c.path, "VNIssuer."+role, c.body)
		etag := s.answer(t, first).Header().Get("ETag")
		for given, status := range map[string]int{
			etag: 304, "W/" + etag: 304, `"x", ` + etag: 304, "*": 304,
			`"x"`: 200, "": 200, strings.Trim(etag, `"`): 200,
		} {
			again := ask(c.method, c.path, "VNIssuer."+role, c.body)
			again.Header.Set("If-None-Match", given)
			got := s.answer(t, again)
			if got.Code != status || got.Header().Get("ETag") != etag || status == 304 && got.Body.Len() > 0 {
				t.Errorf("%s with If-None-Match %s is answered %d, ETag %s", c.operation, given, got.Code, got.Header().Get("ETag"))
			}
		}
	}
	if tagged < 17 {
		t.Errorf("%d operations give ETags", tagged)
	}
}

// TestTagFollowsTheRecord changes the record and the account.
func TestTagFollowsTheRecord(t *testing.T) {
	ledger, d := newShelf(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	tag := func(path string) string { return s.answer(t, ask("GET", path, issuer, nil)).Header().Get("ETag") }
	record, account := tag(location(d.ID())), tag(location(d.ID())+"/account")
	ledger.record.Status = registry.Cancelled
	ledger.account.Uses = append(ledger.account.Uses, registry.Use{UseRequest: registry.UseRequest{Certificate: d.ID(), Declaration: "TH-1",
		Outcome: registry.Refused, Officer: "x", DecidedOn: certificate.DateOf(today)}, Sequence: 1, By: "THCustoms", RecordedAt: "2026-11-22T08:00:00Z", Transaction: "tx1", Salt: []byte("s")})
	if tag(location(d.ID())) == record || tag(location(d.ID())+"/account") == account {
		t.Error("the tag stays although the answer has changed")
	}
}

// TestGuardedWrites decides upon something that has changed since.
func TestGuardedWrites(t *testing.T) {
	ledger, all := calls(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	reads := map[string]string{"CancelCertificate": "", "RecordUse": "/account", "ReverseUse": "/account"}
	for _, c := range all {
		leaf, guarded := reads[c.operation]
		if !guarded {
			continue
		}
		token := "VNIssuer." + c.allowed
		etag := s.answer(t, ask("GET", location(ledger.record.ID)+leaf, token, nil)).Header().Get("ETag")
		for _, given := range []string{`"stale"`, "W/" + etag, ""} {
			stale := ask(c.method, c.path, token, c.body)
			stale.Header.Set("If-Match", given)
			wantProblem(t, s.answer(t, stale), http.StatusPreconditionFailed, codeChanged)
		}
		fresh := ask(c.method, c.path, token, c.body)
		fresh.Header.Set("If-Match", etag)
		wantSuccess(t, s.answer(t, fresh))
	}
	if len(ledger.used) != 1 {
		t.Errorf("%d uses reached the ledger", len(ledger.used))
	}
}

// TestGuardedReplacement: the old certificate's tag guards its replacement.
func TestGuardedReplacement(t *testing.T) {
	w := newWorld(t)
	w.found()
	d := w.document()
	if got := w.as("VNIssuer", "issuer", "POST", "/v1/certificates", w.sealed(d), nil); got != 201 {
		t.Fatalf("anchoring is answered %d", got)
	}
	next := w.document()
	next.Reference = strings.Replace(d.Reference, "00123", "00124", 1)
	old := d.ID()
	next.Replaces = &certificate.Link{Certificate: old, IssueDate: d.IssueDate}
	r := ask("POST", location(old)+"/replacement", w.token("VNIssuer", "issuer"), w.sealed(next))
	r.Header.Set("If-Match", `"stale"`)
	wantProblem(t, w.servers["VNIssuer"].answer(t, r), http.StatusPreconditionFailed, codeChanged)
}
