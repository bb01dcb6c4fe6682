package webhook

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"origo/api/readmodel"
	"origo/api/store"
	"origo/certificate/registry"
)

// Subscription is an address that is told of events.
type Subscription struct {
	ID        string           `json:"id"`
	URL       string           `json:"url"`
	Types     []string         `json:"types"` // empty means all
	CreatedBy string           `json:"created_by"`
	CreatedAt registry.Instant `json:"created_at"`
	Position  string           `json:"position"`           // up to where everything was delivered
	Failures  int              `json:"failures"`           // deliveries in vain since the last good one
	NextTry   registry.Instant `json:"next_try,omitempty"` // after a failure
	Problem   string           `json:"problem,omitempty"`  // of the last failure, such as "status 500"
}

// Order asks for a subscription.
type Order struct {
	URL   string
	Types []string // empty means all
	By    string   // who subscribes
	From  readmodel.Position
}

// Types lists the events that can be subscribed to.
func Types() []string {
	return []string{registry.EventIssued, registry.EventCancelled, registry.EventReplaced, registry.EventUsed, registry.EventReversed, registry.EventCase}
}

// The ways in which an order cannot be met.
var (
	ErrAddress = errors.New("must be an https address without user, password or fragment, of at most 2000 characters")
	ErrType    = errors.New("must be types of event: " + strings.Join(Types(), ", "))
	ErrFull    = fmt.Errorf("there are %d subscriptions already", maxSubscriptions)
)

// Bounds of subscriptions.
const (
	maxSubscriptions = 50
	maxURL           = 2000
)

// Hooks are the subscriptions in a database.
type Hooks struct {
	Model  *readmodel.Model
	Now    func() time.Time
	Random io.Reader
	// PlainHTTP admits addresses without encryption. For demonstrations only.
	PlainHTTP bool

	db *store.DB
}

// New gives the subscriptions that a database holds beside the model.
func New(db *store.DB, model *readmodel.Model) *Hooks {
	return &Hooks{Model: model, Now: time.Now, Random: rand.Reader, db: db}
}

// prepare makes the table. Unlike the model, subscriptions cannot be rebuilt.
func (h *Hooks) prepare(ctx context.Context) error {
	err := h.db.Alone(ctx, func(tx store.Runner) error {
		_, err := tx.Exec(ctx, `CREATE TABLE IF NOT EXISTS webhook (
			id {text} PRIMARY KEY, url {text}, types {text}, secret {text}, created_by {text}, created_at {text},
			position {text}, failures BIGINT NOT NULL, due BIGINT NOT NULL, problem {text})`)
		return err
	})
	if err != nil {
		return fmt.Errorf("prepare webhooks: %w", err)
	}
	return nil
}

// Create subscribes an address and gives the secret by which its receiver tells
// genuine events. The secret is not shown again.
func (h *Hooks) Create(ctx context.Context, o Order) (Subscription, string, error) {
	if err := o.check(h.PlainHTTP); err != nil {
		return Subscription{}, "", err
	}
	known, err := h.List(ctx)
	if err != nil {
		return Subscription{}, "", err
	}
	if len(known) >= maxSubscriptions {
		return Subscription{}, "", ErrFull
	}
	secret, err := h.secret()
	if err != nil {
		return Subscription{}, "", err
	}
	s := Subscription{
		ID: rand.Text(), URL: o.URL, Types: append([]string{}, o.Types...), CreatedBy: o.By,
		CreatedAt: h.Now().UTC().Format(time.RFC3339), Position: o.From.String(),
	}
	_, err = h.db.Exec(ctx, `INSERT INTO webhook (id, url, types, secret, created_by, created_at, position, failures, due, problem)
		VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, '')`, s.ID, s.URL, strings.Join(s.Types, " "), secret, s.CreatedBy, s.CreatedAt, s.Position)
	if err != nil {
		return Subscription{}, "", fmt.Errorf("keep subscription: %w", err)
	}
	return s, secret, nil
}

func (o Order) check(plain bool) error {
	at, err := url.Parse(o.URL)
	switch {
	case err != nil, len(o.URL) > maxURL, at.Host == "", at.User != nil, at.Fragment != "",
		at.Scheme != "https" && !(plain && at.Scheme == "http"):
		return ErrAddress
	}
	for _, name := range o.Types {
		if !slices.Contains(Types(), name) {
			return ErrType
		}
	}
	return nil
}

// secretSize is in bytes.
const secretSize = 32

func (h *Hooks) secret() (string, error) {
	raw := make([]byte, secretSize)
	if _, err := io.ReadFull(h.Random, raw); err != nil {
		return "", fmt.Errorf("draw secret: %w", err)
	}
	return fmt.Sprintf("%x", raw), nil
}

// List gives all subscriptions, oldest first, without their secrets.
func (h *Hooks) List(ctx context.Context) ([]Subscription, error) {
	all := []Subscription{}
	hooks, err := h.load(ctx)
	for _, k := range hooks {
		all = append(all, k.Subscription)
	}
	return all, err
}

// hook is a subscription with what its delivery needs.
type hook struct {
	Subscription
	secret string
	due    int64 // milliseconds since 1970
}

func (h *Hooks) load(ctx context.Context) ([]hook, error) {
	if err := h.prepare(ctx); err != nil {
		return nil, err
	}
	var all []hook
	rows, err := h.db.Query(ctx, `SELECT id, url, types, secret, created_by, created_at, position, failures, due, problem FROM webhook ORDER BY created_at, id`)
	err = store.Each(rows, err, func(scan func(...any) error) error {
		var k hook
		var types string
		err := scan(&k.ID, &k.URL, &types, &k.secret, &k.CreatedBy, &k.CreatedAt, &k.Position, &k.Failures, &k.due, &k.Problem)
		k.Types = strings.Fields(types)
		if k.Failures > 0 {
			k.NextTry = time.UnixMilli(k.due).UTC().Format(time.RFC3339)
		}
		all = append(all, k)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read subscriptions: %w", err)
	}
	return all, nil
}

// Delete ends a subscription. One that is not there has ended already.
func (h *Hooks) Delete(ctx context.Context, id string) error {
	if err := h.prepare(ctx); err != nil {
		return err
	}
	_, err := h.db.Exec(ctx, `DELETE FROM webhook WHERE id = ?`, id)
	if err != nil {
		return fmt.Errorf("delete subscription: %w", err)
	}
	return nil
}
