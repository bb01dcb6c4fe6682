package console

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"origo/api/identity"
	"origo/api/identity/demo"
)

// desk is a console over an API of the test's own, and a provider to sign in at.
type desk struct {
	t        testing.TB
	api      *http.ServeMux
	site     *httptest.Server
	provider *httptest.Server
	browser  *http.Client
	console  *Console

	mu  sync.Mutex
	now time.Time
}

var monday = time.Date(2026, time.November, 23, 1, 0, 0, 0, time.UTC)

func newDesk(t testing.TB, users ...demo.User) *desk {
	t.Helper()
	d := &desk{t: t, api: http.NewServeMux(), now: monday}
	d.provider = httptest.NewUnstartedServer(nil)
	issuer := "http://" + d.provider.Listener.Addr().String()
	provider := must(demo.New(demo.Config{Listen: d.provider.Listener.Addr().String(), Issuer: issuer, Users: users}, d.clock))(t)
	d.provider.Config.Handler = provider.Handler()
	d.provider.Start()
	t.Cleanup(d.provider.Close)
	verifier := must(identity.NewVerifier(identity.Settings{Issuer: issuer, Audience: "origo", Now: d.clock}))(t)
	d.site = httptest.NewUnstartedServer(nil)
	d.console = must(New(Options{API: d.api, Identity: verifier, StateDir: t.TempDir(), Organisation: "THCustoms", Country: "TH",
		Now: d.clock, Log: slog.New(slog.DiscardHandler),
		OIDC: OIDC{Issuer: issuer, ClientID: "origo", PublicURL: "http://" + d.site.Listener.Addr().String()}}))(t)
	d.site.Config.Handler = d.console
	d.site.Start()
	t.Cleanup(d.site.Close)
	d.browser = &http.Client{Jar: must(cookiejar.New(nil))(t)}
	return d
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

func (d *desk) clock() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now
}

func (d *desk) wait(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now = d.now.Add(by)
}

// officer is a customs officer of the console's organisation.
var officer = demo.User{Name: "somchai", Password: "secret", Roles: []identity.Role{identity.Customs}, Organisation: "THCustoms", Country: "TH"}

// get loads a page.
func (d *desk) get(path string) (int, string) {
	d.t.Helper()
	return d.read(must(d.browser.Get(d.site.URL + path))(d.t))
}

// post sends a form of a page.
func (d *desk) post(path string, form url.Values) (int, string) {
	d.t.Helper()
	return d.read(must(d.browser.PostForm(d.site.URL+path, form))(d.t))
}

func (d *desk) read(r *http.Response) (int, string) {
	d.t.Helper()
	defer r.Body.Close()
	return r.StatusCode, string(must(io.ReadAll(r.Body))(d.t))
}

// signIn goes where the address leads, signs in there and comes back.
func (d *desk) signIn(path string, user demo.User) (int, string) {
	d.t.Helper()
	at := must(d.browser.Get(d.site.URL + path))(d.t)
	at.Body.Close()
	if !strings.HasPrefix(at.Request.URL.String(), d.provider.URL) {
		d.t.Fatalf("%s leads to %s, not to the provider", path, at.Request.URL)
	}
	return d.signInAt(at.Request.URL, user)
}

// signInAt fills in the provider's page.
func (d *desk) signInAt(at *url.URL, user demo.User) (int, string) {
	d.t.Helper()
	form := at.Query()
	form.Set("username", user.Name)
	form.Set("password", user.Password)
	return d.read(must(d.browser.PostForm(d.provider.URL+"/authorize", form))(d.t))
}

// answers makes the API answer one route with JSON.
func (d *desk) answers(pattern, body string) {
	d.api.HandleFunc(pattern, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, body)
	})
}

// refuses makes the API refuse one route.
func (d *desk) refuses(pattern string, status int, code string) {
	d.api.HandleFunc(pattern, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, `{"code":"`+code+`","title":"Title of `+code+`","remedy":"Remedy of `+code+`","request_id":"R1"}`)
	})
}

func wants(t testing.TB, page string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(page, part) {
			t.Errorf("%q is missing in\n%s", part, page)
		}
	}
}
