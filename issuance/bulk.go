package issuance

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"
	"time"

	"origo/certificate"
)

// Anchor puts one pair on the ledger. It must be safe to repeat. Its errors are *Rejection, which is final for this
// pair, *Busy, and anything else, which ends the run: nothing is to be had by sending more.
type Anchor func(ctx context.Context, p Pair, d *certificate.Document) (Receipt, error)

// Receipt says where a certificate stands on the ledger.
type Receipt struct {
	Transaction string
	Block       uint64
	Fresh       bool // this submission anchored it
}

// Rejection is a reasoned no about one pair.
type Rejection struct{ Code, Detail string }

// Error gives code and detail.
func (r *Rejection) Error() string { return r.Code + ": " + r.Detail }

// Busy says that no answer was to be had for now: the ledger is overloaded or silent, or the outcome is not known.
// Repeating settles it.
type Busy struct {
	After time.Duration // how long to wait at least, 0 if nobody said
	Err   error
}

// Error is the cause's text.
func (b *Busy) Error() string { return b.Err.Error() }

// Unwrap is the cause.
func (b *Busy) Unwrap() error { return b.Err }

// Bulk anchors many pairs.
type Bulk struct {
	Anchor   Anchor
	Report   *Report
	Parallel int           // pairs under way at once, at least 1
	Attempts int           // how often one pair is sent before it is left open, at least 1
	Pause    time.Duration // before the second attempt, doubling afterwards up to a minute
}

// Summary counts what became of the pairs.
type Summary struct {
	Seen       int `json:"seen"`
	Before     int `json:"before"` // done by earlier runs
	Anchored   int `json:"anchored"`
	Standing   int `json:"standing"`
	Refused    int `json:"refused"`
	Unreadable int `json:"unreadable"`
	Open       int `json:"open"`
}

// ErrSilent ends a run when a pair stayed without answer through all its attempts: others would fare no better. Run it
// again later.
var ErrSilent = errors.New("the ledger gives no answer; run again later to go on")

// Run anchors what the source yields and the report has not. An outcome counts when the report has it on the disk;
// whatever happened to pairs whose outcome was not written, running again settles. It ends early if the context does, if
// the ledger stays silent (ErrSilent) or the source or the report fails. No more than a few pairs are in memory.
func (b *Bulk) Run(ctx context.Context, source Source) (Summary, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	r := &run{Bulk: b, ctx: ctx, stop: stop, work: make(chan Pair), outcomes: make(chan Outcome, b.Parallel)}
	var workers sync.WaitGroup
	for range max(b.Parallel, 1) {
		workers.Go(r.labour)
	}
	written := make(chan struct{})
	go func() {
		defer close(written)
		r.record()
	}()
	r.feed(source)
	close(r.work)
	workers.Wait()
	close(r.outcomes)
	<-written
	return r.summary, context.Cause(ctx)
}

// run is one run of a Bulk.
type run struct {
	*Bulk
	ctx      context.Context
	stop     context.CancelCauseFunc
	work     chan Pair
	outcomes chan Outcome
	gate     gate
	summary  Summary
}

// feed hands out the pairs that are not done yet.
func (r *run) feed(source Source) {
	for p, err := range source {
		if r.ctx.Err() != nil {
			return
		}
		if isBroken(err) {
			r.stop(err)
			return
		}
		r.summary.Seen++
		if err != nil {
			r.outcomes <- Outcome{Name: p.Name, Result: Unreadable, Detail: err.Error()}
			continue
		}
		if r.Report.done[p.key()] {
			r.summary.Before++
			continue
		}
		select {
		case r.work <- p:
		case <-r.ctx.Done():
			return
		}
	}
}

// labour works pairs off. A pair whose sending was cut short by the end of the run has no outcome.
func (r *run) labour() {
	for p := range r.work {
		o, settled := r.settle(p)
		if settled {
			r.outcomes <- o
		}
	}
}

// settle sends one pair until there is an answer.
func (r *run) settle(p Pair) (Outcome, bool) {
	k := p.key()
	o := Outcome{Key: hex.EncodeToString(k[:]), Name: p.Name}
	d, err := certificate.Parse(p.Certificate)
	if err != nil {
		o.Key, o.Result, o.Detail = "", Unreadable, err.Error()
		return o, true
	}
	o.Certificate = d.ID().String()
	for attempt := range max(r.Attempts, 1) {
		if r.gate.wait(r.ctx) != nil {
			return o, false
		}
		receipt, err := r.Anchor(r.ctx, p, d)
		if answered := o.take(receipt, err); answered {
			return o, true
		}
		var busy *Busy
		if !errors.As(err, &busy) {
			r.stop(err)
			return o, false
		}
		o.Detail = busy.Error()
		r.gate.hold(max(busy.After, r.pause(attempt)))
	}
	if r.ctx.Err() != nil {
		return o, false
	}
	o.Result = Open
	r.stop(fmt.Errorf("%s: %w", o.Certificate, ErrSilent))
	return o, true
}

// take notes an answer, if it is one.
func (o *Outcome) take(receipt Receipt, err error) bool {
	var rejection *Rejection
	switch {
	case err == nil && receipt.Fresh:
		o.Result = Anchored
	case err == nil:
		o.Result = Standing
	case errors.As(err, &rejection):
		o.Result, o.Code, o.Detail = Refused, rejection.Code, rejection.Detail
		return true
	default:
		return false
	}
	o.Transaction, o.Block, o.Detail = receipt.Transaction, receipt.Block, ""
	return true
}

// pause is how long to wait after the attempt, at most a minute.
func (r *run) pause(attempt int) time.Duration { return min(r.Pause<<min(attempt, 16), time.Minute) }

// record writes outcomes as they come, those that came together in one go.
func (r *run) record() {
	for o := range r.outcomes {
		together := []Outcome{o}
		for len(r.outcomes) > 0 && len(together) < cap(r.outcomes) {
			together = append(together, <-r.outcomes)
		}
		if err := r.Report.write(together); err != nil {
			r.stop(err)
			continue // go on reading, or the others would wait for ever
		}
		for _, o := range together {
			r.summary.count(o.Result)
		}
	}
}

// count counts one outcome.
func (s *Summary) count(result Result) {
	switch result {
	case Anchored:
		s.Anchored++
	case Standing:
		s.Standing++
	case Refused:
		s.Refused++
	case Unreadable:
		s.Unreadable++
	case Open:
		s.Open++
	}
}

// gate holds everybody back after one was told to wait.
type gate struct {
	lock  sync.Mutex
	until time.Time
}

// hold closes the gate for a while.
func (g *gate) hold(span time.Duration) {
	g.lock.Lock()
	defer g.lock.Unlock()
	if until := time.Now().Add(span); until.After(g.until) {
		g.until = until
	}
}

// wait waits until the gate is open, or fails with the context's error.
func (g *gate) wait(ctx context.Context) error {
	g.lock.Lock()
	left := time.Until(g.until)
	g.lock.Unlock()
	if left <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(left)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
