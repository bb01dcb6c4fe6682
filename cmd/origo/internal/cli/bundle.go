package cli

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"origo/certificate"
	"origo/clearance"
	"origo/cmd/origo/internal/apiclient"
	"origo/cmd/origo/internal/keys"
)

// bundle groups the commands about verification without a server.
func (a *app) bundle() *cobra.Command {
	command := &cobra.Command{
		Use:   "bundle",
		Short: "Export what verification without a server needs, in one signed file that expires",
		Args:  positional(cobra.NoArgs),
		RunE:  func(*cobra.Command, []string) error { return usagef("say what to do; see origo bundle --help") },
	}
	command.AddCommand(a.bundleExport(), a.bundleKeygen())
	return command
}

// bundleFlags say what goes into a bundle and who answers for it.
type bundleFlags struct {
	agreement, expires, key string
	certificates            []string
	all, dossiers           bool
	rules                   rulesFlags
}

// bundleExport writes a bundle.
func (a *app) bundleExport() *cobra.Command {
	var f bundleFlags
	command := &cobra.Command{
		Use:   "export FILE --agreement AGREEMENT --expires DATE --sign-key KEY",
		Short: "Export the trust registry and certificates, signed",
		Long: lines("Reads the trust registry from your organisation's own peer, with the records of the certificates named by",
			"--certificate, or with --all of every certificate that your organisation's lists show. --dossiers adds the",
			"certificates themselves: the file is commercial then. The bundle can be used through the day of --expires.",
			"",
			"It holds no balances: others may use a certificate meanwhile. `origo verify --bundle` reads it."),
		Example: lines("  origo bundle keygen -o th-bundle",
			"  origo bundle export atiga.bundle --agreement atiga --expires 2026-12-01 --sign-key th-bundle.key",
			"  origo bundle export one.bundle --agreement atiga --certificate 'D VN VN-TH 26/01/00123' --dossiers \\",
			"      --expires 2026-12-01 --sign-key th-bundle.key"),
		Args: positional(cobra.ExactArgs(1)),
		RunE: func(command *cobra.Command, args []string) error {
			return a.exportBundle(command.Context(), args[0], f)
		},
	}
	flags := command.Flags()
	flags.StringVar(&f.agreement, "agreement", "", "atiga, vkfta or ukvfta")
	flags.StringArrayVar(&f.certificates, "certificate", nil, "certificate to add, such as 'D VN VN-TH 26/01/00123'; may be given again")
	flags.BoolVar(&f.all, "all", false, "add every certificate that your organisation's lists show")
	flags.BoolVar(&f.dossiers, "dossiers", false, "add the certificates themselves, not only their public records")
	flags.StringVar(&f.expires, "expires", "", "last day of use, YYYY-MM-DD, in UTC")
	flags.StringVar(&f.key, "sign-key", "", "PEM file with your organisation's private key for bundles (Ed25519)")
	flags.StringVar(&f.rules.corrections, "corrections", "", "file of corrections of the rules to pass on (CSV; see docs/rules.md)")
	return command
}

// exportBundle gathers, signs and writes. The key and the day are looked at first: nobody waits for a list in vain.
func (a *app) exportBundle(ctx context.Context, name string, f bundleFlags) error {
	agreement := certificate.Agreement(f.agreement)
	last, err := certificate.ParseDate(f.expires)
	switch {
	case !agreement.Known():
		return usagef("--agreement %q is none; there are %v", f.agreement, certificate.Agreements())
	case err != nil:
		return usagef("--expires: %v", err)
	case f.key == "":
		return usagef("--sign-key is needed; `origo bundle keygen` makes one")
	case last.Before(certificate.DateOf(a.now())):
		return usagef("--expires %s is over", last)
	}
	text, err := os.ReadFile(f.key)
	if err != nil {
		return err
	}
	key, err := keys.ParseBundleKey(text)
	if err != nil {
		return usagef("%s: %v", f.key, err)
	}
	b, err := a.gatherBundle(ctx, agreement, f)
	if err != nil {
		return err
	}
	file, err := b.Seal(key, certificate.InstantOf(last.AddDays(1).Time()))
	if err != nil {
		return err
	}
	if err := replaceFile(name, file, 0o600); err != nil {
		return err
	}
	return a.show(map[string]any{"file": name, "as_of": b.AsOf, "records": len(b.Records), "dossiers": len(b.Dossiers)}, func(w io.Writer) {
		fmt.Fprintf(w, "%s wrote %s: as of block %d, %d certificates, %d of them whole, good through %s\n",
			signMet, name, b.AsOf.Block, len(b.Records), len(b.Dossiers), last)
	})
}

// mostAtOnce is how many certificates the API adds to one export.
const mostAtOnce = 100

// gatherBundle asks the API, a hundred certificates at a time. The bundle is as of the first answer: what was read
// later is no older.
func (a *app) gatherBundle(ctx context.Context, agreement certificate.Agreement, f bundleFlags) (clearance.Bundle, error) {
	c, err := a.client()
	if err != nil {
		return clearance.Bundle{}, err
	}
	names, err := f.names(ctx, c, agreement)
	if err != nil {
		return clearance.Bundle{}, err
	}
	first := min(len(names), mostAtOnce)
	b, err := c.Trust(agreement).Bundle(ctx, names[:first], f.dossiers)
	for from := first; err == nil && from < len(names); from += mostAtOnce {
		var more clearance.Bundle
		more, err = c.Trust(agreement).Bundle(ctx, names[from:min(len(names), from+mostAtOnce)], f.dossiers)
		b.Records, b.Dossiers = append(b.Records, more.Records...), append(b.Dossiers, more.Dossiers...)
	}
	if err != nil {
		return clearance.Bundle{}, err
	}
	return b, f.addRules(&b, agreement)
}

// names are the certificates to add.
func (f bundleFlags) names(ctx context.Context, c *apiclient.Client, agreement certificate.Agreement) ([]string, error) {
	if f.all {
		if len(f.certificates) > 0 {
			return nil, usagef("either --all or --certificate")
		}
		return c.Names(ctx, agreement)
	}
	for _, name := range f.certificates {
		if _, err := certificate.ParseID(name); err != nil {
			return nil, usagef("--certificate: %v", err)
		}
	}
	return f.certificates, nil
}

// addRules says by which rules the organisation assesses, and passes its corrections on.
func (f bundleFlags) addRules(b *clearance.Bundle, agreement certificate.Agreement) error {
	book, err := f.rules.book()
	if err != nil {
		return err
	}
	b.Rules = clearance.RulesOf(book, agreement)
	if f.rules.corrections != "" {
		b.Corrections, err = os.ReadFile(f.rules.corrections)
	}
	return err
}

// bundleKeygen makes a key for bundles.
func (a *app) bundleKeygen() *cobra.Command {
	var output string
	command := &cobra.Command{
		Use:   "keygen -o NAME",
		Short: "Make your organisation's key for bundles",
		Long: lines("Writes NAME.key, the private key, readable by you only, and NAME.pub, the public key: hand that to every post",
			"that is to verify without a server, by a way it can trust."),
		Example: "  origo bundle keygen -o th-bundle",
		Args:    positional(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			if output == "" {
				return usagef("-o is needed")
			}
			return a.makeBundleKey(output)
		},
	}
	command.Flags().StringVarP(&output, "output", "o", "", "name of the files, without an ending")
	return command
}

func (a *app) makeBundleKey(output string) error {
	secret, public, err := keys.BundleKey()
	if err != nil {
		return err
	}
	if err := writeNew(output+".key", secret, 0o600); err != nil {
		return err
	}
	if err := writeNew(output+".pub", public, 0o644); err != nil {
		return err
	}
	files := map[string]string{"key": output + ".key", "public key": output + ".pub"}
	return a.show(files, func(w io.Writer) {
		for _, what := range sortedKeys(files) {
			fmt.Fprintf(w, "%s %-11s %s\n", signMet, what, files[what])
		}
	})
}
