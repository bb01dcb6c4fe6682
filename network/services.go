package network

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/sync/errgroup"

	"origo/network/render"
	"origo/network/supervise"
)

// startServices starts the identity provider and one API an organisation.
func (n *Network) startServices(ctx context.Context) error {
	if err := n.writeServices(); err != nil || !n.options.Services {
		return err
	}
	n.say("starting the APIs of %d organisations", len(n.mine))
	program := n.layout.Program("origo-api")
	if _, err := os.Stat(program); err != nil {
		return fmt.Errorf("%w; build it, or start without it: --no-services", err)
	}
	var group errgroup.Group
	start := func(name, address string, arguments ...string) error {
		spec := supervise.Spec{
			Name: name, Program: program, Arguments: arguments, Stage: stageServices,
			Directory: n.layout.Network(), Log: n.layout.Log(name),
		}
		if err := n.supervisor.Start(spec); err != nil {
			return err
		}
		group.Go(func() error {
			return n.supervisor.Await(ctx, name, func(ctx context.Context) error { return healthy(ctx, "http://"+address+"/healthz") })
		})
		return nil
	}
	if n.topology.Identity.Demonstration != "" {
		if err := start("identity", n.topology.Identity.Demonstration, "demo-identity", "--config", n.layout.Identity()); err != nil {
			return err
		}
	}
	for _, o := range n.mine {
		if err := start("api."+o.Label(), o.API, "--config", n.layout.API(o.Name)); err != nil {
			return err
		}
	}
	return group.Wait()
}

// writeServices renders what our own programs read.
func (n *Network) writeServices() error {
	for _, o := range n.mine {
		text, err := render.API(n.layout, n.topology, o)
		if err != nil {
			return err
		}
		if err := writeFile(n.layout.API(o.Name), text); err != nil {
			return err
		}
	}
	if n.topology.Identity.Demonstration != "" {
		text, err := render.Identity(n.topology)
		if err != nil {
			return err
		}
		if err := writeFile(n.layout.Identity(), text); err != nil {
			return err
		}
	}
	text, err := json.MarshalIndent(render.NewEndpoints(n.topology), "", "  ")
	if err != nil {
		return fmt.Errorf("endpoints: %w", err)
	}
	return writeFile(n.layout.Endpoints(), text)
}
