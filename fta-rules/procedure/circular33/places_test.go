package circular33

import (
	"sync"
	"testing"

	"origo/fta-rules/finding"
	"origo/fta-rules/internal/given"
)

var texts = sync.OnceValues(func() (given.Texts, error) { return given.ReadTexts("../../explain/texts/vn.en.txt") })

// checkPlaces sees that a finding carries every value that its text names.
func checkPlaces(t *testing.T, f finding.Finding) {
	t.Helper()
	byCode, err := texts()
	if err != nil {
		t.Fatal(err)
	}
	byCode.CheckPlaces(t, f)
}
