package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
	"origo/client"
	"origo/cmd/origo/internal/apiclient"
)

// enrolFlags bound what a signer may sign, and when.
type enrolFlags struct {
	office, from, until string
	forms               []string
	yes                 bool
}

// registryEnrol binds an officer's certificate to an office.
func (a *app) registryEnrol() *cobra.Command {
	var f enrolFlags
	command := &cobra.Command{
		Use:   "enrol AGREEMENT CERTIFICATE --office CODE",
		Short: "Enrol an officer's certificate for an office of your country",
		Long: lines("Binds a leaf certificate to an office. The ledger verifies its path to a registered authority, with the current",
			"revocation lists. Without --form the signer may sign all forms of the office; without --from and --until the",
			"enrolment holds as long as the certificate."),
		Example: "  origo registry enrol atiga nguyen.crt --office 02 --as admin@vnissuer",
		Args:    positional(cobra.ExactArgs(2)),
		RunE: func(command *cobra.Command, args []string) error {
			if f.office == "" {
				return usagef("--office is needed")
			}
			t, err := a.trust(args[0])
			if err != nil {
				return err
			}
			der, err := a.certificateFile(args[1])
			if err != nil {
				return err
			}
			return a.enrol(command.Context(), t, der, f)
		},
	}
	flags := command.Flags()
	flags.StringVar(&f.office, "office", "", "code of the office, as written inside certificates")
	flags.StringSliceVar(&f.forms, "form", nil, "forms the signer may sign; all of the office's by default")
	flags.StringVar(&f.from, "from", "", "first day or moment; the certificate's by default")
	flags.StringVar(&f.until, "until", "", "first day or moment no longer; the certificate's by default")
	yesFlag(command, &f.yes)
	return command
}

// enrol does the work of registryEnrol.
func (a *app) enrol(ctx context.Context, t apiclient.Trust, der []byte, f enrolFlags) error {
	e, err := enrolment(der, f)
	if err != nil {
		return err
	}
	if len(e.Forms) == 0 {
		if e.Forms, err = formsOf(ctx, t, f.office); err != nil {
			return err
		}
	}
	i := intent{what: "Enrol a signer"}
	i.add("name", nameOf(der))
	i.add("fingerprint", seal.FingerprintOf(der).String())
	i.add("office", e.Office)
	i.add("forms", joined(e.Forms))
	i.add("from", e.From)
	i.add("until", e.Until)
	return a.record(i, f.yes, func() (client.Receipt, error) { return t.EnrolSigner(ctx, e) })
}

// enrolment reads the flags; what is not given is the certificate's.
func enrolment(der []byte, f enrolFlags) (wire.Enrolment, error) {
	e := wire.Enrolment{Office: f.office, Certificate: der}
	leaf, err := seal.ParseCertificate(der)
	if err != nil {
		return e, invalid(err)
	}
	for _, form := range f.forms {
		e.Forms = append(e.Forms, certificate.Form(form))
	}
	if e.From, err = instantOf("from", f.from); err != nil {
		return e, err
	}
	if e.Until, err = instantOf("until", f.until); err != nil {
		return e, err
	}
	if e.From == "" {
		e.From = certificate.InstantOf(leaf.NotBefore).String()
	}
	if e.Until == "" {
		e.Until = certificate.InstantOf(leaf.NotAfter).String()
	}
	return e, nil
}

// formsOf are the forms of an office of the caller's country; the API knows no
// other country's offices under the same code.
func formsOf(ctx context.Context, t apiclient.Trust, code string) ([]certificate.Form, error) {
	offices, err := t.Offices(ctx, "")
	if err != nil {
		return nil, err
	}
	var found []registry.Office
	for _, o := range offices {
		if o.Code == code {
			found = append(found, o)
		}
	}
	if len(found) != 1 {
		return nil, usagef("%d offices have the code %q; say with --form what the signer may sign", len(found), code)
	}
	return found[0].Forms, nil
}

func joined(forms []certificate.Form) string {
	var words []string
	for _, f := range forms {
		words = append(words, string(f))
	}
	return strings.Join(words, ", ")
}

// registryOffice registers an issuing office.
func (a *app) registryOffice() *cobra.Command {
	var name string
	var forms []string
	var yes bool
	command := &cobra.Command{
		Use:     "open-office AGREEMENT CODE --name NAME --form FORM",
		Short:   "Register an issuing office of your country",
		Example: "  origo registry open-office atiga 03 --name 'Da Nang Import-Export Management Office' --form D --as admin@vnissuer",
		Args:    positional(cobra.ExactArgs(2)),
		RunE: func(command *cobra.Command, args []string) error {
			if name == "" || len(forms) == 0 {
				return usagef("--name and --form are needed")
			}
			t, err := a.trust(args[0])
			if err != nil {
				return err
			}
			o := wire.NewOffice{Code: args[1], Name: name, Kind: registry.IssuingAuthority}
			for _, f := range forms {
				o.Forms = append(o.Forms, certificate.Form(f))
			}
			i := intent{what: "Register an issuing office"}
			i.add("code", o.Code)
			i.add("name", o.Name)
			i.add("forms", joined(o.Forms))
			return a.record(i, yes, func() (client.Receipt, error) { return t.RegisterOffice(command.Context(), o) })
		},
	}
	command.Flags().StringVar(&name, "name", "", "name of the office")
	command.Flags().StringSliceVar(&forms, "form", nil, "forms the office may issue")
	yesFlag(command, &yes)
	return command
}

// registryClose closes an office or an exporter.
func (a *app) registryClose() *cobra.Command {
	var yes bool
	command := &cobra.Command{
		Use:     "close-office AGREEMENT CODE",
		Short:   "Close an office or exporter of your country",
		Long:    "Ends an office, at once and for all its signers: they anchor nothing from then on. What they anchored before stays.",
		Example: "  origo registry close-office atiga 03 --as admin@vnissuer",
		Args:    positional(cobra.ExactArgs(2)),
		RunE: func(command *cobra.Command, args []string) error {
			t, err := a.trust(args[0])
			if err != nil {
				return err
			}
			i := intent{what: "Close an office: its signers anchor nothing from now on"}
			i.add("agreement", args[0])
			i.add("office", args[1])
			return a.record(i, yes, func() (client.Receipt, error) { return t.CloseOffice(command.Context(), args[1]) })
		},
	}
	yesFlag(command, &yes)
	return command
}

// registryRetire retires a certification authority.
func (a *app) registryRetire() *cobra.Command {
	var yes bool
	command := &cobra.Command{
		Use:     "retire-authority AGREEMENT AUTHORITY",
		Short:   "Retire a certification authority of your country",
		Long:    "AUTHORITY is a fingerprint or a file. No signer is enrolled under it from then on; those enrolled before stay.",
		Example: "  origo registry retire-authority atiga old-ca.crt --as admin@vnissuer",
		Args:    positional(cobra.ExactArgs(2)),
		RunE: func(command *cobra.Command, args []string) error {
			t, err := a.trust(args[0])
			if err != nil {
				return err
			}
			fingerprint, err := a.fingerprint(args[1])
			if err != nil {
				return err
			}
			i := intent{what: "Retire a certification authority: it enrols nobody from now on"}
			i.add("agreement", args[0])
			i.add("authority", a.authorityName(command.Context(), t, fingerprint))
			i.add("fingerprint", fingerprint)
			return a.record(i, yes, func() (client.Receipt, error) { return t.RetireAuthority(command.Context(), fingerprint) })
		},
	}
	yesFlag(command, &yes)
	return command
}

// authorityName is an authority's name, for the eye only.
func (a *app) authorityName(ctx context.Context, t apiclient.Trust, fingerprint string) string {
	known, err := t.Authorities(ctx, "")
	at := slices.IndexFunc(known, func(k registry.Authority) bool { return k.Fingerprint == fingerprint })
	if err != nil || at < 0 {
		return "not registered"
	}
	return nameOf(known[at].Certificate)
}

// registryApprovals lists who approved which membership text.
func (a *app) registryApprovals() *cobra.Command {
	return &cobra.Command{
		Use:     "approvals AGREEMENT",
		Short:   "List which organisation approved which membership text",
		Example: "  origo registry approvals atiga --as admin@vnissuer",
		Args:    positional(cobra.ExactArgs(1)),
		RunE: func(command *cobra.Command, args []string) error {
			t, err := a.trust(args[0])
			if err != nil {
				return err
			}
			approvals, err := t.Approvals(command.Context())
			if err != nil {
				return err
			}
			return a.show(approvals, func(w io.Writer) {
				for _, one := range approvals {
					fmt.Fprintf(w, "%-12s version %d  %s  %s\n", one.Organisation, one.Version, short(one.Digest), one.At)
				}
			})
		},
	}
}
