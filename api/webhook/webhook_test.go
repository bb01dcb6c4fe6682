package webhook

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"origo/api/readmodel"
	"origo/api/store"
	"origo/api/store/storetest"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/memledger/seeded"
	"origo/client"
	"origo/client/memory"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// desk is a ledger with a read model and webhooks on it.
type desk struct {
	t testing.TB
	*seeded.World
	feed   readmodel.Feed
	hooks  *Hooks
	serial int
}

func newDesk(t testing.TB, config store.Config) *desk {
	t.Helper()
	world, err := seeded.New(certificate.ATIGA)
	must(t, err)
	db, err := store.Open(config)
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	d := &desk{t: t, World: world}
	d.feed = readmodel.Feed{Model: readmodel.New(db), Source: d, Log: slog.New(slog.DiscardHandler)}
	d.hooks = New(db, d.feed.Model)
	d.hooks.PlainHTTP = true
	return d
}

func (d *desk) Agreements() []certificate.Agreement {
	return []certificate.Agreement{certificate.ATIGA}
}
func (d *desk) Height(context.Context, certificate.Agreement) (uint64, error) {
	return d.Ledger.Height(), nil
}
func (d *desk) Reader(certificate.Agreement) (readmodel.Reader, error) {
	return memory.Registry(d.Ledger, "THCustoms", registry.RoleCustoms), nil
}
func (d *desk) Blocks(ctx context.Context, _ certificate.Agreement, from uint64) (<-chan client.Block, error) {
	return memory.Blocks(ctx, d.Ledger, from), nil
}

// issue anchors some certificates and lets the model follow.
func (d *desk) issue(n int) {
	d.t.Helper()
	for range n {
		d.serial++
		_, err := d.Issue(d.Specimen(certificate.FormD, "VN", d.serial))
		must(d.t, err)
	}
	must(d.t, d.feed.CatchUp(d.t.Context(), certificate.ATIGA, int64(d.Ledger.Height())-1))
}

// receiver is a partner's address that checks signatures and answers as told.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	secret string
	answer int
	got    []string // source and id of what was taken
	wrong  int      // requests that were not genuine
	asked  int
}

func newReceiver(t testing.TB) *receiver {
	r := &receiver{answer: http.StatusNoContent}
	r.Server = httptest.NewServer(r)
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked++
	body, _ := io.ReadAll(request.Body)
	var at int64
	var signature string
	_, err := fmt.Sscanf(strings.ReplaceAll(request.Header.Get(SignatureHeader), ",", " "), "t=%d v1=%s", &at, &signature)
	var e readmodel.CloudEvent
	kind := request.Header.Get("Content-Type")
	if err != nil || signature != Sign(r.secret, at, body) || json.Unmarshal(body, &e) != nil || !strings.HasPrefix(kind, "application/cloudevents+json") {
		r.wrong++
	}
	if r.answer < 300 {
		r.got = append(r.got, e.Source+" "+e.ID)
	}
	w.Header().Set("Location", "/elsewhere")
	w.WriteHeader(r.answer)
}

func (r *receiver) say(status int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answer = status
}

func (r *receiver) want(t testing.TB, taken int) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	seen := map[string]bool{}
	for _, id := range r.got {
		seen[id] = true
	}
	if len(seen) != taken || len(r.got) != taken || r.wrong > 0 {
		t.Errorf("%d events taken, %d different, %d not genuine; want %d", len(r.got), len(seen), r.wrong, taken)
	}
}

func (d *desk) subscribe(r *receiver, types ...string) Subscription {
	d.t.Helper()
	s, secret, err := d.hooks.Create(d.t.Context(), Order{URL: r.URL, Types: types, By: "admin"})
	must(d.t, err)
	r.secret = secret
	return s
}

func (d *desk) round() {
	d.t.Helper()
	must(d.t, d.hooks.round(d.t.Context(), newClient()))
}

func configs(t *testing.T) map[string]store.Config {
	return map[string]store.Config{
		"sqlite":   {Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "hooks.db")},
		"postgres": storetest.Postgres(t),
	}
}

// TestDelivery: everything arrives once, signed, also after failures and in a
// new process, and only what was subscribed to.
func TestDelivery(t *testing.T) {
	for name, config := range configs(t) {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, config)
			now := time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC)
			d.hooks.Now = func() time.Time { return now }
			all, some := newReceiver(t), newReceiver(t)
			d.subscribe(all)
			d.subscribe(some, registry.EventCancelled)
			d.issue(3)
			d.round()
			all.want(t, 3)
			some.want(t, 0)
			all.say(http.StatusFound) // redirects are not followed
			d.issue(2)
			d.round()
			d.round() // not due yet
			all.want(t, 3)
			list, err := d.hooks.List(t.Context())
			must(t, err)
			if list[0].Failures+list[1].Failures != 1 || list[0].Problem+list[1].Problem != "status 302" || all.asked != 4 {
				t.Errorf("asked %d times, %+v", all.asked, list)
			}
			all.say(http.StatusOK)
			now = now.Add(firstPause)
			again := New(d.hooks.db, d.feed.Model) // a new process
			again.Now = d.hooks.Now
			must(t, again.round(t.Context(), newClient()))
			all.want(t, 5)
			some.want(t, 0)
		})
	}
}

// TestSecondProcessWaits: while one process delivers, another does not.
func TestSecondProcessWaits(t *testing.T) {
	d := newDesk(t, store.Config{Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "hooks.db")})
	r := newReceiver(t)
	d.subscribe(r)
	d.issue(1)
	hooks, err := d.hooks.load(t.Context())
	must(t, err)
	first, second := hooks[0], hooks[0]
	if claimed, err := d.hooks.claim(t.Context(), &first); err != nil || !claimed {
		t.Fatalf("claimed %v, %v", claimed, err)
	}
	if claimed, err := d.hooks.claim(t.Context(), &second); err != nil || claimed {
		t.Errorf("claimed %v, %v", claimed, err)
	}
	r.want(t, 0)
}

func TestRunDeliversAsThingsHappen(t *testing.T) {
	d := newDesk(t, store.Config{Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "hooks.db")})
	r := newReceiver(t)
	d.subscribe(r)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); d.hooks.Run(ctx, slog.New(slog.DiscardHandler)) }()
	d.issue(5)
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		r.mu.Lock()
		done := len(r.got) == 5
		r.mu.Unlock()
		if done {
			break
		}
	}
	stop()
	<-ended
	r.want(t, 5)
}

func TestOrders(t *testing.T) {
	d := newDesk(t, store.Config{Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "hooks.db")})
	d.hooks.PlainHTTP = false
	for _, url := range []string{"", "http://x.example", "https://", "https://u@x.example", "https://x.example/#f", "ftp://x.example", "https://x.example/" + strings.Repeat("x", 2000), ":"} {
		if _, _, err := d.hooks.Create(t.Context(), Order{URL: url}); err != ErrAddress {
			t.Errorf("%q: %v", url, err)
		}
	}
	if _, _, err := d.hooks.Create(t.Context(), Order{URL: "https://x.example", Types: []string{"trust.changed"}}); err != ErrType {
		t.Error(err)
	}
	for range maxSubscriptions {
		_, _, err := d.hooks.Create(t.Context(), Order{URL: "https://x.example"})
		must(t, err)
	}
	if _, _, err := d.hooks.Create(t.Context(), Order{URL: "https://x.example"}); err != ErrFull {
		t.Error(err)
	}
}

func TestPauses(t *testing.T) {
	for failures, want := range map[int]time.Duration{0: time.Second, 1: 2 * time.Second, 5: 32 * time.Second, 12: time.Hour, 900: time.Hour} {
		if got := pauseAfter(failures); got != want {
			t.Errorf("after %d: %v, want %v", failures, got, want)
		}
	}
}

// TestSignature pins the signature that the guide describes.
func TestSignature(t *testing.T) {
	if got := Sign("key", 1795334400, []byte(`{}`)); got != "aaba7892749eab0ba3db2937109818da6d6d947589e113db49f025bd723c5533" {
		t.Errorf("got %s", got)
	}
}
