package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"origo/cmd/origo/internal/site"
)

// demo plays a day in the life of four certificates on the running network.
func (a *app) demo() *cobra.Command {
	return &cobra.Command{
		Use:   "demo",
		Short: "Sign, anchor and verify four certificates, and catch three frauds",
		Long: lines("Takes goods from real cases, makes a Form D, a VK, a KV and an EUR.1 of them, and seals, anchors and verifies",
			"them on the running demonstration network. Then it shows a tampered, a cancelled and an over-used certificate",
			"being caught. Every step prints the command that does it, so that each can be tried alone. The exit code is 1",
			"when any step ends otherwise than it should."),
		Args: positional(cobra.NoArgs),
		RunE: func(command *cobra.Command, _ []string) error {
			s, err := site.Open(a.run)
			if err != nil {
				return err
			}
			steps, err := a.script(command.Context(), s)
			if err != nil {
				return err
			}
			return a.play(command.Context(), steps)
		},
	}
}

// demoStep is one command of the demonstration and the exit code it must end
// with.
type demoStep struct {
	Chapter string   `json:"chapter,omitempty"` // begins a chapter with this title
	Say     string   `json:"say"`
	Command []string `json:"command"`
	Want    int      `json:"want"`
	As      string   `json:"as,omitempty"` // demonstration user, shown as --as

	arrived func(context.Context) error // waits until those who act next know of the step; may be nil
}

// demoResult is how a step ended.
type demoResult struct {
	demoStep
	Exit         int     `json:"exit"`
	Output       string  `json:"output"`
	Milliseconds float64 `json:"milliseconds"`
}

// awaitArrival lets pass what lies between two organisations: days where goods travel, milliseconds from peer to peer
// here.
func (d demoStep) awaitArrival(ctx context.Context) error {
	if d.arrived == nil {
		return nil
	}
	return d.arrived(ctx)
}

// asExpected reports whether the step ended as it should.
func (r demoResult) asExpected() bool { return r.Exit == r.Want }

// demoAnswer is the whole demonstration for machines.
type demoAnswer struct {
	Steps        []demoResult `json:"steps"`
	AsExpected   bool         `json:"as_expected"`
	Milliseconds float64      `json:"milliseconds"`
}

// play performs the steps one after the other and stops at the first that does
// not end as it should, since later ones rest on it.
func (a *app) play(ctx context.Context, steps []demoStep) error {
	answer := demoAnswer{AsExpected: true}
	start, codes := time.Now(), printedCodes{}
	for _, step := range steps {
		step = codes.fill(step)
		a.announce(step)
		result := a.perform(ctx, step)
		a.relate(result)
		codes.learn(result)
		answer.Steps = append(answer.Steps, result)
		if !result.asExpected() {
			answer.AsExpected = false
			break
		}
		if err := step.awaitArrival(ctx); err != nil {
			return err
		}
	}
	answer.Milliseconds = milliseconds(time.Since(start))
	if err := a.show(answer, answer.summary); err != nil || answer.AsExpected {
		return err
	}
	failed := answer.Steps[len(answer.Steps)-1]
	return invalid(fmt.Errorf("a step ended with exit code %d instead of %d: %s", failed.Exit, failed.Want, a.typed(failed.demoStep)))
}

// perform runs one step in this process, or as a program of its own.
func (a *app) perform(ctx context.Context, step demoStep) demoResult {
	result := demoResult{demoStep: step}
	var output bytes.Buffer
	start := time.Now()
	if step.Command[0] == "origo" {
		result.Exit = a.nested(ctx, step, &output)
	} else {
		result.Exit = external(ctx, step.Command, &output)
	}
	result.Milliseconds = milliseconds(time.Since(start))
	result.Output = output.String()
	return result
}

// nested runs a command of this program as if typed anew.
func (a *app) nested(ctx context.Context, step demoStep, output io.Writer) int {
	inner := &app{in: strings.NewReader(""), out: output, err: output, now: a.now}
	root := inner.root()
	root.SetArgs(append(step.Command[1:], "--run", a.run, "--as", step.As))
	return inner.finish(root.ExecuteContext(ctx))
}

// external runs another program.
func external(ctx context.Context, command []string, output io.Writer) int {
	c := exec.CommandContext(ctx, command[0], command[1:]...)
	c.Stdout, c.Stderr = output, output
	err := c.Run()
	if err != nil && c.ProcessState == nil {
		fmt.Fprintln(output, err)
		return ExitInternal
	}
	return c.ProcessState.ExitCode()
}

// announce says what a step is about before it begins.
func (a *app) announce(step demoStep) {
	if a.asJSON {
		return
	}
	if step.Chapter != "" {
		fmt.Fprintf(a.out, "\n%s\n%s\n", step.Chapter, strings.Repeat("=", len([]rune(step.Chapter))))
	}
	fmt.Fprintf(a.out, "\n%s\n\n  $ %s\n", step.Say, a.typed(step))
}

// typed is the step as a person would type it in the project's directory.
func (a *app) typed(step demoStep) string {
	words := make([]string, 0, len(step.Command)+2)
	for i, word := range step.Command {
		if i == 0 && word == "origo" {
			word = "bin/origo" // where make puts it
		}
		words = append(words, quoted(a.shortened(word)))
	}
	if step.As != "" {
		words = append(words, "--as", step.As)
	}
	return strings.Join(words, " ")
}

// shortened names files below the run directory as seen from the project.
func (a *app) shortened(text string) string { return strings.ReplaceAll(text, a.run+"/", "run/") }

// quoted puts a word in quotes where a shell would need them.
func quoted(word string) string {
	if strings.ContainsAny(word, " *?$()'\"") {
		return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
	}
	return word
}

// relate prints what came of a step.
func (a *app) relate(r demoResult) {
	if a.asJSON {
		return
	}
	for line := range strings.Lines(a.shortened(r.Output)) {
		fmt.Fprintln(a.out, strings.TrimRight("    "+line, " \n"))
	}
	fmt.Fprintf(a.out, "  exit code %d, %.0f ms\n", r.Exit, r.Milliseconds)
}

// summary ends the demonstration.
func (d demoAnswer) summary(w io.Writer) {
	if d.AsExpected {
		fmt.Fprintf(w, "\n%s %d steps, all as they should be, in %.1f s.\n", signMet, len(d.Steps), d.Milliseconds/1000)
	}
}

// milliseconds is a duration for people and machines.
func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
