package console

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

const (
	backPath     = "/sign-in/back" // where the provider sends the browser back to
	flowCookie   = "sign-in"
	askingBounds = 10 * time.Second // for questions to the provider
)

// flow is a sign-in under way, kept by the browser that began it.
type flow struct {
	State, Nonce, Verifier string
	To                     string // where to go afterwards
}

// provider is where people sign in. It is asked for its addresses when
// somebody first needs them, so that a console starts without it.
type provider struct {
	settings OIDC
	origin   string // of the provider, for the content security policy
	client   *http.Client

	mu    sync.Mutex
	found *oidc.Provider
}

func newProvider(settings OIDC) (*provider, error) {
	at, err := url.Parse(settings.Issuer)
	if err != nil || at.Host == "" {
		return nil, fmt.Errorf("identity.issuer: %q is not a URL", settings.Issuer)
	}
	if settings.ClientID == "" || settings.PublicURL == "" {
		return nil, fmt.Errorf("console.client_id and console.public_url are needed to sign in")
	}
	return &provider{settings: settings, origin: at.Scheme + "://" + at.Host, client: &http.Client{Timeout: askingBounds}}, nil
}

// reach gives the provider's addresses.
func (s *provider) reach(ctx context.Context) (*oauth2.Config, *oidc.Provider, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.found == nil {
		found, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), s.client), s.settings.Issuer)
		if err != nil {
			return nil, nil, fmt.Errorf("%w: %w", errProvider, err)
		}
		s.found = found
	}
	return &oauth2.Config{ClientID: s.settings.ClientID, Endpoint: s.found.Endpoint(), Scopes: []string{oidc.ScopeOpenID},
		RedirectURL: strings.TrimSuffix(s.settings.PublicURL, "/") + backPath}, s.found, nil
}

// startSignIn sends the browser to the provider.
func (c *Console) startSignIn(w http.ResponseWriter, r *http.Request) {
	config, _, err := c.signIn.reach(r.Context())
	if err != nil {
		c.failPlain(w, r, err)
		return
	}
	f := flow{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), To: ownPath(r.URL.Query().Get("to"))}
	if err := c.seal.set(w, flowCookie, f, signInLife); err != nil {
		c.failPlain(w, r, err)
		return
	}
	http.Redirect(w, r, config.AuthCodeURL(f.State, oidc.Nonce(f.Nonce), oauth2.S256ChallengeOption(f.Verifier)), http.StatusFound)
}

// ownPath keeps to this console what a link says about where to go.
func ownPath(to string) string {
	at, err := url.Parse(to)
	if err != nil || at.Host != "" || at.Scheme != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n") {
		return "/"
	}
	return to
}

// endSignIn takes what the provider sends back. A sign-in that this browser did
// not begin, or that took too long, begins again.
func (c *Console) endSignIn(w http.ResponseWriter, r *http.Request) {
	var f flow
	query := r.URL.Query()
	if !c.seal.get(r, flowCookie, &f) || f.State == "" || query.Get("state") != f.State || query.Get("code") == "" {
		c.failPlain(w, r, errSignIn)
		return
	}
	c.seal.drop(w, flowCookie)
	s, err := c.redeem(r.Context(), f, query.Get("code"))
	if err == nil {
		err = c.seal.set(w, sessionCookie, s, cookieLife)
	}
	if err != nil {
		c.failPlain(w, r, err)
		return
	}
	http.Redirect(w, r, f.To, http.StatusSeeOther)
}

// redeem trades the code for a token, and checks that the provider's answer
// belongs to this sign-in and that our API will know the person.
func (c *Console) redeem(ctx context.Context, f flow, code string) (session, error) {
	config, found, err := c.signIn.reach(ctx)
	if err != nil {
		return session{}, err
	}
	ctx = oidc.ClientContext(ctx, c.signIn.client)
	token, err := config.Exchange(ctx, code, oauth2.VerifierOption(f.Verifier))
	if err != nil {
		return session{}, fmt.Errorf("%w: redeem code: %w", errSignIn, err)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := found.Verifier(&oidc.Config{ClientID: c.signIn.settings.ClientID, Now: c.Now}).Verify(ctx, raw)
	if err != nil || id.Nonce != f.Nonce {
		return session{}, fmt.Errorf("%w: identity token: %w", errSignIn, err)
	}
	person, err := c.Identity.Verify(ctx, token.AccessToken)
	if err != nil {
		return session{}, fmt.Errorf("%w: access token: %w", errSignIn, err)
	}
	if person.Organisation != c.Organisation {
		return session{}, errOtherOrganisation
	}
	return session{Token: token.AccessToken, Until: earlier(person.Expires, c.Now().Add(sessionLife))}, nil
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

// signOut forgets the session in this browser.
func (c *Console) signOut(w http.ResponseWriter, r *http.Request) {
	c.seal.drop(w, sessionCookie)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}
