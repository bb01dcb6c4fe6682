package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/cmd/origo/internal/apiclient"
)

// signerGroup groups the commands about the standing of signers.
func (a *app) signerGroup() *cobra.Command {
	command := &cobra.Command{
		Use:   "signer",
		Short: "Suspend, revoke and reinstate signers",
		Long: lines("Keeps the standing of those who sign. Suspending takes one administrator, for a stolen key cannot wait;",
			"revoking and reinstating take two: one proposes, another confirms. Every act is sealed with the key of an officer of",
			"an issuing authority of the same country, and kept on the ledger with who consented, when and why."),
		Args: positional(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error { return usagef("say what to do; see origo signer --help") },
	}
	command.AddCommand(
		a.order("suspend", "Suspend a signer at once", certificate.SuspendSigner),
		a.order("revoke", "Propose to revoke a signer, for good", certificate.RevokeSigner),
		a.order("reinstate", "Propose to reinstate a suspended signer", certificate.ReinstateSigner),
		a.confirmAct(), a.listActs(), a.listSigned())
	return command
}

// listActs lists what was ordered about signers.
func (a *app) listActs() *cobra.Command {
	return &cobra.Command{
		Use:     "acts AGREEMENT [SIGNER]",
		Short:   "List acts about signers and who consented to them",
		Example: "  origo signer acts atiga --as admin@vnissuer",
		Args:    positional(cobra.RangeArgs(1, 2)),
		RunE: func(command *cobra.Command, args []string) error {
			t, err := a.trust(args[0])
			if err != nil {
				return err
			}
			signer := ""
			if len(args) > 1 {
				if signer, err = a.fingerprint(args[1]); err != nil {
					return err
				}
			}
			acts, err := t.Acts(command.Context(), signer)
			if err != nil {
				return err
			}
			return a.show(acts, func(w io.Writer) { writeActs(w, acts) })
		},
	}
}

// writeActs writes acts for people, each with those who consented.
func writeActs(w io.Writer, acts []registry.ActState) {
	if len(acts) == 0 {
		fmt.Fprintln(w, "No acts.")
	}
	for _, state := range acts {
		act, err := certificate.ParseAct(state.Act)
		if err != nil {
			fmt.Fprintf(w, "%s %s: cannot be read: %v\n", signUnsure, state.Digest, err)
			continue
		}
		fmt.Fprintf(w, "%-8s %s\n", state.Standing, state.Digest)
		fmt.Fprintf(w, "  %s %s: %s\n", strings.ReplaceAll(string(act.Kind), "_", " "), short(act.Signer), act.Reason)
		for _, c := range state.Consents {
			fmt.Fprintf(w, "  %s  %s %s\n", c.At, c.Organisation, short(c.Identity))
		}
		if state.Standing == registry.StandingProposed {
			fmt.Fprintf(w, "  to be confirmed by another administrator before %s\n", state.Until)
		}
	}
}

// listSigned lists what a signer sealed.
func (a *app) listSigned() *cobra.Command {
	var since string
	command := &cobra.Command{
		Use:     "certificates AGREEMENT SIGNER [--since WHEN]",
		Short:   "List the certificates that a signer sealed",
		Long:    "Lists what was anchored with a signer's seal, in that order: whom to ask about when the key was stolen.",
		Example: "  origo signer certificates atiga run/demo/keys/VN/02.crt --since 2026-11-20 --as admin@vnissuer",
		Args:    positional(cobra.ExactArgs(2)),
		RunE: func(command *cobra.Command, args []string) error {
			from, err := instantOf("since", since)
			if err != nil {
				return err
			}
			signer, err := a.fingerprint(args[1])
			if err != nil {
				return err
			}
			t, err := a.trust(args[0])
			if err != nil {
				return err
			}
			return a.showSigned(command.Context(), t, signer, from)
		},
	}
	command.Flags().StringVar(&since, "since", "", "only what was anchored on this day or at this moment, or after")
	return command
}

// showSigned lists the certificates.
func (a *app) showSigned(ctx context.Context, t apiclient.Trust, signer string, since registry.Instant) error {
	records, err := t.SignedBy(ctx, signer, since)
	if err != nil {
		return err
	}
	return a.show(records, func(w io.Writer) {
		for _, r := range records {
			fmt.Fprintf(w, "%s  %-9s  to %s  %s\n", r.AnchoredAt, r.Status, r.ImportingCountry, r.ID)
		}
		fmt.Fprintf(w, "%d certificates\n", len(records))
	})
}
