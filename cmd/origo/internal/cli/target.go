package cli

import (
	"github.com/spf13/cobra"

	"origo/certificate"
	"origo/cmd/origo/internal/apiclient"
)

// agreementFlag adds --agreement, which only forms of several agreements need.
func agreementFlag(command *cobra.Command, agreement *string) {
	command.Flags().StringVar(agreement, "agreement", "", "atiga, vkfta or ukvfta; needed for an origin declaration (OD) only")
}

// target reads a certificate's name from the arguments and says on which
// ledger it stands.
func target(args []string, agreement string) (apiclient.Target, error) {
	id, err := certificateID(args)
	if err != nil {
		return apiclient.Target{}, err
	}
	a, err := agreementOf(id.Form, agreement)
	return apiclient.Target{ID: id, Agreement: a}, err
}

// agreementOf finds the agreement of a form, or checks the one given.
func agreementOf(form certificate.Form, given string) (certificate.Agreement, error) {
	possible := form.Agreements()
	if given == "" && len(possible) == 1 {
		return possible[0], nil
	}
	for _, a := range possible {
		if string(a) == given {
			return a, nil
		}
	}
	return "", usagef("%s: say under which agreement with --agreement; it may be one of %v", form.Title(), possible)
}
