package identity_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"origo/api/identity"
)

var today = time.Date(2026, time.November, 22, 8, 0, 0, 0, time.UTC)

// provider is an identity provider whose tokens can be wrong in any way.
type provider struct {
	*httptest.Server
	key           *ecdsa.PrivateKey
	demonstration bool
	down          atomic.Bool
	asked         atomic.Int32
}

func newProvider(t *testing.T, tls bool) *provider {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{key: key}
	if tls {
		p.Server = httptest.NewTLSServer(http.HandlerFunc(p.serve))
	} else {
		p.Server = httptest.NewServer(http.HandlerFunc(p.serve))
	}
	t.Cleanup(p.Close)
	return p
}

func (p *provider) serve(w http.ResponseWriter, r *http.Request) {
	p.asked.Add(1)
	if p.down.Load() {
		http.Error(w, "down", http.StatusBadGateway)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if r.URL.Path == "/keys" {
		_ = json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: &p.key.PublicKey, KeyID: "k", Algorithm: "ES256"}}})
		return
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"issuer": p.URL, "jwks_uri": p.URL + "/keys", "origo_demonstration": p.demonstration})
}

// token makes a token with the claims of an officer, changed as told.
func (p *provider) token(t *testing.T, change map[string]any) string {
	return sign(t, p.key, jose.ES256, p.claims(change))
}

func (p *provider) claims(change map[string]any) map[string]any {
	claims := map[string]any{
		"iss": p.URL, "aud": "origo", "sub": "s-1", "exp": today.Add(time.Hour).Unix(), "iat": today.Unix(),
		"preferred_username": "TH-123", "origo_organisation": "THCustoms", "origo_country": "TH", "origo_roles": []string{"customs", "cook"},
	}
	for name, value := range change {
		claims[name] = value
		if value == nil {
			delete(claims, name)
		}
	}
	return claims
}

func sign(t *testing.T, key any, algorithm jose.SignatureAlgorithm, claims map[string]any) string {
	t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: jose.JSONWebKey{Key: key, KeyID: "k"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := jwt.Signed(signer).Claims(claims).Serialize()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func (p *provider) verifier(t *testing.T, production bool) *identity.Verifier {
	t.Helper()
	v, err := identity.NewVerifier(identity.Settings{Issuer: p.URL, Audience: "origo", Production: production,
		Now: func() time.Time { return today }, Client: p.Client()})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestVerify(t *testing.T) {
	p := newProvider(t, false)
	other, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	good := p.token(t, nil)
	for name, c := range map[string]struct {
		token  string
		reason identity.Reason
	}{
		"good":            {good, ""},
		"several":         {p.token(t, map[string]any{"aud": []string{"x", "origo"}}), ""},
		"other audience":  {p.token(t, map[string]any{"aud": "elsewhere"}), identity.Untrusted},
		"no audience":     {p.token(t, map[string]any{"aud": nil}), identity.Untrusted},
		"other issuer":    {p.token(t, map[string]any{"iss": "http://evil"}), identity.Untrusted},
		"expired":         {p.token(t, map[string]any{"exp": today.Add(-time.Second).Unix()}), identity.Expired},
		"no expiry":       {p.token(t, map[string]any{"exp": nil}), identity.Expired},
		"not yet":         {p.token(t, map[string]any{"nbf": today.Add(time.Hour).Unix()}), identity.Untrusted},
		"no organisation": {p.token(t, map[string]any{"origo_organisation": nil}), identity.Malformed},
		"no country":      {p.token(t, map[string]any{"origo_country": ""}), identity.Malformed},
		"no subject":      {p.token(t, map[string]any{"sub": nil}), identity.Malformed},
		"roles as text":   {p.token(t, map[string]any{"origo_roles": "customs"}), identity.Malformed},
		"other key":       {sign(t, other, jose.ES256, p.claims(nil)), identity.Untrusted},
		"secret key":      {sign(t, []byte(strings.Repeat("k", 32)), jose.HS256, p.claims(nil)), identity.Untrusted},
		"cut":             {good[:len(good)-4], identity.Untrusted},
		"no signature":    {"eyJhbGciOiJub25lIn0.e30.", identity.Untrusted},
		"nonsense":        {"nonsense", identity.Untrusted},
	} {
		t.Run(name, func(t *testing.T) {
			person, err := p.verifier(t, false).Verify(context.Background(), c.token)
			var rejected *identity.Rejected
			switch {
			case c.reason == "" && err != nil:
				t.Fatal(err)
			case c.reason == "":
				if person.Name != "TH-123" || person.Organisation != "THCustoms" || len(person.Roles) != 1 || person.Roles[0] != identity.Customs {
					t.Errorf("%+v", person)
				}
			case !errors.As(err, &rejected) || rejected.Reason != c.reason:
				t.Errorf("got %v, want %s", err, c.reason)
			}
		})
	}
}

// TestOutage: an unreachable provider rejects nobody, and once it is back
// everything works without a restart.
func TestOutage(t *testing.T) {
	p := newProvider(t, false)
	v := p.verifier(t, false)
	p.down.Store(true)
	if _, err := v.Verify(context.Background(), p.token(t, nil)); !errors.Is(err, identity.ErrUnavailable) {
		t.Errorf("before discovery: %v", err)
	}
	if err := v.Ready(context.Background()); !errors.Is(err, identity.ErrUnavailable) {
		t.Errorf("readiness: %v", err)
	}
	p.down.Store(false)
	time.Sleep(1100 * time.Millisecond) // the verifier rests a second after a failure
	if err := v.Ready(context.Background()); err != nil {
		t.Fatal(err)
	}
	p.down.Store(true)
	if _, err := v.Verify(context.Background(), p.token(t, nil)); !errors.Is(err, identity.ErrUnavailable) {
		t.Errorf("before the keys are known: %v", err)
	}
	p.down.Store(false)
	if _, err := v.Verify(context.Background(), p.token(t, nil)); err != nil {
		t.Errorf("after the outage: %v", err)
	}
	p.down.Store(true)
	if _, err := v.Verify(context.Background(), p.token(t, nil)); err != nil {
		t.Errorf("known keys need no provider: %v", err)
	}
}

// TestForeignKeysDoNotHammer sends many tokens of unknown keys.
func TestForeignKeysDoNotHammer(t *testing.T) {
	p := newProvider(t, false)
	v := p.verifier(t, false)
	other, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	forged := sign(t, other, jose.ES256, p.claims(nil))
	for range 200 {
		_, _ = v.Verify(context.Background(), forged)
	}
	if n := p.asked.Load(); n > 20 {
		t.Errorf("200 forged tokens made %d questions to the provider", n)
	}
	if _, err := v.Verify(context.Background(), p.token(t, nil)); err != nil {
		t.Errorf("honest bearers suffer: %v", err)
	}
}

func TestProduction(t *testing.T) {
	p := newProvider(t, true)
	if _, err := p.verifier(t, true).Verify(context.Background(), p.token(t, nil)); err != nil {
		t.Fatalf("a real provider: %v", err)
	}
	marked := p.token(t, map[string]any{"origo_demonstration": true})
	var rejected *identity.Rejected
	if _, err := p.verifier(t, true).Verify(context.Background(), marked); !errors.As(err, &rejected) || rejected.Reason != identity.Untrusted {
		t.Errorf("a demonstration token: %v", err)
	}
	p.demonstration = true
	if err := p.verifier(t, true).Ready(context.Background()); !errors.Is(err, identity.ErrDemonstration) {
		t.Errorf("a demonstration provider: %v", err)
	}
	if err := p.verifier(t, false).Ready(context.Background()); err != nil {
		t.Errorf("a demonstration server takes it: %v", err)
	}
}

func TestSettings(t *testing.T) {
	clock := func() time.Time { return today }
	for name, s := range map[string]identity.Settings{
		"no issuer":     {Audience: "origo", Now: clock},
		"no audience":   {Issuer: "https://id.example", Now: clock},
		"no clock":      {Issuer: "https://id.example", Audience: "origo"},
		"plain, far":    {Issuer: "http://id.example", Audience: "origo", Now: clock},
		"plain, strict": {Issuer: "http://127.0.0.1:1", Audience: "origo", Now: clock, Production: true},
	} {
		if _, err := identity.NewVerifier(s); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

func TestActing(t *testing.T) {
	p := identity.Person{Roles: []identity.Role{identity.Admin, identity.Customs}}
	if role, ok := p.Acting([]identity.Role{identity.Customs, identity.Admin}); !ok || role != identity.Customs {
		t.Errorf("acts as %s", role)
	}
	if _, ok := p.Acting([]identity.Role{identity.Issuer}); ok {
		t.Error("acts in a role it does not hold")
	}
	if got, ok := identity.From(identity.With(context.Background(), identity.Person{Name: "x"})); !ok || got.Name != "x" {
		t.Error("the context lost the person")
	}
}
