package certificate_test

import (
	"os"
	"regexp"
	"testing"

	"origo/certificate"
)

// TestEveryCodeIsExpectedSomewhere keeps the catalogue and the tables above in step: a code that no test expects is
// either dead or untested.
func TestEveryCodeIsExpectedSomewhere(t *testing.T) {
	expected := make(map[string]bool)
	for _, name := range []string{"validate_test.go", "proofs_test.go", "items_test.go", "act_test.go"} {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range regexp.MustCompile(`"([a-z_]+) /`).FindAllStringSubmatch(string(source), -1) {
			expected[match[1]] = true
		}
	}
	for _, code := range certificate.Codes() {
		if !expected[string(code)] {
			t.Errorf("no test expects %s", code)
		}
		delete(expected, string(code))
	}
	for code := range expected {
		t.Errorf("%s has no text", code)
	}
}
