package cli

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"origo/certificate"
	"origo/certificate/printed"
	"origo/certificate/stamp"
)

// printFlags are what is printed beside the certificate itself.
type printFlags struct {
	seal, stamp, checkCode, output string
	preview                        bool
}

// print makes the PDF of a certificate.
func (a *app) print() *cobra.Command {
	var f printFlags
	command := &cobra.Command{
		Use:   "print CERTIFICATE [--seal FILE] -o FILE.pdf",
		Short: "Print a sealed certificate as PDF, with bytes and seal inside",
		Long: lines("Draws the certificate on its form and embeds the exact bytes and the seal, so that the PDF carries everything and",
			"`origo verify --file FILE.pdf` reads them out again. The picture is for people and proves nothing. The same",
			"certificate, seal, stamp and check code print to the same bytes.",
			"",
			"With --preview a draft in any JSON layout is drawn without a seal; every page says so. Nothing leaves this computer."),
		Example: lines("  origo print form-d.json --check-code 7K2M-9QXD -o form-d.pdf",
			"  origo print form-d.json --seal form-d.p7s --stamp form-d.qr.txt -o form-d.pdf",
			"  origo print draft.json --preview -o draft.pdf"),
		Args: positional(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, args []string) error {
			if f.output == "" {
				f.output = strings.TrimSuffix(args[0], filepath.Ext(args[0])) + ".pdf"
			}
			pdf, err := a.drawn(args[0], f)
			if err != nil {
				return err
			}
			if err := writeNew(f.output, pdf, 0o644); err != nil {
				return err
			}
			answer := printAnswer{File: f.output, Bytes: len(pdf), Preview: f.preview}
			return a.show(answer, func(w io.Writer) { fmt.Fprintf(w, "%s printed %s, %d bytes\n", signMet, answer.File, answer.Bytes) })
		},
	}
	sealFlag(command, &f.seal)
	flags := command.Flags()
	flags.StringVar(&f.stamp, "stamp", "", "text of the QR code, or a file with it (see origo stamp)")
	flags.StringVar(&f.checkCode, "check-code", "", "check code to print beside the number, as the ledger gave it out")
	flags.StringVarP(&f.output, "output", "o", "", "new file for the PDF; beside the certificate by default")
	flags.BoolVar(&f.preview, "preview", false, "draw a draft that is not sealed yet")
	return command
}

// printAnswer tells what was printed.
type printAnswer struct {
	File    string `json:"file"`
	Bytes   int    `json:"bytes"`
	Preview bool   `json:"preview,omitempty"`
}

// drawn is the PDF of a certificate, or of a draft.
func (a *app) drawn(name string, f printFlags) ([]byte, error) {
	var pdf bytes.Buffer
	if f.preview {
		d, err := a.draft(name)
		if err != nil {
			return nil, err
		}
		err = printed.Preview(&pdf, d)
		return pdf.Bytes(), err
	}
	proof, err := a.proof(name, f)
	if err != nil {
		return nil, err
	}
	if err := printed.Write(&pdf, proof); err != nil {
		return nil, invalid(err)
	}
	return pdf.Bytes(), nil
}

// proof reads what is printed.
func (a *app) proof(name string, f printFlags) (printed.Proof, error) {
	sealed, d, err := a.sealed(name, f.seal)
	if err != nil {
		return printed.Proof{}, err
	}
	proof := printed.Proof{Certificate: sealed.Certificate, Seal: sealed.Seal, CheckCode: f.checkCode}
	if f.stamp != "" {
		proof.Stamp, err = a.stampOf(d, f.stamp)
	}
	return proof, err
}

// stampOf reads a QR code's text if it is the certificate's own: another's must not be printed on it.
func (a *app) stampOf(d *certificate.Document, given string) (string, error) {
	text, err := a.readStamp(given)
	if err != nil {
		return "", err
	}
	made, err := stamp.Parse(text)
	if err != nil {
		return "", invalid(err)
	}
	differing, err := made.Differences(d)
	if err != nil {
		return "", err
	}
	if len(differing) > 0 {
		return "", invalid(fmt.Errorf("the stamp is not this certificate's, it differs in: %s", strings.Join(differing, ", ")))
	}
	return text, nil
}

// handedIn reads a certificate that somebody presents, and its seal if the file carries it: a print has both inside.
func (a *app) handedIn(name string) (document, cms []byte, err error) {
	file, err := a.readFile(name)
	if err != nil || !printed.IsPDF(file) {
		return file, nil, err
	}
	document, cms, err = printed.Extract(file)
	if err != nil {
		return nil, nil, invalid(fmt.Errorf("%s: %w", name, err))
	}
	return document, cms, nil
}
