package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"origo/api/audit"
	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
)

// auditOf reads the audit log as an administrator does.
func (s *site) auditOf(t testing.TB, query string) wire.AuditPage {
	t.Helper()
	var page wire.AuditPage
	got := s.answer(t, ask("GET", "/v1/audit"+query, "VNIssuer.admin", nil))
	if err := json.Unmarshal(got.Body.Bytes(), &page); err != nil || got.Code != 200 {
		t.Fatalf("answered %d: %s", got.Code, got.Body)
	}
	return page
}

// TestEveryWriteIsLogged makes one good request of every operation: those that
// take a body from a person leave an entry each, the others none.
func TestEveryWriteIsLogged(t *testing.T) {
	ledger, all := calls(t)
	directory := t.TempDir()
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()}, func(o *Options) { o.StateDir = directory })
	for _, c := range all {
		role, _, _ := strings.Cut(c.allowed, " ")
		token := ""
		if role != "" {
			token = "VNIssuer." + role
		}
		before := s.audit.Head().Sequence
		r := ask(c.method, c.path, token, c.body)
		r.Header.Set("X-Request-Id", "id-"+c.operation)
		s.ServeHTTP(httptest.NewRecorder(), r)
		logged := s.audit.Head().Sequence - before
		if (logged == 1) != (c.method != http.MethodGet && c.allowed != "") || logged > 1 {
			t.Errorf("%s left %d entries", c.operation, logged)
			continue
		}
		if logged == 0 {
			continue
		}
		entries := s.auditOf(t, fmt.Sprintf("?cursor=%d", before)).Entries
		e := entries[len(entries)-1]
		if e.Operation != c.operation || e.Request != "id-"+c.operation || e.Who.Role != role || e.Who.Subject != token || e.Status == 0 {
			t.Errorf("%s left the entry %+v", c.operation, e)
		}
		if strings.HasPrefix(c.path, "/v1/certificates") && e.Certificate == "" {
			t.Errorf("%s does not say on which certificate: %+v", c.operation, e)
		}
	}
	if head, err := audit.Verify(filepath.Join(directory, AuditDir), audit.Head{}); err != nil || head != s.audit.Head() {
		t.Errorf("%+v, %v", head, err)
	}
}

// TestAuditTellsTheOutcome follows a decision, its refusal and a verdict.
func TestAuditTellsTheOutcome(t *testing.T) {
	ledger, all := calls(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	use := operation(t, all, "RecordUse")
	s.answer(t, ask(use.method, use.path, "VNIssuer.customs", use.body))
	ledger.err = registry.Refuse(registry.BalanceExceeded, "available", "2")
	s.answer(t, ask(use.method, use.path, "VNIssuer.customs", use.body))
	ledger.err = &client.Unknown{Transaction: "abc", Cause: errDown}
	s.answer(t, ask(use.method, use.path, "VNIssuer.customs", use.body))
	ledger.err = nil
	verify := operation(t, all, "VerifyCertificate")
	s.answer(t, ask(verify.method, verify.path, "VNIssuer.customs", verify.body))
	s.answer(t, ask(verify.method, verify.path, "VNIssuer.customs", "{")) // nothing was asked
	entries := s.auditOf(t, "").Entries
	if len(entries) != 4 {
		t.Fatalf("%d entries", len(entries))
	}
	for i, want := range []struct{ outcome, transaction string }{{"accepted", "tx1"}, {"balance_exceeded", ""}, {codeUnknown, "abc"}} {
		if e := entries[i]; e.Outcome != want.outcome || e.Transaction != want.transaction || e.Certificate != ledger.record.ID.String() {
			t.Errorf("entry %d: %+v", i, e)
		}
	}
	if e := entries[3]; e.Outcome == "" || e.Certificate != ledger.record.ID.String() || entries[0].Inputs != entries[1].Inputs || e.Inputs == entries[0].Inputs {
		t.Errorf("the verification: %+v", e)
	}
}

// TestReplayIsNoNewDecision: a repeated answer leaves no entry.
func TestReplayIsNoNewDecision(t *testing.T) {
	ledger, all := calls(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	c := operation(t, all, "AnchorCertificate")
	for range 3 {
		s.answer(t, keyed(c, issuer, "k"))
	}
	if head := s.audit.Head(); head.Sequence != 1 {
		t.Errorf("%d entries", head.Sequence)
	}
}

// TestNothingIsDoneUnlogged breaks the log: whatever would have to stand in it
// is refused before it reaches the ledger, and reading goes on.
func TestNothingIsDoneUnlogged(t *testing.T) {
	ledger, all := calls(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	s.audit.Close()
	c := operation(t, all, "AnchorCertificate")
	wantProblem(t, s.answer(t, ask(c.method, c.path, issuer, c.body)), http.StatusInternalServerError, codeUnlogged)
	p := problemOf(&unlogged{before: true, cause: errors.New("disk")})
	if p.Code != codeNoAudit || p.Status != http.StatusServiceUnavailable {
		t.Errorf("%+v", p)
	}
	wantSuccess(t, s.answer(t, ask("GET", location(ledger.record.ID), issuer, nil)))
}

func TestAuditPages(t *testing.T) {
	ledger, all := calls(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	c := operation(t, all, "AddAuthority")
	for range auditPage + 20 {
		s.ServeHTTP(httptest.NewRecorder(), ask(c.method, c.path, "VNIssuer.admin", c.body))
	}
	first := s.auditOf(t, "")
	if len(first.Entries) != auditPage || first.Next == nil {
		t.Fatalf("%d entries, next %v", len(first.Entries), first.Next)
	}
	rest := s.auditOf(t, "?cursor="+*first.Next)
	if len(rest.Entries) != 20 || rest.Next != nil || rest.Head.Hash != rest.Entries[19].Hash || rest.Entries[0].Previous != first.Entries[auditPage-1].Hash {
		t.Errorf("%d entries, next %v", len(rest.Entries), rest.Next)
	}
	if later := s.auditOf(t, "?from=2027-01-01T00:00:00Z"); len(later.Entries) != 0 {
		t.Errorf("%d entries of a time to come", len(later.Entries))
	}
	for _, bad := range []string{"?cursor=x", "?cursor=99999999999999999999", "?from=yesterday"} {
		wantProblem(t, s.answer(t, ask("GET", "/v1/audit"+bad, "VNIssuer.admin", nil)), http.StatusBadRequest, codeParameter)
	}
	page := s.answer(t, ask("GET", "/metrics", "", nil)).Body.String()
	if !strings.Contains(page, fmt.Sprintf("origo_audit_entries %d", auditPage+20)) || !strings.Contains(page, "origo_audit_head ") {
		t.Error("the figures lack the head of the audit log")
	}
}

// TestAuditHoldsNothingCommercial looks for the certificate's words in the log.
func TestAuditHoldsNothingCommercial(t *testing.T) {
	w := newWorld(t)
	w.found()
	d := w.document()
	sealed := w.sealed(d)
	w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", sealed, nil)
	w.verdict(identity.Customs, wire.VerificationRequest{Certificate: &sealed.Certificate, Seal: &sealed.Seal})
	for _, s := range w.servers {
		files, _ := filepath.Glob(filepath.Join(s.StateDir, AuditDir, "*"))
		for _, file := range files {
			text := string(must(os.ReadFile(file))(t))
			for _, secret := range []string{d.Exporter.Name, d.Items[0].Description, d.Consignee.Name} {
				if strings.Contains(text, secret) {
					t.Errorf("the audit log quotes %q", secret)
				}
			}
		}
	}
}

// FuzzGist reads answers that are not what they should be.
func FuzzGist(f *testing.F) {
	for _, seed := range []string{`{"verdict":"accept","x":`, `{"code":7,"verdict":"x"}`, `[]`, `{`, `{"a"`, `{"receipt":{"transaction":"t"},"record":{"form":"D"}}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		var e audit.Event
		gist(body).into(&e)
		if len(e.Outcome) > 6*len(body)+6 {
			t.Errorf("%q tells %q", body, e.Outcome)
		}
	})
}
