package console

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/a-h/templ"

	"origo/api/identity"
	"origo/api/wire"
)

const (
	maxForm  = 4 << 20 // bytes of a form with its files
	keyField = "idempotency_key"
)

// Page is one request to the console: who asks, in which language, with which
// form; and the way to answer it.
type Page struct {
	Words                   // of the reader's language
	Request *http.Request   // as it came in
	Person  identity.Person // without a subject if nobody has signed in
	API     *wire.Client    // speaks as the person
	Form    url.Values      // of the address and the body; fields are filled from here
	Files   map[string]File // that came with the form, by field
	Trouble *Refused        // why the form is shown again; nil otherwise
	Resumed bool            // the form is shown again after its session ended
	Missing []string        // names of files that have to be chosen again then
	AsOf    []AsOf          // what the page rests on, for its foot
	Wide    bool            // the page needs the whole width of the screen
	// Repeatable says that sending the form again changes nothing, so that the
	// page can be had in another language although it answers a form.
	Repeatable bool
	refused    *Refused // by what came with the form, before anything looked at it
	console    *Console
	route      route
	writer     http.ResponseWriter
}

// File is one file of a form.
type File struct {
	Name string // as the sender calls it; untrusted
	Data []byte
}

// AsOf says how new the facts of a page are.
type AsOf struct {
	Channel string
	Block   int64 // number of the newest block known, or how many are; as the API says
	Age     time.Duration
}

// newPage reads a request. A page comes back even with an error, so that the
// error can be shown on it; errSession says that the session has ended.
func (c *Console) newPage(w http.ResponseWriter, r *http.Request) (*Page, error) {
	p := &Page{Words: c.wordsOf(r), Request: r, Form: url.Values{}, Files: map[string]File{}, console: c, writer: w}
	if err := p.readForm(); err != nil {
		return p, err
	}
	session, err := c.session(r)
	p.Person = session.person
	p.API = c.api(p, session.Token)
	return p, err
}

// readForm takes in the fields of address and body, and the files.
func (p *Page) readForm() error {
	r := p.Request
	r.Body = http.MaxBytesReader(p.writer, r.Body, mostOf(r))
	if err := r.ParseForm(); err != nil { // of the address, or of a form without files
		return fmt.Errorf("read form: %w", errors.Join(errForm, err))
	}
	p.Form = r.Form
	parts, err := r.MultipartReader()
	if err == nil {
		err = p.readParts(parts)
	}
	if err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return fmt.Errorf("read form: %w", errors.Join(errForm, err))
	}
	p.takeKept()
	p.screen()
	return nil
}

// Field is what stands in a field of the form.
func (p *Page) Field(name string) string { return p.Form.Get(name) }

// In is the part of the path with that name.
func (p *Page) In(name string) string { return p.Request.PathValue(name) }

// Key is the idempotency key of the form, made where it has none yet. A form
// carries it in a hidden field: @key(p).
func (p *Page) Key() string {
	if p.Form.Get(keyField) == "" {
		p.Form.Set(keyField, rand.Text())
	}
	return p.Form.Get(keyField)
}

// Has says whether the person holds one of the roles.
func (p *Page) Has(roles ...identity.Role) bool {
	_, ok := p.Person.Acting(roles)
	return ok
}

// Organisation is whose console this is.
func (p *Page) Organisation() string { return p.console.Organisation }

// Country is the organisation's, ISO 3166-1 alpha-2.
func (p *Page) Country() string { return p.console.Country }

// Now is the time of the console's clock.
func (p *Page) Now() time.Time { return p.console.Now() }

// Known is what the foot says of the read model.
func (p *Page) Known(model []wire.ModelAsOf) {
	for _, m := range model {
		a := AsOf{Channel: p.Or("agreement.", string(m.Agreement)), Block: int64(m.Block)}
		if m.AgeSeconds != nil {
			a.Age = time.Duration(*m.AgeSeconds) * time.Second
		}
		p.AsOf = append(p.AsOf, a)
	}
}

// Show answers with a page: its title, already in words, and what stands under
// it. A refusal above a form gives the answer its status.
func (p *Page) Show(title string, body templ.Component) error {
	status := http.StatusOK
	if p.Trouble != nil {
		status = cmp.Or(p.Trouble.Status, http.StatusInternalServerError)
	}
	return p.answer(status, layout(p, title, body))
}

// asPart says whether htmx asked for a piece of the page by itself, and not
// because somebody sent the form.
func (p *Page) asPart() bool {
	h := p.Request.Header
	return h.Get("HX-Request") != "" && h.Get("HX-Boosted") == ""
}

// Part answers with a piece of a page, for htmx.
func (p *Page) Part(body templ.Component) error { return p.answer(http.StatusOK, body) }

// Go sends the browser to another page; target is a path of this console.
func (p *Page) Go(target string) error {
	http.Redirect(p.writer, p.Request, target, http.StatusSeeOther)
	return nil
}

// Download answers with a file.
func (p *Page) Download(name, media string, data []byte) error {
	h := p.writer.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(name))
	_, err := p.writer.Write(data)
	return err
}

// answer renders first and writes then, so that a failure leaves no half page.
func (p *Page) answer(status int, what templ.Component) error {
	var out bytes.Buffer
	if err := what.Render(p.Request.Context(), &out); err != nil {
		return fmt.Errorf("render page: %w", err)
	}
	h := p.writer.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", string(p.Language()))
	p.writer.WriteHeader(status)
	if _, err := out.WriteTo(p.writer); err != nil {
		p.console.Log.Debug("page not sent", "cause", err.Error())
	}
	return nil
}
