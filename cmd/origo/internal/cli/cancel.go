package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"origo/api/wire"
	"origo/certificate"
	"origo/cmd/origo/internal/apiclient"
)

// cancelFlags are the parts of an act of cancellation as typed.
type cancelFlags struct {
	signer                          signerFlags
	reason, note, office, agreement string
}

// cancel makes, seals and sends an act of cancellation.
func (a *app) cancel() *cobra.Command {
	var f cancelFlags
	command := &cobra.Command{
		Use:   "cancel FORM COUNTRY REFERENCE --reason CODE (--key FILE | --p12 FILE)",
		Short: "Cancel a certificate by a sealed act",
		Long: lines("Makes a small act of cancellation, seals it with an officer's key and sends it. Reasons: not_originating,",
			"duplicate_reference, documents_missing, forged_documents, exporter_request, issued_in_error, goods_not_shipped."),
		Args: named(1),
		RunE: func(command *cobra.Command, args []string) error {
			t, err := target(args, f.agreement)
			if err != nil {
				return err
			}
			if f.reason == "" {
				return usagef("--reason is needed")
			}
			return a.cancelCertificate(command.Context(), t, f)
		},
	}
	f.signer.register(command)
	flags := command.Flags()
	flags.StringVar(&f.reason, "reason", "", "why it is cancelled")
	flags.StringVar(&f.note, "note", "", "a remark that importing customs will read")
	flags.StringVar(&f.office, "office", "", "the sealing officer's office; the certificate's own by default")
	agreementFlag(command, &f.agreement)
	return command
}

// cancelCertificate does the work of cancel.
func (a *app) cancelCertificate(ctx context.Context, t apiclient.Target, f cancelFlags) error {
	signer, err := f.signer.open()
	if err != nil {
		return err
	}
	c, err := a.client()
	if err != nil {
		return err
	}
	act, err := a.cancellation(ctx, c, t, f)
	if err != nil {
		return err
	}
	raw, err := act.Canonical()
	if err != nil {
		return invalid(err)
	}
	cms, err := signer.Sign(raw, a.now())
	if err != nil {
		return invalid(err)
	}
	done, err := c.Cancel(ctx, t, wire.SealedAct{Act: raw, Seal: cms})
	if err != nil {
		return err
	}
	return a.show(done, func(w io.Writer) {
		fmt.Fprintf(w, "%s %s is %s: %s\n", signMet, t.ID, done.Record.Status, done.Record.Reason)
		fmt.Fprintf(w, "  transaction %s, block %d\n", done.Receipt.Transaction, done.Receipt.Block)
	})
}

// cancellation makes the act. Its network and office come from the ledger.
func (a *app) cancellation(ctx context.Context, c *apiclient.Client, t apiclient.Target, f cancelFlags) (*certificate.Act, error) {
	record, err := c.Record(ctx, t)
	if err != nil {
		return nil, err
	}
	membership, err := c.Trust(t.Agreement).Membership(ctx)
	if err != nil {
		return nil, err
	}
	act := &certificate.Act{
		Type:        certificate.ActType,
		Version:     certificate.ActVersion,
		Network:     membership.Network,
		Agreement:   t.Agreement,
		Kind:        certificate.CancelCertificate,
		Country:     t.Country,
		Office:      record.Office,
		Certificate: &t.ID,
		Reason:      certificate.Reason(f.reason),
		Note:        f.note,
		MadeAt:      certificate.InstantOf(a.now()),
	}
	if f.office != "" {
		act.Office = f.office
	}
	return act, act.Validate()
}
