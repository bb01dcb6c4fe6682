package casefile

import (
	"slices"
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/specimen"
	"origo/fta-rules/procedure"
)

func TestCaseOfEverySpecimen(t *testing.T) {
	for _, d := range specimen.All("test") {
		c := Case(procedure.Issue, d, Papers{})
		if c.Agreement != d.Agreement || c.Exporter != d.IssuingCountry || c.Importer != d.ImportingCountry || len(c.Items) != len(d.Items) {
			t.Errorf("%s: %+v", d.ID(), c)
		}
		if want := d.Form == certificate.FormOD; (c.Proof.Kind == procedure.Self) != want || (c.Proof.Self.Document != "") != want {
			t.Errorf("%s: a proof of kind %s on %q", d.ID(), c.Proof.Kind, c.Proof.Self.Document)
		}
	}
}

func TestBoxesAreCarriedOver(t *testing.T) {
	d := specimen.FormD("test")
	d.Remarks.BackToBack, d.Remarks.CertifiedTrueCopy = true, true
	d.Remarks.Other = []string{"as agreed"}
	d.Remarks.Exhibition = &certificate.Exhibition{Name: "Fair", Address: "Bangkok"}
	d.Invoices[0].Issuer = &certificate.InvoiceIssuer{Name: "Trader", Country: "SG"}
	original := certificate.Original{Certificate: certificate.ID{Form: certificate.FormD, Country: "SG", Reference: "1"}, Item: 1}
	d.BackToBack = []certificate.Original{original, original}
	c := Case(procedure.Clearance, d, Papers{})
	wanted := []procedure.Mark{procedure.Exhibition, procedure.Accumulation, procedure.BackToBack, procedure.TrueCopy}
	if !slices.Equal(c.Proof.Marks, wanted) || !slices.Equal(c.Proof.Entries, []string{"as agreed"}) {
		t.Errorf("marks %v, entries %v", c.Proof.Marks, c.Proof.Entries)
	}
	if c.Proof.CopyDate != d.Certification.Date || c.Proof.InvoiceIssuer.Country != "SG" || len(c.Proof.Originals) != 1 {
		t.Errorf("%+v", c.Proof)
	}
	if !*c.Proof.NamesOriginals || !*c.Proof.Exhibited.Named || c.Items[0].InvoiceDate != d.Invoices[0].Date {
		t.Errorf("%+v", c.Proof)
	}
}

func TestPapersReachTheirItem(t *testing.T) {
	raw := `{"today": "2026-12-01", "declaration": {"registered": "2026-11-30"},
		"items": [{"number": 2, "hs": {"code": "48211010", "edition": 2022}, "quantity": {"value": "5", "unit": "KGM"}}]}`
	p, err := Read([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	d := specimen.FormD("test")
	if err := p.Check(d); err != nil {
		t.Fatal(err)
	}
	c := Case(procedure.Clearance, d, p)
	if c.Items[1].Declared.HS.Code != "48211010" || c.Items[0].Declared.Quantity != nil || c.Today.String() != "2026-12-01" {
		t.Errorf("%+v", c)
	}
}

func TestReadRefuses(t *testing.T) {
	for raw, want := range map[string]string{
		`{"decalration": {}}`: "decalration",
		`{} {}`:               "more behind",
		`[]`:                  "cannot unmarshal",
		`{"items": [{"number": 1}, {"number": 2, "quantity": {"value": 5, "unit": "KGM"}}]}`: "/items/1/quantity/value: ",
		`{"items": [{"number": 1, "hs": {"code": 7}}]}`:                                      "/items/0/hs/code: a number is not what belongs here",
		`{"today": "1 March"}`: "/today: a date is written YYYY-MM-DD",
		``:                     "EOF",
	} {
		if _, err := Read([]byte(raw)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", raw, err)
		}
	}
	for _, items := range [][]Declared{{{Number: 7}}, {{Number: 1}, {Number: 1}}} {
		if err := (Papers{Items: items}).Check(specimen.FormD("test")); err == nil || !strings.Contains(err.Error(), "number") {
			t.Errorf("%v: %v", items, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"today": "2026-12-01", "items": [{"number": 1}]}`))
	d := specimen.FormD("test")
	f.Fuzz(func(t *testing.T, raw []byte) {
		if p, err := Read(raw); err == nil && p.Check(d) == nil {
			Case(procedure.Clearance, d, p)
		}
	})
}
