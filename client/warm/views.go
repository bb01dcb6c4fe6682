package warm

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"origo/certificate"
	"origo/client"
)

// Peer is what following needs of the organisation's own peer; client.Connection is one.
type Peer interface {
	// Blocks gives blocks in order from a number on, until the context ends or the stream breaks.
	Blocks(ctx context.Context, agreement certificate.Agreement, from uint64) (<-chan client.Block, error)
	// Height is the number of blocks the peer has at the time of asking.
	Height(ctx context.Context, agreement certificate.Agreement) (uint64, error)
	// Freshness says how far the peer has come.
	Freshness(ctx context.Context, agreement certificate.Agreement) (client.Freshness, error)
}

// Options are what views of one channel need. Zero takes the default.
type Options struct {
	Agreement certificate.Agreement
	Peer      Peer
	Entries   int              // answers kept; 4096, about 16 KiB each
	Beat      time.Duration    // how often the peer's height is compared with what was followed; 1 s
	Patience  time.Duration    // answers are given from memory for so long after a beat that found nothing missing; 3 s
	Now       func() time.Time // a clock that does not jump; time.Now
}

func (o Options) withDefaults() Options {
	if o.Entries == 0 {
		o.Entries = 4096
	}
	if o.Beat == 0 {
		o.Beat = time.Second
	}
	if o.Patience == 0 {
		o.Patience = 3 * time.Second
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// Views keeps answers about one channel in memory and follows its blocks. It is safe for use by many goroutines.
type Views struct {
	Options
	mu      sync.Mutex
	at      position
	answers *answers
	reading map[*reading]bool
	moved   chan struct{} // closed when another block was followed
	counts  Figures
}

// position is how far following has come.
type position struct {
	height    uint64    // number of blocks followed; 0 before the first of a session
	blockTime string    // RFC 3339 UTC, of the newest
	started   uint64    // beats begun: questions for the peer's height
	settled   uint64    // the newest beat whose height was reached
	confirmed time.Time // when that beat began
	trusted   uint64    // nothing is answered before this beat has settled
	floor     uint64    // nothing is answered below this height: the caller knows of it already
}

// reading is a question on its way to the peer, with what blocks told of since it was put.
type reading struct{ changed []topic }

// New prepares views; Follow brings them to life.
func New(o Options) *Views {
	o = o.withDefaults()
	v := &Views{Options: o, answers: newAnswers(o.Entries), moved: make(chan struct{})}
	v.reset()
	return v
}

// reset forgets everything: what was kept may have changed unheard.
func (v *Views) reset() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.answers.clear()
	v.reading = map[*reading]bool{}
	v.at = position{started: v.at.started, settled: v.at.settled, floor: v.at.floor}
}

// errGap says that blocks are missing between two that came.
var errGap = errors.New("blocks are missing")

// apply takes in the next block.
func (v *Views) apply(b client.Block) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.at.height > 0 && b.Number != v.at.height {
		return fmt.Errorf("follow block %d after %d: %w", b.Number, v.at.height-1, errGap)
	}
	for _, e := range b.Events {
		v.change(changedBy(e))
	}
	v.at.height, v.at.blockTime = b.Number+1, b.Time.UTC().Format(time.RFC3339)
	close(v.moved)
	v.moved = make(chan struct{})
	return nil
}

// change forgets what rests on the topics, also what is still being read.
func (v *Views) change(topics []topic) {
	for _, t := range topics {
		v.answers.forget(t)
	}
	for r := range v.reading {
		r.changed = append(r.changed, topics...)
	}
}

// begin starts a beat. Whatever was read before it is no newer than the height the peer gives now.
func (v *Views) begin() (beat uint64, at time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.at.started++
	return v.at.started, v.Now()
}

// settle ends a beat whose height was reached.
func (v *Views) settle(beat uint64, at time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.at.settled, v.at.confirmed = beat, at
}

// reached reports whether as many blocks were followed, and gives what to wait for if not.
func (v *Views) reached(height uint64) (bool, <-chan struct{}) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.at.height >= height, v.moved
}

// live reports whether answers may be given from memory.
func (v *Views) live() bool {
	return v.at.settled >= v.at.trusted && v.at.height > 0 && v.at.height >= v.at.floor &&
		v.Now().Sub(v.at.confirmed) <= v.Patience
}

// look finds an answer, or else registers a reading; nil if nothing may be kept now.
func (v *Views) look(key string) (any, *reading, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.live() {
		v.counts.Aside++
		return nil, nil, false
	}
	if k, ok := v.answers.get(key); ok && k.beat <= v.at.settled {
		v.counts.Hits++
		return k.answer, nil, true
	}
	v.counts.Misses++
	r := new(reading)
	v.reading[r] = true
	return nil, r, false
}

// keep files what a reading brought, unless following was interrupted or a block told of a change meanwhile. The answer
// may come from a block that was not followed yet: it is given only after a beat that begins now has settled.
func (v *Views) keep(r *reading, k *kept) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.reading[r] {
		return
	}
	delete(v.reading, r)
	overtaken := func(t topic) bool { return slices.Contains(r.changed, t) }
	if k == nil || slices.ContainsFunc(k.topics, overtaken) {
		return
	}
	k.beat = v.at.started + 1
	v.answers.put(k)
}

// wrote holds answers back until the block of an own write was followed.
func (v *Views) wrote(block uint64) { v.raise(block + 1) }

func (v *Views) raise(height uint64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.at.floor = max(v.at.floor, height)
}

// doubt holds answers back until the next beat has settled: a write failed for what the peer knows and we may not, or
// its outcome is open.
func (v *Views) doubt() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.at.trusted = v.at.started + 1
}

// Freshness is how far the blocks were followed on which answers rest, or how far the peer has come while answers are
// read from it. Answers asked for afterwards are no older.
func (v *Views) Freshness(ctx context.Context) (client.Freshness, error) {
	if f, ok := v.followed(); ok {
		return f, nil
	}
	f, err := v.Peer.Freshness(ctx, v.Agreement)
	if err == nil {
		v.raise(f.Height)
	}
	return f, err
}

func (v *Views) followed() (client.Freshness, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return client.Freshness{Channel: string(v.Agreement), Height: v.at.height, BlockTime: v.at.blockTime}, v.live()
}
