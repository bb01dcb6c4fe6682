package demo

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"origo/api/identity"
)

var today = time.Date(2026, time.November, 22, 8, 0, 0, 0, time.UTC)

var officer = User{Name: "somchai", Password: "demo-2", Roles: []identity.Role{identity.Customs}, Organisation: "THCustoms", Country: "TH",
	Registration: []string{"0 1055 56012345"}}

// start serves a provider; its URL is its issuer.
func start(t *testing.T) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	address := server.Listener.Addr().String()
	p, err := New(Config{Listen: address, Issuer: "http://" + address, Users: []User{{Name: "lan", Password: "demo-1",
		Roles: []identity.Role{identity.Issuer}, Organisation: "VNIssuer", Country: "VN"}, officer}}, func() time.Time { return today })
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = p.Handler()
	server.Start()
	t.Cleanup(server.Close)
	return server
}

// token asks for a token; the error is the answer's error code.
func token(t *testing.T, server *httptest.Server, form url.Values) (raw, code string) {
	t.Helper()
	answer, err := http.PostForm(server.URL+"/token", form)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var said struct {
		Token string `json:"access_token"`
		Error string `json:"error"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&said); err != nil {
		t.Fatal(err)
	}
	return said.Token, said.Error
}

func wantOfficer(t *testing.T, server *httptest.Server, raw string) {
	t.Helper()
	v, err := identity.NewVerifier(identity.Settings{Issuer: server.URL, Audience: "origo", Now: func() time.Time { return today }})
	if err != nil {
		t.Fatal(err)
	}
	p, err := v.Verify(context.Background(), raw)
	if err != nil || p.Name != "somchai" || p.Organisation != "THCustoms" || p.Country != "TH" || len(p.Roles) != 1 || p.Roles[0] != identity.Customs ||
		len(p.Registrations) != 1 || p.Registrations[0] != "0105556012345" {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestPassword(t *testing.T) {
	server := start(t)
	form := func(name, password string) url.Values {
		return url.Values{"grant_type": {"password"}, "username": {name}, "password": {password}, "client_id": {"origo"}}
	}
	raw, code := token(t, server, form("somchai", "demo-2"))
	if code != "" {
		t.Fatal(code)
	}
	wantOfficer(t, server, raw)
	for name, f := range map[string]url.Values{
		"other's password": form("somchai", "demo-1"),
		"nobody":           form("", ""),
		"unknown":          form("eve", "demo-1"),
	} {
		if _, code := token(t, server, f); code != "invalid_grant" {
			t.Errorf("%s: %q", name, code)
		}
	}
	if _, code := token(t, server, url.Values{"grant_type": {"magic"}}); code != "unsupported_grant_type" {
		t.Error(code)
	}
}

// TestSignIn goes through the page as a browser does.
func TestSignIn(t *testing.T) {
	server := start(t)
	verifier := "a-long-and-random-code-verifier-of-the-client"
	sum := sha256.Sum256([]byte(verifier))
	back := "http://127.0.0.1:9/back"
	query := url.Values{"response_type": {"code"}, "client_id": {"origo"}, "redirect_uri": {back}, "state": {`"><script>`},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])}, "code_challenge_method": {"S256"}}
	page, err := http.Get(server.URL + "/authorize?" + query.Encode())
	if err != nil {
		t.Fatal(err)
	}
	text, _ := io.ReadAll(page.Body)
	page.Body.Close()
	if page.StatusCode != 200 || strings.Contains(string(text), "<script>") {
		t.Fatalf("page %d: %s", page.StatusCode, text)
	}
	code := signIn(t, server, query)
	redeem := url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {back}, "code_verifier": {verifier}}
	raw, failed := token(t, server, redeem)
	if failed != "" {
		t.Fatal(failed)
	}
	wantOfficer(t, server, raw)
	if _, failed := token(t, server, redeem); failed != "invalid_grant" {
		t.Errorf("the code works twice: %q", failed)
	}
	redeem.Set("code", signIn(t, server, query))
	redeem.Set("code_verifier", "another")
	if _, failed := token(t, server, redeem); failed != "invalid_grant" {
		t.Errorf("without the verifier: %q", failed)
	}
}

// signIn sends the form and takes the code from the redirect.
func signIn(t *testing.T, server *httptest.Server, query url.Values) string {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	form := url.Values{"username": {"somchai"}, "password": {"wrong"}}
	for name, values := range query {
		form[name] = values
	}
	wrong, err := client.PostForm(server.URL+"/authorize", form)
	if err != nil || wrong.StatusCode != http.StatusUnauthorized {
		t.Fatalf("a wrong password: %v %v", wrong, err)
	}
	wrong.Body.Close()
	form.Set("password", "demo-2")
	answer, err := client.PostForm(server.URL+"/authorize", form)
	if err != nil || answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("sign in: %v %v", answer, err)
	}
	answer.Body.Close()
	to, err := answer.Location()
	if err != nil || to.Query().Get("state") != query.Get("state") {
		t.Fatalf("sent to %v", to)
	}
	return to.Query().Get("code")
}

func TestRefusesStrangers(t *testing.T) {
	server := start(t)
	foreign := url.Values{"response_type": {"code"}, "redirect_uri": {"https://evil.example/"}, "code_challenge": {"x"}, "code_challenge_method": {"S256"}}
	answer, err := http.Get(server.URL + "/authorize?" + foreign.Encode())
	if err != nil || answer.StatusCode != http.StatusBadRequest {
		t.Errorf("a foreign redirect: %v %v", answer, err)
	}
	r, _ := http.NewRequest("GET", server.URL+"/keys", nil)
	r.Host = "evil.example"
	answer, err = http.DefaultClient.Do(r)
	if err != nil || answer.StatusCode != http.StatusForbidden {
		t.Errorf("a foreign host: %v %v", answer, err)
	}
}

func TestConfig(t *testing.T) {
	good := Config{Listen: "127.0.0.1:8440", Issuer: "http://127.0.0.1:8440", Users: []User{officer}}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for key, change := range map[string]func(*Config){
		"listen":   func(c *Config) { c.Listen = "0.0.0.0:8440" },
		"issuer":   func(c *Config) { c.Issuer = "" },
		"users[1]": func(c *Config) { c.Users = []User{officer, officer} },
		"users[0]": func(c *Config) { c.Users = []User{{Name: "x"}} },
		"N/A":      func(c *Config) { u := officer; u.Registration = []string{"N/A"}; c.Users = []User{u} },
		"cook":     func(c *Config) { u := officer; u.Roles = []identity.Role{"cook"}; c.Users = []User{u} },
	} {
		c := good
		change(&c)
		if err := c.Check(); err == nil || !strings.Contains(err.Error(), key) {
			t.Errorf("%s: %v", key, err)
		}
	}
}
