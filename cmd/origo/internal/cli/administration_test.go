package cli

import (
	"encoding/json"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"origo/certificate/seal/demopki"
	"origo/cmd/origo/internal/seed"
)

// Administrators of the issuing organisation in Viet Nam.
var (
	first  = []string{"--as", "admin@vnissuer"}
	second = []string{"--as", "admin-2@vnissuer"}
)

func with(person []string, args ...string) []string { return append(args, person...) }

// wants looks for words in an output.
func wants(t *testing.T, output string, words ...string) {
	t.Helper()
	for _, word := range words {
		if !strings.Contains(output, word) {
			t.Errorf("%q is missing in:\n%s", word, output)
		}
	}
}

// TestStolenKey follows docs/operating.md, "A key was stolen".
func TestStolenKey(t *testing.T) {
	run := seeded(t)
	anchored(t, run)
	keys := filepath.Join(run, "demo", "keys")
	stolen, sound := seed.OfficerFile(keys, "VN", "02", ".crt"), seed.OfficerFile(keys, "VN", "01", ".pem")
	act := func(name, reason string) []string {
		return []string{"signer", name, "atiga", stolen, "--reason", reason, "--key", sound}
	}
	output, code := try(t, with(first, act("suspend", "key_compromised")...)...)
	if code != ExitUsage {
		t.Errorf("without an answer: exit code %d", code)
	}
	wants(t, output, "suspend_signer", "Nguyen Van Hai", "key_compromised", "nothing was recorded")
	wants(t, must(t, with(first, append(act("suspend", "key_compromised"), "--from", "2026-01-01", "--note", "stolen from the car", "--yes")...)...), "in force: suspend signer")

	wants(t, must(t, with(first, "signer", "certificates", "atiga", stolen, "--since", "2026-01-01")...), "1 certificates", "issued")
	wants(t, must(t, with(first, "signer", "certificates", "atiga", stolen, "--since", "2999-01-01")...), "0 certificates")

	proposed := must(t, with(first, append(act("revoke", "key_compromised"), "--yes")...)...)
	wants(t, proposed, "nothing has changed yet", "origo signer confirm atiga ")
	_, digest, _ := strings.Cut(proposed, "origo signer confirm atiga ")
	digest, _, _ = strings.Cut(digest, "\n")
	output, code = try(t, with(first, "signer", "confirm", "atiga", digest, "--yes")...)
	if code != ExitRefused {
		t.Errorf("confirmed by who proposed: exit code %d", code)
	}
	wants(t, output, "two administrators")
	wants(t, must(t, with(second, "signer", "acts", "atiga", stolen)...), "proposed", digest, "revoke signer", "to be confirmed")
	wants(t, must(t, with(second, "signer", "confirm", "atiga", digest[:12], "--yes")...), "in force: revoke signer")
	wants(t, must(t, with(second, "signer", "acts", "atiga", "--json")...), `"standing": "applied"`)
	if output, code := try(t, with(first, append(act("reinstate", "inquiry_closed"), "--yes")...)...); code != ExitRefused {
		t.Errorf("reinstating for good revoked: exit code %d\n%s", code, output)
	}
}

func TestSignerCommandsWantTheirParts(t *testing.T) {
	run := seeded(t)
	sound := seed.OfficerFile(filepath.Join(run, "demo", "keys"), "VN", "01", ".pem")
	for _, args := range [][]string{
		{"signer"},
		{"signer", "suspend", "atiga", sound},
		{"signer", "suspend", "nafta", sound, "--reason", "left_office", "--key", sound},
		{"signer", "suspend", "atiga", "nobody", "--reason", "left_office", "--key", sound},
		{"signer", "suspend", "atiga", sound, "--reason", "left_office", "--key", sound, "--from", "soon", "--yes"},
		{"signer", "suspend", "atiga", sound, "--reason", "left_office", "--key", sound, "--json"},
		{"signer", "confirm", "atiga", "0011", "--yes"},
		{"signer", "certificates", "atiga", sound, "--since", "soon"},
		{"registry"},
		{"registry", "enrol", "atiga", sound},
		{"registry", "open-office", "atiga", "03"},
		{"registry", "expiring", "atiga", "--before", "soon"},
	} {
		if output, code := try(t, with(first, args...)...); code != ExitUsage {
			t.Errorf("origo %s: exit code %d\n%s", strings.Join(args, " "), code, output)
		}
	}
	wrong := []string{"signer", "suspend", "atiga", sound, "--reason", "exporter_request", "--key", sound, "--yes"}
	if output, code := try(t, with(first, wrong...)...); code != ExitRefused {
		t.Errorf("a reason of another kind: exit code %d\n%s", code, output)
	}
}

// TestOfficeComesAndGoes opens an office, enrols an officer, closes it again.
func TestOfficeComesAndGoes(t *testing.T) {
	run := seeded(t)
	authority := demoAuthority(t, run)
	officer, err := authority.Officer(demopki.OfficerOptions{Name: "Le Thi Hoa", Office: "03"})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "hoa.crt")
	if err := os.WriteFile(file, demopki.CertificatePEM(officer.Certificate), 0o600); err != nil {
		t.Fatal(err)
	}
	enrol := with(first, "registry", "enrol", "atiga", file, "--office", "03", "--yes")
	if output, code := try(t, enrol...); code != ExitUsage {
		t.Errorf("no such office: exit code %d\n%s", code, output)
	}
	must(t, with(first, "registry", "open-office", "atiga", "03", "--name", "Da Nang", "--form", "D", "--yes")...)
	wants(t, must(t, enrol...), "Le Thi Hoa", "forms        D", "done: transaction")
	wants(t, must(t, with(first, "registry", "expiring", "atiga", "--before", "2999-01-01", "--country", "VN")...), "Le Thi Hoa", "revocation_list", "authority")
	must(t, with(first, "registry", "close-office", "atiga", "03", "--yes")...)
	if output := must(t, with(first, "registry", "expiring", "atiga", "--before", "2999-01-01")...); strings.Contains(output, "Le Thi Hoa") {
		t.Errorf("the signer of a closed office:\n%s", output)
	}
	wants(t, must(t, with(first, "registry", "approvals", "atiga")...), "VNIssuer", "THCustoms", "version 1")
}

func TestListsAndAuthorities(t *testing.T) {
	run := seeded(t)
	authority := demoAuthority(t, run)
	now := time.Now().UTC().Truncate(time.Second)
	der, err := authority.CRL(now.Unix()+10, now, 24*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "issuing.crl")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "X509 CRL", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	wants(t, must(t, with(first, "registry", "import-crl", "atiga", file, "--yes")...), "next update", "done: transaction")
	var soon []struct{ Kind, Ends string }
	if err := json.Unmarshal([]byte(must(t, with(first, "registry", "expiring", "atiga", "--within", "2", "--json")...)), &soon); err != nil || len(soon) != 1 {
		t.Errorf("soon %+v, %v", soon, err)
	}
	ca := filepath.Join(t.TempDir(), "ca.crt")
	if err := os.WriteFile(ca, authority.Issuing.Raw, 0o600); err != nil {
		t.Fatal(err)
	}
	wants(t, must(t, with(first, "registry", "retire-authority", "atiga", ca, "--yes")...), authority.Issuing.Subject.CommonName)
	if output, code := try(t, with(first, "registry", "import-crl", "atiga", ca, "--yes")...); code != ExitRefused {
		t.Errorf("a certificate as list: exit code %d\n%s", code, output)
	}
}

// TestAuthorityComesAndGoes: a root as an anchor, an authority below it, and no other without one above.
func TestAuthorityComesAndGoes(t *testing.T) {
	seeded(t)
	other, err := demopki.NewAuthority("VN", "second demonstration", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	file := func(name string, raw []byte) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	root, issuing := file("root.crt", demopki.CertificatePEM(other.Root)), file("issuing.crt", other.Issuing.Raw)
	add := func(args ...string) []string {
		return with(first, append([]string{"registry", "add-authority", "atiga"}, args...)...)
	}
	if output, code := try(t, add(root, "--anchor")...); code != ExitUsage || !strings.Contains(output, "trust starts here") {
		t.Errorf("without an answer: exit code %d\n%s", code, output)
	}
	if output, code := try(t, add(issuing, "--yes")...); code != ExitRefused {
		t.Errorf("nothing above it: exit code %d\n%s", code, output)
	}
	wants(t, must(t, add(root, "--anchor", "--yes")...), other.Root.Subject.CommonName, "done: transaction")
	wants(t, must(t, add(issuing, "--yes")...), other.Issuing.Subject.CommonName, "enrolled under it")
	must(t, with(first, "registry", "retire-authority", "atiga", issuing, "--yes")...)
	if output, code := try(t, add(file("not.crt", []byte("none")), "--yes")...); code == 0 {
		t.Errorf("no certificate: exit code %d\n%s", code, output)
	}
}

func demoAuthority(t *testing.T, run string) *demopki.Authority {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(run, "demo", "keys", "VN", "authority.pem"))
	if err != nil {
		t.Fatal(err)
	}
	authority, err := demopki.ParseAuthority(text)
	if err != nil {
		t.Fatal(err)
	}
	return authority
}
