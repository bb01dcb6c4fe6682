package network

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"

	"gopkg.in/yaml.v3"

	"origo/network/layout"
	"origo/network/material"
	"origo/network/render"
	"origo/network/topology"
)

// marker says from what a network was made.
type marker struct {
	Topology string `json:"topology_sha256"`
}

// Generate makes all keys and genesis blocks of a topology in the run
// directory, unless they are there. They are made aside and moved into place
// in one step, so a killed run leaves either all or nothing.
func Generate(ctx context.Context, options Options) error {
	l, err := layout.New(options.Run, options.Programs)
	if err != nil {
		return err
	}
	if err := render.Quotable(l.Run); err != nil {
		return err
	}
	text, err := yaml.Marshal(options.Topology)
	if err != nil {
		return fmt.Errorf("topology: %w", err)
	}
	there, err := generated(l, text)
	if err != nil || there {
		return err
	}
	if options.Progress != nil {
		options.Progress(fmt.Sprintf("making keys of %d organisations and genesis blocks of %d channels",
			len(options.Topology.Organisations), len(options.Topology.Channels)))
	}
	return mended(l, generate(ctx, l, options.Topology, text))
}

// mended tells what to do about a full disk, wherever it showed.
func mended(l layout.Layout, err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%w; free some space on the disk of %s, or name another directory with --run, and start again: what was begun is made anew", err, l.Run)
	}
	return err
}

// generated says whether the network was made before, from the same topology.
func generated(l layout.Layout, text []byte) (bool, error) {
	if _, err := os.Stat(l.Network()); errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	data, err := os.ReadFile(l.Marker())
	if err != nil {
		return false, fmt.Errorf("%s was not made by origo-network, or was damaged (%w); move it away, or forget it with: make clean", l.Network(), err)
	}
	var m marker
	if err := json.Unmarshal(data, &m); err != nil {
		return false, fmt.Errorf("%s: %w; forget the network with: make clean", l.Marker(), err)
	}
	if m.Topology != digest(text) {
		return false, fmt.Errorf("the topology is not the one the network in %s was made from (%s there); go back to that one, name another directory with --run, or forget the network with: make clean", l.Network(), filepath.Base(l.Topology()))
	}
	return true, nil
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func generate(ctx context.Context, l layout.Layout, t *topology.Topology, text []byte) error {
	unfinished := layout.Layout{Run: l.Run, Programs: l.Programs}
	if err := os.RemoveAll(l.Unfinished()); err != nil {
		return fmt.Errorf("clear what an interrupted run left: %w", err)
	}
	organisations := filepath.Join(l.Unfinished(), filepath.Base(unfinished.Organisations()))
	for _, o := range t.Organisations {
		if err := material.Make(filepath.Join(organisations, o.Name), t, o); err != nil {
			return err
		}
	}
	for _, channel := range t.Channels {
		if err := genesis(ctx, l, t, channel); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(l.Unfinished(), filepath.Base(l.Topology())), text, 0o600); err != nil {
		return err
	}
	mark, err := json.Marshal(marker{Topology: digest(text)})
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(l.Unfinished(), filepath.Base(l.Marker())), mark, 0o600); err != nil {
		return err
	}
	return os.Rename(l.Unfinished(), l.Network())
}

// genesis lets configtxgen make the first block of a channel.
func genesis(ctx context.Context, l layout.Layout, t *topology.Topology, channel topology.Channel) error {
	organisations := filepath.Join(l.Unfinished(), filepath.Base(l.Organisations()))
	text, err := render.Configtx(organisations, t, channel)
	if err != nil {
		return err
	}
	configuration := filepath.Join(l.Unfinished(), "configtx", channel.Name)
	if err := writeFile(filepath.Join(configuration, "configtx.yaml"), text); err != nil {
		return err
	}
	block := filepath.Join(l.Unfinished(), "channels", filepath.Base(l.Block(channel.Name)))
	if err := os.MkdirAll(filepath.Dir(block), 0o755); err != nil {
		return err
	}
	command := exec.CommandContext(ctx, l.Program("configtxgen"),
		"-profile", channel.Name, "-channelID", channel.Name, "-outputBlock", block, "-configPath", configuration)
	command.Dir = configuration
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("genesis block of %s: %w\n%s", channel.Name, err, output)
	}
	return nil
}

// writeFile writes a file and the directories above it, for its owner only.
func writeFile(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o600)
}
