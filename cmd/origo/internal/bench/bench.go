// Package bench measures how long anchoring and verifying take through the
// API of a running network, as its users feel it.
package bench

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"
	"slices"
	"sync"
	"time"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/seal"
	"origo/certificate/specimen"
	"origo/cmd/origo/internal/apiclient"
)

// maxSerial bounds the serials drawn: a Form VK has room for seven digits.
const maxSerial = 10_000_000

// Plan says what is measured.
type Plan struct {
	Network string // id that the certificates name
	Issuer  *apiclient.Client
	Customs *apiclient.Client
	Signer  seal.Signer
	Clients []int         // numbers of clients at work at once
	Count   int           // certificates for each number of clients
	Limit   time.Duration // no request begins later than this after its series began
	Now     func() time.Time
}

// Row is one line of the table.
type Row struct {
	Operation string  `json:"operation"`
	Clients   int     `json:"clients"`
	Requests  int     `json:"requests"`
	Failures  int     `json:"failures"`
	P50       float64 `json:"p50_ms"`
	P99       float64 `json:"p99_ms"`
	PerSecond float64 `json:"per_second"`
	FirstFail string  `json:"first_failure,omitempty"`
}

// sealed is a certificate ready to be sent.
type sealed struct {
	id   certificate.ID
	body wire.SealedCertificate
}

// Run measures anchoring and verifying for each number of clients. Signing is
// done before the clock runs; report tells what is being done.
func (p Plan) Run(ctx context.Context, report func(string)) ([]Row, error) {
	var rows []Row
	for _, clients := range p.Clients {
		report(fmt.Sprintf("signing %d certificates", p.Count))
		batch, err := p.prepare()
		if err != nil {
			return nil, err
		}
		report(fmt.Sprintf("anchoring them with %d client(s)", clients))
		anchoring := p.measure(ctx, clients, batch, p.anchor)
		rows = append(rows, anchoring.row("anchor", clients))
		batch = batch[:anchoring.begun]
		report(fmt.Sprintf("verifying them with %d client(s)", clients))
		rows = append(rows, p.measure(ctx, clients, batch, p.verify).row("verify", clients))
	}
	return rows, ctx.Err()
}

// prepare signs a batch under numbers drawn at random.
func (p Plan) prepare() ([]sealed, error) {
	first, err := rand.Int(rand.Reader, big.NewInt(maxSerial-int64(p.Count)))
	if err != nil {
		return nil, fmt.Errorf("draw a serial number: %w", err)
	}
	batch := make([]sealed, p.Count)
	for i := range batch {
		serial := int(first.Int64()) + i
		d := specimen.VK(p.Network, specimen.On(certificate.DateOf(p.Now())), specimen.Serial(serial))
		record, err := d.Canonical()
		if err != nil {
			return nil, err
		}
		cms, err := p.Signer.Sign(record, p.Now())
		if err != nil {
			return nil, err
		}
		batch[i] = sealed{id: d.ID(), body: wire.SealedCertificate{Certificate: record, Seal: cms}}
	}
	return batch, nil
}

// anchor sends one certificate.
func (p Plan) anchor(ctx context.Context, s sealed) error {
	_, err := p.Issuer.Anchor(ctx, s.body)
	return err
}

// verify asks for one assessment.
func (p Plan) verify(ctx context.Context, s sealed) error {
	_, err := p.Customs.Verify(ctx, wire.VerificationRequest{Reference: &s.id})
	return err
}

// series is the outcome of one measurement.
type series struct {
	lock      sync.Mutex
	begun     int // how many of the batch were taken up
	took      []time.Duration
	failures  int
	firstFail error
	elapsed   time.Duration
}

// measure has the clients work the batch off, or as much as the limit allows.
func (p Plan) measure(ctx context.Context, clients int, batch []sealed, work func(context.Context, sealed) error) *series {
	s := &series{}
	start := time.Now()
	var wait sync.WaitGroup
	for range clients {
		wait.Go(func() {
			for {
				one, ok := s.next(batch)
				if !ok || ctx.Err() != nil || time.Since(start) > p.Limit {
					return
				}
				begun := time.Now()
				err := work(ctx, one)
				s.note(time.Since(begun), err)
			}
		})
	}
	wait.Wait()
	s.elapsed = time.Since(start)
	return s
}

// next takes up the next of the batch.
func (s *series) next(batch []sealed) (sealed, bool) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.begun >= len(batch) {
		return sealed{}, false
	}
	s.begun++
	return batch[s.begun-1], true
}

// note keeps the time of one request; a failure does not count as fast.
func (s *series) note(took time.Duration, err error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if err == nil {
		s.took = append(s.took, took)
		return
	}
	s.failures++
	if s.firstFail == nil {
		s.firstFail = err
	}
}

// row sums the series up.
func (s *series) row(operation string, clients int) Row {
	slices.Sort(s.took)
	r := Row{
		Operation: operation, Clients: clients, Requests: len(s.took) + s.failures, Failures: s.failures,
		P50: percentile(s.took, 50), P99: percentile(s.took, 99),
	}
	if s.elapsed > 0 {
		r.PerSecond = float64(len(s.took)) / s.elapsed.Seconds()
	}
	if s.firstFail != nil {
		r.FirstFail = s.firstFail.Error()
	}
	return r
}

// percentile is the smallest time that at least percent of the sorted times do
// not exceed, in milliseconds.
func percentile(sorted []time.Duration, percent int) float64 {
	if len(sorted) == 0 {
		return 0
	}
	rank := (len(sorted)*percent + 99) / 100
	return float64(sorted[max(rank, 1)-1].Microseconds()) / 1000
}
