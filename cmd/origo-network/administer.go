package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"origo/network"
	"origo/network/control"
	"origo/network/topology"
)

func status(ctx context.Context, arguments []string) error {
	flags := flag.NewFlagSet("status", flag.ContinueOnError)
	run := flags.String("run", "run", "directory of the network's state")
	asJSON := flags.Bool("json", false, "for machines")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	client, err := control.NewClient(*run)
	if err != nil {
		return err
	}
	s, err := client.Status(ctx)
	if err != nil {
		return err
	}
	if *asJSON {
		return json.NewEncoder(os.Stdout).Encode(s)
	}
	printStatus(os.Stdout, s)
	return nil
}

func down(ctx context.Context, arguments []string) error {
	flags := flag.NewFlagSet("down", flag.ContinueOnError)
	run := flags.String("run", "run", "directory of the network's state")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	return network.Down(ctx, *run)
}

func upgrade(ctx context.Context, arguments []string) error {
	flags := flag.NewFlagSet("upgrade", flag.ContinueOnError)
	run := flags.String("run", "run", "directory of the network's state")
	version := flags.String("version", "", "version of the new release")
	binary := flags.String("binary", "", "its program (default: origo-chaincode beside this program)")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	program, err := contractProgram(*binary)
	if err != nil {
		return err
	}
	client, err := control.NewClient(*run)
	if err != nil {
		return err
	}
	if err := client.Upgrade(ctx, control.Upgrade{Version: *version, Program: program}); err != nil {
		return err
	}
	fmt.Printf("release %s is in force on all channels; the ledger is as it was\n", *version)
	return nil
}

func contractProgram(given string) (string, error) {
	if given != "" {
		return filepath.Abs(given)
	}
	self, err := os.Executable()
	return filepath.Join(filepath.Dir(self), "origo-chaincode"), err
}

func generate(ctx context.Context, arguments []string) error {
	var where place
	flags := flag.NewFlagSet("generate", flag.ContinueOnError)
	where.register(flags)
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	options, err := where.options()
	if err != nil {
		return err
	}
	return network.Generate(ctx, options)
}

func printTopology(context.Context, []string) error {
	_, err := os.Stdout.Write(topology.DemoFile())
	return err
}

// act makes the command that does something with one process.
func act(action string) func(context.Context, []string) error {
	return func(ctx context.Context, arguments []string) error {
		flags := flag.NewFlagSet(action+"-process", flag.ContinueOnError)
		run := flags.String("run", "run", "directory of the network's state")
		if err := flags.Parse(arguments); err != nil {
			return err
		}
		names := flags.Args()
		if len(names) > 1 { // flags may stand behind the name, too
			if err := flags.Parse(names[1:]); err != nil {
				return err
			}
			names = append(names[:1], flags.Args()...)
		}
		if len(names) != 1 {
			return errors.New("name one process; origo-network status lists them")
		}
		client, err := control.NewClient(*run)
		if err != nil {
			return err
		}
		return client.Act(ctx, action, names[0])
	}
}
