package network

import (
	"context"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"origo/network/layout"
	"origo/network/topology"
)

// hang keeps the stand-in for configtxgen from ending.
const hang = "ORIGO_TEST_HANG"

// This program stands in for configtxgen, and for a supervisor that is killed.
func TestMain(m *testing.M) {
	switch filepath.Base(os.Args[0]) {
	case "configtxgen":
		os.Exit(configtxgen())
	case "killed":
		options, err := stage(os.Args[1])
		if err == nil {
			err = Generate(context.Background(), options)
		}
		os.Exit(exitCode(err))
	}
	os.Exit(m.Run())
}

func exitCode(err error) int {
	if err != nil {
		return 1
	}
	return 0
}

func configtxgen() int {
	flags := flag.NewFlagSet("configtxgen", flag.ContinueOnError)
	block := flags.String("outputBlock", "", "")
	for _, name := range []string{"profile", "channelID", "configPath"} {
		flags.String(name, "", "")
	}
	if flags.Parse(os.Args[1:]) != nil {
		return 1
	}
	if os.Getenv(hang) != "" {
		_ = os.WriteFile(*block+".begun", nil, 0o600)
		time.Sleep(time.Minute)
	}
	return exitCode(os.WriteFile(*block, []byte("block"), 0o600))
}

// stage prepares a directory in which Generate finds a configtxgen.
func stage(directory string) (Options, error) {
	t, err := topology.Demo()
	options := Options{Topology: t, Run: filepath.Join(directory, "run"), Programs: filepath.Join(directory, "bin")}
	if err != nil {
		return options, err
	}
	if err := os.MkdirAll(options.Programs, 0o755); err != nil {
		return options, err
	}
	self, err := os.Executable()
	if err == nil {
		err = os.Symlink(self, filepath.Join(options.Programs, "configtxgen"))
	}
	if errors.Is(err, os.ErrExist) {
		err = nil
	}
	return options, err
}

func staged(t *testing.T, directory string) (Options, layout.Layout) {
	t.Helper()
	options, err := stage(directory)
	if err != nil {
		t.Fatal(err)
	}
	l, err := layout.New(options.Run, options.Programs)
	if err != nil {
		t.Fatal(err)
	}
	return options, l
}

// A network is made whole or not at all: after kill -9 in the middle nothing
// is there that looks finished, and the next start makes everything.
func TestKilledInTheMiddle(t *testing.T) {
	directory := t.TempDir()
	options, l := staged(t, directory)
	killed := filepath.Join(directory, "killed")
	if err := os.Symlink(filepath.Join(options.Programs, "configtxgen"), killed); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(killed, directory)
	command.Env = append(os.Environ(), hang+"=1")
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	begun := filepath.Join(l.Unfinished(), "channels", "atiga.block.begun")
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if _, err := os.Stat(begun); err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("it never came to the first genesis block")
		}
	}
	if err := syscall.Kill(-command.Process.Pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	_ = command.Wait() // it was killed
	if _, err := os.Stat(l.Network()); err == nil {
		t.Fatal("a half-made network stands in the place of a finished one")
	}
	if err := Generate(t.Context(), options); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(begun); err == nil {
		t.Error("what the killed run left is still there")
	}
	for _, path := range []string{l.Marker(), l.Topology(), l.Block("ukvfta"), l.User("THCustoms", "customs").Key()} {
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
	if err := Generate(t.Context(), options); err != nil {
		t.Errorf("the second time: %v", err)
	}
}

// A full disk is called that, with what to do. The small disk is a tmpfs,
// where the tests may make one; elsewhere the error alone is looked at.
func TestFullDisk(t *testing.T) {
	directory := t.TempDir()
	options, l := staged(t, directory)
	if err := os.MkdirAll(options.Run, 0o755); err != nil {
		t.Fatal(err)
	}
	err := error(&os.PathError{Op: "write", Path: l.Marker(), Err: syscall.ENOSPC})
	if syscall.Mount("tmpfs", options.Run, "tmpfs", 0, "size=100k") == nil {
		t.Cleanup(func() { _ = syscall.Unmount(options.Run, 0) })
		err = Generate(t.Context(), options)
	} else {
		err = mended(l, err)
	}
	if err == nil || !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "--run") {
		t.Errorf("a full disk is reported as %v", err)
	}
}

func TestDamagedDirectories(t *testing.T) {
	for name, c := range map[string]struct {
		damage func(layout.Layout) error
		want   string
	}{
		"no marker":        {func(l layout.Layout) error { return os.Remove(l.Marker()) }, "damaged"},
		"unreadable":       {func(l layout.Layout) error { return os.WriteFile(l.Marker(), []byte("{"), 0o600) }, "make clean"},
		"another topology": {func(l layout.Layout) error { return os.WriteFile(l.Marker(), []byte("{}"), 0o600) }, "not the one"},
	} {
		t.Run(name, func(t *testing.T) {
			options, l := staged(t, t.TempDir())
			if err := Generate(t.Context(), options); err != nil {
				t.Fatal(err)
			}
			if err := c.damage(l); err != nil {
				t.Fatal(err)
			}
			if err := Generate(t.Context(), options); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
