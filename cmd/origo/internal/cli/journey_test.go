package cli

import (
	"bytes"
	"context"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"origo/cmd/origo/internal/memsite"
	"origo/cmd/origo/transcript"
)

// update records the demonstration anew.
var update = flag.Bool("update", false, "record the golden files anew")

// try runs the program as a person would, and returns what it printed.
func try(t *testing.T, args ...string) (output string, code int) {
	t.Helper()
	var out bytes.Buffer
	code = Main(context.Background(), args, Streams{In: strings.NewReader(""), Out: &out, Err: &out})
	return out.String(), code
}

// must is try for what has to end well.
func must(t *testing.T, args ...string) string {
	t.Helper()
	output, code := try(t, args...)
	if code != ExitFine {
		t.Fatalf("origo %s: exit code %d\n%s", strings.Join(args, " "), code, output)
	}
	return output
}

// seeded is the run directory of a network in memory that was seeded.
func seeded(t *testing.T) string {
	t.Helper()
	t.Setenv("ORIGO_HOME", t.TempDir())
	t.Setenv("ORIGO_RUN", memsite.Start(t, time.Now))
	must(t, "seed")
	return os.Getenv("ORIGO_RUN")
}

func TestSeedingAgainChangesNothing(t *testing.T) {
	seeded(t)
	start := time.Now()
	if output := must(t, "seed"); !strings.Contains(output, "seeded: 0 changes") {
		t.Errorf("second seed:\n%s", output)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("second seed took %s", took)
	}
}

func TestDemoEndsAsRecorded(t *testing.T) {
	seeded(t)
	output := must(t, "demo")
	if *update {
		if err := os.WriteFile("../../transcript/demo.txt", []byte(transcript.Steady(output)), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if err := transcript.Compare(output, hasOpenSSL()); err != nil {
		t.Error(err)
	}
}

func TestDemoMayBeRepeated(t *testing.T) {
	seeded(t)
	must(t, "demo")
	output := must(t, "demo", "--json")
	if !strings.Contains(output, `"as_expected": true`) {
		t.Errorf("second demo:\n%s", output)
	}
}

func TestBenchPrintsATable(t *testing.T) {
	seeded(t)
	output := must(t, "bench", "--count", "8", "--clients", "1,4")
	for _, want := range []string{"anchor         1         8         0", "verify         4         8         0"} {
		if !strings.Contains(output, want) {
			t.Errorf("%q is missing in:\n%s", want, output)
		}
	}
}

func TestDemoWithoutOpenSSL(t *testing.T) {
	seeded(t)
	t.Setenv("PATH", "")
	output := must(t, "demo")
	if !strings.Contains(output, "The program openssl is not on this machine") {
		t.Error("the demonstration does not say that openssl is missing")
	}
	if err := transcript.Compare(output, false); err != nil {
		t.Error(err)
	}
}
