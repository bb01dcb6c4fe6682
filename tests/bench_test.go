package tests

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/clearance"
)

// clients is how many ask at once in each benchmark.
var clients = []int{1, 32}

// BenchmarkAnchor measures anchoring over the issuing authority's API, from
// the request to the answer that the certificate is committed and was read
// back. Signing is not measured.
func BenchmarkAnchor(b *testing.B) {
	for _, n := range clients {
		b.Run(fmt.Sprintf("clients=%d", n), func(b *testing.B) {
			issuer := network.issuerAtAPI(b)
			submissions := make([]registry.Submission, b.N)
			for i := range submissions {
				submissions[i] = network.seal(b, pumps())
			}
			measure(b, n, func(i int) error {
				_, err := issuer.Issue(b.Context(), submissions[i])
				return err
			})
		})
	}
}

// BenchmarkVerify measures the importing customs' assessment of a certificate
// from its file, over their API.
func BenchmarkVerify(b *testing.B) {
	submission := network.seal(b, pumps())
	issuer := network.registry(b, "VNIssuer", certificate.ATIGA, registry.RoleIssuer)
	if _, err := issuer.Issue(within(b, time.Minute), submission); err != nil {
		b.Fatalf("anchor: %v", err)
	}
	officer := network.officerAtAPI(b)
	file := wire.VerificationRequest{Certificate: &submission.Certificate, Seal: &submission.Seal}
	eventually(b, "the certificate is accepted", func() bool { return officer.verify(b, file).Verdict == clearance.Accept })
	for _, n := range clients {
		b.Run(fmt.Sprintf("clients=%d", n), func(b *testing.B) {
			measure(b, n, func(int) error {
				answer, err := officer.call(b.Context(), "POST", "/v1/verifications", file)
				if err == nil && answer.status != 200 {
					err = fmt.Errorf("answered %d: %s", answer.status, answer.body)
				}
				return err
			})
		})
	}
}

// measure has the clients do b.N pieces of work and reports how long half and
// how long 99 of 100 of them took at most, in milliseconds.
func measure(b *testing.B, clients int, work func(i int) error) {
	b.Helper()
	took := make([]time.Duration, b.N)
	var next atomic.Int64
	var group sync.WaitGroup
	b.ResetTimer()
	for range clients {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < b.N; i = int(next.Add(1)) - 1 {
				began := time.Now()
				if err := work(i); err != nil {
					b.Error(err)
				}
				took[i] = time.Since(began)
			}
		})
	}
	group.Wait()
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(milliseconds(took[(b.N-1)*50/100]), "p50-ms")
	b.ReportMetric(milliseconds(took[(b.N-1)*99/100]), "p99-ms")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "per-s")
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
