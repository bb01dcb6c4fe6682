package cli

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"origo/api/wire"
	"origo/certificate"
)

// anchor puts a sealed certificate on the ledger.
func (a *app) anchor() *cobra.Command {
	var sealFile, stampFile string
	var bulk bulkFlags
	command := &cobra.Command{
		Use:   "anchor CERTIFICATE [--seal FILE] | --bulk DIR|FILE --report FILE",
		Short: "Anchor a sealed certificate on the ledger, or thousands",
		Long: lines("Sends the certificate and its seal to your organisation's API. When the command is done, the certificate is",
			"committed on your organisation's own peer. Sending the same certificate again changes nothing.",
			"",
			"With --bulk it sends every X.json of a directory with the X.p7s (and X.qr.txt, if any) beside it, or every line",
			`{"certificate": base64, "seal": base64} of a file (- is standard input). Each outcome goes to the report as soon as it`,
			"is known. A run that was stopped or cut off goes on where it was when it is started again with the same report:",
			"nothing is lost and nothing is anchored twice."),
		Args: func(command *cobra.Command, args []string) error {
			if bulk.from != "" {
				return positional(cobra.NoArgs)(command, args)
			}
			return positional(cobra.ExactArgs(1))(command, args)
		},
		RunE: func(command *cobra.Command, args []string) error {
			if bulk.from != "" {
				return a.anchorBulk(command.Context(), bulk)
			}
			sealed, _, err := a.sealed(args[0], sealFile)
			if err != nil {
				return err
			}
			if stampFile != "" {
				text, err := a.readStamp(stampFile)
				if err != nil {
					return err
				}
				sealed.Stamp = &text
			}
			c, err := a.client()
			if err != nil {
				return err
			}
			anchored, err := c.Anchor(command.Context(), sealed)
			if err != nil {
				return err
			}
			return a.show(anchored, func(w io.Writer) { writeAnchored(w, anchored) })
		},
	}
	sealFlag(command, &sealFile)
	flags := command.Flags()
	flags.StringVar(&stampFile, "stamp", "", "file with the text of the certificate's QR code, to be kept for printing (see origo stamp)")
	flags.StringVar(&bulk.from, "bulk", "", "directory or file of certificates with their seals")
	flags.StringVar(&bulk.report, "report", "", "file that keeps what became of each (NDJSON); needed with --bulk")
	flags.IntVar(&bulk.parallel, "parallel", 8, "certificates under way at once")
	flags.BoolVar(&bulk.again, "retry-refused", false, "send again what earlier runs saw refused")
	return command
}

// sealFlag declares --seal.
func sealFlag(command *cobra.Command, file *string) {
	command.Flags().StringVar(file, "seal", "", "file of the seal; beside the certificate with the ending .p7s by default")
}

// sealed reads a certificate and its seal.
func (a *app) sealed(name, sealFile string) (wire.SealedCertificate, *certificate.Document, error) {
	record, d, err := a.finished(name)
	if err != nil {
		return wire.SealedCertificate{}, nil, err
	}
	if sealFile == "" {
		sealFile = sealBeside(name)
	}
	cms, err := os.ReadFile(sealFile)
	return wire.SealedCertificate{Certificate: record, Seal: cms}, d, err
}

// writeAnchored prints where a certificate stands now.
func writeAnchored(w io.Writer, a wire.Anchored) {
	fmt.Fprintf(w, "%s %s is on the ledger: %s, valid to %s\n", signMet, a.Record.ID, a.Record.Status, a.Record.Expiry)
	fmt.Fprintf(w, "  transaction %s, block %d\n", a.Receipt.Transaction, a.Receipt.Block)
	fmt.Fprintf(w, "  check code %s, to be printed beside the number\n", a.CheckCode)
}
