package console

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/specimen"
	"origo/clearance"
	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
)

// border is a desk with one certificate on its ledger.
type border struct {
	*desk
	document *certificate.Document
	asked    []wire.VerificationRequest
	uses     []wire.UseDecision
	cases    []wire.CaseRequest
	account  registry.Account
}

func newBorder(t *testing.T) *border {
	t.Helper()
	b := &border{desk: newDesk(t, officer), document: specimen.FormD("journey", specimen.On(certificate.DateOf(monday)))}
	item := b.document.Items[0]
	b.account = registry.Account{ID: b.document.ID(), Balances: []registry.Balance{{Item: 1, Unit: item.Quantity.Unit, Certified: item.Quantity.Value, Used: certificate.DecimalOf(1)}}}
	b.answers("GET /v1/dashboard", emptyDashboard)
	b.answers("GET /v1/network", `{"organisation":"THCustoms","channels":[{"agreement":"atiga","organisations":[{"name":"VNIssuer","country":"VN","member":true}]}]}`)
	b.answers("GET /v1/certificates", `{"as_of":[],"certificates":[{"agreement":"atiga","form":"D","country":"VN","reference":"VN-TH 26/01/00001","status":"issued","usage":"unused","exporter":"=HYPERLINK(1)","issue_date":"2026-11-20","expiry":"2027-11-19","hs":["841370"]}]}`)
	b.refuses("GET /v1/certificates/{form}/{country}/{reference}", http.StatusNotFound, "certificate_unknown")
	b.api.HandleFunc("GET /v1/certificates/D/VN/{reference}", func(w http.ResponseWriter, r *http.Request) {
		if r.PathValue("reference") != b.document.Reference {
			w.WriteHeader(http.StatusNotFound)
			_, _ = io.WriteString(w, `{"code":"certificate_unknown"}`)
			return
		}
		b.write(w, b.record())
	})
	b.api.HandleFunc("POST /v1/verifications", b.verify)
	b.api.HandleFunc("GET /v1/certificates/D/VN/{reference}/account", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("ETag", `"seven"`)
		b.write(w, b.account)
	})
	b.api.HandleFunc("POST /v1/certificates/D/VN/{reference}/uses", b.use)
	b.api.HandleFunc("POST /v1/certificates/D/VN/{reference}/cases", b.open)
	b.signIn("/sign-in", officer)
	return b
}

func (b *border) write(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(value); err != nil {
		b.t.Error(err)
	}
}

func (b *border) record() registry.Record {
	return registry.Record{ID: b.document.ID(), ImportingCountry: "TH", Office: b.document.Office, Status: registry.Issued,
		IssueDate: b.document.IssueDate, Expiry: b.document.Expiry(), AnchoredAt: "2026-11-20T08:00:00Z"}
}

// verify assesses as it is told: one line to be refused, one finding well.
func (b *border) verify(w http.ResponseWriter, r *http.Request) {
	var request wire.VerificationRequest
	if err := json.NewDecoder(r.Body).Decode(&request); err != nil {
		b.t.Error(err)
	}
	b.asked = append(b.asked, request)
	raw := must(b.document.Canonical())(b.t)
	record, id := b.record(), b.document.ID()
	bad := clearance.Finding{Check: "X-1", Outcome: finding.NotMet, Verdict: finding.Refuse, Citation: "Article 7", Message: "x.bad"}
	well := clearance.Finding{Check: "X-2", Outcome: finding.Met, Verdict: finding.Accept, Message: "x.well"}
	b.write(w, clearance.Report{
		Assessment: clearance.Assessment{Certificate: &id, Verdict: finding.Refuse, Digest: strings.Repeat("ab", 32),
			Findings: []clearance.Finding{well}, Lines: []clearance.Line{{Line: 1, Item: 1, Verdict: finding.Refuse, Findings: []clearance.Finding{bad, well}}}},
		Explained: &clearance.Explained{Verdict: "refuse it", Step: "Refuse and say why.", Findings: []explain.Explanation{{Check: "X-2", Text: "All is well."}},
			Lines: []clearance.ExplainedLine{{Line: 1, Item: 1, Verdict: "refuse it", Findings: []explain.Explanation{
				{Check: "X-1", Word: "not met", Verdict: "refuse", Text: "The pump is not <new>.", Citation: "Article 7", Evidence: []string{"the invoice"}},
				{Check: "X-2", Word: "met", Text: "All is well."}}}}},
		Facts: &clearance.Facts{
			Record:  clearance.Answer[registry.Record]{State: clearance.Found, Value: &record},
			Dossier: clearance.Answer[registry.Dossier]{State: clearance.Found, Value: &registry.Dossier{ID: id, Certificate: raw}},
			Account: clearance.Answer[registry.Account]{State: clearance.Found, Value: &b.account}},
	})
}

func (b *border) use(w http.ResponseWriter, r *http.Request) {
	var d wire.UseDecision
	if err := json.NewDecoder(r.Body).Decode(&d); err != nil {
		b.t.Error(err)
	}
	if r.Header.Get("If-Match") != `"seven"` || r.Header.Get("Idempotency-Key") == "" {
		b.t.Errorf("If-Match %q, key %q", r.Header.Get("If-Match"), r.Header.Get("Idempotency-Key"))
	}
	b.uses = append(b.uses, d)
	use := registry.Use{UseRequest: registry.UseRequest{Certificate: b.document.ID(), Declaration: d.Declaration, Outcome: d.Outcome, Officer: "somchai", DecidedOn: d.DecidedOn},
		Sequence: 1, RecordedAt: "2026-11-23T01:00:00Z", Transaction: "c0ffee"}
	b.account.Uses = append(b.account.Uses, use)
	b.write(w, wire.RecordedUse{Use: use})
}

func (b *border) open(w http.ResponseWriter, r *http.Request) {
	var c wire.CaseRequest
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		b.t.Error(err)
	}
	b.cases = append(b.cases, c)
	b.write(w, wire.RecordedCase{Case: wire.CaseFile{Case: registry.Case{ID: "atiga.TH.VN.1"}}})
}

// claimForm is what the pages carry of a claim.
func (b *border) claimForm(quantity string) url.Values {
	return url.Values{"form": {"D"}, "country": {"VN"}, "reference": {b.document.Reference}, "number": {"C/7"}, "exporter": {"Somebody else"},
		lineNumber: {"1"}, lineItem: {"1"}, lineHS: {"8413.70.91"}, lineQuantity: {quantity}, lineUnit: {b.document.Items[0].Quantity.Unit}}
}

func TestLookUp(t *testing.T) {
	b := newBorder(t)
	_, page := b.get("/customs")
	wants(t, page, `name="q"`, "VN-TH 26/01/00001")
	status, page := b.get("/customs/find?q=" + url.QueryEscape("  "+b.document.Reference+" "))
	wants(t, page, b.document.Exporter.Name, "refuse it", "The pump is not &lt;new&gt;.", "Article 7", "the invoice", "Issued and anchored", "Enter the declaration")
	if status != http.StatusOK || strings.Contains(page, `value="accepted"`) {
		t.Errorf("status %d, or a decision without a declaration", status)
	}
	if status, page := b.get("/customs/find?q=nothing"); status != http.StatusOK || !strings.Contains(page, "bears the number &#34;nothing&#34;") {
		t.Errorf("status %d: %s", status, page)
	}
	if status, page := b.get("/customs/find?q=ORIGO1:junk"); status != http.StatusUnprocessableEntity || !strings.Contains(page, "QR code cannot be read") {
		t.Errorf("a bad stamp answered %d", status)
	}
}

func TestFileIsAssessed(t *testing.T) {
	b := newBorder(t)
	raw := must(b.document.Canonical())(t)
	for name, c := range map[string]struct {
		file   []byte
		seal   string
		status int
		want   string
	}{
		"certificate": {raw, "seal", http.StatusOK, b.document.Exporter.Name},
		"no seal":     {raw, "", http.StatusUnprocessableEntity, "proof is a certificate without its seal"},
		"bad pdf":     {[]byte("%PDF-1.7 nothing"), "", http.StatusUnprocessableEntity, "carries no certificate"},
		"photo":       {[]byte("\x89PNG"), "seal", http.StatusUnprocessableEntity, "proof is no certificate"},
		"other":       {[]byte(`{"shopping": "rice"}`), "seal", http.StatusUnprocessableEntity, "proof is no certificate"},
		"nothing":     {nil, "", http.StatusUnprocessableEntity, "Choose a file"},
	} {
		t.Run(name, func(t *testing.T) {
			var body bytes.Buffer
			to := multipart.NewWriter(&body)
			part := must(to.CreateFormFile("file", "proof"))(t)
			_, _ = part.Write(c.file)
			part = must(to.CreateFormFile("seal", "proof.p7s"))(t)
			_, _ = part.Write([]byte(c.seal))
			to.Close()
			status, page := b.read(must(b.browser.Post(b.site.URL+"/customs/file", to.FormDataContentType(), &body))(t))
			wants(t, page, c.want)
			if status != c.status {
				t.Errorf("answered %d", status)
			}
		})
	}
	if last := b.asked[len(b.asked)-1]; last.Certificate == nil || !bytes.Equal(*last.Certificate, raw) {
		t.Error("the file was not what was assessed")
	}
}

func TestDeclarationBesideCertificate(t *testing.T) {
	b := newBorder(t)
	_, page := b.post("/customs/assessment", b.claimForm("12"))
	wants(t, page, "Somebody else", "differs", "Accept in part", `name="line_quantity" value="12"`, "<svg", "used")
	d := b.asked[len(b.asked)-1].Declaration
	if d == nil || d.Number != "C/7" || d.ImportingCountry != "TH" || len(d.Lines) != 1 || d.Lines[0].HS != "84137091" || d.Lines[0].Quantity.Value.String() != "12" {
		t.Errorf("%+v", d)
	}
	status, page := b.post("/customs/assessment", b.claimForm("1,5"))
	wants(t, page, "is not a quantity", `value="1,5"`, `value="C/7"`)
	if status != http.StatusUnprocessableEntity {
		t.Errorf("answered %d", status)
	}
	form := b.claimForm("12")
	form.Set("file", "1")
	_, file := b.post("/customs/assessment", form)
	var report clearance.Report
	if err := json.Unmarshal([]byte(file), &report); err != nil || report.Facts == nil {
		t.Errorf("the file does not replay: %v", err)
	}
}

var hidden = func(page, name string) []string {
	var values []string
	for _, part := range strings.Split(page, `name="`+name+`" value="`)[1:] {
		value, _, _ := strings.Cut(part, `"`)
		values = append(values, strings.NewReplacer("&#34;", `"`, "&lt;", "<", "&gt;", ">", "&amp;", "&", "&#39;", "'").Replace(value))
	}
	return values
}

// TestRefusal goes from the assessment to the ledger: what is confirmed is what
// is recorded.
func TestRefusal(t *testing.T) {
	b := newBorder(t)
	form := b.claimForm("12")
	form.Set(fieldOutcome, "refused")
	_, page := b.post("/customs/decision", form)
	wants(t, page, "Refuse the preference", "The pump is not &lt;new&gt;.", "Another ground", "checked")
	form[fieldDigest], form[fieldStep] = hidden(page, fieldDigest), []string{stepConfirm}
	form[groundCode], form[groundItem], form[groundCited] = []string{"X-1", ""}, []string{"1", "0"}, []string{"Article 7", ""}
	form[groundText] = []string{"The pump is not new.", ""}
	status, page := b.post("/customs/decision", form)
	wants(t, page, "at least one ground", "C/7")
	if status != http.StatusUnprocessableEntity {
		t.Errorf("without a ground: %d", status)
	}
	form[groundGiven] = []string{"0"}
	_, page = b.post("/customs/decision", form)
	wants(t, page, "Exactly this will be recorded", "D VN "+b.document.Reference, "C/7", "Preference refused", "The pump is not new.", "somchai", strings.Repeat("ab", 32), "cannot be erased")
	if len(b.uses) != 0 {
		t.Fatal("recorded before it was confirmed")
	}
	form[fieldTag], form[keyField], form[fieldStep] = hidden(page, fieldTag), hidden(page, keyField), []string{stepRecord}
	_, page = b.post("/customs/decision", form)
	wants(t, page, "Recorded decision", "Preference refused", "c0ffee")
	if len(b.uses) != 1 || b.uses[0].Outcome != registry.Refused || b.uses[0].Lines != nil || b.uses[0].Grounds == nil || (*b.uses[0].Grounds)[0].Code != "X-1" {
		t.Errorf("%+v", b.uses)
	}
}

func TestAcceptance(t *testing.T) {
	b := newBorder(t)
	form := b.claimForm("12")
	form.Set(fieldOutcome, "accepted")
	_, page := b.post("/customs/decision", form)
	wants(t, page, "Accept the claim", `value="12"`)
	form[useItem], form[useUnit], form[useQuantity] = []string{"1", "1"}, []string{"KGM", "KGM"}, []string{"12", "3"}
	form.Set(fieldTag, `"seven"`)
	form.Set(keyField, "KEY")
	form.Set(fieldStep, stepRecord)
	_, page = b.post("/customs/decision", form)
	wants(t, page, "Recorded decision", "Accepted")
	if len(b.uses) != 1 || b.uses[0].Grounds != nil || len(*b.uses[0].Lines) != 1 || (*b.uses[0].Lines)[0].Quantity.String() != "15" {
		t.Errorf("%+v", b.uses)
	}
}

func TestAskTheIssuingAuthority(t *testing.T) {
	b := newBorder(t)
	form := b.claimForm("12")
	form.Set(fieldOutcome, "case")
	_, page := b.post("/customs/decision", form)
	wants(t, page, "Ask the issuing authority to verify", "The pump is not &lt;new&gt;.")
	for name, value := range map[string]string{"file_number": "F/1", "basis": "doubt", groundCode: "X-1", groundItem: "1", groundCited: "Article 7",
		groundText: "Why?", groundGiven: "0", "case_text": "Please look.", "amount": "100.5", "currency": "thb"} {
		form.Set(name, value)
	}
	_, page = b.post("/customs/case", form)
	wants(t, page, "Exactly this will be recorded", "F/1", "Please look.", "100.5 THB")
	form.Set(fieldStep, stepRecord)
	form.Set(keyField, "KEY")
	b.post("/customs/case", form)
	if len(b.cases) != 1 || b.cases[0].Number != "F/1" || b.cases[0].Guarantee == nil || b.cases[0].Guarantee.Currency != "THB" || len(*b.cases[0].Reasons) != 1 {
		t.Errorf("%+v", b.cases)
	}
	form.Del("file_number")
	if status, page := b.post("/customs/case", form); status != http.StatusUnprocessableEntity || !strings.Contains(page, "file number") {
		t.Errorf("without a number: %d", status)
	}
}

func TestListFileIsHarmless(t *testing.T) {
	b := newBorder(t)
	_, file := b.get("/customs/list.csv?exporter=x")
	wants(t, file, byteOrderMark+"agreement,form", "VN-TH 26/01/00001", "'=HYPERLINK")
}

func TestWorkListSaysWhatIsUrgent(t *testing.T) {
	b := newBorder(t)
	b.answers("GET /v1/cases", `{"cases":[
		{"case":{"id":"a","certificate":{"form":"D","country":"VN","reference":"1"},"number":"LATER","standing":{"state":"opened"},"entries":[]},"allowed":[],"deadlines":[{"due":"2027-03-01","state":"pending","name":"Reply","citation":"Rule 18","follows":"Refuse."}]},
		{"case":{"id":"b","certificate":{"form":"D","country":"VN","reference":"2"},"number":"LATE","standing":{"state":"received"},"entries":[]},"allowed":[],"deadlines":[{"due":"2026-11-20","state":"overdue","name":"Reply","citation":"Rule 18","follows":"Refuse."}]},
		{"case":{"id":"c","certificate":{"form":"D","country":"VN","reference":"3"},"number":"OVER","standing":{"state":"closed"},"entries":[]},"allowed":[],"deadlines":[]}]}`)
	_, page := b.get("/customs/work")
	wants(t, page, "3 days overdue", "98 days left", "Rule 18", `href="/cases/b"`)
	if strings.Contains(page, "OVER<") || strings.Index(page, "LATE<") > strings.Index(page, "LATER<") {
		t.Error("a closed case is shown, or the order is wrong")
	}
	_, home := b.get("/")
	wants(t, home, "Open verifications: 2", `href="/cases/b"`, "3 days overdue")
	_, file := b.get("/customs/work.csv")
	wants(t, file, "LATE,D VN 2,received,Reply,2026-11-20,-3,Rule 18")
}

// TestWordsOfTheAPI: codes that are put together from the API's words.
func TestWordsOfTheAPI(t *testing.T) {
	words := must(readWords(explain.English))(t)
	actions := []registry.CaseAction{registry.CaseOpened, registry.CaseReceived, registry.CaseReplied, registry.CaseTimeAsked, registry.CaseTimeGranted,
		registry.CaseReminded, registry.CaseSupplemented, registry.CaseReleased, registry.CaseImporterAsked, registry.CaseImporterAnswered,
		registry.CaseVisitRequested, registry.CaseVisitPostponed, registry.CaseVisitConsented, registry.CaseVisitRefused, registry.CaseVisitHeld,
		registry.CaseDetermined, registry.CaseCommented, registry.CaseClosed, registry.CaseReconsidered}
	codes := []string{"customs.event.cancelled", "customs.event.replaced", "customs.outcome.reexported", "customs.source.ledger", "customs.source.bundle"}
	for _, a := range actions {
		codes = append(codes, "customs.action."+string(a))
	}
	for _, o := range []registry.Outcome{registry.Accepted, registry.AcceptedInPart, registry.Refused} {
		codes = append(codes, "customs.outcome."+string(o), "customs.decide.title."+string(o), "customs.confirm.record."+string(o))
	}
	for _, s := range []registry.CaseState{registry.CaseIsOpen, registry.CaseIsReceived, registry.CaseIsReplied, registry.CaseIsClosed, registry.CaseIsReconsidered} {
		codes = append(codes, "customs.case.state."+string(s))
	}
	for _, u := range []registry.LineStatus{registry.Unused, registry.PartlyUsed, registry.UsedUp, registry.LineRefused} {
		codes = append(codes, "customs.usage."+string(u))
	}
	for _, code := range codes {
		if words.Say(code) == code {
			t.Errorf("%s has no text", code)
		}
	}
}

// TestShare: a part of a balance is never drawn as nothing, nor beyond all.
func TestShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.Int64Range(1, 1e12).Draw(t, "whole")
		part := rapid.Int64Range(0, 2e12).Draw(t, "part")
		got := share(certificate.DecimalOf(part), certificate.DecimalOf(whole))
		if got < 0 || got > percent || (part > 0) != (got > 0) || (part >= whole) != (got == percent) && part*percent <= (percent-1)*whole {
			t.Fatalf("%d of %d is %d", part, whole, got)
		}
	})
}

// FuzzDeclarationFile: whatever file is uploaded, the form can be shown.
func FuzzDeclarationFile(f *testing.F) {
	f.Add([]byte(`{"number":"1","lines":[{"line":1,"item":1,"hs":"84","quantity":{"value":"2","unit":"KGM"}}]}`))
	f.Add([]byte(`{"declaration":{"number":"1"}}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		d, err := readDeclaration(raw)
		if err != nil {
			return
		}
		p := &Page{Form: url.Values{}}
		p.fill(d, string(raw))
		if len(p.Form[lineItem]) != len(d.Lines) {
			t.Errorf("%d rows of %d lines", len(p.Form[lineItem]), len(d.Lines))
		}
	})
}

func TestBytesOfAClaim(t *testing.T) {
	b := newBorder(t)
	form := b.claimForm("1")
	form.Set(fieldBytes, "%%%")
	if status, page := b.post("/customs/assessment", form); status != http.StatusUnprocessableEntity || !strings.Contains(page, "damaged") {
		t.Errorf("damaged bytes answered %d", status)
	}
	form.Set(fieldBytes, base64.StdEncoding.EncodeToString(must(b.document.Canonical())(t)))
	if status, _ := b.post("/customs/assessment", form); status != http.StatusOK {
		t.Errorf("good bytes answered %d", status)
	}
}
