package readmodel

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"origo/api/store"
	"origo/certificate"
	"origo/certificate/registry"
)

// TestFollows: issuing, uses, replacement and cancellation appear as they are
// committed, to each organisation what it may see.
func TestFollows(t *testing.T) {
	onBoth(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t)
		f := w.feed("THCustoms", db)
		first, second := w.issue(w.fresh()), w.issue(w.fresh())
		must(t, w.use(first, "TH-1", "5"))
		w.upToDate(f)
		wantEntry(t, f.Model, first, registry.Issued, registry.PartlyUsed)
		wantEntry(t, f.Model, second, registry.Issued, registry.Unused)
		must(t, w.reverse(first, "TH-1"))
		must(t, w.refuse(first, "TH-2"))
		must(t, w.cancel(second))
		w.upToDate(f)
		wantEntry(t, f.Model, first, registry.Issued, registry.LineRefused)
		wantEntry(t, f.Model, second, registry.Cancelled, registry.Unused)
		third := w.fresh()
		third.Replaces = &certificate.Link{Certificate: first.ID(), IssueDate: first.IssueDate}
		must(t, w.reverse(first, "TH-2"))
		w.issue(third)
		w.upToDate(f)
		wantEntry(t, f.Model, first, registry.Replaced, registry.Unused)
		wantEntry(t, f.Model, third, registry.Issued, registry.Unused)
		wantSame(t, f)
	})
}

func wantEntry(t *testing.T, m *Model, d *certificate.Document, status registry.Status, usage registry.LineStatus) {
	t.Helper()
	r, found, err := m.row(t.Context(), certificate.ATIGA, d.ID())
	must(t, err)
	if !found || r.Status != status || r.Usage != usage || r.Exporter != d.Exporter.Name || r.Expiry != d.Expiry() {
		t.Errorf("%s: found %v, %+v; want %s, %s", d.Reference, found, r.Entry, status, usage)
	}
}

// wantSame demands that model and ledger agree.
func wantSame(t testing.TB, f Feed) {
	t.Helper()
	differences, err := f.Compare(context.Background())
	if err != nil || len(differences) > 0 {
		t.Fatalf("%v, %v", differences, err)
	}
}

// TestOnlookersSeeNothingCommercial: a third member's model has the public
// record and no more.
func TestOnlookersSeeNothingCommercial(t *testing.T) {
	w := newWorld(t)
	d := w.issue(w.fresh())
	must(t, w.use(d, "TH-1", "5"))
	f := w.feed(w.Membership.Parties[0].Customs[0], sqlite(t))
	if country := w.Membership.Parties[0].Country; country != "MY" {
		t.Fatalf("the onlooker is %s", country)
	}
	w.upToDate(f)
	r, found, err := f.Model.row(t.Context(), certificate.ATIGA, d.ID())
	must(t, err)
	if !found || r.Status != registry.Issued || r.Exporter != "" || r.Consignee != "" || r.Usage != "" || r.HS != nil || len(r.words) > 0 {
		t.Errorf("%+v", r)
	}
	if all := dump(t, f.Model); strings.Contains(all, d.Exporter.Name) || strings.Contains(all, "TH-1") {
		t.Errorf("the onlooker's model has what is private:\n%s", all)
	}
	wantSame(t, f)
}

// TestAnySequenceAndAnyCrash: whatever happens on the ledger and wherever the
// feed breaks off, in the end the model is what a rebuild makes.
func TestAnySequenceAndAnyCrash(t *testing.T) {
	var w *world
	checks := 0
	rapid.Check(t, func(rt *rapid.T) {
		if checks%20 == 0 { // a long ledger only makes every check slow
			w = newWorld(t)
		}
		checks++
		db := sqlite(t)
		for range rapid.IntRange(1, 5).Draw(rt, "stretches") {
			for range rapid.IntRange(0, 6).Draw(rt, "steps") {
				w.step(rt)
			}
			broken := w.feed("THCustoms", db) // a new process on the same database
			broken.Source.(*peer).breaksAfter = rapid.IntRange(0, 8).Draw(rt, "answers before it breaks")
			err := broken.CatchUp(t.Context(), certificate.ATIGA, int64(w.Ledger.Height())-1)
			if err != nil && !errors.Is(err, errBroken) {
				rt.Fatal(err)
			}
		}
		f, again := w.feed("THCustoms", db), w.feed("THCustoms", sqlite(t))
		w.upToDate(f)
		must(t, again.Rebuild(t.Context()))
		if got, want := dump(t, f.Model), dump(t, again.Model); got != want {
			rt.Fatalf("the model is\n%s\na rebuild makes\n%s", got, want)
		}
	})
}

// step does something on the ledger, which may refuse it.
func (w *world) step(rt *rapid.T) {
	if len(w.docs) == 0 {
		w.issue(w.fresh())
	}
	d := rapid.SampledFrom(w.docs[max(0, len(w.docs)-4):]).Draw(rt, "certificate")
	declaration := rapid.SampledFrom([]string{"TH-1", "TH-2", "TH-3"}).Draw(rt, "declaration")
	switch rapid.IntRange(0, 7).Draw(rt, "what") {
	case 0:
		w.issue(w.fresh())
	case 1:
		_ = w.use(d, declaration, rapid.SampledFrom([]string{"1", "100", "240"}).Draw(rt, "quantity"))
	case 2:
		_ = w.refuse(d, declaration)
	case 3:
		_ = w.reverse(d, declaration)
	case 4:
		_ = w.cancel(d)
	case 5:
		w.openCase(d, declaration)
	case 6:
		if len(w.cases) > 0 {
			w.closeCase(rapid.SampledFrom(w.cases).Draw(rt, "case"))
		}
	case 7:
		next := w.fresh()
		next.Replaces = &certificate.Link{Certificate: d.ID(), IssueDate: d.IssueDate}
		if submission, err := w.Submission(next); err == nil {
			if _, err := w.issuer.Replace(w.t.Context(), submission); err == nil {
				w.docs = append(w.docs, next)
			}
		}
	}
}

// TestTwoFeedsOnOneDatabase: neither doubles what the other did.
func TestTwoFeedsOnOneDatabase(t *testing.T) {
	onBoth(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t)
		ctx, stop := context.WithCancel(t.Context())
		var ended []chan struct{}
		for range 2 {
			done := make(chan struct{})
			ended = append(ended, done)
			f := w.feed("THCustoms", db)
			go func() { defer close(done); f.Run(ctx) }()
		}
		for range 10 {
			must(t, w.use(w.issue(w.fresh()), "TH-1", "1"))
		}
		f := w.feed("THCustoms", db)
		must(t, (&comparison{feed: f, agreement: certificate.ATIGA}).await(t.Context(), int64(w.Ledger.Height())-1))
		stop()
		for _, done := range ended {
			<-done
		}
		wantSame(t, f)
		events, err := f.Model.Events(t.Context(), Position{})
		must(t, err)
		if len(events) != 20 {
			t.Errorf("%d events", len(events))
		}
	})
}

// TestAnotherLedger: a network set up anew is noticed, and the model built anew.
func TestAnotherLedger(t *testing.T) {
	w, db := newWorld(t), sqlite(t)
	w.issue(w.fresh())
	w.upToDate(w.feed("THCustoms", db))
	other := newWorld(t)
	_, _ = other.customs.Membership(t.Context()) // a question changes the ids of later transactions
	other.issue(other.fresh())
	other.issue(other.fresh())
	f := other.feed("THCustoms", db)
	if err := f.CatchUp(t.Context(), certificate.ATIGA, int64(other.Ledger.Height())-1); !errors.Is(err, errOtherLedger) {
		t.Fatalf("got %v", err)
	}
	other.upToDate(f)
	wantSame(t, f)
}

// TestComparisonFindsEverything: each way in which a model can be wrong.
func TestComparisonFindsEverything(t *testing.T) {
	onBoth(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t)
		first, second := w.issue(w.fresh()), w.issue(w.fresh())
		must(t, w.refuse(first, "TH-1"))
		w.openCase(first, "1")
		f := w.feed("THCustoms", db)
		for statement, want := range map[string]string{
			`UPDATE certificate SET status = 'cancelled', office = 'X' WHERE certificate = '` + first.ID().String() + `'`: first.ID().String() + ": differs in office, status",
			`DELETE FROM certificate WHERE certificate = '` + second.ID().String() + `'`:                                  second.ID().String() + ": is not in the model",
			`UPDATE certificate SET certificate = 'D VN 999' WHERE certificate = '` + second.ID().String() + `'`:          "D VN 999: is not on the ledger",
			`DELETE FROM term WHERE kind = 'hs'`:                "differs in search words",
			`DELETE FROM ground`:                                "differs in decisions",
			`UPDATE decision SET outcome = 'accepted'`:          "differs in decisions",
			`UPDATE certificate SET lines = 9`:                  "differs in share",
			`UPDATE tally SET lines = lines + 1`:                "tally: is not what the certificates in the model add up to",
			`UPDATE tally_decision SET declarations = 0`:        "tally_decision: is not what the certificates in the model add up to",
			`DELETE FROM tally_ground`:                          "tally_ground: is not what the certificates in the model add up to",
			`UPDATE verification SET opened = '2020-01-01'`:     "the case differs",
			`DELETE FROM verification`:                          "the case differs",
			`UPDATE verification SET id = 'atiga.TH.VN.0'`:      "atiga.TH.VN.0: the case is not on the ledger",
			`UPDATE event SET status = 'cancelled'`:             "the event differs",
			`DELETE FROM event WHERE name = 'certificate.used'`: "the event is not in the model",
			`INSERT INTO event (channel, block, tx, name, subject, status, transaction_id, at) VALUES ('atiga', 1, 7, 'x', '` + first.ID().String() + `', '', '', '')`: "event 1/7: the event is not on the ledger",
		} {
			must(t, f.Rebuild(t.Context()))
			wantSame(t, f)
			_, err := db.Exec(t.Context(), statement)
			must(t, err)
			differences, err := f.Compare(t.Context())
			must(t, err)
			if !slices.ContainsFunc(differences, func(d Difference) bool { return strings.HasSuffix(d.String(), want) }) {
				t.Errorf("%s: found %v", statement, differences)
			}
		}
	})
}
