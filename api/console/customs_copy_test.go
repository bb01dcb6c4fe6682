package console

import (
	"net/url"
	"strings"
	"testing"

	"origo/certificate"
)

// TestCopyKeepsWhatIsWritten: filling in from the certificate fills what is
// empty, and nothing else.
func TestCopyKeepsWhatIsWritten(t *testing.T) {
	b := newBorder(t)
	copied := func(change func(url.Values)) string {
		form := b.claimForm("")
		form.Set("copy", "1")
		change(form)
		_, page := b.post("/customs/assessment", form)
		return page
	}
	page := copied(func(form url.Values) { form.Set("exporter", "") })
	wants(t, page, `value="`+b.document.Exporter.Name+`"`, `value="C/7"`, `name="line_hs" value="8413.70.91"`)
	item := b.document.Items[0]
	left := item.Quantity.Value.Sub(certificate.DecimalOf(1)).String()
	for _, c := range []struct {
		name         string
		change       func(url.Values)
		hs, quantity []string
	}{
		{"an empty quantity", func(url.Values) {}, []string{"8413.70.91"}, []string{left}},
		{"a quantity", func(f url.Values) { f.Set(lineQuantity, "7") }, []string{"8413.70.91"}, []string{"7"}},
		{"another code", func(f url.Values) { f.Set(lineHS, "8413") }, []string{"8413"}, []string{left}},
		{"another unit", func(f url.Values) { f.Set(lineUnit, "TNE") }, []string{"8413.70.91"}, []string{""}},
		{"a second row of the item", func(f url.Values) {
			f[lineNumber], f[lineItem], f[lineHS] = []string{"1", "2"}, []string{"1", "1"}, []string{"", ""}
			f[lineQuantity], f[lineUnit] = []string{"", "3"}, []string{item.Quantity.Unit}
		}, []string{item.HS.Code, item.HS.Code}, []string{"", "3"}},
		{"no rows", func(f url.Values) {
			for _, name := range []string{lineNumber, lineItem, lineHS, lineQuantity, lineUnit} {
				f.Del(name)
			}
		}, nil, nil},
	} {
		page := copied(func(f url.Values) {
			f.Set("exporter", "Somebody else")
			c.change(f)
		})
		wants(t, page, `value="Somebody else"`)
		if hs, quantity := hidden(page, lineHS), hidden(page, lineQuantity); c.hs != nil &&
			(strings.Join(hs, "|") != strings.Join(c.hs, "|") || strings.Join(quantity, "|") != strings.Join(c.quantity, "|")) {
			t.Errorf("%s: %q, %q", c.name, hs, quantity)
		} else if c.hs == nil && len(hs) != len(b.document.Items) {
			t.Errorf("%s: %q", c.name, hs)
		}
	}
}
