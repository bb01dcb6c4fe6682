package console

import (
	"bytes"
	"encoding/base64"
	"encoding/csv"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/specimen"
)

// send sends a form with files.
func (d *desk) send(path string, fields, files map[string]string) *http.Response {
	d.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, text := range fields {
		if err := form.WriteField(name, text); err != nil {
			d.t.Fatal(err)
		}
	}
	for name, text := range files {
		part := must(form.CreateFormFile(name, name))(d.t)
		must(io.WriteString(part, text))(d.t)
	}
	if err := form.Close(); err != nil {
		d.t.Fatal(err)
	}
	return must(d.browser.Post(d.site.URL+path, form.FormDataContentType(), &body))(d.t)
}

const thaiRecord = `{"form":"D","country":"TH","reference":"D2026-1","importing_country":"VN","office":"01","digest":"ab","status":"issued","issue_date":"2026-11-20","expiry":"2027-11-19","signer":"cd","anchored_at":"2026-11-20T03:00:00Z","anchored_in":"TX1","status_at":"2026-11-20T03:00:00Z"}`

// withCertificate makes the API know one certificate.
func withCertificate(d *desk) {
	base := "GET /v1/certificates/D/TH/D2026-1"
	raw := must(specimen.FormDFromThailand("demo").Canonical())(d.t)
	d.answers(base, thaiRecord)
	d.answers(base+"/history", `[{"transaction":"TX1","at":"2026-11-20T03:00:00Z","record":`+thaiRecord+`}]`)
	d.answers(base+"/dossier", `{"id":{"form":"D","country":"TH","reference":"D2026-1"},"seal":"QUJD","salt":"QUJD","check_code":"7K2M-91X0","certificate":"`+base64.StdEncoding.EncodeToString(raw)+`"}`)
	d.answers(base+"/account", `{"id":{"form":"D","country":"TH","reference":"D2026-1"},"check_code":"7K2M-91X0","balances":[{"item":1,"unit":"KGM","certified":"18000","used":"500","salt":"QUJD"}],
	 "uses":[{"certificate":{"form":"D","country":"TH","reference":"D2026-1"},"declaration":"DEC-7","outcome":"accepted_in_part","grounds":[{"item":1,"code":"quantity_short","citation":"ATIGA Annex 8 R.1","text":"less arrived"}],
	  "officer":"x","decided_on":"2026-11-21","sequence":1,"by":"VNCustoms","recorded_at":"2026-11-21T04:00:00Z","transaction":"TX2","salt":"QUJD"}]}`)
}

func TestOwnCertificate(t *testing.T) {
	d := newOffice(t)
	withCertificate(d)
	_, page := d.get("/issuing/certificates/D/TH/D2026-1")
	wants(t, page, "7K2M-91X0", "TX1", "Issued and anchored.", "accepted in part, declaration DEC-7", "quantity_short", "ATIGA Annex 8 R.1", "partly used", "18,000", "Cancel", "Replace by another")
	if _, record := d.get("/issuing/certificates/D/TH/D2026-1/record?part=seal"); record != "ABC" {
		t.Errorf("seal %q", record)
	}
	_, page = d.get("/issuing/certificates/D/TH/D2026-1?lang=ko")
	wants(t, page, "등록 확인서", "18,000")
}

// TestReplacement begins a draft that names the certificate it replaces.
func TestReplacement(t *testing.T) {
	d := newOffice(t)
	withCertificate(d)
	d.answers("POST /v1/drafts/check", accepted)
	_, page := d.post("/issuing/certificates/D/TH/D2026-1", url.Values{"do": {"replace"}})
	wants(t, page, `name="/replaces/certificate/reference" value="D2026-1"`, `name="/reference" value=""`, `name="/issue_date" value="2026-11-23"`, "<details class=\"part\" open>")
}

// TestCancellation: the act that is downloaded is the act that is sent.
func TestCancellation(t *testing.T) {
	d := newOffice(t)
	withCertificate(d)
	var sent wire.SealedAct
	d.api.HandleFunc("POST /v1/certificates/D/TH/D2026-1/cancellation", func(w http.ResponseWriter, r *http.Request) {
		_ = json.NewDecoder(r.Body).Decode(&sent)
		_, _ = io.WriteString(w, `{"check_code":"","record":{},"receipt":{}}`)
	})
	path := "/issuing/certificates/D/TH/D2026-1/cancellation"
	_, page := d.get(path)
	wants(t, page, "the exporter asked for it", `value="goods_not_shipped"`, `name="office" value="01"`)
	query := "?agreement=atiga&reason=goods_not_shipped&note=hết+hàng&made_at=2026-11-23T01:00:00Z"
	_, page = d.get(path + query)
	wants(t, page, "the goods were not shipped", "origo sign cancel-certificate-", "openssl cms", `name="seal"`)
	d.wait(1e9 * 60)
	_, raw := d.get(path + "/act" + query)
	d.read(d.send(path+query, nil, map[string]string{"seal": "SIG"}))
	if string(sent.Act) != raw || string(sent.Seal) != "SIG" {
		t.Errorf("sent %s\nnot  %s", sent.Act, raw)
	}
	act := must(certificate.ParseAct(sent.Act))(t)
	if act.Certificate.Reference != "D2026-1" || act.Country != "TH" || act.Office != "01" || act.Network != "demo" || act.Note != "hết hàng" {
		t.Errorf("%+v", act)
	}
	if status, _ := d.get(path + "/act?reason=left_office"); status != http.StatusConflict {
		t.Error(status)
	}
}

const foundCertificates = `{"as_of":[{"agreement":"atiga","block":12,"age_seconds":90}],"certificates":[
 {"agreement":"atiga","form":"D","country":"TH","reference":"D2026-1","importing_country":"VN","office":"01","status":"issued","usage":"unused","issue_date":"2026-11-20","expiry":"2027-11-19","exporter":"=cmd()","consignee":"B, \"C\"","hs":["081060"]},
 {"agreement":"atiga","form":"D","country":"VN","reference":"VN-TH 26/01/00001","importing_country":"TH","office":"01","status":"issued","issue_date":"2026-11-20","expiry":"2027-11-19"}]}`

func TestOwnList(t *testing.T) {
	d := newOffice(t)
	var asked url.Values
	d.api.HandleFunc("GET /v1/certificates", func(w http.ResponseWriter, r *http.Request) {
		asked = r.URL.Query()
		_, _ = io.WriteString(w, foundCertificates)
	})
	_, page := d.get(ownPathRoot + "?hs=0810.60&exporter=an+giang&status=issued&usage=unused&form=D&cursor=x")
	wants(t, page, "D2026-1", "unused", ".csv?exporter=an+giang")
	if strings.Contains(page, "VN-TH") {
		t.Error("a certificate of another country is listed")
	}
	if asked.Get("hs") != "081060" || asked.Get("exporter") != "an giang" || asked.Get("cursor") != "x" || asked.Get("usage") != "unused" {
		t.Error(asked)
	}
	_, table := d.get(ownPathRoot + ".csv?exporter=an")
	rows := must(csv.NewReader(strings.NewReader(strings.TrimPrefix(table, "\ufeff"))).ReadAll())(t)
	if len(rows) != 2 || rows[1][10] != "'=cmd()" || rows[1][11] != `B, "C"` {
		t.Errorf("%q", rows)
	}
}

func TestFeedback(t *testing.T) {
	d := newOffice(t)
	use := `{"certificate":{"form":"D","country":"TH","reference":"D2026-1"},"declaration":"DEC-7","outcome":"refused","grounds":[{"item":0,"code":"late","citation":"ATIGA Annex 8 R.15"}],"officer":"x","decided_on":"2026-11-21","sequence":1,"by":"VNCustoms","recorded_at":"2026-11-21T04:00:00Z","transaction":"TX2","salt":"QUJD","reversal":{"reason":"mistake","officer":"x","by":"VNCustoms","at":"2026-11-22T04:00:00Z","transaction":"TX3"}}`
	d.api.HandleFunc("GET /v1/feedback", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("cursor") != "" {
			_, _ = io.WriteString(w, `{"decisions":[],"cursor":"end"}`)
			return
		}
		_, _ = io.WriteString(w, `{"decisions":[{"agreement":"atiga","reversed":false,"use":`+use+`},{"agreement":"atiga","reversed":true,"use":`+use+`}],"cursor":"next"}`)
	})
	_, page := d.get("/issuing/feedback")
	wants(t, page, "2 decisions, 1 with grounds of refusal", "taken back", "mistake", "refused", "ATIGA Annex 8 R.15", "/issuing/certificates/D/TH/D2026-1")
}
