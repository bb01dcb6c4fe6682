package console

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/gorilla/securecookie"

	"origo/api/identity"
)

// errSession says that the session has ended and the person must sign in again.
var errSession = errors.New("the session has ended")

const (
	sessionLife = 12 * time.Hour     // bound of a session, however long its token is valid
	cookieLife  = 7 * 24 * time.Hour // an ended session still tells that a form came from somebody who had signed in
	signInLife  = 15 * time.Minute   // how long a sign-in may take
)

// session is what the browser keeps of somebody who has signed in.
type session struct {
	Token  string          // of the identity provider; the API judges it each time
	Until  time.Time       // when the token expires
	person identity.Person // who holds it; the subject is left when the session has ended
}

// cookies seals what browsers keep for us: nobody else can read or change it.
type cookies struct {
	codec  *securecookie.SecureCookie
	prefix string // of names: consoles on other ports of one host share its cookies
	secure bool
}

const keyBytes = 64 // half to authenticate, half to encrypt

// newCookies keeps its key in a file, so that sessions outlast the process.
func newCookies(file, organisation, publicURL string) (cookies, error) {
	key, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		key = securecookie.GenerateRandomKey(keyBytes)
		err = os.WriteFile(file, key, 0o600)
	}
	if err != nil {
		return cookies{}, fmt.Errorf("key of the session cookies: %w", err)
	}
	if len(key) != keyBytes {
		return cookies{}, fmt.Errorf("key of the session cookies: %s has %d bytes instead of %d; remove it, and everybody signs in again", file, len(key), keyBytes)
	}
	codec := securecookie.New(key[:keyBytes/2], key[keyBytes/2:]).MaxAge(int(cookieLife.Seconds()))
	return cookies{codec: codec, prefix: "origo-" + organisation + "-", secure: strings.HasPrefix(publicURL, "https:")}, nil
}

// set puts a sealed value into the browser.
func (c cookies) set(w http.ResponseWriter, name string, value any, life time.Duration) error {
	text, err := c.codec.Encode(c.prefix+name, value)
	if err != nil {
		return fmt.Errorf("seal cookie %s: %w", name, err)
	}
	http.SetCookie(w, c.cookie(name, text, int(life.Seconds())))
	return nil
}

// get reads a sealed value; false if there is none that we sealed.
func (c cookies) get(r *http.Request, name string, value any) bool {
	cookie, err := r.Cookie(c.prefix + name)
	return err == nil && c.codec.Decode(c.prefix+name, cookie.Value, value) == nil
}

// drop takes a value away.
func (c cookies) drop(w http.ResponseWriter, name string) { http.SetCookie(w, c.cookie(name, "", -1)) }

func (c cookies) cookie(name, value string, age int) *http.Cookie {
	return &http.Cookie{Name: c.prefix + name, Value: value, Path: "/", MaxAge: age,
		HttpOnly: true, Secure: c.secure, SameSite: http.SameSiteLaxMode}
}

const sessionCookie = "session"

// session tells who sends a request; nobody, without an error, if no session
// came with it.
func (c *Console) session(r *http.Request) (session, error) {
	var s session
	if !c.seal.get(r, sessionCookie, &s) {
		return session{}, nil
	}
	var err error
	s.person, err = c.verify(r.Context(), s)
	if errors.Is(err, errSession) {
		return session{}, err
	}
	return s, err
}

func (c *Console) verify(ctx context.Context, s session) (identity.Person, error) {
	if !c.Now().Before(s.Until) {
		return identity.Person{}, errSession
	}
	person, err := c.Identity.Verify(ctx, s.Token)
	var rejected *identity.Rejected
	if errors.As(err, &rejected) {
		return person, errSession
	}
	if err != nil {
		return person, fmt.Errorf("verify session: %w", err)
	}
	return person, nil
}
