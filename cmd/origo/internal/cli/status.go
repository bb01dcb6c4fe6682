package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"origo/api/wire"
	"origo/certificate/registry"
)

// status is the public look-up.
func (a *app) status() *cobra.Command {
	var agreement string
	command := &cobra.Command{
		Use:   "status FORM COUNTRY REFERENCE",
		Short: "Look up the public status of a certificate",
		Long: lines("Form, number, office, dates and status: what everybody may know. No login is needed. The exit code is 1 when",
			"the certificate is cancelled, replaced or expired."),
		Example: "  origo status D VN VN-TH 26/01/00123",
		Args:    named(1),
		RunE: func(command *cobra.Command, args []string) error {
			t, err := target(args, agreement)
			if err != nil {
				return err
			}
			c, err := a.publicClient(t.Country)
			if err != nil {
				return err
			}
			s, err := c.Status(command.Context(), t)
			if err != nil {
				return err
			}
			return a.reportStatus(s)
		},
	}
	agreementFlag(command, &agreement)
	return command
}

// reportStatus prints a public status; only a certificate in force is fine.
func (a *app) reportStatus(s wire.PublicStatus) error {
	word := statusWord(s)
	err := a.show(s, func(w io.Writer) {
		fmt.Fprintf(w, "%s %s %s\n", s.Form.Title(), s.Country, s.Reference)
		fmt.Fprintf(w, "  status   %s\n  office   %s\n", word, s.Office)
		fmt.Fprintf(w, "  issued   %s\n  expires  %s\n", s.IssueDate, s.Expiry)
	})
	if err != nil || word == string(registry.Issued) {
		return err
	}
	return &verdictError{code: ExitRefused, text: "the certificate is " + word}
}

// statusWord is the status in one word; expiry is derived from the dates.
func statusWord(s wire.PublicStatus) string {
	if s.Status == registry.Issued && s.Expired {
		return "expired"
	}
	return string(s.Status)
}
