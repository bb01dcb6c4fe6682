package api

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
)

func publicDigestForTest(salt, document []byte) string {
	mac := hmac.New(sha256.New, salt)
	mac.Write(document)
	return hex.EncodeToString(mac.Sum(nil))
}

// call is one good request of an operation, and who may make it.
type call struct {
	operation string
	method    string
	path      string
	body      any
	allowed   string // roles; empty means everybody
}

// calls lists one good request for every operation of the specification.
func calls(t testing.TB) (*shelf, []call) {
	t.Helper()
	ledger, d := newShelf(t)
	ledger.dossier.Seal = must(must(stranger())(t).Sign(ledger.dossier.Certificate, today))(t)
	at := location(d.ID())
	sealed := wire.SealedCertificate{Certificate: ledger.dossier.Certificate, Seal: []byte("seal")}
	old := specimen1(t, d)
	hex64 := strings.Repeat("0a", 32)
	decision := map[string]any{"declaration": "TH-1", "outcome": "accepted", "decided_on": "2026-11-22",
		"lines": []any{map[string]any{"item": 1, "quantity": "5", "unit": "KGM"}}}
	membership, _ := ledger.Membership(t.Context())
	ledger.account.Uses = append(ledger.account.Uses, refusedUse(d.ID()))
	everybody := "issuer customs trader admin"
	_, text := specimenStamp(t)
	return ledger, append(registryCalls(t), []call{
		{"AnchorCertificate", "POST", "/v1/certificates", sealed, "issuer"},
		{"ReadCertificate", "GET", at, nil, everybody},
		{"ReadDossier", "GET", at + "/dossier", nil, "issuer customs"},
		{"DownloadDocument", "GET", at + "/document", nil, "issuer customs"},
		{"DownloadSeal", "GET", at + "/seal", nil, "issuer customs"},
		{"PrintCertificate", "GET", at + "/document.pdf", nil, "issuer customs trader"},
		{"ReadProgress", "GET", at + "/progress?lang=vi", nil, "trader"},
		{"ReadStamp", "GET", at + "/stamp", nil, "issuer customs"},
		{"ReadHistory", "GET", at + "/history", nil, "issuer customs admin"},
		{"CancelCertificate", "POST", at + "/cancellation", wire.SealedAct{Act: []byte("act"), Seal: []byte("seal")}, "issuer"},
		{"ReplaceCertificate", "POST", old + "/replacement", sealed, "issuer"},
		{"RecordUse", "POST", at + "/uses", decision, "customs"},
		{"ReverseUse", "POST", at + "/uses/reversals", map[string]any{"declaration": "TH-1", "reason": "cancelled"}, "customs"},
		{"ReadAccount", "GET", at + "/account", nil, "issuer customs"},
		{"OpenCase", "POST", at + "/cases", map[string]any{"number": "VN-1", "basis": "random"}, "customs"},
		{"ReadRefusalNotice", "GET", at + "/uses/TH-R/refusal-notice", nil, "issuer customs"},
		{"PrintRefusalNotice", "GET", at + "/uses/TH-R/refusal-notice.pdf", nil, "issuer customs"},
		{"ReadFeedback", "GET", "/v1/feedback?from=2026-01-01", nil, "issuer"},
		{"ListCases", "GET", "/v1/cases?side=importing&due_before=2027-01-01", nil, "issuer customs"},
		{"ListOverdue", "GET", "/v1/cases/overdue?on=2027-01-01", nil, "issuer customs"},
		{"ReadCase", "GET", "/v1/cases/" + ledger.kase.ID, nil, "issuer customs"},
		{"AddCaseEntry", "POST", "/v1/cases/" + ledger.kase.ID + "/entries", map[string]any{"action": "reminded", "after": 1}, "customs"},
		{"VerifyCertificate", "POST", "/v1/verifications", map[string]any{"certificate": sealed.Certificate, "seal": sealed.Seal}, "issuer customs trader"},
		{"PrintAssessment", "POST", "/v1/verifications.pdf", map[string]any{"certificate": sealed.Certificate, "seal": sealed.Seal}, "issuer customs trader"},
		{"ReadProvisions", "GET", "/v1/rules/atiga?on=2026-11-18&lang=vi", nil, everybody},
		{"LookUpRule", "GET", "/v1/rules/atiga/8413.70?on=2026-11-18&edition=2022&lang=ko", nil, everybody},
		{"DetermineOrigin", "POST", "/v1/rules/determinations", pumpBill(), "issuer customs trader"},
		{"CheckAgainstRules", "POST", "/v1/rules/checks", map[string]any{"certificate": sealed.Certificate, "stage": "clearance",
			"bills": []any{map[string]any{"item": 1, "bill": pumpBill()}}}, "issuer customs trader"},
		{"ListPapers", "GET", "/v1/papers", nil, "customs"},
		{"EnterPaper", "POST", "/v1/papers", paperBody(d), "customs"},
		{"ReadPaper", "GET", strings.Replace(at, "certificates", "papers", 1), nil, "customs"},
		{"UsePaper", "POST", strings.Replace(at, "certificates", "papers", 1) + "/uses", decision, "customs"},
		{"ReversePaperUse", "POST", strings.Replace(at, "certificates", "papers", 1) + "/uses/reversals", map[string]any{"declaration": "TH-1", "reason": "cancelled"}, "customs"},
		{"JoinPaper", "POST", strings.Replace(at, "certificates", "papers", 1) + "/joining", nil, "customs"},
		{"CheckDraft", "POST", "/v1/drafts/check", map[string]any{"certificate": sealed.Certificate,
			"bills": []any{map[string]any{"item": 1, "bill": pumpBill()}}}, "issuer trader"},
		{"PreviewDraft", "POST", "/v1/drafts/preview.pdf", map[string]any{"certificate": sealed.Certificate}, "issuer trader"},
		{"ReadCoverage", "GET", "/v1/rules/coverage?agreement=vkfta", nil, everybody},
		{"SearchCertificates", "GET", "/v1/certificates?exporter=song+h%E1%BB%93ng&hs=8413&status=issued&limit=10", nil, "issuer customs trader"},
		{"ReadDashboard", "GET", "/v1/dashboard", nil, "issuer customs admin"},
		{"ReadStatistics", "GET", "/v1/statistics?from=2026-01&to=2026-12&on=2026-11-22", nil, "issuer customs admin"},
		{"ReadNetwork", "GET", "/v1/network", nil, everybody},
		{"FollowEvents", "GET", "/v1/events?from=start&wait=0", nil, "issuer customs admin"},
		{"ListWebhooks", "GET", "/v1/webhooks", nil, "admin"},
		{"CreateWebhook", "POST", "/v1/webhooks", map[string]any{"url": "https://partner.example/events", "types": []string{"certificate.used"}}, "admin"},
		{"DeleteWebhook", "DELETE", "/v1/webhooks/ABC", nil, "admin"},
		{"PublicStatus", "GET", statusOf(ledger.record), nil, ""},
		{"CheckStamp", "POST", "/v1/stamps/check", map[string]any{"stamp": text}, ""},
		{"ReadMembership", "GET", "/v1/registry/membership?agreement=atiga", nil, everybody},
		{"ApproveMembership", "POST", "/v1/registry/membership/approvals?agreement=atiga", membership, "admin"},
		{"ListAuthorities", "GET", "/v1/registry/authorities?agreement=atiga&country=VN", nil, everybody},
		{"AddAuthority", "POST", "/v1/registry/authorities?agreement=atiga", map[string]any{"certificate": []byte{1}, "anchor": true}, "admin"},
		{"ListRevocationLists", "GET", "/v1/registry/revocation-lists?agreement=atiga", nil, everybody},
		{"ImportRevocationList", "POST", "/v1/registry/revocation-lists?agreement=atiga", map[string]any{"authority": hex64, "crl": []byte{1}}, "admin"},
		{"ListOffices", "GET", "/v1/registry/offices?agreement=atiga", nil, everybody},
		{"RegisterOffice", "POST", "/v1/registry/offices?agreement=atiga", map[string]any{"code": "VN-HN", "name": "Hà Nội", "kind": "issuing_authority", "forms": []string{"D"}}, "admin"},
		{"ListSigners", "GET", "/v1/registry/signers?agreement=atiga&country=VN&office=VN-HN", nil, everybody},
		{"EnrolSigner", "POST", "/v1/registry/signers?agreement=atiga", map[string]any{"office": "VN-HN", "certificate": []byte{1}, "forms": []string{"D"}, "from": "2026-01-01T00:00:00Z", "until": "2027-01-01T00:00:00Z"}, "admin"},
		{"ReadSigner", "GET", "/v1/registry/signers/" + hex64 + "?agreement=atiga", nil, everybody},
		{"ApplyAct", "POST", "/v1/registry/acts?agreement=atiga", wire.SealedAct{Act: []byte("act"), Seal: []byte("seal")}, "admin"},
		{"ExportBundle", "GET", "/v1/registry/bundle?agreement=atiga&certificate=D+VN+VN-TH+26%2F01%2F00123", nil, everybody},
		{"ReadAudit", "GET", "/v1/audit?from=2026-11-22T00:00:00Z", nil, "admin"},
		{"ExplainProblem", "GET", "/problems/duplicate_reference", nil, ""},
		{"Health", "GET", "/healthz", nil, ""},
		{"Ready", "GET", "/readyz", nil, ""},
		{"Metrics", "GET", "/metrics", nil, ""},
		{"Reference", "GET", "/docs", nil, ""},
		{"Specification", "GET", "/openapi.yaml", nil, ""},
	}...)
}

// statusOf is the address of a public look-up with the right code.
func statusOf(r registry.Record) string {
	return strings.Replace(location(r.ID), "certificates", "status", 1) + "?code=" + r.CheckCode()
}

// specimen1 makes the specimen name an older certificate, and gives its address.
func specimen1(t testing.TB, d *certificate.Document) string {
	t.Helper()
	old := d.ID()
	old.Reference = "VN-TH 26/01/00001"
	return location(old)
}

// TestEveryRouteForEveryCaller walks the full matrix: every route, every role,
// own and other organisation, no token, a token nobody trusts.
func TestEveryRouteForEveryCaller(t *testing.T) {
	ledger, all := calls(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	seen := map[string]bool{}
	for _, c := range all {
		seen[c.operation] = true
		for _, role := range []identity.Role{identity.Issuer, identity.Customs, identity.Trader, identity.Admin} {
			t.Run(fmt.Sprintf("%s %s", c.operation, role), func(t *testing.T) { s.wantAccess(t, c, role) })
		}
		if c.allowed != "" {
			wantProblem(t, s.answer(t, ask(c.method, c.path, "", c.body)), http.StatusUnauthorized, "token_missing")
			wantProblem(t, s.answer(t, ask(c.method, c.path, "VNIssuer.nobody", c.body)), http.StatusUnauthorized, "token_untrusted")
		}
	}
	for operation := range s.rules {
		if !seen[operation] {
			t.Errorf("the matrix does not cover %s", operation)
		}
	}
}

func (s *site) wantAccess(t *testing.T, c call, role identity.Role) {
	own := s.answer(t, ask(c.method, c.path, "VNIssuer."+string(role), c.body))
	other := s.answer(t, ask(c.method, c.path, "THCustoms."+string(role), c.body))
	switch {
	case c.allowed == "":
		wantSuccess(t, own)
		wantSuccess(t, other)
	case slices.Contains(strings.Fields(c.allowed), string(role)):
		if c.operation == "ReplaceCertificate" {
			wantProblem(t, own, http.StatusUnprocessableEntity, codeOtherNumber) // the specimen replaces nothing
		} else {
			wantSuccess(t, own)
		}
		wantProblem(t, other, http.StatusForbidden, codeForeign)
	default:
		wantProblem(t, own, http.StatusForbidden, "role_required")
		wantProblem(t, other, http.StatusForbidden, codeForeign)
	}
}

func wantSuccess(t *testing.T, got interface{ Result() *http.Response }) {
	t.Helper()
	if r := got.Result(); r.StatusCode >= 300 {
		t.Errorf("answered %s", r.Status)
	}
}

func refusedUse(id certificate.ID) registry.Use {
	return registry.Use{UseRequest: registry.UseRequest{Certificate: id, Declaration: "TH-R", Outcome: registry.Refused, Officer: "x", DecidedOn: certificate.DateOf(today),
		Grounds: []registry.Ground{{Code: "criterion_not_met", Citation: "ATIGA Art. 28"}}},
		Sequence: 1, By: "THCustoms", RecordedAt: "2026-11-22T08:00:00Z", Transaction: "tx1", Salt: []byte("salt")}
}
