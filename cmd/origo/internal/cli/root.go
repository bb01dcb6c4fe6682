package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// Streams are what a command reads and writes.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// Main runs the program with its arguments and returns its exit code.
func Main(ctx context.Context, args []string, streams Streams) int {
	a := &app{in: streams.In, out: streams.Out, err: streams.Err, now: time.Now}
	root := a.root()
	root.SetArgs(args)
	return a.finish(root.ExecuteContext(ctx))
}

// finish reports an error, unless it is an answer that was printed already,
// and gives the exit code.
func (a *app) finish(err error) int {
	code := exitCode(err)
	var answered *verdictError
	switch {
	case err == nil || errors.As(err, &answered):
	case a.asJSON:
		_ = json.NewEncoder(a.err).Encode(failureOf(err, code)) // nobody is left to tell if this fails
	default:
		fmt.Fprintln(a.err, "origo:", err)
	}
	return code
}

// root is the program with all its commands.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "origo",
		Short: "Certificates of origin: sign them, anchor them, verify them",
		Long: "origo signs certificates of origin, anchors them on the ledger of their agreement and verifies them.\n\n" +
			"Exit codes: 0 done or valid, 1 refused or not valid, 2 wrong use, 3 no answer to be had, 4 a fault of this program.",
		Args:                       unknownCommand,
		RunE:                       func(command *cobra.Command, _ []string) error { return command.Help() },
		SilenceErrors:              true,
		SilenceUsage:               true,
		SuggestionsMinimumDistance: 2,
		CompletionOptions:          cobra.CompletionOptions{HiddenDefaultCmd: true},
	}
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usagef("%v", err) })
	flags := root.PersistentFlags()
	flags.StringVar(&a.run, "run", environment("ORIGO_RUN", "run"), "run directory of the demonstration network")
	flags.StringVar(&a.as, "as", os.Getenv("ORIGO_AS"), "act as this demonstration user")
	flags.StringVar(&a.api, "api", os.Getenv("ORIGO_API"), "address of the API for public look-ups and login")
	flags.BoolVar(&a.asJSON, "json", false, "answer in JSON")
	for _, group := range a.commands() {
		root.AddGroup(&cobra.Group{ID: group.id, Title: group.title})
		for _, command := range group.commands {
			command.GroupID = group.id
			root.AddCommand(command)
		}
	}
	return root
}

// unknownCommand refuses a word that is no command, with what may be meant.
func unknownCommand(command *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if near := command.SuggestionsFor(args[0]); len(near) > 0 {
		return usagef("there is no command %q; do you mean %s?", args[0], strings.Join(near, " or "))
	}
	return usagef("there is no command %q; see origo --help", args[0])
}

// group is commands that belong together in the help text.
type group struct {
	id, title string
	commands  []*cobra.Command
}

// commands lists every command of the program.
func (a *app) commands() []group {
	return []group{
		{"issue", "For those who issue:", []*cobra.Command{
			a.keygen(), a.check(), a.precheck(), a.canonicalise(), a.sign(), a.stamp(), a.print(), a.anchor(), a.replace(), a.cancel(),
		}},
		{"rely", "For those who rely on certificates:", []*cobra.Command{
			a.status(), a.verify(), a.assess(), a.history(), a.use(), a.reverse(), a.paper(), a.notice(), a.cases(), a.rules(), a.bundle(),
		}},
		{"run", "For those who run it:", []*cobra.Command{
			a.login(), a.registry(), a.signerGroup(), a.seed(), a.demo(), a.bench(), a.conformance(), a.version(),
		}},
	}
}

// positional makes cobra's complaints about the number of arguments usage
// errors, with the right form of the command.
func positional(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(command *cobra.Command, args []string) error {
		if err := check(command, args); err != nil {
			return usagef("%v; use: %s", err, command.UseLine())
		}
		return nil
	}
}

// named is for commands that take a certificate's name.
func named(minimum int) cobra.PositionalArgs {
	return positional(cobra.MinimumNArgs(minimum))
}

// environment is a variable's value, or the fallback where it is not set.
func environment(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}

// lines joins the paragraphs of a long help text.
func lines(text ...string) string { return strings.Join(text, "\n") }
