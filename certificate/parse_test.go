package certificate_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gowebpki/jcs"

	"origo/certificate"
	"origo/certificate/specimen"
)

func canonicalFiles(tb testing.TB) map[string][]byte {
	tb.Helper()
	names, err := filepath.Glob("testdata/*.json")
	if err != nil || len(names) == 0 {
		tb.Fatalf("no test data: %v", err)
	}
	files := make(map[string][]byte)
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		files[name] = raw
	}
	return files
}

func TestParseKeepsEveryByte(t *testing.T) {
	for name, raw := range canonicalFiles(t) {
		d, err := certificate.Parse(raw)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		again, err := d.Canonical()
		if err != nil || !bytes.Equal(raw, again) {
			t.Errorf("%s: %v\n got %s\nwant %s", name, err, again, raw)
		}
	}
}

func TestCanonicalAgreesWithAnotherImplementation(t *testing.T) {
	for _, d := range specimen.All("test") {
		plain, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		want, err := jcs.Transform(plain)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := d.Canonical(); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %v\n got %s\nwant %s", d.ID(), err, got, want)
		}
	}
}

func TestParseDraft(t *testing.T) {
	want, err := specimen.KV("test").Canonical()
	if err != nil {
		t.Fatal(err)
	}
	var loose bytes.Buffer
	if err := json.Indent(&loose, want, "", "\t"); err != nil {
		t.Fatal(err)
	}
	if _, err := certificate.Parse(loose.Bytes()); err == nil {
		t.Error("Parse took an indented document")
	}
	d, err := certificate.ParseDraft(loose.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := d.Canonical(); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%v\n got %s\nwant %s", err, got, want)
	}
}

func TestParseRefuses(t *testing.T) {
	raw, err := specimen.FormD("test").Canonical()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, old, new, reason string }{
		{"unknown member", `"type":`, `"typa":1,"type":`, `/"typa": no such member`},
		{"unknown member at the end", `"version":1`, `"version":1,"x":1`, `/"x": no such member`},
		{"member in other case", `"agreement":"atiga"`, `"Agreement":"atiga"`, `/"Agreement": no such member`},
		{"duplicate member", `"form":"D"`, `"form":"D","form":"D"`, "given twice"},
		{"missing member", `"office":"02",`, ``, "/office: member is missing"},
		{"missing member of a line", `"criterion":"CTH","description":"Printed paper labels for pumps, self-adhesive, in rolls",`, `"criterion":"CTH",`, "/items/1/description: member is missing"},
		{"missing last member", `,"version":1`, ``, "/version: member is missing"},
		{"empty optional text", `"accumulation":true`, `"accumulation":false`, "/remarks/accumulation: member says nothing"},
		{"empty optional object", `"remarks":{"accumulation":true}`, `"remarks":{}`, "/remarks: member says nothing"},
		{"empty list", `["BMN-2611/0004"],"manufacturer"`, `[],"manufacturer"`, "/items/0/invoices: member says nothing"},
		{"null", `"remarks":{"accumulation":true}`, `"remarks":null`, "/remarks: member is of another kind"},
		{"text for a number", `"version":1`, `"version":"1"`, "/version: member is of another kind"},
		{"number for text", `"office":"02"`, `"office":2`, "/office: member is of another kind"},
		{"number for a decimal", `"value":"240"`, `"value":240`, "/items/0/quantity/value: member is of another kind"},
		{"fraction", `"number":60`, `"number":60.5`, "fraction or exponent"},
		{"list for an object", `"exporter":{`, `"exporter":[{`, "not canonical JSON"},
		{"decimal with zeros", `"value":"240"`, `"value":"240.0"`, "/items/0/quantity/value: a number is a string"},
		{"impossible date", `"issue_date":"2026-11-18"`, `"issue_date":"2026-11-31"`, "/issue_date: a date is written"},
		{"white space", `,"form":`, `, "form":`, "not canonical JSON"},
		{"order", `"form":"D","importing_country":"TH"`, `"importing_country":"TH","form":"D"`, "UTF-16 code unit order"},
		{"not normalised", "T\u00e2n", "Ta\u0302n", "normalisation form NFC"},
		{"line break", "MEKONG FLOW", `MEKONG\nFLOW`, "character U+000A"},
		{"tab", "MEKONG FLOW", `MEKONG\tFLOW`, "character U+0009"},
		{"escape character", "MEKONG FLOW", `MEKONG\u001bFLOW`, "character U+001B"},
		{"nul", "MEKONG FLOW", `MEKONG\u0000FLOW`, "character U+0000"},
		{"delete", "MEKONG FLOW", "MEKONG\u007fFLOW", "character U+007F"},
		{"right-to-left override", "MEKONG FLOW", "MEKONG\u202eFLOW", "character U+202E"},
		{"isolate", "MEKONG FLOW", "MEKONG\u2066FLOW", "character U+2066"},
		{"zero-width space", "MEKONG FLOW", "MEKONG\u200bFLOW", "character U+200B"},
		{"no-break space", "MEKONG FLOW", "MEKONG\u00a0FLOW", "character U+00A0"},
		{"byte order mark", "MEKONG FLOW", "MEKONG\ufeffFLOW", "character U+FEFF"},
		{"line separator", "MEKONG FLOW", "MEKONG\u2028FLOW", "character U+2028"},
		{"private use", "MEKONG FLOW", "MEKONG\ue000FLOW", "character U+E000"},
		{"unassigned", "MEKONG FLOW", "MEKONG\U000e0001FLOW", "character U+E0001"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			bad := strings.Replace(string(raw), test.old, test.new, 1)
			if bad == string(raw) {
				t.Fatal("nothing was changed")
			}
			if _, err := certificate.Parse([]byte(bad)); err == nil || !strings.Contains(err.Error(), test.reason) {
				t.Errorf("got %v, want %q", err, test.reason)
			}
		})
	}
}

func TestQuotesAndBackslashesSurvive(t *testing.T) {
	d := specimen.FormD("test")
	d.Items[0].Marks = `3/4" \ "A" 한국 Việt Nam €`
	raw, err := d.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	again, err := certificate.Parse(raw)
	if err != nil || again.Items[0].Marks != d.Items[0].Marks {
		t.Errorf("%v: %q", err, again.Items[0].Marks)
	}
}

func TestCanonicalRefusesWhatParseWould(t *testing.T) {
	changes := map[string]func(*certificate.Document){
		"no date":        func(d *certificate.Document) { d.IssueDate = certificate.Date{} },
		"line break":     func(d *certificate.Document) { d.Exporter.Name = "two\nlines" },
		"invalid UTF-8":  func(d *certificate.Document) { d.Exporter.Name = "\xff" },
		"not normalised": func(d *certificate.Document) { d.Exporter.Name = "Ta\u0302n" },
		"empty struct":   func(d *certificate.Document) { d.Remarks = certificate.Remarks{Other: []string{}} },
		"too many lines": func(d *certificate.Document) { d.Items = make([]certificate.Item, certificate.MaxItems+1) },
		"large number":   func(d *certificate.Document) { d.Items[0].Packages[0].Number = 1 << 60 },
		"many digits": func(d *certificate.Document) {
			d.Items[0].Quantity.Value = decimal("1e30"[:1]).Add(decimal("0.1234567890123456789012345678901")).Mul(decimal("1234567.7"))
		},
	}
	for name, change := range changes {
		d := specimen.FormD("test")
		change(d)
		if raw, err := d.Canonical(); err == nil {
			t.Errorf("%s: %d bytes were written", name, len(raw))
		}
	}
}

func TestBounds(t *testing.T) {
	large := append([]byte(`{"agreement":"`), bytes.Repeat([]byte("x"), certificate.MaxSize)...)
	deep := []byte(strings.Repeat(`[`, certificate.MaxDepth+1) + strings.Repeat(`]`, certificate.MaxDepth+1))
	for name, raw := range map[string][]byte{"large": large, "deep": deep, "nothing": nil, "list": []byte(`[]`), "text": []byte(`"x"`), "empty": []byte(`{}`)} {
		if _, err := certificate.Parse(raw); err == nil {
			t.Errorf("%s: accepted", name)
		}
		if _, err := certificate.ParseDraft(raw); err == nil {
			t.Errorf("%s: accepted as draft", name)
		}
	}
}

func TestManyLines(t *testing.T) {
	d := specimen.FormDFromThailand("test")
	line := d.Items[0]
	d.Items = nil
	for n := 1; n <= certificate.MaxItems; n++ {
		line.Number, line.Description = n, fmt.Sprintf("Fresh durian, lot %d", n)
		d.Items = append(d.Items, line)
	}
	if err := d.Validate(); err != nil {
		t.Fatal(err)
	}
	raw, err := d.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	again, err := certificate.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	if item, ok := again.Line(999); !ok || item.Description != "Fresh durian, lot 999" {
		t.Errorf("line 999 is %+v", item)
	}
	if _, ok := again.Line(1000); ok {
		t.Error("there is a line 1000")
	}
}

func TestTextErrorSaysWhere(t *testing.T) {
	raw, err := specimen.FormD("test").Canonical()
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(raw, []byte("MEKONG"))
	bad := bytes.Replace(raw, []byte("MEKONG"), []byte("\u202e"), 1)
	var fault *certificate.TextError
	if _, err := certificate.Parse(bad); !errors.As(err, &fault) || fault.Offset != at || fault.Rune != '\u202e' {
		t.Errorf("got %+v, want offset %d", fault, at)
	}
}
