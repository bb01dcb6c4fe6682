package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"origo/certificate/registry"
	"origo/certificate/seal"
	"origo/cmd/origo/internal/bench"
	"origo/cmd/origo/internal/seed"
	"origo/cmd/origo/internal/site"
)

// bench measures anchoring and verifying on the running demonstration.
func (a *app) bench() *cobra.Command {
	plan := bench.Plan{Network: seed.Network, Now: a.now}
	command := &cobra.Command{
		Use:   "bench",
		Short: "Measure anchoring and verifying on the running demonstration",
		Long: lines("Anchors and verifies Forms VK through the APIs, with one client and with many at once, and prints the median,",
			"the 99th percentile and the rate. Certificates are signed before the clock runs. The ledger keeps what it is given:",
			"run this on demonstrations only."),
		Args: positional(cobra.NoArgs),
		RunE: func(command *cobra.Command, _ []string) error {
			if plan.Count < 1 || plan.Count > 100_000 {
				return usagef("--count must be between 1 and 100000")
			}
			return a.measure(command.Context(), plan)
		},
	}
	command.Flags().IntSliceVar(&plan.Clients, "clients", []int{1, 32}, "numbers of clients at work at once")
	command.Flags().IntVar(&plan.Count, "count", 320, "certificates for each number of clients")
	command.Flags().DurationVar(&plan.Limit, "limit", time.Minute, "longest time for each measurement")
	return command
}

// measure runs the plan between Viet Nam and Korea.
func (a *app) measure(ctx context.Context, plan bench.Plan) error {
	s, err := site.Open(a.run)
	if err != nil {
		return err
	}
	if plan.Issuer, err = s.As("VNIssuer", registry.RoleIssuer); err != nil {
		return err
	}
	if plan.Customs, err = s.As("KRCustoms", registry.RoleCustoms); err != nil {
		return err
	}
	text, err := os.ReadFile(seed.OfficerFile(s.Keys(), "VN", "02", ".pem"))
	if err != nil {
		return err
	}
	if plan.Signer, err = seal.ParsePEM(text); err != nil {
		return err
	}
	rows, err := plan.Run(ctx, func(what string) { a.note("  %s", what) })
	if err != nil {
		return err
	}
	return a.show(rows, func(w io.Writer) { writeTable(w, rows) })
}

// writeTable prints the measurements.
func writeTable(w io.Writer, rows []bench.Row) {
	fmt.Fprintf(w, "%-8s %7s %9s %9s %10s %10s %9s\n", "", "clients", "requests", "failures", "p50 ms", "p99 ms", "per s")
	for _, r := range rows {
		fmt.Fprintf(w, "%-8s %7d %9d %9d %10.1f %10.1f %9.1f\n", r.Operation, r.Clients, r.Requests, r.Failures, r.P50, r.P99, r.PerSecond)
		if r.FirstFail != "" {
			fmt.Fprintf(w, "         first failure: %s\n", r.FirstFail)
		}
	}
}
