package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"origo/api/identity"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/specimen"
	"origo/client"
)

// today is the day all tests of this package live on.
var today = time.Date(2026, time.November, 22, 8, 30, 0, 0, time.UTC)

// tokens stands in for the identity provider: the token is the name of a
// person.
type tokens struct{ err error }

func (k tokens) Verify(_ context.Context, token string) (identity.Person, error) {
	if k.err != nil {
		return identity.Person{}, k.err
	}
	organisation, role, _ := strings.Cut(token, ".")
	country := organisation[:2]
	role, number, given := strings.Cut(role, ".") // a trader of the specimen, or with .NUMBER of another
	if !given {
		number = "0301234567"
	}
	p := identity.Person{Subject: token, Name: token, Organisation: organisation, Country: country, Roles: []identity.Role{identity.Role(role)},
		Registrations: strings.Fields(number)}
	if !p.Roles[0].Known() {
		return p, &identity.Rejected{Reason: identity.Untrusted}
	}
	return p, nil
}

func (k tokens) Ready(context.Context) error { return k.err }

// shelf is a ledger that answers every question with the same certificate,
// or with an error.
type shelf struct {
	client.Registry // nil: what is asked of it beyond the methods below is a defect
	err             error
	record          registry.Record
	dossier         registry.Dossier
	account         registry.Account
	receipt         client.Receipt
	submitted       []registry.Submission
	used            []registry.UseRequest
	kase            registry.Case
}

// newShelf holds the specimen of Form D.
func newShelf(t testing.TB) (*shelf, *certificate.Document) {
	t.Helper()
	d := specimen.FormD("demo")
	raw, err := d.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	s := &shelf{receipt: client.Receipt{Transaction: "tx1", Block: 7}}
	hex64 := strings.Repeat("0a", 32)
	s.record = registry.Record{ID: d.ID(), ImportingCountry: d.ImportingCountry, Office: d.Office, Status: registry.Issued,
		IssueDate: d.IssueDate, Expiry: d.Expiry(), Signer: hex64, AnchoredAt: "2026-11-22T08:00:00Z", AnchoredIn: "tx1", StatusAt: "2026-11-22T08:00:00Z"}
	s.dossier = registry.Dossier{ID: d.ID(), Certificate: raw, Seal: []byte("seal"), Salt: bytes.Repeat([]byte{7}, 32)}
	s.record.Digest = digestOf(s.dossier)
	s.account = registry.Account{ID: d.ID()}
	doubt := registry.OpenCase{CaseHead: registry.CaseHead{Certificate: d.ID(), Number: "VN-1", Basis: registry.RandomCheck},
		Opening: registry.CaseContent{Action: registry.CaseOpened, Officer: "x"}, Salt: s.dossier.Salt}
	_, _ = s.OpenCase(t.Context(), doubt)
	return s, d
}

func (s *shelf) Issue(_ context.Context, sub registry.Submission) (client.Receipt, error) {
	s.submitted = append(s.submitted, sub)
	return s.receipt, s.err
}
func (s *shelf) Replace(_ context.Context, sub registry.Submission) (client.Receipt, error) {
	s.submitted = append(s.submitted, sub)
	return s.receipt, s.err
}
func (s *shelf) Cancel(context.Context, certificate.ID, registry.SealedAct) (client.Receipt, error) {
	return s.receipt, s.err
}
func (s *shelf) Record(_ context.Context, id certificate.ID) (registry.Record, error) {
	r := s.record
	r.ID = id
	return r, s.err
}
func (s *shelf) Dossier(context.Context, certificate.ID) (registry.Dossier, error) {
	return s.dossier, s.err
}
func (s *shelf) View(ctx context.Context, id certificate.ID) (registry.View, error) {
	if s.err != nil {
		return registry.View{}, s.err
	}
	membership, _ := s.Membership(ctx)
	signer, _ := s.Signer(ctx, s.record.Signer)
	record, _ := s.Record(ctx, id)
	return registry.View{Membership: membership, Record: record, Signer: signer, Dossier: &s.dossier, Account: &s.account}, nil
}
func (s *shelf) History(context.Context, certificate.ID) ([]registry.Change, error) {
	return []registry.Change{{Transaction: "tx1", At: s.record.AnchoredAt, Record: s.record}}, s.err
}
func (s *shelf) Use(_ context.Context, u registry.UseRequest) (client.Receipt, error) {
	s.used = append(s.used, u)
	s.account.Uses = append(s.account.Uses, registry.Use{UseRequest: u, Sequence: len(s.used), By: "THCustoms",
		RecordedAt: "2026-11-22T08:00:00Z", Transaction: "tx1", Salt: []byte("salt")})
	return s.receipt, s.err
}
func (s *shelf) ReverseUse(_ context.Context, r registry.ReverseRequest) (client.Receipt, error) {
	s.account.Uses = append(s.account.Uses, registry.Use{UseRequest: registry.UseRequest{Certificate: r.Certificate, Declaration: r.Declaration, Outcome: registry.Accepted, Officer: "x", DecidedOn: certificate.DateOf(today)},
		Sequence: 1, By: "THCustoms", RecordedAt: "2026-11-22T08:00:00Z", Transaction: "tx1", Salt: []byte("salt"),
		Reversal: &registry.Reversal{Reason: r.Reason, Officer: r.Officer, By: "THCustoms", At: "2026-11-22T08:00:00Z", Transaction: "tx1"}})
	return s.receipt, s.err
}
func (s *shelf) Account(context.Context, certificate.ID) (registry.Account, error) {
	return s.account, s.err
}
func (s *shelf) OpenCase(_ context.Context, o registry.OpenCase) (client.Receipt, error) {
	s.kase.CaseHead, s.kase.Salt = o.CaseHead, o.Salt
	s.kase.ID = registry.NameCase(certificate.ATIGA, "VN", o).String()
	s.kase.Entries = []registry.CaseEntry{{CaseContent: o.Opening, Sequence: 1, Side: registry.ImportingSide, By: "VNCustoms", At: "2026-06-01T08:00:00Z", Transaction: "tx1"}}
	s.kase.Standing.State = registry.CaseIsOpen
	return s.receipt, s.err
}
func (s *shelf) AddToCase(context.Context, registry.CaseEntryRequest) (client.Receipt, error) {
	return s.receipt, s.err
}
func (s *shelf) Case(context.Context, string) (registry.Case, error) { return s.kase, s.err }
func (s *shelf) FindCases(context.Context, registry.CaseQuery) (registry.CasePage, error) {
	return registry.CasePage{Cases: []registry.Case{s.kase}}, s.err
}
func (s *shelf) ApproveMembership(context.Context, registry.Membership) (client.Receipt, error) {
	return s.receipt, s.err
}
func (s *shelf) Membership(context.Context) (registry.Membership, error) {
	return registry.Membership{Version: 1, Network: "demo", Agreement: certificate.ATIGA,
		Parties: []registry.Party{{Country: "VN", Issuing: []string{"VNIssuer"}, Customs: []string{"VNCustoms"}}}}, s.err
}
func (s *shelf) AddAuthority(context.Context, registry.Authority) (client.Receipt, error) {
	return s.receipt, s.err
}
func (s *shelf) ImportCRL(context.Context, string, []byte) (client.Receipt, error) {
	return s.receipt, s.err
}
func (s *shelf) RegisterOffice(context.Context, registry.Office) (client.Receipt, error) {
	return s.receipt, s.err
}
func (s *shelf) EnrolSigner(context.Context, registry.Enrolment) (client.Receipt, error) {
	return s.receipt, s.err
}
func (s *shelf) ApplyAct(context.Context, registry.SealedAct) (client.Receipt, error) {
	return s.receipt, s.err
}
func (s *shelf) Signer(context.Context, string) (registry.SignerState, error) {
	hex64 := strings.Repeat("0a", 32)
	return registry.SignerState{
		Signer: registry.Signer{Fingerprint: hex64, Country: "VN", Office: "VN-HN", Path: []registry.Link{}, Forms: []certificate.Form{"D"},
			Certificate: []byte{1}, From: "2026-01-01T00:00:00Z", Until: "2027-01-01T00:00:00Z", EnrolledAt: "2026-01-01T00:00:00Z"},
		Office: registry.Office{Country: "VN", Code: "VN-HN", Name: "Hanoi", Kind: registry.IssuingAuthority, Forms: []certificate.Form{"D"}, RegisteredAt: "2026-01-01T00:00:00Z"},
	}, s.err
}
func (s *shelf) FindSigner(ctx context.Context, _ string) (registry.SignerState, error) {
	return s.Signer(ctx, "")
}
func (s *shelf) Authorities(context.Context, string) ([]registry.Authority, error) { return nil, s.err }
func (s *shelf) RevocationLists(context.Context) ([]registry.RevocationList, error) {
	return nil, s.err
}
func (s *shelf) Offices(context.Context, string) ([]registry.Office, error) { return nil, s.err }
func (s *shelf) Signers(context.Context, string, string) ([]registry.Signer, error) {
	return nil, s.err
}

// shelves serves one ledger to every role of one organisation.
type shelves struct {
	ledger client.Registry
	down   error
	served []certificate.Agreement
}

func (s shelves) Agreements() []certificate.Agreement { return s.served }
func (s shelves) For(a certificate.Agreement, _ identity.Role) (client.Registry, error) {
	for _, served := range s.served {
		if served == a {
			return s.ledger, nil
		}
	}
	return nil, client.ErrNoChannel
}
func (s shelves) Administrators() []client.Administrator {
	return []client.Administrator{{Identity: "shared"}, {Name: "VNIssuer.admin", Identity: "first"}, {Name: "VNIssuer.admin-2", Identity: "second"}}
}
func (s shelves) Freshness(_ context.Context, a certificate.Agreement) (client.Freshness, error) {
	return client.Freshness{Channel: string(a), Height: 8, BlockTime: "2026-11-22T08:29:00Z"}, s.down
}

func (s shelves) Organisations(context.Context, certificate.Agreement) ([]client.Organisation, error) {
	return []client.Organisation{{Name: "THCustoms", Member: true, Peers: []string{"peer0.th:7511"}}, {Name: "VNIssuer", Member: true}}, s.down
}
func (s shelves) Peers(context.Context, certificate.Agreement) ([]client.PeerSeen, error) {
	return []client.PeerSeen{{Organisation: "VNIssuer", Address: "peer0.vn:7111", Height: 8}}, s.down
}

// site is a server under test with the specification beside it.
type site struct {
	*Server
	routes routers.Router
}

func newSite(t testing.TB, ledgers Registries, change ...func(*Options)) *site {
	t.Helper()
	options := Options{Organisation: "VNIssuer", Country: "VN", Registries: ledgers, Identity: tokens{}, Rules: book(),
		Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return today }, StatusRate: 1000, StateDir: t.TempDir()}
	options.ReadModel, options.Webhooks = newModel(t)
	for _, c := range change {
		c(&options)
	}
	server, err := New(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	if err := server.stamps.Keep(specimenStamp(t)); err != nil {
		t.Fatal(err)
	}
	doc, err := openapi3.NewLoader().LoadFromData(Specification)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(context.Background()); err != nil {
		t.Fatalf("the specification is not valid: %v", err)
	}
	routes, err := gorillamux.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	return &site{server, routes}
}

func init() {
	for _, kind := range []string{"application/pkcs7-signature", "application/pdf", "application/yaml", "text/html", "text/event-stream"} {
		openapi3filter.RegisterBodyDecoder(kind, openapi3filter.FileBodyDecoder)
	}
}

// ask makes a request; a body that is not a string is sent as JSON.
func ask(method, path, token string, body any) *http.Request {
	var reader io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		reader = strings.NewReader(b)
	default:
		raw, err := json.Marshal(b)
		if err != nil {
			panic(err)
		}
		reader = bytes.NewReader(raw)
	}
	r := httptest.NewRequest(method, path, reader)
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return r
}

// answer serves a request and checks the answer against the specification; the
// request too, if it was a good one.
func (s *site) answer(t testing.TB, r *http.Request) *httptest.ResponseRecorder {
	t.Helper()
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	got := httptest.NewRecorder()
	s.ServeHTTP(got, r)
	route, params, err := s.routes.FindRoute(r)
	if err != nil {
		return got // not a route of the specification
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	input := &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, IncludeResponseStatus: true}}
	if got.Code < 300 {
		if err := openapi3filter.ValidateRequest(r.Context(), input); err != nil {
			t.Errorf("%s %s was accepted against the specification: %v", r.Method, r.URL, err)
		}
	}
	output := &openapi3filter.ResponseValidationInput{RequestValidationInput: input, Status: got.Code, Header: got.Header(),
		Body: io.NopCloser(bytes.NewReader(got.Body.Bytes())), Options: input.Options}
	if err := openapi3filter.ValidateResponse(r.Context(), output); err != nil {
		t.Errorf("%s %s answered %d against the specification: %v\n%s", r.Method, r.URL, got.Code, err, got.Body)
	}
	return got
}

// wantProblem checks status and code of a problem document.
func wantProblem(t testing.TB, got *httptest.ResponseRecorder, status int, code string) Problem {
	t.Helper()
	var p Problem
	if err := json.Unmarshal(got.Body.Bytes(), &p); err != nil {
		t.Fatalf("answered %d, not a problem: %v: %s", got.Code, err, got.Body)
	}
	if got.Code != status || p.Code != code || p.Status != status {
		t.Errorf("answered %d %s, want %d %s: %s", got.Code, p.Code, status, code, got.Body)
	}
	if kind := got.Header().Get("Content-Type"); kind != "application/problem+json" {
		t.Errorf("content type %q", kind)
	}
	if p.Remedy == "" || p.Title == "" || p.RequestID == "" {
		t.Errorf("incomplete problem: %s", got.Body)
	}
	return p
}

func digestOf(d registry.Dossier) string {
	return publicDigestForTest(d.Salt, d.Certificate)
}
