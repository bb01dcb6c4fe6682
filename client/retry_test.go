package client

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"origo/certificate/registry"
)

func TestRetrying(t *testing.T) {
	away := &Unavailable{Doing: "endorsing", Cause: errors.New("connection refused")}
	conflict := &Conflict{Transaction: "tx", Cause: &Invalid{Code: "MVCC_READ_CONFLICT"}}
	lagging := &Conflict{Transaction: "tx", Cause: registry.Refuse(registry.SignerUnknown)}
	policy := &Invalid{Code: endorsementFailure}
	refusal := registry.Refuse(registry.BalanceExceeded)
	unknown := &Unknown{Transaction: "tx", Cause: context.DeadlineExceeded}
	bad := &Invalid{Code: "BAD_CREATOR_SIGNATURE"}
	cases := []struct {
		name  string
		fails []error // answers before the last, which repeats
		calls int
		check func(error) bool
	}{
		{"success at once", []error{nil}, 1, succeeded},
		{"a lost race, then success", []error{conflict, conflict, nil}, 3, succeeded},
		{"a peer that comes back", []error{away, nil}, 2, succeeded},
		{"a race never won", []error{conflict}, 6, is[*Unavailable]},
		{"a peer elsewhere that lags", []error{lagging, nil}, 2, succeeded},
		{"a peer elsewhere that keeps refusing", []error{lagging}, 6, is[*registry.Refusal]},
		{"refused", []error{refusal}, 1, is[*registry.Refusal]},
		{"refused after a lost race", []error{conflict, refusal}, 2, is[*registry.Refusal]},
		{"outcome unknown", []error{unknown}, 1, is[*Unknown]},
		{"two writers of one guarded key", []error{policy, nil}, 2, succeeded},
		{"endorsement short for good", []error{policy}, 3, is[*Invalid]},
		{"invalid for another reason", []error{bad}, 1, is[*Invalid]},
		{"down for long", []error{away}, 6, is[*Unavailable]},
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ledger := &scripted{}
				for _, err := range test.fails {
					ledger.answers = append(ledger.answers, answer{err: err})
				}
				_, _, err := Retrying(ledger, DefaultPatience()).Submit(t.Context(), "f", nil)
				if len(ledger.calls) != test.calls || !test.check(err) {
					t.Errorf("%d calls, %v; want %d calls", len(ledger.calls), err, test.calls)
				}
			})
		})
	}
}

func succeeded(err error) bool { return err == nil }

// is tells whether the error is of the kind and no Conflict, which must not leave the package.
func is[T error](err error) bool {
	_, ok := err.(T)
	return ok
}

// TestRetryingIsBoundedInTime: a call that fails slowly is not repeated for ever.
func TestRetryingIsBoundedInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		slow := &slowLedger{scripted{answers: []answer{{err: &Unavailable{Doing: "x", Cause: context.DeadlineExceeded}}}}}
		begin := time.Now()
		_, err := Retrying(slow, DefaultPatience()).Evaluate(t.Context(), "f", nil)
		if took := time.Since(begin); took > 11*time.Second || !is[*Unavailable](err) {
			t.Errorf("took %v: %v", took, err)
		}
	})
}

type slowLedger struct{ scripted }

func (s *slowLedger) Evaluate(ctx context.Context, function string, transient map[string][]byte, args ...string) ([]byte, error) {
	time.Sleep(10 * time.Second)
	return s.scripted.Evaluate(ctx, function, transient, args...)
}

// TestRetryingStopsWithTheCaller: a caller that has gone is not served any more.
func TestRetryingStopsWithTheCaller(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	ledger := &scripted{answers: []answer{{err: &Unavailable{Doing: "x", Cause: errors.New("down")}}}}
	if _, err := Retrying(ledger, DefaultPatience()).Evaluate(ctx, "f", nil); !is[*Unavailable](err) || len(ledger.calls) != 1 {
		t.Errorf("%d calls, %v", len(ledger.calls), err)
	}
}

func TestPausesGrowWithinBounds(t *testing.T) {
	p := DefaultPatience()
	for attempt, most := range map[int]time.Duration{1: 50 * time.Millisecond, 3: 200 * time.Millisecond, 40: time.Second} {
		for range 100 {
			if pause := p.pause(attempt); pause < most/2 || pause > most {
				t.Fatalf("attempt %d: pause %v, want %v to %v", attempt, pause, most/2, most)
			}
		}
	}
}
