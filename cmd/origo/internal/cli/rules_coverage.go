package cli

import (
	"io"

	"github.com/spf13/cobra"

	"origo/certificate"
	"origo/fta-rules/answers"
)

// rulesCoverage counts what the rules can decide.
func (a *app) rulesCoverage(f *rulesFlags) *cobra.Command {
	var agreement string
	command := &cobra.Command{
		Use:   "coverage",
		Short: "Count how many subheadings the rules decide, and from what",
		Long: lines("Per version of the rules and chapter: how many subheadings are decided by codes and figures alone, need a choice",
			"by description, need facts about processes, need an officer, or are unknown; the last column counts those that the",
			"general rule decides."),
		Args: positional(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			asked := certificate.Agreements()
			if agreement != "" {
				one, err := knownAgreement(agreement)
				if err != nil {
					return err
				}
				asked = []certificate.Agreement{one}
			}
			desk, err := f.desk()
			if err != nil {
				return err
			}
			all := []answers.Coverage{}
			for _, one := range asked {
				all = append(all, desk.Coverage(one)...)
			}
			return a.show(all, func(w io.Writer) { desk.WriteCoverage(w, all) })
		},
	}
	command.Flags().StringVar(&agreement, "agreement", "", "only this agreement: atiga, vkfta or ukvfta")
	return command
}
