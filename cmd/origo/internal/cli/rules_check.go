package cli

import (
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"origo/certificate"
	"origo/clearance"
	"origo/fta-rules/answers"
	"origo/fta-rules/casefile"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure"
)

// rulesCheckFlags are what lies beside a certificate.
type rulesCheckFlags struct {
	declaration, on, stage string
	bills                  []string
	brief                  bool
}

// rulesCheck checks a certificate against the rules.
func (a *app) rulesCheck(f *rulesFlags) *cobra.Command {
	var c rulesCheckFlags
	command := &cobra.Command{
		Use:   "check CERTIFICATE",
		Short: "Check a certificate against the rules of origin and of procedure",
		Long: lines("Asks of every item whether the criterion on the certificate can stand for its code and, where a bill of materials",
			"is given, whether the good originates; then makes the checks of the agreement and of the importing country.",
			"Seal, signer and ledger are not asked: see `origo verify`. What is not known stays open, and the answer says what",
			"would settle it."),
		Example: lines("  origo rules check form-d.json --declaration declaration.json --on 2026-12-01",
			"  origo rules check draft.json --stage issue --bill 1=pump.json --bill 2=labels.json"),
		Args: positional(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, args []string) error {
			question, err := a.checkQuestion(args[0], c)
			if err != nil {
				return err
			}
			desk, err := f.desk()
			if err != nil {
				return err
			}
			answer, err := desk.Check(question)
			if err != nil {
				return unusable("what lies beside "+args[0], err)
			}
			return a.reportCheckedRules(desk, answer, c.brief)
		},
	}
	flags := command.Flags()
	flags.StringVar(&c.declaration, "declaration", "", "what was declared, in JSON (see docs/rules.md)")
	flags.StringArrayVar(&c.bills, "bill", nil, "bill of materials of an item, as ITEM=FILE; FILE alone where there is one item")
	flags.StringVar(&c.on, "on", "", "day on which it is looked at, YYYY-MM-DD; the declaration's or today by default")
	flags.StringVar(&c.stage, "stage", string(procedure.Clearance), "issue, before it is signed, or clearance, at import")
	flags.BoolVar(&c.brief, "brief", false, "explain only what is not met or cannot be told")
	return command
}

// checkQuestion reads the certificate and everything beside it.
func (a *app) checkQuestion(name string, c rulesCheckFlags) (answers.Question, error) {
	q := answers.Question{Stage: procedure.Stage(c.stage), Bills: map[int]origin.Bill{}}
	if q.Stage != procedure.Issue && q.Stage != procedure.Clearance {
		return q, usagef("--stage: %q is neither issue nor clearance", c.stage)
	}
	var err error
	if q.Certificate, err = a.draft(name); err != nil {
		return q, err
	}
	if q.Papers, err = a.papers(c); err != nil {
		return q, err
	}
	for _, given := range c.bills {
		if err := a.addBill(q, given); err != nil {
			return q, err
		}
	}
	return q, nil
}

// papers reads what was declared, and settles the day.
func (a *app) papers(c rulesCheckFlags) (casefile.Papers, error) {
	var p casefile.Papers
	if c.declaration != "" {
		raw, err := a.readFile(c.declaration)
		if err != nil {
			return p, err
		}
		if p, err = casefile.Read(raw); err != nil {
			return p, unusable(c.declaration, err)
		}
	}
	if c.on == "" && !p.Today.IsZero() {
		return p, nil
	}
	day, err := a.day("on", c.on)
	p.Today = day
	return p, err
}

// addBill reads one --bill.
func (a *app) addBill(q answers.Question, given string) error {
	item, name, err := billOf(q.Certificate, given)
	if err != nil {
		return err
	}
	if _, twice := q.Bills[item]; twice {
		return usagef("--bill: item %d has two bills", item)
	}
	bill, err := a.bill(name)
	q.Bills[item] = bill
	return err
}

// billOf takes --bill apart; a certificate of one item needs no number.
func billOf(d *certificate.Document, given string) (item int, name string, err error) {
	number, name, numbered := strings.Cut(given, "=")
	if !numbered {
		if len(d.Items) != 1 {
			return 0, "", usagef("--bill: the certificate has %d items; say which one the bill is for, as ITEM=FILE", len(d.Items))
		}
		return d.Items[0].Number, given, nil
	}
	item, err = strconv.Atoi(number)
	if _, there := d.Line(item); err != nil || !there {
		return 0, "", usagef("--bill: the certificate has no item %q", number)
	}
	return item, name, nil
}

// reportCheckedRules prints the answer; the exit code follows the verdict.
func (a *app) reportCheckedRules(desk answers.Desk, answer answers.Check, brief bool) error {
	if err := a.show(answer, func(w io.Writer) { desk.WriteCheck(w, answer, brief) }); err != nil {
		return err
	}
	code := verdictExit(clearance.Verdict(answer.Verdict))
	if code == ExitFine {
		return nil
	}
	return &verdictError{code: code, text: "verdict: " + answer.Words}
}
