package demo

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// discovery tells clients where everything is (OpenID Connect Discovery 1.0).
func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	at := p.config.Issuer
	write(w, http.StatusOK, map[string]any{
		"issuer":                                p.config.Issuer,
		"authorization_endpoint":                at + "/authorize",
		"token_endpoint":                        at + "/token",
		"jwks_uri":                              at + "/keys",
		"response_types_supported":              []string{"code"},
		"grant_types_supported":                 []string{"authorization_code", "password"},
		"subject_types_supported":               []string{"public"},
		"id_token_signing_alg_values_supported": []string{"ES256"},
		"code_challenge_methods_supported":      []string{"S256"},
		"token_endpoint_auth_methods_supported": []string{"none"},
		"origo_demonstration":                   true,
	})
}

// keys publishes the public half of the signing key.
func (p *Provider) keys(w http.ResponseWriter, _ *http.Request) {
	write(w, http.StatusOK, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{p.key.Public()}})
}

// token gives a token for a password or for a code of the sign-in page.
func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		refuse(w, http.StatusBadRequest, "invalid_request")
		return
	}
	switch r.PostForm.Get("grant_type") {
	case "password":
		user, ok := p.known(r.PostForm.Get("username"), r.PostForm.Get("password"))
		p.grant(w, user, "", ok)
	case "authorization_code":
		given, ok := p.codes.redeem(r.PostForm, p.now())
		p.grant(w, given.user, given.nonce, ok)
	default:
		refuse(w, http.StatusBadRequest, "unsupported_grant_type")
	}
}

// known finds the user with this name and password, taking as long for wrong
// ones as for right ones.
func (p *Provider) known(name, password string) (User, bool) {
	var found User
	right := 0
	given := sha256.Sum256([]byte(name + "\x00" + password))
	for _, u := range p.config.Users {
		want := sha256.Sum256([]byte(u.Name + "\x00" + u.Password))
		if subtle.ConstantTimeCompare(given[:], want[:]) == 1 {
			found, right = u, 1
		}
	}
	return found, right == 1
}

func (p *Provider) grant(w http.ResponseWriter, user User, nonce string, ok bool) {
	if !ok {
		refuse(w, http.StatusBadRequest, "invalid_grant")
		return
	}
	raw, err := p.Issue(user, nonce)
	if err != nil {
		refuse(w, http.StatusInternalServerError, "server_error")
		return
	}
	write(w, http.StatusOK, map[string]any{
		"access_token": raw, "id_token": raw, "token_type": "Bearer", "expires_in": int(TokenLife.Seconds()),
	})
}

// extra are the claims of this service beside the standard ones.
type extra struct {
	Name          string   `json:"preferred_username"`
	Organisation  string   `json:"origo_organisation"`
	Country       string   `json:"origo_country"`
	Roles         []string `json:"origo_roles"`
	Registration  []string `json:"origo_registration,omitempty"`
	Demonstration bool     `json:"origo_demonstration"`
	Nonce         string   `json:"nonce,omitempty"`
}

// Issue makes a token for the user, valid for TokenLife.
func (p *Provider) Issue(user User, nonce string) (string, error) {
	now := p.now()
	more := extra{Name: user.Name, Organisation: user.Organisation, Country: user.Country, Registration: user.Registration, Demonstration: true, Nonce: nonce}
	for _, r := range user.Roles {
		more.Roles = append(more.Roles, string(r))
	}
	raw, err := jwt.Signed(p.signer).Claims(jwt.Claims{
		Issuer: p.config.Issuer, Subject: user.Organisation + "/" + user.Name, Audience: jwt.Audience{p.config.Audience},
		IssuedAt: jwt.NewNumericDate(now), Expiry: jwt.NewNumericDate(now.Add(TokenLife)), ID: rand.Text(),
	}).Claims(more).Serialize()
	if err != nil {
		return "", fmt.Errorf("sign token: %w", err)
	}
	return raw, nil
}

func refuse(w http.ResponseWriter, status int, code string) {
	write(w, status, map[string]string{"error": code})
}

func write(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value) // the client has gone if this fails
}
