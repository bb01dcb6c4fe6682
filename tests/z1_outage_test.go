package tests

import (
	"net/http"
	"testing"
	"time"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/clearance"
)

// While the importing customs' own peer is down their API refuses no
// certificate: it cannot tell. It says so to those who watch it, and is back
// soon after the peer.
func TestOwnPeerDown(t *testing.T) {
	d := pumps()
	sealed := network.seal(t, d)
	issuer := network.registry(t, "VNIssuer", certificate.ATIGA, registry.RoleIssuer)
	if _, err := issuer.Issue(within(t, time.Minute), sealed); err != nil {
		t.Fatalf("anchor: %v", err)
	}
	officer := network.officerAtAPI(t)
	file := wire.VerificationRequest{Certificate: &sealed.Certificate, Seal: &sealed.Seal}
	eventually(t, "the certificate is accepted", func() bool { return officer.verify(t, file).Verdict == clearance.Accept })

	network.admin(t, "stop-process", "peer0.thcustoms")
	t.Cleanup(func() { network.admin(t, "start-process", "peer0.thcustoms") })
	officer.checkVerifiesWithoutLedger(t, file)
	officer.checkNotReady(t, "ledger atiga")
	answer := officer.get(t, certificatePath(d.ID()))
	if answer.status != http.StatusServiceUnavailable || answer.header.Get("Retry-After") == "" {
		t.Errorf("reading was answered with %d, Retry-After %q", answer.status, answer.header.Get("Retry-After"))
	}

	network.admin(t, "start-process", "peer0.thcustoms")
	began := time.Now()
	eventually(t, "the API is ready again", func() bool { return officer.get(t, "/readyz").status == http.StatusOK })
	eventually(t, "the certificate is accepted again", func() bool { return officer.verify(t, file).Verdict == clearance.Accept })
	t.Logf("back %v after the start of the peer", time.Since(began).Round(10*time.Millisecond))
}

func (w web) get(t testing.TB, path string) reply {
	t.Helper()
	answer, err := w.call(within(t, time.Minute), http.MethodGet, path, nil)
	if err != nil {
		t.Fatalf("GET %s: %v", path, err)
	}
	return answer
}

func (w web) verify(t testing.TB, r wire.VerificationRequest) clearance.Assessment {
	t.Helper()
	answer, err := w.call(within(t, time.Minute), http.MethodPost, "/v1/verifications", r)
	if err != nil || answer.status != http.StatusOK {
		t.Fatalf("verify: %d %s, %v", answer.status, answer.body, err)
	}
	return decode[clearance.Assessment](t, string(answer.body))
}

func (w web) checkVerifiesWithoutLedger(t *testing.T, file wire.VerificationRequest) {
	t.Helper()
	began := time.Now()
	assessment := w.verify(t, file)
	if assessment.Verdict != clearance.Defer {
		t.Errorf("without the ledger the verdict is %s, want %s", assessment.Verdict, clearance.Defer)
	}
	open := 0
	for _, finding := range assessment.Findings {
		if finding.Outcome == clearance.CannotTell {
			open++
		}
	}
	if open == 0 {
		t.Error("without the ledger no check says that it cannot tell")
	}
	t.Logf("verdict %s with %d open checks after %v", assessment.Verdict, open, time.Since(began).Round(time.Millisecond))
}

func (w web) checkNotReady(t *testing.T, capability string) {
	t.Helper()
	answer := w.get(t, "/readyz")
	if answer.status != http.StatusServiceUnavailable {
		t.Errorf("/readyz answers %d", answer.status)
	}
	for _, c := range decode[wire.Readiness](t, string(answer.body)).Capabilities {
		if c.Ready == (c.Name == capability) {
			t.Errorf("/readyz says of %s: ready %v", c.Name, c.Ready)
		}
	}
}
