package client

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"origo/certificate/registry"
)

// Patience bounds how often and how long a call is repeated.
type Patience struct {
	Attempts int           // calls in all, the first included
	Pause    time.Duration // about this long before the second call, doubling afterwards
	Longest  time.Duration // no pause is longer
	Within   time.Duration // no further call begins later than this after the first
}

// DefaultPatience outlasts a race for one certificate's balance and a peer that is just restarting.
func DefaultPatience() Patience {
	return Patience{Attempts: 6, Pause: 50 * time.Millisecond, Longest: time.Second, Within: 8 * time.Second}
}

// Retrying repeats the calls of a ledger that are safe to repeat: those that never reached the orderers and those
// that lost a race. An unknown outcome is never repeated here, and neither is a refusal by our own peer.
func Retrying(ledger Ledger, patience Patience) Ledger {
	return &retrying{ledger: ledger, patience: patience}
}

type retrying struct {
	ledger   Ledger
	patience Patience
}

// Evaluate repeats while the ledger is unavailable.
func (r *retrying) Evaluate(ctx context.Context, function string, transient map[string][]byte, args ...string) ([]byte, error) {
	var payload []byte
	err := r.repeat(ctx, func() (err error) {
		payload, err = r.ledger.Evaluate(ctx, function, transient, args...)
		return err
	})
	return payload, err
}

// Submit repeats a submission that left no trace.
func (r *retrying) Submit(ctx context.Context, function string, transient map[string][]byte, args ...string) ([]byte, Receipt, error) {
	var payload []byte
	var receipt Receipt
	err := r.repeat(ctx, func() (err error) {
		payload, receipt, err = r.ledger.Submit(ctx, function, transient, args...)
		return err
	})
	return payload, receipt, settle(function, err)
}

// repeat calls until the call succeeds, fails for good, or patience ends.
func (r *retrying) repeat(ctx context.Context, call func() error) error {
	begin, policyFailures := time.Now(), 0
	for attempt := 1; ; attempt++ {
		err := call()
		if err == nil || attempt >= r.patience.Attempts || !repeatable(err, &policyFailures) {
			return err
		}
		pause := r.patience.pause(attempt)
		if time.Since(begin)+pause > r.patience.Within || wait(ctx, pause) != nil {
			return err
		}
	}
}

// endorsementFailure is the validation code of a transaction whose endorsements did not suffice.
const endorsementFailure = "ENDORSEMENT_POLICY_FAILURE"

// repeatable tells whether a failed call left the ledger as it was and may do better next time. Insufficient
// endorsement gets two more chances: Fabric gives this code, not a read conflict, to the later of two transactions in
// one block that write a key whose own endorsement policy the earlier one set.
func repeatable(err error, policyFailures *int) bool {
	var conflict *Conflict
	var unavailable *Unavailable
	var invalid *Invalid
	switch {
	case errors.As(err, &conflict), errors.As(err, &unavailable):
		return true
	case errors.As(err, &invalid) && invalid.Code == endorsementFailure:
		*policyFailures++
		return *policyFailures < 3
	default:
		return false
	}
}

// pause is the jittered wait after the given attempt: between half and all of an exponentially growing span.
func (p Patience) pause(attempt int) time.Duration {
	span := min(p.Pause<<min(attempt-1, 20), p.Longest)
	return span/2 + rand.N(span/2+1)
}

// wait sleeps unless the context ends first.
func wait(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// settle turns a conflict that outlasted our patience into what callers know: the refusal of another organisation's
// peer, which by now cannot be a mere lag, or a ledger too busy to serve.
func settle(function string, err error) error {
	var conflict *Conflict
	if !errors.As(err, &conflict) {
		return err
	}
	var refusal *registry.Refusal
	if errors.As(conflict.Cause, &refusal) {
		return refusal
	}
	return &Unavailable{Doing: "submitting " + function + " against competing transactions", Cause: conflict}
}
