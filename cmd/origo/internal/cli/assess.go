package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"origo/clearance"
)

// assess replays a stored assessment.
func (a *app) assess() *cobra.Command {
	var replay string
	var f rulesFlags
	command := &cobra.Command{
		Use:   "assess --replay FILE",
		Short: "Assess stored facts again, and say what differs",
		Long: lines("Reads an assessment that was stored with its facts (`origo verify --output FILE`, or the API with ?facts=true),",
			"derives it again on this computer, and says whether anything differs: from the stored answer if the rules are the",
			"same, and finding by finding if they are newer. Nothing is asked of a server or a ledger.",
			"",
			"Exit codes: 0 when the very same bytes come out; 1 when something differs, or when the file was changed since."),
		Example: "  origo assess --replay assessment.json",
		Args:    positional(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			if replay == "" {
				return usagef("name the stored assessment with --replay")
			}
			return a.replay(replay, f)
		},
	}
	flags := command.Flags()
	flags.StringVar(&replay, "replay", "", "stored assessment with its facts")
	flags.StringVar(&f.language, "lang", "", "language of the answer: en, vi or ko; English by default")
	flags.StringVar(&f.corrections, "corrections", "", "file of corrected and added lines (CSV; see docs/rules.md)")
	return command
}

// replay derives the assessment again and reports.
func (a *app) replay(name string, f rulesFlags) error {
	words, err := catalogue(f.language)
	if err != nil {
		return err
	}
	raw, err := a.readFile(name)
	if err != nil {
		return err
	}
	stored, err := clearance.ParseReport(raw)
	if err != nil {
		return usagef("%s: %v", name, err)
	}
	book, err := f.book()
	if err != nil {
		return err
	}
	replayed, err := clearance.NewAssessor(book).Replay(stored)
	if err != nil {
		return err
	}
	if err := a.show(replayed, func(w io.Writer) { writeReplay(explanation{w, words, false}, replayed) }); err != nil {
		return err
	}
	if replayed.Same {
		return nil
	}
	return &verdictError{code: ExitRefused, text: fmt.Sprintf("%d differences", len(replayed.Changes))}
}

// writeReplay says what came of it, the differences finding by finding.
func writeReplay(e explanation, r clearance.Replay) {
	if r.Same {
		fmt.Fprintf(e.w, "%s the same assessment, to the byte: %s\n  %s\n  digest %s\n",
			signMet, e.words.Verdict(r.After.Verdict), rested(r.After.RuleSet), r.After.Digest)
		return
	}
	for _, said := range []struct {
		holds bool
		not   string
	}{
		{r.Intact, "the stored assessment does not have the digest it names: it was changed"},
		{r.Facts, "the stored facts are not those that the assessment names"},
		{r.RuleSets, "it was made by other checks or rules: " + rested(r.Before.RuleSet) + " These are: " + rested(r.After.RuleSet)},
	} {
		if !said.holds {
			fmt.Fprintf(e.w, "%s %s\n", signNot, said.not)
		}
	}
	fmt.Fprintf(e.w, "  %s → %s\n", e.words.Verdict(r.Before.Verdict), e.words.Verdict(r.After.Verdict))
	for _, c := range r.Changes {
		e.change(c)
	}
}

// change shows a finding before and after.
func (e explanation) change(c clearance.Change) {
	if c.Before == nil && c.After == nil {
		if c.Line != 0 {
			fmt.Fprintf(e.w, "  line %d: %s → %s\n", c.Line, e.words.Verdict(c.From), e.words.Verdict(c.To))
		}
		return
	}
	fmt.Fprintf(e.w, "  line %d, %s\n", c.Line, c.Check)
	if c.Before != nil {
		fmt.Fprint(e.w, "    - ")
		e.finding("", *c.Before)
	}
	if c.After != nil {
		fmt.Fprint(e.w, "    + ")
		e.finding("", *c.After)
	}
}
