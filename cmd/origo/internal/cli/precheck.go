package cli

import (
	"context"
	"encoding/json"
	"io"

	"github.com/spf13/cobra"

	"origo/api/wire"
	"origo/certificate"
	"origo/fta-rules/answers"
	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
	"origo/issuance"
)

// precheckFlags are what is asked beside the rules' flags.
type precheckFlags struct {
	rulesFlags
	rulesCheckFlags
	signer  string
	offline bool
}

// precheck says whether a draft may be issued, before it is sealed.
func (a *app) precheck() *cobra.Command {
	f := precheckFlags{rulesCheckFlags: rulesCheckFlags{stage: string(procedure.Issue)}}
	command := &cobra.Command{
		Use:   "precheck DRAFT",
		Short: "Check a draft before it is sealed: form, origin, and what the ledger says",
		Long: lines("Applies the rules of the form, the rules of origin and of procedure before issue and, where a bill of materials is",
			"given, determines whether the good originates. Your organisation's API says whether the number is free, whether",
			"somebody of the office may seal, and whether the certificates that the draft replaces or rests on fit. With --offline",
			"nothing leaves this computer, and those questions stay open. The answer is given line by line, with what to change."),
		Example: lines("  origo precheck draft.json --bill 1=pump.json --bill 2=labels.json",
			"  origo precheck draft.json --offline --lang vi"),
		Args: positional(cobra.ExactArgs(1)),
		RunE: func(command *cobra.Command, args []string) error {
			answer, desk, err := a.prechecked(command.Context(), args[0], f)
			if err != nil {
				return err
			}
			return a.reportPrecheck(desk, answer, f.brief)
		},
	}
	flags := command.Flags()
	flags.StringVar(&f.language, "lang", "", "language of the answer: en, vi or ko; English by default")
	flags.StringVar(&f.declaration, "declaration", "", "what lies beside the draft, in JSON (see docs/rules.md)")
	flags.StringArrayVar(&f.bills, "bill", nil, "bill of materials of an item, as ITEM=FILE; FILE alone where there is one item")
	flags.StringVar(&f.on, "on", "", "day on which it is looked at, YYYY-MM-DD; today by default")
	flags.StringVar(&f.signer, "signer", "", "SHA-256 of the leaf certificate that will seal; anybody of the office by default")
	flags.BoolVar(&f.offline, "offline", false, "do not ask the ledger")
	flags.BoolVar(&f.brief, "brief", false, "say only what must be changed or shown")
	return command
}

// prechecked has the draft checked by the API, or on this computer alone.
func (a *app) prechecked(ctx context.Context, name string, f precheckFlags) (answers.Precheck, answers.Desk, error) {
	question, err := a.checkQuestion(name, f.rulesCheckFlags)
	if err != nil {
		return answers.Precheck{}, answers.Desk{}, err
	}
	desk, err := f.desk()
	if err != nil {
		return answers.Precheck{}, desk, err
	}
	if f.offline {
		answer, err := desk.Precheck(question, []finding.Finding{issuance.Silent()})
		return answer, desk, unusable("what lies beside "+name, err)
	}
	answer, err := a.askPrecheck(ctx, question.Certificate, f)
	return answer, desk, err
}

// askPrecheck sends the draft and the files beside it to the API.
func (a *app) askPrecheck(ctx context.Context, d *certificate.Document, f precheckFlags) (answers.Precheck, error) {
	language, err := explain.ParseLanguage(f.language)
	if err != nil {
		return answers.Precheck{}, usagef("--lang: %v", err)
	}
	request, err := a.draftCheck(d, f)
	if err != nil {
		return answers.Precheck{}, err
	}
	c, err := a.client()
	if err != nil {
		return answers.Precheck{}, err
	}
	return c.CheckDraft(ctx, request, language)
}

// draftCheck is the request: the draft and, as they are, the files beside it.
func (a *app) draftCheck(d *certificate.Document, f precheckFlags) (wire.DraftCheck, error) {
	var request wire.DraftCheck
	var err error
	if request.Certificate, err = d.Canonical(); err != nil {
		return request, invalid(err)
	}
	if f.signer != "" {
		request.Signer = &f.signer
	}
	if request.Declaration, err = a.papersSent(f.rulesCheckFlags); err != nil {
		return request, err
	}
	var bills []wire.BillOfItem
	for _, given := range f.bills {
		item, name, err := billOf(d, given)
		if err != nil {
			return request, err
		}
		raw, err := a.readFile(name)
		if err != nil {
			return request, err
		}
		bills = append(bills, wire.BillOfItem{Item: item, Bill: raw})
	}
	request.Bills = present(bills)
	return request, nil
}

// papersSent are the papers beside the draft, dated as --on says.
func (a *app) papersSent(c rulesCheckFlags) (*json.RawMessage, error) {
	if c.declaration == "" && c.on == "" {
		return nil, nil
	}
	papers, err := a.papers(c)
	if err != nil {
		return nil, err
	}
	raw, err := json.Marshal(papers)
	return (*json.RawMessage)(&raw), err
}

// reportPrecheck prints the answer; the exit code follows it.
func (a *app) reportPrecheck(desk answers.Desk, answer answers.Precheck, brief bool) error {
	if err := a.show(answer, func(w io.Writer) { desk.WritePrecheck(w, answer, brief) }); err != nil {
		return err
	}
	switch answer.Answer {
	case answers.MayBeIssued:
		return nil
	case answers.NotAsAppliedFor:
		return &verdictError{code: ExitRefused, text: answer.Words}
	}
	return &verdictError{code: ExitCannotTell, text: answer.Words}
}
