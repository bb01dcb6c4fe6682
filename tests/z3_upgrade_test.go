package tests

import (
	"fmt"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
)

// A new release of the contract comes into force while the network works.
func TestUpgradeUnderLoad(t *testing.T) {
	customs := network.registry(t, "THCustoms", certificate.ATIGA, registry.RoleCustoms)
	issuer := network.registry(t, "VNIssuer", certificate.ATIGA, registry.RoleIssuer)
	old := pumps()
	network.anchor(t, issuer, old)
	if err := insist(t, customs, use(old, "TH-OLD-1-"+old.Reference, "100")); err != nil {
		t.Fatalf("debit before the upgrade: %v", err)
	}
	sequence := network.contract(t).Sequence + 1
	version := fmt.Sprintf("1.%d.0", sequence-1)

	h := hammerFor(t, "U", false)
	h.strike(2)
	defer h.stop()
	h.awaitService(t)
	began := time.Now()
	network.admin(t, "upgrade", "--version", version)
	t.Logf("release %s in force after %v", version, time.Since(began).Round(10*time.Millisecond))
	h.awaitService(t)
	h.stop()
	h.audit(t)

	if got := network.contract(t); got.Sequence != sequence || got.Version != version {
		t.Errorf("in force is %s, definition %d, want %s, definition %d", got.Version, got.Sequence, version, sequence)
	}
	if err := insist(t, customs, use(old, "TH-OLD-2-"+old.Reference, "141")); !refusedAs(err, registry.BalanceExceeded) {
		t.Errorf("a debit beyond the balance of before the upgrade: %v", err)
	}
	if err := insist(t, customs, use(old, "TH-OLD-3-"+old.Reference, "140")); err != nil {
		t.Errorf("debit of the rest after the upgrade: %v", err)
	}
}

// contract is the definition in force, which must be the same everywhere.
func (f *fabric) contract(t testing.TB) peerStatus {
	t.Helper()
	var known peerStatus
	for _, channel := range f.status(t).Channels {
		for _, p := range channel.Peers {
			if known.Version == "" {
				known = p
			}
			if p.Error != "" || p.Version != known.Version || p.Sequence != known.Sequence {
				t.Errorf("%s on %s has %s, definition %d (%s); %s has %s, definition %d",
					p.Peer, channel.Name, p.Version, p.Sequence, p.Error, known.Peer, known.Version, known.Sequence)
			}
		}
	}
	return known
}
