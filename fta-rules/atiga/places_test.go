package atiga

import (
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"origo/fta-rules/finding"
)

var place = regexp.MustCompile(`\{(\w+)\}`)

// texts are the English texts of the area by code.
var texts = sync.OnceValues(func() (map[finding.Message]string, error) {
	raw, err := os.ReadFile("../explain/texts/atiga.en.txt")
	byCode := map[finding.Message]string{}
	for line := range strings.Lines(string(raw)) {
		code, text, _ := strings.Cut(line, " = ")
		byCode[finding.Message(code)] = text
	}
	return byCode, err
})

// checkPlaces sees that a finding carries every value that its text names.
func checkPlaces(t *testing.T, f finding.Finding) {
	t.Helper()
	byCode, err := texts()
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range place.FindAllStringSubmatch(byCode[f.Message], -1) {
		if _, ok := f.Value(found[1]); !ok && found[1] != "until" {
			t.Errorf("%s has no value %q for its text", f.Message, found[1])
		}
	}
}
