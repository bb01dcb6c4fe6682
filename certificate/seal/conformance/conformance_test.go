package conformance

import (
	"bytes"
	"io"
	"os"
	"testing"
	"testing/fstest"
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

func TestSelfTestPasses(t *testing.T) {
	if err := SelfTest(); err != nil {
		t.Error(err)
	}
}

func TestRunTellsWhatFailed(t *testing.T) {
	corpus := fstest.MapFS{
		"manifest.json": {Data: []byte(`{"cases":[{"id":"wrong","file":"a","content":"b","env":"e","expected":"accept","reason":"empty"}],
			"environments":{"e":{"tx_time":"2026-06-15T10:00:00Z"}}}`)},
		"a": {}, "b": {},
	}
	var out bytes.Buffer
	passed, failed, err := RunFS(corpus, "manifest.json", &out)
	want := "wrong: reject DER, want accept (empty)\n0 passed, 1 failed\n"
	if err != nil || passed != 0 || failed != 1 || out.String() != want {
		t.Errorf("%d passed, %d failed, %v\n%s", passed, failed, err, out.String())
	}
}

func TestBrokenCorporaAreErrors(t *testing.T) {
	for name, corpus := range map[string]fstest.MapFS{
		"no manifest": {},
		"not JSON":    {"manifest.json": {Data: []byte("x")}},
		"no file":     {"manifest.json": {Data: []byte(`{"cases":[{"env":"e","file":"gone"}],"environments":{"e":{}}}`)}},
		"no record":   {"manifest.json": {Data: []byte(`{"cases":[{"env":"e","file":"manifest.json","content":"gone"}],"environments":{"e":{}}}`)}},
		"no such env": {"manifest.json": {Data: []byte(`{"cases":[{"env":"e"}]}`)}},
		"no anchor":   {"manifest.json": {Data: []byte(`{"cases":[{"env":"e"}],"environments":{"e":{"anchors":["gone"]}}}`)}},
		"no CRL":      {"manifest.json": {Data: []byte(`{"cases":[{"env":"e"}],"environments":{"e":{"crls":["gone"]}}}`)}},
		"bad print":   {"manifest.json": {Data: []byte(`{"cases":[{"env":"e"}],"environments":{"e":{"office_cert_sha256":["AB"]}}}`)}},
	} {
		if _, _, err := RunFS(corpus, "manifest.json", io.Discard); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
