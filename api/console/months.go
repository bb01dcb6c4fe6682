package console

import (
	"time"

	"origo/fta-rules/explain"
)

const monthLayout = "2006-01"

// Month is a month that the API wrote as 2026-11: Nov 2026, 11/2026, 2026년 11월; other text stays as it is.
func (w Words) Month(text string) string {
	month, err := time.Parse(monthLayout, text)
	if err != nil {
		return text
	}
	return month.Format(monthLayouts[w.Language()])
}

// monthLayouts are how languages write months.
var monthLayouts = map[explain.Language]string{
	explain.English: "Jan 2006", explain.Vietnamese: "01/2006", explain.Korean: "2006년 1월",
}

// monthsOf lists the months from one to another, both included and at most ten years of them; none if they are no
// months.
func monthsOf(from, to string) []string {
	const most = 120
	first, bad := time.Parse(monthLayout, from)
	last, worse := time.Parse(monthLayout, to)
	var all []string
	for m := first; bad == nil && worse == nil && !m.After(last) && len(all) < most; m = m.AddDate(0, 1, 0) {
		all = append(all, m.Format(monthLayout))
	}
	return all
}
