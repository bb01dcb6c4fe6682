package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"origo/certificate/seal"
	"origo/certificate/stamp"
)

// stamp makes the text of a certificate's QR code.
func (a *app) stamp() *cobra.Command {
	var signer signerFlags
	var output string
	command := &cobra.Command{
		Use:   "stamp CERTIFICATE (--key FILE | --p12 FILE)",
		Short: "Make the signed text of a certificate's QR code",
		Long: lines("Reads the exact canonical bytes of a certificate and writes the text of the QR code for its paper, with the ending",
			".qr.txt beside it: number, office, dates, parties, the first line of goods and the digest of the certificate, signed",
			"with the officer's key (see docs/qr.md). Use the key that seals the certificate, and hand the stamp in with",
			"`origo anchor --stamp`. Keys on P-256 make the smallest code. Nothing leaves this computer."),
		Example: "  origo stamp form-d.json --key officer.key --cert officer.crt -o form-d.qr.txt",
		Args:    positional(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, args []string) error {
			_, d, err := a.finished(args[0])
			if err != nil {
				return err
			}
			s, err := signer.open()
			if err != nil {
				return err
			}
			text, err := stamp.Make(d, s, a.now())
			if err != nil {
				return invalid(err)
			}
			if output == "" {
				output = stampBeside(args[0])
			}
			return a.stampTo(output, text, s)
		},
	}
	signer.register(command)
	command.Flags().StringVarP(&output, "output", "o", "", "new file for the text; beside the certificate by default")
	return command
}

// stampBeside is where the stamp of a certificate file is kept.
func stampBeside(certificate string) string {
	return strings.TrimSuffix(certificate, filepath.Ext(certificate)) + ".qr.txt"
}

// stampAnswer tells what was stamped by whom.
type stampAnswer struct {
	File   string      `json:"file"`
	Text   string      `json:"text"`
	Signer string      `json:"signer"`
	Facts  stamp.Facts `json:"facts"`
}

// stampTo writes the text to a new file.
func (a *app) stampTo(output, text string, signer seal.Signer) error {
	made, err := stamp.Parse(text)
	if err != nil {
		return err
	}
	if err := writeNew(output, []byte(text+"\n"), 0o644); err != nil {
		return err
	}
	answer := stampAnswer{File: output, Text: text, Signer: signer.Chain[0].Subject.CommonName, Facts: made.Facts}
	return a.show(answer, func(w io.Writer) {
		fmt.Fprintf(w, "%s stamped by %s on %s: %s\n", signMet, answer.Signer, made.StampedAt, output)
		fmt.Fprintf(w, "  %d characters; print them as a QR code at error correction M or Q\n", len(text))
	})
}

// stampPattern recognises the text of a QR code by how all versions begin.
var stampPattern = regexp.MustCompile(`^ORIGO[0-9]+:`)

// readStamp takes the text of a QR code from the command line or from a file. No stamp begins or ends with a blank, so
// line ends around it do not count.
func (a *app) readStamp(given string) (string, error) {
	if stampPattern.MatchString(given) {
		return strings.TrimSpace(given), nil
	}
	raw, err := a.readFile(given)
	return strings.TrimSpace(string(raw)), err
}

// shownStamp is what people are told of a QR code before anything is concluded from it.
type shownStamp struct {
	*stamp.Stamp
	by string // the name of the enrolled signer; empty if the signature is not proven
}

// write lists the facts to be compared with the paper.
func (s shownStamp) write(w io.Writer) {
	at := s.StampedAt.Time().Format(time.RFC3339)
	if s.by != "" {
		fmt.Fprintf(w, "The QR code says, as signed by %s on %s:\n", s.by, at)
	} else {
		fmt.Fprintf(w, "The QR code says, signed in the name of signer %s… on %s, which is NOT PROVEN:\n", s.Signer(), at)
	}
	f := s.Facts
	for _, row := range [][2]string{
		{"certificate", f.Form.Title() + " " + f.Reference + ", issued by office " + f.Office + " of " + f.Country},
		{"valid", f.IssueDate.String() + " to " + f.Expiry.String() + ", for import into " + f.ImportingCountry},
		{"exporter", f.Exporter}, {"consignee", f.Consignee},
		{"goods", fmt.Sprintf("%d lines; the first: HS %s, %s %s", f.Items, f.HS, f.Quantity.Value, f.Quantity.Unit)},
		{"digest", f.Digest},
	} {
		fmt.Fprintf(w, "  %-12s %s\n", row[0], row[1])
	}
	fmt.Fprint(w, lines("Compare this with the paper, line by line. A genuine QR code shows what was signed then. It does not show how the",
		"certificate stands today, what is left of it, or that no second paper bears the same code: the ledger does.", "", ""))
}
