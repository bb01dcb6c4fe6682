package tests

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// The browser and what drives it. A test that did not run proves nothing, so
// there is no skipping.
const (
	nodeWanted     = "the console is tested in a real browser: install node and npm (Debian: apt-get install nodejs npm)"
	chromiumWanted = "the console is tested in a real browser: install Chromium (Debian: apt-get install chromium fonts-noto-core fonts-nanum)"
)

// browserWithin bounds the journeys of all roles in all languages; on two cores
// they take a few minutes.
const browserWithin = 20 * time.Minute

// TestConsole sends a browser through the console of the running network: each
// role's main journey in each language (tests/browser).
func TestConsole(t *testing.T) {
	browser := look(t, chromiumWanted, "chromium", "chromium-browser", "google-chrome")
	npm := look(t, nodeWanted, "npm")
	npx := look(t, nodeWanted, "npx")
	directory := filepath.Join(network.root, "tests", "browser")
	environment := append(os.Environ(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1", "ORIGO_CHROMIUM="+browser, "ORIGO_RUN="+network.run,
		"ORIGO_PROGRAM="+network.program("origo"), "ORIGO_BROWSER_OUTPUT="+filepath.Join(network.run, "browser"), "ORIGO_BROWSER_PAPERS="+network.run)
	within := func(name string, args ...string) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), browserWithin)
		defer cancel()
		var out bytes.Buffer
		command := exec.CommandContext(ctx, name, args...)
		command.Dir, command.Env, command.Stdout, command.Stderr = directory, environment, &out, &out
		if err := command.Run(); err != nil {
			t.Fatalf("%s %v: %v\n%s", filepath.Base(name), args, err, out.Bytes())
		}
		t.Logf("%s", out.Bytes())
	}
	within(npm, "ci", "--no-audit", "--no-fund", "--loglevel=error")
	within(npx, "playwright", "test")
}

// TestBrowserLockNamesNoRegistry: whoever builds this chooses where packages
// come from; the lock says which they are.
func TestBrowserLockNamesNoRegistry(t *testing.T) {
	lock, err := os.ReadFile(filepath.Join("browser", "package-lock.json"))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(lock, []byte(`"resolved"`)) || !bytes.Contains(lock, []byte(`"integrity"`)) {
		t.Error("write the lock with npm install --omit-lockfile-registry-resolved")
	}
}

// look finds the first of several programs on the path.
func look(t *testing.T, wanted string, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatal(wanted)
	return ""
}
