package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"origo/certificate/registry"
	"origo/cmd/origo/internal/apiclient"
)

// history tells what happened to a certificate on the ledger.
func (a *app) history() *cobra.Command {
	var agreement string
	command := &cobra.Command{
		Use:   "history FORM COUNTRY REFERENCE",
		Short: "Tell what happened to a certificate on the ledger",
		Args:  named(1),
		RunE: func(command *cobra.Command, args []string) error {
			return ask(a, subject{args, agreement}, func(c *apiclient.Client, t apiclient.Target) ([]registry.Change, error) {
				return c.History(command.Context(), t)
			}, writeHistory)
		},
	}
	agreementFlag(command, &agreement)
	return command
}

// writeHistory prints one line a change, oldest first.
func writeHistory(w io.Writer, changes []registry.Change) {
	for _, c := range changes {
		fmt.Fprintf(w, "%s  %-9s  transaction %s", c.At, c.Record.Status, c.Transaction)
		if c.Record.Reason != "" {
			fmt.Fprintf(w, "  reason %s", c.Record.Reason)
		}
		if c.Record.ReplacedBy != nil {
			fmt.Fprintf(w, "  replaced by %s", c.Record.ReplacedBy)
		}
		fmt.Fprintln(w)
	}
}
