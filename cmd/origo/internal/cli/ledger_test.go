package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/specimen"
	"origo/cmd/origo/internal/seed"
	"origo/cmd/origo/internal/site"
)

// anchored seals and anchors a Form D and gives its name as arguments.
func anchored(t *testing.T, run string, options ...specimen.Option) (name []string, file string) {
	t.Helper()
	options = append([]specimen.Option{specimen.On(certificate.DateOf(time.Now()))}, options...)
	d := specimen.FormD(seed.Network, options...)
	file = sealedFile(t, run, d)
	must(t, "anchor", file, "--as", "issuer@vnissuer")
	return strings.Fields(d.ID().String()), file
}

// sealedFile writes a document and seals it as the office in Ho Chi Minh City.
func sealedFile(t *testing.T, run string, d *certificate.Document) string {
	t.Helper()
	raw, err := d.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "certificate.json")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, "sign", file, "--key", seed.OfficerFile(filepath.Join(run, "demo", "keys"), "VN", "02", ".pem"))
	return file
}

// about is a command on a certificate.
func about(command string, name []string, more ...string) []string {
	return append(append([]string{command}, name...), more...)
}

func TestAnchoringTwiceIsTheSame(t *testing.T) {
	run := seeded(t)
	name, file := anchored(t, run)
	first := must(t, about("history", name, "--as", "officer@thcustoms", "--json")...)
	must(t, "anchor", file, "--as", "issuer@vnissuer")
	if again := must(t, about("history", name, "--as", "officer@thcustoms", "--json")...); again != first {
		t.Errorf("the history changed:\n%s\n%s", first, again)
	}
}

func TestCustomsCannotAnchor(t *testing.T) {
	run := seeded(t)
	file := sealedFile(t, run, specimen.FormD(seed.Network, specimen.On(certificate.DateOf(time.Now()))))
	if output, code := try(t, "anchor", file, "--as", "officer@thcustoms"); code != ExitRefused {
		t.Errorf("exit code %d\n%s", code, output)
	}
}

func TestUsesAreDebitedRefusedAndReversed(t *testing.T) {
	run := seeded(t)
	name, _ := anchored(t, run)
	as := []string{"--as", "officer@thcustoms"}
	use := func(more ...string) []string { return about("use", name, append(more, as...)...) }
	must(t, use("--declaration", "A", "--line", "1=200:H87", "--line", "2=25.5:KGM")...)
	must(t, use("--declaration", "A", "--line", "1=200:H87", "--line", "2=25.5:KGM")...)
	output, code := try(t, use("--declaration", "B", "--line", "1=41:H87")...)
	if code != ExitRefused || !strings.Contains(output, "available=40") {
		t.Errorf("over-use: exit code %d\n%s", code, output)
	}
	must(t, use("--declaration", "C", "--outcome", "refused", "--ground", "2:other_goods:ATIGA Annex 8 Rule 16:not labels")...)
	must(t, about("reverse", name, append(as, "--declaration", "A", "--reason", "declaration cancelled")...)...)
	must(t, use("--declaration", "B", "--line", "1=41:H87")...)
}

func TestReplacement(t *testing.T) {
	run := seeded(t)
	name, file := anchored(t, run)
	if output, code := try(t, "replace", file, "--as", "issuer@vnissuer"); code != ExitUsage {
		t.Errorf("a first certificate: exit code %d\n%s", code, output)
	}
	old, err := certificate.ParseID(strings.Join(name, " "))
	if err != nil {
		t.Fatal(err)
	}
	today := certificate.DateOf(time.Now())
	d := specimen.FormD(seed.Network, specimen.On(today), specimen.Serial(77))
	d.Replaces = &certificate.Link{Certificate: old, IssueDate: today}
	output := must(t, "replace", sealedFile(t, run, d), "--as", "issuer@vnissuer")
	if !strings.Contains(output, "it replaces "+old.String()) {
		t.Error(output)
	}
	status, code := try(t, append(about("status", name), "--as", "officer@thcustoms")...)
	if code != ExitRefused || !strings.Contains(status, string(registry.Replaced)) {
		t.Errorf("the old one: exit code %d\n%s", code, status)
	}
}

func TestLoginServesTheCommandsThatFollow(t *testing.T) {
	run := seeded(t)
	name, _ := anchored(t, run)
	s, err := site.Open(run)
	if err != nil {
		t.Fatal(err)
	}
	login := []string{"login", "--api", s.APIs["THCustoms"], "--identity", s.Identity, "--user", "officer@thcustoms"}
	t.Setenv("ORIGO_PASSWORD", "wrong")
	if output, code := try(t, login...); code != ExitRefused {
		t.Errorf("a wrong password: exit code %d\n%s", code, output)
	}
	if _, code := try(t, about("verify", name)...); code != ExitUsage {
		t.Errorf("nobody is signed in, exit code %d", code)
	}
	t.Setenv("ORIGO_PASSWORD", "demo")
	must(t, login...)
	t.Setenv("ORIGO_PASSWORD", "")
	must(t, about("verify", name)...)
}

func TestVerifyingAFileNeedsItsSeal(t *testing.T) {
	run := seeded(t)
	_, file := anchored(t, run)
	as := []string{"--as", "officer@thcustoms"}
	must(t, append([]string{"verify", "--file", file}, as...)...)
	if err := os.Remove(sealBeside(file)); err != nil {
		t.Fatal(err)
	}
	output, code := try(t, append([]string{"verify", "--file", file}, as...)...)
	if code != ExitUsage || !strings.Contains(output, "--seal") {
		t.Errorf("exit code %d\n%s", code, output)
	}
}

func TestOfflineVerificationKnowsItsLimits(t *testing.T) {
	run := seeded(t)
	_, file := anchored(t, run)
	export := filepath.Join(t.TempDir(), "atiga.json")
	must(t, "registry", "export", "atiga", "-o", export, "--as", "officer@thcustoms")
	output, code := try(t, "verify", "--file", file, "--registry", export, "--json")
	var answer struct{ Source, Verdict string }
	if err := json.Unmarshal([]byte(output), &answer); err != nil || code != ExitCannotTell || answer.Source != "snapshot" {
		t.Errorf("exit code %d, %v, %+v", code, err, answer)
	}
	if _, code := try(t, "verify", "--file", file, "--registry", export, "--on", "soon"); code != ExitUsage {
		t.Errorf("--on soon: exit code %d", code)
	}
	if _, code := try(t, "verify", "--file", file, "--registry", file); code != ExitRefused {
		t.Errorf("a file that is no export: exit code %d", code)
	}
}
