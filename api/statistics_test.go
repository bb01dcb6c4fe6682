package api

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
)

// statistics reads them as customs of Thailand.
func (w *world) statistics(question string) wire.Statistics {
	w.t.Helper()
	var s wire.Statistics
	if got := w.as("THCustoms", identity.Customs, "GET", "/v1/statistics"+question, nil, &s); got != http.StatusOK {
		w.t.Fatalf("answered %d", got)
	}
	return s
}

// TestStatisticsCount: a use, a refusal and two cases on the ledger, as customs count them; the clocks run with the day.
func TestStatisticsCount(t *testing.T) {
	w, d := anchored(t)
	item := d.Items[0]
	decision := map[string]any{"declaration": "TH-1", "outcome": "accepted", "decided_on": d.IssueDate.String(),
		"lines": []any{map[string]any{"item": 1, "quantity": item.Quantity.Value.String(), "unit": item.Quantity.Unit}}}
	if got := w.as("THCustoms", identity.Customs, "POST", location(d.ID())+"/uses", decision, nil); got != http.StatusCreated {
		t.Fatalf("use answered %d", got)
	}
	first, _ := w.openCase(d, "1"), w.openCase(d, "2")
	w.ledger.Advance(10 * 24 * time.Hour)
	w.closeCase(first)
	w.follow("THCustoms")
	month := d.IssueDate.String()[:7]
	s := w.statistics("?from=" + month + "&to=2099-12")
	if u := s.Utilisation; len(u) != 1 || u[0].Certificates != 1 || u[0].Used != 1 || u[0].LinesUsed != 1 || u[0].UsedShare != 1000/len(d.Items) {
		t.Errorf("got %+v", u)
	}
	if n := s.Decisions; len(n) != 1 || n[0].Declarations != 1 || n[0].Outcome != registry.Accepted {
		t.Errorf("got %+v", n)
	}
	for on, overdue := range map[string]int{d.IssueDate.AddDays(11).String(): 0, d.IssueDate.AddYears(2).String(): 1} {
		v := w.statistics("?from=2020-01&to=2099-12&on=" + on).Verification
		if len(v) != 1 || v[0].Side != registry.ImportingSide || v[0].Open != 1 || v[0].Overdue != overdue || v[0].Closed != 1 || *v[0].MedianDays != 10 {
			t.Errorf("on %s: %+v", on, v)
		}
	}
}

// openCase has Thailand open a case and gives its name.
func (w *world) openCase(d *certificate.Document, number string) string {
	w.t.Helper()
	var opened wire.RecordedCase
	got := w.as("THCustoms", identity.Customs, "POST", location(d.ID())+"/cases", map[string]any{"number": number, "basis": "random"}, &opened)
	if got != http.StatusCreated {
		w.t.Fatalf("opening answered %d", got)
	}
	return opened.Case.Case.ID
}

func (w *world) closeCase(id string) {
	w.t.Helper()
	entry := map[string]any{"action": "closed", "after": 1, "result": "accepted"}
	if got := w.as("THCustoms", identity.Customs, "POST", "/v1/cases/"+id+"/entries", entry, nil); got != http.StatusCreated {
		w.t.Fatalf("closing answered %d", got)
	}
}

// TestStatisticsTag: the same figures bear the same tag and are not sent twice; new ones are another answer.
func TestStatisticsTag(t *testing.T) {
	w, d := anchored(t)
	w.follow("THCustoms")
	read := func(tag string) (int, string) {
		r := ask("GET", "/v1/statistics", w.token("THCustoms", identity.Customs), nil)
		r.Header.Set("If-None-Match", tag)
		got := w.servers["THCustoms"].answer(t, r)
		return got.Code, got.Header().Get("ETag")
	}
	_, tag := read("")
	w.ledger.Advance(time.Second)
	if status, again := read(tag); status != http.StatusNotModified || again != tag {
		t.Errorf("unchanged: %d %s", status, again)
	}
	w.openCase(d, "1")
	w.follow("THCustoms")
	if status, again := read(tag); status != http.StatusOK || again == tag {
		t.Errorf("changed: %d %s", status, again)
	}
}

// TestStatisticsPeriod: twelve months to the present one, unless others are named.
func TestStatisticsPeriod(t *testing.T) {
	ledger, _ := newShelf(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	for question, want := range map[string]string{
		"": "2025-12 2026-11", "?to=2026-03": "2025-04 2026-03", "?from=2020-01&to=2020-02": "2020-01 2020-02",
	} {
		var got wire.Statistics
		if err := json.Unmarshal(s.answer(t, ask("GET", "/v1/statistics"+question, "VNIssuer.admin", nil)).Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if got.From+" "+got.To != want {
			t.Errorf("%s: %s %s, want %s", question, got.From, got.To, want)
		}
	}
	for _, question := range []string{"?from=2026", "?to=2026-13", "?on=yesterday"} {
		wantProblem(t, s.answer(t, ask("GET", "/v1/statistics"+question, "VNIssuer.admin", nil)), http.StatusBadRequest, codeParameter)
	}
}

// TestMedian: at least half of the numbers do not exceed it, and no smaller one will do.
func TestMedian(t *testing.T) {
	if median(nil) != nil {
		t.Error("the median of nothing")
	}
	rapid.Check(t, func(rt *rapid.T) {
		numbers := rapid.SliceOfN(rapid.IntRange(0, 9), 1, 12).Draw(rt, "numbers")
		m := *median(slices.Clone(numbers))
		within, below := 0, 0
		for _, n := range numbers {
			if n <= m {
				within++
			}
			if n < m {
				below++
			}
		}
		if 2*within < len(numbers) || 2*below >= len(numbers) {
			rt.Errorf("%d of %v", m, numbers)
		}
	})
}
