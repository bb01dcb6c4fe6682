package draft

import (
	"maps"
	"testing"

	"pgregory.net/rapid"

	"origo/certificate/specimen"
)

func TestRepeat(t *testing.T) {
	begun := Fields{"/form": "OD", "/agreement": "ukvfta", "/office": " GB-AE-2107", "/origin_declaration/document/number": "SGD-26-0412",
		"/origin_declaration/date": "2026-11-18", "/origin_declaration/exporter_kind": "approved_exporter"}
	for name, c := range map[string]struct {
		change Fields
		want   Fields
	}{
		"approved exporter": {nil, Fields{"/reference": "GB-AE-2107/SGD-26-0412", "/origin_declaration/authorisation": "GB-AE-2107", "/issue_date": "2026-11-18"}},
		"any exporter":      {Fields{"/origin_declaration/exporter_kind": "exporter"}, Fields{"/reference": "GB-AE-2107/SGD-26-0412", "/origin_declaration/authorisation": ""}},
		"no number yet":     {Fields{"/origin_declaration/document/number": " "}, Fields{"/reference": ""}},
		"said already":      {Fields{"/reference": "X", "/issue_date": "soon"}, Fields{"/reference": "X", "/issue_date": "soon"}},
		"a certificate":     {Fields{"/form": "EUR.1"}, Fields{"/reference": "", "/issue_date": ""}},
	} {
		f := maps.Clone(begun)
		maps.Copy(f, c.change)
		f.Repeat()
		for path, want := range c.want {
			if f[path] != want {
				t.Errorf("%s: %s is %q instead of %q", name, path, f[path], want)
			}
		}
	}
}

// TestRepeatOnce: what was filled in stays, and a second time changes nothing.
func TestRepeatOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[A-Z0-9-]{0,6}`)
		f := Fields{"/form": "OD"}
		for _, path := range []string{"/office", "/reference", "/issue_date", "/origin_declaration/date", "/origin_declaration/document/number", "/origin_declaration/authorisation"} {
			f[path] = text.Draw(t, path)
		}
		before := maps.Clone(f)
		f.Repeat()
		for path, said := range before {
			if said != "" && f[path] != said {
				t.Fatalf("%s became %q", path, f[path])
			}
		}
		once := maps.Clone(f)
		if f.Repeat(); !maps.Equal(f, once) {
			t.Fatal("a second time changes something")
		}
	})
}

// TestRepeatLeavesSpecimens as they are: they are consistent.
func TestRepeatLeavesSpecimens(t *testing.T) {
	for _, d := range specimen.All("demo") {
		raw, err := d.Canonical()
		if err != nil {
			t.Fatal(err)
		}
		f, err := Read(raw)
		if err != nil {
			t.Fatal(err)
		}
		whole := maps.Clone(f)
		for _, path := range []string{"/reference", "/issue_date", "/origin_declaration/authorisation"} {
			if d.Form == "OD" {
				delete(f, path)
			}
		}
		if f.Repeat(); !maps.Equal(f, whole) {
			t.Errorf("%s is not whole again", d.ID())
		}
	}
}
