package draft

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"origo/certificate"
	"origo/certificate/specimen"
)

// TestEverySpecimenGoesThroughAForm: what stands in a certificate comes back
// from the fields of its form, byte for byte.
func TestEverySpecimenGoesThroughAForm(t *testing.T) {
	for _, d := range specimen.All("demo") {
		want, err := d.Canonical()
		if err != nil {
			t.Fatal(err)
		}
		fields, err := Read(want)
		if err != nil {
			t.Fatal(err)
		}
		again, faults := fields.Document()
		got, err := again.Canonical()
		if err != nil || len(faults) > 0 || string(got) != string(want) {
			t.Errorf("%s: %v %v\n%s\n%s", d.Form, err, faults, got, want)
		}
	}
}

func TestFieldsThatCannotBeRead(t *testing.T) {
	for _, c := range []struct{ path, text, code string }{
		{"/issue_date", "18.11.2026", BadDate},
		{"/items/0/quantity/value", "1,000", BadNum},
		{"/items/0/quantity/value", "1.2.3", BadNum},
		{"/items/0/hs/edition", "new", BadNum},
		{"/items/x/description", "rice", BadRow},
		{"/items/999/description", "rice", BadRow},
		{"/items/0/nothing", "x", Unknown},
		{"/exporter", "x", Unknown},
		{"/", "x", Unknown},
		{"/remarks/back_to_back", "perhaps", BadBool},
		{"/declaration/date", "2026-02-30", BadDate},
		{"/items", "x", Unknown},
	} {
		_, faults := Fields{c.path: c.text}.Document()
		if len(faults) != 1 || faults[0].Code != c.code || faults[0].Path != c.path {
			t.Errorf("%s=%q: %v", c.path, c.text, faults)
		}
	}
}

func TestTidyText(t *testing.T) {
	d, faults := Fields{
		"/exporter/name":          "  Cong  ty ",
		"/exporter/address":       "Thanh pho\u0302\u0301",
		"/items/0/quantity/value": "007.50",
		"/items/0/fob/amount":     "0.10",
		"/items/1/description":    "",
		"/transport/via":          "Vientiane\r\n\r\n Savannakhet ",
	}.Document()
	if len(faults) > 0 || len(d.Items) != 2 || d.Items[1].Number != 2 {
		t.Fatal(faults, d.Items)
	}
	for got, want := range map[string]string{
		d.Exporter.Name: "Cong ty", d.Exporter.Address: "Thanh phố", d.Items[0].Quantity.Value.String(): "7.5",
		d.Items[0].FOB.Amount.String(): "0.1", strings.Join(d.Transport.Via, "|"): "Vientiane|Savannakhet",
	} {
		if got != want {
			t.Errorf("%q instead of %q", got, want)
		}
	}
}

func TestBillOfAnItem(t *testing.T) {
	f := Fields{
		"/items/0/description":                 "wire",
		"/items/0/bill/good/price":             "1000",
		"/items/0/bill/materials/0/value":      "618",
		"/items/0/bill/materials/0/status":     "non_originating",
		"/items/0/bill/facts/certified":        "true",
		"/items/0/bill/good/wholly_obtained":   "false",
		"/items/0/bill/materials/1/value":      "x",
		"/items/1/bill/materials/0/hs/edition": "",
	}
	bill, faults, given := f.Bill(0)
	if !given || len(bill.Materials) != 2 || bill.Materials[0].Value.String() != "618" || !bill.Facts["certified"] || bill.Good.WhollyObtained == nil || *bill.Good.WhollyObtained {
		t.Error(bill)
	}
	if len(faults) != 1 || faults[0].Path != "/items/0/bill/materials/1/value" {
		t.Error(faults)
	}
	if _, _, given := f.Bill(1); given {
		t.Error("an empty bill counts as given")
	}
	if _, faults := f.Document(); len(faults) > 0 {
		t.Error("a bill became part of the certificate", faults)
	}
}

// TestRemoveIsTheInverseOfAdd: taking out one entry leaves the others in order.
func TestRemoveIsTheInverseOfAdd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, names := Fields{"/exporter/name": "A"}, rapid.SliceOfN(rapid.StringMatching(`[a-z]{1,4}`), 1, 12).Draw(t, "names")
		for _, name := range names {
			at := f.Rows("/items")
			f.Add("/items", "description")
			f["/items/"+string(itoa(at))+"/description"] = name
		}
		gone := rapid.IntRange(0, len(names)-1).Draw(t, "gone")
		f.Remove("/items", gone)
		d, _ := f.Document()
		var left []string
		for _, item := range d.Items {
			left = append(left, item.Description)
		}
		if want := slices.Delete(slices.Clone(names), gone, gone+1); !slices.Equal(left, want) {
			t.Fatalf("%v instead of %v", left, want)
		}
	})
}

func itoa(n int) []byte { raw, _ := json.Marshal(n); return raw }

func TestReadFiles(t *testing.T) {
	f := Fields{"/exporter/name": "half \"done\"", "/issue_date": "soon", "/items/0/bill/good/price": "1"}
	raw, err := f.File()
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Read(raw); err != nil || !maps.Equal(f, again) {
		t.Error(again, err)
	}
	for _, bad := range []string{"", "x", "[]", "1", `{"type":"origo.draft"}`, `{"type":"origo.draft","fields":{"a":"b"}}`, `{} {}`, `{}`,
		`{"a/b":"c"}`, `{"items":[1,{"a":"b"}`, strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40)} {
		if f, err := Read([]byte(bad)); err == nil {
			t.Errorf("%s was read as %v", bad, f)
		}
	}
}

func TestReadRows(t *testing.T) {
	f := Fields{"/items/0/description": "first"}
	left, err := f.ReadRows("/items", ItemColumns(), []byte("\xef\xbb\xbfDescription;HS code;quantity_value;Quantity unit;Colour;invoices\nRice;100630;\"1000\";KGM;white;A-1\n"))
	d, faults := f.Document()
	if err != nil || len(faults) > 0 || len(d.Items) != 2 || !slices.Equal(left, []string{"Colour"}) {
		t.Fatal(err, faults, left, d.Items)
	}
	if got := d.Items[1]; got.HS.Code != "100630" || got.Quantity.Unit != "KGM" || got.Invoices[0] != "A-1" || got.Number != 2 {
		t.Error(got)
	}
	for _, bad := range []string{"", "colour,taste\nred,sweet\n", "description\n\"open\n"} {
		if _, err := (Fields{}).ReadRows("/items", ItemColumns(), []byte(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
	if _, err := (Fields{}).ReadRows("/items", ItemColumns(), []byte("description\n"+strings.Repeat("x\n", longest+1))); err == nil {
		t.Error("too many rows were read")
	}
}

func TestColumnsBelongToTheirRecords(t *testing.T) {
	for _, column := range ItemColumns() {
		if code := put(&certificate.Item{}, "/"+column, "true"); code == Unknown {
			t.Errorf("%s is no member of an item", column)
		}
	}
	for _, column := range MaterialColumns() {
		f := Fields{BillPath(0) + "/materials/0/" + column: "1"}
		if _, faults, _ := f.Bill(0); len(faults) > 0 && faults[0].Code == Unknown {
			t.Errorf("%s is no member of a material", column)
		}
	}
}

func TestShelf(t *testing.T) {
	now := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	s := NewShelf(t.TempDir(), func() time.Time { now = now.Add(time.Second); return now })
	first, err := s.Add("an", Fields{"/reference": "1"})
	if err != nil {
		t.Fatal(err)
	}
	second, err := s.Add("an", Fields{"/reference": "2"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Save("an", first, Fields{"/reference": "1b"}); err != nil {
		t.Fatal(err)
	}
	all, err := s.List("an")
	if err != nil || len(all) != 2 || all[0].ID != first || all[0].Fields["/reference"] != "1b" || all[1].ID != second {
		t.Error(all, err)
	}
	for _, c := range []struct{ person, id string }{{"binh", first}, {"an", "../x"}, {"an", ""}, {"an", "AAAA"}} {
		if _, err := s.Load(c.person, c.id); !errors.Is(err, ErrNone) {
			t.Errorf("%v: %v", c, err)
		}
		if err := s.Save(c.person, c.id, Fields{}); !errors.Is(err, ErrNone) {
			t.Errorf("%v: %v", c, err)
		}
	}
	if err := errors.Join(s.Drop("an", first), s.Drop("an", first), s.Drop("an", "..")); err != nil {
		t.Error(err)
	}
	if all, _ := s.List("an"); len(all) != 1 {
		t.Error(all)
	}
	if err := s.Save("an", second, Fields{"/x": strings.Repeat("x", MostBytes)}); !errors.Is(err, ErrFull) {
		t.Error(err)
	}
}

func FuzzRead(f *testing.F) {
	for _, d := range specimen.All("demo") {
		raw, _ := d.Canonical()
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		fields, err := Read(raw)
		if err != nil {
			return
		}
		d, _ := fields.Document()
		_ = d.Validate()
		file, err := fields.File()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Read(file); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzReadRows(f *testing.F) {
	f.Add([]byte("description,hs code\nrice,100630\n"))
	f.Fuzz(func(_ *testing.T, raw []byte) {
		fields := Fields{}
		if _, err := fields.ReadRows("/items", ItemColumns(), raw); err == nil {
			d, _ := fields.Document()
			_ = d.Validate()
		}
	})
}
