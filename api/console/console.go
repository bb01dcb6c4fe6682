package console

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"path/filepath"
	"time"

	"golang.org/x/text/language"

	"origo/api/identity"
	"origo/fta-rules/explain"
)

// Options are what a console needs from outside.
type Options struct {
	API          http.Handler // the organisation's own; every page gets what it shows from here
	Identity     Identity
	OIDC         OIDC
	StateDir     string // directory for the key of the session cookies; it must exist
	Organisation string // whose console this is
	Country      string // ISO 3166-1 alpha-2
	Now          func() time.Time
	Log          *slog.Logger
}

// OIDC says where people sign in.
type OIDC struct {
	Issuer    string // URL of the organisation's identity provider
	ClientID  string // under which the provider knows this console; a public client, so there is no secret
	PublicURL string // under which browsers reach this console, such as https://origo.example.org
}

// Identity tells who holds a token.
type Identity interface {
	// Verify gives *identity.Rejected or identity.ErrUnavailable.
	Verify(ctx context.Context, token string) (identity.Person, error)
}

// Console answers the pages of one organisation. It is safe for concurrent use.
type Console struct {
	Options
	words   map[explain.Language]Words
	choose  language.Matcher
	assets  assets
	seal    cookies
	signIn  *provider
	kept    *shelf
	menu    []route
	handler http.Handler
}

// New makes a console; it fails where options are missing, a text cannot be
// read or the key of the cookies cannot be kept.
func New(o Options) (*Console, error) {
	if o.API == nil || o.Identity == nil || o.Organisation == "" || o.StateDir == "" || o.Now == nil || o.Log == nil {
		return nil, errors.New("make console: API, identity, organisation, state directory, clock and log are needed")
	}
	c := &Console{Options: o, words: map[explain.Language]Words{}, kept: newShelf(o.Now)}
	var err error
	for _, l := range languages() {
		if c.words[l], err = readWords(l); err != nil {
			return nil, fmt.Errorf("make console: %w", err)
		}
	}
	c.choose = language.NewMatcher(languageTags())
	if c.assets, err = readAssets(); err != nil {
		return nil, fmt.Errorf("make console: %w", err)
	}
	if c.seal, err = newCookies(filepath.Join(o.StateDir, "console.key"), o.Organisation, o.OIDC.PublicURL); err != nil {
		return nil, fmt.Errorf("make console: %w", err)
	}
	if c.signIn, err = newProvider(o.OIDC); err != nil {
		return nil, fmt.Errorf("make console: %w", err)
	}
	c.handler = c.routes()
	return c, nil
}

// ServeHTTP answers one request.
func (c *Console) ServeHTTP(w http.ResponseWriter, r *http.Request) { c.handler.ServeHTTP(w, r) }

// routes joins the areas' pages with what stands before each of them.
func (c *Console) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+assetPath+"{name}", c.assets.serve)
	mux.HandleFunc("GET /sign-in", c.startSignIn)
	mux.HandleFunc("GET "+backPath, c.endSignIn)
	mux.HandleFunc("POST /sign-out", c.signOut)
	mux.HandleFunc("GET /events", c.follow)
	mux.HandleFunc("GET "+resumePath+"/{kept}", c.resume(mux))
	mux.HandleFunc("POST "+resumePath, c.resend(mux))
	for _, r := range areas() {
		if r.menu != "" {
			c.menu = append(c.menu, r)
		}
		mux.Handle("GET "+r.pattern(), c.page(r, r.show))
		if r.send != nil {
			mux.Handle("POST "+r.pattern(), c.page(r, r.send))
		}
	}
	mux.Handle("GET /", c.page(route{public: true}, notFound))
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(c.page(route{public: true}, crossSite))
	return c.secure(protection.Handler(c.spoken(mux)))
}

// secure sets what keeps browsers from doing more than showing these pages: no
// script, style or form but our own, no frame around them, and nothing kept of
// what is shown.
func (c *Console) secure(next http.Handler) http.Handler {
	policy := "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
		"form-action 'self' " + c.signIn.origin + "; base-uri 'none'; frame-ancestors 'none'"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}
