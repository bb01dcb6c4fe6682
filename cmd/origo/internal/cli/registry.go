package cli

import "github.com/spf13/cobra"

// registry groups the commands about the trust registry.
func (a *app) registry() *cobra.Command {
	command := &cobra.Command{
		Use:   "registry",
		Short: "Work with the trust registry of an agreement",
		Args:  positional(cobra.NoArgs),
		RunE:  func(*cobra.Command, []string) error { return usagef("say what to do; see origo registry --help") },
	}
	command.AddCommand(a.registryEnrol(), a.registryOffice(), a.registryClose(), a.registryAdd(), a.registryRetire(),
		a.registryCRL(), a.registryExpiring(), a.registryApprovals())
	return command
}
