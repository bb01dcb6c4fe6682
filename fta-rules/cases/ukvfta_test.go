package cases

import (
	"encoding/json"
	"sync"
	"testing"

	"origo/certificate"
	rules "origo/fta-rules"
	"origo/fta-rules/ukvfta"
)

// ukvftaBook holds the rules of UKVFTA alone.
var ukvftaBook = sync.OnceValues(func() (*rules.Book, error) {
	return rules.NewBook(rules.Source{Agreement: certificate.UKVFTA, Rules: ukvfta.Rules, Checks: ukvfta.Checks, Provisions: ukvfta.Provisions})
})

func runUKVFTA(t *testing.T, one json.RawMessage) Result {
	t.Helper()
	b, err := ukvftaBook()
	if err != nil {
		t.Fatal(err)
	}
	return ukvftaSchema.run(b, source{raw: one}, 1)
}

func ukvftaCases(t *testing.T) []json.RawMessage {
	t.Helper()
	var f file
	if err := json.Unmarshal(readFile(t, "ukvfta.json"), &f); err != nil {
		t.Fatal(err)
	}
	return f.Cases
}

func TestUKVFTACasesPass(t *testing.T) {
	cases := ukvftaCases(t)
	if len(cases) != 43 {
		t.Errorf("%d cases", len(cases))
	}
	for _, one := range cases {
		if r := runUKVFTA(t, one); !r.Passed {
			t.Errorf("%s %s: %s %+v", r.ID, r.Title, r.Problem, r.Differences)
		}
	}
}
