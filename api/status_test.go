package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
)

// TestStatusNeedsTheCode: a wrong code and a number that does not exist are
// told apart by nothing.
func TestStatusNeedsTheCode(t *testing.T) {
	ledger, _ := newShelf(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	path := statusOf(ledger.record)
	bare, code, _ := strings.Cut(path, "?code=")
	for typed, status := range map[string]int{
		code: 200, strings.ToLower(code): 200, strings.Replace(code, "-", "%20", 1): 200,
		"0000-0000": 404, code[:7]: 404, code + "0": 404, "%C3%84": 404,
		"": 404, strings.Repeat("0", 21): 404,
	} {
		if got := s.answer(t, ask("GET", bare+"?code="+typed, "", nil)); got.Code != status {
			t.Errorf("%q is answered %d: %s", typed, got.Code, got.Body)
		}
	}
	wantProblem(t, s.answer(t, ask("GET", bare, "", nil)), http.StatusBadRequest, codeParameter)

	wrong := wantProblem(t, s.answer(t, ask("GET", bare+"?code=0000-0000", "", nil)), 404, "certificate_unknown")
	ledger.err = registry.Refuse(registry.CertificateUnknown)
	absent := wantProblem(t, s.answer(t, ask("GET", path, "", nil)), 404, "certificate_unknown")
	wrong.RequestID, absent.RequestID = "", ""
	if a, b := string(must(json.Marshal(wrong))(t)), string(must(json.Marshal(absent))(t)); a != b {
		t.Errorf("a wrong code is answered\n%s\na number that does not exist\n%s", a, b)
	}
}

// TestCodeIsToldToTheParties: anchoring, dossier and account give the code that
// opens the public status.
func TestCodeIsToldToTheParties(t *testing.T) {
	ledger, all := calls(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	want := ledger.record.CheckCode()
	for _, c := range all {
		switch c.operation {
		case "AnchorCertificate", "CancelCertificate", "ReadDossier", "ReadAccount":
			var said struct {
				Code string `json:"check_code"`
			}
			got := s.answer(t, ask(c.method, c.path, issuer, c.body))
			if err := json.Unmarshal(got.Body.Bytes(), &said); err != nil || said.Code != want {
				t.Errorf("%s says %q, want %q: %s", c.operation, said.Code, want, got.Body)
			}
		}
	}
	var status wire.PublicStatus
	got := s.answer(t, ask("GET", statusOf(ledger.record), "", nil))
	if err := json.Unmarshal(got.Body.Bytes(), &status); err != nil || status.Status != registry.Issued {
		t.Errorf("status: %s", got.Body)
	}
}
