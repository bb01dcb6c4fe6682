package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"origo/api/identity"
	"origo/api/identity/demo"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
	"origo/certificate/seal/demopki"
	"origo/certificate/specimen"
	"origo/chaincode/memledger"
	"origo/clearance"
	"origo/client"
	"origo/client/memory"
)

// channel serves one organisation from a ledger in memory.
type channel struct {
	ledger       *memledger.Ledger
	organisation string
	down         *bool
}

var errDown = errors.New("peer is down")

func (c channel) Agreements() []certificate.Agreement {
	return []certificate.Agreement{certificate.ATIGA}
}

func (c channel) For(a certificate.Agreement, role identity.Role) (client.Registry, error) {
	if a != certificate.ATIGA {
		return nil, client.ErrNoChannel
	}
	if *c.down {
		return &shelf{err: &client.Unavailable{Doing: "test", Cause: errDown}}, nil
	}
	if role == identity.Trader {
		role = identity.Customs
	}
	return memory.Registry(c.ledger, c.organisation, string(role)), nil
}

func (c channel) Freshness(context.Context, certificate.Agreement) (client.Freshness, error) {
	if *c.down {
		return client.Freshness{}, &client.Unavailable{Doing: "test", Cause: errDown}
	}
	return memory.Freshness(c.ledger, certificate.ATIGA), nil
}

// world is three organisations' servers on one channel, with real tokens.
type world struct {
	t         testing.TB
	ledger    *memledger.Ledger
	servers   map[string]*site
	provider  *demo.Provider
	authority *demopki.Authority
	officer   *demopki.Officer
	down      bool
}

const network = "journey"

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, ledger: must(memory.Channel(certificate.ATIGA))(t), servers: map[string]*site{}}
	verifier := w.startProvider()
	for _, o := range []string{"VNIssuer", "VNCustoms", "THCustoms"} {
		w.servers[o] = newSite(t, channel{w.ledger, o, &w.down}, func(options *Options) {
			options.Organisation, options.Country, options.Identity, options.Now = o, o[:2], verifier, w.ledger.Now
		})
	}
	return w
}

func must[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// startProvider starts the demonstration's identity provider and a verifier of
// its tokens.
func (w *world) startProvider() *identity.Verifier {
	front := httptest.NewUnstartedServer(nil)
	address := front.Listener.Addr().String()
	w.provider = must(demo.New(demo.Config{Listen: address, Issuer: "http://" + address}, w.ledger.Now))(w.t)
	front.Config.Handler = w.provider.Handler()
	front.Start()
	w.t.Cleanup(front.Close)
	return must(identity.NewVerifier(identity.Settings{Issuer: "http://" + address, Audience: "origo", Now: w.ledger.Now}))(w.t)
}

// as makes a request as a person of an organisation and decodes the answer.
func (w *world) as(organisation string, role identity.Role, method, path string, body, answer any) int {
	w.t.Helper()
	user := demo.User{Name: string(role) + "-1", Organisation: organisation, Country: organisation[:2], Roles: []identity.Role{role}}
	token := must(w.provider.Issue(user, ""))(w.t)
	got := w.servers[organisation].answer(w.t, ask(method, path, token, body))
	if answer != nil {
		if err := json.Unmarshal(got.Body.Bytes(), answer); err != nil {
			w.t.Fatalf("%s %s answered %d: %v: %s", method, path, got.Code, err, got.Body)
		}
	}
	if got.Code >= 500 && !w.down {
		w.t.Errorf("%s %s answered %d: %s", method, path, got.Code, got.Body)
	}
	return got.Code
}

// found sets up membership, authorities, an office and a signer through the API.
func (w *world) found() {
	w.t.Helper()
	membership := registry.Membership{Version: 1, Network: network, Agreement: certificate.ATIGA,
		Parties: []registry.Party{
			{Country: "TH", Issuing: []string{"THCustoms"}, Customs: []string{"THCustoms"}},
			{Country: "VN", Issuing: []string{"VNIssuer"}, Customs: []string{"VNCustoms"}}},
		Limits: registry.Limits{SigningAgeHours: 72}}
	for o := range w.servers {
		w.change(o, "membership/approvals", membership)
	}
	now := w.ledger.Now()
	w.authority = must(demopki.NewAuthority("VN", "Demonstration", now))(w.t)
	w.change("VNIssuer", "authorities", wire.NewAuthority{Certificate: w.authority.Root.Raw, Anchor: true})
	w.change("VNIssuer", "authorities", wire.NewAuthority{Certificate: w.authority.Issuing.Raw})
	w.change("VNIssuer", "revocation-lists", wire.NewRevocationList{Authority: fingerprintOf(w.authority.Root.Raw),
		Crl: must(w.authority.RootCRL(1, now, 240*time.Hour))(w.t)})
	w.change("VNIssuer", "revocation-lists", wire.NewRevocationList{Authority: fingerprintOf(w.authority.Issuing.Raw),
		Crl: must(w.authority.CRL(1, now, 240*time.Hour))(w.t)})
	office := w.document().Office
	w.officer = must(w.authority.Officer(demopki.OfficerOptions{Name: "Officer", Office: office}))(w.t)
	w.change("VNIssuer", "offices", wire.NewOffice{Code: office, Name: "Issuing office", Kind: registry.IssuingAuthority, Forms: []certificate.Form{"D"}})
	w.change("VNIssuer", "signers", wire.Enrolment{Office: office, Certificate: w.officer.Certificate.Raw, Forms: []certificate.Form{"D"},
		From: now.Format(time.RFC3339), Until: now.AddDate(1, 0, 0).Format(time.RFC3339)})
}

func fingerprintOf(der []byte) string { return seal.FingerprintOf(der).String() }

func (w *world) change(organisation, what string, body any) {
	w.t.Helper()
	var said map[string]any
	if status := w.as(organisation, identity.Admin, "POST", "/v1/registry/"+what+"?agreement=atiga", body, &said); status != 200 {
		w.t.Fatalf("%s: answered %d: %v", what, status, said)
	}
}

func (w *world) document(options ...specimen.Option) *certificate.Document {
	return specimen.FormD(network, append([]specimen.Option{specimen.On(certificate.DateOf(w.ledger.Now()))}, options...)...)
}

func (w *world) sealed(d *certificate.Document) wire.SealedCertificate {
	w.t.Helper()
	raw := must(d.Canonical())(w.t)
	return wire.SealedCertificate{Certificate: raw, Seal: w.sign(raw)}
}

func (w *world) sign(raw []byte) []byte {
	w.t.Helper()
	return must(seal.Sign(raw, w.officer.Key, w.officer.Chain, w.ledger.Now()))(w.t)
}

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
	tampered := []byte(strings.Replace(string(sealed.Certificate), `"value":"`, `"value":"9`, 1))
	if v := w.verdict(identity.Trader, wire.VerificationRequest{Certificate: &tampered, Seal: &sealed.Seal}); v != clearance.Refuse {
		w.t.Errorf("tampered: %s", v)
	}
	id.Reference = "VN-TH 26/99/99999"
	var p Problem
	if got := w.as("THCustoms", identity.Customs, "POST", "/v1/verifications", wire.VerificationRequest{Reference: &id}, &p); got != 404 || p.Code != "certificate_unknown" {
		w.t.Errorf("unknown reference answered %d %s", got, p.Code)
	}
	var snapshot clearance.Snapshot
	if got := w.as("THCustoms", identity.Trader, "GET", "/v1/registry/snapshot?agreement=atiga&certificate="+url.QueryEscape(record.ID.String()), nil, &snapshot); got != 200 || len(snapshot.Signers) != 1 || len(snapshot.Records) != 1 {
		w.t.Errorf("snapshot answered %d: %d signers, %d records", got, len(snapshot.Signers), len(snapshot.Records))
	}
}

func (w *world) verdict(role identity.Role, r wire.VerificationRequest) clearance.Verdict {
	w.t.Helper()
	var a clearance.Assessment
	if got := w.as("THCustoms", role, "POST", "/v1/verifications", r, &a); got != 200 {
		w.t.Fatalf("verification answered %d: %+v", got, a)
	}
	if a.Verdict == "" {
		w.t.Fatal("no verdict")
	}
	return a.Verdict
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
	got := w.servers["THCustoms"].answer(w.t, ask("GET", strings.Replace(at, "certificates", "status", 1), "", nil))
	if err := json.Unmarshal(got.Body.Bytes(), &status); err != nil || status.Status != registry.Cancelled || status.Expired {
		w.t.Errorf("status answered %d: %s", got.Code, got.Body)
	}
	id := d.ID()
	if v := w.verdict(identity.Customs, wire.VerificationRequest{Reference: &id}); v != clearance.Refuse {
		w.t.Errorf("a cancelled certificate: %s", v)
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
