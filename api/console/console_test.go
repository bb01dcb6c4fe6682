package console

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"origo/api/identity/demo"
)

const emptyDashboard = `{"as_of":[{"agreement":"atiga","block":12,"age_seconds":90}],"certificates":[{"agreement":"atiga","month":"2026-11","status":"issued","certificates":1234}],"refusals":[]}`

func TestSignInAndOut(t *testing.T) {
	d := newDesk(t, officer)
	d.answers("GET /v1/dashboard", emptyDashboard)
	status, page := d.get("/")
	wants(t, page, "Sign in", `lang="en"`)
	if status != http.StatusOK {
		t.Fatal(status)
	}
	_, page = d.signIn("/sign-in?to=/?lang=vi", officer)
	wants(t, page, "somchai", `<html lang="vi"`, "1.234", "theo khối 12", "Hải quan Thái Lan")
	_, page = d.get("/")
	wants(t, page, `<html lang="vi"`) // the choice is remembered
	_, page = d.post("/sign-out", nil)
	if strings.Contains(page, "somchai") {
		t.Error("still signed in")
	}
}

func TestSignInRefuses(t *testing.T) {
	foreign := officer
	foreign.Name, foreign.Organisation = "lan", "VNCustoms"
	d := newDesk(t, foreign)
	if status, page := d.signIn("/sign-in", foreign); status != http.StatusForbidden || !strings.Contains(page, "another organisation") {
		t.Errorf("a foreigner got %d", status)
	}
	for _, query := range []string{"", "?state=x&code=y", "?error=access_denied"} {
		if status, _ := d.get(backPath + query); status != http.StatusBadRequest {
			t.Errorf("back with %q answered %d", query, status)
		}
	}
	d.provider.Close()
	d.console.signIn.found = nil
	if status, page := d.get("/sign-in"); status != http.StatusServiceUnavailable {
		t.Errorf("without a provider: %d %s", status, page)
	}
}

func TestOwnPath(t *testing.T) {
	for to, want := range map[string]string{
		"/": "/", "/cases?x=1": "/cases?x=1", "": "/", "//evil.example/": "/", "https://evil.example": "/",
		`/\evil.example`: "/", "javascript:alert(1)": "/", "/a\r\nb": "/", "cases": "/",
	} {
		if got := ownPath(to); got != want {
			t.Errorf("%q leads to %q", to, got)
		}
	}
}

// note is a page with a form, as areas have them.
func note(send func(*Page) error) route {
	show := func(p *Page) error { return p.Show("Note", key(p)) }
	return route{path: "/note", show: func(p *Page) error {
		p.Words = p.console.words["en"]
		if p.Field("text") != "" {
			p.AsOf = append(p.AsOf, AsOf{Channel: "text is " + p.Field("text")})
		}
		return show(p)
	}, send: send}
}

// with serves one more page.
func (d *desk) with(r route) {
	mux := http.NewServeMux()
	mux.Handle("GET "+r.path, d.console.page(r, r.show))
	mux.Handle("POST "+r.path, d.console.page(r, r.send))
	mux.HandleFunc("GET /resume/{kept}", d.console.resume(mux))
	mux.HandleFunc("POST /resume", d.console.resend(mux))
	mux.Handle("/", d.console)
	d.site.Config.Handler = mux
}

// TestFormOutlivesItsSession: what was filled in comes back after signing in
// again, and nothing is sent by itself.
func TestFormOutlivesItsSession(t *testing.T) {
	d := newDesk(t, officer)
	d.answers("GET /v1/dashboard", emptyDashboard)
	sent := 0
	d.with(note(func(p *Page) error { sent++; return p.Go("/") }))
	d.signIn("/sign-in", officer)
	d.wait(demo.TokenLife + time.Minute)
	answer := must(d.browser.PostForm(d.site.URL+"/note", url.Values{"text": {"rice & tea"}}))(t)
	answer.Body.Close()
	_, page := d.signInAt(answer.Request.URL, officer)
	wants(t, page, "What you filled in is back", "text is rice &amp; tea")
	if sent != 0 {
		t.Errorf("sent %d times", sent)
	}
	d.post("/note", url.Values{"text": {"rice & tea"}})
	if sent != 1 {
		t.Errorf("sent %d times", sent)
	}
	if status, _ := d.get("/resume/unknown"); status != http.StatusNotFound {
		t.Errorf("an unknown form answered %d", status)
	}
}

// TestFormOutlivesItsConnection: what a browser could not send is shown again
// by the page it was for, and not sent; nowhere else.
func TestFormOutlivesItsConnection(t *testing.T) {
	d := newDesk(t, officer)
	d.answers("GET /v1/dashboard", emptyDashboard)
	d.with(note(func(p *Page) error { t.Error("sent"); return nil }))
	d.signIn("/sign-in", officer)
	_, page := d.post("/resume", url.Values{"kept_path": {"/note"}, "kept_file": {"bill.csv"}, "text": {"rice & tea"}})
	wants(t, page, "What you filled in is back", "text is rice &amp; tea", "Choose the file bill.csv again")
	if status, page := d.post("/resume", url.Values{"kept_path": {"https://elsewhere.example/"}}); status != http.StatusOK || !strings.Contains(page, "Origo") {
		t.Errorf("a foreign address answered %d: %s", status, page)
	}
}

// TestStrangersLeaveNothing: only somebody whose session ended has a form kept.
func TestStrangersLeaveNothing(t *testing.T) {
	d := newDesk(t, officer)
	d.with(note(func(p *Page) error { t.Error("sent"); return nil }))
	d.post("/note", url.Values{"text": {"x"}})
	if len(d.console.kept.forms) != 0 {
		t.Error("kept")
	}
}

var keyInForm = regexp.MustCompile(`name="idempotency_key" value="([A-Z0-9]+)"`)

// TestRefusedForm is shown again with what was filled in; its key stays where
// the outcome is open and changes where the request was refused.
func TestRefusedForm(t *testing.T) {
	for code, c := range map[string]struct {
		status int
		same   bool
		say    string
	}{
		"balance_exceeded":   {http.StatusConflict, false, "Nothing was recorded"},
		"outcome_unknown":    {http.StatusServiceUnavailable, true, "It is not known yet"},
		"ledger_unavailable": {http.StatusServiceUnavailable, true, "Nothing was recorded"},
	} {
		t.Run(code, func(t *testing.T) {
			d := newDesk(t, officer)
			d.answers("GET /v1/dashboard", emptyDashboard)
			d.refuses("GET /v1/cases", c.status, code)
			d.with(note(func(p *Page) error {
				_, err := content(p.API.ListCases(p.Request.Context(), nil))
				return err
			}))
			d.signIn("/sign-in", officer)
			status, page := d.post("/note", url.Values{"text": {"kept"}, keyField: {"FIRST"}})
			wants(t, page, "Title of "+code, "Remedy of "+code, c.say, "text is kept", "R1")
			if status != c.status {
				t.Errorf("answered %d", status)
			}
			if got := keyInForm.FindStringSubmatch(page); got == nil || (got[1] == "FIRST") != c.same {
				t.Errorf("key %v", got)
			}
		})
	}
}

func TestErrorPages(t *testing.T) {
	d := newDesk(t, officer)
	d.refuses("GET /v1/dashboard", http.StatusServiceUnavailable, "ledger_unavailable")
	if status, page := d.signIn("/sign-in", officer); status != http.StatusServiceUnavailable || !strings.Contains(page, "you were only reading") {
		t.Errorf("a page without its API answered %d: %s", status, page)
	}
	if status, page := d.get("/nowhere"); status != http.StatusNotFound || !strings.Contains(page, "no such page") {
		t.Errorf("an unknown page answered %d", status)
	}
	request := must(http.NewRequest("POST", d.site.URL+"/sign-out", nil))(t)
	request.Header.Set("Sec-Fetch-Site", "cross-site")
	if status, page := d.read(must(d.browser.Do(request))(t)); status != http.StatusForbidden || !strings.Contains(page, "another site") {
		t.Errorf("a form of another site answered %d", status)
	}
}

func TestHeadersAndAssets(t *testing.T) {
	d := newDesk(t)
	answer := must(d.browser.Get(d.site.URL + "/"))(t)
	_, page := d.read(answer)
	policy := answer.Header.Get("Content-Security-Policy")
	wants(t, policy, "default-src 'none'", "script-src 'self';", "style-src 'self';", "frame-ancestors 'none'", d.provider.URL)
	if strings.Contains(policy, "unsafe") {
		t.Error(policy)
	}
	for _, inline := range []string{" style=", "<style", " onclick=", "javascript:"} {
		if strings.Contains(page, inline) {
			t.Errorf("the page has %s", inline)
		}
	}
	for _, address := range regexp.MustCompile(`/assets/[^"]+`).FindAllString(page, -1) {
		answer := must(d.browser.Get(d.site.URL + address))(t)
		if _, body := d.read(answer); answer.StatusCode != 200 || body == "" || !strings.Contains(answer.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s answered %d", address, answer.StatusCode)
		}
	}
	if status, _ := d.get("/assets/console.css"); status != http.StatusNotFound {
		t.Errorf("an asset without digest answered %d", status)
	}
}

func TestEventsNeedASession(t *testing.T) {
	d := newDesk(t, officer)
	d.answers("GET /v1/dashboard", emptyDashboard)
	d.api.HandleFunc("GET /v1/events", func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer ") || r.Header.Get("Cookie") != "" {
			t.Error("the API got no token, or our cookie")
		}
		_, _ = w.Write([]byte("data: {}\n\n"))
	})
	if status, _ := d.get("/events"); status != http.StatusUnauthorized {
		t.Errorf("a stranger's stream answered %d", status)
	}
	d.signIn("/sign-in", officer)
	if status, stream := d.get("/events"); status != http.StatusOK || !strings.Contains(stream, "data: {}") {
		t.Errorf("the stream answered %d %q", status, stream)
	}
}

func TestKeyOfCookies(t *testing.T) {
	directory := t.TempDir()
	first := must(newCookies(directory+"/key", "A", "https://a.example"))(t)
	w := httptest.NewRecorder()
	if err := first.set(w, "x", "value", time.Hour); err != nil {
		t.Fatal(err)
	}
	cookie := w.Result().Cookies()[0]
	if !cookie.Secure || !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode {
		t.Errorf("%+v", cookie)
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.AddCookie(cookie)
	var value string
	again := must(newCookies(directory+"/key", "A", ""))(t)
	if !again.get(r, "x", &value) || value != "value" {
		t.Error("a restart forgot the session")
	}
	if again.get(r, "y", &value) {
		t.Error("one cookie serves as another")
	}
	if err := os.WriteFile(directory+"/short", []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := newCookies(directory+"/short", "A", ""); err == nil {
		t.Error("a short key is accepted")
	}
}
