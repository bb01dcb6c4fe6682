package issuance_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"origo/issuance"
)

// TestStampsComeWithTheirPairs: the text of the QR code lies beside the certificate, or in its line.
func TestStampsComeWithTheirPairs(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.json": "{}", "a.p7s": "seal", "a.qr.txt": "ORIGO1:TEXT\n",
		"b.json": "{}", "b.p7s": "seal",
		"c.json": "{}", "c.p7s": "seal", "c.qr.txt": strings.Repeat("9", 4096),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	directory, err := issuance.Directory(dir)
	if err != nil {
		t.Fatal(err)
	}
	wantStamps(t, directory, "a.json ORIGO1:TEXT", "b.json ", "c.json !")
	lines := `{"certificate":"e30=","seal":"e30=","stamp":"ORIGO1:TEXT"}` + "\n" + `{"certificate":"e30=","seal":"e30="}` + "\n" +
		`{"certificate":"e30=","seal":"e30=","stump":"ORIGO1:TEXT"}`
	wantStamps(t, issuance.Stream(strings.NewReader(lines)), "line 1 ORIGO1:TEXT", "line 2 ", "line 3 !")
}

// wantStamps compares names and stamps; "!" stands for an error.
func wantStamps(t *testing.T, source issuance.Source, want ...string) {
	t.Helper()
	var got []string
	for p, err := range source {
		if err != nil {
			p.Stamp = "!"
		}
		got = append(got, p.Name+" "+p.Stamp)
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %q, want %q", got, want)
	}
}
