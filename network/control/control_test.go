package control

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"origo/network"
)

func TestSocketFitsBelowDeepDirectories(t *testing.T) {
	short, err := Socket("run")
	if err != nil || filepath.Base(short) != "network.sock" {
		t.Errorf("socket %q, %v", short, err)
	}
	deep := strings.Repeat("/directory", 20)
	first, _ := Socket(deep)
	second, _ := Socket(deep + "2")
	if len(first) > longestSocket || first == second || filepath.Dir(first) != filepath.Clean(os.TempDir()) {
		t.Errorf("sockets %q and %q", first, second)
	}
}

// Without a supervisor the client says what to do; a socket that a killed one
// left behind does not keep the next from listening, and only its owner may
// open it.
func TestServe(t *testing.T) {
	run := t.TempDir()
	client, err := NewClient(run)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Status(t.Context()); err == nil || !strings.Contains(err.Error(), "make up") {
		t.Errorf("without a supervisor: %v", err)
	}
	path, err := Socket(run)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	stop, err := Serve(run, &network.Network{})
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("socket %v, %v", info, err)
	}
	if err := client.Upgrade(t.Context(), Upgrade{Version: "not a version!", Program: "/nowhere"}); err == nil || !strings.Contains(err.Error(), "version") {
		t.Errorf("an upgrade to nonsense: %v", err)
	}
	stop()
	if _, err := client.Status(t.Context()); err == nil {
		t.Error("it answers after its end")
	}
}
