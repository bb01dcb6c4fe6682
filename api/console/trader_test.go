package console

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"strings"
	"testing"

	"origo/api/identity"
	"origo/api/identity/demo"
	"origo/api/wire"
	"origo/certificate/printed"
	"origo/certificate/specimen"
	"origo/fta-rules/explain"
)

var importer = demo.User{Name: "siam", Password: "secret", Roles: []identity.Role{identity.Trader}, Organisation: "THCustoms", Country: "TH"}

// sendFiles sends a form with files, as a browser does.
func (d *desk) sendFiles(path string, files map[string]string) (int, string) {
	d.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for field, content := range files {
		part := must(form.CreateFormFile(field, field+".bin"))(d.t)
		_, _ = io.WriteString(part, content)
	}
	_ = form.Close()
	return d.read(must(d.browser.Post(d.site.URL+path, form.FormDataContentType(), &body))(d.t))
}

func newTrader(t *testing.T) *desk {
	d := newDesk(t, importer)
	_, page := d.signIn("/sign-in", importer)
	wants(t, page, "My certificates", "Judge a certificate", "My draft", "Check a certificate")
	return d
}

const refusedReport = `{"verdict":"refuse","step":{"message":"step.refuse","curable":true},"findings":[
{"check":"A-1","outcome":"cannot_tell","verdict":"defer","message":"x"},{"check":"A-2","outcome":"met","message":"x"},
{"check":"A-4","outcome":"cannot_tell","verdict":"verify","message":"x","inputs":{"state":"withheld"}}],
"lines":[{"line":2,"item":1,"verdict":"refuse","findings":[{"check":"A-3","outcome":"not_met","verdict":"refuse","message":"x"}]}],
"as_of":{"channel":"atiga","block":7,"block_time":"2026-11-22T00:00:00Z","age_seconds":90},
"explained":{"language":"en","verdict":"refuse","step":"x","findings":[
{"check":"A-1","outcome":"cannot_tell","word":"cannot tell","text":"Nobody knows.","evidence":["A letter"],"citation":"Rule 5"},
{"check":"A-2","outcome":"met","word":"met","text":"In time.","until":"1 May 2027"},
{"check":"A-4","outcome":"cannot_tell","word":"cannot tell","text":"Withheld."}],
"lines":[{"line":2,"item":1,"verdict":"refuse","step":"x","findings":[
{"check":"A-3","outcome":"not_met","word":"not met","text":"Too much.","until":"2 May 2027","citation":"Rule 6"}]}]}}`

// TestTraderLearnsWhatIsMissing: what is wrong first, each with its cure, its
// day and its legal ground.
func TestTraderLearnsWhatIsMissing(t *testing.T) {
	d := newTrader(t)
	d.api.HandleFunc("POST /v1/verifications", func(w http.ResponseWriter, r *http.Request) {
		var q wire.VerificationRequest
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil || string(*q.Certificate) != "{}" || string(*q.Seal) != "S" || q.Declaration == nil {
			t.Errorf("asked %+v, %v", q, err)
		}
		_, _ = io.WriteString(w, refusedReport)
	})
	_, page := d.sendFiles("/trader/certificate", map[string]string{"certificate": "{}", "seal": "S", "declaration": `{"declaration":{"number":"TH-1"}}`})
	wants(t, page, "✕</span> Would be refused as it is", "A corrected or replaced certificate may cure this", "A letter", "line 2",
		"At the latest 2 May 2027", "Rule 6", "1 May 2027", "In time.", "as of block 7", "1 further checks", "1 checks rest on")
	if strings.Contains(page, "Withheld.") {
		t.Error("what traders may not see is held against them")
	}
	if strings.Index(page, "Too much.") > strings.Index(page, "Nobody knows.") {
		t.Error("what is wrong does not come first")
	}
}

// TestTraderSendsAPrint: one file has certificate and seal inside.
func TestTraderSendsAPrint(t *testing.T) {
	d := newTrader(t)
	d.api.HandleFunc("POST /v1/verifications", func(w http.ResponseWriter, r *http.Request) {
		var q wire.VerificationRequest
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil || len(*q.Seal) == 0 || !strings.HasPrefix(string(*q.Certificate), "{") {
			t.Errorf("asked %+v, %v", q, err)
		}
		_, _ = io.WriteString(w, strings.ReplaceAll(strings.ReplaceAll(refusedReport, `"refuse"`, `"accept"`), `"defer"`, `"accept"`))
	})
	var print bytes.Buffer
	proof := printed.Proof{Certificate: must(specimen.FormD("demo").Canonical())(t), Seal: must(os.ReadFile("../../certificate/printed/testdata/form-d.p7s"))(t)}
	if err := printed.Write(&print, proof); err != nil {
		t.Fatal(err)
	}
	_, page := d.sendFiles("/trader/certificate", map[string]string{"certificate": print.String()})
	wants(t, page, "✓</span> Nothing is missing")
}

func TestTraderFormsSayWhatIsWanted(t *testing.T) {
	d := newTrader(t)
	for words, files := range map[string]map[string]string{
		"Certificate or seal is missing":               {"certificate": "{}"},
		"There is no certificate inside this PDF":      {"certificate": "%PDF-1.7"},
		"The declaration cannot be read":               {"certificate": "{}", "seal": "S", "declaration": `{"other":1}`},
		"No draft was chosen":                          {"bill": "{}"},
		"The bill of materials cannot be read":         {"draft": "{}", "bill": "x"},
		"choose the printed PDF, or the data file tog": {},
	} {
		path := "/trader/certificate"
		if strings.Contains(words, "draft") || strings.Contains(words, "bill") {
			path = "/trader/draft"
		}
		status, page := d.sendFiles(path, files)
		if !strings.Contains(strings.ToLower(page), strings.ToLower(words)) || status != http.StatusBadRequest {
			t.Errorf("%q is missing, answered %d", words, status)
		}
	}
}

const checkedDraft = `{"certificate":{"form":"D","country":"VN","reference":"X 1"},"answer":"not_as_applied_for","words":"no","change":["Fill in box 3.","Show the invoice."],
"lines":[{"number":1,"answer":"may_be_issued","words":"yes","change":[]},{"number":2,"answer":"officer_must_look","words":"perhaps","change":["A cost statement"]}],
"problems":[{"code":"x","path":"/transport","text":"Box 3 is empty.","remedy":"Fill in box 3."}],"rules":{}}`

// TestTraderChecksADraft line by line; what breaks the form is said once.
func TestTraderChecksADraft(t *testing.T) {
	d := newTrader(t)
	d.api.HandleFunc("POST /v1/drafts/check", func(w http.ResponseWriter, r *http.Request) {
		var q wire.DraftCheck
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil || q.Bills == nil || (*q.Bills)[0].Item != 1 {
			t.Errorf("asked %+v, %v", q, err)
		}
		_, _ = io.WriteString(w, checkedDraft)
	})
	_, page := d.sendFiles("/trader/draft", map[string]string{"draft": "{}", "bill": "{}"})
	wants(t, page, "✕</span> no", "✓</span> yes", "?</span> perhaps", "Show the invoice.", "A cost statement", "Draft D VN X 1")
	if strings.Count(page, "Fill in box 3.") != 1 {
		t.Error("a problem of the form is said twice")
	}
}

// TestTraderPagesAreForTraders: others do not see them, and are told so.
func TestTraderPagesAreForTraders(t *testing.T) {
	d := newDesk(t, officer)
	d.answers("GET /v1/dashboard", emptyDashboard)
	_, page := d.signIn("/sign-in", officer)
	if strings.Contains(page, "/trader/") {
		t.Error("an officer sees the trader's pages")
	}
	if status, _ := d.get("/trader/draft"); status != http.StatusForbidden {
		t.Errorf("an officer got %d", status)
	}
}

func TestTraderPagesInAllLanguages(t *testing.T) {
	d := newTrader(t)
	d.answers("POST /v1/verifications", refusedReport)
	d.answers("POST /v1/drafts/check", checkedDraft)
	for _, l := range explain.Languages() {
		_, own := d.sendFiles("/trader/certificate?lang="+string(l), map[string]string{"certificate": "{}", "seal": "S"})
		_, draft := d.sendFiles("/trader/draft?lang="+string(l), map[string]string{"draft": "{}"})
		if strings.Contains(own+draft, "trader.") {
			t.Errorf("%s lacks a word", l)
		}
	}
	words := must(readWords(explain.English))(t)
	for _, verdict := range []string{"waived", "accept", "accept_part", "correct", "defer", "refer", "verify", "refuse"} {
		if words.Say("trader.verdict."+verdict) == "trader.verdict."+verdict || words.Say("trader.means."+verdict) == "trader.means."+verdict {
			t.Errorf("no words for %s", verdict)
		}
	}
}
