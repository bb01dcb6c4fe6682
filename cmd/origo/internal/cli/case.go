package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/cmd/origo/internal/apiclient"
)

// cases is the command on verification cases.
func (a *app) cases() *cobra.Command {
	command := &cobra.Command{
		Use:   "case",
		Short: "Verify certificates with the issuing authority: ask, answer, visit, close",
		Long: lines("A verification case lies between the customs of the importing country, who ask, and the issuing authority of the",
			"other, which answers. Only these two countries can read it. Time limits follow from its entries."),
		Args:                       unknownCommand,
		SuggestionsMinimumDistance: 2,
		RunE: func(*cobra.Command, []string) error {
			return usagef("say what to do: origo case open, add, show, list or overdue")
		},
	}
	command.AddCommand(a.caseOpen(), a.caseAdd(), a.caseShow(), a.caseList(), a.caseOverdue())
	return command
}

// caseFlags are the parts of an entry as typed.
type caseFlags struct {
	text, guarantee    string
	reasons, documents []string
}

func (f *caseFlags) register(command *cobra.Command) {
	flags := command.Flags()
	flags.StringVar(&f.text, "text", "", "what there is to say")
	flags.StringArrayVar(&f.reasons, "reason", nil, "ITEM:CODE:CITATION[:TEXT]; item 0 is the whole certificate; may be repeated")
	flags.StringArrayVar(&f.documents, "document", nil, "a file that you send by other means; its SHA-256 goes into the case; may be repeated")
	flags.StringVar(&f.guarantee, "guarantee", "", "DECLARATION:AMOUNT:CURRENCY against which the goods were released")
}

// parts reads what requests and entries share.
func (f *caseFlags) parts(a *app) (wire.NewCaseEntry, error) {
	var e wire.NewCaseEntry
	reasons, err := each(f.reasons, parseReason)
	if err != nil {
		return e, err
	}
	documents, err := each(f.documents, a.digested)
	if err != nil {
		return e, err
	}
	e.Reasons, e.Documents, e.Text = present(reasons), present(documents), worded(f.text)
	if f.guarantee == "" {
		return e, nil
	}
	guarantee, err := parseGuarantee(f.guarantee)
	e.Guarantee = &guarantee
	return e, err
}

// worded points to a text that is not empty.
func worded(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func parseReason(text string) (registry.Ground, error) {
	g, err := parseGround(text)
	if err != nil {
		return g, usagef("--reason %q: write ITEM:CODE:CITATION[:TEXT]", text)
	}
	return g, nil
}

// digested names a file by its digest.
func (a *app) digested(name string) (registry.CaseDocument, error) {
	raw, err := a.readFile(name)
	if err != nil {
		return registry.CaseDocument{}, err
	}
	sum := sha256.Sum256(raw)
	return registry.CaseDocument{Name: filepath.Base(name), Digest: hex.EncodeToString(sum[:])}, nil
}

// parseGuarantee reads DECLARATION:AMOUNT:CURRENCY.
func parseGuarantee(text string) (registry.Guarantee, error) {
	wrong := usagef("--guarantee %q: write DECLARATION:AMOUNT:CURRENCY, as in 107123456789:1250.5:THB", text)
	parts := strings.Split(text, ":")
	if len(parts) != 3 {
		return registry.Guarantee{}, wrong
	}
	amount, err := certificate.ParseDecimal(parts[1])
	if err != nil {
		return registry.Guarantee{}, wrong
	}
	return registry.Guarantee{Declaration: parts[0], Amount: amount, Currency: parts[2]}, nil
}

// caseOpen asks the issuing authority.
func (a *app) caseOpen() *cobra.Command {
	var f caseFlags
	var r wire.CaseRequest
	var items []int
	var basis, presented, agreement string
	command := &cobra.Command{
		Use:   "open FORM COUNTRY REFERENCE --number NUMBER --reason ITEM:CODE:CITATION",
		Short: "Ask the issuing authority to verify a certificate",
		Example: lines("  origo case open D VN VN-TH 26/01/00123 --number TH-17/2026 --document scan.pdf \\",
			"    --reason '1:criterion_doubtful:ATIGA Annex 8 R.18:no such factory'"),
		Args: named(1),
		RunE: func(command *cobra.Command, args []string) error {
			parts, err := f.parts(a)
			if err != nil {
				return err
			}
			if r.PresentedOn, err = dayFlag("--presented-on", presented); err != nil {
				return err
			}
			r.Basis, r.Items = registry.CaseBasis(basis), present(items)
			r.Text, r.Reasons, r.Documents, r.Guarantee = parts.Text, parts.Reasons, parts.Documents, parts.Guarantee
			return ask(a, subject{args, agreement}, func(c *apiclient.Client, t apiclient.Target) (wire.RecordedCase, error) {
				return c.OpenCase(command.Context(), t, r)
			}, func(w io.Writer, opened wire.RecordedCase) { writeCase(w, opened.Case) })
		},
	}
	f.register(command)
	flags := command.Flags()
	flags.StringVar(&r.Number, "number", "", "your own file number")
	flags.StringVar(&basis, "basis", string(registry.ReasonableDoubt), "doubt or random; a random check needs no reasons")
	flags.IntSliceVar(&items, "item", nil, "item concerned; may be repeated; the whole certificate if left out")
	flags.StringVar(&presented, "presented-on", "", "day on which the certificate was presented, YYYY-MM-DD")
	agreementFlag(command, &agreement)
	return command
}

// dayFlag reads a day that may be left out.
func dayFlag(name, text string) (*certificate.Date, error) {
	if text == "" {
		return nil, nil
	}
	day, err := certificate.ParseDate(text)
	if err != nil {
		return nil, usagef("%s: %v", name, err)
	}
	return &day, nil
}

// parseAnswer reads ITEM:ANSWER[:TEXT].
func parseAnswer(text string) (registry.ItemAnswer, error) {
	parts := strings.SplitN(text, ":", 3)
	item, err := strconv.Atoi(parts[0])
	if err != nil || len(parts) < 2 {
		return registry.ItemAnswer{}, usagef("--answer %q: write ITEM:ANSWER[:TEXT], as in 0:authentic", text)
	}
	answer := registry.ItemAnswer{Item: item, Answer: registry.CaseAnswer(parts[1])}
	if len(parts) == 3 {
		answer.Text = parts[2]
	}
	return answer, nil
}

// writeCase prints a case, its deadlines and what may be done next.
func writeCase(w io.Writer, f wire.CaseFile) {
	c := f.Case
	fmt.Fprintf(w, "%s\n  %s, file %s: %s\n", c.ID, c.Certificate, c.Number, standingWords(c.Standing))
	for _, e := range c.Entries {
		fmt.Fprintf(w, "  %2d  %s  %-9s %s\n", e.Sequence, e.At, e.Side, entryWords(e))
	}
	for _, d := range f.Deadlines {
		fmt.Fprintf(w, "  %s %s: by %s (%s)\n", deadlineSign(d), d.Name, d.Due, d.Citation)
		if d.State == "overdue" {
			fmt.Fprintf(w, "      %s\n", d.Follows)
		}
	}
	var next []string
	for _, allowed := range f.Allowed {
		next = append(next, string(allowed.Action))
	}
	if len(next) > 0 {
		fmt.Fprintf(w, "  next: %s\n", strings.Join(next, ", "))
	}
}

func standingWords(s registry.CaseStanding) string {
	words := string(s.State)
	if s.Result != "" {
		words += ", " + string(s.Result)
	}
	if s.Visit != "" {
		words += ", visit " + string(s.Visit)
	}
	return strings.ReplaceAll(words, "_", " ")
}

// entryWords is an entry in one line.
func entryWords(e registry.CaseEntry) string {
	words := []string{string(e.Action)}
	for _, a := range e.Answers {
		words = append(words, fmt.Sprintf("item %d: %s %s", a.Item, a.Answer, a.Text))
	}
	for _, g := range e.Reasons {
		words = append(words, fmt.Sprintf("item %d: %s (%s) %s", g.Item, g.Code, g.Citation, g.Text))
	}
	for _, d := range e.Documents {
		words = append(words, d.Name+" "+d.Digest[:min(12, len(d.Digest))]+"…")
	}
	if e.Guarantee != nil {
		words = append(words, fmt.Sprintf("guarantee %s %s for %s", e.Guarantee.Amount, e.Guarantee.Currency, e.Guarantee.Declaration))
	}
	for _, more := range []string{string(e.Result), string(e.Question), e.On.String(), e.Until.String(), e.Text} {
		if more != "" {
			words = append(words, more)
		}
	}
	return strings.TrimSpace(strings.Join(words, "; "))
}

func deadlineSign(d wire.WordedDeadline) string {
	switch d.State {
	case "overdue":
		return signNot
	case "met", "met_late":
		return signMet
	}
	return signUnsure
}
