package api

import (
	"encoding/json"
	"testing"
	"time"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
	"origo/client"
)

// networkOf reads the one channel of an answer.
func networkOf(t *testing.T, raw []byte) wire.NetworkChannel {
	t.Helper()
	var answer wire.Network
	if err := json.Unmarshal(raw, &answer); err != nil || len(answer.Channels) != 1 {
		t.Fatalf("%v: %s", err, raw)
	}
	return answer.Channels[0]
}

// TestNetwork: everybody signed in reads who is on the channel, whose country they act for and how far each is; when
// the own peer falls silent, its last word stays and nothing is claimed about others.
func TestNetwork(t *testing.T) {
	w := newWorld(t)
	w.found()
	read := func() wire.NetworkChannel {
		got := w.servers["VNCustoms"].answer(t, ask("GET", "/v1/network", w.token("VNCustoms", identity.Trader), nil))
		return networkOf(t, got.Body.Bytes())
	}
	now := read()
	if !now.OwnPeer.Answers || !now.Sight.Answers || *now.OwnPeer.Height != int(w.ledger.Height()) || len(now.Organisations) != 3 {
		t.Fatalf("got %+v", now)
	}
	for i, want := range []string{"THCustoms TH", "VNCustoms VN", "VNIssuer VN"} {
		o := now.Organisations[i]
		if o.Country == nil || o.Name+" "+*o.Country != want || o.Own != (o.Name == "VNCustoms") || !o.Member {
			t.Errorf("got %+v, want %s", o, want)
		}
		if p := o.Peers[0]; p.State != wire.Seen || *p.Height != int(w.ledger.Height()) || *p.Behind != 0 {
			t.Errorf("%s: %+v", want, p)
		}
	}
	w.down = true
	w.ledger.Advance(time.Minute)
	later := read()
	if later.OwnPeer.Answers || later.Sight.Answers || *later.OwnPeer.AnsweredAt != *now.OwnPeer.AnsweredAt || *later.OwnPeer.Height != *now.OwnPeer.Height {
		t.Errorf("own peer down: %+v", later)
	}
	if len(later.Organisations) != 3 || later.Organisations[0].Peers[0].State != wire.Unknown || later.Organisations[0].Peers[0].SeenAt == nil {
		t.Errorf("own peer down: %+v", later.Organisations)
	}
}

// TestNetworkPartnerUnseen: a partner's peer that the configuration names and nobody sees is unseen; nothing else of
// the answer changes.
func TestNetworkPartnerUnseen(t *testing.T) {
	ledger, _ := newShelf(t)
	s := newSite(t, shelves{ledger: ledger, served: []certificate.Agreement{certificate.ATIGA}})
	got := networkOf(t, s.answer(t, ask("GET", "/v1/network", "VNIssuer.issuer", nil)).Body.Bytes())
	thailand, own := got.Organisations[0].Peers[0], got.Organisations[1].Peers[0]
	if thailand.State != wire.Unseen || thailand.SeenAt != nil || thailand.Height != nil || thailand.Behind != nil {
		t.Errorf("got %+v", thailand)
	}
	if own.State != wire.Seen || *own.Height != 8 || !got.OwnPeer.Answers {
		t.Errorf("got %+v", own)
	}
}

// TestNetworkNothingKnown: before the own peer's first word the answer says so.
func TestNetworkNothingKnown(t *testing.T) {
	down := &client.Unavailable{Doing: "test", Cause: errDown}
	s := newSite(t, shelves{down: down, served: []certificate.Agreement{certificate.ATIGA}})
	got := networkOf(t, s.answer(t, ask("GET", "/v1/network", "VNIssuer.issuer", nil)).Body.Bytes())
	if got.OwnPeer.Answers || got.OwnPeer.AnsweredAt != nil || got.Sight.Answers || len(got.Organisations) != 0 {
		t.Errorf("got %+v", got)
	}
}
