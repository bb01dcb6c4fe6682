package demo

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// codeLife is how long a code of the sign-in page can be redeemed.
const codeLife = time.Minute

// page asks for name and password. Everything the client sent comes back with
// the answer, escaped by html/template.
var page = template.Must(template.New("sign-in").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Origo demonstration: sign in</title>
<h1>Demonstration sign-in</h1>
{{if .Wrong}}<p role="alert">Name or password is wrong.</p>{{end}}
<form method="post">
{{range $name, $values := .Query}}{{range $values}}<input type="hidden" name="{{$name}}" value="{{.}}">{{end}}{{end}}
<p><label>Name <input name="username" autocomplete="username" autofocus required></label></p>
<p><label>Password <input name="password" type="password" autocomplete="current-password" required></label></p>
<p><button>Sign in</button></p>
</form></html>`))

// authorize shows the sign-in page (OAuth 2.0 authorization code with PKCE).
func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	if !acceptable(r.URL.Query()) {
		http.Error(w, "needs response_type=code, an S256 code_challenge and a redirect_uri on this machine", http.StatusBadRequest)
		return
	}
	show(w, http.StatusOK, r.URL.Query(), false)
}

// acceptable demands PKCE, and that the answer goes back to this machine.
func acceptable(query url.Values) bool {
	back, err := url.Parse(query.Get("redirect_uri"))
	if err != nil || back.Scheme != "http" && back.Scheme != "https" {
		return false
	}
	ip := net.ParseIP(back.Hostname())
	local := back.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
	return local && query.Get("response_type") == "code" &&
		query.Get("code_challenge_method") == "S256" && query.Get("code_challenge") != ""
}

func show(w http.ResponseWriter, status int, query url.Values, wrong bool) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("X-Frame-Options", "DENY")
	w.WriteHeader(status)
	_ = page.Execute(w, map[string]any{"Query": query, "Wrong": wrong}) // the client has gone if this fails
}

// signIn checks name and password and sends the browser back with a code.
func (p *Provider) signIn(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil || !acceptable(r.PostForm) {
		http.Error(w, "start again from the application", http.StatusBadRequest)
		return
	}
	user, ok := p.known(r.PostForm.Get("username"), r.PostForm.Get("password"))
	if !ok {
		r.PostForm.Del("username")
		r.PostForm.Del("password")
		show(w, http.StatusUnauthorized, r.PostForm, true)
		return
	}
	back, _ := url.Parse(r.PostForm.Get("redirect_uri")) // acceptable parsed it
	query := back.Query()
	query.Set("code", p.codes.issue(user, r.PostForm, p.now()))
	query.Set("state", r.PostForm.Get("state"))
	back.RawQuery = query.Encode()
	http.Redirect(w, r, back.String(), http.StatusSeeOther)
}

// pending is a code that waits to be redeemed.
type pending struct {
	user      User
	challenge string
	redirect  string
	nonce     string
	until     time.Time
}

// codes are the codes given out and not yet redeemed; each works once.
type codes struct {
	mu    sync.Mutex
	given map[string]pending
}

func (c *codes) issue(user User, form url.Values, now time.Time) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.given == nil {
		c.given = map[string]pending{}
	}
	for code, old := range c.given {
		if now.After(old.until) {
			delete(c.given, code)
		}
	}
	code := rand.Text()
	c.given[code] = pending{user: user, challenge: form.Get("code_challenge"), redirect: form.Get("redirect_uri"),
		nonce: form.Get("nonce"), until: now.Add(codeLife)}
	return code
}

// redeem takes a code back. The verifier proves that whoever redeems it also
// asked for it (RFC 7636).
func (c *codes) redeem(form url.Values, now time.Time) (pending, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p, ok := c.given[form.Get("code")]
	delete(c.given, form.Get("code"))
	sum := sha256.Sum256([]byte(form.Get("code_verifier")))
	right := base64.RawURLEncoding.EncodeToString(sum[:]) == p.challenge
	return p, ok && right && p.redirect == form.Get("redirect_uri") && !now.After(p.until)
}
