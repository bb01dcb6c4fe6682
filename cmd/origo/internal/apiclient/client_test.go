package apiclient_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"origo/certificate"
	"origo/cmd/origo/internal/apiclient"
)

// durian is a certificate with a number that needs escaping.
var durian = apiclient.Target{
	ID:        certificate.ID{Form: "D", Country: "VN", Reference: "VN-TH 26/01/00123"},
	Agreement: certificate.ATIGA,
}

// answering is an API that always gives the same answer.
func answering(t *testing.T, status int, body string) *apiclient.Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}))
	t.Cleanup(server.Close)
	return apiclient.New(server.URL, nil)
}

func TestReferenceNumbersAreEscaped(t *testing.T) {
	var path string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path = r.URL.RequestURI()
		fmt.Fprint(w, `{"form":"D","country":"VN","reference":"VN-TH 26/01/00123","status":"issued"}`)
	}))
	defer server.Close()
	status, err := apiclient.New(server.URL, nil).Status(context.Background(), durian, "7K2M 9QXD")
	if err != nil {
		t.Fatal(err)
	}
	if want := "/v1/status/D/VN/VN-TH%2026%2F01%2F00123?agreement=atiga&code=7K2M+9QXD"; path != want {
		t.Errorf("path %s, want %s", path, want)
	}
	if status.Status != "issued" {
		t.Errorf("status %q", status.Status)
	}
}

func TestProblemsSayWhatToDo(t *testing.T) {
	c := answering(t, http.StatusConflict, `{"title":"Too much.","status":409,"code":"balance_exceeded",
		"params":{"item":"1","available":"2"},"remedy":"Accept less.","detail":"More than is left."}`)
	_, err := c.Record(context.Background(), durian)
	want := "Too much: More than is left [balance_exceeded available=2 item=1]\n  Accept less."
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	if !apiclient.HasCode(err, "balance_exceeded") {
		t.Error("the code is lost")
	}
}

func TestAnswersThatAreNoProblemDocuments(t *testing.T) {
	for _, test := range []struct {
		status      int
		body        string
		unavailable bool
	}{
		{http.StatusBadGateway, "<html>proxy", true},
		{http.StatusTooManyRequests, "", true},
		{http.StatusForbidden, "{}", false},
	} {
		_, err := answering(t, test.status, test.body).Record(context.Background(), durian)
		var p *apiclient.Problem
		if !errors.As(err, &p) || p.Unavailable() != test.unavailable || p.Title != http.StatusText(test.status) {
			t.Errorf("%d: got %v", test.status, err)
		}
	}
}

func TestNoAnswerIsUnreachable(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	_, err := apiclient.New(server.URL, nil).Record(context.Background(), durian)
	var u *apiclient.Unreachable
	if !errors.As(err, &u) || u.Address != server.URL {
		t.Errorf("got %v", err)
	}
}

func TestAnswersThatCannotBeRead(t *testing.T) {
	if _, err := answering(t, http.StatusOK, "not JSON").Record(context.Background(), durian); err == nil {
		t.Error("no error")
	}
}

// provider is an identity provider that numbers its tokens.
type provider struct {
	*httptest.Server
	tokens int
}

// newProvider starts one that knows the password "right".
func newProvider(t *testing.T) *provider {
	t.Helper()
	p := &provider{}
	routes := http.NewServeMux()
	routes.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `{"token_endpoint":"%s/token"}`, p.URL)
	})
	routes.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) {
		if r.FormValue("password") != "right" {
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `{"error":"invalid_grant"}`)
			return
		}
		p.tokens++
		fmt.Fprintf(w, `{"access_token":"token-%d","expires_in":3600}`, p.tokens)
	})
	p.Server = httptest.NewServer(routes)
	t.Cleanup(p.Close)
	return p
}

// login signs in at the provider.
func (p *provider) login(password, cache string) *apiclient.Login {
	return &apiclient.Login{
		Identity: p.URL, User: "nguyen", Cache: cache,
		Password: func() (string, error) { return password, nil },
	}
}

func TestTokensAreKeptForTheirOwnerOnly(t *testing.T) {
	p := newProvider(t)
	cache := filepath.Join(t.TempDir(), "tokens", "nguyen.json")
	for range 2 {
		token, err := p.login("right", cache).Token(context.Background(), "")
		if err != nil || token != "token-1" {
			t.Fatalf("token %q, %v", token, err)
		}
	}
	info, err := os.Stat(cache)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("cache %v, %v", info.Mode(), err)
	}
}

func TestWrongPasswordIsRefused(t *testing.T) {
	_, err := newProvider(t).login("wrong", "").Token(context.Background(), "")
	if !apiclient.HasCode(err, "invalid_grant") || !strings.Contains(err.Error(), "sign in as nguyen") {
		t.Errorf("got %v", err)
	}
}

func TestSpoiltCacheIsReplaced(t *testing.T) {
	cache := filepath.Join(t.TempDir(), "token.json")
	if err := os.WriteFile(cache, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if token, err := newProvider(t).login("right", cache).Token(context.Background(), ""); err != nil || token != "token-1" {
		t.Errorf("token %q, %v", token, err)
	}
}

func TestTokenRefusedOnceIsRenewed(t *testing.T) {
	p := newProvider(t)
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer token-2" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_ = json.NewEncoder(w).Encode(map[string]string{"status": "issued"})
	}))
	defer api.Close()
	c := apiclient.New(api.URL, p.login("right", filepath.Join(t.TempDir(), "token.json")))
	if _, err := c.Record(context.Background(), durian); err != nil {
		t.Error(err)
	}
	if p.tokens != 2 {
		t.Errorf("%d tokens were fetched, want 2", p.tokens)
	}
}

// TestNames: all pages of the list, in their order.
func TestNames(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page := `{"as_of":[],"certificates":[{"form":"D","country":"VN","reference":"VN-TH 26/01/00001"}],"next":"second"}`
		if r.URL.Query().Get("cursor") == "second" {
			page = `{"as_of":[],"certificates":[{"form":"D","country":"VN","reference":"VN-TH 26/01/00002"}]}`
		}
		if r.URL.Path != "/v1/certificates" || r.URL.Query().Get("agreement") != "atiga" {
			http.NotFound(w, r)
			return
		}
		_, _ = io.WriteString(w, page)
	}))
	defer server.Close()
	names, err := apiclient.New(server.URL, nil).Names(t.Context(), certificate.ATIGA)
	want := []string{"D VN VN-TH 26/01/00001", "D VN VN-TH 26/01/00002"}
	if err != nil || !slices.Equal(names, want) {
		t.Errorf("%q, %v", names, err)
	}
}
