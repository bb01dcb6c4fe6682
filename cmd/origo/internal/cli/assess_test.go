package cli

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/clearance"
	"origo/cmd/origo/internal/keys"
)

// keepAssessment verifies a sealed draft against an exported registry that knows
// nobody, and keeps the answer.
func keepAssessment(t *testing.T, d desk) string {
	t.Helper()
	must(t, "canonicalise", d.file("draft.json"), "-o", d.file("form-d.json"))
	must(t, "sign", d.file("form-d.json"), "--key", d.file("officer.pem"))
	exported := clearance.Bundle{
		Type: clearance.BundleType, Version: clearance.BundleVersion, Organisation: "THCustoms",
		ExportedAt: certificate.InstantOf(time.Now()).String(),
		Membership: registry.Membership{Version: 1, Network: "test", Agreement: certificate.ATIGA},
		AsOf:       clearance.AsOf{Channel: "atiga", Block: 7, BlockTime: "2026-11-22T08:30:00Z"},
	}
	must(t, "bundle", "keygen", "-o", d.file("th"))
	secret, err := os.ReadFile(d.file("th.key"))
	d.check(err)
	key, err := keys.ParseBundleKey(secret)
	d.check(err)
	file, err := exported.Seal(key, certificate.InstantOf(time.Now().AddDate(0, 0, 1)))
	d.check(err)
	d.write("atiga.bundle", file)
	output, code := try(t, "verify", "--bundle", d.file("atiga.bundle"), "--bundle-key", d.file("th.pub"), d.file("form-d.json"),
		"--on", "2026-12-01", "-o", d.file("kept.json"))
	if code != ExitCannotTell {
		t.Fatalf("exit code %d\n%s", code, output)
	}
	return d.file("kept.json")
}

func TestAssessReplays(t *testing.T) {
	d := newDesk(t)
	file := keepAssessment(t, d)
	if output := must(t, "assess", "--replay", file); !strings.Contains(output, "the same assessment, to the byte") {
		t.Error(output)
	}
	raw, err := os.ReadFile(file)
	d.check(err)
	var kept clearance.Report
	d.check(json.Unmarshal(raw, &kept))
	kept.Verdict = clearance.Accept
	raw, err = json.Marshal(kept)
	d.check(err)
	d.write("altered.json", raw)
	output, code := try(t, "assess", "--replay", d.file("altered.json"))
	if code != ExitRefused || !strings.Contains(output, "it was changed") {
		t.Errorf("exit code %d\n%s", code, output)
	}
}

// TestAssessNamesWhatNewerRulesChange finding by finding.
func TestAssessNamesWhatNewerRulesChange(t *testing.T) {
	d := newDesk(t)
	file := keepAssessment(t, d)
	d.write("corrections.csv", []byte("agreement,hs,edition,choice,rule,from,until,reason,source\n"+
		"atiga,8413.70,2022,,RVC(60),2023-04-01,,misprint,Gazette 9\n"))
	output, code := try(t, "assess", "--replay", file, "--corrections", d.file("corrections.csv"))
	if code != ExitRefused || !strings.Contains(output, "other checks or rules") || !strings.Contains(output, "line 1, ATIGA-M15") {
		t.Errorf("exit code %d\n%s", code, output)
	}
}
