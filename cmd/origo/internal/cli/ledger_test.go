package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/specimen"
	"origo/clearance"
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

// exportedBundle makes a key and has Thai customs export a bundle with the certificates given.
func exportedBundle(t *testing.T, more ...string) (file, key string) {
	t.Helper()
	directory := t.TempDir()
	key, file = filepath.Join(directory, "th"), filepath.Join(directory, "atiga.bundle")
	must(t, "bundle", "keygen", "-o", key)
	must(t, append([]string{"bundle", "export", file, "--agreement", "atiga", "--expires", certificate.DateOf(time.Now()).AddDays(7).String(),
		"--sign-key", key + ".key", "--as", "officer@thcustoms"}, more...)...)
	return file, key + ".pub"
}

func TestOfflineVerificationKnowsItsLimits(t *testing.T) {
	run := seeded(t)
	_, file := anchored(t, run)
	bundle, key := exportedBundle(t)
	output, code := try(t, "verify", "--bundle", bundle, "--bundle-key", key, file, "--json")
	var answer clearance.Assessment
	if err := json.Unmarshal([]byte(output), &answer); err != nil || code != ExitCannotTell || answer.Source != clearance.FromBundle || answer.AsOf.Expires == "" {
		t.Errorf("exit code %d, %v, %+v", code, err, answer.AsOf)
	}
	output, _ = try(t, "verify", "--bundle", bundle, "--bundle-key", key, file, sealBeside(file))
	if !strings.Contains(output, "in a bundle,") || !strings.Contains(output, "to be used until "+answer.AsOf.Expires) {
		t.Errorf("freshness is not stated:\n%s", output)
	}
	if _, code := try(t, "verify", "--bundle", bundle, "--bundle-key", key, file, "--on", "soon"); code != ExitUsage {
		t.Errorf("--on soon: exit code %d", code)
	}
}

// TestBundleWithCertificates: whole certificates are verified by name alone.
func TestBundleWithCertificates(t *testing.T) {
	run := seeded(t)
	name, _ := anchored(t, run)
	bundle, key := exportedBundle(t, "--dossiers", "--certificate", strings.Join(name, " "))
	output, code := try(t, append([]string{"verify", "--bundle", bundle, "--bundle-key", key}, name...)...)
	if code != ExitCannotTell || strings.Contains(output, "REC-01 |") && strings.Contains(output, "does not hold") {
		t.Errorf("exit code %d\n%s", code, output)
	}
}

// TestBundlesThatAreRefused: not trusted, altered, expired or no bundle at all, each with its reason.
func TestBundlesThatAreRefused(t *testing.T) {
	run := seeded(t)
	_, file := anchored(t, run)
	bundle, key := exportedBundle(t)
	other := filepath.Join(t.TempDir(), "other")
	must(t, "bundle", "keygen", "-o", other)
	raw, err := os.ReadFile(bundle)
	if err != nil {
		t.Fatal(err)
	}
	altered := filepath.Join(t.TempDir(), "altered.bundle")
	if err := os.WriteFile(altered, bytes.Replace(raw, []byte(`"exported_by":"`), []byte(`"exported_by":"x`), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]string{
		"another key": {bundle, other + ".pub"}, "was altered": {altered, key}, "no bundle": {file, key},
	} {
		output, code := try(t, "verify", "--bundle", args[0], "--bundle-key", args[1], file)
		if code != ExitRefused || !strings.Contains(output, want) {
			t.Errorf("%s: exit code %d\n%s", want, code, output)
		}
	}
	for _, key := range []string{file, filepath.Join(t.TempDir(), "absent")} {
		if _, code := try(t, "verify", "--bundle", bundle, "--bundle-key", key, file); code != ExitUsage {
			t.Errorf("key %s: exit code %d", key, code)
		}
	}
}
