package cli

import (
	"github.com/spf13/cobra"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/seal"
	"origo/client"
)

// registryAdd registers a certification authority.
func (a *app) registryAdd() *cobra.Command {
	var anchor, yes bool
	command := &cobra.Command{
		Use:   "add-authority AGREEMENT CERTIFICATE [--anchor]",
		Short: "Register a certification authority of your country",
		Long: lines("CERTIFICATE is the authority's own, PEM or DER. Trust starts at an anchor, usually a root; any other authority needs",
			"one above it that is registered already. Its revocation list must be imported before anybody is enrolled under it."),
		Example: "  origo registry add-authority atiga root.crt --anchor --as admin@vnissuer",
		Args:    positional(cobra.ExactArgs(2)),
		RunE: func(command *cobra.Command, args []string) error {
			t, err := a.trust(args[0])
			if err != nil {
				return err
			}
			der, err := a.certificateFile(args[1])
			if err != nil {
				return err
			}
			i, err := addition(der, anchor)
			if err != nil {
				return err
			}
			i.add("agreement", args[0])
			return a.record(i, yes, func() (client.Receipt, error) {
				return t.AddAuthority(command.Context(), wire.NewAuthority{Certificate: der, Anchor: anchor})
			})
		},
	}
	command.Flags().BoolVar(&anchor, "anchor", false, "trust starts here")
	yesFlag(command, &yes)
	return command
}

// addition says which authority is about to be registered.
func addition(der []byte, anchor bool) (intent, error) {
	ca, err := seal.ParseCertificate(der)
	if err != nil {
		return intent{}, invalid(err)
	}
	i := intent{what: "Register a certification authority: signers can be enrolled under it"}
	if anchor {
		i.what = "Register a certification authority as an anchor: trust starts here"
	}
	i.add("name", nameOf(der))
	i.add("issued by", ca.Issuer.String())
	i.add("fingerprint", seal.FingerprintOf(der).String())
	i.add("valid to", certificate.InstantOf(ca.NotAfter).String())
	return i, nil
}
