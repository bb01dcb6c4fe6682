package tests

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
)

// writer is the part of client.Registry that the hammer strikes with. The API
// is another one.
type writer interface {
	Issue(ctx context.Context, s registry.Submission) (client.Receipt, error)
	Use(ctx context.Context, u registry.UseRequest) (client.Receipt, error)
}

// hammer anchors new certificates and debits a few shared ones from many
// goroutines at once, and keeps book of every answer it gets.
type hammer struct {
	issuing, customs writer
	declarations     string // what their numbers begin with
	fresh            chan draft
	pool             []*certificate.Document
	count            atomic.Int64
	stopped          atomic.Bool
	group            sync.WaitGroup

	mutex   sync.Mutex
	anchors []anchoring
	uses    []using
	last    time.Time     // of an acknowledgement
	pause   time.Duration // longest between two of them
}

// draft is a certificate that is sealed and not yet anchored.
type draft struct {
	id         certificate.ID
	submission registry.Submission
}

// anchoring and using are entries of the book; err is the answer.
type anchoring struct {
	draft
	err error
}

type using struct {
	request registry.UseRequest
	err     error
}

const (
	workers    = 8
	poolSize   = 3
	mostDrafts = 300
	portion    = "30" // of the 240 pumps that each certificate is for
)

// newHammer prepares everything that is not to be timed.
func newHammer(t testing.TB, name string, issuing, customs writer) *hammer {
	t.Helper()
	h := &hammer{issuing: issuing, customs: customs, declarations: fmt.Sprintf("TH-%s-%d", name, serial.Add(1)), fresh: make(chan draft, mostDrafts)}
	for range mostDrafts {
		d := pumps()
		h.fresh <- draft{d.ID(), network.seal(t, d)}
	}
	close(h.fresh)
	issuer := network.registry(t, "VNIssuer", certificate.ATIGA, registry.RoleIssuer)
	customsOwn := network.registry(t, "THCustoms", certificate.ATIGA, registry.RoleCustoms)
	for range poolSize {
		d := pumps()
		network.anchor(t, issuer, d)
		h.pool = append(h.pool, d)
		eventually(t, "customs see the shared certificate", func() bool {
			_, err := customsOwn.Account(t.Context(), d.ID())
			return err == nil
		})
	}
	return h
}

// strike sets goroutines to work until stop.
func (h *hammer) strike(goroutines int) {
	h.last = time.Now()
	for range goroutines {
		h.group.Go(func() {
			for !h.stopped.Load() {
				h.anchorOne()
				h.debitOne()
			}
		})
	}
}

// stop waits for the answers that are still out.
func (h *hammer) stop() {
	h.stopped.Store(true)
	h.group.Wait()
}

func (h *hammer) anchorOne() {
	d, ok := <-h.fresh
	if !ok {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	_, err := h.issuing.Issue(ctx, d.submission)
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.anchors = append(h.anchors, anchoring{d, err})
	h.note(err)
}

func (h *hammer) debitOne() {
	n := h.count.Add(1)
	request := use(h.pool[n%poolSize], fmt.Sprintf("%s-%d", h.declarations, n), portion)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	_, err := h.customs.Use(ctx, request)
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.uses = append(h.uses, using{request, err})
	if !refusedAs(err, registry.BalanceExceeded) {
		h.note(err)
	}
}

// note remembers when something last succeeded; the caller holds the mutex.
func (h *hammer) note(err error) {
	if err == nil {
		now := time.Now()
		h.pause, h.last = max(h.pause, now.Sub(h.last)), now
	}
}

// served says whether, beyond what the book held before, the ledger has
// anchored and has decided on a debit.
func (h *hammer) served(anchors, uses int) bool {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	anchored, decided := len(h.anchors) == mostDrafts, false // nothing to anchor is left: do not wait for it
	for _, a := range h.anchors[anchors:] {
		anchored = anchored || a.err == nil
	}
	for _, u := range h.uses[uses:] {
		decided = decided || u.err == nil || refusedAs(u.err, registry.BalanceExceeded)
	}
	return anchored && decided
}

// entries is how much the book holds.
func (h *hammer) entries() (anchors, uses int) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	return len(h.anchors), len(h.uses)
}

// fate is what an answer says about a write.
type fate int

const (
	acknowledged fate = iota
	turnedDown        // for lack of balance
	leftNoTrace
	undecided // not known
	fates
)

// fateOf sorts an answer; false means that callers should never get it.
func fateOf(err error) (fate, bool) {
	var unavailable *client.Unavailable
	var unknown *client.Unknown
	switch {
	case err == nil:
		return acknowledged, true
	case refusedAs(err, registry.BalanceExceeded):
		return turnedDown, true
	case errors.As(err, &unknown):
		return undecided, true
	case errors.As(err, &unavailable):
		return leftNoTrace, true
	default:
		return leftNoTrace, false
	}
}
