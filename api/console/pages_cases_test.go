package console

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"origo/api/wire"
	"origo/certificate/registry"
)

const thaiCase = "atiga.VN.TH.0123456789abcdef0123456789abcdef"

const caseFileText = `{"case":{"id":"` + thaiCase + `","certificate":{"form":"D","country":"TH","reference":"D2026-1"},"number":"VN-77","basis":"doubt","items":[2],
 "entries":[{"action":"opened","officer":"x","sequence":1,"side":"importing","by":"VNCustoms","at":"2026-11-20T03:00:00Z","transaction":"TX","text":"Is it durian?",
 "reasons":[{"item":2,"code":"origin_doubt","citation":"ATIGA Annex 8 R.18","text":"looks like jackfruit"}]}],"standing":{"state":"received"},"salt":"QUJD"},
 "deadlines":[{"id":"reply","name":"Reply to the request","side":"issuing","citation":"ATIGA Annex 8 R.18(b)","from":"2026-11-20","due":"2027-02-18","state":"pending","lapse":"x","follows":"The issuing authority is late."}],
 "allowed":[{"action":"replied","side":"issuing"},{"action":"time_asked","side":"issuing"},{"action":"visit_refused","side":"issuing"},{"action":"closed","side":"importing"}]}`

func newCaseOffice(t *testing.T) *desk {
	d := newOffice(t)
	d.answers("GET /v1/cases", `{"cases":[`+caseFileText+`]}`)
	d.answers("GET /v1/cases/"+thaiCase, caseFileText)
	return d
}

func TestCaseShowsItsClocksAndWhatMayBeDone(t *testing.T) {
	d := newCaseOffice(t)
	_, page := d.get("/cases")
	wants(t, page, "VN-77", "87 days left", casePath(thaiCase))
	_, page = d.get(casePath(thaiCase))
	wants(t, page, "Is it durian?", "looks like jackfruit", "Reply to the request", "The issuing authority is late.", "running", "Ask for more time", "/issuing/certificates/D/TH/D2026-1")
	if strings.Contains(page, "Close the case") {
		t.Error("offers what is the other side's to do")
	}
	if status, _ := d.get(casePath(thaiCase) + "/closed"); status != http.StatusConflict {
		t.Error(status)
	}
}

// TestReply is recorded as it was confirmed, and knows what had been seen.
func TestReply(t *testing.T) {
	d := newCaseOffice(t)
	var sent []wire.NewCaseEntry
	d.api.HandleFunc("POST /v1/cases/"+thaiCase+"/entries", func(w http.ResponseWriter, r *http.Request) {
		var n wire.NewCaseEntry
		_ = json.NewDecoder(r.Body).Decode(&n)
		sent = append(sent, n)
		_, _ = io.WriteString(w, `{"case":`+caseFileText+`,"receipt":{}}`)
	})
	path := casePath(thaiCase) + "/replied"
	_, page := d.get(path)
	wants(t, page, "Every item not named otherwise", `name="answer_item" value="2"`)
	form := url.Values{"after": {"1"}, "answer_item": {"0", "2"}, "answer": {"", "not_originating"}, "answer_text": {"", "it is jackfruit"}, "text": {"see report"}, "step": {"confirm"}}
	_, page = d.post(path, form)
	wants(t, page, "genuine, but the goods do not originate", "it is jackfruit", "see report", "Exactly this will be recorded")
	if len(sent) != 0 {
		t.Fatal("recorded without confirmation")
	}
	form.Set("step", "record")
	d.post(path, form)
	if len(sent) != 1 || sent[0].After != 1 || len(*sent[0].Answers) != 1 || (*sent[0].Answers)[0].Answer != registry.NotOriginating || *sent[0].Text != "see report" {
		t.Errorf("%+v", sent)
	}
	_, page = d.post(path, url.Values{"answer_item": {"0"}, "answer": {""}, "text": {"kept words"}})
	wants(t, page, "Give an answer for at least one item", "kept words")
}

// TestDocumentOfAnEntry: only its digest goes to the ledger.
func TestDocumentOfAnEntry(t *testing.T) {
	d := newCaseOffice(t)
	path := casePath(thaiCase) + "/time_asked"
	_, page := d.read(d.send(path, map[string]string{"until": "2027-03-01", "step": "confirm"}, map[string]string{"document": "abc"}))
	wants(t, page, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "1 March 2027", `name="document_digest"`)
	_, page = d.read(d.send(path, map[string]string{"until": "soon"}, nil))
	wants(t, page, "This is no date")
	_, page = d.get(casePath(thaiCase) + "/visit_refused")
	wants(t, page, "origin_doubt", "ATIGA Annex 8 R.18")
}

func TestCaseWordsAreComplete(t *testing.T) {
	for _, l := range languages() {
		w := must(readWords(l))(t)
		for _, state := range registry.CaseStates() {
			for _, visit := range []registry.VisitState{"", "requested", "consented"} {
				standing := registry.CaseStanding{State: state, Visit: visit, Question: "documents", Determined: true, Clarified: true}
				for _, action := range standing.Allowed() {
					for _, code := range []string{"case.do.", "customs.action."} {
						if w.Say(code+string(action)) == code+string(action) {
							t.Errorf("%s%s has no text in %s", code, action, l)
						}
					}
				}
			}
		}
	}
}
