package console

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"
)

// Bounds of the forms kept over a sign-in.
const (
	keptLife  = time.Hour
	keptMost  = 200       // forms
	keptBytes = 256 << 10 // of one form; files are not kept
)

// kept is a form that arrived after its session had ended.
type kept struct {
	path  string
	form  url.Values
	files []string // names, which the person must choose again
	until time.Time
}

// shelf keeps forms in memory while people sign in again: the browser that sent
// one holds its name, which nobody can guess. A restart loses them.
type shelf struct {
	now   func() time.Time
	mu    sync.Mutex
	forms map[string]kept
}

func newShelf(now func() time.Time) *shelf { return &shelf{now: now, forms: map[string]kept{}} }

// put keeps a form; false if there is no room for it.
func (s *shelf) put(k kept) (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	for name, old := range s.forms {
		if now.After(old.until) {
			delete(s.forms, name)
		}
	}
	if len(s.forms) >= keptMost || len(k.form.Encode()) > keptBytes {
		return "", false
	}
	k.until = now.Add(keptLife)
	name := rand.Text()
	s.forms[name] = k
	return name, true
}

// find gives a form that was kept. It stays until its time is over, so that the
// page can be loaded again.
func (s *shelf) find(name string) (kept, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k, ok := s.forms[name]
	return k, ok && !s.now().After(k.until)
}

// keepForm asks the person to sign in and come back; what they had written in a
// form comes back with it. Only a session that has ended gets that: strangers
// cannot fill our memory.
func (p *Page) keepForm() error {
	to := p.Request.URL.RequestURI()
	if p.Request.Method == http.MethodPost {
		k := kept{path: p.Request.URL.EscapedPath(), form: p.Form}
		for _, f := range p.Files {
			k.files = append(k.files, f.Name)
		}
		slices.Sort(k.files)
		name, ok := p.console.kept.put(k)
		if !ok {
			return errNoRoom
		}
		to = "/resume/" + name
	}
	return p.goSignIn(to)
}

// goSignIn asks the person to sign in and come back to that address.
func (p *Page) goSignIn(to string) error {
	target := "/sign-in?to=" + url.QueryEscape(to)
	if p.Request.Header.Get("HX-Request") != "" { // the sign-in page is another site's, so the browser must go there itself
		p.writer.Header().Set("HX-Redirect", target)
		p.writer.WriteHeader(http.StatusNoContent)
		return nil
	}
	return p.Go(target)
}

type keptKey struct{}

func withKept(ctx context.Context, k kept) context.Context {
	return context.WithValue(ctx, keptKey{}, k)
}

// takeKept fills the page with the form that was kept, if it is shown for that.
func (p *Page) takeKept() {
	k, ok := p.Request.Context().Value(keptKey{}).(kept)
	if ok {
		p.Form, p.Missing, p.Resumed = k.form, k.files, true
	}
}

// resume shows a form again that came after its session had ended: the page
// itself fills it in, nothing is sent.
func (c *Console) resume(pages http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		k, ok := c.kept.find(r.PathValue("kept"))
		if !ok {
			c.failPlain(w, r, errNotKept)
			return
		}
		c.showAgain(w, r, pages, k)
	}
}

// What a browser sends of a form that it kept: as fields beside those of the form.
const (
	resumePath = "/resume"
	keptPath   = "kept_path" // where the form was to go
	keptFile   = "kept_file" // name of a file, which the person must choose again
)

// resend shows a form again that a browser could not send. It is not sent by
// this either.
func (c *Console) resend(pages http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		if err := r.ParseForm(); err != nil {
			c.failPlain(w, r, errForm)
			return
		}
		k := kept{path: ownPath(r.PostForm.Get(keptPath)), form: r.PostForm, files: r.PostForm[keptFile]}
		for _, name := range []string{keptPath, keptFile, keyField} {
			k.form.Del(name)
		}
		c.showAgain(w, r, pages, k)
	}
}

// showAgain asks the page of a form to show it, filled in.
func (c *Console) showAgain(w http.ResponseWriter, r *http.Request, pages http.Handler, k kept) {
	at, err := url.Parse(k.path)
	if err != nil {
		c.failPlain(w, r, errNotKept)
		return
	}
	again := r.Clone(withKept(r.Context(), k))
	again.Method, again.URL = http.MethodGet, at
	pages.ServeHTTP(w, again)
}
