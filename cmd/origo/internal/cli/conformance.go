package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"origo/certificate/seal/conformance"
)

// conformance runs test vectors against this build.
func (a *app) conformance() *cobra.Command {
	command := &cobra.Command{
		Use:   "conformance",
		Short: "Run test vectors against this build",
		Args:  positional(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			return usagef("say which part: origo conformance seal MANIFEST, or origo conformance cases FILE...")
		},
	}
	command.AddCommand(a.conformanceSeal(), a.conformanceCases())
	return command
}

// conformanceSeal runs a manifest of seals.
func (a *app) conformanceSeal() *cobra.Command {
	return &cobra.Command{
		Use:   "seal MANIFEST",
		Short: "Run a manifest of seals (profile CO-CMS-1)",
		Long: lines("Verifies every message of the manifest and compares the verdict with the one expected. Paths in the manifest",
			"are relative to it. The last line is `N passed, N failed`; the exit code is 1 when anything failed."),
		Args: positional(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, args []string) error {
			outcomes, err := conformance.Outcomes(os.DirFS(filepath.Dir(args[0])), filepath.Base(args[0]))
			if err != nil {
				return err
			}
			return a.reportConformance(outcomes)
		},
	}
}

// conformanceAnswer is the result for machines.
type conformanceAnswer struct {
	Passed   int                   `json:"passed"`
	Failed   int                   `json:"failed"`
	Failures []conformance.Outcome `json:"failures"`
}

// reportConformance prints what failed and the totals.
func (a *app) reportConformance(outcomes []conformance.Outcome) error {
	answer := conformanceAnswer{Failures: []conformance.Outcome{}}
	for _, o := range outcomes {
		if o.Passed() {
			answer.Passed++
			continue
		}
		answer.Failed++
		answer.Failures = append(answer.Failures, o)
	}
	err := a.show(answer, func(w io.Writer) {
		for _, o := range answer.Failures {
			fmt.Fprintln(w, o)
		}
		fmt.Fprintf(w, "%d passed, %d failed\n", answer.Passed, answer.Failed)
	})
	if err != nil || answer.Failed == 0 {
		return err
	}
	return &verdictError{code: ExitRefused, text: fmt.Sprintf("%d of %d verdicts differ", answer.Failed, len(outcomes))}
}
