package api

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"origo/api/identity"
	"origo/api/identity/demo"
	"origo/api/progress"
	"origo/api/wire"
	"origo/certificate"
)

// trader asks as somebody who acts for the companies of these numbers.
type trader struct {
	w            *world
	organisation string
	numbers      []string
}

func (p trader) get(path string) *httptest.ResponseRecorder {
	p.w.t.Helper()
	user := demo.User{Name: "trader-" + strings.Join(p.numbers, "-"), Organisation: p.organisation, Country: p.organisation[:2],
		Roles: []identity.Role{identity.Trader}, Registration: p.numbers}
	return p.w.servers[p.organisation].answer(p.w.t, ask("GET", path, must(p.w.provider.Issue(user, ""))(p.w.t), nil))
}

func (p trader) list(question string) wire.CertificateList {
	p.w.t.Helper()
	var list wire.CertificateList
	got := p.get("/v1/certificates?" + question)
	if err := json.Unmarshal(got.Body.Bytes(), &list); err != nil || got.Code != 200 {
		p.w.t.Fatalf("%v: %s answered %d: %s", p.numbers, question, got.Code, got.Body)
	}
	return list
}

func (p trader) progress(d *certificate.Document) (wire.ShownProgress, string) {
	p.w.t.Helper()
	var shown wire.ShownProgress
	got := p.get(location(d.ID()) + "/progress")
	if err := json.Unmarshal(got.Body.Bytes(), &shown); err != nil || got.Code != 200 {
		p.w.t.Fatalf("%v: progress answered %d: %s", p.numbers, got.Code, got.Body)
	}
	return shown, got.Body.String()
}

// pumps and shrimps are certificates of two exporters.
func pumpsAndShrimps(t *testing.T) (w *world, pumps, shrimps *certificate.Document) {
	t.Helper()
	w = newWorld(t)
	w.found()
	pumps, shrimps = w.document(), w.document()
	pumps.Consignee.Registration = "0 1055 5601234-5"
	shrimps.Reference = strings.TrimSuffix(shrimps.Reference, "3") + "4"
	shrimps.Exporter.Registration, shrimps.Exporter.Name = "2000456789", "CONG TY TNHH THUY SAN"
	for _, d := range []*certificate.Document{pumps, shrimps} {
		if got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", w.sealed(d), nil); got != 201 {
			t.Fatalf("anchoring answered %d", got)
		}
	}
	w.follow("VNIssuer")
	w.follow("THCustoms")
	return w, pumps, shrimps
}

// TestTradersSeeTheirOwnOnly: by the number of their own country's register, whole and however it is written. For
// everybody else the certificate does not exist.
func TestTradersSeeTheirOwnOnly(t *testing.T) {
	w, pumps, shrimps := pumpsAndShrimps(t)
	for name, c := range map[string]struct {
		organisation string
		numbers      []string
		capacity     map[*certificate.Document]progress.Capacity
	}{
		"exporter":             {"VNIssuer", []string{"0301234567"}, map[*certificate.Document]progress.Capacity{pumps: progress.Exporter}},
		"written otherwise":    {"VNIssuer", []string{" 03 0123.45-67"}, map[*certificate.Document]progress.Capacity{pumps: progress.Exporter}},
		"other exporter":       {"VNIssuer", []string{"2000456789"}, map[*certificate.Document]progress.Capacity{shrimps: progress.Exporter}},
		"agent of both":        {"VNIssuer", []string{"2000456789", "0301234567"}, map[*certificate.Document]progress.Capacity{pumps: progress.Exporter, shrimps: progress.Exporter}},
		"consignee":            {"THCustoms", []string{"0105556012345"}, map[*certificate.Document]progress.Capacity{pumps: progress.Consignee}},
		"of another register":  {"THCustoms", []string{"0301234567"}, nil},
		"consignee's, there":   {"VNIssuer", []string{"0105556012345"}, nil},
		"a part of the number": {"VNIssuer", []string{"030123456", "301234567", "03012345670"}, nil},
		"a branch":             {"VNIssuer", []string{"0301234567-001"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			p := trader{w, c.organisation, c.numbers}
			found := p.list("").Certificates
			if len(found) != len(c.capacity) {
				t.Errorf("listed %+v", found)
			}
			for _, d := range []*certificate.Document{pumps, shrimps} {
				p.wantSight(t, d, c.capacity[d])
			}
			for _, entry := range found {
				if entry.Own == nil || entry.Own.Next.Code != progress.Present || entry.Own.Capacity == "" {
					t.Errorf("%s: %+v", entry.Reference, entry.Own)
				}
			}
		})
	}
}

// wantSight checks what a trader is told of one certificate in a capacity, empty for none.
func (p trader) wantSight(t *testing.T, d *certificate.Document, as progress.Capacity) {
	t.Helper()
	at, bundle := location(d.ID()), "/v1/registry/bundle?agreement=atiga&certificate="+url.QueryEscape(d.ID().String())
	if as == "" {
		for _, path := range []string{at, at + "/progress", at + "/document.pdf", bundle} {
			wantProblem(t, p.get(path), http.StatusNotFound, "certificate_unknown")
		}
		return
	}
	wantSuccess(t, p.get(at))
	wantSuccess(t, p.get(bundle))
	shown, _ := p.progress(d)
	if shown.Capacity != as || (shown.CheckCode != "") != (as == progress.Exporter) || shown.Next.Due != d.Expiry() {
		t.Errorf("told %+v", shown)
	}
	if pdf := p.get(at + "/document.pdf"); as == progress.Exporter {
		wantSuccess(t, pdf)
	} else {
		wantProblem(t, pdf, http.StatusForbidden, codeExporter)
	}
	for _, path := range []string{"/dossier", "/document", "/seal", "/stamp", "/account", "/history"} {
		wantProblem(t, p.get(at+path), http.StatusForbidden, "role_required")
	}
}

// TestTradersWithoutNumber hear what is missing and how to get it, and nothing else.
func TestTradersWithoutNumber(t *testing.T) {
	w, pumps, _ := pumpsAndShrimps(t)
	p := trader{w, "VNIssuer", nil}
	at := location(pumps.ID())
	for _, path := range []string{"/v1/certificates", "/v1/certificates?exporter=bom", at, at + "/progress", at + "/document.pdf", "/v1/certificates/D/VN/nothing/progress"} {
		wantProblem(t, p.get(path), http.StatusForbidden, codeNoNumber)
	}
}

// TestTradersCannotSearchAround: no parameter and nobody else's cursor leads beyond one's own.
func TestTradersCannotSearchAround(t *testing.T) {
	w, pumps, shrimps := pumpsAndShrimps(t)
	both, one := trader{w, "VNIssuer", []string{"0301234567", "2000456789"}}, trader{w, "VNIssuer", []string{"0301234567"}}
	for _, question := range []string{"exporter=thuy", "consignee=chao&exporter=thuy", "hs=84&exporter=thuy", "exporter=2000456789", "exporter=holder"} {
		for _, c := range one.list(question).Certificates {
			t.Errorf("%s: %s", question, c.Reference)
		}
	}
	first := both.list("limit=1")
	if first.Next == nil || first.Certificates[0].Reference != shrimps.Reference {
		t.Fatalf("first page %+v", first)
	}
	for _, question := range []string{"cursor=" + url.QueryEscape(*first.Next), "limit=1"} {
		page := one.list(question)
		if len(page.Certificates) != 1 || page.Certificates[0].Reference != pumps.Reference || page.Next != nil {
			t.Errorf("%s: %+v", question, page)
		}
	}
	if page := (trader{w, "THCustoms", []string{"0105999999999"}}).list("cursor=" + url.QueryEscape(*first.Next)); len(page.Certificates) != 0 {
		t.Errorf("a stranger is led to %+v", page)
	}
}

// TestTradersSeeWhatCustomsDecided: grounds, what is left and whose move it is; of the importer's declaration the
// exporter hears nothing, and of the officers nobody.
func TestTradersSeeWhatCustomsDecided(t *testing.T) {
	w, pumps, _ := pumpsAndShrimps(t)
	at := location(pumps.ID())
	use := map[string]any{"declaration": "TH-SECRET", "outcome": "accepted_in_part", "decided_on": certificate.DateOf(w.ledger.Now()),
		"lines":   []any{map[string]any{"item": 1, "quantity": "60", "unit": pumps.Items[0].Quantity.Unit}},
		"grounds": []any{map[string]any{"item": 2, "code": "criterion_not_met", "citation": "ATIGA Art. 28"}}}
	if got := w.as("THCustoms", identity.Customs, "POST", at+"/uses", use, nil); got != 201 {
		t.Fatalf("use answered %d", got)
	}
	doubt := map[string]any{"number": "FILE-7", "basis": "doubt", "reasons": []any{map[string]any{"item": 0, "code": "stamp", "citation": "R.18", "text": "WHISPER"}}}
	if got := w.as("THCustoms", identity.Customs, "POST", at+"/cases", doubt, nil); got != 201 {
		t.Fatalf("case answered %d", got)
	}
	w.follow("VNIssuer")
	exporter, importer := trader{w, "VNIssuer", []string{"0301234567"}}, trader{w, "THCustoms", []string{"0105556012345"}}
	shown, text := exporter.progress(pumps)
	if len(shown.Items) != len(pumps.Items) || shown.Items[0].Left.String() != "180" || len(shown.Decisions) != 1 || shown.Decisions[0].Grounds[0].Item != 2 ||
		len(shown.Cases) != 1 || shown.Next.Code != progress.AwaitReply || len(shown.Cases[0].Deadlines) == 0 {
		t.Errorf("told %+v", shown)
	}
	for _, secret := range []string{"SECRET", "WHISPER", "FILE-7", "salt", "officer", "customs-1"} {
		if strings.Contains(text, secret) {
			t.Errorf("the exporter is told %s: %s", secret, text)
		}
	}
	if told, text := importer.progress(pumps); told.Decisions[0].Declaration != "TH-SECRET" || strings.Contains(text, "WHISPER") || strings.Contains(text, "customs-1") {
		t.Errorf("the importer is told %s", text)
	}
	listed := exporter.list("").Certificates[0].Own
	if listed.OpenCases != 1 || listed.Refusals != 1 || listed.Next != shown.Next || listed.UsedPermille == 0 {
		t.Errorf("listed %+v", listed)
	}
}
