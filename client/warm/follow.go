package warm

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// The ways in which a session ends.
var (
	errEnded   = errors.New("the stream of blocks ended")
	errStalled = errors.New("the peer has blocks that do not arrive")
)

// Follow follows the peer's blocks until the context ends, and begins anew with nothing in memory whenever the stream
// breaks, skips a block or stalls. Each time the reason is given to ended.
func (v *Views) Follow(ctx context.Context, ended func(error)) {
	for ctx.Err() == nil {
		err := v.session(ctx)
		v.reset()
		if ctx.Err() == nil {
			ended(fmt.Errorf("follow channel %s: %w", v.Agreement, err))
			_ = pause(ctx, v.Beat)
		}
	}
}

// session follows one stream of blocks, beginning with the newest.
func (v *Views) session(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	height, err := v.Peer.Height(ctx, v.Agreement)
	if err != nil {
		cancel()
		return err
	}
	blocks, err := v.Peer.Blocks(ctx, v.Agreement, max(height, 1)-1)
	if err != nil {
		cancel()
		return err
	}
	beats := make(chan error, 1)
	go func() { beats <- v.beat(ctx) }()
	over := false
	defer func() {
		cancel()
		if !over {
			<-beats
		}
	}()
	for {
		select {
		case b, more := <-blocks:
			if !more {
				return errEnded
			}
			if err := v.apply(b); err != nil {
				return err
			}
		case err := <-beats:
			over = true
			return err
		}
	}
}

// beat compares, again and again, the peer's height with what was followed. A peer that does not answer confirms
// nothing; one whose blocks do not arrive ends the session.
func (v *Views) beat(ctx context.Context) error {
	for {
		beat, at := v.begin()
		if height, err := v.Peer.Height(ctx, v.Agreement); err == nil {
			if err := v.await(ctx, height); err != nil {
				return err
			}
			v.settle(beat, at)
		}
		if err := pause(ctx, v.Beat); err != nil {
			return err
		}
	}
}

// await waits until as many blocks were followed.
func (v *Views) await(ctx context.Context, height uint64) error {
	late := time.NewTimer(v.Patience)
	defer late.Stop()
	for {
		done, moved := v.reached(height)
		if done {
			return nil
		}
		select {
		case <-moved:
		case <-late.C:
			return errStalled
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
