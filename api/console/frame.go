package console

import (
	"net/http"
	"net/url"
	"strconv"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// entries are the menu of this person.
func (p *Page) entries() []route {
	var open []route
	for _, r := range p.console.menu {
		if r.open(p.Person) {
			open = append(open, r)
		}
	}
	return open
}

// signInPath leads back to this page, where it can be asked for again.
func (p *Page) signInPath() string {
	to := "/"
	if p.Request.Method == http.MethodGet {
		to = p.Request.URL.RequestURI()
	}
	return "/sign-in?to=" + url.QueryEscape(to)
}
