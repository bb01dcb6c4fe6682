package console

import (
	"encoding/csv"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"origo/fta-rules/explain"
)

const figures = `{"as_of":[{"agreement":"atiga","block":12,"block_time":"2026-11-23T00:58:30Z"}],"from":"2026-10","to":"2026-11","on":"2026-11-23",
"utilisation":[{"agreement":"atiga","month":"2026-11","certificates":1234,"withdrawn":5,"visible":1234,"used":617,"refused":3,"lines":2000,"lines_used":900,"used_permille":125}],
"decisions":[{"agreement":"atiga","month":"2026-11","outcome":"accepted","declarations":700},{"agreement":"atiga","month":"2026-10","outcome":"refused","declarations":9}],
"refusals":[{"agreement":"atiga","month":"2026-11","code":"=HYPERLINK(1)","given":2},{"agreement":"atiga","month":"2026-10","code":"criterion_not_met","given":7}],
"verification":[{"agreement":"atiga","side":"importing","open":4,"overdue":1,"closed":3,"median_days":45},{"agreement":"atiga","side":"issuing","open":0,"overdue":0,"closed":0}]}`

// signedIn is a desk whose officer has signed in.
func signedIn(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t, officer)
	d.answers("GET /v1/dashboard", emptyDashboard)
	d.signIn("/sign-in?to=/", officer)
	return d
}

// TestStatisticsPage has every figure in words of the language, drawn and in a table.
func TestStatisticsPage(t *testing.T) {
	d := signedIn(t)
	d.answers("GET /v1/statistics", figures)
	for l, words := range map[string][]string{
		"en": {"Nov 2026", "617 of 1,234", "12.5 %", "origin criterion not met", "1. origin criterion", "criterion_not_met", "4 open, 1 late", "23 November 2026", "90 s old", "45"},
		"vi": {"11/2026", "617 trên 1.234", "12,5 %", "không đáp ứng tiêu chí xuất xứ", "4 mở, 1 trễ", "23/11/2026"},
		"ko": {"2026년 11월", "1,234 중 617", "원산지결정기준 불충족", "진행 4, 경과 1"},
	} {
		_, page := d.get("/statistics?lang=" + l)
		wants(t, page, words...)
		wantDrawn(t, page, 3)
		if strings.Contains(page, ">statistics.") || strings.Contains(page, "style=") {
			t.Errorf("%s: a code without words, or a style that the browser refuses", l)
		}
	}
}

var (
	named   = regexp.MustCompile(` id="([^"]*)"`)
	drawing = regexp.MustCompile(`<svg[^>]* role="img" aria-labelledby="([^"]*)"`)
)

// wantDrawn demands drawings with title and description, and identifiers that are unique.
func wantDrawn(t *testing.T, page string, n int) {
	t.Helper()
	ids := map[string]bool{}
	for _, found := range named.FindAllStringSubmatch(page, -1) {
		if ids[found[1]] {
			t.Errorf("two elements are %s", found[1])
		}
		ids[found[1]] = true
	}
	drawings := drawing.FindAllStringSubmatch(page, -1)
	for _, found := range drawings {
		for _, id := range strings.Fields(found[1]) {
			if !ids[id] {
				t.Errorf("a drawing names %s, which is not there", id)
			}
		}
	}
	if len(drawings) != n {
		t.Errorf("%d drawings, want %d", len(drawings), n)
	}
}

// TestStatisticsFiles: every table is a file for programs, and no cell of it calculates.
func TestStatisticsFiles(t *testing.T) {
	d := signedIn(t)
	d.answers("GET /v1/statistics", figures)
	for name, want := range map[string]string{
		"utilisation.csv": "atiga,2026-11,1234,5,1234,617,3,2000,900,12.5", "decisions.csv": "atiga,2026-11,accepted,700",
		"refusals.csv": "atiga,2026-11,'=HYPERLINK(1),2,'=HYPERLINK(1)", "verification.csv": "atiga,we ask,4,1,3,45",
	} {
		_, file := d.get("/statistics/" + name)
		rows := must(csv.NewReader(strings.NewReader(strings.TrimPrefix(file, byteOrderMark))).ReadAll())(t)
		if got := strings.Join(rows[1], ","); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if status, _ := d.get("/statistics/other.csv"); status != http.StatusNotFound {
		t.Errorf("another table answered %d", status)
	}
}

// TestStatisticsRefused: months that are none are told of on the page.
func TestStatisticsRefused(t *testing.T) {
	d := signedIn(t)
	d.refuses("GET /v1/statistics", http.StatusBadRequest, "parameter_invalid")
	if status, page := d.get("/statistics?from=x"); status != http.StatusBadRequest || !strings.Contains(page, "Remedy of parameter_invalid") {
		t.Errorf("answered %d: %s", status, page)
	}
}

// TestStretches: whatever is counted is seen, nothing leaves the drawing, and more is never shorter.
func TestStretches(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := plot{over: rapid.Bool().Draw(rt, "over")}
		for range rapid.IntRange(1, 8).Draw(rt, "rows") {
			d.rows = append(d.rows, bar{parts: []part{
				{partFull, rapid.IntRange(0, 1_000_000).Draw(rt, "full")}, {partRest, rapid.IntRange(0, 1_000_000).Draw(rt, "rest")}}})
		}
		for i, row := range d.rows {
			seen := d.stretches(i)
			counted := slices.DeleteFunc(slices.Clone(row.parts), func(p part) bool { return p.value == 0 })
			if top := d.top(i); top < 0 || top+plotBar > d.height() || i > 0 && top-d.top(i-1) != d.row() {
				rt.Fatalf("row %d begins at %d of %d", i, top, d.height())
			}
			if len(seen) != len(counted) || d.end(i) > plotLeft+plotSpan+plotGap+len(row.parts) {
				rt.Fatalf("row %d: %+v for %+v", i, seen, row.parts)
			}
			for j, s := range seen {
				if s.width < 1 || j > 0 && counted[j].value > counted[j-1].value && s.width < seen[j-1].width {
					rt.Errorf("row %d: %+v for %+v", i, seen, counted)
				}
			}
		}
	})
}

func TestMonths(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"2025-11", "2026-02", "2025-11 2025-12 2026-01 2026-02"}, {"2026-02", "2026-01", ""}, {"x", "2026-01", ""}, {"2026-01", "2026-01", "2026-01"},
	} {
		if got := strings.Join(monthsOf(c.from, c.to), " "); got != c.want {
			t.Errorf("%s to %s: %q, want %q", c.from, c.to, got, c.want)
		}
	}
	if n := len(monthsOf("0001-01", "9999-12")); n != 120 {
		t.Errorf("%d months", n)
	}
	if got := must(readWords(explain.English))(t).Month("soon"); got != "soon" {
		t.Error(got)
	}
	for permille, want := range map[int]string{0: "0", 5: "0.5", 125: "12.5", 1000: "100", 990: "99"} {
		if got := tenths(permille); got != want {
			t.Errorf("%d: %s", permille, got)
		}
	}
}
