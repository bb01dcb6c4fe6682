package api

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
	"origo/chaincode/memledger"
	"origo/client"
	"origo/client/memory"
	"origo/client/warm"
)

// ownPeer is an organisation's own peer on a channel in memory.
type ownPeer struct{ ledger *memledger.Ledger }

func (p ownPeer) Blocks(ctx context.Context, _ certificate.Agreement, from uint64) (<-chan client.Block, error) {
	return memory.Blocks(ctx, p.ledger, from), nil
}

func (p ownPeer) Height(context.Context, certificate.Agreement) (uint64, error) {
	return p.ledger.Height(), nil
}

func (p ownPeer) Freshness(_ context.Context, a certificate.Agreement) (client.Freshness, error) {
	return memory.Freshness(p.ledger, a), nil
}

// warmChannel is a channel whose answers are kept in memory.
type warmChannel struct {
	channel
	views *warm.Views
}

func (c warmChannel) For(_ certificate.Agreement, role identity.Role) (client.Registry, error) {
	session := c.ledger.As(c.organisation, string(role))
	return client.NewRegistry(c.views.Ledger(string(role), memory.Ledger{Session: session})), nil
}

func (c warmChannel) Freshness(ctx context.Context, _ certificate.Agreement) (client.Freshness, error) {
	return c.views.Freshness(ctx)
}

func (c warmChannel) Warmth() map[certificate.Agreement]warm.Figures {
	return map[certificate.Agreement]warm.Figures{certificate.ATIGA: c.views.Figures()}
}

// warmUp has the servers of Thai customs answer from memory, and waits until they do.
func (w *world) warmUp() *warm.Views {
	w.t.Helper()
	views := warm.New(warm.Options{Agreement: certificate.ATIGA, Peer: ownPeer{w.ledger}, Beat: 20 * time.Millisecond})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		views.Follow(ctx, func(err error) { slog.Info("session ended", "cause", err) })
	}()
	w.t.Cleanup(func() { cancel(); <-done })
	old := w.servers["THCustoms"]
	w.servers["THCustoms"] = newSite(w.t, warmChannel{channel{w.ledger, "THCustoms", &w.down}, views}, func(o *Options) {
		registries, state := o.Registries, o.StateDir
		*o = old.Options
		o.Registries, o.StateDir = registries, state
	})
	for end := time.Now().Add(10 * time.Second); !views.Figures().Live; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			w.t.Fatal("never answers from memory")
		}
	}
	return views
}

// TestVerifyFromMemory: assessments state the block they rest on, and the officer's own decision is seen at once.
func TestVerifyFromMemory(t *testing.T) {
	w := newWorld(t)
	w.found()
	d := w.document()
	if got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", w.sealed(d), nil); got != 201 {
		t.Fatalf("anchoring answered %d", got)
	}
	views, id := w.warmUp(), d.ID()
	verify := func() (found wire.Assessment) {
		t.Helper()
		if got := w.as("THCustoms", identity.Customs, "POST", "/v1/verifications", wire.VerificationRequest{Reference: &id}, &found); got != 200 {
			t.Fatalf("answered %d", got)
		}
		return found
	}
	first := verify()
	for end := time.Now().Add(10 * time.Second); views.Figures().Hits == 0 && time.Now().Before(end); {
		if again := verify(); again.Digest != first.Digest {
			t.Fatal("the same question was answered differently")
		}
	}
	if first.AsOf.Block != w.ledger.Height()-1 || views.Figures().Hits == 0 {
		t.Errorf("as of %d, height %d, %+v", first.AsOf.Block, w.ledger.Height(), views.Figures())
	}
	got := httptest.NewRecorder()
	w.servers["THCustoms"].metrics.handler().ServeHTTP(got, httptest.NewRequest("GET", "/metrics", nil))
	if !strings.Contains(got.Body.String(), `origo_warm_live{channel="atiga"} 1`) || !strings.Contains(got.Body.String(), `origo_warm_questions_total{channel="atiga",result="hit"}`) {
		t.Error("no figures of answers from memory")
	}
}
