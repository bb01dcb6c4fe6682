package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"origo/certificate"
	rules "origo/fta-rules"
	"origo/fta-rules/answers"
	"origo/fta-rules/casefile"
	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
)

// rulesFlags are what all questions to the rules share.
type rulesFlags struct{ language, corrections string }

// rules asks the rules of origin. Everything happens on this computer.
func (a *app) rules() *cobra.Command {
	var f rulesFlags
	command := &cobra.Command{
		Use:   "rules",
		Short: "Ask the rules of origin: what they are, whether a good originates, whether a claim stands",
		Long: lines("Looks rules up, determines origin from a bill of materials, and checks certificates against the rules of ATIGA,",
			"VKFTA and UKVFTA. Nothing leaves this computer. The date of issue picks the version of the rules.",
			"",
			"Exit codes: 0 when the good originates or the certificate can be accepted, whole or in part; 1 when not, or when it",
			"must be corrected; 2 when a file cannot be used; 3 when it cannot be told, or a person must judge."),
		Args:                       unknownCommand,
		SuggestionsMinimumDistance: 2,
		RunE: func(*cobra.Command, []string) error {
			return usagef("say what to ask: origo rules show, determine, check or coverage")
		},
	}
	flags := command.PersistentFlags()
	flags.StringVar(&f.language, "lang", "", "language of the answer: en, vi or ko; English by default")
	flags.StringVar(&f.corrections, "corrections", "", "file of corrected and added lines (CSV; see docs/rules.md)")
	command.AddCommand(a.rulesShow(&f), a.rulesDetermine(&f), a.rulesCheck(&f), a.rulesCoverage(&f))
	return command
}

// desk opens the rules in the language asked for, with the operator's corrections.
func (f *rulesFlags) desk() (answers.Desk, error) {
	language, err := explain.ParseLanguage(f.language)
	if err != nil {
		return answers.Desk{}, usagef("--lang: %v", err)
	}
	book, err := f.book()
	if err != nil {
		return answers.Desk{}, err
	}
	return answers.NewDesk(book, language)
}

// book loads all rules, corrected if a file of corrections is given.
func (f *rulesFlags) book() (*rules.Book, error) {
	book, err := rules.Load()
	if err != nil || f.corrections == "" {
		return book, err
	}
	file, err := os.Open(f.corrections)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	corrected, err := book.Correct(file)
	if err != nil {
		return nil, usagef("%s: %v", f.corrections, err)
	}
	return corrected, nil
}

// knownAgreement reads the name of an agreement, in any case.
func knownAgreement(name string) (certificate.Agreement, error) {
	a := certificate.Agreement(strings.ToLower(name))
	if !a.Known() {
		return "", usagef("there is no agreement %q; choose atiga, vkfta or ukvfta", name)
	}
	return a, nil
}

// day reads a flag that names a day; today if it is not given.
func (a *app) day(flag, text string) (certificate.Date, error) {
	if text == "" {
		return certificate.DateOf(a.now()), nil
	}
	day, err := certificate.ParseDate(text)
	if err != nil {
		return day, usagef("--%s: %v", flag, err)
	}
	return day, nil
}

// unusable makes what is wrong with the contents of a file a mistake of the caller: nothing was said about any good.
func unusable(name string, err error) error {
	var field *casefile.FieldError
	var problems origin.Problems
	var unheld *rules.NoRulesError
	switch {
	case errors.As(err, &problems):
		text := fmt.Sprintf("%s cannot be used:", name)
		for _, p := range problems {
			text += fmt.Sprintf("\n  %s: %s %s", p.Path, p.Text, p.Remedy)
		}
		return usagef("%s", text)
	case errors.As(err, &field), errors.As(err, &unheld):
		return usagef("%s cannot be used: %v", name, err)
	}
	return err
}

// bill reads a bill of materials.
func (a *app) bill(name string) (origin.Bill, error) {
	raw, err := a.readFile(name)
	if err != nil {
		return origin.Bill{}, err
	}
	bill, err := casefile.ReadBill(raw)
	return bill, unusable(name, err)
}

// outcomeExit ends a command that was answered, with the exit code that the outcome asks for.
func outcomeExit(o finding.Outcome, words string) error {
	switch o {
	case finding.Met:
		return nil
	case finding.NotMet:
		return &verdictError{code: ExitRefused, text: words}
	}
	return &verdictError{code: ExitCannotTell, text: words}
}
