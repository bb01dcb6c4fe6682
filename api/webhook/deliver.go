package webhook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"origo/api/readmodel"
)

// SignatureHeader carries the time of sending and the signature, as in
// "t=1795334400,v1=5257a8…".
const SignatureHeader = "Origo-Signature"

// Times of delivery.
const (
	postWithin   = 10 * time.Second // for one request
	lease        = time.Minute      // for which a process has a subscription to itself
	firstPause   = time.Second      // after a failure, doubled with each further one
	longestPause = time.Hour
	lookEvery    = time.Second // for events that another process has added
)

// maxAnswer is how much of a receiver's answer is read, in bytes.
const maxAnswer = 4 << 10

// Sign is the signature of a body sent at a time, in seconds since 1970:
// HMAC-SHA256 over the time, a point and the body, lower hex.
func Sign(secret string, at int64, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(strconv.AppendInt(nil, at, 10)) // never fails
	mac.Write([]byte{'.'})
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}

// Run delivers until the context ends. Failures of the database are logged and
// tried again.
func (h *Hooks) Run(ctx context.Context, log *slog.Logger) {
	client := newClient()
	for ctx.Err() == nil {
		changed := h.Model.Changed()
		if err := h.round(ctx, client); err != nil && ctx.Err() == nil {
			log.Warn("webhooks are not delivered", "cause", err.Error())
		}
		select {
		case <-changed:
		case <-time.After(lookEvery):
		case <-ctx.Done():
		}
	}
}

// newClient follows no redirect: an address was subscribed, no other.
func newClient() *http.Client {
	return &http.Client{
		Timeout:       postWithin,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// round delivers what is due on every subscription, each by itself: a silent
// receiver keeps nobody else waiting.
func (h *Hooks) round(ctx context.Context, client *http.Client) error {
	hooks, err := h.load(ctx)
	if err != nil {
		return err
	}
	failed := make([]error, len(hooks))
	var all sync.WaitGroup
	for i, k := range hooks {
		if k.due <= h.Now().UnixMilli() {
			all.Go(func() { failed[i] = h.deliver(ctx, client, k) })
		}
	}
	all.Wait()
	return errors.Join(failed...)
}

// deliver sends a subscription's next events, in order, until one fails.
func (h *Hooks) deliver(ctx context.Context, client *http.Client, k hook) error {
	at, err := readmodel.ParsePosition(k.Position)
	if err != nil {
		return fmt.Errorf("subscription %s: %w", k.ID, err)
	}
	events, err := h.Model.Events(ctx, at)
	if err != nil || len(events) == 0 {
		return err
	}
	if claimed, err := h.claim(ctx, &k); err != nil || !claimed {
		return err
	}
	for _, e := range events {
		at = at.After(e)
		if len(k.Types) > 0 && !slices.Contains(k.Types, e.Name) {
			continue
		}
		if problem := h.post(ctx, client, k, e.CloudEvent(at)); problem != "" {
			return h.failed(ctx, k, problem)
		}
		if err := h.delivered(ctx, k, at, h.Now().Add(lease)); err != nil {
			return err
		}
	}
	return h.delivered(ctx, k, at, h.Now())
}

// claim takes the subscription for this process alone, for the time of a lease.
func (h *Hooks) claim(ctx context.Context, k *hook) (bool, error) {
	until := h.Now().Add(lease).UnixMilli()
	n, err := h.db.Exec(ctx, `UPDATE webhook SET due = ? WHERE id = ? AND due = ? AND position = ?`, until, k.ID, k.due, k.Position)
	return n == 1, err
}

// post sends one event and says what went wrong, "" if nothing did.
func (h *Hooks) post(ctx context.Context, client *http.Client, k hook, e readmodel.CloudEvent) string {
	body, err := json.Marshal(e)
	if err != nil {
		return "the event cannot be written"
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, k.URL, bytes.NewReader(body))
	if err != nil {
		return "the address cannot be used"
	}
	now := h.Now().Unix()
	request.Header.Set("Content-Type", "application/cloudevents+json; charset=utf-8")
	request.Header.Set("User-Agent", "origo")
	request.Header.Set(SignatureHeader, fmt.Sprintf("t=%d,v1=%s", now, Sign(k.secret, now, body)))
	answer, err := client.Do(request)
	if err != nil {
		return "no answer"
	}
	defer answer.Body.Close()
	_, _ = io.CopyN(io.Discard, answer.Body, maxAnswer) // so that the connection can be used again
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return fmt.Sprintf("status %d", answer.StatusCode)
	}
	return ""
}

// delivered moves the position on.
func (h *Hooks) delivered(ctx context.Context, k hook, at readmodel.Position, due time.Time) error {
	_, err := h.db.Exec(ctx, `UPDATE webhook SET position = ?, failures = 0, problem = '', due = ? WHERE id = ?`, at.String(), due.UnixMilli(), k.ID)
	return err
}

// failed puts the next try off.
func (h *Hooks) failed(ctx context.Context, k hook, problem string) error {
	if ctx.Err() != nil {
		ctx = context.WithoutCancel(ctx) // the server stops; the receiver is not to blame, but the lease must end
	}
	due := h.Now().Add(pauseAfter(k.Failures)).UnixMilli()
	_, err := h.db.Exec(ctx, `UPDATE webhook SET failures = failures + 1, problem = ?, due = ? WHERE id = ?`, problem, due, k.ID)
	return err
}

// pauseAfter is how long to wait after one more failure.
func pauseAfter(failures int) time.Duration {
	return min(longestPause, firstPause<<min(failures, 12))
}
