package apiclient

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

const (
	// expiryMargin is how long before its end a token is renewed.
	expiryMargin = 30 * time.Second
	// maxTokenAnswer bounds an answer of the identity provider, in bytes.
	maxTokenAnswer = 1 << 20
)

// Token is a bearer token and when it ends.
type Token struct {
	Access  string    `json:"access_token"`
	Expires time.Time `json:"expires"`
}

// serves reports whether the token is still good at that moment, and not the
// one that was just refused.
func (t Token) serves(now time.Time, stale string) bool {
	return t.Access != "" && t.Access != stale && now.Add(expiryMargin).Before(t.Expires)
}

// Login gets tokens by name and password from an OpenID Connect provider that
// admits the resource owner password grant, as the demonstration provider
// does. The last token is kept in Cache, readable by its owner only.
type Login struct {
	Identity string // the provider's issuer address
	User     string
	Password func() (string, error) // asked only when a new token is needed
	Cache    string                 // file; empty keeps the token in memory only

	lock    sync.Mutex
	current Token
}

// Token is the cached token while it serves, else a new one.
func (l *Login) Token(ctx context.Context, stale string) (string, error) {
	l.lock.Lock()
	defer l.lock.Unlock()
	if l.current.Access == "" {
		l.current = readToken(l.Cache)
	}
	if l.current.serves(time.Now(), stale) {
		return l.current.Access, nil
	}
	token, err := l.fetch(ctx)
	if err != nil {
		return "", fmt.Errorf("sign in as %s: %w", l.User, err)
	}
	l.current = token
	if err := writeToken(l.Cache, token); err != nil {
		return "", fmt.Errorf("keep the token of %s: %w", l.User, err)
	}
	return token.Access, nil
}

// fetch asks the provider for a new token.
func (l *Login) fetch(ctx context.Context) (Token, error) {
	password, err := l.Password()
	if err != nil {
		return Token{}, err
	}
	endpoint, err := l.endpoint(ctx)
	if err != nil {
		return Token{}, err
	}
	form := url.Values{
		"grant_type": {"password"}, "username": {l.User}, "password": {password}, "scope": {"openid"}, "client_id": {"origo"},
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, strings.NewReader(form.Encode()))
	if err != nil {
		return Token{}, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	var answer struct {
		Access    string `json:"access_token"`
		ExpiresIn int64  `json:"expires_in"`
	}
	if err := l.exchange(request, &answer); err != nil {
		return Token{}, err
	}
	return Token{Access: answer.Access, Expires: time.Now().Add(time.Duration(answer.ExpiresIn) * time.Second)}, nil
}

// endpoint finds the provider's token endpoint by its discovery document.
func (l *Login) endpoint(ctx context.Context) (string, error) {
	address := strings.TrimRight(l.Identity, "/") + "/.well-known/openid-configuration"
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	var discovery struct {
		Token string `json:"token_endpoint"`
	}
	if err := l.exchange(request, &discovery); err != nil {
		return "", err
	}
	if discovery.Token == "" {
		return "", fmt.Errorf("%s names no token endpoint", address)
	}
	return discovery.Token, nil
}

// exchange performs one request to the provider and reads its JSON answer.
func (l *Login) exchange(request *http.Request, out any) error {
	response, err := Transport().Do(request)
	if err != nil {
		return &Unreachable{Address: l.Identity, Err: err}
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(response.Body, maxTokenAnswer))
	if err != nil {
		return &Unreachable{Address: l.Identity, Err: err}
	}
	if response.StatusCode != http.StatusOK {
		return refusedLogin(response.StatusCode, raw)
	}
	return json.Unmarshal(raw, out)
}

// refusedLogin reads an OAuth 2.0 error (RFC 6749 section 5.2).
func refusedLogin(status int, raw []byte) error {
	var oauth struct {
		Code        string `json:"error"`
		Description string `json:"error_description"`
	}
	p := &Problem{Title: "The identity provider refused", Status: status}
	if json.Unmarshal(raw, &oauth) == nil {
		p.Code, p.Detail = oauth.Code, oauth.Description
	}
	return p
}

// readToken is the cached token, or none if the file cannot be used.
func readToken(file string) (t Token) {
	raw, err := os.ReadFile(file)
	if err != nil || json.Unmarshal(raw, &t) != nil {
		return Token{}
	}
	return t
}

// writeToken keeps a token for the next command, for its owner's eyes only.
func writeToken(file string, t Token) error {
	if file == "" {
		return nil
	}
	raw, err := json.Marshal(t)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	return os.WriteFile(file, raw, 0o600)
}
