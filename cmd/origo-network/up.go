package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"origo/network"
	"origo/network/control"
	"origo/network/layout"
	"origo/network/topology"
)

// place holds the flags that say which network is meant.
type place struct{ run, topology, programs string }

func (p *place) register(flags *flag.FlagSet) {
	flags.StringVar(&p.run, "run", "run", "directory of the network's state")
	flags.StringVar(&p.topology, "topology", "", "topology file (default: that of the run directory, or the demonstration)")
	flags.StringVar(&p.programs, "programs", "", "directory of the programs (default: where this one is)")
}

// options reads the topology and finds the programs.
func (p *place) options() (network.Options, error) {
	t, err := p.load()
	if err != nil {
		return network.Options{}, err
	}
	programs := p.programs
	if programs == "" {
		self, err := os.Executable()
		if err != nil {
			return network.Options{}, err
		}
		programs = filepath.Dir(self)
	}
	return network.Options{Topology: t, Run: p.run, Programs: programs, Progress: narrator()}, nil
}

// load reads the topology named, otherwise the one the run directory was made
// from, otherwise the demonstration's.
func (p *place) load() (*topology.Topology, error) {
	if p.topology != "" {
		return topology.Load(p.topology)
	}
	l, err := layout.New(p.run, "")
	if err != nil {
		return nil, err
	}
	t, err := topology.Load(l.Topology())
	if errors.Is(err, os.ErrNotExist) {
		return topology.Demo()
	}
	return t, err
}

// narrator prints steps with the time since the start.
func narrator() func(string) {
	began := time.Now()
	return func(step string) { fmt.Printf("%7.2fs  %s\n", time.Since(began).Seconds(), step) }
}

// list is a flag that may be given several times.
type list []string

func (l *list) String() string { return strings.Join(*l, ",") }

func (l *list) Set(value string) error {
	*l = append(*l, value)
	return nil
}

func up(ctx context.Context, arguments []string) error {
	var where place
	var organisations list
	flags := flag.NewFlagSet("up", flag.ContinueOnError)
	where.register(flags)
	flags.Var(&organisations, "organisation", "run only this organisation's processes (may be repeated)")
	noServices := flags.Bool("no-services", false, "do not start the APIs and the identity provider")
	then := flags.String("then", "", "command to run once when everything is ready")
	readyFile := flags.String("ready-file", "", "file to write when everything is ready")
	patience := flags.Duration("patience", 0, "give up the start after this time (default 2m; 1h with --organisation)")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	options, err := where.options()
	if err != nil {
		return err
	}
	options.Organisations, options.Services, options.Patience = organisations, !*noServices, *patience
	if len(organisations) > 0 && options.Patience == 0 {
		options.Patience = time.Hour // the others start when they start
	}
	return serve(ctx, options, *then, *readyFile)
}

// serve runs the network until the context ends.
func serve(ctx context.Context, options network.Options, then, readyFile string) error {
	n, err := network.Start(ctx, options)
	if ctx.Err() != nil {
		return errors.New("stopped before it was up; the next start goes on from here")
	}
	if err != nil {
		return err
	}
	defer n.Stop()
	stopControl, err := control.Serve(options.Run, n)
	if err != nil {
		return err
	}
	defer stopControl()
	if err := finish(ctx, then); err != nil {
		return err
	}
	options.Progress("ready")
	greet(os.Stdout, options)
	if readyFile != "" {
		if err := os.WriteFile(readyFile, []byte("ready\n"), 0o644); err != nil {
			return fmt.Errorf("ready file: %w", err)
		}
		defer os.Remove(readyFile)
	}
	<-ctx.Done()
	options.Progress("stopping")
	n.Stop()
	options.Progress("stopped; the ledger is kept")
	return nil
}

// finish runs the command of --then.
func finish(ctx context.Context, then string) error {
	words := strings.Fields(then)
	if len(words) == 0 {
		return nil
	}
	fmt.Println("          running", then)
	command := exec.CommandContext(ctx, words[0], words[1:]...)
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	if err := command.Run(); err != nil {
		return fmt.Errorf("%s: %w; mend what it complains of and start again, everything done so far is kept", then, err)
	}
	return nil
}
