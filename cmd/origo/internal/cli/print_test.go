package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"origo/certificate/printed"
	"origo/certificate/specimen"
	"origo/clearance"
)

// printedFile prints a certificate file as the command does.
func printedFile(t *testing.T, file string, more ...string) string {
	t.Helper()
	pdf := filepath.Join(t.TempDir(), "print.pdf")
	must(t, append([]string{"print", file, "-o", pdf}, more...)...)
	return pdf
}

// TestPrintIsVerifiedAsTheFileIs: one file carries everything, with the ledger and without a line.
func TestPrintIsVerifiedAsTheFileIs(t *testing.T) {
	run := seeded(t)
	_, file := anchored(t, run)
	pdf := printedFile(t, file, "--check-code", "7K2M-9QXD")
	bundle, key := exportedBundle(t)
	for _, with := range [][]string{{"verify", "--as", "officer@thcustoms"}, {"verify", "--bundle", bundle, "--bundle-key", key}} {
		want := found(t, append(with, "--file", file, "--seal", sealBeside(file))...)
		if got := found(t, append(with, "--file", pdf)...); got != want {
			t.Errorf("%s:\n got %s\nwant %s", strings.Join(with, " "), got, want)
		}
	}
	if _, code := try(t, "verify", "--bundle", bundle, "--bundle-key", key, pdf); code == ExitUsage {
		t.Error("the PDF as an argument: it is not read")
	}
}

// TestPictureIsIrrelevant: a print of other words around the sealed bytes says what the bytes say.
func TestPictureIsIrrelevant(t *testing.T) {
	run := seeded(t)
	_, file := anchored(t, run)
	pdf, err := os.ReadFile(printedFile(t, file))
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(pdf, []byte("/FlateDecode"))
	begin := at + bytes.Index(pdf[at:], []byte("stream\n")) + len("stream\n")
	for i := begin + 10; i < begin+60; i++ {
		pdf[i] ^= 0x55 // somewhere on the first page
	}
	changed := filepath.Join(t.TempDir(), "changed.pdf")
	if err := os.WriteFile(changed, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	want := found(t, "verify", "--file", file, "--as", "officer@thcustoms")
	if got := found(t, "verify", "--file", changed, "--as", "officer@thcustoms"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// found is what an assessment found, without the moment at which it was made.
func found(t *testing.T, args ...string) string {
	t.Helper()
	output, _ := try(t, append(args, "--json")...)
	var assessment clearance.Assessment
	if err := json.NewDecoder(strings.NewReader(output)).Decode(&assessment); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	raw, err := json.Marshal(assessment.Findings)
	if err != nil {
		t.Fatal(err)
	}
	return string(assessment.Verdict) + " " + string(raw)
}

// TestPrintWithoutLedger needs nothing but files.
func TestPrintWithoutLedger(t *testing.T) {
	d := newDesk(t)
	must(t, "canonicalise", d.file("draft.json"), "-o", d.file("form-d.json"))
	must(t, "sign", d.file("form-d.json"), "--key", d.file("officer.pem"))
	must(t, "stamp", d.file("form-d.json"), "--key", d.file("officer.pem"))
	must(t, "print", d.file("form-d.json"), "--stamp", d.file("form-d.qr.txt"))
	pdf, err := os.ReadFile(d.file("form-d.pdf"))
	d.check(err)
	document, cms, err := printed.Extract(pdf)
	d.check(err)
	for name, got := range map[string][]byte{"form-d.json": document, "form-d.p7s": cms} {
		want, err := os.ReadFile(d.file(name))
		d.check(err)
		if !bytes.Equal(got, want) {
			t.Errorf("%s: other bytes are inside", name)
		}
	}
	must(t, "print", d.file("draft.json"), "--preview", "-o", d.file("preview.pdf"))
	other := specimen.FormD("test", specimen.Serial(9))
	d.draft("other-draft.json", other)
	must(t, "canonicalise", d.file("other-draft.json"), "-o", d.file("other.json"))
	d.write("scan.pdf", []byte("%PDF-1.7\n1 0 obj <<>> endobj\n"))
	for want, args := range map[string][]string{
		"not canonical":    {"print", d.file("draft.json"), "--seal", d.file("form-d.p7s"), "-o", d.file("x.pdf")},
		"file exists":      {"print", d.file("form-d.json")},
		"no such file":     {"print", d.file("form-d.json"), "--stamp", d.file("none"), "-o", d.file("x.pdf")},
		"differs in: ":     {"print", d.file("other.json"), "--seal", d.file("form-d.p7s"), "--stamp", d.file("form-d.qr.txt"), "-o", d.file("x.pdf")},
		"read the seal":    {"print", d.file("form-d.json"), "--seal", d.file("form-d.json"), "-o", d.file("x.pdf")},
		"No sealed":        {"verify", "--file", d.file("preview.pdf"), "--as", "officer@thcustoms"},
		"shows only":       {"verify", "--file", d.file("scan.pdf"), "--as", "officer@thcustoms"},
		"accepts 1 arg(s)": {"print"},
	} {
		output, code := try(t, args...)
		if code == ExitFine || !strings.Contains(strings.ToLower(output), strings.ToLower(want)) {
			t.Errorf("%s: exit code %d, not %q\n%s", strings.Join(args, " "), code, want, output)
		}
	}
}
