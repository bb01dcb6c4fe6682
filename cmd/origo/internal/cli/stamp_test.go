package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/specimen"
	"origo/certificate/stamp"
	"origo/cmd/origo/internal/seed"
)

func TestStampIsMadeBesideTheCertificate(t *testing.T) {
	d := newDesk(t)
	must(t, "canonicalise", d.file("draft.json"), "-o", d.file("form-d.json"))
	output := must(t, "stamp", d.file("form-d.json"), "--key", d.file("officer.key"), "--cert", d.file("officer.crt"))
	if !strings.Contains(output, "stamped by Nguyen Van Hai") {
		t.Error(output)
	}
	text, err := os.ReadFile(d.file("form-d.qr.txt"))
	d.check(err)
	if _, err := stamp.Parse(strings.TrimSuffix(string(text), "\n")); err != nil {
		t.Error(err)
	}
	if _, code := try(t, "stamp", d.file("form-d.json"), "--key", d.file("officer.pem")); code != ExitUsage {
		t.Errorf("overwriting ended with exit code %d", code)
	}
	for name, args := range map[string][]string{
		"a draft":       {"stamp", d.file("draft.json"), "--key", d.file("officer.pem")},
		"not a QR code": {"verify", "--qr", "ORIGO1:HELLO"},
		"another file":  {"verify", "--qr", d.file("form-d.json")},
		"to status":     {"status", "--qr", "ORIGO9:HELLO"},
	} {
		if output, code := try(t, args...); code != ExitRefused {
			t.Errorf("%s: exit code %d\n%s", name, code, output)
		}
	}
	if _, code := try(t, "verify", "--qr", d.file("missing.txt")); code != ExitUsage {
		t.Errorf("a missing file: exit code %d", code)
	}
}

// TestScannedCertificate goes from the office to a border post with a line, one without, and a trader.
func TestScannedCertificate(t *testing.T) {
	run := seeded(t)
	d := newDesk(t)
	d.draft("draft.json", specimen.FormD(seed.Network, specimen.On(certificate.DateOf(time.Now())), specimen.Serial(4711)))
	key := seed.OfficerFile(filepath.Join(run, "demo", "keys"), "VN", "02", ".pem")
	file, qr := d.file("form-d.json"), d.file("form-d.qr.txt")
	must(t, "canonicalise", d.file("draft.json"), "-o", file)
	must(t, "sign", file, "--key", key)
	must(t, "stamp", file, "--key", key, "-o", qr)
	must(t, "anchor", file, "--stamp", qr, "--as", "issuer@vnissuer")

	output := must(t, "verify", "--qr", qr, "--brief", "--as", "officer@thcustoms")
	wantAll(t, output, "The QR code says, as signed by", "HS 84137091, 240 H87", "Compare this with the paper", "ACCEPT")
	raw, err := os.ReadFile(qr)
	d.check(err)
	text := strings.TrimSuffix(string(raw), "\n")
	wantAll(t, must(t, "status", "--qr", text), "as signed by", "status   issued")

	must(t, "bundle", "keygen", "-o", d.file("th"))
	expires := certificate.DateOf(time.Now()).AddDays(7).String()
	must(t, "bundle", "export", d.file("atiga.bundle"), "--agreement", "atiga", "--expires", expires, "--sign-key", d.file("th.key"), "--as", "officer@thcustoms")
	output, code := try(t, "verify", "--qr", text, "--bundle", d.file("atiga.bundle"), "--bundle-key", d.file("th.pub"))
	if code != ExitCannotTell {
		t.Errorf("offline: exit code %d", code)
	}
	wantAll(t, output, "The QR code says, as signed by", "QR-01 |", "could not be compared with the ledger")

	altered := text[:len(text)-4] + map[bool]string{true: "1", false: "0"}[text[len(text)-4] == '0'] + text[len(text)-3:]
	output, code = try(t, "verify", "--qr", altered, "--brief", "--as", "officer@thcustoms")
	if code != ExitCannotTell {
		t.Errorf("altered: exit code %d", code)
	}
	wantAll(t, output, "NOT PROVEN", "Ask the issuing authority")
	if output, code := try(t, "status", "--qr", altered); code != ExitRefused || strings.Contains(output, "status   ") {
		t.Errorf("altered: exit code %d\n%s", code, output)
	}
}

func wantAll(t *testing.T, output string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(output, part) {
			t.Errorf("%q is missing in:\n%s", part, output)
		}
	}
}
