// Command origo-network makes, runs, watches and administers a Fabric network
// described by a topology file.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"os/signal"

	"origo/network/ccaas"
)

// command is one thing the program can do.
type command struct {
	name, arguments, summary string
	run                      func(ctx context.Context, arguments []string) error
}

func commands() []command {
	return []command{
		{"up", "", "make the network if need be, run it, stop it with Ctrl-C", up},
		{"down", "", "stop a network that runs in another terminal", down},
		{"status", "", "processes, channel heights, contract, memory", status},
		{"audit", "", "read every block from every peer and compare", runAudit},
		{"upgrade", "--version V", "put a new contract program into force on the running network", upgrade},
		{"programs", "", "build Fabric's programs, unless they are built", buildPrograms},
		{"generate", "", "make keys and genesis blocks only", generate},
		{"topology", "", "print the demonstration's topology file, to copy from", printTopology},
		{"stop-process", "NAME", "stop one process; it stays down", act("stop")},
		{"start-process", "NAME", "start a stopped process", act("start")},
		{"kill-process", "NAME", "kill one process; the supervisor starts it again", act("kill")},
	}
}

func main() {
	if phase := filepath.Base(os.Args[0]); slices.Contains(ccaas.Phases, phase) {
		exit(phase, ccaas.Build(phase, os.Args[1:], os.Getenv))
	}
	if len(os.Args) < 2 {
		usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	for _, c := range commands() {
		if c.name == os.Args[1] {
			err := c.run(ctx, os.Args[2:])
			stop()
			exit(c.name, err)
		}
	}
	usage()
	os.Exit(2)
}

func exit(what string, err error) {
	switch {
	case err == nil || errors.Is(err, flag.ErrHelp):
		os.Exit(0)
	default:
		fmt.Fprintf(os.Stderr, "origo-network %s: %v\n", what, err)
		os.Exit(1)
	}
}

func usage() {
	fmt.Fprintln(os.Stderr, "usage: origo-network COMMAND [FLAGS]")
	for _, c := range commands() {
		fmt.Fprintf(os.Stderr, "  %-26s %s\n", c.name+" "+c.arguments, c.summary)
	}
	fmt.Fprintln(os.Stderr, "Every command explains its flags with -h.")
}
