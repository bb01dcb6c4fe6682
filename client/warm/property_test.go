package warm

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"origo/certificate/registry"
	"origo/chaincode/memledger/seeded"
	"origo/client"
)

// TestWarmAnswersEqualDirectAnswers: whatever is written and however following goes, an answer from memory is the one
// that the peer gave at the height that is stated with it.
func TestWarmAnswersEqualDirectAnswers(t *testing.T) {
	c := newChannel(t)
	hits := uint64(0)
	rapid.Check(t, func(rt *rapid.T) {
		p := newPlay(t, c)
		p.issue(rt)
		p.confirm(rt)
		rt.Repeat(map[string]func(*rapid.T){
			"issue": p.issue, "cancel": p.cancel, "replace": p.replace, "use": p.used, "suspend": p.suspend, "list": p.list,
			"block": p.block, "catch up": p.catchUp, "beat begins": p.beatBegins, "beat ends": p.beatEnds, "confirm": p.confirm,
			"confirm again": p.confirm, "broken": p.broken, "silence": p.silence, "ask": p.ask, "ask more": p.askMany,
			"ask slowly": p.askSlowly, "": p.bounded,
		})
		hits += p.views.Figures().Hits
	})
	if hits == 0 {
		t.Error("nothing was ever answered from memory")
	}
}

func (p *play) askMany(rt *rapid.T) {
	for range 4 {
		p.ask(rt)
	}
}

func (p *play) bounded(rt *rapid.T) {
	a := p.views.answers
	if a.order.Len() > p.views.Entries || len(a.byKey) != a.order.Len() {
		rt.Fatalf("%d answers, %d keys", a.order.Len(), len(a.byKey))
	}
	for t, at := range a.byTopic {
		if len(at) == 0 {
			rt.Fatalf("nothing under %s", t)
		}
	}
}

// TestBrokenStreamForgets: what changed while nobody listened is not answered from before.
func TestBrokenStreamForgets(t *testing.T) {
	p := newPlay(t, newChannel(t))
	if _, err := p.Issue(p.documents[0]); err != nil {
		t.Fatal(err)
	}
	p.remember()
	view := client.Question{Function: registry.ReadView, Args: seeded.Name(p.documents[0].ID())}
	for _, step := range []func(){
		func() { p.confirm(nil) }, func() {}, func() { p.confirm(nil) },
		func() { p.views.reset(); p.use(t, p.documents[0], 1); _, _ = p.Issue(p.documents[1]); p.remember() },
		func() { p.confirm(nil) }, func() { p.confirm(nil) },
	} {
		step()
		if wrong := p.compare(view); wrong != "" {
			t.Error(wrong)
		}
	}
	if f := p.views.Figures(); f.Hits != 2 || f.Aside != 1 {
		t.Errorf("%+v", f)
	}
}

// own is a ledger whose writes come back with a receipt or an error.
type own struct {
	client.Ledger
	receipt client.Receipt
	err     error
}

func (o own) Submit(context.Context, string, map[string][]byte, ...string) ([]byte, client.Receipt, error) {
	return nil, o.receipt, o.err
}

// TestOwnWritesAreSeen: after a write, nothing older than it is answered, whatever became of it.
func TestOwnWritesAreSeen(t *testing.T) {
	for name, inner := range map[string]own{
		"committed": {receipt: client.Receipt{Block: 1000}},
		"open":      {err: &client.Unknown{Transaction: "t", Cause: context.DeadlineExceeded}},
		"refused":   {err: registry.Refuse(registry.BalanceExceeded)},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlay(t, newChannel(t))
			p.confirm(nil)
			if !p.views.Figures().Live {
				t.Fatal("not live after a beat")
			}
			_, _, _ = p.views.Ledger("customs", inner).Submit(t.Context(), registry.RecordUse, nil)
			if p.views.Figures().Live {
				t.Error("still answering from before the write")
			}
			_ = p.views.apply(client.Block{Number: p.views.at.height})
			p.views.at.height = max(p.views.at.height, inner.receipt.Block+1)
			p.views.settle(p.views.begin())
			if !p.views.Figures().Live {
				t.Error("never live again")
			}
		})
	}
}
