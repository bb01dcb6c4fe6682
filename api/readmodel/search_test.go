package readmodel

import (
	"context"
	"fmt"
	"testing"

	"origo/api/store"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
)

// fill writes n invented certificates, three months of them, as a feed would.
func fill(t testing.TB, m *Model, from, n int) {
	t.Helper()
	must(t, m.ready(context.Background()))
	must(t, m.db.Do(context.Background(), func(tx store.Runner) error {
		for i := from; i < from+n; i++ {
			if err := write(context.Background(), tx, invented(i)); err != nil {
				return err
			}
		}
		return nil
	}))
}

func invented(i int) Entry {
	first := certificate.NewDate(2026, 1, 1)
	statuses := []registry.Status{registry.Issued, registry.Issued, registry.Issued, registry.Cancelled}
	e := Entry{
		Agreement: certificate.ATIGA, ID: certificate.ID{Form: "D", Country: "VN", Reference: fmt.Sprintf("VN-TH 26/%02d/%06d", i%20, i)},
		ImportingCountry: "TH", Office: fmt.Sprintf("%02d", i%20), Status: statuses[i%4], Usage: registry.Unused,
		IssueDate: first.AddDays(i % 90), Expiry: first.AddDays(i%90 + 365),
		Exporter: fmt.Sprintf("Công ty Sông Hồng %d", i%1000), Consignee: fmt.Sprintf("Siam Trading %d Co., Ltd.", i%300),
		HS: []string{fmt.Sprintf("84%04d", i%500)},
	}
	e.Holders.Exporter = certificate.Holder{Country: "VN", Number: fmt.Sprintf("0301%06d", i%50)}
	if i%3 == 0 {
		e.Holders.Consignee = certificate.Holder{Country: "TH", Number: fmt.Sprintf("0105%06d", i%70)}
	}
	if i%10 == 0 {
		e.Usage = registry.LineRefused
		e.Decisions = []Decision{{Sequence: 1, On: e.IssueDate.AddDays(40), Outcome: registry.Refused, Grounds: []string{"criterion_not_met"}}}
	}
	return e
}

func (q Query) matches(e Entry) bool {
	has := func(kind string, want []string) bool {
		for _, word := range want {
			found := false
			for _, t := range e.terms() {
				found = found || t == term{kind, word}
			}
			if !found {
				return false
			}
		}
		return true
	}
	held := len(q.Holders) == 0
	for _, h := range q.Holders {
		held = held || h == e.Holders.Exporter || h == e.Holders.Consignee
	}
	return held && has(termExporter, words(q.Exporter)) && has(termConsignee, words(q.Consignee)) && (q.HS == "" || has(termHS, []string{q.HS})) &&
		(q.Office == "" || q.Office == e.Office) && (q.Status == "" || q.Status == e.Status) && (q.Usage == "" || q.Usage == e.Usage) &&
		(q.Form == "" || q.Form == e.Form) && (q.Agreement == "" || q.Agreement == e.Agreement) &&
		(q.IssuedFrom.IsZero() || !e.IssueDate.Before(q.IssuedFrom)) && (q.IssuedTo.IsZero() || !e.IssueDate.After(q.IssuedTo)) &&
		(q.ExpiresBefore.IsZero() || e.Expiry.Before(q.ExpiresBefore))
}

var queries = map[string]Query{
	"all":             {},
	"exporter":        {Exporter: "SONG hong, 7"},
	"consignee":       {Consignee: "siam 33"},
	"code":            {HS: "840007"},
	"chapter":         {HS: "84", Limit: 500},
	"office":          {Office: "07"},
	"status":          {Status: registry.Cancelled},
	"usage":           {Usage: registry.LineRefused},
	"form":            {Form: "D"},
	"other form":      {Form: "KV"},
	"agreement":       {Agreement: certificate.ATIGA},
	"dates":           {IssuedFrom: certificate.NewDate(2026, 2, 1), IssuedTo: certificate.NewDate(2026, 2, 2)},
	"expiry":          {ExpiresBefore: certificate.NewDate(2027, 1, 5)},
	"several":         {Exporter: "cong ty 7", HS: "84", Status: registry.Cancelled, IssuedFrom: certificate.NewDate(2026, 1, 10)},
	"both names":      {Exporter: "hong", Consignee: "trading 7"},
	"nobody":          {Exporter: "nobody"},
	"a trader's":      {Holders: []certificate.Holder{{Country: "VN", Number: "0301000007"}}, Limit: 5},
	"two traders'":    {Holders: []certificate.Holder{{Country: "VN", Number: "0301000007"}, {Country: "TH", Number: "0105000021"}}, Limit: 5},
	"both parties'":   {Holders: []certificate.Holder{{Country: "VN", Number: "0301000021"}, {Country: "TH", Number: "0105000021"}}, Limit: 5},
	"another land's":  {Holders: []certificate.Holder{{Country: "KR", Number: "0301000007"}}},
	"a trader's some": {Holders: []certificate.Holder{{Country: "VN", Number: "0301000010"}}, Consignee: "siam", HS: "84", Status: registry.Cancelled},
	"the code's half": {HS: "8499"},
}

// TestSearch: every page of every question, against a plain filter, while
// certificates keep coming.
func TestSearch(t *testing.T) {
	onBoth(t, func(t *testing.T, db *store.DB) {
		m := New(db)
		const n = 700
		fill(t, m, 0, n)
		more := n
		for name, q := range queries {
			want := map[string]bool{}
			for i := range n {
				if e := invented(i); q.matches(e) {
					want[e.ID.String()] = true
				}
			}
			var last *Entry
			for {
				page, err := m.Search(t.Context(), q)
				must(t, err)
				for _, e := range page.Entries {
					if !q.matches(e) || last != nil && !follows(*last, e) {
						t.Errorf("%s: %s is wrong there", name, e.Reference)
					}
					delete(want, e.ID.String())
					last = &e
				}
				if page.Next == nil {
					break
				}
				if q.After, err = ParseCursor(page.Next.String()); err != nil {
					t.Fatal(err)
				}
				fill(t, m, more, 3)
				more += 3
			}
			if len(want) > 0 {
				t.Errorf("%s: %d were not found", name, len(want))
			}
		}
	})
}

// follows reports whether b comes after a in a list.
func follows(a, b Entry) bool {
	if a.IssueDate != b.IssueDate {
		return b.IssueDate.Before(a.IssueDate)
	}
	return b.ID.String() < a.ID.String()
}

func TestDashboard(t *testing.T) {
	onBoth(t, func(t *testing.T, db *store.DB) {
		m := New(db)
		fill(t, m, 0, 400)
		d, err := m.Dashboard(t.Context())
		must(t, err)
		total, cancelled := 0, 0
		for _, c := range d.Certificates {
			total += c.Certificates
			if c.Status == registry.Cancelled {
				cancelled += c.Certificates
			}
		}
		if total != 400 || cancelled != 100 || len(d.Refusals) != 1 || d.Refusals[0].Given != 40 {
			t.Errorf("%d, %d cancelled, refusals %+v", total, cancelled, d.Refusals)
		}
	})
}

func TestWords(t *testing.T) {
	for name, want := range map[string]string{
		"CÔNG TY TNHH Đông-Á":       "[cong ty tnhh dong a]",
		"Siam Trading Co., Ltd.":    "[siam trading co ltd]",
		"한국무역 (주)":                  "[한국무역 주]",
		"  ":                        "[]",
		"Công Ty":                   "[cong ty]",
		"Bánh kẹo & Thực phẩm số 1": "[banh keo thuc pham so 1]",
	} {
		if got := fmt.Sprint(words(name)); got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
}

func FuzzPosition(f *testing.F) {
	f.Add(Position{}.with(certificate.ATIGA, place{7, 1}).with(certificate.UKVFTA, place{0, -1}).String())
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		if p, err := ParsePosition(text); err == nil && p.String() != text {
			t.Errorf("%q became %q", text, p.String())
		}
	})
}

func FuzzCursor(f *testing.F) {
	f.Add(Cursor{"2026-11-22", "atiga", "D VN 1|2"}.String())
	f.Fuzz(func(t *testing.T, text string) {
		if c, err := ParseCursor(text); err == nil && c.String() != text {
			t.Errorf("%q became %q", text, c.String())
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add(registry.EventIssued, []byte(`{"form":"D","country":"VN","reference":"1","replaces":{"form":"D","country":"VN","reference":"2"}}`))
	f.Add(registry.EventCase, []byte(`{"id":"x"}`))
	f.Fuzz(func(t *testing.T, name string, payload []byte) {
		events, ids := decode(certificate.ATIGA, client.Block{Events: []client.Event{{Name: name, Payload: payload}}})
		if len(events) > 1 || len(events) == 0 && len(ids) > 0 {
			t.Errorf("%d events, %d certificates", len(events), len(ids))
		}
	})
}

// BenchmarkSearch shows that the cost does not grow with the model.
func BenchmarkSearch(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		m := New(sqlite(b))
		for from := 0; from < n; from += 10_000 {
			fill(b, m, from, 10_000)
		}
		for _, name := range []string{"all", "exporter", "code", "status", "several", "a trader's", "two traders'"} {
			b.Run(fmt.Sprintf("%d/%s", n, name), func(b *testing.B) {
				for b.Loop() {
					if _, err := m.Search(b.Context(), queries[name]); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		b.Run(fmt.Sprintf("%d/dashboard", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := m.Dashboard(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkApply is what one event costs: a block of its own, and as one of many
// when the feed catches up.
func BenchmarkApply(b *testing.B) {
	for _, blocks := range []int{1, maxBatch} {
		b.Run(fmt.Sprintf("%d blocks at once", blocks), func(b *testing.B) {
			w := newWorld(b)
			f := w.feed("THCustoms", sqlite(b))
			d := w.issue(w.fresh())
			w.upToDate(f)
			at := int64(w.Ledger.Height()) - 1
			name := fmt.Appendf(nil, `{"form":"D","country":"VN","reference":%q}`, d.Reference)
			for b.Loop() {
				s := step{agreement: certificate.ATIGA, from: at}
				for range blocks {
					at++
					s.blocks = append(s.blocks, client.Block{Number: uint64(at), Events: []client.Event{{Name: registry.EventUsed, Payload: name}}})
				}
				must(b, f.Model.apply(b.Context(), f.Source.(*peer), s))
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*blocks), "ns/event")
		})
	}
}
