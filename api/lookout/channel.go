package lookout

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"origo/certificate"
	"origo/client"
)

// Word is the newest answer to one kind of question.
type Word[T any] struct {
	Said   T
	At     time.Time // when it was said; zero if it never was
	Silent bool      // the question was put again since, without an answer
}

// hear notes the outcome of a question. Silence takes nothing back.
func (w *Word[T]) hear(said T, err error, at time.Time) {
	if w.Silent = err != nil; !w.Silent {
		w.Said, w.At = said, at
	}
}

// Channel is what is known of one channel.
type Channel struct {
	Agreement     certificate.Agreement
	Own           Word[client.Freshness]
	Organisations Word[[]client.Organisation]
	Seen          Word[[]client.PeerSeen]
	Peers         []Peer // by organisation and address: those seen now, seen earlier, and named by the configuration
}

// Peer is a peer of any organisation.
type Peer struct {
	client.PeerSeen           // Height is 0 while nothing was heard
	At              time.Time // when the own peer last held it to be alive; zero for never since Began
	Now             bool      // the own peer's newest word says it is alive
}

// place tells peers apart.
type place struct{ organisation, address string }

// channel is the memory of one channel. Whoever holds the lock may ask.
type channel struct {
	mu        sync.Mutex
	agreement certificate.Agreement
	looked    time.Time
	known     Channel
	heard     map[place]Peer
}

// look asks, unless that was just done.
func (c *channel) look(ctx context.Context, l *Lookout) Channel {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at := l.now(); at.Sub(c.looked) >= goodFor {
		c.ask(ctx, l)
		c.looked = at
	}
	known := c.known
	known.Agreement, known.Peers = c.agreement, c.peers()
	return known
}

// ask puts the three questions at the same time. A question that the caller gave up says nothing about the peer.
func (c *channel) ask(ctx context.Context, l *Lookout) {
	asking, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	var fresh client.Freshness
	var organisations []client.Organisation
	var seen []client.PeerSeen
	var noFresh, noOrganisations, noPeers error
	var questions sync.WaitGroup
	questions.Go(func() { fresh, noFresh = l.source.Freshness(asking, c.agreement) })
	questions.Go(func() { organisations, noOrganisations = l.source.Organisations(asking, c.agreement) })
	questions.Go(func() { seen, noPeers = l.source.Peers(asking, c.agreement) })
	questions.Wait()
	if ctx.Err() != nil {
		return
	}
	at := l.now()
	c.known.Own.hear(fresh, noFresh, at)
	c.known.Organisations.hear(organisations, noOrganisations, at)
	c.known.Seen.hear(seen, noPeers, at)
	if noPeers == nil {
		c.meet(seen, at)
	}
}

// forgetAfter is how long a peer is remembered that no configuration names: it may have been taken out of service.
const forgetAfter = 24 * time.Hour

// meet notes who is alive.
func (c *channel) meet(seen []client.PeerSeen, at time.Time) {
	maps.DeleteFunc(c.heard, func(_ place, p Peer) bool { return at.Sub(p.At) > forgetAfter })
	for at, p := range c.heard {
		p.Now = false
		c.heard[at] = p
	}
	for _, p := range seen {
		c.heard[place{p.Organisation, p.Address}] = Peer{PeerSeen: p, At: at, Now: true}
	}
}

// peers joins those heard with those that the configuration names.
func (c *channel) peers() []Peer {
	all := maps.Clone(c.heard)
	for _, o := range c.known.Organisations.Said {
		for _, address := range o.Peers {
			at := place{o.Name, address}
			if _, heard := all[at]; !heard {
				all[at] = Peer{PeerSeen: client.PeerSeen{Organisation: o.Name, Address: address}}
			}
		}
	}
	return slices.SortedFunc(maps.Values(all), func(a, b Peer) int {
		return cmp.Or(cmp.Compare(a.Organisation, b.Organisation), cmp.Compare(a.Address, b.Address))
	})
}
