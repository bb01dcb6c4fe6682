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
	reports, err := network.Audit(ctx, options)
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

func printAudit(w io.Writer, reports []network.AuditReport) {
	for _, r := range reports {
		fmt.Fprintf(w, "%s: %d blocks on each of %d peers; %d transactions, %d of them refused; %d writes\n",
			r.Channel, r.Blocks, len(r.Heights), r.Transactions, r.Invalid, r.Writes)
		fmt.Fprintf(w, "  %d certificates anchored\n", r.Certificates)
		for _, s := range r.Shown {
			fmt.Fprintf(w, "  %-20s %d certificates with seal and digest, %d uses against their balances\n", s.Peer, s.Certificates, s.Uses)
			if s.Papers > 0 {
				fmt.Fprintf(w, "  %-20s %d certificates on paper as they were written last\n", "", s.Papers)
			}
			if s.Cases > 0 {
				fmt.Fprintf(w, "  %-20s %d verification cases entry by entry\n", "", s.Cases)
			}
		}
		for _, finding := range r.Findings {
			fmt.Fprintln(w, "  WRONG", finding)
		}
		if len(r.Findings) == 0 {
			fmt.Fprintln(w, "  nothing wrong")
		}
	}
}
