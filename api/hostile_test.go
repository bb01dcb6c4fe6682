package api

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"origo/api/identity"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
)

const issuer = "VNIssuer.issuer"

// TestHostileBodies sends what no honest client sends.
func TestHostileBodies(t *testing.T) {
	ledger, _ := newShelf(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	good := `"certificate":"e30=","seal":"AA=="`
	for name, c := range map[string]struct {
		body   string
		status int
		code   string
	}{
		"empty":            {"", 400, codeBody},
		"not an object":    {`["e30="]`, 400, codeBody},
		"truncated":        {`{` + good, 400, codeBody},
		"trailing":         {`{` + good + `} {}`, 400, codeBody},
		"bad UTF-8":        {"{\"certificate\":\"\xff\"}", 400, codeBody},
		"deep":             {`{"certificate":` + strings.Repeat("[", 100_000), 400, codeBody},
		"twice":            {`{` + good + `,"seal":"AQ=="}`, 400, codeBody},
		"other case":       {`{` + good + `,"SEAL":"AQ=="}`, 400, codeBody},
		"unknown member":   {`{` + good + `,"extra":1}`, 422, codeField},
		"wrong type":       {`{"certificate":7,"seal":"AA=="}`, 422, codeField},
		"not base64":       {`{"certificate":"***","seal":"AA=="}`, 422, codeField},
		"empty part":       {`{"certificate":"","seal":"AA=="}`, 422, codeField},
		"missing part":     {`{"certificate":"e30="}`, 422, codeField},
		"not a document":   {`{` + good + `}`, 422, "malformed"},
		"oversized":        {`{"certificate":"` + strings.Repeat("A", 3<<20) + `"}`, 413, codeTooLarge},
		"number of digits": {`{"certificate":` + strings.Repeat("9", 1000) + `}`, 422, codeField},
	} {
		t.Run(name, func(t *testing.T) {
			wantProblem(t, s.answer(t, ask("POST", "/v1/certificates", issuer, c.body)), c.status, c.code)
		})
	}
	if len(ledger.submitted) > 0 {
		t.Error("a hostile body reached the ledger")
	}
}

// anchoring is the good request to anchor a certificate.
func anchoring(all []call) call {
	return all[slices.IndexFunc(all, func(c call) bool { return c.operation == "AnchorCertificate" })]
}

// TestHostileHeaders plays tricks around the body.
func TestHostileHeaders(t *testing.T) {
	ledger, all := calls(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	for name, c := range map[string]struct {
		set    func(http.Header)
		status int
		code   string
	}{
		"text":             {func(h http.Header) { h.Set("Content-Type", "text/plain") }, 415, codeContentType},
		"no type":          {func(h http.Header) { h.Del("Content-Type") }, 415, codeContentType},
		"charset":          {func(h http.Header) { h.Set("Content-Type", "application/json; charset=utf-16") }, 415, codeContentType},
		"look-alike":       {func(h http.Header) { h.Set("Content-Type", "application/jsonx") }, 415, codeContentType},
		"compressed":       {func(h http.Header) { h.Set("Content-Encoding", "gzip") }, 415, codeContentType},
		"two tokens":       {func(h http.Header) { h.Add("Authorization", "Bearer VNIssuer.admin") }, 401, "token_malformed"},
		"joined tokens":    {func(h http.Header) { h.Set("Authorization", "Bearer a,b") }, 401, "token_malformed"},
		"basic":            {func(h http.Header) { h.Set("Authorization", "Basic VNIssuer.issuer") }, 401, "token_malformed"},
		"method override":  {func(h http.Header) { h.Set("X-HTTP-Method-Override", "DELETE") }, 201, ""},
		"forwarded":        {func(h http.Header) { h.Set("X-Forwarded-For", "127.0.0.1") }, 201, ""},
		"request id kept":  {func(h http.Header) { h.Set("X-Request-Id", "abc-1") }, 201, ""},
		"request id lines": {func(h http.Header) { h.Set("X-Request-Id", "a\nb") }, 201, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := ask("POST", "/v1/certificates", issuer, anchoring(all).body)
			c.set(r.Header)
			got := s.answer(t, r)
			if c.code != "" {
				wantProblem(t, got, c.status, c.code)
			} else if got.Code != c.status {
				t.Errorf("answered %d: %s", got.Code, got.Body)
			}
			if id := got.Header().Get("X-Request-Id"); !acceptable.MatchString(id) || name == "request id kept" && id != "abc-1" {
				t.Errorf("request id %q", id)
			}
		})
	}
}

// TestAddresses follows reference numbers with slashes, blanks and percent
// signs through the router.
func TestAddresses(t *testing.T) {
	ledger, _ := newShelf(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	for _, c := range []struct {
		path      string
		status    int
		reference string
	}{
		{"/v1/certificates/D/VN/VN-TH%2026%2F01%2F00123", 200, "VN-TH 26/01/00123"},
		{"/v1/certificates/D/VN/VN-TH%2026%2f01%2f00123", 200, "VN-TH 26/01/00123"},
		{"/v1/certificates/EUR.1/VN/A%20100%25", 200, "A 100%"},
		{"/v1/certificates/D/VN/A%252F1", 200, "A%2F1"},
		{"/v1/certificates/D/VN/..%2F..%2Fhealthz", 200, "../../healthz"},
		{"/v1/certificates/D/VN/VN-TH%2026/01/00123", 404, ""},
		{"/v1/certificates/D/VN/%0A", 400, ""},
		{"/v1/certificates/D/VN/%E1%BB%87", 400, ""},
		{"/v1/certificates/D/vn/1", 400, ""},
		{"/v1/certificates/X/VN/1", 400, ""},
		{"/v1/certificates/D/VN/" + strings.Repeat("9", 71), 400, ""},
		{"/v1/certificates/OD/VN/1", 400, ""},
		{"/v1/certificates/OD/VN/1?agreement=ukvfta", 200, "1"},
		{"/v1/certificates/OD/VN/1?agreement=vkfta", 404, ""},
		{"/v1/certificates/OD/VN/1?agreement=nafta", 404, ""},
	} {
		got := s.answer(t, ask("GET", c.path, issuer, nil))
		if got.Code != c.status || !strings.Contains(got.Body.String(), `"reference":"`+c.reference) && c.status == 200 {
			t.Errorf("%s answered %d: %s", c.path, got.Code, got.Body)
		}
	}
}

// TestLedgerErrors maps every way the ledger can fail.
func TestLedgerErrors(t *testing.T) {
	for name, c := range map[string]struct {
		err    error
		status int
		code   string
	}{
		"refused":     {registry.Refuse(registry.BalanceExceeded, "item", "1", "available", "2"), 409, "balance_exceeded"},
		"wrapped":     {fmt.Errorf("outer: %w", registry.Refuse(registry.CertificateUnknown)), 404, "certificate_unknown"},
		"new code":    {registry.Refuse("from_the_future"), 409, codeRefused},
		"unavailable": {&client.Unavailable{Doing: "reading", Cause: errors.New("secret host 10.0.0.1")}, 503, codeUnavailable},
		"unknown":     {&client.Unknown{Transaction: "abc", Cause: errors.New("secret")}, 504, codeUnknown},
		"invalid":     {&client.Invalid{Code: "ENDORSEMENT_POLICY_FAILURE"}, 409, codeInvalid},
		"no role":     {client.ErrNoRole, 403, codeFunction},
		"deadline":    {context.DeadlineExceeded, 503, codeUnavailable},
		"defect":      {errors.New("secret host 10.0.0.1"), 500, codeInternal},
	} {
		t.Run(name, func(t *testing.T) {
			ledger, all := calls(t)
			ledger.err = c.err
			s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
			got := s.answer(t, ask("POST", anchoring(all).path, issuer, anchoring(all).body))
			p := wantProblem(t, got, c.status, c.code)
			if strings.Contains(got.Body.String(), "secret") {
				t.Errorf("leaks: %s", got.Body)
			}
			if c.status == 503 && got.Header().Get("Retry-After") == "" {
				t.Error("503 without Retry-After")
			}
			if name == "refused" && p.Params["available"] != "2" || name == "unknown" && p.Transaction != "abc" {
				t.Errorf("facts are lost: %s", got.Body)
			}
		})
	}
}

// panicky is a ledger with a defect.
type panicky struct{ client.Registry }

func (panicky) Record(context.Context, certificate.ID) (registry.Record, error) {
	panic("secret state")
}

func TestDefectIsCaught(t *testing.T) {
	s := newSite(t, shelves{ledger: panicky{}, served: certificate.Agreements()})
	got := s.answer(t, ask("GET", "/v1/certificates/D/VN/1", issuer, nil))
	wantProblem(t, got, 500, codeInternal)
	if strings.Contains(got.Body.String(), "secret") {
		t.Errorf("leaks: %s", got.Body)
	}
}

func TestIdentityErrors(t *testing.T) {
	for code, err := range map[string]error{
		"token_expired":        &identity.Rejected{Reason: identity.Expired},
		"token_untrusted":      &identity.Rejected{Reason: identity.Untrusted},
		"identity_unavailable": fmt.Errorf("%w: x", identity.ErrUnavailable),
	} {
		ledger, _ := newShelf(t)
		s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()}, func(o *Options) { o.Identity = tokens{err} })
		got := s.answer(t, ask("GET", "/v1/certificates/D/VN/1", issuer, nil))
		status := 401
		if code == codeIdentity {
			status = 503
		}
		wantProblem(t, got, status, code)
		if status == 401 && got.Header().Get("WWW-Authenticate") == "" {
			t.Error("401 without WWW-Authenticate")
		}
		if ready := s.answer(t, ask("GET", "/readyz", "", nil)); ready.Code != 503 {
			t.Errorf("ready while identity is not: %d", ready.Code)
		}
	}
}

func TestPublicStatusIsLimited(t *testing.T) {
	ledger, _ := newShelf(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()}, func(o *Options) { o.StatusRate = 1 })
	path := statusOf(ledger.record)
	var last *httptest.ResponseRecorder
	for i := range 3 {
		r := ask("GET", path, "", nil)
		r.Header.Set("X-Forwarded-For", fmt.Sprintf("10.0.0.%d", i)) // must not help
		last = s.answer(t, r)
	}
	wantProblem(t, last, http.StatusTooManyRequests, codeTooMany)
	elsewhere := ask("GET", path, "", nil)
	elsewhere.RemoteAddr = "[2001:db8::1]:99"
	if got := s.answer(t, elsewhere); got.Code != 200 {
		t.Errorf("another client answered %d", got.Code)
	}
}

func TestUnknownRoutes(t *testing.T) {
	ledger, _ := newShelf(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	wantProblem(t, s.answer(t, ask("GET", "/admin", "", nil)), 404, codeNoRoute)
	wantProblem(t, s.answer(t, ask("DELETE", "/v1/certificates", issuer, nil)), 405, codeMethod)
	wantProblem(t, s.answer(t, ask("GET", "/problems/nothing", "", nil)), 404, codeNoRoute)
	wantProblem(t, s.answer(t, ask("GET", "/v1/registry/offices", issuer, nil)), 400, codeParameter)
	wantProblem(t, s.answer(t, ask("GET", "/v1/registry/offices?agreement=nafta", issuer, nil)), 400, codeParameter)
}

// TestAnchorFromForm sends the two parts as files, as curl does.
func TestAnchorFromForm(t *testing.T) {
	ledger, _ := newShelf(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	for name, c := range map[string]struct {
		parts  []string
		status int
	}{
		"good":    {[]string{"certificate", "seal"}, 201},
		"missing": {[]string{"certificate"}, 422},
		"stamp":   {[]string{"certificate", "seal", "stamp"}, 422}, // the file is no stamp
		"twice":   {[]string{"certificate", "seal", "seal"}, 400},
		"surplus": {[]string{"certificate", "seal", "salt"}, 400},
	} {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		for _, part := range c.parts {
			w, err := form.CreateFormFile(part, part)
			if err != nil {
				t.Fatal(err)
			}
			w.Write(ledger.dossier.Certificate)
		}
		form.Close()
		r := httptest.NewRequest("POST", "/v1/certificates", &body)
		r.Header.Set("Content-Type", form.FormDataContentType())
		r.Header.Set("Authorization", "Bearer "+issuer)
		if got := s.answer(t, r); got.Code != c.status {
			t.Errorf("%s answered %d: %s", name, got.Code, got.Body)
		}
	}
}

// TestSaltIsFresh anchors twice and compares the salts.
func TestSaltIsFresh(t *testing.T) {
	ledger, all := calls(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	for range 2 {
		s.answer(t, ask("POST", anchoring(all).path, issuer, anchoring(all).body))
	}
	if len(ledger.submitted) != 2 || len(ledger.submitted[0].Salt) != saltSize || bytes.Equal(ledger.submitted[0].Salt, ledger.submitted[1].Salt) {
		t.Errorf("salts: %v", ledger.submitted)
	}
}

func FuzzAnchorRequest(f *testing.F) {
	for _, seed := range []string{``, `{}`, `{"certificate":"e30=","seal":"AA=="}`, `{"a":{"b":[1,{"c":null}]}}`, `{"certificate":"e30="}{}`, "{\"\xff\":1}"} {
		f.Add([]byte(seed))
	}
	ledger, _ := newShelf(f)
	s := newSite(f, shelves{ledger: ledger, served: certificate.Agreements()})
	f.Add(append(append([]byte(`{"seal":"AA==","certificate":"`), base64.StdEncoding.EncodeToString(ledger.dossier.Certificate)...), `"}`...))
	f.Fuzz(func(t *testing.T, body []byte) {
		got := s.answer(t, ask("POST", "/v1/certificates", issuer, string(body)))
		if got.Code >= 500 {
			t.Errorf("answered %d: %s", got.Code, got.Body)
		}
	})
}
