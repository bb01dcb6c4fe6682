package tests

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"gopkg.in/yaml.v3"

	"origo/certificate"
	"origo/client"
)

// network is the one network of all tests.
var network *fabric

// fabric is a running network and where it keeps its files.
type fabric struct {
	root string // of the project
	run  string // state directory
	up   *exec.Cmd
	done chan error
	log  *os.File
}

func TestMain(m *testing.M) {
	code, err := runAll(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "whole-system tests:", err)
		code = 1
	}
	os.Exit(code)
}

func runAll(m *testing.M) (code int, err error) {
	root, err := filepath.Abs("..")
	if err != nil {
		return 1, err
	}
	run, err := os.MkdirTemp("", "origo-tests-")
	if err != nil {
		return 1, err
	}
	network = &fabric{root: root, run: run}
	if err := network.start(); err != nil {
		return 1, errors.Join(err, network.stop(), fmt.Errorf("state and logs are kept in %s", run))
	}
	code = m.Run()
	if err := network.stop(); err != nil || code != 0 {
		return max(code, 1), errors.Join(err, fmt.Errorf("state and logs are kept in %s", run))
	}
	return code, os.RemoveAll(run)
}

// program is a program as `make build` leaves it.
func (f *fabric) program(name string) string { return filepath.Join(f.root, "bin", name) }

// start brings the network up and waits until it is seeded.
func (f *fabric) start() error {
	if err := f.writeTopology(); err != nil {
		return err
	}
	ready := filepath.Join(f.run, "ready")
	if err := os.RemoveAll(ready); err != nil {
		return err
	}
	log, err := os.OpenFile(filepath.Join(f.run, "up.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	f.log = log
	f.up = exec.Command(f.program("origo-network"), "up", "--run", f.run, "--topology", f.topology(),
		"--ready-file", ready, "--then", f.program("origo")+" seed --run "+f.run)
	f.up.Dir, f.up.Stdout, f.up.Stderr = f.root, log, log
	f.up.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := f.up.Start(); err != nil {
		return fmt.Errorf("start the network (run `make build` first): %w", err)
	}
	f.done = make(chan error, 1)
	go func() { f.done <- f.up.Wait() }()
	return f.await(ready)
}

// await waits until the ready file is there, or the network has ended.
func (f *fabric) await(ready string) error {
	deadline := time.After(3 * time.Minute)
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case err := <-f.done:
			f.up = nil
			return fmt.Errorf("the network ended before it was ready: %v\n%s", err, f.tail())
		case <-deadline:
			return fmt.Errorf("the network was not ready in time\n%s", f.tail())
		case <-tick.C:
			if _, err := os.Stat(ready); err == nil {
				return nil
			}
		}
	}
}

// stop ends the network in order, as Ctrl-C does.
func (f *fabric) stop() error {
	defer f.log.Close()
	if f.up == nil {
		return nil
	}
	if err := f.up.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	select {
	case <-f.done:
		f.up = nil
		return nil
	case <-time.After(time.Minute):
		return errors.Join(errors.New("the network did not stop within a minute"), f.up.Process.Kill())
	}
}

// tail is the end of what the network printed.
func (f *fabric) tail() string {
	raw, err := os.ReadFile(filepath.Join(f.run, "up.log"))
	if err != nil {
		return err.Error()
	}
	return string(raw[max(0, len(raw)-4000):])
}

func (f *fabric) topology() string { return filepath.Join(f.run, "topology.yaml") }

// origo runs the people's command line and returns what it printed.
func (f *fabric) origo(t testing.TB, args ...string) (string, int) {
	t.Helper()
	return f.command(t, "origo", append(args, "--run", f.run)...)
}

// admin runs a command of origo-network that must succeed.
func (f *fabric) admin(t testing.TB, args ...string) string {
	t.Helper()
	out, code := f.command(t, "origo-network", append(args, "--run", f.run)...)
	if code != 0 {
		t.Fatalf("origo-network %v ended with %d:\n%s", args, code, out)
	}
	return out
}

func (f *fabric) command(t testing.TB, program string, args ...string) (string, int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	var out bytes.Buffer
	cmd := exec.CommandContext(ctx, f.program(program), args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = f.root, &out, &out
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("run %s %v: %v", program, args, err)
	}
	return out.String(), cmd.ProcessState.ExitCode()
}

// dial connects to an organisation's own peer.
func (f *fabric) dial(t testing.TB, organisation string) *client.Connection {
	t.Helper()
	connection, err := client.Dial(f.ledgerConfig(t, organisation))
	if err != nil {
		t.Fatalf("connect to %s: %v", organisation, err)
	}
	t.Cleanup(func() { _ = connection.Close() })
	return connection
}

// ledgerConfig is what the organisation's API runs with.
func (f *fabric) ledgerConfig(t testing.TB, organisation string) client.Config {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(f.run, "network", "orgs", organisation, "api.yaml"))
	if err != nil {
		t.Fatalf("read the configuration of %s: %v", organisation, err)
	}
	var config struct {
		Ledger client.Config `yaml:"ledger"`
	}
	if err := yaml.Unmarshal(raw, &config); err != nil {
		t.Fatalf("read the configuration of %s: %v", organisation, err)
	}
	return config.Ledger
}

// registry is the ledger of one agreement as one organisation's role sees it.
func (f *fabric) registry(t testing.TB, organisation string, a certificate.Agreement, role string) client.Registry {
	t.Helper()
	r, err := f.dial(t, organisation).Registry(a, role)
	if err != nil {
		t.Fatalf("open %s as %s of %s: %v", a, role, organisation, err)
	}
	return r
}

// decode reads a program's JSON output.
func decode[T any](t testing.TB, raw string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(raw), &v); err != nil {
		t.Fatalf("read JSON: %v\n%s", err, raw)
	}
	return v
}

// within is a context that ends with the test or after the time given.
func within(t testing.TB, limit time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	t.Cleanup(cancel)
	return ctx
}
