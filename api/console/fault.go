package console

import (
	"errors"
	"net/http"

	"origo/api/identity"
)

// Errors that pages tell people of; the texts are fault.CODE.
var (
	errForm              = &fault{"form", http.StatusBadRequest}
	errOtherRole         = &fault{"other_role", http.StatusForbidden}
	errOtherOrganisation = &fault{"other_organisation", http.StatusForbidden}
	errSignIn            = &fault{"sign_in", http.StatusBadRequest}
	errProvider          = &fault{"provider", http.StatusServiceUnavailable}
	errNotKept           = &fault{"not_kept", http.StatusNotFound}
	errNoRoom            = &fault{"no_room", http.StatusServiceUnavailable}
	errNoPage            = &fault{"no_page", http.StatusNotFound}
	errCrossSite         = &fault{"cross_site", http.StatusForbidden}
	errInternal          = &fault{"internal", http.StatusInternalServerError}
)

// fault is an error of the console itself that people can do something about.
type fault struct {
	code   string
	status int
}

// Error gives the code.
func (f *fault) Error() string { return "console: " + f.code }

// faultOf finds the words for an error of the console; an unknown one is
// internal.
func faultOf(err error) *fault {
	var f *fault
	switch {
	case errors.As(err, &f):
		return f
	case errors.Is(err, identity.ErrUnavailable), errors.Is(err, identity.ErrDemonstration):
		return errProvider
	}
	return errInternal
}

func notFound(*Page) error { return errNoPage }

func crossSite(*Page) error { return errCrossSite }

// saved is the code of what happened to the ledger by the time of a refusal:
// the reader must know whether to send again.
func (p *Page) saved(r *Refused) string {
	switch {
	case p.Request.Method == http.MethodGet:
		return "frame.saved.looked"
	case r.Code == "outcome_unknown" || r.Code == "read_back_differs" || r.Code == "idempotency_under_way":
		return "frame.saved.unknown"
	default:
		return "frame.saved.nothing"
	}
}

// fail shows an error as a page of its own.
func (p *Page) fail(err error) {
	var refused *Refused
	if errors.As(err, &refused) {
		err = p.answer(refused.Status, layout(p, p.Say("frame.trouble"), troublePage(p, refused)))
		p.console.logged(err)
		return
	}
	f := faultOf(err)
	if f.status >= http.StatusInternalServerError {
		p.console.Log.Error("page failed", "path", p.route.path, "cause", err.Error())
	}
	err = p.answer(f.status, layout(p, p.Say("fault."+f.code), faulted(p, f)))
	p.console.logged(err)
}

// failPlain shows an error outside the pages of an area.
func (c *Console) failPlain(w http.ResponseWriter, r *http.Request, err error) {
	c.page(route{public: true}, func(*Page) error { return err }).ServeHTTP(w, r)
}

func (c *Console) logged(err error) {
	if err != nil {
		c.Log.Error("error page failed", "cause", err.Error())
	}
}
