package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"origo/certificate"
	"origo/certificate/seal"
)

// signFlags are the options of sign.
type signFlags struct {
	signer     signerFlags
	output     string
	force, yes bool
}

// sign makes the seal of a certificate or of an act.
func (a *app) sign() *cobra.Command {
	var f signFlags
	command := &cobra.Command{
		Use:   "sign FILE (--key FILE | --p12 FILE)",
		Short: "Seal a certificate or an act with an officer's key",
		Long: lines("Reads the exact canonical bytes of a certificate (see `origo canonicalise`) or of an act that cancels a certificate",
			"or changes a signer's standing, as the console gives them to download, and shows in words what they say. Then writes",
			"the detached seal, a PKCS#7 signature of profile CO-CMS-1, beside the file with the ending .p7s. An act is sealed",
			"once you have typed yes, or with --yes. What breaks its rules is not sealed, a certificate with --force all the",
			"same; the ledger would refuse it. Nothing leaves this computer."),
		Example: lines("  origo sign form-d.json --key officer.key --cert officer.crt",
			"  ORIGO_P12_PASSWORD=... origo sign form-d.json --p12 officer.p12",
			"  origo sign cancel-certificate-D-VN-VN-TH-26-01-00123.json --key officer.pem"),
		Args: positional(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, args []string) error { return a.signFile(args[0], f) },
	}
	f.signer.register(command)
	command.Flags().StringVarP(&f.output, "output", "o", "", "file for the seal; beside the sealed file by default")
	command.Flags().BoolVar(&f.force, "force", false, "seal although the rules of the form are broken")
	command.Flags().BoolVar(&f.yes, "yes", false, "do not ask before an act is sealed")
	return command
}

// signFile does the work of sign.
func (a *app) signFile(name string, f signFlags) error {
	raw, err := a.readFile(name)
	if err != nil {
		return err
	}
	content, err := readSignable(raw)
	if err != nil {
		return err
	}
	if err := content.faults; err != nil && (content.isAct || !f.force) {
		return content.refusal(err)
	}
	s, err := f.signer.open()
	if err != nil {
		return err
	}
	if err := a.showContent(content, name, f.yes); err != nil {
		return err
	}
	if f.output == "" {
		f.output = sealBeside(name)
	}
	return a.sealTo(f.output, raw, s)
}

// showContent says in words what is about to be sealed. An act cannot be taken
// back, so that it waits for a yes, unless that was given.
func (a *app) showContent(content signable, name string, yes bool) error {
	a.note("%s says:\n%s", name, strings.TrimRight(content.words.rows(), "\n"))
	if !content.isAct || yes {
		return nil
	}
	if a.asJSON || name == "-" {
		return usagef("nobody can be asked here whether to seal the act: repeat with --yes")
	}
	a.note("Type yes to seal it:")
	return a.hearYes("nothing was sealed")
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

// sealTo writes the seal over a certificate or act to a new file.
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
