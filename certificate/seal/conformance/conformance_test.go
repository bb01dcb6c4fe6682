package conformance

import (
	"bytes"
	"os"
	"testing"
)

const corpus = "../testdata/cms"

func TestEveryVectorGetsItsVerdict(t *testing.T) {
	outcomes, err := Outcomes(os.DirFS(corpus), "manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(outcomes) != 151 {
		t.Errorf("%d cases, want 151", len(outcomes))
	}
	for _, o := range outcomes {
		if !o.Passed() {
			t.Errorf("%s", o)
		}
		if o.Refusal != nil && string(o.Refusal.Code) != o.Code {
			t.Errorf("%s: refused as %s, the corpus says %s", o.ID, o.Refusal.Code, o.Code)
		}
	}
}

func TestRunEndsWithTotals(t *testing.T) {
	var out bytes.Buffer
	passed, failed, err := Run(corpus+"/manifest.json", &out)
	if err != nil || passed != 151 || failed != 0 || out.String() != "151 passed, 0 failed\n" {
		t.Errorf("%d passed, %d failed, %v\n%s", passed, failed, err, out.String())
	}
}
