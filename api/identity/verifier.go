package identity

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
)

// algorithms are the signatures accepted on tokens, whatever keys a provider
// may publish. Symmetric ones and "none" are out.
var algorithms = []string{oidc.RS256, oidc.PS256, oidc.ES256, oidc.ES384}

// Settings say whose tokens are accepted.
type Settings struct {
	Issuer     string           // URL of the identity provider, exactly as in its tokens
	Audience   string           // the audience tokens must be meant for
	Production bool             // refuse demonstration providers and plain HTTP
	Now        func() time.Time // the clock that judges expiry
	Client     *http.Client     // asks the provider; nil means a bounded default
}

// Verifier verifies bearer tokens of one identity provider. It looks the
// provider up when the first token arrives, so that a server may start before
// its identity provider does.
type Verifier struct {
	settings Settings
	client   *http.Client
	recent   recent

	mu      sync.Mutex
	checker *oidc.IDTokenVerifier
	failure error     // of the last look-up …
	failed  time.Time // … and when it happened
}

// retryAfter keeps callers from queueing up behind a provider that hangs.
const retryAfter = time.Second

// NewVerifier checks the settings; it asks nobody yet.
func NewVerifier(s Settings) (*Verifier, error) {
	u, err := url.Parse(s.Issuer)
	switch {
	case err != nil || u.Host == "":
		return nil, fmt.Errorf("identity.issuer %q is not a URL", s.Issuer)
	case s.Production && u.Scheme != "https":
		return nil, fmt.Errorf("identity.issuer %q: production needs https", s.Issuer)
	case u.Scheme != "https" && !loopback(u.Hostname()):
		return nil, fmt.Errorf("identity.issuer %q: plain http is for this machine only", s.Issuer)
	case s.Audience == "":
		return nil, errors.New("identity.audience is empty")
	case s.Now == nil:
		return nil, errors.New("identity needs a clock")
	}
	return &Verifier{settings: s, client: boundedClient(s.Client)}, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Verify identifies the bearer of a raw token. The error is *Rejected, or
// ErrUnavailable when the provider's keys could not be fetched. A token that
// was accepted is accepted for another minute without verifying its signature
// again, never beyond its expiry.
func (v *Verifier) Verify(ctx context.Context, raw string) (Person, error) {
	token := sha256.Sum256([]byte(raw))
	now := v.settings.Now()
	if p, ok := v.recent.of(token, now); ok {
		return p, nil
	}
	p, err := v.verify(ctx, raw)
	if err == nil {
		v.recent.keep(token, p, now)
	}
	return p, err
}

func (v *Verifier) verify(ctx context.Context, raw string) (Person, error) {
	checker, err := v.discovered(ctx)
	if err != nil {
		return Person{}, err
	}
	trouble := new(error)
	token, err := checker.Verify(context.WithValue(ctx, troubleKey{}, trouble), raw)
	var expired *oidc.TokenExpiredError
	switch {
	case *trouble != nil:
		return Person{}, fmt.Errorf("%w: %w", ErrUnavailable, *trouble)
	case errors.As(err, &expired):
		return Person{}, &Rejected{Reason: Expired, Cause: err}
	case err != nil:
		return Person{}, &Rejected{Reason: Untrusted, Cause: err}
	}
	return v.person(token)
}

// Ready says whether tokens can be verified at this moment.
func (v *Verifier) Ready(ctx context.Context) error {
	_, err := v.discovered(ctx)
	return err
}

// announcement is what a provider says of itself besides the standard fields.
type announcement struct {
	Keys          string `json:"jwks_uri"`
	Demonstration bool   `json:"origo_demonstration"`
}

// discovered gives the checker, asking the provider if that has not succeeded
// yet.
func (v *Verifier) discovered(ctx context.Context) (*oidc.IDTokenVerifier, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.checker != nil {
		return v.checker, nil
	}
	if v.failure != nil && time.Since(v.failed) < retryAfter {
		return nil, v.failure
	}
	said, err := v.discover(ctx)
	if err != nil {
		v.failure, v.failed = err, time.Now()
		return nil, err
	}
	keys := oidc.NewRemoteKeySet(oidc.ClientContext(context.Background(), v.client), said.Keys)
	v.checker = oidc.NewVerifier(v.settings.Issuer, tellingKeys{keys}, &oidc.Config{
		ClientID:             v.settings.Audience,
		SupportedSigningAlgs: algorithms,
		Now:                  v.settings.Now,
	})
	return v.checker, nil
}

func (v *Verifier) discover(ctx context.Context) (announcement, error) {
	var said announcement
	provider, err := oidc.NewProvider(oidc.ClientContext(ctx, v.client), v.settings.Issuer)
	if err != nil {
		return said, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	if err := provider.Claims(&said); err != nil {
		return said, fmt.Errorf("%w: reading its announcement: %w", ErrUnavailable, err)
	}
	if v.settings.Production && said.Demonstration {
		return said, ErrDemonstration
	}
	if v.settings.Production && !isHTTPS(said.Keys) {
		return said, fmt.Errorf("%w: its keys are not served by https", ErrUnavailable)
	}
	return said, nil
}

func isHTTPS(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "https"
}

// claims are this service's own part of a token.
type claims struct {
	Name          string   `json:"preferred_username"`
	Organisation  string   `json:"origo_organisation"`
	Country       string   `json:"origo_country"`
	Roles         []string `json:"origo_roles"`
	Demonstration bool     `json:"origo_demonstration"`

	Registration registrations `json:"origo_registration"`
}

func (v *Verifier) person(token *oidc.IDToken) (Person, error) {
	var c claims
	if err := token.Claims(&c); err != nil {
		return Person{}, &Rejected{Reason: Malformed, Cause: err}
	}
	if v.settings.Production && c.Demonstration {
		return Person{}, &Rejected{Reason: Untrusted, Cause: ErrDemonstration}
	}
	if token.Subject == "" || c.Organisation == "" || c.Country == "" {
		return Person{}, &Rejected{Reason: Malformed, Cause: errors.New("no subject, organisation or country")}
	}
	p := Person{
		Subject: token.Subject, Name: c.Name, Organisation: c.Organisation,
		Country: c.Country, Expires: token.Expiry, Registrations: c.Registration,
	}
	if p.Name == "" {
		p.Name = p.Subject
	}
	for _, r := range c.Roles {
		// A provider may know roles of other services; they mean nothing here.
		if role := Role(r); role.Known() {
			p.Roles = append(p.Roles, role)
		}
	}
	return p, nil
}
