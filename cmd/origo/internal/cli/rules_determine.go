package cli

import (
	"io"

	"github.com/spf13/cobra"

	"origo/fta-rules/answers"
)

// rulesDetermine says whether a good originates.
func (a *app) rulesDetermine(f *rulesFlags) *cobra.Command {
	return &cobra.Command{
		Use:   "determine BILL",
		Short: "Determine whether a good originates, from its bill of materials",
		Long: lines("Reads a bill of materials in JSON (- is standard input; docs/rules.md describes it) and says whether the good",
			"originates, by which alternative, why, and what would alter the answer.",
			"",
			"Exit codes: 0 when the good originates, 1 when it does not, 2 when the bill cannot be used, 3 when it cannot be told."),
		Example: "  origo rules determine bill.json --lang ko",
		Args:    positional(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, args []string) error {
			bill, err := a.bill(args[0])
			if err != nil {
				return err
			}
			desk, err := f.desk()
			if err != nil {
				return err
			}
			answer, err := desk.Determine(bill)
			if err != nil {
				return unusable(args[0], err)
			}
			return a.reportDetermination(desk, answer)
		},
	}
}

// reportDetermination prints the answer; the exit code follows the outcome.
func (a *app) reportDetermination(desk answers.Desk, answer answers.Determination) error {
	if err := a.show(answer, func(w io.Writer) { desk.WriteDetermination(w, answer) }); err != nil {
		return err
	}
	return outcomeExit(answer.Outcome, answer.Words)
}
