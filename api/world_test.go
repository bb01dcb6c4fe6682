package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http/httptest"
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

func (c channel) Organisations(context.Context, certificate.Agreement) ([]client.Organisation, error) {
	if *c.down {
		return nil, &client.Unavailable{Doing: "test", Cause: errDown}
	}
	return memory.Organisations(c.ledger), nil
}

func (c channel) Peers(context.Context, certificate.Agreement) ([]client.PeerSeen, error) {
	if *c.down {
		return nil, &client.Unavailable{Doing: "test", Cause: errDown}
	}
	return memory.Peers(c.ledger), nil
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

// token is one for a person of an organisation.
func (w *world) token(organisation string, role identity.Role) string {
	w.t.Helper()
	user := demo.User{Name: string(role) + "-1", Organisation: organisation, Country: organisation[:2], Roles: []identity.Role{role}}
	return must(w.provider.Issue(user, ""))(w.t)
}

// as makes a request as a person of an organisation and decodes the answer.
func (w *world) as(organisation string, role identity.Role, method, path string, body, answer any) int {
	w.t.Helper()
	got := w.servers[organisation].answer(w.t, ask(method, path, w.token(organisation, role), body))
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
