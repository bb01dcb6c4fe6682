// Package demo is an identity provider for demonstrations and tests: fixed
// users with passwords in a file, a key that lives as long as the process.
//
// It announces itself as a demonstration, in its discovery document and in
// every token, so that a production server refuses it; and it listens on the
// loopback interface only.
package demo

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"time"

	"github.com/go-jose/go-jose/v4"

	"origo/api/identity"
	"origo/certificate"
)

// TokenLife is how long a token of the demonstration is valid.
const TokenLife = time.Hour

// User is one person of the demonstration.
type User struct {
	Name         string          `yaml:"name"`
	Password     string          `yaml:"password"` // in the clear: nothing here is secret
	Roles        []identity.Role `yaml:"roles"`
	Organisation string          `yaml:"organisation"`
	Country      string          `yaml:"country"`
	Registration []string        `yaml:"registration,omitempty"` // of the exporters and importers that a trader acts for
}

// Config is the provider's configuration file.
type Config struct {
	Listen   string `yaml:"listen"`   // host:port on the loopback interface
	Issuer   string `yaml:"issuer"`   // URL under which it is reached
	Audience string `yaml:"audience"` // of tokens; "origo" if empty
	Users    []User `yaml:"users"`
}

// Check says what is wrong with the configuration, naming the key.
func (c Config) Check() error {
	host, _, err := net.SplitHostPort(c.Listen)
	if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("listen: %q is not an address of the loopback interface such as 127.0.0.1:8440", c.Listen)
	}
	if c.Issuer == "" {
		return errors.New("issuer: is empty; give the URL under which this provider is reached")
	}
	seen := map[string]bool{}
	for i, u := range c.Users {
		if err := u.check(); err != nil {
			return fmt.Errorf("users[%d]: %w", i, err)
		}
		if seen[u.Name] {
			return fmt.Errorf("users[%d]: the name %q is given twice", i, u.Name)
		}
		seen[u.Name] = true
	}
	return nil
}

func (u User) check() error {
	if u.Name == "" || u.Password == "" || u.Organisation == "" || u.Country == "" || len(u.Roles) == 0 {
		return errors.New("name, password, organisation, country and roles are needed")
	}
	if i := slices.IndexFunc(u.Registration, func(n string) bool { return certificate.TidyRegistration(n) == "" }); i >= 0 {
		return fmt.Errorf("registration: %q is no number of a trader's register", u.Registration[i])
	}
	if i := slices.IndexFunc(u.Roles, func(r identity.Role) bool { return !r.Known() }); i >= 0 {
		return fmt.Errorf("the role %q is not one of issuer, customs, trader, admin", u.Roles[i])
	}
	return nil
}

// Provider issues tokens to the users of its configuration.
type Provider struct {
	config Config
	now    func() time.Time
	key    jose.JSONWebKey
	signer jose.Signer
	codes  codes
}

// New makes a provider with a fresh ES256 key. The clock stamps tokens.
func New(config Config, now func() time.Time) (*Provider, error) {
	if err := config.Check(); err != nil {
		return nil, err
	}
	if config.Audience == "" {
		config.Audience = "origo"
	}
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make key of demonstration identity provider: %w", err)
	}
	key := jose.JSONWebKey{Key: private, KeyID: rand.Text(), Algorithm: string(jose.ES256), Use: "sig"}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: key}, (&jose.SignerOptions{}).WithType("JWT"))
	if err != nil {
		return nil, fmt.Errorf("make signer of demonstration identity provider: %w", err)
	}
	return &Provider{config: config, now: now, key: key, signer: signer, codes: codes{}}, nil
}

// Handler serves discovery, keys, tokens and the sign-in page.
func (p *Provider) Handler() http.Handler {
	routes := http.NewServeMux()
	routes.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	routes.HandleFunc("GET /.well-known/openid-configuration", p.discovery)
	routes.HandleFunc("GET /keys", p.keys)
	routes.HandleFunc("POST /token", p.token)
	routes.HandleFunc("GET /authorize", p.authorize)
	routes.HandleFunc("POST /authorize", p.signIn)
	return onlyLocal(http.MaxBytesHandler(routes, 16<<10))
}

// onlyLocal refuses requests for other hosts: a page elsewhere could have its
// own name resolve to this machine and then read tokens.
func onlyLocal(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			http.Error(w, "this demonstration serves its own machine only", http.StatusForbidden)
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}
