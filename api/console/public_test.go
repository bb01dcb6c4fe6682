package console

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

const (
	statusPath = "GET /v1/status/{form}/{country}/{reference}"
	asked      = "/status?form=D&country=VN&reference=VN-TH+26%2F01%2F00123&code=7K2M-91X0"
)

func publicAnswer(status string, expired bool) string {
	return `{"form":"D","country":"VN","reference":"VN-TH 26/01/00123","office":"VN-HN","issue_date":"2026-11-18","expiry":"2027-11-17","status":"` +
		status + `","expired":` + map[bool]string{true: "true", false: "false"}[expired] + `}`
}

// TestPublicStatus: strangers read how a certificate stands, in plain words.
func TestPublicStatus(t *testing.T) {
	for answer, words := range map[string][]string{
		publicAnswer("issued", false):    {"✓</span> Issued and valid", "18 November 2026", "17 November 2027", "VN-HN", "Form D (ATIGA)"},
		publicAnswer("issued", true):     {"no longer valid", "last valid day has passed"},
		publicAnswer("cancelled", false): {"✕</span> Cancelled", "withdrew"},
		publicAnswer("replaced", true):   {"✕</span> Replaced", "Ask the exporter for the new one"},
	} {
		d := newDesk(t)
		d.api.HandleFunc(statusPath, func(w http.ResponseWriter, r *http.Request) {
			if r.PathValue("reference") != "VN-TH 26/01/00123" || r.URL.Query().Get("code") != "7K2M-91X0" || r.Header.Get("Authorization") != "" {
				t.Errorf("asked %s", r.URL)
			}
			_, _ = io.WriteString(w, answer)
		})
		status, page := d.get(asked)
		wants(t, page, append(words, `value="7K2M-91X0"`)...)
		if status != http.StatusOK {
			t.Errorf("answered %d", status)
		}
		if _, page := d.get(strings.Replace(asked, "VN-TH+26", "D+VN+VN-TH+26", 1)); !strings.Contains(page, words[0]) {
			t.Error("the whole name is not taken as the number")
		}
	}
}

// TestPublicStatusRefusals: each says what to do, and a wrong code and an
// unknown number are the same page.
func TestPublicStatusRefusals(t *testing.T) {
	for code, c := range map[string]struct {
		status int
		words  string
	}{
		"certificate_unknown":  {http.StatusNotFound, "No certificate goes with this number and code"},
		"parameter_invalid":    {http.StatusBadRequest, "No certificate goes with this number and code"},
		"too_many_requests":    {http.StatusTooManyRequests, "Wait half a minute"},
		"agreement_not_served": {http.StatusNotFound, "does not keep the ledger"},
		"ledger_unavailable":   {http.StatusServiceUnavailable, "Title of ledger_unavailable"},
	} {
		d := newDesk(t)
		d.refuses(statusPath, c.status, code)
		status, page := d.get(asked)
		wants(t, page, c.words, `value="VN-TH 26/01/00123"`)
		if status != c.status {
			t.Errorf("%s: answered %d", code, status)
		}
	}
	d := newDesk(t)
	if status, page := d.get("/status?form=D&country=VN&reference=%C3%84"); status != http.StatusBadRequest || !strings.Contains(page, "not a reference number") {
		t.Errorf("a malformed number answered %d", status)
	}
	if status, page := d.get("/status"); status != http.StatusOK || !strings.Contains(page, `option value="VN" selected`) {
		t.Errorf("the empty form answered %d", status)
	}
}

// TestStatusWhenSignedIn needs no code.
func TestStatusWhenSignedIn(t *testing.T) {
	d := newDesk(t, officer)
	d.answers("GET /v1/dashboard", emptyDashboard)
	d.answers("GET /v1/certificates/{form}/{country}/{reference}", strings.Replace(publicAnswer("issued", false), "2027-11-17", "2026-11-01", 1))
	d.signIn("/sign-in", officer)
	_, page := d.get("/status?form=D&country=VN&reference=VN-TH+26%2F01%2F00123&code=")
	wants(t, page, "no longer valid", "Not needed while you are signed in")
}

const stampFacts = `"facts":{"form":"D","country":"VN","reference":"VN-TH 26/01/00123","agreement":"atiga","office":"VN-HN","importing_country":"TH",
"issue_date":"2026-11-18","expiry":"2027-11-17","exporter":"SONG HONG","consignee":"SIAM","items":2,"hs":"841370","quantity":{"value":"240","unit":"H87"},"digest":"00","stamped_at":"2026-11-18T02:00:00Z"}`

// TestPublicQRCode: what it proves, the status where it is genuine, and no word
// of parties and goods.
func TestPublicQRCode(t *testing.T) {
	for answer, words := range map[string][]string{
		`{"outcome":"met",` + stampFacts + `,"explained":[{"outcome":"met","word":"met","text":"The code is good."}],"status":` + publicAnswer("cancelled", false) + `}`: {"The QR code is genuine", "✕</span> Cancelled", "Thailand", "The code is good."},
		`{"outcome":"not_met",` + stampFacts + `}`:     {"✕</span> The QR code does not hold", "Do not rely on this paper", "Use the number and the check code"},
		`{"outcome":"cannot_tell",` + stampFacts + `}`: {"?</span> The QR code could not be judged"},
	} {
		d := newDesk(t)
		d.answers("POST /v1/stamps/check", answer)
		_, page := d.post("/status", url.Values{"stamp": {" ORIGO1:ABC "}})
		wants(t, page, append(words, "VN-TH 26/01/00123")...)
		if strings.Contains(page, "SIAM") || strings.Contains(page, "SONG HONG") || strings.Contains(page, "240") {
			t.Error("the page tells of parties or goods")
		}
	}
	d := newDesk(t)
	d.refuses("POST /v1/stamps/check", http.StatusUnprocessableEntity, "stamp_refused")
	status, page := d.post("/status", url.Values{"stamp": {"https://example.org"}})
	if wants(t, page, "not the text of a certificate", "https://example.org"); status != http.StatusUnprocessableEntity {
		t.Errorf("answered %d", status)
	}
	if status, _ := d.post("/status", url.Values{"stamp": {" "}}); status != http.StatusBadRequest {
		t.Errorf("no text answered %d", status)
	}
}

// TestPublicPageInAllLanguages has no code for a word.
func TestPublicPageInAllLanguages(t *testing.T) {
	d := newDesk(t)
	d.answers(statusPath, publicAnswer("issued", false))
	for _, l := range languages() {
		if _, page := d.get(asked + "&lang=" + string(l)); strings.Contains(page, "public.") {
			t.Errorf("%s lacks a word", l)
		}
	}
}
