package console

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"math/big"
	"net/http"
	"strings"
	"testing"
	"time"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
	"origo/certificate/seal/demopki"
)

// registrar is a registry whose API keeps what it is asked to record.
type registrar struct {
	*desk
	authority *demopki.Authority
	officer   *demopki.Officer
	log       bytes.Buffer
	asked     bytes.Buffer // every body that reached the API
}

const parties = `[{"country":"TH","issuing":["THCustoms"],"customs":["THCustoms"]},{"country":"VN","issuing":["VNIssuer"],"customs":["VNCustoms"]}]`

// newRegistrar is the registry of TestRegistry with a real authority in it, and
// a ledger that says of everything what it would write.
func newRegistrar(t *testing.T) *registrar {
	t.Helper()
	r := &registrar{authority: must(demopki.NewAuthority("TH", "Thai", monday))(t)}
	r.officer = must(r.authority.Officer(demopki.OfficerOptions{Name: "Malee", NotAfter: monday.AddDate(0, 0, 12)}))(t)
	d := newDesk(t, keeper)
	r.desk = d
	d.console.Log = slog.New(slog.NewTextHandler(&r.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	d.answers("GET /v1/dashboard", emptyDashboard)
	d.answers("GET /v1/registry/membership", `{"version":1,"network":"demo","agreement":"atiga","parties":`+parties+`,"limits":{"signing_age_hours":72,"crl_grace_hours":0}}`)
	d.answers("GET /v1/registry/administrators", `[{"name":"admin","identity":"first","own":true}]`)
	root := registry.Authority{Country: "TH", Fingerprint: seal.FingerprintOf(r.authority.Root.Raw).String(), Certificate: r.authority.Root.Raw, Anchor: true}
	issuing := registry.Authority{Country: "TH", Fingerprint: seal.FingerprintOf(r.authority.Issuing.Raw).String(), Certificate: r.authority.Issuing.Raw, Issuer: root.Fingerprint}
	d.answers("GET /v1/registry/authorities", r.text([]registry.Authority{root, issuing}))
	d.answers("GET /v1/registry/revocation-lists", `[{"authority":"`+issuing.Fingerprint+`","number":"3","this_update":"2026-11-01T00:00:00Z","next_update":"2026-12-01T00:00:00Z","entries":1,"digest":"ab","imported_at":"2026-11-01T00:00:00Z"}]`)
	d.answers("GET /v1/registry/offices", `[{"country":"TH","code":"01","name":"Bangkok","kind":"issuing_authority","forms":["D"],"registered_at":"2026-01-01T00:00:00Z"}]`)
	signer := registry.Signer{Fingerprint: seal.FingerprintOf(r.officer.Certificate.Raw).String(), Country: "TH", Office: "01", Certificate: r.officer.Certificate.Raw,
		Path: []registry.Link{{Authority: issuing.Fingerprint, Serial: r.officer.Certificate.SerialNumber.Text(16)}, {Authority: root.Fingerprint, Serial: "1"}},
		From: "2026-11-01T00:00:00Z", Until: "2026-12-05T00:00:00Z", Forms: []certificate.Form{"D"}, EnrolledAt: "2026-11-01T00:00:00Z"}
	d.answers("GET /v1/registry/signers", r.text([]registry.Signer{signer}))
	d.answers("GET /v1/registry/expiries", `[]`)
	d.answers("GET /v1/registry/acts", `[]`)
	d.answers("GET /v1/registry/approvals", `[{"organisation":"VNIssuer","version":2,"digest":"beef","at":"2026-11-22T08:00:00Z"},{"organisation":"VNCustoms","version":1,"digest":"cafe","at":"2026-11-01T08:00:00Z"}]`)
	d.api.HandleFunc("POST /v1/registry/", r.record(signer))
	d.signIn("/sign-in", keeper)
	return r
}

func (r *registrar) text(value any) string { return string(must(json.Marshal(value))(r.t)) }

// record answers rehearsals and changes.
func (r *registrar) record(signer registry.Signer) http.HandlerFunc {
	return func(w http.ResponseWriter, q *http.Request) {
		body := must(io.ReadAll(q.Body))(r.t)
		r.asked.WriteString(q.Method + " " + q.URL.Path + "\n" + string(body) + "\n")
		var asked wire.Rehearsal
		_ = json.Unmarshal(body, &asked)
		var would wire.Rehearsed
		switch {
		case !strings.HasSuffix(q.URL.Path, "/rehearsal"):
			_, _ = io.WriteString(w, `{"transaction":"TX","block":9}`)
			return
		case asked.Enrolment != nil:
			signer.From, signer.Until, signer.Forms = asked.Enrolment.From, asked.Enrolment.Until, asked.Enrolment.Forms
			would.Signer = &signer
		case asked.RevocationList != nil:
			would.RevocationList = &registry.RevocationList{Number: "4", Digest: "dd"}
		case asked.Office != nil:
			would.Office = &registry.Office{Country: "TH", Code: asked.Office.Code, Name: asked.Office.Name, Kind: asked.Office.Kind, Forms: asked.Office.Forms, Authorisation: asked.Office.Authorisation}
		case asked.Membership != nil:
			would.Approval = &registry.Approval{Version: asked.Membership.Version, Digest: "beef"}
		}
		_, _ = io.WriteString(w, r.text(would))
	}
}

// fill sends a form with files.
func (r *registrar) fill(leaf string, fields, files map[string]string) (int, string) {
	r.t.Helper()
	return r.read(r.send(changePath(certificate.ATIGA, leaf), fields, files))
}

// with is a form with some fields changed.
func with(fields map[string]string, pairs ...string) map[string]string {
	all := maps.Clone(fields)
	for i := 0; i < len(pairs); i += 2 {
		all[pairs[i]] = pairs[i+1]
	}
	return all
}

func TestEnrolment(t *testing.T) {
	r := newRegistrar(t)
	_, page := r.get(changePath(certificate.ATIGA, enrolmentLeaf))
	wants(t, page, "01 · Bangkok", `name="certificate"`, "Never the private key")
	form := map[string]string{"step": "confirm", "office": "01", "from": "2026-11-25", "until": "2026-11-30"}
	_, page = r.fill(enrolmentLeaf, form, map[string]string{"certificate": string(demopki.CertificatePEM(r.officer.Chain...))})
	print := seal.FingerprintOf(r.officer.Certificate.Raw).String()
	wants(t, page, "Malee", "Thai Issuing CA", "trust anchor", print, keyPrint(r.officer.Certificate), "ECDSA P-256", "What will be recorded",
		"25 November 2026, 00:00 UTC", "1 December 2026, 00:00 UTC", "12 days left", `value="record"`)
	der := base64.StdEncoding.EncodeToString(r.officer.Certificate.Raw)
	_, page = r.fill(enrolmentLeaf, with(form, "step", "", "certificate", der), nil)
	wants(t, page, "The certificate of Malee is here already", `value="2026-11-25"`)
	r.asked.Reset()
	r.fill(enrolmentLeaf, with(form, "step", "record", "certificate", der), nil)
	wants(t, r.asked.String(), "POST /v1/registry/signers\n", `"office":"01"`, `"from":"2026-11-25T00:00:00Z"`, `"until":"2026-12-01T00:00:00Z"`, `"forms":["D"]`, der)
}

// TestHostileUploads: every file that cannot be used says why at its field and
// what to do; the form stays filled, and nothing is recorded.
func TestHostileUploads(t *testing.T) {
	r := newRegistrar(t)
	form := map[string]string{"step": "confirm", "office": "01", "from": "2026-11-25"}
	other := must(r.authority.Officer(demopki.OfficerOptions{Name: "Other"}))(t)
	for what, c := range map[string]struct{ leaf, field, file, title, remedy string }{
		"nothing":          {enrolmentLeaf, "certificate", "", "A file is missing", "Choose the file there"},
		"text":             {enrolmentLeaf, "certificate", "<script>alert(1)</script>", "This is not a certificate", "openssl x509"},
		"broken PEM":       {enrolmentLeaf, "certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "This is not a certificate", "openssl x509"},
		"a CA":             {enrolmentLeaf, "certificate", string(r.authority.Root.Raw), "This is not a certificate", "not that of an authority"},
		"two signers":      {enrolmentLeaf, "certificate", string(demopki.CertificatePEM(r.officer.Certificate, other.Certificate)), "The file holds several objects", "first block alone"},
		"too large":        {enrolmentLeaf, "certificate", strings.Repeat("x", 65<<10), "larger than 64\u00a0KB", "a few kilobytes"},
		"beyond all forms": {enrolmentLeaf, "certificate", strings.Repeat("x", 5<<20), "larger than 4\u00a0MB", "a few kilobytes"},
		"a certificate":    {listLeaf, "list", string(r.officer.Certificate.Raw), "This is not a revocation list", "openssl crl"},
	} {
		r.asked.Reset()
		fields := with(form)
		files := map[string]string{c.field: c.file}
		status, page := r.fill(c.leaf, fields, files)
		if status != http.StatusUnprocessableEntity || r.asked.Len() > 0 {
			t.Errorf("%s: %d, %s", what, status, r.asked.String())
		}
		wants(t, page, c.title, c.remedy, "Nothing was recorded")
		if c.leaf == enrolmentLeaf {
			wants(t, page, `value="2026-11-25"`, `aria-invalid="true"`, `value="01" required checked`)
		}
		if strings.Contains(page, "<script>alert") {
			t.Error("the file is on the page as it came")
		}
	}
}

// TestPrivateKeyByMistake: no kind of private key is shown, kept, logged or
// handed on, whichever form it comes with.
func TestPrivateKeyByMistake(t *testing.T) {
	r := newRegistrar(t)
	secret := must(r.officer.PEM())(t)
	line := strings.Split(string(secret), "\n")[1]
	r.asked.Reset()
	for _, path := range []string{changePath(certificate.ATIGA, enrolmentLeaf), changePath(certificate.ATIGA, listLeaf), changePath(certificate.ATIGA, membershipLeaf)} {
		for _, field := range []string{"certificate", "list", "file", "seal"} {
			status, page := r.read(r.send(path, map[string]string{"step": "confirm", "office": "01"}, map[string]string{field: string(secret)}))
			wants(t, page, "This is a private key. It was not taken in.", "not logged", "BEGIN CERTIFICATE")
			if status != http.StatusUnprocessableEntity || strings.Contains(page, line) {
				t.Errorf("%s %s: %d", path, field, status)
			}
		}
	}
	_, page := r.fill(membershipLeaf, map[string]string{"step": "confirm", "text": string(secret)}, nil)
	wants(t, page, "This is a private key")
	r.wait(48 * time.Hour) // the session ends: what was filled in is kept, but no key
	at := must(r.browser.Post(r.site.URL+changePath(certificate.ATIGA, membershipLeaf), "application/x-www-form-urlencoded",
		strings.NewReader("step=confirm&text="+strings.ReplaceAll(string(secret), "+", "%2B"))))(t)
	at.Body.Close()
	_, page = r.signInAt(at.Request.URL, keeper)
	if everything := page + r.log.String() + r.asked.String(); strings.Contains(everything, line) || strings.Contains(everything, "PRIVATE") || r.asked.Len() > 0 {
		t.Errorf("the key is still somewhere:\n%s", everything)
	}
}

func TestRevocationList(t *testing.T) {
	r := newRegistrar(t)
	list := string(must(r.authority.CRL(4, monday.Add(-time.Hour), 48*time.Hour, r.officer.Certificate.SerialNumber, big.NewInt(77)))(t))
	_, page := r.fill(listLeaf, map[string]string{"step": "confirm"}, map[string]string{"list": list})
	wants(t, page, "Thai Issuing CA", "23 November 2026, 00:00 UTC", "25 November 2026, 00:00 UTC", "in force now: number 3", "<dd>2</dd>",
		"can anchor nothing", "Malee", "the signer&#39;s own certificate", "List number 4 of Thai Issuing CA", `value="record"`)
	above := string(must(r.authority.RootCRL(9, monday.Add(-time.Hour), 48*time.Hour, big.NewInt(1)))(t))
	_, page = r.fill(listLeaf, map[string]string{"step": "confirm"}, map[string]string{"list": above})
	wants(t, page, "a certificate above the signer&#39;s")
	stranger := must(demopki.NewAuthority("TH", "Stranger", monday))(t)
	status, page := r.fill(listLeaf, map[string]string{"step": "confirm"}, map[string]string{"list": string(must(stranger.CRL(1, monday, time.Hour))(t))})
	wants(t, page, "no registered authority", "Stranger Issuing CA", "add-authority")
	if status != http.StatusUnprocessableEntity {
		t.Error(status)
	}
	r.asked.Reset()
	r.fill(listLeaf, map[string]string{"step": "record", "list": base64.StdEncoding.EncodeToString([]byte(list))}, nil)
	wants(t, r.asked.String(), "POST /v1/registry/revocation-lists\n", seal.FingerprintOf(r.authority.Issuing.Raw).String())
}

func TestOffice(t *testing.T) {
	r := newRegistrar(t)
	form := map[string]string{"step": "confirm", "kind": "issuing_authority", "code": " 07 ", "name": "Chiang Mai", "forms": "D"}
	_, page := r.fill(officeLeaf, form, nil)
	wants(t, page, "What will be recorded", "Chiang Mai", "Form D", "Thailand", `value="record"`)
	for field, wrong := range map[string]string{"code": "", "name": "", "forms": ""} {
		fields := with(form, field, wrong)
		if field == "forms" {
			delete(fields, field)
		}
		status, page := r.fill(officeLeaf, fields, nil)
		wants(t, page, "The form needs a correction", "Your other entries are below")
		if status != http.StatusUnprocessableEntity || field != "name" && !strings.Contains(page, "Chiang Mai") {
			t.Error(field, status)
		}
	}
	exporter := with(form, "kind", "certified_exporter", "authorisation", "TH-CE-1", "products", "8413.70, 73", "limit", "6000.50", "currency", "usd", "from", "2026-12-01", "until", "2027-11-30")
	_, page = r.fill(officeLeaf, exporter, nil)
	wants(t, page, "TH-CE-1", "841370, 73", "6,000.5 USD", "Origin declaration", "30 November 2027")
	for field, wrong := range map[string]string{"limit": "much", "until": "some day"} {
		_, page = r.fill(officeLeaf, with(exporter, field, wrong), nil)
		wants(t, page, wrong, `aria-invalid="true"`, "TH-CE-1")
	}
	r.asked.Reset()
	r.fill(officeLeaf, with(form, "step", "record"), nil)
	wants(t, r.asked.String(), "POST /v1/registry/offices\n", `"code":"07"`)
}

// TestMembership: what is in force and what is proposed stand side by side, with
// whose consent lacks.
func TestMembership(t *testing.T) {
	r := newRegistrar(t)
	_, page := r.get(changePath(certificate.ATIGA, membershipLeaf))
	wants(t, page, "Viet Nam, issuing authority", "Text in force", "&#34;version&#34;: 2", "Version 2 has been approved by some")
	text := `{"version":2,"network":"demo","agreement":"atiga","parties":` + strings.Replace(parties, `["VNCustoms"]`, `["VNCustoms","VNBorder"]`, 1) + `,"limits":{"signing_age_hours":48,"crl_grace_hours":0}}`
	_, page = r.fill(membershipLeaf, map[string]string{"step": "confirm"}, map[string]string{"file": text})
	wants(t, page, "<del>72</del>", "<ins>48</ins>", "Viet Nam: clears", "VNBorder", "✓</span> consented", "◷</span> missing", "yours: not yet",
		"the very same text: VNBorder; Viet Nam Customs", "Approve the text", "beef")
	_, file := r.fill(membershipLeaf, map[string]string{"step": "file", "text": text}, nil)
	var handed registry.Membership
	if err := json.Unmarshal([]byte(file), &handed); err != nil || handed.Limits.SigningAgeHours != 48 {
		t.Errorf("%s: %v", file, err)
	}
	for _, wrong := range []string{"{", `{"version":2,"king":"me"}`, text + text} {
		status, page := r.fill(membershipLeaf, map[string]string{"step": "confirm", "text": wrong}, nil)
		wants(t, page, "cannot be read as a membership", "What you wrote is below")
		if status != http.StatusUnprocessableEntity {
			t.Error(status)
		}
	}
	r.asked.Reset()
	r.fill(membershipLeaf, map[string]string{"step": "record", "text": text}, nil)
	wants(t, r.asked.String(), "POST /v1/registry/membership/approvals\n", `"VNBorder"`)
}

// TestRegistryTable: what rests on what, and how old it is, on the page and as a
// table.
func TestRegistryTable(t *testing.T) {
	r := newRegistrar(t)
	_, page := r.get("/registry")
	wants(t, page, "Thai Root CA", "trust anchor", "no list imported", "Number 3, 22 days old", "7 days left", "11 days left", "Enrol a signer", "Register an office", "registry.csv?agreement=atiga")
	_, table := r.get("/registry.csv?agreement=atiga")
	wants(t, table, "kind,agreement,country,office,name,id,standing,from,until", "signer,atiga,TH,01,Malee,", "anchor,atiga,TH,,Thai Root CA,", "revocation_list,atiga,TH,,Thai Issuing CA,3,current,", "issuing_authority,atiga,TH,01,Bangkok,,open,")
}
