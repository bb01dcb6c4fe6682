package cli

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"origo/cmd/origo/internal/memsite"
)

// run runs the program as a person would, at the given time.
func run(t *testing.T, now func() time.Time, args ...string) (output string, code int) {
	t.Helper()
	var out bytes.Buffer
	a := &app{in: strings.NewReader(""), out: &out, err: &out, now: now}
	root := a.root()
	root.SetArgs(args)
	code = a.finish(root.ExecuteContext(context.Background()))
	return out.String(), code
}

func TestSeedAndDemoInMemory(t *testing.T) {
	t.Setenv("ORIGO_HOME", t.TempDir())
	directory := memsite.Start(t, time.Now)
	if output, code := run(t, time.Now, "seed", "--run", directory); code != ExitFine {
		t.Fatalf("seed: exit code %d\n%s", code, output)
	}
	output, code := run(t, time.Now, "seed", "--run", directory)
	if code != ExitFine || !strings.Contains(output, "seeded: 0 changes") {
		t.Fatalf("second seed: exit code %d\n%s", code, output)
	}
	output, code = run(t, time.Now, "demo", "--run", directory)
	t.Log(output)
	if code != ExitFine {
		t.Fatalf("demo: exit code %d", code)
	}
}
