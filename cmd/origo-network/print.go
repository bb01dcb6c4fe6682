package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"origo/network"
)

// greet says where everything is and what to do next.
func greet(w io.Writer, options network.Options) {
	t := options.Topology
	fmt.Fprintf(w, "\nThe network %s is up: %d organisations, %d channels.\n", t.Name, len(t.Organisations), len(t.Channels))
	if options.Services {
		greetServices(w, options)
	}
	fmt.Fprintln(w, "\nCtrl-C stops it; the ledger is kept.")
	fmt.Fprintf(w, "Its state:  bin/origo-network status --run %s\n", options.Run)
	if options.Services {
		fmt.Fprintf(w, "Try next:   bin/origo demo --run %s\n", options.Run)
	}
}

func greetServices(w io.Writer, options network.Options) {
	t := options.Topology
	fmt.Fprintf(w, "\nOpen a console in a browser and sign in as one of its users; %s identifies them.\n\n", t.Identity.IssuerURL())
	fmt.Fprintf(w, "%-12s %-3s %-24s %s\n", "organisation", "", "console and API", "users (password)")
	for _, o := range t.Organisations {
		var users []string
		for _, u := range o.Users {
			users = append(users, fmt.Sprintf("%s (%s)", u.Name, u.Password))
		}
		fmt.Fprintf(w, "%-12s %-3s %-24s %s\n", o.Name, o.Country, "http://"+o.API, strings.Join(users, ", "))
	}
}

const mebibyte = 1 << 20

// printStatus shows a network's state as people read it.
func printStatus(w io.Writer, s network.Status) {
	fmt.Fprintf(w, "network %s, up %s\n\n", s.Network, s.Uptime.Round(time.Second))
	fmt.Fprintf(w, "%-22s %8s %10s %8s %8s\n", "process", "pid", "uptime", "restarts", "MiB")
	for _, p := range s.Processes {
		state := p.Uptime.Round(time.Second).String()
		if p.PID == 0 {
			state = "down"
		}
		fmt.Fprintf(w, "%-22s %8d %10s %8d %8d\n", p.Name, p.PID, state, p.Restarts, p.Memory/mebibyte)
	}
	fmt.Fprintf(w, "%-22s %8s %10s %8s %8d\n\n", "together", "", "", "", s.Memory/mebibyte)
	fmt.Fprintf(w, "%-10s %-20s %8s  %s\n", "channel", "peer", "height", "contract")
	for _, c := range s.Channels {
		for _, p := range c.Peers {
			contract := fmt.Sprintf("%s %s, definition %d", p.Contract, p.Version, p.Sequence)
			if p.Error != "" {
				contract = p.Error
			}
			fmt.Fprintf(w, "%-10s %-20s %8d  %s\n", c.Name, p.Peer, p.Height, contract)
		}
	}
}
