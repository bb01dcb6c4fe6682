package cli

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"origo/certificate"
)

// check applies the form's rules to a draft.
func (a *app) check() *cobra.Command {
	return &cobra.Command{
		Use:   "check DRAFT",
		Short: "Check a draft certificate against the rules of its form",
		Long: lines("Reads a draft in any JSON layout (- is standard input) and lists what breaks the rules of its form,",
			"each with the box as officers know it. Nothing leaves this computer."),
		Args: positional(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, args []string) error {
			d, err := a.draft(args[0])
			if err != nil {
				return err
			}
			return a.reportCheck(d)
		},
	}
}

// canonicalise writes the exact bytes that are signed.
func (a *app) canonicalise() *cobra.Command {
	var output string
	command := &cobra.Command{
		Use:   "canonicalise DRAFT",
		Short: "Write the exact bytes of a draft that are signed",
		Long: lines("Brings a draft in any JSON layout (- is standard input) into its canonical form (RFC 8785), the only form",
			"that can be sealed. There is no newline at the end. The rules of the form are not applied; see `origo check`."),
		Args: positional(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, args []string) error {
			d, err := a.draft(args[0])
			if err != nil {
				return err
			}
			raw, err := d.Canonical()
			if err != nil {
				return invalid(err)
			}
			if output == "" {
				_, err = a.out.Write(raw)
				return err
			}
			if err := writeNew(output, raw, 0o644); err != nil {
				return err
			}
			written := struct {
				File  string `json:"file"`
				Bytes int    `json:"bytes"`
			}{output, len(raw)}
			return a.show(written, func(w io.Writer) { fmt.Fprintf(w, "%s wrote %s, %d bytes\n", signMet, output, len(raw)) })
		},
	}
	command.Flags().StringVarP(&output, "output", "o", "", "file to write instead of standard output")
	return command
}

// draft reads a certificate in any JSON layout.
func (a *app) draft(name string) (*certificate.Document, error) {
	raw, err := a.readFile(name)
	if err != nil {
		return nil, err
	}
	d, err := certificate.ParseDraft(raw)
	return d, invalid(err)
}

// reportCheck prints what Validate found; anything found is a refusal.
func (a *app) reportCheck(d *certificate.Document) error {
	err := d.Validate()
	var problems certificate.Problems
	if err != nil && !errors.As(err, &problems) {
		return err
	}
	answer := struct {
		Certificate certificate.ID       `json:"certificate"`
		Valid       bool                 `json:"valid"`
		Problems    certificate.Problems `json:"problems,omitempty"`
	}{d.ID(), len(problems) == 0, problems}
	showing := a.show(answer, func(w io.Writer) {
		for _, p := range problems {
			fmt.Fprintln(w, signNot, p)
		}
		if len(problems) == 0 {
			fmt.Fprintf(w, "%s %s keeps the rules of its form.\n", signMet, d.ID())
		}
	})
	if showing != nil || len(problems) == 0 {
		return showing
	}
	return &verdictError{code: ExitRefused, text: fmt.Sprintf("%s breaks %d rule(s) of its form", d.ID(), len(problems))}
}
