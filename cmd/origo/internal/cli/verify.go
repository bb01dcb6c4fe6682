package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"origo/api/wire"
	"origo/certificate"
	"origo/clearance"
)

// verifyFlags are what a person has at hand to verify.
type verifyFlags struct {
	file, seal, bundle, bundleKey, here, on, agreement string
	declaration, language, output                      string
	brief                                              bool
}

// verify assesses a certificate, on the ledger or from a bundle.
func (a *app) verify() *cobra.Command {
	var f verifyFlags
	command := &cobra.Command{
		Use:   "verify (FORM COUNTRY REFERENCE | --file CERTIFICATE)",
		Short: "Verify a certificate and explain the answer",
		Long: lines("By its name, the ledger's own copy is assessed. With --file, the file in your hands is compared with the ledger.",
			"With --bundle, everything happens on this computer against what your organisation exported (`origo bundle export`):",
			"give the files of certificate and seal, or the name of a certificate that the bundle holds whole.",
			"",
			"Every check is listed with its outcome, the legal basis and what it rests on. Exit codes: 0 when the certificate",
			"can be accepted, whole or in part; 1 when it is refused or must be corrected; 3 when it cannot be told, or a",
			"person must judge. With --output the answer is kept with all it rests on, for `origo assess --replay`."),
		Example: lines("  origo verify D VN VN-TH 26/01/00123",
			"  origo verify --file form-d.json --seal form-d.p7s --declaration declaration.json",
			"  origo verify --bundle atiga.bundle --bundle-key th-bundle.pub form-d.json form-d.p7s"),
		Args: positional(cobra.ArbitraryArgs),
		RunE: func(command *cobra.Command, args []string) error {
			question, err := a.question(f.filesAsArguments(args), f)
			if err != nil {
				return err
			}
			var report clearance.Report
			if f.bundle != "" {
				report, err = a.assessOffline(question, f)
			} else {
				report, err = a.assessOnline(command.Context(), question)
			}
			if err != nil {
				return err
			}
			return a.reportAssessment(report, f)
		},
	}
	f.register(command)
	return command
}

// register declares the flags.
func (f *verifyFlags) register(command *cobra.Command) {
	flags := command.Flags()
	flags.StringVar(&f.file, "file", "", "the certificate in your hands")
	flags.StringVar(&f.bundle, "bundle", "", "exported bundle, to verify without a server (see origo bundle export)")
	flags.StringVar(&f.bundleKey, "bundle-key", "", "public key that signs bundles; $ORIGO_HOME/bundle.pub by default")
	flags.StringVar(&f.here, "here", "", "with --bundle: importing country; the certificate's own by default")
	flags.StringVar(&f.on, "on", "", "with --bundle: day of presentation, YYYY-MM-DD; today by default")
	flags.StringVar(&f.declaration, "declaration", "", "what was declared and lies beside it, in JSON (see docs/cli.md)")
	flags.StringVar(&f.language, "lang", "", "language of the answer: en, vi or ko; English by default")
	flags.StringVarP(&f.output, "output", "o", "", "new file to keep the answer in, with the facts it rests on")
	flags.BoolVar(&f.brief, "brief", false, "explain only what is not met or cannot be told")
	sealFlag(command, &f.seal)
	agreementFlag(command, &f.agreement)
}

// question collects what is to be verified: a name, a file with its seal, or
// both.
func (a *app) question(args []string, f verifyFlags) (wire.VerificationRequest, error) {
	var q wire.VerificationRequest
	if len(args) == 0 && f.file == "" {
		return q, usagef("name a certificate (FORM COUNTRY REFERENCE), or give its file with --file")
	}
	if len(args) > 0 {
		t, err := target(args, f.agreement)
		if err != nil {
			return q, err
		}
		q.Reference, q.Agreement = &t.ID, &t.Agreement
	}
	if f.declaration != "" {
		if err := a.declared(&q, f.declaration); err != nil {
			return q, err
		}
	}
	if f.file == "" {
		return q, nil
	}
	err := a.presented(&q, f)
	return q, err
}

// declared reads the declaration and the papers beside it.
func (a *app) declared(q *wire.VerificationRequest, name string) error {
	raw, err := a.readFile(name)
	if err != nil {
		return err
	}
	var given beside
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&given); err != nil {
		return usagef("%s: %v", name, err)
	}
	q.Declaration, q.Papers, q.PresentedOn = given.Declaration, given.Papers, given.PresentedOn
	return nil
}

// presented reads the file in hand as it is, even if it is no certificate:
// finding that out is the question. Offline, a seal that is not there is left
// out, and the answer says so; the API wants one.
func (a *app) presented(q *wire.VerificationRequest, f verifyFlags) error {
	raw, err := a.readFile(f.file)
	if err != nil {
		return err
	}
	q.Certificate = &raw
	name := f.seal
	if name == "" {
		name = sealBeside(f.file)
	}
	cms, err := os.ReadFile(name)
	if err == nil {
		q.Seal = &cms
	} else if f.seal != "" || f.bundle == "" {
		return usagef("the seal cannot be read, name it with --seal: %v", err)
	}
	if d, err := certificate.ParseDraft(raw); err == nil && q.Agreement == nil {
		q.Agreement = &d.Agreement
	}
	return nil
}

// assessOnline asks the API.
func (a *app) assessOnline(ctx context.Context, q wire.VerificationRequest) (clearance.Report, error) {
	var report clearance.Report
	c, err := a.client()
	if err != nil {
		return report, err
	}
	raw, err := c.Verify(ctx, q)
	if err != nil {
		return report, err
	}
	if err := json.Unmarshal(raw, &report); err != nil {
		return report, fmt.Errorf("read the assessment: %w", err)
	}
	return report, nil
}

// reportAssessment prints the answer and keeps it if asked; the exit code
// follows the verdict.
func (a *app) reportAssessment(report clearance.Report, f verifyFlags) error {
	words, err := catalogue(f.language)
	if err != nil {
		return err
	}
	if f.output != "" {
		raw, err := json.Marshal(report)
		if err != nil {
			return fmt.Errorf("encode the assessment: %w", err)
		}
		if err := writeNew(f.output, raw, 0o600); err != nil {
			return err
		}
	}
	if err := a.show(report.Assessment, func(w io.Writer) { explanation{w, words, f.brief}.write(report.Assessment) }); err != nil {
		return err
	}
	code := verdictExit(report.Verdict)
	if code == ExitFine {
		return nil
	}
	return &verdictError{code: code, text: "verdict: " + words.Verdict(report.Verdict)}
}

// verdictExit is the exit code of a verdict.
func verdictExit(v clearance.Verdict) int {
	switch v {
	case clearance.Accept, clearance.AcceptPart, clearance.Waived:
		return ExitFine
	case clearance.Refuse, clearance.Correct:
		return ExitRefused
	}
	return ExitCannotTell
}
