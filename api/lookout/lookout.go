// Package lookout remembers what an organisation's own peer last said about the channels it is on, so that silence can
// be told from bad news: who was heard, when, and since when nothing was heard.
package lookout

import (
	"context"
	"sync"
	"time"

	"origo/certificate"
	"origo/client"
)

// Source is the organisation's own peer.
type Source interface {
	// Agreements lists the channels the organisation is on.
	Agreements() []certificate.Agreement
	// Freshness says how far the peer's copy of a ledger reaches.
	Freshness(ctx context.Context, agreement certificate.Agreement) (client.Freshness, error)
	// Organisations lists who takes part in a channel.
	Organisations(ctx context.Context, agreement certificate.Agreement) ([]client.Organisation, error)
	// Peers lists the peers of a channel that the own peer holds to be alive.
	Peers(ctx context.Context, agreement certificate.Agreement) ([]client.PeerSeen, error)
}

// Lookout is one organisation's memory of its channels. It is safe for use by many goroutines, and forgets everything
// when the process ends.
type Lookout struct {
	source   Source
	now      func() time.Time
	began    time.Time
	channels []*channel
}

// New begins with an empty memory.
func New(source Source, now func() time.Time) *Lookout {
	l := &Lookout{source: source, now: now, began: now()}
	for _, agreement := range source.Agreements() {
		l.channels = append(l.channels, &channel{agreement: agreement, heard: map[place]Peer{}})
	}
	return l
}

// Began is since when the memory reaches back.
func (l *Lookout) Began() time.Time { return l.began }

// How often the peer is asked.
const (
	goodFor = time.Second      // a look is reused for so long
	within  = 3 * time.Second  // a silent peer is waited for no longer
	every   = 10 * time.Second // between looks while nobody asks
)

// Look asks the own peer about every channel at once, and gives what is known then. Without any answer it gives what
// was known before.
func (l *Lookout) Look(ctx context.Context) []Channel {
	all := make([]Channel, len(l.channels))
	var looks sync.WaitGroup
	for i, c := range l.channels {
		looks.Go(func() { all[i] = c.look(ctx, l) })
	}
	looks.Wait()
	return all
}

// Watch looks again and again, so that memory reaches back further than to the last time anybody asked. The function
// it gives ends that.
func (l *Lookout) Watch(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var watching sync.WaitGroup
	watching.Go(func() {
		ticks := time.NewTicker(every)
		defer ticks.Stop()
		for ctx.Err() == nil {
			l.Look(ctx)
			select {
			case <-ticks.C:
			case <-ctx.Done():
			}
		}
	})
	return func() { cancel(); watching.Wait() }
}
