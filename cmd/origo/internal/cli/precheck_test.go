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
	"origo/fta-rules/answers"
)

// draftFile writes a draft as people edit it.
func draftFile(t *testing.T, d *certificate.Document) string {
	t.Helper()
	raw, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "draft.json")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestPrecheckKnowsTheLedger(t *testing.T) {
	run := seeded(t)
	d := specimen.FormD(seed.Network, specimen.On(certificate.DateOf(time.Now())))
	draft := draftFile(t, d)
	output, code := try(t, "precheck", draft, "--as", "issuer@vnissuer")
	if code == ExitRefused || !strings.Contains(output, "is free") {
		t.Errorf("a good draft: exit code %d\n%s", code, output)
	}
	must(t, "anchor", sealedFile(t, run, d), "--as", "issuer@vnissuer")
	output, code = try(t, "precheck", draft, "--brief", "--lang", "vi", "--as", "issuer@vnissuer")
	if code != ExitRefused || !strings.Contains(output, "đã được dùng") {
		t.Errorf("a number taken: exit code %d\n%s", code, output)
	}
}

func TestPrecheckOffline(t *testing.T) {
	d := specimen.FormD(seed.Network, specimen.On(certificate.DateOf(time.Now())))
	output, code := try(t, "precheck", draftFile(t, d), "--offline", "--json")
	var answer answers.Precheck
	if err := json.Unmarshal([]byte(output), &answer); err != nil || code != ExitCannotTell || answer.Answer != answers.OfficerLooks {
		t.Errorf("exit code %d, %v: %s", code, err, answer.Answer)
	}
	d.Items[0].Description = ""
	output, code = try(t, "precheck", draftFile(t, d), "--offline", "--brief")
	if code != ExitRefused || !strings.Contains(output, "→") {
		t.Errorf("exit code %d\n%s", code, output)
	}
	if output, code := try(t, "precheck", "absent.json", "--offline"); code != ExitUsage {
		t.Errorf("exit code %d\n%s", code, output)
	}
}
