package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"origo/certificate"
	"origo/fta-rules/hs"
)

// rulesShow looks rules up.
func (a *app) rulesShow(f *rulesFlags) *cobra.Command {
	var on, edition string
	command := &cobra.Command{
		Use:   "show AGREEMENT [HS]",
		Short: "Show the rule for a code, or what an agreement lays down",
		Long: lines("With a code, shows its rule in notation and in words: what the code is in the edition of the rules, every",
			"alternative, the tolerance, where the line was taken from and whether it was corrected. Without one, shows what the",
			"agreement lays down beyond single codes: forms, time limits, tolerances, cumulation, transport, verification.",
			"",
			"The exit code is 3 when the rule is not known for certain: an officer must find it."),
		Example: lines("  origo rules show vkfta 7408.19", "  origo rules show atiga 0307.22 --on 2024-02-01 --edition 2022 --lang vi", "  origo rules show ukvfta"),
		Args:    positional(cobra.RangeArgs(1, 2)),
		RunE: func(_ *cobra.Command, args []string) error {
			agreement, err := knownAgreement(args[0])
			if err != nil {
				return err
			}
			day, err := a.day("on", on)
			if err != nil {
				return err
			}
			if len(args) == 1 {
				return a.showProvisions(f, agreement, day)
			}
			code, err := hsCode(args[1], edition)
			if err != nil {
				return err
			}
			return a.showRule(f, agreement, code, day)
		},
	}
	command.Flags().StringVar(&on, "on", "", "date of issue of the proof, YYYY-MM-DD; today by default")
	command.Flags().StringVar(&edition, "edition", "2022", "edition of the Harmonised System that the code is of: 2012, 2017 or 2022")
	return command
}

// hsCode reads a code with or without points.
func hsCode(text, edition string) (certificate.HSCode, error) {
	if _, err := hs.Parse(text); err != nil {
		return certificate.HSCode{}, usagef("%v", err)
	}
	year, err := hs.ParseEdition(edition)
	if err != nil {
		return certificate.HSCode{}, usagef("--edition: %v", err)
	}
	return certificate.HSCode{Code: strings.ReplaceAll(text, ".", ""), Edition: int(year)}, nil
}

func (a *app) showProvisions(f *rulesFlags, agreement certificate.Agreement, day certificate.Date) error {
	desk, err := f.desk()
	if err != nil {
		return err
	}
	answer := desk.Provisions(agreement, day)
	return a.show(answer, func(w io.Writer) { desk.WriteProvisions(w, answer) })
}

func (a *app) showRule(f *rulesFlags, agreement certificate.Agreement, code certificate.HSCode, day certificate.Date) error {
	desk, err := f.desk()
	if err != nil {
		return err
	}
	answer := desk.Rule(agreement, code, day)
	if err := a.show(answer, func(w io.Writer) { desk.WriteRule(w, answer) }); err != nil || answer.Known {
		return err
	}
	return &verdictError{code: ExitCannotTell, text: fmt.Sprintf("the rule for %s is not known for certain", code.Code)}
}
