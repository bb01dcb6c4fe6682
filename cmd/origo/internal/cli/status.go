package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/cmd/origo/internal/apiclient"
)

// status is the public look-up, or for whoever is signed in the record.
func (a *app) status() *cobra.Command {
	var agreement, code, qr string
	command := &cobra.Command{
		Use:   "status (FORM COUNTRY REFERENCE | --qr TEXT)",
		Short: "Look up the status of a certificate",
		Long: lines("Form, number, office, dates and status: what whoever holds the certificate may know. It takes the check code",
			"printed on it and no login; who is signed in needs no code. The exit code is 1 when the certificate is cancelled,",
			"replaced or expired. The QR code on the paper stands for number and check code; it is verified first, and the exit",
			"code is 3 when it cannot be told whether it is genuine."),
		Example: lines("  origo status D VN VN-TH 26/01/00123 --code 7K2M-9QXD", "  origo status --qr scanned.txt"),
		Args: func(command *cobra.Command, args []string) error {
			if qr != "" {
				return positional(cobra.NoArgs)(command, args)
			}
			return named(1)(command, args)
		},
		RunE: func(command *cobra.Command, args []string) error {
			if qr != "" {
				return a.stampStatus(command.Context(), qr)
			}
			t, err := target(args, agreement)
			if err != nil {
				return err
			}
			s, err := a.lookUp(command.Context(), t, code)
			if err != nil {
				return err
			}
			return a.reportStatus(s)
		},
	}
	agreementFlag(command, &agreement)
	command.Flags().StringVar(&code, "code", "", "check code printed on the certificate")
	command.Flags().StringVar(&qr, "qr", "", "the QR code on the paper: its text, or a file with it (- is standard input)")
	return command
}

// lookUp asks publicly with a code, and as the person signed in without one.
func (a *app) lookUp(ctx context.Context, t apiclient.Target, code string) (wire.PublicStatus, error) {
	var none wire.PublicStatus
	if code != "" {
		c, err := a.publicClient(t.Country)
		if err != nil {
			return none, err
		}
		return c.Status(ctx, t, code)
	}
	c, err := a.client()
	if err != nil {
		return none, fmt.Errorf("give the check code printed on the certificate with --code, or sign in: %w", err)
	}
	r, err := c.Record(ctx, t)
	return wire.PublicStatus{
		Form: r.Form, Country: r.Country, Reference: r.Reference, Office: r.Office, IssueDate: r.IssueDate,
		Expiry: r.Expiry, Status: r.Status, Expired: certificate.DateOf(a.now()).After(r.Expiry),
	}, err
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
