package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"origo/network"
	"origo/network/audit"
)

// errFindings ends the program with a failure after the findings were shown.
var errFindings = errors.New("the ledger is not as it should be; see the findings above")

func runAudit(ctx context.Context, arguments []string) error {
	var where place
	var organisations list
	flags := flag.NewFlagSet("audit", flag.ContinueOnError)
	where.register(flags)
	flags.Var(&organisations, "organisation", "ask only this organisation's peers (may be repeated)")
	asJSON := flags.Bool("json", false, "for machines")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	options, err := where.options()
	if err != nil {
		return err
	}
	options.Organisations = organisations
	reports, err := network.Audit(ctx, options, nil)
	if err != nil {
		return err
	}
	if *asJSON {
		err = json.NewEncoder(os.Stdout).Encode(reports)
	} else {
		printAudit(os.Stdout, reports)
	}
	for _, r := range reports {
		if len(r.Findings) > 0 {
			err = errFindings
		}
	}
	return err
}

func printAudit(w io.Writer, reports []audit.Report) {
	fmt.Fprintf(w, "%-10s %6s %7s %13s %8s %7s  %s\n", "channel", "peers", "blocks", "transactions", "invalid", "writes", "result")
	for _, r := range reports {
		result := "all peers hold the same chain"
		if n := len(r.Findings); n > 0 {
			result = fmt.Sprintf("%d findings", n)
		}
		fmt.Fprintf(w, "%-10s %6d %7d %13d %8d %7d  %s\n", r.Channel, len(r.Heights), r.Blocks, r.Transactions, r.Invalid, r.Writes, result)
		for _, finding := range r.Findings {
			fmt.Fprintln(w, "  "+finding)
		}
	}
}
