package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"origo/api/wire"
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
			t, err := target(args, agreement)
			if err != nil {
				return err
			}
			if u.Declaration == "" || u.Reason == "" {
				return usagef("--declaration and --reason are needed")
			}
			c, err := a.client()
			if err != nil {
				return err
			}
			recorded, err := c.Reverse(command.Context(), t, u)
			if err != nil {
				return err
			}
			return a.show(recorded, func(w io.Writer) {
				fmt.Fprintf(w, "%s declaration %s on %s is reversed: %s\n", signMet, u.Declaration, t.ID, u.Reason)
			})
		},
	}
	command.Flags().StringVar(&u.Declaration, "declaration", "", "number of the import declaration")
	command.Flags().StringVar(&u.Reason, "reason", "", "why it is taken back")
	agreementFlag(command, &agreement)
	return command
}
