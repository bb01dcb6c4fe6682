package tests

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"origo/cmd/origo/transcript"
)

// The worked example of the README is what a newcomer sees: the demonstration
// on a real network prints what is recorded.
func TestDemonstrationPrintsWhatTheREADMEShows(t *testing.T) {
	out, code := network.origo(t, "demo")
	if code != 0 {
		t.Fatalf("origo demo ended with %d:\n%s", code, out)
	}
	_, err := exec.LookPath("openssl")
	if err := transcript.Compare(out, err == nil); err != nil {
		t.Error(err)
	}
}

// Seeding what is seeded changes nothing.
func TestSeedingAgainChangesNothing(t *testing.T) {
	out, code := network.origo(t, "seed", "--json")
	if code != 0 {
		t.Fatalf("origo seed ended with %d:\n%s", code, out)
	}
	if strings.Contains(out, `"what"`) {
		t.Errorf("the second seeding changed something:\n%s", out)
	}
}

// The program itself runs the corpus of the signature profile.
func TestConformanceOfTheBuiltProgram(t *testing.T) {
	manifest := filepath.Join(network.root, "certificate", "seal", "testdata", "cms", "manifest.json")
	out, code := network.command(t, "origo", "conformance", "seal", manifest)
	if code != 0 || !strings.HasSuffix(strings.TrimSpace(out), "151 passed, 0 failed") {
		t.Errorf("the conformance run ended with %d:\n%s", code, out)
	}
}
