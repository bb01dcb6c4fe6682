package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/cmd/origo/internal/apiclient"
)

// paper counts certificates on paper.
func (a *app) paper() *cobra.Command {
	command := &cobra.Command{
		Use:   "paper",
		Short: "Take down and count certificates on paper",
		Long: lines("For partners that are not on the ledger, and for outages. A paper has no seal and is never valid by itself; one",
			"number has one balance, at every port. Once the electronic certificate has arrived, its account counts."),
		Args: unknownCommand,
		RunE: func(*cobra.Command, []string) error {
			return usagef("say what to do: origo paper enter, list, show, use, reverse or join")
		},
	}
	command.AddCommand(a.paperEnter(), a.paperList(), a.paperUse(), a.paperReverse(),
		a.paperCall("show", "Read a paper, beside the electronic record", (*apiclient.Client).Paper),
		a.paperCall("join", "Hand a paper's uses over to the electronic record", (*apiclient.Client).JoinPaper))
	return command
}

// paperFlags are what stands on a paper.
type paperFlags struct {
	scan, issued, reason, notice, agreement string
	lines                                   []string
}

func (a *app) paperEnter() *cobra.Command {
	var f paperFlags
	command := &cobra.Command{
		Use:     "enter FORM COUNTRY REFERENCE --scan FILE --issued DAY --reason REASON --line ITEM=QUANTITY:UNIT[:HS]",
		Short:   "Take a certificate on paper down",
		Long:    "The scan stays on this computer; its SHA-256 is kept. The same entry again changes nothing, another one is refused.",
		Example: "  origo paper enter D ID 0012345/JKT/2026 --scan scan.pdf --issued 2026-11-02 --reason partner_absent --line 1=800:KGM:841370",
		Args:    named(1),
		RunE: func(command *cobra.Command, args []string) error {
			return ask(a, subject{args, f.agreement}, func(c *apiclient.Client, t apiclient.Target) (wire.ShownPaper, error) {
				entry, err := f.entry(t.ID)
				if err != nil {
					return wire.ShownPaper{}, err
				}
				return c.EnterPaper(command.Context(), t.Agreement, entry)
			}, writePaper)
		},
	}
	flags := command.Flags()
	flags.StringVar(&f.scan, "scan", "", "file of the scan")
	flags.StringVar(&f.issued, "issued", "", "date of issue as printed, YYYY-MM-DD")
	flags.StringVar(&f.reason, "reason", "", "partner_absent, partner_outage or own_outage")
	flags.StringVar(&f.notice, "notice", "", "reference of the announcement of an outage")
	flags.StringArrayVar(&f.lines, "line", nil, "ITEM=QUANTITY:UNIT[:HS] as printed; may be repeated")
	agreementFlag(command, &f.agreement)
	return command
}

// entry reads the flags and the scan.
func (f *paperFlags) entry(id certificate.ID) (wire.NewPaper, error) {
	p := wire.NewPaper{Certificate: id, Reason: registry.PaperReason(f.reason)}
	day, err := certificate.ParseDate(f.issued)
	if err != nil {
		return p, usagef("--issued: %v", err)
	}
	p.IssueDate = day
	if f.notice != "" {
		p.Notice = &f.notice
	}
	if p.Scan, err = digestOf(f.scan); err != nil {
		return p, err
	}
	p.Lines, err = each(f.lines, parsePaperLine)
	return p, err
}

// digestOf is the SHA-256 of a file, lower hex.
func digestOf(name string) (string, error) {
	if name == "" {
		return "", usagef("--scan is needed")
	}
	file, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return "", fmt.Errorf("read the scan: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// parsePaperLine reads ITEM=QUANTITY:UNIT[:HS].
func parsePaperLine(text string) (registry.PaperLine, error) {
	item, rest, _ := strings.Cut(text, "=")
	parts := strings.Split(rest, ":")
	number, err := strconv.Atoi(item)
	if err != nil || len(parts) < 2 || len(parts) > 3 {
		return registry.PaperLine{}, usagef("--line %q: write ITEM=QUANTITY:UNIT[:HS], as in 1=800:KGM:841370", text)
	}
	value, err := certificate.ParseDecimal(parts[0])
	if err != nil {
		return registry.PaperLine{}, usagef("--line %q: %v", text, err)
	}
	line := registry.PaperLine{Item: number, Quantity: certificate.Measure{Value: value, Unit: parts[1]}}
	if len(parts) == 3 {
		line.HS = strings.ReplaceAll(parts[2], ".", "")
	}
	return line, nil
}

func (a *app) paperUse() *cobra.Command {
	var f useFlags
	command := &cobra.Command{
		Use:   "use FORM COUNTRY REFERENCE --declaration NUMBER --line ITEM=QUANTITY:UNIT",
		Short: "Record the decision on a declaration that relies on a paper",
		Args:  named(1),
		RunE: func(command *cobra.Command, args []string) error {
			return ask(a, subject{args, f.agreement}, func(c *apiclient.Client, t apiclient.Target) (wire.ShownPaper, error) {
				decision, err := f.decision(a)
				if err != nil {
					return wire.ShownPaper{}, err
				}
				return c.UsePaper(command.Context(), t, decision)
			}, writePaper)
		},
	}
	f.register(command)
	return command
}

func (a *app) paperReverse() *cobra.Command {
	var u wire.UseReversal
	var agreement string
	command := &cobra.Command{
		Use:   "reverse FORM COUNTRY REFERENCE --declaration NUMBER --reason TEXT",
		Short: "Take a use of a paper back",
		Args:  named(1),
		RunE: func(command *cobra.Command, args []string) error {
			return ask(a, subject{args, agreement}, func(c *apiclient.Client, t apiclient.Target) (wire.ShownPaper, error) {
				return c.ReversePaper(command.Context(), t, u)
			}, writePaper)
		},
	}
	command.Flags().StringVar(&u.Declaration, "declaration", "", "number of the import declaration")
	command.Flags().StringVar(&u.Reason, "reason", "", "why it is taken back")
	agreementFlag(command, &agreement)
	return command
}

// paperCall is a command that names a paper and nothing else.
func (a *app) paperCall(word, short string, call func(*apiclient.Client, context.Context, apiclient.Target) (wire.ShownPaper, error)) *cobra.Command {
	var agreement string
	command := &cobra.Command{
		Use:   word + " FORM COUNTRY REFERENCE",
		Short: short,
		Args:  named(1),
		RunE: func(command *cobra.Command, args []string) error {
			return ask(a, subject{args, agreement}, func(c *apiclient.Client, t apiclient.Target) (wire.ShownPaper, error) {
				return call(c, command.Context(), t)
			}, writePaper)
		},
	}
	agreementFlag(command, &agreement)
	return command
}

// writePaper prints a paper: what is left of it, or that the record counts, and what differs.
func writePaper(w io.Writer, s wire.ShownPaper) {
	p := s.Paper
	fmt.Fprintf(w, "%s on paper, issued %s, to %s; without a seal (%s)\n", p.Certificate, p.IssueDate, s.Expiry, strings.ReplaceAll(string(p.Reason), "_", " "))
	fmt.Fprintf(w, "  scan %s, taken down by %s at %s on %s\n", p.Scan, p.Officer, p.By, p.EnteredAt)
	for _, b := range p.Balances {
		fmt.Fprintf(w, "  item %d: %s of %s %s used\n", b.Item, b.Used, b.Certified, b.Unit)
	}
	for _, u := range p.Uses {
		word := strings.ReplaceAll(string(u.Outcome), "_", " ")
		if u.Reversal != nil {
			word += ", reversed"
		}
		fmt.Fprintf(w, "  declaration %s: %s\n", u.Declaration, word)
	}
	switch {
	case p.Joined != nil:
		fmt.Fprintf(w, "%s joined: the electronic certificate's account counts since %s\n", signMet, p.Joined.At)
	case s.Record != nil:
		fmt.Fprintf(w, "%s the electronic certificate is on the ledger (%s); join the paper with it\n", signUnsure, s.Record.Status)
	}
	if s.Differences == nil {
		return
	}
	for _, d := range *s.Differences {
		fmt.Fprintf(w, "%s item %d, %s: on paper %q, on record %q\n", signNot, d.Item, strings.ReplaceAll(d.Field, "_", " "), d.Paper, d.Record)
	}
}
