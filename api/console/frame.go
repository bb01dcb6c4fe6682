package console

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/a-h/templ"
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

// said are the words that the script says, and to whom.
func (p *Page) said() templ.Attributes {
	at := func(code string) string { return p.Say(code, "time", "{time}") } // the browser knows when
	return templ.Attributes{
		"data-who": p.Person.Subject, "data-lost": p.Say("frame.lost"), "data-lost-once": p.Say("frame.lost.once"),
		"data-stopped": at("frame.live.stopped"), "data-again": at("frame.live.again"), "data-changed": at("frame.live.changed"),
	}
}
