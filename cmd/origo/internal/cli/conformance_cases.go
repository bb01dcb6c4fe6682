package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	rules "origo/fta-rules"
	"origo/fta-rules/cases"
)

// conformanceCases runs worked cases of origin.
func (a *app) conformanceCases() *cobra.Command {
	var f rulesFlags
	command := &cobra.Command{
		Use:   "cases FILE...",
		Short: "Run files of worked origin cases",
		Long: lines("Runs every case of the files through the rules and compares what comes out with what the file expects. The",
			"layouts of the three agreements' case files are known. The last line is `N passed, N failed`; the exit code is 1",
			"when anything failed."),
		Args: positional(cobra.MinimumNArgs(1)),
		RunE: func(_ *cobra.Command, args []string) error {
			book, err := f.book()
			if err != nil {
				return err
			}
			var answer casesAnswer
			for _, name := range args {
				if err := a.runCases(book, name, &answer); err != nil {
					return err
				}
			}
			return a.reportCases(answer)
		},
	}
	command.Flags().StringVar(&f.corrections, "corrections", "", "file of corrected and added lines (CSV; see docs/rules.md)")
	return command
}

// casesAnswer is the result for machines.
type casesAnswer struct {
	Passed   int          `json:"passed"`
	Failed   int          `json:"failed"`
	Failures []failedCase `json:"failures"`
}

// failedCase is a case that came out otherwise than expected.
type failedCase struct {
	File string `json:"file"`
	cases.Result
}

// runCases runs one file.
func (a *app) runCases(book *rules.Book, name string, answer *casesAnswer) error {
	raw, err := a.readFile(name)
	if err != nil {
		return err
	}
	report, err := cases.Run(book, raw)
	if err != nil {
		return usagef("%s cannot be used: %v", name, err)
	}
	for _, result := range report.Results {
		if result.Passed {
			answer.Passed++
			continue
		}
		answer.Failed++
		answer.Failures = append(answer.Failures, failedCase{name, result})
	}
	return nil
}

// reportCases prints what failed and the totals.
func (a *app) reportCases(answer casesAnswer) error {
	if answer.Failures == nil {
		answer.Failures = []failedCase{}
	}
	err := a.show(answer, func(w io.Writer) {
		for _, f := range answer.Failures {
			writeFailedCase(w, f)
		}
		fmt.Fprintf(w, "%d passed, %d failed\n", answer.Passed, answer.Failed)
	})
	if err != nil || answer.Failed == 0 {
		return err
	}
	return &verdictError{code: ExitRefused, text: fmt.Sprintf("%d of %d cases differ", answer.Failed, answer.Passed+answer.Failed)}
}

// writeFailedCase prints what was expected and what came out.
func writeFailedCase(w io.Writer, f failedCase) {
	fmt.Fprintf(w, "%s %s %s: %s\n", signNot, f.File, f.ID, f.Title)
	if f.Problem != "" {
		fmt.Fprintf(w, "    could not be run: %s\n", f.Problem)
	}
	for _, d := range f.Differences {
		fmt.Fprintf(w, "    %s: expected %s, got %s\n", d.Member, d.Want, d.Got)
	}
}
