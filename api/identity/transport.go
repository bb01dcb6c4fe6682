package identity

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/time/rate"
)

const (
	askTimeout  = 5 * time.Second
	askInterval = time.Second // how often the provider may be asked, …
	askBurst    = 10          // … after these first questions
)

type troubleKey struct{}

// tellingKeys notes in the context when the provider's keys could not be
// fetched: go-oidc flattens that into the same error as a bad signature, but
// the one is "try again" and the other is "no".
type tellingKeys struct{ oidc.KeySet }

// VerifySignature verifies as the key set does.
func (t tellingKeys) VerifySignature(ctx context.Context, jwt string) ([]byte, error) {
	payload, err := t.KeySet.VerifySignature(ctx, jwt)
	if trouble, ok := ctx.Value(troubleKey{}).(*error); ok && fetchFailed(err) {
		*trouble = err
	}
	return payload, err
}

func fetchFailed(err error) bool {
	var u *unreachable
	return errors.As(err, &u) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled)
}

// unreachable is any failure to get an answer from the provider.
type unreachable struct{ cause error }

func (u *unreachable) Error() string { return u.cause.Error() }
func (u *unreachable) Unwrap() error { return u.cause }

// polite bounds how often the provider is asked. Every token with an unknown
// key id makes go-oidc fetch the keys again, so without a bound anybody could
// make this server hammer its identity provider.
type polite struct {
	next    http.RoundTripper
	limiter *rate.Limiter
}

// RoundTrip asks unless too much was asked lately; answers other than 200 are
// errors.
func (p polite) RoundTrip(r *http.Request) (*http.Response, error) {
	if !p.limiter.Allow() {
		return nil, &unreachable{errors.New("asked too often")}
	}
	answer, err := p.next.RoundTrip(r)
	if err != nil {
		return nil, &unreachable{err}
	}
	if answer.StatusCode != http.StatusOK {
		answer.Body.Close()
		return nil, &unreachable{fmt.Errorf("%s answered %s", r.URL.Path, answer.Status)}
	}
	answer.Body = http.MaxBytesReader(nil, answer.Body, 1<<20)
	return answer, nil
}

func boundedClient(base *http.Client) *http.Client {
	transport := http.DefaultTransport
	if base != nil && base.Transport != nil {
		transport = base.Transport
	}
	limiter := rate.NewLimiter(rate.Every(askInterval), askBurst)
	return &http.Client{Transport: polite{transport, limiter}, Timeout: askTimeout}
}
