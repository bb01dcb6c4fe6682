package tests

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"origo/certificate"
)

// outcome is a line of a report of bulk anchoring.
type outcome struct{ Name, Certificate, Result, Code, Transaction string }

// A file with good and bad lines: the good ones are anchored, the bad ones named,
// and nothing is anchored twice.
func TestBulkNamesTheBadAndAnchorsOnce(t *testing.T) {
	directory := t.TempDir()
	file, report := filepath.Join(directory, "pairs.ndjson"), filepath.Join(directory, "report.ndjson")
	good := []*certificate.Document{pumps(), pumps(), pumps()}
	altered := pumps()
	writeFile(t, file, bulkFile(t, good, altered))
	run := func(report string, more ...string) []string {
		return append([]string{"anchor", "--bulk", file, "--report", report, "--as", "issuer@vnissuer"}, more...)
	}
	says(t, network.people(t, 1, run(report)...), "5 certificates seen: 0 done before, 3 anchored, 0 found on the ledger, 1 refused, 1 unreadable")
	found := map[string]int{}
	for _, o := range outcomes(t, report) {
		found[o.Result]++
		if o.Result == "refused" && (o.Certificate != altered.ID().String() || o.Code == "") || o.Result == "unreadable" && !strings.Contains(o.Name, "3") {
			t.Errorf("the bad line is called %+v", o)
		}
	}
	if found["anchored"] != 3 || found["refused"] != 1 || found["unreadable"] != 1 {
		t.Errorf("the report says %v", found)
	}
	says(t, network.people(t, 1, run(report)...), "4 done before, 0 anchored")
	says(t, network.people(t, 1, run(filepath.Join(directory, "second.ndjson"))...), "0 anchored, 3 found on the ledger, 1 refused")
	for _, d := range good {
		history := network.people(t, 0, append(strings.Fields("history "+d.ID().String()), "--as", "issuer@vnissuer")...)
		if strings.Count(history, "transaction") != 1 {
			t.Errorf("%s was anchored more than once:\n%s", d.ID(), history)
		}
	}
}

// bulkFile is one line a pair: the first two good ones, a line that cannot be
// read, one that was altered after it was sealed, and the last good one.
func bulkFile(t testing.TB, good []*certificate.Document, altered *certificate.Document) []byte {
	t.Helper()
	var lines bytes.Buffer
	put := func(d *certificate.Document, change func(*certificate.Document)) {
		sealed := network.seal(t, d)
		change(d)
		raw, err := d.Canonical()
		if err != nil {
			t.Fatalf("canonical form: %v", err)
		}
		if err := json.NewEncoder(&lines).Encode(map[string][]byte{"certificate": raw, "seal": sealed.Seal}); err != nil {
			t.Fatalf("write a line: %v", err)
		}
	}
	as := func(*certificate.Document) {}
	put(good[0], as)
	put(good[1], as)
	lines.WriteString("{\"certificate\":\n")
	put(altered, func(d *certificate.Document) { d.Consignee.Name = "Somebody Else Co., Ltd." })
	put(good[2], as)
	return lines.Bytes()
}

// outcomes reads a report.
func outcomes(t testing.TB, name string) []outcome {
	t.Helper()
	var all []outcome
	for line := range bytes.Lines(read(t, name)) {
		all = append(all, decode[outcome](t, string(line)))
	}
	return all
}

// writeFile writes a file of a test.
func writeFile(t testing.TB, name string, raw []byte) {
	t.Helper()
	if err := os.WriteFile(name, raw, 0o600); err != nil {
		t.Fatalf("write a file of the test: %v", err)
	}
}
