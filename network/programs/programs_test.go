package programs

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPinned(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"alone":   {"require github.com/hyperledger/fabric v1.4.0-rc1.0.20250510200036-435a7f1a780a\n", "v1.4.0-rc1.0.20250510200036-435a7f1a780a"},
		"in list": {"require (\n\tgithub.com/hyperledger/fabric-config v0.3.0\n\tgithub.com/hyperledger/fabric v1.2.3 // indirect\n)\n", "v1.2.3"},
		"none":    {"require github.com/hyperledger/fabric-config v0.3.0\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			tools := t.TempDir()
			if err := os.WriteFile(filepath.Join(tools, "go.mod"), []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			if got, err := Pinned(tools); got != c.want || (err == nil) != (c.want != "") {
				t.Errorf("pinned %q, %v; want %q", got, err, c.want)
			}
		})
	}
	if _, err := Pinned(t.TempDir()); err == nil {
		t.Error("no error without go.mod")
	}
}

// The module that is shipped pins a version, and programs of another one, or
// what only has their names, do not count as built.
func TestPresent(t *testing.T) {
	version, err := Pinned(filepath.Join("..", "tools"))
	if err != nil {
		t.Fatal(err)
	}
	directory := t.TempDir()
	if Present(directory, version) {
		t.Error("programs are present in an empty directory")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range Names {
		if err := os.Symlink(self, filepath.Join(directory, name)); err != nil {
			t.Fatal(err)
		}
	}
	if Present(directory, version) {
		t.Error("other programs are taken for Fabric's")
	}
}

// Progress counts packages; what is no package's name is the compiler's
// complaint and comes back whole.
func TestCount(t *testing.T) {
	const output = "github.com/golang/protobuf/proto\n# github.com/hyperledger/fabric/x\nx.go:1:1: no space left on device\nlast\n"
	var steps []string
	complaint := count(bufio.NewScanner(strings.NewReader(output)), 9, func(s string) { steps = append(steps, s) })
	if len(steps) != 2 || !strings.HasSuffix(steps[0], "package 1 of 9") {
		t.Errorf("steps %q", steps)
	}
	if !strings.Contains(complaint, "no space left") || strings.Contains(complaint, "last") {
		t.Errorf("complaint %q", complaint)
	}
}

func TestFetched(t *testing.T) {
	const output = "go: downloading github.com/a/b v1.0.0\ngo: downloading c.org/d v2.0.0\ngo: c.org/d@v2.0.0: not found\n"
	var steps []string
	complaint := fetched(bufio.NewScanner(strings.NewReader(output)), func(s string) { steps = append(steps, s) })
	if len(steps) != 2 || !strings.Contains(steps[1], "module 2 of") || !strings.HasSuffix(steps[1], "c.org/d v2.0.0") {
		t.Errorf("steps %q", steps)
	}
	if complaint != "go: c.org/d@v2.0.0: not found" {
		t.Errorf("complaint %q", complaint)
	}
}
