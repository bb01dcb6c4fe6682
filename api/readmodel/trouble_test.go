package readmodel

import (
	"testing"

	"origo/api/store"
	"origo/certificate"
)

// TestTroubles: what stands against certificates is told of those that are asked about, as long as it stands.
func TestTroubles(t *testing.T) {
	onBoth(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t)
		f := w.feed("THCustoms", db)
		calm, asked, refused := w.issue(w.fresh()), w.issue(w.fresh()), w.issue(w.fresh())
		id := w.openCase(asked, "TH-7")
		must(t, w.refuse(refused, "TH-1"))
		must(t, w.use(calm, "TH-2", "1"))
		w.upToDate(f)
		page, err := f.Model.Search(t.Context(), Query{})
		must(t, err)
		found, err := f.Model.Troubles(t.Context(), page.Entries)
		must(t, err)
		at := func(i int) Trouble { return found[Place{"atiga", w.docs[i].ID()}] }
		if len(found) != 2 || len(at(1).Cases) != 1 || at(1).Cases[0].ID != id || at(2).Refusals != 1 || len(at(2).Cases) != 0 {
			t.Fatalf("found %+v", found)
		}
		w.closeCase(id)
		must(t, w.reverse(refused, "TH-1"))
		w.upToDate(f)
		if found, err = f.Model.Troubles(t.Context(), page.Entries); err != nil || len(found) != 0 {
			t.Errorf("settled, and still %+v, %v", found, err)
		}
		if found, err = f.Model.Troubles(t.Context(), nil); err != nil || len(found) != 0 {
			t.Errorf("of nothing %+v, %v", found, err)
		}
	})
}

// TestHoldersFollowTheLedger: a certificate is found by the numbers of its two parties and by nobody else's.
func TestHoldersFollowTheLedger(t *testing.T) {
	w := newWorld(t)
	d := w.fresh()
	d.Consignee.Registration = "0105-5560 12345"
	w.issue(d)
	f := w.feed("THCustoms", sqlite(t))
	w.upToDate(f)
	for holder, want := range map[string]int{"VN 0301234567": 1, "TH 0105556012345": 1, "VN 0105556012345": 0, "TH 0301234567": 0, "VN 0301234568": 0} {
		page, err := f.Model.Search(t.Context(), Query{Holders: holdersOf(holder)})
		must(t, err)
		if len(page.Entries) != want || want == 1 && page.Entries[0].Holders != HoldersOf(d) {
			t.Errorf("%s: %+v", holder, page.Entries)
		}
	}
}

func holdersOf(text string) []certificate.Holder {
	return []certificate.Holder{certificate.ParseHolder(text)}
}
