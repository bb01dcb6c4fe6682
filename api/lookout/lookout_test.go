package lookout

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"origo/certificate"
	"origo/client"
)

// ownPeer is a peer that says what it is told to say.
type ownPeer struct {
	mu                       sync.Mutex
	asked                    int
	noFresh, noOrganisations error
	noPeers                  error
	height                   uint64
	peers                    []client.PeerSeen
	organisations            []client.Organisation
	hangs                    bool
}

var errDown = errors.New("down")

func (p *ownPeer) Agreements() []certificate.Agreement {
	return []certificate.Agreement{certificate.ATIGA}
}

func (p *ownPeer) Freshness(ctx context.Context, _ certificate.Agreement) (client.Freshness, error) {
	if p.hangs {
		<-ctx.Done()
		return client.Freshness{}, ctx.Err()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked++
	return client.Freshness{Height: p.height}, p.noFresh
}

func (p *ownPeer) Organisations(context.Context, certificate.Agreement) ([]client.Organisation, error) {
	return p.organisations, p.noOrganisations
}

func (p *ownPeer) Peers(context.Context, certificate.Agreement) ([]client.PeerSeen, error) {
	return p.peers, p.noPeers
}

var (
	vietnam  = client.PeerSeen{Organisation: "VNIssuer", Address: "peer0.vn:7111", Height: 9}
	thailand = client.PeerSeen{Organisation: "THCustoms", Address: "peer0.th:7511", Height: 8}
	second   = client.PeerSeen{Organisation: "VNIssuer", Address: "peer1.vn:7121", Height: 9}
)

// stage is a lookout whose clock the test moves.
type stage struct {
	*Lookout
	peer *ownPeer
	at   time.Time
}

func newStage() *stage {
	s := &stage{at: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)}
	s.peer = &ownPeer{height: 9, peers: []client.PeerSeen{thailand, vietnam}, organisations: []client.Organisation{
		{Name: "THCustoms", Member: true, Peers: []string{thailand.Address}}, {Name: "VNIssuer", Member: true, Peers: []string{vietnam.Address}}}}
	s.Lookout = New(s.peer, func() time.Time { return s.at })
	return s
}

// after moves the clock and looks.
func (s *stage) after(t *testing.T, d time.Duration) Channel {
	t.Helper()
	s.at = s.at.Add(d)
	return s.Look(t.Context())[0]
}

// told is a peer in one line: alive now, or when it last was.
func told(peers []Peer) []string {
	var all []string
	for _, p := range peers {
		state := "alive"
		if !p.Now {
			state = p.At.Format("last 15:04:05")
		}
		if p.At.IsZero() {
			state = "never"
		}
		all = append(all, fmt.Sprintf("%s %d %s", p.Address, p.Height, state))
	}
	return all
}

func wantPeers(t *testing.T, c Channel, want ...string) {
	t.Helper()
	if got := told(c.Peers); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestPartnerFallsSilent: a peer that is no longer seen keeps the time and height of its last word.
func TestPartnerFallsSilent(t *testing.T) {
	s := newStage()
	wantPeers(t, s.after(t, 0), "peer0.th:7511 8 alive", "peer0.vn:7111 9 alive")
	s.peer.peers = []client.PeerSeen{vietnam}
	wantPeers(t, s.after(t, time.Hour), "peer0.th:7511 8 last 08:00:00", "peer0.vn:7111 9 alive")
	s.peer.peers = []client.PeerSeen{thailand, vietnam}
	wantPeers(t, s.after(t, time.Hour), "peer0.th:7511 8 alive", "peer0.vn:7111 9 alive")
}

// TestNeverHeard: the configuration names a peer that nobody has heard since the beginning.
func TestNeverHeard(t *testing.T) {
	s := newStage()
	s.peer.peers = []client.PeerSeen{vietnam}
	wantPeers(t, s.after(t, 0), "peer0.th:7511 0 never", "peer0.vn:7111 9 alive")
}

// TestForgotten: a peer that no configuration names is forgotten a day after its last word.
func TestForgotten(t *testing.T) {
	s := newStage()
	s.peer.peers = []client.PeerSeen{vietnam, second}
	s.after(t, 0)
	s.peer.peers = []client.PeerSeen{vietnam}
	wantPeers(t, s.after(t, 23*time.Hour), "peer0.th:7511 0 never", "peer0.vn:7111 9 alive", "peer1.vn:7121 9 last 08:00:00")
	wantPeers(t, s.after(t, 2*time.Hour), "peer0.th:7511 0 never", "peer0.vn:7111 9 alive")
}

// TestSilences: each kind of silence shows as itself, and takes nothing back.
func TestSilences(t *testing.T) {
	for name, c := range map[string]struct {
		change                    func(*ownPeer)
		own, organisations, peers bool // silent
	}{
		"none":         {func(*ownPeer) {}, false, false, false},
		"discovery":    {func(p *ownPeer) { p.noPeers = errDown }, false, false, true},
		"the own peer": {func(p *ownPeer) { p.noFresh, p.noOrganisations, p.noPeers = errDown, errDown, errDown }, true, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage()
			began := s.at
			s.after(t, 0)
			c.change(s.peer)
			got := s.after(t, time.Minute)
			if got.Own.Silent != c.own || got.Organisations.Silent != c.organisations || got.Seen.Silent != c.peers {
				t.Errorf("got %+v", got)
			}
			if got.Own.Said.Height != 9 || got.Own.At.Equal(began) != c.own || len(got.Peers) != 2 {
				t.Errorf("silence took something back: %+v", got)
			}
		})
	}
}

// TestAskedOnce: who looks again at once is answered from memory.
func TestAskedOnce(t *testing.T) {
	s := newStage()
	var lookers sync.WaitGroup
	for range 8 {
		lookers.Go(func() { s.Look(context.Background()) })
	}
	lookers.Wait()
	if s.peer.asked != 1 {
		t.Errorf("asked %d times", s.peer.asked)
	}
}

// TestGivenUp: a caller who goes away says nothing about the peer.
func TestGivenUp(t *testing.T) {
	s := newStage()
	s.after(t, 0)
	s.peer.hangs = true
	s.at = s.at.Add(time.Minute)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if got := s.Look(gone)[0]; got.Own.Silent || got.Own.Said.Height != 9 {
		t.Errorf("got %+v", got)
	}
}

// TestWatch: memory fills while nobody asks.
func TestWatch(t *testing.T) {
	s := newStage()
	stop := s.Watch(t.Context())
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		s.peer.mu.Lock()
		asked := s.peer.asked
		s.peer.mu.Unlock()
		if asked > 0 {
			break
		}
		if time.Now().After(end) {
			t.Fatal("never looks")
		}
	}
	stop()
	if !s.Began().Equal(s.at) {
		t.Error("memory does not begin at the beginning")
	}
}
