package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/specimen"
	"origo/cmd/origo/internal/seed"
)

// TestPaperFromEntryToJoining walks a paper through an outage.
func TestPaperFromEntryToJoining(t *testing.T) {
	run := seeded(t)
	today := certificate.DateOf(time.Now())
	d := specimen.FormD(seed.Network, specimen.On(today))
	name := strings.Fields(d.ID().String())
	scan := filepath.Join(t.TempDir(), "scan.pdf")
	if err := os.WriteFile(scan, []byte("%PDF"), 0o600); err != nil {
		t.Fatal(err)
	}
	paper := func(word string, more ...string) []string {
		return append(append([]string{"paper", word, "--as", "officer@thcustoms"}, name...), more...)
	}
	enter := paper("enter", "--scan", scan, "--issued", today.String(), "--reason", "partner_outage", "--line", "1=240:H87:8413.70", "--line", "2=25.5:KGM")
	must(t, enter...)
	must(t, paper("use", "--declaration", "BKK-1", "--line", "1=200:H87")...)
	must(t, paper("use", "--declaration", "BKK-2", "--line", "1=40:H87")...)
	must(t, paper("reverse", "--declaration", "BKK-2", "--reason", "withdrawn")...)
	if output, code := try(t, paper("use", "--declaration", "LCB-1", "--line", "1=41:H87")...); code != ExitRefused || !strings.Contains(output, "available=40") {
		t.Errorf("over-use: exit code %d\n%s", code, output)
	}
	if output, code := try(t, paper("join")...); code != ExitRefused {
		t.Errorf("nothing to join with: exit code %d\n%s", code, output)
	}
	must(t, "anchor", sealedFile(t, run, d), "--as", "issuer@vnissuer")
	list := []string{"paper", "list", "--as", "officer@thcustoms"}
	wants(t, must(t, list...), d.ID().String(), "partner outage", "2 declarations", "join it")
	if output := must(t, paper("show")...); !strings.Contains(output, "join the paper with it") {
		t.Error(output)
	}
	if output := must(t, paper("join")...); !strings.Contains(output, "✓ joined") {
		t.Error(output)
	}
	if output := must(t, list...); output != "" {
		t.Errorf("still open:\n%s", output)
	}
	wants(t, must(t, append(list, "--all", "--agreement", "atiga")...), "✓ joined")
	for _, args := range [][]string{
		{"paper"}, {"paper", "lose"}, paper("enter", "--issued", today.String()), paper("enter", "--scan", scan),
		paper("enter", "--scan", "absent.pdf", "--issued", today.String()), paper("enter", "--scan", scan, "--issued", today.String(), "--line", "1=x"),
	} {
		if output, code := try(t, args...); code != ExitUsage {
			t.Errorf("%v: exit code %d\n%s", args, code, output)
		}
	}
}
