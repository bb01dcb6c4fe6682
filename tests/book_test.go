package tests

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
)

// audit holds the hammer's book against the ledger: what was acknowledged is
// there, what left no trace is not, what was open is settled by repeating it,
// and no balance was used twice.
func (h *hammer) audit(t *testing.T) {
	t.Helper()
	issuer := network.registry(t, "VNIssuer", certificate.ATIGA, registry.RoleIssuer)
	customs := network.registry(t, "THCustoms", certificate.ATIGA, registry.RoleCustoms)
	h.log(t)
	h.checkBounds(t, customs)
	h.settle(t)
	for _, a := range h.anchors {
		checkAnchoring(t, a, issuer, customs)
	}
	h.checkUses(t, customs)
	h.repeat(t, customs)
	h.compare(t, issuer, customs)
}

// log says what happened, and finds answers that callers should never get.
func (h *hammer) log(t *testing.T) {
	t.Helper()
	var anchors, uses [fates]int
	for _, a := range h.anchors {
		outcome, known := fateOf(a.err)
		if !known || outcome == turnedDown {
			t.Errorf("anchoring %s was answered with %T: %v", a.id, a.err, a.err)
		}
		anchors[outcome]++
	}
	for _, u := range h.uses {
		outcome, known := fateOf(u.err)
		if !known {
			t.Errorf("declaration %s was answered with %T: %v", u.request.Declaration, u.err, u.err)
		}
		uses[outcome]++
	}
	t.Logf("anchored %d (no trace %d, open %d); debited %d, out of balance %d (no trace %d, open %d); longest pause %v",
		anchors[acknowledged], anchors[leftNoTrace], anchors[undecided],
		uses[acknowledged], uses[turnedDown], uses[leftNoTrace], uses[undecided], h.pause.Round(10*time.Millisecond))
}

// checkBounds holds before open outcomes are settled: at least what was
// acknowledged is on the ledger, and at most what is open besides.
func (h *hammer) checkBounds(t *testing.T, customs client.Registry) {
	t.Helper()
	for _, d := range h.pool {
		onLedger := recordedUses(t, customs, d.ID())
		for _, u := range h.usesOf(d.ID()) {
			outcome, _ := fateOf(u.err)
			there := onLedger[u.request.Declaration]
			if outcome == acknowledged && !there {
				t.Errorf("declaration %s was acknowledged and is not on the ledger", u.request.Declaration)
			}
			if there && outcome != acknowledged && outcome != undecided {
				t.Errorf("declaration %s is on the ledger, but the answer was: %v", u.request.Declaration, u.err)
			}
		}
	}
}

func (h *hammer) usesOf(id certificate.ID) []using {
	var some []using
	for _, u := range h.uses {
		if u.request.Certificate == id {
			some = append(some, u)
		}
	}
	return some
}

// settle repeats every request whose outcome is open, as callers are told to.
func (h *hammer) settle(t *testing.T) {
	t.Helper()
	for i, a := range h.anchors {
		h.anchors[i].err = settled(t, a.err, func(ctx context.Context) error {
			_, err := h.issuing.Issue(ctx, a.submission)
			return err
		})
	}
	for i, u := range h.uses {
		h.uses[i].err = settled(t, u.err, func(ctx context.Context) error {
			_, err := h.customs.Use(ctx, u.request)
			return err
		})
	}
}

func settled(t *testing.T, err error, again func(context.Context) error) error {
	t.Helper()
	var unknown *client.Unknown
	if !errors.As(err, &unknown) {
		return err
	}
	eventually(t, "an open outcome is settled by repeating the request", func() bool {
		err = again(within(t, time.Minute))
		return err == nil || refusedAs(err, registry.BalanceExceeded)
	})
	return err
}

func checkAnchoring(t *testing.T, a anchoring, issuer, customs client.Registry) {
	t.Helper()
	ctx := within(t, time.Minute)
	if a.err != nil {
		if _, err := issuer.Record(ctx, a.id); !refusedAs(err, registry.CertificateUnknown) {
			t.Errorf("%s is said to have left no trace (%v), and reads %v", a.id, a.err, err)
		}
		return
	}
	if _, err := client.Confirm(ctx, issuer, a.id, a.submission.Certificate); err != nil {
		t.Errorf("acknowledged %s: %v", a.id, err)
	}
	eventually(t, "the importing customs hold the same bytes", func() bool {
		dossier, err := customs.Dossier(ctx, a.id)
		return err == nil && bytes.Equal(dossier.Certificate, a.submission.Certificate)
	})
}

// checkUses holds the settled book against the ledger: the same declarations,
// and a balance that is their sum and no more than what was certified.
func (h *hammer) checkUses(t *testing.T, customs client.Registry) {
	t.Helper()
	for _, d := range h.pool {
		want := map[string]bool{}
		for _, u := range h.usesOf(d.ID()) {
			if u.err == nil {
				want[u.request.Declaration] = true
			}
		}
		if got := recordedUses(t, customs, d.ID()); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the ledger has the declarations %v, acknowledged were %v", d.ID(), got, want)
		}
	}
}

// recordedUses lists the declarations on the ledger, after checking that the
// balance is the sum of their quantities and does not exceed what was certified.
func recordedUses(t *testing.T, customs client.Registry, id certificate.ID) map[string]bool {
	t.Helper()
	account, err := customs.Account(within(t, time.Minute), id)
	if err != nil {
		t.Fatalf("account of %s: %v", id, err)
	}
	var sum certificate.Decimal
	declarations := map[string]bool{}
	for _, u := range account.Uses {
		if declarations[u.Declaration] {
			t.Errorf("%s: declaration %s was debited twice", id, u.Declaration)
		}
		declarations[u.Declaration] = true
		if u.Reversal == nil {
			sum = sum.Add(u.Lines[0].Quantity)
		}
	}
	balance := account.Balances[0]
	if sum.Cmp(balance.Used) != 0 || sum.Cmp(balance.Certified) > 0 {
		t.Errorf("%s: uses add up to %s, the balance says %s of %s", id, sum, balance.Used, balance.Certified)
	}
	return declarations
}

// repeat sends acknowledged requests once more: nothing may change.
func (h *hammer) repeat(t *testing.T, customs client.Registry) {
	t.Helper()
	for _, a := range h.anchors[:min(len(h.anchors), 5)] {
		if a.err == nil {
			if _, err := h.issuing.Issue(within(t, time.Minute), a.submission); err != nil {
				t.Errorf("anchoring %s again: %v", a.id, err)
			}
		}
	}
	for _, d := range h.pool {
		before, err := customs.Account(within(t, time.Minute), d.ID())
		if err != nil {
			t.Fatalf("account of %s: %v", d.ID(), err)
		}
		for _, u := range h.usesOf(d.ID()) {
			if u.err == nil {
				if _, err := h.customs.Use(within(t, time.Minute), u.request); err != nil {
					t.Errorf("declaration %s again: %v", u.request.Declaration, err)
				}
				break
			}
		}
		after, err := customs.Account(within(t, time.Minute), d.ID())
		if err != nil || !reflect.DeepEqual(before, after) {
			t.Errorf("%s: repeating an acknowledged use changed the account (%v)", d.ID(), err)
		}
	}
}

// compare reads the accounts from the other country's peer as well.
func (h *hammer) compare(t *testing.T, issuer, customs client.Registry) {
	t.Helper()
	for _, d := range h.pool {
		want, err := customs.Account(within(t, time.Minute), d.ID())
		if err != nil {
			t.Fatalf("account of %s: %v", d.ID(), err)
		}
		eventually(t, "both countries hold the same account", func() bool {
			got, err := issuer.Account(within(t, time.Minute), d.ID())
			return err == nil && reflect.DeepEqual(got, want)
		})
	}
}
