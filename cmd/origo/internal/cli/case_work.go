package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"origo/api/wire"
	"origo/certificate/registry"
	"origo/cmd/origo/internal/apiclient"
)

// entryFlags are the parts that only some entries have.
type entryFlags struct {
	caseFlags
	answers                     []string
	result, question, on, until string
	after                       int
}

// caseAdd writes an entry.
func (a *app) caseAdd() *cobra.Command {
	var f entryFlags
	command := &cobra.Command{
		Use:   "add CASE ACTION",
		Short: "Add an entry to a case: received, replied, visit_requested, closed ...",
		Long: lines("The issuing authority writes received, replied, time_asked, visit_consented, visit_refused, visit_postponed and",
			"commented; customs write the rest. origo case show lists what a case allows as it stands."),
		Example: lines("  origo case add atiga.TH.VN.0a… replied --answer '0:authentic:see cost statement' --document cost.pdf",
			"  origo case add atiga.TH.VN.0a… closed --result refused --reason '1:not_originating:ATIGA Annex 8 R.13'"),
		Args: positional(cobra.ExactArgs(2)),
		RunE: func(command *cobra.Command, args []string) error {
			entry, err := f.entry(a, args[1])
			if err != nil {
				return err
			}
			c, err := a.client()
			if err != nil {
				return err
			}
			if entry.After == 0 {
				standing, err := c.Case(command.Context(), args[0], "")
				if err != nil {
					return err
				}
				entry.After = len(standing.Case.Entries)
			}
			added, err := c.AddToCase(command.Context(), args[0], entry)
			if err != nil {
				return err
			}
			return a.show(added, func(w io.Writer) { writeCase(w, added.Case) })
		},
	}
	f.caseFlags.register(command)
	flags := command.Flags()
	flags.StringArrayVar(&f.answers, "answer", nil, "ITEM:ANSWER[:TEXT]; authentic, not_originating, not_authentic, insufficient or no_cooperation; item 0 is all others")
	flags.StringVar(&f.result, "result", "", "of closed: accepted, accepted_in_part, refused or lapsed")
	flags.StringVar(&f.question, "question", "", "of importer_asked: explanation, documents or corrected_certificate")
	flags.StringVar(&f.on, "on", "", "day of a visit, YYYY-MM-DD")
	flags.StringVar(&f.until, "until", "", "more time until and with this day, YYYY-MM-DD")
	flags.IntVar(&f.after, "after", 0, "number of entries you have seen; those of now if left out")
	return command
}

// entry reads the flags.
func (f *entryFlags) entry(a *app, action string) (wire.NewCaseEntry, error) {
	e, err := f.parts(a)
	if err != nil {
		return e, err
	}
	answers, err := each(f.answers, parseAnswer)
	if err != nil {
		return e, err
	}
	if e.On, err = dayFlag("--on", f.on); err != nil {
		return e, err
	}
	if e.Until, err = dayFlag("--until", f.until); err != nil {
		return e, err
	}
	e.Action, e.After, e.Answers = registry.CaseAction(action), f.after, present(answers)
	if f.result != "" {
		result := registry.CaseResult(f.result)
		e.Result = &result
	}
	if f.question != "" {
		question := registry.Question(f.question)
		e.Question = &question
	}
	return e, nil
}

// caseShow reads a case.
func (a *app) caseShow() *cobra.Command {
	var language string
	command := &cobra.Command{
		Use:   "show CASE",
		Short: "Show a case with its time limits and what may be done next",
		Args:  positional(cobra.ExactArgs(1)),
		RunE: func(command *cobra.Command, args []string) error {
			c, err := a.client()
			if err != nil {
				return err
			}
			file, err := c.Case(command.Context(), args[0], language)
			if err != nil {
				return err
			}
			return a.show(file, func(w io.Writer) { writeCase(w, file) })
		},
	}
	languageFlag(command, &language)
	return command
}

func languageFlag(command *cobra.Command, language *string) {
	command.Flags().StringVar(language, "lang", "", "language of the time limits: en, vi or ko; English by default")
}

// caseList lists cases of the own country.
func (a *app) caseList() *cobra.Command {
	var state, side, before, cursor, language string
	command := &cobra.Command{
		Use:   "list",
		Short: "List the cases of your country, on either side",
		Args:  positional(cobra.NoArgs),
		RunE: func(command *cobra.Command, _ []string) error {
			c, err := a.client()
			if err != nil {
				return err
			}
			list, err := c.Cases(command.Context(), map[string]string{
				"state": state, "side": side, "due_before": before, "cursor": cursor, "lang": language,
			})
			if err != nil {
				return err
			}
			return a.show(list, func(w io.Writer) { writeCases(w, list) })
		},
	}
	flags := command.Flags()
	flags.StringVar(&state, "state", "", "only those opened, received, replied, closed or reconsidered")
	flags.StringVar(&side, "side", "", "only those in which your country is importing, or issuing")
	flags.StringVar(&before, "due-before", "", "only those with a time limit that ends before this day, YYYY-MM-DD")
	flags.StringVar(&cursor, "cursor", "", "go on after the page that ended with this")
	languageFlag(command, &language)
	return command
}

func writeCases(w io.Writer, list wire.CaseList) {
	for _, f := range list.Cases {
		fmt.Fprintf(w, "%s  %s  file %s  %s\n", f.Case.ID, f.Case.Certificate, f.Case.Number, standingWords(f.Case.Standing))
	}
	if list.Cursor != nil {
		fmt.Fprintf(w, "more: --cursor %s\n", *list.Cursor)
	}
}

// caseOverdue lists what has lapsed.
func (a *app) caseOverdue() *cobra.Command {
	var on, language string
	command := &cobra.Command{
		Use:   "overdue",
		Short: "List the time limits that have passed, and what follows from each",
		Args:  positional(cobra.NoArgs),
		RunE: func(command *cobra.Command, _ []string) error {
			c, err := a.client()
			if err != nil {
				return err
			}
			late, err := c.Overdue(command.Context(), map[string]string{"on": on, "lang": language})
			if err != nil {
				return err
			}
			return a.show(late, func(w io.Writer) {
				for _, o := range late.Overdue {
					fmt.Fprintf(w, "%s %s  %s  file %s\n  %s: by %s (%s)\n  %s\n", signNot, o.Case, o.Certificate, o.Number,
						o.Deadline.Name, o.Deadline.Due, o.Deadline.Citation, o.Deadline.Follows)
				}
			})
		},
	}
	command.Flags().StringVar(&on, "on", "", "as of this day, YYYY-MM-DD; today by default")
	languageFlag(command, &language)
	return command
}

// notice prints the notice of a refusal.
func (a *app) notice() *cobra.Command {
	var declaration, language, agreement string
	command := &cobra.Command{
		Use:   "notice FORM COUNTRY REFERENCE --declaration NUMBER",
		Short: "Print the notice of a refusal, in the languages of both countries",
		Args:  named(1),
		RunE: func(command *cobra.Command, args []string) error {
			if declaration == "" {
				return usagef("--declaration is needed")
			}
			return ask(a, subject{args, agreement}, func(c *apiclient.Client, t apiclient.Target) (wire.RefusalNotice, error) {
				return c.RefusalNotice(command.Context(), t, declaration, language)
			}, func(w io.Writer, notice wire.RefusalNotice) {
				for _, text := range notice.Texts {
					fmt.Fprintln(w, text.Text)
				}
			})
		},
	}
	command.Flags().StringVar(&declaration, "declaration", "", "number of the import declaration")
	command.Flags().StringVar(&language, "lang", "", "en, vi or ko; the languages of the two countries by default")
	agreementFlag(command, &agreement)
	return command
}
