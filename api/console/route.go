package console

import (
	"errors"
	"net/http"
	"slices"

	"origo/api/identity"
)

// route is one page. An area lists its routes in its own file and is named once
// in areas.
type route struct {
	path   string          // pattern as of net/http: /certificates/{form}/{country}/{reference}
	menu   string          // code of its entry in the menu; its explanation on the first page is menu + ".what"; none if empty
	public bool            // open to people who have not signed in
	roles  []identity.Role // who may open it; nil means everybody who has signed in. The API authorises again
	// show answers GET, and every form that has to be shown again: after a
	// refusal by the API and after a session that ended. Fields are therefore
	// filled from Page.Form alone.
	show func(*Page) error
	// send answers POST; nil if the page has no form. If it gives a refusal of
	// the API, show is called with the refusal above the form.
	send func(*Page) error
}

// areas are all pages. The order is that of the menu.
func areas() []route {
	return slices.Concat(homeRoutes(), customsRoutes(), issuingRoutes(), casesRoutes(), traderRoutes(), publicRoutes(), rulesRoutes(), statisticsRoutes(), networkRoutes(), registryRoutes())
}

// pattern ends the root's path, which for net/http means everything below it.
func (r route) pattern() string {
	if r.path == "/" {
		return "/{$}"
	}
	return r.path
}

// open says whether somebody may open the page.
func (r route) open(p identity.Person) bool {
	if r.public {
		return true
	}
	if p.Subject == "" {
		return false
	}
	_, ok := p.Acting(r.roles)
	return ok || r.roles == nil
}

// page makes the handler of one face of a page.
func (c *Console) page(r route, face func(*Page) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		p, err := c.newPage(w, request)
		p.route = r
		switch {
		case err == nil:
			err = p.admit(face)
		case !errors.Is(err, errSession):
		case r.public:
			err = p.onward(face)
		default:
			err = p.keepForm()
		}
		if err != nil {
			p.fail(err)
		}
	})
}

// onward shows a face of the page, unless what came with its form is
// refused already.
func (p *Page) onward(face func(*Page) error) error {
	if p.refused != nil {
		return p.refused
	}
	return face(p)
}

// admit opens the page to those who may, and shows a form again that was
// refused.
func (p *Page) admit(face func(*Page) error) error {
	if p.Person.Subject == "" && !p.route.public {
		return p.goSignIn(p.Request.URL.RequestURI())
	}
	if !p.route.open(p.Person) {
		return errOtherRole
	}
	err := p.onward(face)
	var refused *Refused
	if p.Request.Method != http.MethodPost || p.route.show == nil || !errors.As(err, &refused) {
		return err
	}
	p.Trouble = refused
	if refused.Status < http.StatusInternalServerError {
		p.Form.Del(keyField) // the next attempt is another request
	}
	return p.route.show(p)
}
