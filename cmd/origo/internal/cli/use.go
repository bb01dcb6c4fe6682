package cli

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/cmd/origo/internal/apiclient"
)

// useFlags are the officer's decision as typed.
type useFlags struct {
	declaration, outcome, decidedOn, assessment, agreement string
	lines, grounds                                         []string
}

// use records the decision of importing customs on a declaration.
func (a *app) use() *cobra.Command {
	var f useFlags
	command := &cobra.Command{
		Use:   "use FORM COUNTRY REFERENCE --declaration NUMBER --line ITEM=QUANTITY:UNIT",
		Short: "Record the decision on a declaration that relies on a certificate",
		Long: lines("Debits the quantities cleared from the certificate's balance, line by line, in the certificate's own units.",
			"Repeating the same declaration changes nothing. More than is left is refused."),
		Example: lines("  origo use D VN VN-TH 26/01/00123 --declaration 107123456789 --line 1=800:KGM",
			"  origo use D VN VN-TH 26/01/00123 --declaration 107123456790 --outcome refused \\",
			"    --ground '0:not_consigned_directly:ATIGA Art. 32:relabelled in a free zone'"),
		Args: named(1),
		RunE: func(command *cobra.Command, args []string) error {
			decision, err := f.decision(a)
			if err != nil {
				return err
			}
			return ask(a, subject{args, f.agreement}, func(c *apiclient.Client, t apiclient.Target) (wire.RecordedUse, error) {
				return c.Use(command.Context(), t, decision)
			}, func(w io.Writer, recorded wire.RecordedUse) { writeUse(w, recorded.Use) })
		},
	}
	f.register(command)
	return command
}

// register declares the flags of a decision.
func (f *useFlags) register(command *cobra.Command) {
	flags := command.Flags()
	flags.StringVar(&f.declaration, "declaration", "", "number of the import declaration")
	flags.StringVar(&f.outcome, "outcome", string(registry.Accepted), "accepted, accepted_in_part, refused or reexported")
	flags.StringArrayVar(&f.lines, "line", nil, "ITEM=QUANTITY:UNIT to debit; may be repeated")
	flags.StringArrayVar(&f.grounds, "ground", nil, "ITEM:CODE:CITATION[:TEXT] of a refusal; item 0 is the whole certificate")
	flags.StringVar(&f.decidedOn, "decided-on", "", "day of the decision, YYYY-MM-DD; today by default")
	flags.StringVar(&f.assessment, "assessment", "", "SHA-256 of the assessment relied on")
	agreementFlag(command, &f.agreement)
}

// decision reads the flags.
func (f *useFlags) decision(a *app) (wire.UseDecision, error) {
	d := wire.UseDecision{Declaration: f.declaration, Outcome: registry.Outcome(f.outcome), DecidedOn: certificate.DateOf(a.now())}
	if f.declaration == "" {
		return d, usagef("--declaration is needed")
	}
	if f.decidedOn != "" {
		day, err := certificate.ParseDate(f.decidedOn)
		if err != nil {
			return d, usagef("--decided-on: %v", err)
		}
		d.DecidedOn = day
	}
	if f.assessment != "" {
		d.Assessment = &f.assessment
	}
	lines, err := each(f.lines, parseUseLine)
	if err != nil {
		return d, err
	}
	grounds, err := each(f.grounds, parseGround)
	if err != nil {
		return d, err
	}
	d.Lines, d.Grounds = present(lines), present(grounds)
	return d, nil
}

// each reads every text with the same reader.
func each[T any](texts []string, read func(string) (T, error)) ([]T, error) {
	var all []T
	for _, text := range texts {
		one, err := read(text)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// present points to a list that is not empty.
func present[T any](list []T) *[]T {
	if len(list) == 0 {
		return nil
	}
	return &list
}

// parseUseLine reads ITEM=QUANTITY:UNIT.
func parseUseLine(text string) (registry.UseLine, error) {
	item, rest, _ := strings.Cut(text, "=")
	quantity, unit, _ := strings.Cut(rest, ":")
	number, err := strconv.Atoi(item)
	if err != nil || unit == "" {
		return registry.UseLine{}, usagef("--line %q: write ITEM=QUANTITY:UNIT, as in 1=800:KGM", text)
	}
	value, err := certificate.ParseDecimal(quantity)
	if err != nil {
		return registry.UseLine{}, usagef("--line %q: %v", text, err)
	}
	return registry.UseLine{Item: number, Quantity: value, Unit: unit}, nil
}

// parseGround reads ITEM:CODE:CITATION[:TEXT].
func parseGround(text string) (registry.Ground, error) {
	parts := strings.SplitN(text, ":", 4)
	if len(parts) < 3 {
		return registry.Ground{}, usagef("--ground %q: write ITEM:CODE:CITATION[:TEXT]", text)
	}
	item, err := strconv.Atoi(parts[0])
	if err != nil {
		return registry.Ground{}, usagef("--ground %q: the item is not a number", text)
	}
	g := registry.Ground{Item: item, Code: parts[1], Citation: parts[2]}
	if len(parts) == 4 {
		g.Text = parts[3]
	}
	return g, nil
}

// writeUse prints a recorded decision.
func writeUse(w io.Writer, u registry.Use) {
	fmt.Fprintf(w, "%s declaration %s on %s: %s\n", signMet, u.Declaration, u.Certificate, strings.ReplaceAll(string(u.Outcome), "_", " "))
	for _, l := range u.Lines {
		fmt.Fprintf(w, "  item %d: %s %s debited\n", l.Item, l.Quantity, l.Unit)
	}
	for _, g := range u.Grounds {
		fmt.Fprintf(w, "  ground, item %d: %s (%s) %s\n", g.Item, g.Code, g.Citation, g.Text)
	}
	fmt.Fprintf(w, "  transaction %s\n", u.Transaction)
}
