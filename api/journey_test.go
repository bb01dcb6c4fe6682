package api

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/specimen"
	"origo/clearance"
)

// TestJourney takes one certificate from the issuing office to the customs of
// the importing country and back, on the real contract with real tokens.
func TestJourney(t *testing.T) {
	w := newWorld(t)
	w.found()
	d := w.document()
	sealed, at := w.sealed(d), location(d.ID())

	w.anchorsOnce(d, sealed)
	w.findsNoFault(at, sealed)
	w.drawsDown(d, at)
	w.withdraws(d, at)
	w.counts()
	w.livesThroughOutage(at, sealed)
}

func (w *world) anchorsOnce(d *certificate.Document, sealed wire.SealedCertificate) {
	var first, again wire.Anchored
	if got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", sealed, &first); got != 201 {
		w.t.Fatalf("anchoring answered %d: %+v", got, first)
	}
	if got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", sealed, &again); got != 200 || again.Record.AnchoredIn != first.Record.AnchoredIn {
		w.t.Errorf("anchoring again answered %d: %+v", got, again)
	}
	other := w.document()
	other.Exporter.Name += " II"
	var p Problem
	if got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", w.sealed(other), &p); got != 409 || p.Code != "duplicate_reference" {
		w.t.Errorf("another certificate under the same number answered %d %s", got, p.Code)
	}
	d.Items[0].Quantity.Value = certificate.Decimal{}
	broken := must(d.Canonical())(w.t)
	if got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", wire.SealedCertificate{Certificate: broken, Seal: sealed.Seal}, &p); got != 422 || len(p.Problems) == 0 {
		w.t.Errorf("a certificate with a broken form answered %d %+v", got, p)
	}
	*d = *w.document()
}

func (w *world) findsNoFault(at string, sealed wire.SealedCertificate) {
	var record registry.Record
	if got := w.as("THCustoms", identity.Customs, "GET", at, nil, &record); got != 200 || record.Status != registry.Issued {
		w.t.Errorf("reading answered %d: %+v", got, record)
	}
	var dossier registry.Dossier
	if got := w.as("THCustoms", identity.Customs, "GET", at+"/dossier", nil, &dossier); got != 200 || string(dossier.Certificate) != string(sealed.Certificate) {
		w.t.Errorf("dossier answered %d", got)
	}
	id := record.ID
	if v := w.verdict(identity.Customs, wire.VerificationRequest{Reference: &id}); v != clearance.Accept {
		w.t.Errorf("by reference: %s", v)
	}
	if v := w.verdict(identity.Customs, wire.VerificationRequest{Certificate: &sealed.Certificate, Seal: &sealed.Seal}); v != clearance.Accept {
		w.t.Errorf("by file: %s", v)
	}
	if v := w.verdict(identity.Trader, wire.VerificationRequest{Certificate: &sealed.Certificate, Seal: &sealed.Seal}); v != clearance.Defer {
		w.t.Errorf("by file, for a trader who may not see the balance: %s", v)
	}
	tampered := []byte(strings.Replace(string(sealed.Certificate), `"value":"`, `"value":"9`, 1))
	if v := w.verdict(identity.Trader, wire.VerificationRequest{Certificate: &tampered, Seal: &sealed.Seal}); v != clearance.Refuse {
		w.t.Errorf("tampered: %s", v)
	}
	id.Reference = "VN-TH 26/99/99999"
	var p Problem
	if got := w.as("THCustoms", identity.Customs, "POST", "/v1/verifications", wire.VerificationRequest{Reference: &id}, &p); got != 404 || p.Code != "certificate_unknown" {
		w.t.Errorf("unknown reference answered %d %s", got, p.Code)
	}
	w.bundles(record)
}

// bundles exports the registry for use without a server: to everybody the trust registry, records and dossiers to customs.
func (w *world) bundles(record registry.Record) {
	w.t.Helper()
	at := "/v1/registry/bundle?agreement=atiga&certificate=" + url.QueryEscape(record.ID.String())
	var bundle clearance.Bundle
	if got := w.as("THCustoms", identity.Trader, "GET", "/v1/registry/bundle?agreement=atiga", nil, &bundle); got != 200 || len(bundle.Signers) != 1 || len(bundle.Records) != 0 || len(bundle.Dossiers) != 0 {
		w.t.Errorf("bundle answered %d: %d signers, %d records, %d dossiers", got, len(bundle.Signers), len(bundle.Records), len(bundle.Dossiers))
	}
	if got := w.as("THCustoms", identity.Customs, "GET", at+"&dossiers=true", nil, &bundle); got != 200 || len(bundle.Records) != 1 || len(bundle.Dossiers) != 1 || bundle.Organisation != "THCustoms" {
		w.t.Errorf("bundle with dossiers answered %d: %+v", got, bundle.AsOf)
	}
	var p Problem
	if got := w.as("THCustoms", identity.Trader, "GET", at+"&dossiers=true", nil, &p); got != 403 || p.Code != "role_required" {
		w.t.Errorf("dossiers for a trader answered %d %s", got, p.Code)
	}
}

func (w *world) drawsDown(d *certificate.Document, at string) {
	item := d.Items[0]
	decision := map[string]any{"declaration": "TH-2026-1", "outcome": "accepted", "decided_on": d.IssueDate,
		"lines": []any{map[string]any{"item": item.Number, "quantity": item.Quantity.Value, "unit": item.Quantity.Unit}}}
	var use wire.RecordedUse
	if got := w.as("THCustoms", identity.Customs, "POST", at+"/uses", decision, &use); got != 201 || use.Use.Officer != "customs-1" {
		w.t.Fatalf("use answered %d: %+v", got, use)
	}
	if got := w.as("THCustoms", identity.Customs, "POST", at+"/uses", decision, &use); got != 200 {
		w.t.Errorf("the same use again answered %d", got)
	}
	decision["declaration"] = "TH-2026-2"
	var p Problem
	if got := w.as("THCustoms", identity.Customs, "POST", at+"/uses", decision, &p); got != 409 || p.Code != "balance_exceeded" || p.Params["available"] != "0" {
		w.t.Errorf("over-use answered %d: %+v", got, p)
	}
	reversal := map[string]any{"declaration": "TH-2026-1", "reason": "declaration cancelled"}
	if got := w.as("THCustoms", identity.Customs, "POST", at+"/uses/reversals", reversal, &use); got != 200 || use.Use.Reversal == nil {
		w.t.Errorf("reversal answered %d: %+v", got, use)
	}
	var account registry.Account
	if got := w.as("VNIssuer", identity.Issuer, "GET", at+"/account", nil, &account); got != 200 || len(account.Uses) != 1 {
		w.t.Errorf("account answered %d: %+v", got, account)
	}
}

func (w *world) withdraws(d *certificate.Document, at string) {
	act := must(specimen.Cancellation(d, certificate.InstantOf(w.ledger.Now())).Canonical())(w.t)
	var done wire.Anchored
	if got := w.as("VNIssuer", identity.Issuer, "POST", at+"/cancellation", wire.SealedAct{Act: act, Seal: w.sign(act)}, &done); got != 200 || done.Record.Status != registry.Cancelled {
		w.t.Fatalf("cancellation answered %d: %+v", got, done)
	}
	var status wire.PublicStatus
	got := w.servers["THCustoms"].answer(w.t, ask("GET", statusOf(done.Record), "", nil))
	if err := json.Unmarshal(got.Body.Bytes(), &status); err != nil || status.Status != registry.Cancelled || status.Expired {
		w.t.Errorf("status answered %d: %s", got.Code, got.Body)
	}
	id := d.ID()
	if v := w.verdict(identity.Customs, wire.VerificationRequest{Reference: &id}); v != clearance.Refuse {
		w.t.Errorf("a cancelled certificate: %s", v)
	}
}

// counts looks for the journey in the figures.
func (w *world) counts() {
	page := w.servers["THCustoms"].answer(w.t, ask("GET", "/metrics", "", nil)).Body.String()
	for _, figure := range []string{
		`origo_verdicts_total{verdict="accept"} 2`,
		`origo_submissions_total{kind="use",result="committed"} 2`,
		`origo_submissions_total{kind="use",result="balance_exceeded"} 1`,
		`origo_problems_total{code="certificate_unknown"} 1`,
		`origo_requests_total{method="POST",route="/v1/verifications",status="200"}`,
		`origo_ledger_reachable{channel="atiga"} 1`,
		`origo_ledger_age_seconds{channel="atiga"} 0`,
	} {
		if !strings.Contains(page, figure) {
			w.t.Errorf("the figures lack %s", figure)
		}
	}
}

// livesThroughOutage: nothing is called invalid because the ledger is silent.
func (w *world) livesThroughOutage(at string, sealed wire.SealedCertificate) {
	w.down = true
	if v := w.verdict(identity.Customs, wire.VerificationRequest{Certificate: &sealed.Certificate, Seal: &sealed.Seal}); v == clearance.Refuse || v == clearance.Accept {
		w.t.Errorf("during an outage: %s", v)
	}
	var p Problem
	if got := w.as("THCustoms", identity.Customs, "GET", at, nil, &p); got != 503 || p.Code != codeUnavailable {
		w.t.Errorf("reading during an outage answered %d %s", got, p.Code)
	}
	var ready wire.Readiness
	if got := w.as("THCustoms", identity.Customs, "GET", "/readyz", nil, &ready); got != 503 || ready.Ready || !ready.Capabilities[0].Ready {
		w.t.Errorf("readiness answered %d: %+v", got, ready)
	}
}

// TestLogsHoldNothingCommercial runs the journey's beginning and looks for the
// certificate's words in the log.
func TestLogsHoldNothingCommercial(t *testing.T) {
	w := newWorld(t)
	w.found()
	var log strings.Builder
	w.servers["VNIssuer"].log = slog.New(slog.NewTextHandler(&log, nil))
	d := w.document()
	var done wire.Anchored
	w.as("VNIssuer", identity.Issuer, http.MethodPost, "/v1/certificates", w.sealed(d), &done)
	w.as("VNIssuer", identity.Issuer, http.MethodGet, location(d.ID())+"/dossier", nil, nil)
	if !strings.Contains(log.String(), "/v1/certificates/:form/:country/:reference/dossier") {
		t.Errorf("the log does not name the route: %s", log.String())
	}
	for _, secret := range []string{d.Exporter.Name, d.Reference, url.PathEscape(d.Reference), d.Items[0].Description} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log quotes %q", secret)
		}
	}
}
