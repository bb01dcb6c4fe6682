package cli

import (
	"context"
	"crypto/x509"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
	"origo/client"
	"origo/cmd/origo/internal/apiclient"
)

// registryCRL imports a revocation list.
func (a *app) registryCRL() *cobra.Command {
	var yes bool
	command := &cobra.Command{
		Use:   "import-crl AGREEMENT FILE",
		Short: "Import a revocation list of a registered authority",
		Long: lines("Imports a list, PEM or DER, of whichever registered authority signed it. Any member may bring it, for the list",
			"proves itself; what it revokes stays revoked."),
		Example: "  origo registry import-crl atiga issuing-ca.crl --as admin@vnissuer",
		Args:    positional(cobra.ExactArgs(2)),
		RunE: func(command *cobra.Command, args []string) error {
			der, err := a.derFile(args[1], "X509 CRL", func(der []byte) error { _, err := seal.ParseCRL(der); return err })
			if err != nil {
				return err
			}
			t, err := a.trust(args[0])
			if err != nil {
				return err
			}
			return a.importCRL(command.Context(), t, der, yes)
		},
	}
	yesFlag(command, &yes)
	return command
}

// importCRL finds the list's authority and imports it.
func (a *app) importCRL(ctx context.Context, t apiclient.Trust, der []byte, yes bool) error {
	list, err := seal.ParseCRL(der)
	if err != nil {
		return invalid(err)
	}
	authority, err := signerOfList(ctx, t, list)
	if err != nil {
		return err
	}
	i := intent{what: "Import a revocation list"}
	i.add("authority", nameOf(authority.Certificate)+", "+authority.Country)
	i.add("fingerprint", authority.Fingerprint)
	i.add("number", list.Number.String())
	i.add("this update", certificate.InstantOf(list.ThisUpdate).String())
	i.add("next update", certificate.InstantOf(list.NextUpdate).String())
	i.add("revoked", strconv.Itoa(len(list.RevokedCertificateEntries)))
	return a.record(i, yes, func() (client.Receipt, error) {
		return t.ImportCRL(ctx, wire.NewRevocationList{Authority: authority.Fingerprint, Crl: der})
	})
}

// signerOfList is the registered authority whose signature the list bears.
func signerOfList(ctx context.Context, t apiclient.Trust, list *x509.RevocationList) (registry.Authority, error) {
	known, err := t.Authorities(ctx, "")
	if err != nil {
		return registry.Authority{}, err
	}
	for _, authority := range known {
		ca, err := seal.ParseCertificate(authority.Certificate)
		if err == nil && list.CheckSignatureFrom(ca) == nil {
			return authority, nil
		}
	}
	return registry.Authority{}, invalid(fmt.Errorf("the list bears the signature of no registered authority; it names %s", list.Issuer))
}

// registryExpiring lists what ends soon.
func (a *app) registryExpiring() *cobra.Command {
	var country, before string
	var days int
	command := &cobra.Command{
		Use:   "expiring AGREEMENT [--within DAYS | --before DAY]",
		Short: "List signers, authorities, revocation lists and authorisations that end soon",
		Long: lines("What has ended already and stands in the way, a revocation list or an authority, is listed as well. The exit",
			"code is 1 if there is any such."),
		Example: "  origo registry expiring atiga --within 60 --country VN --as admin@vnissuer",
		Args:    positional(cobra.ExactArgs(1)),
		RunE: func(command *cobra.Command, args []string) error {
			until, err := instantOf("before", before)
			if err != nil {
				return err
			}
			if until == "" {
				until = certificate.InstantOf(a.now().AddDate(0, 0, days)).String()
			}
			t, err := a.trust(args[0])
			if err != nil {
				return err
			}
			expiries, err := t.Expiries(command.Context(), country, until)
			if err != nil {
				return err
			}
			return a.showExpiries(expiries, until)
		},
	}
	flags := command.Flags()
	flags.StringVar(&country, "country", "", "only of this country")
	flags.StringVar(&before, "before", "", "list what ends before this day or moment")
	flags.IntVar(&days, "within", 30, "list what ends within so many days")
	return command
}

// showExpiries lists them, and fails if one has ended.
func (a *app) showExpiries(expiries []registry.Expiry, until registry.Instant) error {
	now, ended := certificate.InstantOf(a.now()).String(), 0
	for _, e := range expiries {
		if e.Ends <= now {
			ended++
		}
	}
	err := a.show(expiries, func(w io.Writer) {
		for _, e := range expiries {
			fmt.Fprintf(w, "%s %s  %-15s %s %-10s %s %s\n", mark(e.Ends <= now), e.Ends, e.Kind, e.Country, e.Office, short(e.ID), e.Name)
		}
		fmt.Fprintf(w, "%d end before %s, %d of them have ended\n", len(expiries), until, ended)
	})
	if err == nil && ended > 0 {
		err = &verdictError{code: ExitRefused, text: "some have ended"}
	}
	return err
}

// mark is the sign before an expiry.
func mark(ended bool) string {
	if ended {
		return signNot
	}
	return signUnsure
}
