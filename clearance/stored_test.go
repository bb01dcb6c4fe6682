package clearance

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestStoredFactsReplay: assessments that were stored before cases, papers and stamps were asked for come out to the byte,
// but for the name of the rule set.
func TestStoredFactsReplay(t *testing.T) {
	for _, name := range []string{"stored-form-d.json", "stored-paper.json"} {
		raw, err := os.ReadFile("testdata/" + name)
		stored, err2 := ParseReport(must(t, raw, err))
		must(t, stored, err2)
		r := replay(t, assessor(t), stored)
		if !r.Intact || !r.Facts || len(r.Changes) != 0 {
			t.Errorf("%s: %+v", name, r.Changes)
		}
		now := r.Now
		now.RuleSet, now.Digest = stored.RuleSet, stored.Digest
		before, err := stored.Bytes()
		after, err2 := now.Bytes()
		if !bytes.Equal(must(t, before, err), must(t, after, err2)) {
			t.Errorf("%s: comes out otherwise\n%s\n%s", name, before, after)
		}
		if again, err := stored.Facts.Digest(); again != stored.Inputs || err != nil || strings.Contains(string(before), "CASE-01") {
			t.Errorf("%s: facts are %s, %v", name, again, err)
		}
	}
}
