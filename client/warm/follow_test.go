package warm

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"origo/certificate"
	"origo/client"
	"origo/client/memory"
)

// peer is an organisation's own peer whose stream of blocks can be held up or broken.
type peer struct {
	*channel
	silent, down atomic.Bool
	skip         atomic.Uint64 // this block is left out
	mu           sync.Mutex
	cut          context.CancelFunc // of the stream that is open
}

var errDown = errors.New("the peer is down")

func (p *peer) Height(context.Context, certificate.Agreement) (uint64, error) {
	if p.down.Load() {
		return 0, errDown
	}
	return p.Ledger.Height(), nil
}

func (p *peer) Freshness(ctx context.Context, a certificate.Agreement) (client.Freshness, error) {
	_, err := p.Height(ctx, a)
	return memory.Freshness(p.Ledger, p.Agreement), err
}

func (p *peer) Blocks(ctx context.Context, a certificate.Agreement, from uint64) (<-chan client.Block, error) {
	if _, err := p.Height(ctx, a); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	p.mu.Lock()
	p.cut = cancel
	p.mu.Unlock()
	blocks := make(chan client.Block)
	go func() {
		defer close(blocks)
		for b := range memory.Blocks(ctx, p.Ledger, from) {
			if b.Number == p.skip.Load() {
				continue
			}
			for p.silent.Load() && ctx.Err() == nil {
				time.Sleep(time.Millisecond)
			}
			select {
			case blocks <- b:
			case <-ctx.Done():
			}
		}
	}()
	return blocks, nil
}

// follow follows the peer for the length of a test; reasons get why sessions ended.
func follow(t testing.TB, p *peer) (*Views, <-chan error) {
	t.Helper()
	v := New(Options{Agreement: p.Agreement, Peer: p, Beat: 5 * time.Millisecond, Patience: 100 * time.Millisecond})
	ctx, cancel := context.WithCancel(context.Background())
	reasons, done := make(chan error, 1000), make(chan struct{})
	go func() {
		defer close(done)
		v.Follow(ctx, func(err error) { reasons <- err })
	}()
	t.Cleanup(func() { cancel(); <-done })
	eventually(t, "live", v.isLive)
	return v, reasons
}

func (v *Views) isLive() bool { return v.Figures().Live }

func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !holds(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("never %s", what)
		}
	}
}

// TestFollowingStepsAside: whatever interrupts following, answers from memory end, and begin again when it is over.
func TestFollowingStepsAside(t *testing.T) {
	for _, c := range []struct {
		name      string
		interrupt func(*peer)
		restore   func(*peer)
		reason    error // nil: the session goes on
	}{
		{"no answer", func(p *peer) { p.down.Store(true) }, func(p *peer) { p.down.Store(false) }, nil},
		{"blocks do not arrive", func(p *peer) { p.silent.Store(true) }, func(p *peer) { p.silent.Store(false) }, errStalled},
		{"stream ends", func(p *peer) { p.down.Store(true); p.cut() }, func(p *peer) { p.down.Store(false) }, errEnded},
		{"a block is missing", func(p *peer) { p.skip.Store(p.Ledger.Height()); p.another() }, func(p *peer) { p.skip.Store(0) }, errGap},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &peer{channel: newChannel(t)}
			v, reasons := follow(t, p)
			p.interrupt(t, c.interrupt)
			eventually(t, "aside", func() bool { return !v.isLive() })
			if f, err := v.Freshness(t.Context()); err == nil && f.Height < p.Ledger.Height() {
				t.Errorf("states height %d of %d", f.Height, p.Ledger.Height())
			}
			if c.reason != nil {
				eventually(t, "ended", func() bool { return len(reasons) > 0 })
				if err := <-reasons; !errors.Is(err, c.reason) {
					t.Errorf("ended with %v, want %v", err, c.reason)
				}
			}
			c.restore(p)
			eventually(t, "live again", v.isLive)
		})
	}
}

// interrupt disturbs and has a certificate issued meanwhile.
func (p *peer) interrupt(t testing.TB, disturb func(*peer)) {
	t.Helper()
	disturb(p)
	if _, err := p.Issue(p.fresh()); err != nil {
		t.Fatal(err)
	}
}

// another makes sure that a block follows the one left out.
func (p *peer) another() { _, _ = p.Issue(p.fresh()) }

// TestReadersAmongWriters: with blocks, beats, reads and writes all at once, what is stated with an answer holds: it is
// one the peer gave at the height stated or later, and an own write is never missing from it.
func TestReadersAmongWriters(t *testing.T) {
	p := &peer{channel: newChannel(t)}
	v, _ := follow(t, p)
	document := p.fresh()
	if _, err := p.Issue(document); err != nil {
		t.Fatal(err)
	}
	var uses atomic.Int64 // recorded and acknowledged
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			port := client.NewRegistry(v.Ledger("customs", p.ledger()))
			for ctx.Err() == nil {
				least := uses.Load()
				view, err := port.View(ctx, document.ID())
				if err != nil && ctx.Err() == nil {
					t.Error(err)
				} else if err == nil && int64(len(view.Account.Uses)) < least {
					t.Errorf("%d uses, %d were acknowledged before", len(view.Account.Uses), least)
				}
			}
		})
	}
	port := client.NewRegistry(v.Ledger("customs", p.ledger()))
	for i := range 30 {
		if _, err := port.Use(t.Context(), p.acceptance(t, document, i)); err != nil {
			t.Fatal(err)
		}
		uses.Add(1)
		time.Sleep(5 * time.Millisecond)
	}
	eventually(t, "hit", func() bool { return v.Figures().Hits > 0 })
	cancel()
	all.Wait()
}
