package tests

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
)

// Sixteen declarations race for a balance that covers five of them.
func TestBalanceIsNeverExceeded(t *testing.T) {
	const declarations, covered = 16, 5
	issuer := network.registry(t, "VNIssuer", certificate.ATIGA, registry.RoleIssuer)
	customs := network.registry(t, "THCustoms", certificate.ATIGA, registry.RoleCustoms)
	d := pumps()
	id := network.anchor(t, issuer, d)
	eventually(t, "customs see the certificate", func() bool {
		_, err := customs.Account(t.Context(), id)
		return err == nil
	})
	answers := make([]error, declarations)
	var group sync.WaitGroup
	for i := range answers {
		request := use(d, fmt.Sprintf("TH-RACE-%s-%d", id.Reference, i), "48") // of 240
		group.Go(func() { answers[i] = insist(t, customs, request) })
	}
	group.Wait()
	accepted, refused := 0, 0
	for _, err := range answers {
		switch {
		case err == nil:
			accepted++
		case refusedAs(err, registry.BalanceExceeded):
			refused++
		default:
			t.Errorf("a declaration was answered with %v", err)
		}
	}
	if accepted != covered || refused != declarations-covered {
		t.Errorf("%d accepted and %d refused, want %d and %d", accepted, refused, covered, declarations-covered)
	}
	if onLedger := recordedUses(t, customs, id); len(onLedger) != covered {
		t.Errorf("the ledger holds %d uses, want %d", len(onLedger), covered)
	}
}

// insist repeats a use until the ledger decides on it, as an officer's system
// does that is told to try again.
func insist(t testing.TB, customs writer, request registry.UseRequest) error {
	var err error
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); {
		_, err = customs.Use(within(t, time.Minute), request)
		if outcome, known := fateOf(err); !known || outcome == acknowledged || outcome == turnedDown {
			return err
		}
	}
	return err
}
