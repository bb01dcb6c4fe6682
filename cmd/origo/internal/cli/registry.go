package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"origo/certificate"
)

// registry groups the commands about the trust registry.
func (a *app) registry() *cobra.Command {
	command := &cobra.Command{
		Use:   "registry",
		Short: "Work with the trust registry of an agreement",
		Args:  positional(cobra.NoArgs),
		RunE:  func(*cobra.Command, []string) error { return usagef("say what to do; see origo registry --help") },
	}
	command.AddCommand(a.registryExport(), a.registryEnrol(), a.registryOffice(), a.registryClose(), a.registryRetire(),
		a.registryCRL(), a.registryExpiring(), a.registryApprovals())
	return command
}

// registryExport writes the trust registry to a file for offline verification.
func (a *app) registryExport() *cobra.Command {
	var output string
	command := &cobra.Command{
		Use:     "export AGREEMENT [-o FILE]",
		Short:   "Export the trust registry, to verify without a server",
		Example: "  origo registry export atiga -o atiga.json --as th-customs",
		Args:    positional(cobra.ExactArgs(1)),
		RunE: func(command *cobra.Command, args []string) error {
			agreement := certificate.Agreement(args[0])
			if !agreement.Known() {
				return usagef("%q is no agreement; there are %v", args[0], certificate.Agreements())
			}
			c, err := a.client()
			if err != nil {
				return err
			}
			raw, err := c.Trust(agreement).Snapshot(command.Context())
			if err != nil {
				return err
			}
			return a.saveSnapshot(raw, output)
		},
	}
	command.Flags().StringVarP(&output, "output", "o", "", "file to write instead of standard output")
	return command
}

// saveSnapshot writes the snapshot, indented, to the file or standard output.
func (a *app) saveSnapshot(raw json.RawMessage, output string) error {
	var tidy bytes.Buffer
	if err := json.Indent(&tidy, raw, "", "  "); err != nil {
		return fmt.Errorf("read the snapshot: %w", err)
	}
	tidy.WriteByte('\n')
	if output == "" {
		_, err := tidy.WriteTo(a.out)
		return err
	}
	if err := replaceFile(output, tidy.Bytes(), 0o644); err != nil {
		return err
	}
	return a.show(map[string]string{"file": output}, func(w io.Writer) { fmt.Fprintf(w, "%s wrote %s\n", signMet, output) })
}
