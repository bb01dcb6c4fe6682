package console

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"origo/api/console/draft"
	"origo/api/identity"
	"origo/api/identity/demo"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/specimen"
)

// clerk is an officer of the organisation's issuing office.
var clerk = demo.User{Name: "malee", Password: "secret", Roles: []identity.Role{identity.Issuer}, Organisation: "THCustoms", Country: "TH"}

const thaiMembership = `{"version":1,"network":"demo","agreement":"atiga","parties":[],"limits":{"signing_age_hours":72,"crl_grace_hours":0}}`

// newOffice is a desk of an issuing office whose clerk has signed in.
func newOffice(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t, clerk)
	d.answers("GET /v1/dashboard", emptyDashboard)
	d.answers("GET /v1/registry/membership", thaiMembership)
	d.answers("GET /v1/registry/offices", `[{"country":"TH","code":"01","name":"Bangkok","kind":"issuing_authority","forms":["D"],"registered_at":"2026-01-01T00:00:00Z"}]`)
	d.signIn("/sign-in", clerk)
	return d
}

// draftOf puts the specimen from Thailand on the shelf and gives its address.
func (d *desk) draftOf(change func(draft.Fields)) string {
	d.t.Helper()
	raw := must(specimen.FormDFromThailand("demo").Canonical())(d.t)
	fields := must(draft.Read(raw))(d.t)
	if change != nil {
		change(fields)
	}
	shelf := (&Page{console: d.console}).shelf()
	person := must(d.console.Identity.Verify(d.t.Context(), d.token()))(d.t)
	return draftPath(must(shelf.Add(person.Subject, fields))(d.t))
}

// token is that of the session of the desk's browser.
func (d *desk) token() string {
	at := must(url.Parse(d.site.URL))(d.t)
	request := must(http.NewRequest("GET", d.site.URL, nil))(d.t)
	for _, cookie := range d.browser.Jar.Cookies(at) {
		request.AddCookie(cookie)
	}
	return must(d.console.session(request))(d.t).Token
}

const accepted = `{"certificate":{},"answer":"may_be_issued","words":"may be issued","change":[],"lines":[{"number":1,"answer":"officer_must_look","words":"an officer must look","change":["Show the invoice"]}],
 "problems":[],"rules":{"words":"accept","findings":[],"items":[{"number":1,"findings":[{"outcome":"cannot_tell","word":"cannot tell","text":"The box is open.","citation":"ATIGA Art. 1"}]}]}}`

func TestNewDraftIsFilledInAsFarAsKnown(t *testing.T) {
	d := newOffice(t)
	status, page := d.post(draftsPath, url.Values{"form": {"D"}})
	wants(t, page, `value="demo"`, `01 · Bangkok`, `name="/issue_date" value="2026-11-23"`, "Box 1: Exporter", "is not filled in", "Go on to signing")
	if status != http.StatusOK {
		t.Error(status)
	}
	_, page = d.get(draftsPath)
	wants(t, page, "Form D without number")
	if status, _ := d.post(draftsPath, url.Values{"form": {"VK"}}); status != http.StatusBadRequest {
		t.Errorf("a form of another country answered %d", status)
	}
}

// TestFindingsStandBesideTheirFields also while somebody types.
func TestFindingsStandBesideTheirFields(t *testing.T) {
	d := newOffice(t)
	var asked wire.DraftCheck
	d.api.HandleFunc("POST /v1/drafts/check", func(w http.ResponseWriter, r *http.Request) {
		_ = json.NewDecoder(r.Body).Decode(&asked)
		_, _ = io.WriteString(w, accepted)
	})
	path := d.draftOf(func(f draft.Fields) {
		f["/items/0/criterion"], f["/items/0/quantity/value"] = "WOO", "1,5"
		f["/items/0/bill/good/price"], f["/items/0/bill/materials/0/value"] = "10", "1"
	})
	_, page := d.get(path)
	wants(t, page, `<div id="at-items-0-criterion" class="notes"><p class="note">`, "This is no plain number.", "Show the invoice", "The box is open.", "ATIGA Art. 1", "an officer must look")
	if asked.Bills == nil || len(*asked.Bills) != 1 || !strings.Contains(string((*asked.Bills)[0].Bill), `"on":"`) {
		t.Errorf("asked with %+v", asked.Bills)
	}
	request := must(http.NewRequest("POST", d.site.URL+path, strings.NewReader(url.Values{"/exporter/name": {"ABC"}, "/items/0/criterion": {""}}.Encode())))(t)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("HX-Request", "true")
	_, part := d.read(must(d.browser.Do(request))(t))
	wants(t, part, `id="at-exporter-name" class="notes" hx-swap-oob="true"`, "Findings beside their fields")
	if strings.Contains(part, "<html") {
		t.Error("a whole page came back")
	}
	_, page = d.get(path)
	wants(t, page, `name="/exporter/name" value="ABC"`)
}

// TestSilentCheckHidesNothing: the form's own rules are told without the API.
func TestSilentCheckHidesNothing(t *testing.T) {
	d := newOffice(t)
	d.refuses("POST /v1/drafts/check", http.StatusServiceUnavailable, "ledger_unavailable")
	path := d.draftOf(func(f draft.Fields) { f["/exporter/name"] = "" })
	status, page := d.get(path)
	wants(t, page, "Title of ledger_unavailable", "What you filled in is kept", "Name is not filled in")
	if status != http.StatusOK {
		t.Error(status)
	}
}

func TestRowsOfADraft(t *testing.T) {
	d := newOffice(t)
	d.answers("POST /v1/drafts/check", accepted)
	path := d.draftOf(nil)
	form := url.Values{"/items/0/description": {"first"}, "/items/1/description": {"second"}, "do": {"add /items"}}
	_, page := d.post(path, form)
	wants(t, page, `name="/items/2/description"`, `value="second"`)
	form.Set("do", "remove /items/0")
	_, page = d.post(path, form)
	wants(t, page, `name="/items/0/description" value="second"`)
	if strings.Contains(page, `name="/items/1/`) {
		t.Error("the row is still there")
	}
}

// TestAnchor: the bytes that are downloaded are those that are sent, with the
// signature made elsewhere.
func TestAnchor(t *testing.T) {
	d := newOffice(t)
	d.answers("POST /v1/drafts/check", accepted)
	var sent wire.SealedCertificate
	var key string
	d.api.HandleFunc("POST /v1/certificates", func(w http.ResponseWriter, r *http.Request) {
		key = r.Header.Get("Idempotency-Key")
		_ = json.NewDecoder(r.Body).Decode(&sent)
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, `{"check_code":"AAAA-BBBB","record":{},"receipt":{}}`)
	})
	path := d.draftOf(nil)
	_, record := d.get(path + "/record")
	if want := must(specimen.FormDFromThailand("demo").Canonical())(t); record != string(want) {
		t.Error("other bytes")
	}
	_, page := d.get(path + "/seal")
	wants(t, page, "openssl cms -sign -binary -cades", "origo sign", "SHA-256", `name="seal"`, keyInForm.FindString(page))
	d.browser.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	answer := d.send(path+"/seal", map[string]string{keyField: "KEY"}, map[string]string{"seal": "SIGNATURE", "stamp": "ORIGO1:ABC\n"})
	if string(sent.Certificate) != record || string(sent.Seal) != "SIGNATURE" || *sent.Stamp != "ORIGO1:ABC" || key != "KEY" {
		t.Errorf("sent %s %q %v", sent.Seal, key, sent.Stamp)
	}
	if to := answer.Header.Get("Location"); !strings.HasPrefix(to, "/issuing/certificates/D/TH/") || !strings.HasSuffix(to, "#receipt") {
		t.Errorf("leads to %q", to)
	}
	if status, _ := d.get(path); status != http.StatusNotFound {
		t.Errorf("the draft answers %d", status)
	}
}

// TestRefusedAnchorKeepsTheDraft and tells what was saved.
func TestRefusedAnchorKeepsTheDraft(t *testing.T) {
	d := newOffice(t)
	d.answers("POST /v1/drafts/check", accepted)
	d.refuses("POST /v1/certificates", http.StatusUnprocessableEntity, "seal_invalid")
	path := d.draftOf(nil)
	_, page := d.read(d.send(path+"/seal", nil, map[string]string{"seal": "BAD"}))
	wants(t, page, "Title of seal_invalid", "Nothing was recorded", `name="seal"`)
	if status, _ := d.get(path); status != http.StatusOK {
		t.Error(status)
	}
}

func TestDraftAsAFile(t *testing.T) {
	d := newOffice(t)
	d.answers("POST /v1/drafts/check", accepted)
	path := d.draftOf(func(f draft.Fields) { f["/issue_date"] = "soon" })
	_, file := d.get(path + "/file")
	answer := d.send(draftsPath, nil, map[string]string{"file": file})
	_, page := d.read(answer)
	wants(t, page, `value="soon"`, "This is no date")
	if status, page := d.read(d.send(draftsPath, nil, map[string]string{"file": "nothing"})); status != http.StatusBadRequest {
		t.Errorf("%d %s", status, page)
	}
	if _, pdf := d.get(path + "/preview.pdf"); !strings.HasPrefix(pdf, "%PDF-") {
		t.Error("no preview")
	}
	if status, _ := d.get(path + "/record"); status != http.StatusConflict {
		t.Errorf("bytes to sign of an unreadable draft: %d", status)
	}
}

// TestDraftsAreTheirOwners alone.
func TestDraftsAreTheirOwners(t *testing.T) {
	d := newOffice(t)
	fields := draft.Fields{"/reference": "1"}
	id := must((&Page{console: d.console}).shelf().Add("somebody else", fields))(t)
	for _, leaf := range []string{"", "/file", "/record", "/preview.pdf", "/seal", "/bills/1"} {
		if status, _ := d.get(draftPath(id) + leaf); status != http.StatusNotFound {
			t.Errorf("%s answered %d", leaf, status)
		}
	}
}

func TestBillOfMaterials(t *testing.T) {
	d := newOffice(t)
	var bill struct {
		Good struct {
			HS struct{ Code string } `json:"hs"`
		} `json:"good"`
		Materials []struct{ Value string } `json:"materials"`
	}
	d.api.HandleFunc("POST /v1/rules/determinations", func(w http.ResponseWriter, r *http.Request) {
		_ = json.NewDecoder(r.Body).Decode(&bill)
		_, _ = io.WriteString(w, `{"outcome":"not_met","words":"does not originate","tree":{"outcome":"not_met","word":"not met","text":"Regional value content 38.2%","parts":[{"outcome":"met","word":"met","text":"deep"}]},
		 "remedies":[{"outcome":"not_met","word":"","text":"1.8 points short"}],"result":{"outcome":"not_met","routes":null,"numbers":{"rvc":"38.2","vnm":"618"},"tree":{"outcome":"not_met","message":"x"},"input":"","rules":{"version":"","digest":"","from":"2026-01-01","edition":2022,"official":true}}}`)
	})
	path := d.draftOf(nil) + "/bills/1"
	_, page := d.get(path)
	wants(t, page, "Nothing is calculated yet", "materials/0/value")
	base := "/items/0/bill/"
	_, page = d.post(path, url.Values{base + "good/price": {"1000"}, base + "materials/0/value": {"618"}, base + "materials/0/status": {"non_originating"}, "do": {"add " + base + "materials"}})
	wants(t, page, "does not originate", "Regional value content, %", "38.2", "deep", "1.8 points short", "materials/1/value", "Non-originating materials")
	if bill.Good.HS.Code == "" || len(bill.Materials) != 1 && len(bill.Materials) != 2 {
		t.Errorf("asked with %+v", bill)
	}
	if status, _ := d.get(strings.TrimSuffix(path, "1") + "9"); status != http.StatusNotFound {
		t.Error(status)
	}
}

// TestEveryFieldHasAName in every language, and its place in the certificate.
func TestEveryFieldHasAName(t *testing.T) {
	for _, l := range languages() {
		w := must(readWords(l))(t)
		for _, form := range everyForm() {
			everyFieldIsNamed(t, w, form)
		}
		for _, in := range billInputs() {
			if path := "/bill/" + in.path; w.labelOf(path) == path {
				t.Errorf("%s has no name in %s", path, l)
			}
		}
		for _, in := range materialInputs() {
			if path := "/materials/" + in.path; w.labelOf(path) == path {
				t.Errorf("%s has no name in %s", path, l)
			}
		}
		for _, kind := range []certificate.ActKind{certificate.CancelCertificate, certificate.SuspendSigner, certificate.RevokeSigner, certificate.ReinstateSigner} {
			for _, code := range []string{"act.title.", "act.what.", "act.final.", "act.send."} {
				if w.Say(code+string(kind)) == code+string(kind) {
					t.Errorf("%s%s has no text", code, kind)
				}
			}
			for _, reason := range certificate.ActReasons(kind) {
				if code := "value.reason." + string(reason); w.Say(code) == code {
					t.Errorf("%s has no text", code)
				}
			}
		}
		for _, f := range []*fault{errNoDraft, errNoShelf, errDraftFile, errDraftTable, errNotCanonical} {
			for _, code := range []string{"", ".what", ".do"} {
				if w.Say("fault."+f.code+code) == "fault."+f.code+code {
					t.Errorf("fault.%s%s has no text", f.code, code)
				}
			}
		}
		for _, status := range []registry.Status{registry.Issued, registry.Replaced, registry.Cancelled} {
			if code := "own.event." + string(status); w.Say(code) == code {
				t.Errorf("%s has no text", code)
			}
		}
	}
}

// everyForm is a draft of each kind of form that differs, with a row in every
// list.
func everyForm() []draft.Fields {
	rows := draft.Fields{"/items/0/x": "", "/invoices/0/x": "", "/back_to_back/0/x": ""}
	var forms []draft.Fields
	for _, kind := range []proofKind{{"D", "atiga"}, {"OD", "atiga"}, {"OD", "ukvfta"}} {
		fields := draft.Fields{"/form": string(kind.form), "/agreement": string(kind.agreement)}
		maps.Copy(fields, rows)
		forms = append(forms, fields)
	}
	return forms
}

// everyFieldIsNamed checks names, boxes and choices of a form, and that each of
// its fields is a member of a certificate.
func everyFieldIsNamed(t *testing.T, w Words, fields draft.Fields) {
	t.Helper()
	for path := range placedPaths(fields) {
		if w.labelOf(path) == path {
			t.Errorf("%s has no name in %s", path, w.Language())
		}
		if _, faults := (draft.Fields{path: "true"}).Document(); len(faults) > 0 && faults[0].Code == draft.Unknown {
			t.Errorf("%s is no member of a certificate", path)
		}
	}
	for _, b := range boxesOf(fields) {
		if code := "draft.box." + b.code; w.Say(code) == code {
			t.Errorf("%s has no text", code)
		}
		for _, in := range append(b.inputs, b.row...) {
			for _, option := range in.options {
				if code := "draft.option." + option; len(option) > 5 && w.Say(code) == code {
					t.Errorf("%s has no text", code)
				}
			}
		}
	}
}
