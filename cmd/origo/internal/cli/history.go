package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"origo/certificate/registry"
)

// history tells what happened to a certificate on the ledger.
func (a *app) history() *cobra.Command {
	var agreement string
	command := &cobra.Command{
		Use:   "history FORM COUNTRY REFERENCE",
		Short: "Tell what happened to a certificate on the ledger",
		Args:  named(1),
		RunE: func(command *cobra.Command, args []string) error {
			t, err := target(args, agreement)
			if err != nil {
				return err
			}
			c, err := a.client()
			if err != nil {
				return err
			}
			changes, err := c.History(command.Context(), t)
			if err != nil {
				return err
			}
			return a.show(changes, func(w io.Writer) { writeHistory(w, changes) })
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
