package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"origo/api/wire"
	"origo/cmd/origo/internal/apiclient"
)

// reverse takes a recorded use back.
func (a *app) reverse() *cobra.Command {
	var u wire.UseReversal
	var agreement string
	command := &cobra.Command{
		Use:   "reverse FORM COUNTRY REFERENCE --declaration NUMBER --reason TEXT",
		Short: "Take a recorded use back; its quantities return to the balance",
		Args:  named(1),
		RunE: func(command *cobra.Command, args []string) error {
			if u.Declaration == "" || u.Reason == "" {
				return usagef("--declaration and --reason are needed")
			}
			return ask(a, subject{args, agreement}, func(c *apiclient.Client, t apiclient.Target) (wire.RecordedUse, error) {
				return c.Reverse(command.Context(), t, u)
			}, func(w io.Writer, recorded wire.RecordedUse) {
				fmt.Fprintf(w, "%s declaration %s on %s is reversed: %s\n", signMet, u.Declaration, recorded.Use.Certificate, u.Reason)
			})
		},
	}
	command.Flags().StringVar(&u.Declaration, "declaration", "", "number of the import declaration")
	command.Flags().StringVar(&u.Reason, "reason", "", "why it is taken back")
	agreementFlag(command, &agreement)
	return command
}
