package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"origo/cmd/origo/internal/apiclient"
)

// replace anchors a certificate that stands in for an older one.
func (a *app) replace() *cobra.Command {
	var sealFile string
	command := &cobra.Command{
		Use:   "replace CERTIFICATE [--seal FILE]",
		Short: "Anchor a certificate that replaces an older one",
		Long: lines("The new certificate names the one it replaces. Both change in one transaction: the new one is issued, the old",
			"one replaced. A certificate that was used already cannot be replaced."),
		Args: positional(cobra.ExactArgs(1)),
		RunE: func(command *cobra.Command, args []string) error {
			sealed, d, err := a.sealed(args[0], sealFile)
			if err != nil {
				return err
			}
			if d.Replaces == nil {
				return usagef("%s does not say which certificate it replaces; `origo anchor` anchors a first certificate", args[0])
			}
			c, err := a.client()
			if err != nil {
				return err
			}
			old := apiclient.Target{ID: d.Replaces.Certificate, Agreement: d.Agreement}
			anchored, err := c.Replace(command.Context(), old, sealed)
			if err != nil {
				return err
			}
			return a.show(anchored, func(w io.Writer) {
				writeAnchored(w, anchored)
				fmt.Fprintf(w, "  it replaces %s\n", old.ID)
			})
		},
	}
	sealFlag(command, &sealFile)
	return command
}
