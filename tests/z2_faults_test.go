package tests

import (
	"strings"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
)

// Whichever process is killed under load: nothing acknowledged is lost, no
// balance is used twice, and what callers were told is true.
func TestKilledProcessLosesNothing(t *testing.T) {
	leader, follower := network.orderers(t)
	tests := []struct {
		name, kind, owner string
		overAPI           bool
	}{
		{name: "peer of the issuer", kind: "peer0", owner: "vnissuer"},
		{name: "peer of the importing customs", kind: "peer0", owner: "thcustoms"},
		{name: "peer of another organisation", kind: "peer0", owner: "vncustoms"},
		{name: "contract of the issuer", kind: "contract", owner: "vnissuer"},
		{name: "contract of another organisation", kind: "contract", owner: "vncustoms"},
		{name: "API of the issuer", kind: "api", owner: "vnissuer", overAPI: true},
		{name: "API of the importing customs", kind: "api", owner: "thcustoms", overAPI: true},
		{name: "peer behind the API", kind: "peer0", owner: "vnissuer", overAPI: true},
		{name: "orderer that follows", kind: "orderer", owner: follower},
		{name: "orderer that leads", kind: "orderer", owner: leader},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := hammerFor(t, strings.ToUpper(test.kind[:1]), test.overAPI)
			h.strike(workers)
			defer h.stop()
			h.awaitService(t)
			back := network.kill(t, test.kind, test.owner)
			killed := time.Now()
			eventually(t, "the process runs again", back)
			h.awaitService(t)
			t.Logf("anchoring and debiting again %v after the kill", time.Since(killed).Round(10*time.Millisecond))
			h.stop()
			h.audit(t)
		})
	}
}

// hammerFor strikes through the organisations' own peers, or their APIs.
func hammerFor(t testing.TB, name string, overAPI bool) *hammer {
	t.Helper()
	if overAPI {
		return newHammer(t, name, network.issuerAtAPI(t), network.officerAtAPI(t))
	}
	return newHammer(t, name,
		network.registry(t, "VNIssuer", certificate.ATIGA, registry.RoleIssuer),
		network.registry(t, "THCustoms", certificate.ATIGA, registry.RoleCustoms))
}

// awaitService waits until anchoring and debiting have both been served anew.
// Orderers that all died within one block need a change of leader first.
func (h *hammer) awaitService(t testing.TB) {
	t.Helper()
	anchors, uses := h.entries()
	for deadline := time.Now().Add(time.Minute); !h.served(anchors, uses); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("anchoring and debiting are not served within a minute")
		}
	}
}

// The supervisor is killed under load. The next start ends what it left
// behind, and the ledger is as it was.
func TestKilledSupervisor(t *testing.T) {
	h := hammerFor(t, "S", false)
	h.strike(2)
	defer h.stop()
	h.awaitService(t)
	before := network.status(t).Processes
	network.crash(t, nil)
	network.restart(t)
	h.awaitService(t)
	h.stop()
	after := map[int]string{}
	for _, p := range network.status(t).Processes {
		after[p.PID] = p.Name
	}
	for _, p := range before {
		if after[p.PID] == p.Name {
			t.Errorf("%s still is process %d of the killed run", p.Name, p.PID)
		}
	}
	h.audit(t)
}

// Everything is killed at once, as by a power cut.
func TestPowerCut(t *testing.T) {
	h := hammerFor(t, "P", false)
	h.strike(workers)
	defer h.stop()
	h.awaitService(t)
	network.crash(t, network.status(t).Processes)
	network.restart(t)
	h.awaitService(t)
	h.stop()
	h.audit(t)
}

// restart brings a network up again whose supervisor has ended.
func (f *fabric) restart(t testing.TB) {
	t.Helper()
	began := time.Now()
	if err := f.start(); err != nil {
		t.Fatalf("start again: %v", err)
	}
	t.Logf("up again after %v", time.Since(began).Round(10*time.Millisecond))
}
