package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/specimen"
	"origo/cmd/origo/internal/seed"
)

// TestBulkAnchoring: one bad pair of five, a second run that does nothing, and a third that comes back to the refused.
func TestBulkAnchoring(t *testing.T) {
	run, dir := seeded(t), t.TempDir()
	for i, name := range []string{"a", "b", "c", "d", "e"} {
		d := specimen.FormD(seed.Network, specimen.On(certificate.DateOf(time.Now())), specimen.Serial(100+i))
		copyPair(t, sealedFile(t, run, d), filepath.Join(dir, name))
	}
	swap, err := os.ReadFile(filepath.Join(dir, "a.p7s"))
	if err != nil || os.WriteFile(filepath.Join(dir, "b.p7s"), swap, 0o600) != nil || os.Remove(filepath.Join(dir, "c.p7s")) != nil {
		t.Fatal(err)
	}
	command := []string{"anchor", "--bulk", dir, "--report", filepath.Join(dir, "report.ndjson"), "--as", "issuer@vnissuer"}
	output, code := try(t, command...)
	if code != ExitRefused || !strings.Contains(output, "5 certificates seen: 0 done before, 3 anchored, 0 found on the ledger, 1 refused, 1 unreadable") {
		t.Errorf("exit code %d\n%s", code, output)
	}
	output, _ = try(t, append(command, "--json")...)
	var answer bulkAnswer
	if err := json.Unmarshal([]byte(output), &answer); err != nil || answer.Before != 4 || answer.Unreadable != 1 || answer.Anchored != 0 {
		t.Errorf("%v\n%s", err, output)
	}
	if output, _ = try(t, append(command, "--retry-refused")...); !strings.Contains(output, "3 done before") {
		t.Error(output)
	}
}

// copyPair moves a certificate and its seal under another name.
func copyPair(t *testing.T, file, to string) {
	t.Helper()
	for from, ending := range map[string]string{file: ".json", sealBeside(file): ".p7s"} {
		if err := os.Rename(from, to+ending); err != nil {
			t.Fatal(err)
		}
	}
}

func TestBulkAnchoringStopsForEverybodysTrouble(t *testing.T) {
	run, dir := seeded(t), t.TempDir()
	d := specimen.FormD(seed.Network, specimen.On(certificate.DateOf(time.Now())))
	copyPair(t, sealedFile(t, run, d), filepath.Join(dir, "a"))
	report := filepath.Join(dir, "report.ndjson")
	output, code := try(t, "anchor", "--bulk", dir, "--report", report, "--as", "officer@thcustoms")
	if raw, err := os.ReadFile(report); code != ExitRefused || err != nil || len(raw) != 0 {
		t.Errorf("exit code %d, %v, report %q\n%s", code, err, raw, output)
	}
	for _, args := range [][]string{
		{"anchor", "--bulk", dir}, {"anchor", "--bulk", dir, "--report", report, "--parallel", "0"},
		{"anchor", "x.json", "--bulk", dir, "--report", report}, {"anchor", "--bulk", filepath.Join(dir, "absent"), "--report", report},
		{"anchor", "--bulk", dir, "--report", filepath.Join(dir, "a.json")},
	} {
		if output, code := try(t, append(args, "--as", "issuer@vnissuer")...); code != ExitUsage {
			t.Errorf("%v: exit code %d\n%s", args, code, output)
		}
	}
}
