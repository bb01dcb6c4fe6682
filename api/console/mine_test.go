package console

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"origo/api/identity"
	"origo/api/identity/demo"
	"origo/fta-rules/explain"
)

// agent is a trader who acts for one company.
var agent = demo.User{Name: "agent", Password: "secret", Roles: []identity.Role{identity.Trader}, Organisation: "THCustoms", Country: "TH", Registration: []string{"0105-556012345"}}

const mineListed = `{"as_of":[{"agreement":"atiga","block":9,"age_seconds":2}],"next":"CURSOR","certificates":[
{"agreement":"atiga","form":"D","country":"TH","reference":"D2026-1","importing_country":"VN","office":"01","status":"issued","issue_date":"2026-11-20","expiry":"2027-11-19","usage":"partly_used",
 "exporter":"Chanthaburi","consignee":"=LANG SON","hs":["081060"],"own":{"capacity":"exporter","used_permille":375,"open_cases":1,"refusals":0,"next":{"code":"consent_to_visit","by":"exporter","due":"2026-11-22"}}},
{"agreement":"atiga","form":"D","country":"VN","reference":"VN-TH 26/02/00123","importing_country":"TH","office":"02","status":"cancelled","issue_date":"2026-11-18","expiry":"2027-11-17","usage":"unused",
 "exporter":"BOM MIEN NAM","consignee":"Chao Phraya","own":{"capacity":"consignee","used_permille":0,"open_cases":0,"refusals":0,"next":{"code":"reapply","by":"exporter"}}},
{"agreement":"atiga","form":"D","country":"VN","reference":"VN-TH 26/02/00124","importing_country":"TH","office":"02","status":"issued","issue_date":"2026-11-17","expiry":"2027-11-16","usage":"refused",
 "exporter":"BOM MIEN NAM","consignee":"Chao Phraya","own":{"capacity":"consignee","used_permille":0,"open_cases":0,"refusals":1,"next":{"code":"answer_refusal","by":"traders"}}}]}`

const mineProgress = `{"agreement":"atiga","form":"D","country":"TH","reference":"D2026-1","capacity":"exporter","importing_country":"VN","office":"01","status":"issued","issue_date":"2026-11-20","expiry":"2027-11-19",
"anchored_at":"2026-11-20T03:00:00Z","status_at":"2026-11-20T03:00:00Z","usage":"partly_used","exporter":"Chanthaburi","consignee":"LANG SON","check_code":"7K2M-91X0",
"items":[{"item":1,"description":"Durian","hs":"081060","unit":"KGM","certified":"18000","used":"6750","left":"11250","usage":"partly_used"}],
"decisions":[{"outcome":"accepted_in_part","decided_on":"2026-11-21","recorded_at":"2026-11-21T04:00:00Z","by":"VNCustoms","lines":[],"grounds":[{"item":1,"code":"quantity_short","citation":"R.1","text":"less arrived"}]},
 {"outcome":"accepted","decided_on":"2026-11-22","recorded_at":"2026-11-22T04:00:00Z","by":"VNCustoms","lines":[],"grounds":[],"reversed_at":"2026-11-22T05:00:00Z"}],
"cases":[{"opened_at":"2026-11-21T08:00:00Z","basis":"doubt","items":[1],"standing":{"state":"received","visit":"requested"},"next":{"code":"consent_to_visit","by":"exporter","due":"2026-12-21"},
 "deadlines":[{"id":"visit_consent","name":"consent to the visit","side":"issuing","citation":"Rule 19","from":"2026-11-21","due":"2026-12-21","state":"pending","lapse":"x","follows":"The preference may be refused."},
  {"id":"receipt","name":"long since met","side":"issuing","citation":"Rule 18","from":"2026-11-21","due":"2026-12-21","met_on":"2026-11-22","state":"met","lapse":"x","follows":"y"}]}],
"next":{"code":"consent_to_visit","by":"exporter","due":"2026-12-21"}}`

func newAgent(t *testing.T) *desk {
	d := newDesk(t, agent)
	d.signIn("/sign-in", agent)
	return d
}

// TestMineLists: what is wrong comes first with its cure; then all, each with what is left and whose move it is.
func TestMineLists(t *testing.T) {
	d := newAgent(t)
	asked := ""
	d.api.HandleFunc("GET /v1/certificates", func(w http.ResponseWriter, r *http.Request) {
		asked = r.URL.RawQuery
		_, _ = io.WriteString(w, mineListed)
	})
	_, page := d.get("/trader/certificates?status=issued&cursor=OLD")
	if !strings.Contains(asked, "status=issued") || !strings.Contains(asked, "cursor=OLD") {
		t.Errorf("asked %s", asked)
	}
	wants(t, page, "0105556012345", "Customs wish to visit", "exporter (you)", "was due on 22 November 2026", "agree in writing", "about 62.5% left", "✕</span> cancelled",
		"/trader/certificates/D/TH/D2026-1?agreement=atiga", "exporter and importer (you)", "BOM MIEN NAM", "as of block 9", "cursor=CURSOR", "certificates.csv?status=issued")
	attention := page[strings.Index(page, "Needs attention"):strings.Index(page, `id="found"`)]
	if strings.Contains(attention, "00123") || strings.Index(attention, "D2026-1") > strings.Index(attention, "00124") {
		t.Errorf("needs attention: %s", attention)
	}
}

// TestMineWithoutRegistration: a trader whose account names nobody learns how to mend that.
func TestMineWithoutRegistration(t *testing.T) {
	d := newAgent(t)
	d.refuses("GET /v1/certificates", http.StatusForbidden, "registration_missing")
	d.refuses("GET /v1/certificates/D/TH/D2026-1/progress", http.StatusForbidden, "registration_missing")
	for _, path := range []string{"/trader/certificates", "/trader/certificates/D/TH/D2026-1"} {
		status, page := d.get(path)
		wants(t, page, "Remedy of registration_missing", "Why you see no list here", "origo_registration", "sign in again")
		if status != http.StatusForbidden || strings.Contains(page, "<table") {
			t.Errorf("%s answered %d", path, status)
		}
	}
}

// TestMineEmpty says why there may be nothing.
func TestMineEmpty(t *testing.T) {
	d := newAgent(t)
	d.answers("GET /v1/certificates", `{"as_of":[],"certificates":[]}`)
	if _, page := d.get("/trader/certificates"); !strings.Contains(page, "wrote your registration number on it") || strings.Contains(page, "Needs attention") {
		t.Errorf("%s", page)
	}
}

// TestMineCertificate: who must act, what is left, why customs refused, the running clocks, what happened, and the file.
func TestMineCertificate(t *testing.T) {
	d := newAgent(t)
	base := "GET /v1/certificates/D/TH/D2026-1"
	d.answers(base+"/progress", mineProgress)
	d.api.HandleFunc(base+"/document.pdf", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "%PDF") })
	_, page := d.get("/trader/certificates/D/TH/D2026-1")
	wants(t, page, "What comes next", "exporter (you)", "until 21 December 2026", "7K2M-91X0", "11,250", "Durian", "less arrived", "Decision of 21 November 2026",
		"Reasonable doubt", "consent to the visit", "can still be presented", "Viet Nam Customs took that decision back.", "certificate.pdf?agreement=atiga", "Verification since 21 November 2026")
	if strings.Contains(page, "long since met") || strings.Contains(page, "The preference may be refused.") {
		t.Error("a clock that has stopped is shown, or what has not come to pass")
	}
	if _, pdf := d.get("/trader/certificates/D/TH/D2026-1/certificate.pdf"); pdf != "%PDF" {
		t.Errorf("downloaded %q", pdf)
	}
}

// TestMineFileIsTheExporters: the consignee, and whoever holds a withdrawn certificate, are told why there is no file.
func TestMineFileIsTheExporters(t *testing.T) {
	for words, change := range map[string][]string{
		"Ask the exporter if you do not have it": {`"capacity":"exporter"`, `"capacity":"consignee"`},
		"no longer counts":                       {`"status":"issued"`, `"status":"cancelled","reason":"exporter_request"`},
		"the exporter asked for it":              {`"status":"issued"`, `"status":"cancelled","reason":"exporter_request"`},
	} {
		d := newAgent(t)
		d.answers("GET /v1/certificates/D/TH/D2026-1/progress", strings.ReplaceAll(mineProgress, change[0], change[1]))
		if _, page := d.get("/trader/certificates/D/TH/D2026-1"); !strings.Contains(page, words) || strings.Contains(page, "certificate.pdf") {
			t.Errorf("%q is missing", words)
		}
	}
}

// TestMineTable: names from certificates are no formulas.
func TestMineTable(t *testing.T) {
	d := newAgent(t)
	d.answers("GET /v1/certificates", strings.Replace(mineListed, `"next":"CURSOR",`, "", 1))
	_, table := d.get("/trader/certificates.csv?status=issued")
	wants(t, table, "capacity,used_percent,open_cases,refusals,next,must_act,due", "'=LANG SON,081060,exporter,37.5,1,0,consent_to_visit,exporter,2026-11-22", "reapply,exporter,\n")
}

// TestMineIsForTraders: others do not see the pages, and are told so.
func TestMineIsForTraders(t *testing.T) {
	d := newDesk(t, officer)
	d.signIn("/sign-in", officer)
	for _, path := range []string{"/trader/certificates", "/trader/certificates.csv", "/trader/certificates/D/TH/1", "/trader/certificates/D/TH/1/certificate.pdf"} {
		if status, _ := d.get(path); status != http.StatusForbidden {
			t.Errorf("%s: an officer got %d", path, status)
		}
	}
}

// TestMineInAllLanguages finds words that lack, those of every step too.
func TestMineInAllLanguages(t *testing.T) {
	d := newAgent(t)
	d.answers("GET /v1/certificates", mineListed)
	d.answers("GET /v1/certificates/D/TH/D2026-1/progress", mineProgress)
	for _, l := range explain.Languages() {
		_, list := d.get("/trader/certificates?lang=" + string(l))
		_, one := d.get("/trader/certificates/D/TH/D2026-1?lang=" + string(l))
		if strings.Contains(list+one, "mine.") {
			t.Errorf("%s lacks a word", l)
		}
	}
	words := must(readWords(explain.English))(t)
	for _, code := range []string{"reapply", "use_replacement", "explain", "show_documents", "correct", "consent_to_visit", "await_visit", "comment", "await_reply",
		"await_decision", "answer_refusal", "answer_partially", "present", "expired", "finished"} {
		if words.Say("mine.step."+code) == "mine.step."+code || words.Say("mine.cure."+code) == "mine.cure."+code {
			t.Errorf("no words for %s", code)
		}
	}
}
