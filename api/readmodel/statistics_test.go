package readmodel

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"origo/api/store"
	"origo/certificate"
	"origo/certificate/registry"
)

var always = Period{From: "0000-00", To: "9999-99"}

// TestStatistics: counts of invented certificates against plain loops over them, for whole and partial periods.
func TestStatistics(t *testing.T) {
	onBoth(t, func(t *testing.T, db *store.DB) {
		m := New(db)
		const n = 400
		fill(t, m, 0, n)
		for _, p := range []Period{always, {"2026-02", "2026-03"}, {"2030-01", "2030-02"}} {
			want := Statistics{Utilisation: []Utilisation{}, Decisions: []DecisionCount{}, Refusals: []RefusalCount{}}
			for i := range n {
				want.add(p, invented(i))
			}
			got, err := m.Statistics(t.Context(), p)
			must(t, err)
			want.sort()
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%v: got %+v\nwant %+v", p, got, want)
			}
		}
	})
}

func (p Period) has(month string) bool { return p.From <= month && month <= p.To }

// add counts an entry by hand.
func (s *Statistics) add(p Period, e Entry) {
	if month := e.IssueDate.String()[:7]; p.has(month) {
		at := slices.IndexFunc(s.Utilisation, func(u Utilisation) bool { return u.Agreement == e.Agreement && u.Month == month })
		if at < 0 {
			s.Utilisation = append(s.Utilisation, Utilisation{Agreement: e.Agreement, Month: month})
			at = len(s.Utilisation) - 1
		}
		s.Utilisation[at].add(e)
	}
	for _, d := range e.Decisions {
		month := d.On.String()[:7]
		if !p.has(month) {
			continue
		}
		s.Decisions = count(s.Decisions, DecisionCount{e.Agreement, month, d.Outcome, 0}, func(d *DecisionCount) *int { return &d.Declarations })
		for _, code := range d.Grounds {
			s.Refusals = count(s.Refusals, RefusalCount{e.Agreement, month, code, 0}, func(r *RefusalCount) *int { return &r.Given })
		}
	}
}

// count adds one to the row that equals the key but for its figure.
func count[T comparable](rows []T, key T, figure func(*T) *int) []T {
	for i := range rows {
		row := rows[i]
		if *figure(&row) = 0; row == key {
			*figure(&rows[i])++
			return rows
		}
	}
	*figure(&key) = 1
	return append(rows, key)
}

func (u *Utilisation) add(e Entry) {
	if e.Status != registry.Issued {
		u.Withdrawn++
		return
	}
	u.Certificates++
	if e.Usage != "" {
		u.Visible++
	}
	if e.Usage == registry.LineRefused {
		u.Refused++
	}
}

func (s *Statistics) sort() {
	slices.SortFunc(s.Utilisation, func(a, b Utilisation) int { return compareText(a.Month, b.Month) })
	slices.SortFunc(s.Decisions, func(a, b DecisionCount) int { return compareText(a.Month, b.Month) })
	slices.SortFunc(s.Refusals, func(a, b RefusalCount) int { return compareText(a.Month, b.Month) })
}

func compareText(a, b string) int {
	if a < b {
		return -1
	}
	return 1
}

// TestStatisticsFollowTheLedger: uses, refusals and cases are counted, what is taken back is not, and an onlooker
// counts certificates alone.
func TestStatisticsFollowTheLedger(t *testing.T) {
	onBoth(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t)
		half, full, refused, withdrawn, unused := w.issue(w.fresh()), w.issue(w.fresh()), w.issue(w.fresh()), w.issue(w.fresh()), w.issue(w.fresh())
		quantity := half.Items[0].Quantity.Value
		must(t, w.use(half, "TH-1", "1"))
		must(t, w.use(half, "TH-2", "1"))
		must(t, w.reverse(half, "TH-2"))
		must(t, w.use(full, "TH-1", quantity.String()))
		must(t, w.refuse(refused, "TH-3"))
		must(t, w.cancel(withdrawn))
		w.closeCase(w.openCase(refused, "1"))
		open := w.openCase(unused, "2")
		f := w.feed("THCustoms", db)
		w.upToDate(f)
		got, err := f.Model.Statistics(t.Context(), always)
		must(t, err)
		lines := len(half.Items)
		month := half.IssueDate.String()[:7]
		want := Statistics{
			Utilisation: []Utilisation{{Agreement: certificate.ATIGA, Month: month, Certificates: 4, Withdrawn: 1, Visible: 4, Used: 2, Refused: 1,
				Lines: 4 * lines, LinesUsed: 2, UsedShare: (whole + permille(certificate.DecimalOf(1), quantity)) / (4 * lines)}},
			Decisions: []DecisionCount{{certificate.ATIGA, month, registry.Accepted, 2}, {certificate.ATIGA, month, registry.Refused, 1}},
			Refusals:  []RefusalCount{{certificate.ATIGA, month, "criterion_not_met", 1}},
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v\nwant %+v", got, want)
		}
		cases, err := f.Model.Verifications(t.Context(), always)
		must(t, err)
		if len(cases) != 2 {
			t.Fatalf("%d cases", len(cases))
		}
		for _, v := range cases {
			if pending := v.ID == open; (v.Case != nil) != pending || v.Closed.IsZero() != pending || v.Importing != "TH" || v.Issuing != "VN" {
				t.Errorf("got %+v", v)
			}
		}
		wantSame(t, f)
	})
}

// TestOnlookersCountCertificatesAlone: a third member of the agreement learns nothing of uses and cases.
func TestOnlookersCountCertificatesAlone(t *testing.T) {
	w := newWorld(t)
	d := w.issue(w.fresh())
	must(t, w.use(d, "TH-1", "1"))
	w.openCase(d, "1")
	f := w.feed(w.Membership.Parties[0].Customs[0], sqlite(t))
	w.upToDate(f)
	got, err := f.Model.Statistics(t.Context(), always)
	must(t, err)
	cases, err := f.Model.Verifications(t.Context(), always)
	must(t, err)
	if len(got.Utilisation) != 1 || got.Utilisation[0].Certificates != 1 || got.Utilisation[0].Visible != 0 || len(got.Decisions) != 0 || len(cases) != 0 {
		t.Errorf("got %+v, %+v", got, cases)
	}
	wantSame(t, f)
}

// TestPermille: never nothing for something, whole only for everything, and never more than the exact share.
func TestPermille(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		of := rapid.Int64Range(1, 1_000_000_000).Draw(rt, "certified")
		part := rapid.Int64Range(1, of).Draw(rt, "used")
		got := int64(permille(certificate.DecimalOf(part), certificate.DecimalOf(of)))
		if want := max(part*whole/of, 1); got != want {
			rt.Errorf("got %d, want %d", got, want)
		}
	})
}

// BenchmarkStatistics shows what the page costs over a year of 10,000 certificates.
func BenchmarkStatistics(b *testing.B) {
	m := New(sqlite(b))
	fill(b, m, 0, 10_000)
	for b.Loop() {
		if _, err := m.Statistics(b.Context(), Period{"2026-01", "2026-12"}); err != nil {
			b.Fatal(err)
		}
	}
}
