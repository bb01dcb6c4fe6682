package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"origo/api/wire"
	"origo/certificate"
	"origo/cmd/origo/internal/apiclient"
	"origo/issuance"
)

// How often and how patiently bulk anchoring repeats a request that found no answer: a minute and more in all, longer
// than a peer takes to start again.
const (
	bulkAttempts = 8
	bulkPause    = 500 * time.Millisecond
	maxParallel  = 256
)

// bulkFlags say what is anchored in bulk, and how.
type bulkFlags struct {
	from, report string
	parallel     int
	again        bool
}

// anchorBulk anchors every pair of a directory or stream that the report does not know as done.
func (a *app) anchorBulk(ctx context.Context, f bulkFlags) error {
	if f.report == "" || f.parallel < 1 || f.parallel > maxParallel {
		return usagef("--bulk needs --report FILE, and --parallel between 1 and %d", maxParallel)
	}
	source, end, err := a.bulkSource(f.from)
	if err != nil {
		return err
	}
	defer end()
	c, err := a.client()
	if err != nil {
		return err
	}
	report, err := issuance.OpenReport(f.report, f.again)
	if err != nil {
		return usagef("%v", err)
	}
	defer report.Close()
	bulk := issuance.Bulk{Anchor: bulkAnchor(c), Report: report, Parallel: f.parallel, Attempts: bulkAttempts, Pause: bulkPause}
	start := a.now()
	summary, err := bulk.Run(ctx, source)
	return a.reportBulk(summary, f.report, a.now().Sub(start), err)
}

// bulkSource opens a directory, or a stream of lines; "-" is standard input.
func (a *app) bulkSource(name string) (source issuance.Source, end func() error, err error) {
	nothing := func() error { return nil }
	if name == "-" {
		return issuance.Stream(a.in), nothing, nil
	}
	about, err := os.Stat(name)
	if err != nil {
		return nil, nil, err
	}
	if about.IsDir() {
		source, err = issuance.Directory(name)
		return source, nothing, err
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	return issuance.Stream(file), file.Close, nil
}

// bulkAnchor sends pairs one by one, a replacement by its own route.
func bulkAnchor(c *apiclient.Client) issuance.Anchor {
	return func(ctx context.Context, p issuance.Pair, d *certificate.Document) (issuance.Receipt, error) {
		sealed := wire.SealedCertificate{Certificate: p.Certificate, Seal: p.Seal}
		if p.Stamp != "" {
			sealed.Stamp = &p.Stamp
		}
		var done wire.Anchored
		var err error
		if d.Replaces != nil {
			done, err = c.Replace(ctx, apiclient.Target{ID: d.Replaces.Certificate, Agreement: d.Agreement}, sealed)
		} else {
			done, err = c.Anchor(ctx, sealed)
		}
		if err != nil {
			return issuance.Receipt{}, bulkError(err)
		}
		fresh := done.Record.AnchoredIn == done.Receipt.Transaction
		return issuance.Receipt{Transaction: done.Record.AnchoredIn, Block: done.Receipt.Block, Fresh: fresh}, nil
	}
}

// bulkError tells a no about one pair from no answer, and both from what would befall every other pair too: a token
// that is not taken, a role that does not suffice.
func bulkError(err error) error {
	var p *apiclient.Problem
	switch {
	case isUnavailable(err) && errors.As(err, &p):
		return &issuance.Busy{After: p.RetryAfter, Err: err}
	case isUnavailable(err):
		return &issuance.Busy{Err: err}
	case errors.As(err, &p) && p.Status != 401 && p.Status != 403:
		return &issuance.Rejection{Code: p.Code, Detail: p.Error()}
	}
	return err
}

// bulkAnswer is the summary for machines.
type bulkAnswer struct {
	issuance.Summary
	Report  string  `json:"report"`
	Seconds float64 `json:"seconds"`
	Ended   string  `json:"ended,omitempty"` // why the run ended before its source did
}

// reportBulk prints the summary: whatever ended the run, what was done stands in the report.
func (a *app) reportBulk(s issuance.Summary, report string, took time.Duration, err error) error {
	answer := bulkAnswer{Summary: s, Report: report, Seconds: took.Seconds()}
	if err != nil {
		answer.Ended = err.Error()
	}
	if failed := a.show(answer, func(w io.Writer) { writeBulk(w, answer) }); failed != nil {
		return failed
	}
	switch {
	case errors.Is(err, issuance.ErrSilent), errors.Is(err, context.Canceled):
		return &verdictError{code: ExitCannotTell, text: answer.Ended}
	case err != nil:
		return err
	case s.Refused+s.Unreadable > 0:
		return &verdictError{code: ExitRefused, text: "not everything was anchored"}
	}
	return nil
}

func writeBulk(w io.Writer, b bulkAnswer) {
	fmt.Fprintf(w, "%d certificates seen: %d done before, %d anchored, %d found on the ledger, %d refused, %d unreadable, %d open\n",
		b.Seen, b.Before, b.Anchored, b.Standing, b.Refused, b.Unreadable, b.Open)
	if b.Anchored > 0 && b.Seconds > 0 {
		fmt.Fprintf(w, "  %.1f s, %.0f a second\n", b.Seconds, float64(b.Anchored)/b.Seconds)
	}
	fmt.Fprintf(w, "  report: %s\n", b.Report)
	if b.Ended != "" {
		fmt.Fprintf(w, "%s ended early: %s\n", signUnsure, b.Ended)
	}
}
