package cli

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"origo/certificate"
	"origo/certificate/seal"
)

// sign makes the seal of a certificate.
func (a *app) sign() *cobra.Command {
	var signer signerFlags
	var output string
	var force bool
	command := &cobra.Command{
		Use:   "sign CERTIFICATE (--key FILE | --p12 FILE)",
		Short: "Seal a certificate with an officer's key",
		Long: lines("Reads the exact canonical bytes of a certificate (see `origo canonicalise`) and writes the detached seal, a",
			"PKCS#7 signature of profile CO-CMS-1, beside it with the ending .p7s. A certificate that breaks the rules of its",
			"form is not sealed unless --force is given; the ledger would refuse it all the same. Nothing leaves this computer."),
		Example: lines("  origo sign form-d.json --key officer.key --cert officer.crt",
			"  ORIGO_P12_PASSWORD=... origo sign form-d.json --p12 officer.p12"),
		Args: positional(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, args []string) error {
			record, d, err := a.finished(args[0])
			if err != nil {
				return err
			}
			if err := d.Validate(); err != nil && !force {
				return fmt.Errorf("not sealed, the rules of the form are broken (--force seals all the same):\n%w", err)
			}
			s, err := signer.open()
			if err != nil {
				return err
			}
			if output == "" {
				output = sealBeside(args[0])
			}
			return a.sealTo(output, record, s)
		},
	}
	signer.register(command)
	command.Flags().StringVarP(&output, "output", "o", "", "file for the seal; beside the certificate by default")
	command.Flags().BoolVar(&force, "force", false, "seal although the rules of the form are broken")
	return command
}

// finished reads a certificate that is ready to be sealed: in canonical form.
func (a *app) finished(name string) ([]byte, *certificate.Document, error) {
	raw, err := a.readFile(name)
	if err != nil {
		return nil, nil, err
	}
	d, err := certificate.Parse(raw)
	if err != nil {
		return nil, nil, invalid(fmt.Errorf("%w\n  `origo canonicalise` makes the exact form of a draft", err))
	}
	return raw, d, nil
}

// sealAnswer tells what was sealed by whom.
type sealAnswer struct {
	Seal        string    `json:"seal"`
	Signer      string    `json:"signer"`
	Fingerprint string    `json:"fingerprint"`
	SigningTime time.Time `json:"signing_time"`
}

// sealTo writes the seal over the record to a new file.
func (a *app) sealTo(output string, record []byte, signer seal.Signer) error {
	at := a.now().UTC().Truncate(time.Second)
	cms, err := signer.Sign(record, at)
	var refusal *seal.Refusal
	if errors.As(err, &refusal) {
		return invalid(err)
	}
	if err != nil {
		return err
	}
	if err := writeNew(output, cms, 0o644); err != nil {
		return err
	}
	leaf := signer.Chain[0]
	answer := sealAnswer{
		Seal: output, Signer: leaf.Subject.CommonName, Fingerprint: seal.FingerprintOf(leaf.Raw).String(), SigningTime: at,
	}
	return a.show(answer, func(w io.Writer) {
		fmt.Fprintf(w, "%s sealed by %s on %s: %s\n", signMet, answer.Signer, at.Format(time.RFC3339), output)
	})
}
