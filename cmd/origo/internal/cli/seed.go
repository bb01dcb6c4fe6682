package cli

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"origo/cmd/origo/internal/seed"
	"origo/cmd/origo/internal/site"
)

// seedAnswer is what seeding did.
type seedAnswer struct {
	Changes      []seed.Change `json:"changes"`
	Milliseconds float64       `json:"milliseconds"`
}

// seed brings the demonstration network to life.
func (a *app) seed() *cobra.Command {
	return &cobra.Command{
		Use:   "seed",
		Short: "Register the demonstration's authorities, offices and officers",
		Long: lines("Lets every organisation approve the membership of its channels and registers demonstration authorities, offices",
			"and officers, all through the APIs as the demonstration admins. `make up` runs it. Running it again changes",
			"nothing, except that revocation lists near their end are renewed. The officers' keys are below demo/keys in the",
			"run directory."),
		Args: positional(cobra.NoArgs),
		RunE: func(command *cobra.Command, _ []string) error { return a.seedSite(command.Context()) },
	}
}

// seedSite seeds and tells of every change as it is made.
func (a *app) seedSite(ctx context.Context) error {
	s, err := site.Open(a.run)
	if err != nil {
		return err
	}
	start := time.Now()
	seeder := &seed.Seeder{Site: s, Now: a.now, Report: func(c seed.Change) { a.note("  %-7s %s", c.Agreement, c.What) }}
	changes, err := seeder.Run(ctx)
	if err != nil {
		return err
	}
	answer := seedAnswer{Changes: changes, Milliseconds: milliseconds(time.Since(start))}
	return a.show(answer, func(w io.Writer) {
		fmt.Fprintf(w, "%s seeded: %d changes in %.1f s\n", signMet, len(changes), answer.Milliseconds/1000)
	})
}
