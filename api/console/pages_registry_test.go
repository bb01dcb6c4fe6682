package console

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"origo/api/identity"
	"origo/api/identity/demo"
	"origo/api/wire"
	"origo/certificate"
)

// keeper administers the organisation's part of the registry.
var keeper = demo.User{Name: "admin", Password: "secret", Roles: []identity.Role{identity.Admin}, Organisation: "THCustoms", Country: "TH"}

const thaiPrint = "c0ffee00000000000000000000000000000000000000000000000000000000aa"

// proposed is a revocation that waits for a second administrator.
func proposed(t *testing.T) (act []byte, state string) {
	t.Helper()
	at := must(certificate.ParseInstant("2026-11-22T08:00:00Z"))(t)
	a := certificate.Act{Type: certificate.ActType, Version: certificate.ActVersion, Network: "demo", Agreement: certificate.ATIGA, Kind: certificate.RevokeSigner,
		Country: "TH", Office: "01", Signer: thaiPrint, From: at, Reason: certificate.ReasonKeyCompromised, MadeAt: at}
	act = must(a.Canonical())(t)
	return act, `{"digest":"` + strings.Repeat("d", 64) + `","act":"` + base64.StdEncoding.EncodeToString(act) + `","seal":"QUJD","signer":"` + thaiPrint +
		`","standing":"proposed","until":"2026-11-25T08:00:00Z","consents":[{"organisation":"THCustoms","identity":"abc","at":"2026-11-22T08:00:01Z","transaction":"TX"}]}`
}

func newRegistry(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t, keeper)
	d.answers("GET /v1/dashboard", emptyDashboard)
	d.api.HandleFunc("GET /v1/registry/membership", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("agreement") != "atiga" {
			w.WriteHeader(http.StatusNotFound)
			_, _ = io.WriteString(w, `{"code":"agreement_not_served"}`)
			return
		}
		_, _ = io.WriteString(w, thaiMembership)
	})
	office := `{"country":"TH","code":"01","name":"Bangkok","kind":"issuing_authority","forms":["D"],"registered_at":"2026-01-01T00:00:00Z"}`
	signer := `{"fingerprint":"` + thaiPrint + `","country":"TH","office":"01","certificate":"QUJD","path":[],"forms":["D"],"from":"2026-01-01T00:00:00Z","until":"2026-12-01T00:00:00Z","enrolled_at":"2026-01-01T00:00:00Z"}`
	_, act := proposed(t)
	d.answers("GET /v1/registry/administrators", `[{"name":"admin","identity":"first","own":true},{"name":"admin-2","identity":"abc","own":false}]`)
	d.answers("GET /v1/registry/authorities", `[]`)
	d.answers("GET /v1/registry/revocation-lists", `[]`)
	d.answers("GET /v1/registry/approvals", `[{"organisation":"VNIssuer","version":2,"digest":"beef","at":"2026-11-22T08:00:00Z"}]`)
	d.answers("GET /v1/registry/offices", `[{"country":"VN","code":"09","name":"Ha Noi","kind":"issuing_authority","forms":["D"],"registered_at":"2026-01-01T00:00:00Z"},`+office+`]`)
	d.answers("GET /v1/registry/signers", "["+signer+"]")
	d.answers("GET /v1/registry/signers/"+thaiPrint, `{"signer":`+signer+`,"office":`+office+`,"crls":[]}`)
	d.answers("GET /v1/registry/signers/"+thaiPrint+"/certificates", `{"certificates":[`+thaiRecord+`],"next":"more"}`)
	d.answers("GET /v1/registry/expiries", `[{"kind":"signer","country":"TH","office":"01","name":"Somsri","id":"`+thaiPrint+`","ends":"2026-12-01T00:00:00Z"},{"kind":"revocation_list","country":"TH","name":"TH CA","id":"x","ends":"2026-11-22T00:00:00Z"}]`)
	d.answers("GET /v1/registry/acts", "["+act+"]")
	d.signIn("/sign-in", keeper)
	return d
}

func TestRegistry(t *testing.T) {
	d := newRegistry(t)
	_, page := d.get("/registry")
	wants(t, page, "Somsri", "revocation list", "</span> ended", "Revocation", "may sign", "01 · Bangkok", "Lapses 25 November 2026, 08:00 UTC")
	if strings.Index(page, "Bangkok") > strings.Index(page, "Ha Noi") {
		t.Error("another country's office comes first")
	}
	if strings.Contains(page, "VKFTA") {
		t.Error("an agreement that is not served is offered")
	}
	_, page = d.get(signerPath(certificate.ATIGA, thaiPrint) + "?since=2026-11-01")
	wants(t, page, "D TH D2026-1", "Suspend a signer", "cursor=more", "since=2026-11-01")
	if status, _ := d.get("/registry/nothing/signers/" + thaiPrint); status != http.StatusNotFound {
		t.Error(status)
	}
}

// TestSuspension: the act that is downloaded is the act that is sent.
func TestSuspension(t *testing.T) {
	d := newRegistry(t)
	var sent wire.SealedAct
	d.api.HandleFunc("POST /v1/registry/signers/"+thaiPrint+"/suspension", func(w http.ResponseWriter, r *http.Request) {
		_ = json.NewDecoder(r.Body).Decode(&sent)
		_, act := proposed(t)
		_, _ = io.WriteString(w, `{"act":`+act+`,"receipt":{}}`)
	})
	path := signerPath(certificate.ATIGA, thaiPrint) + "/suspension"
	_, page := d.get(path)
	wants(t, page, "no longer signs for the office", `name="from"`)
	query := "?" + url.Values{"agreement": {"atiga"}, "reason": {"key_compromised"}, "from": {"2026-11-20T00:00:00Z"}, "office": {"02"}, "made_at": {"2026-11-23T01:00:00Z"}}.Encode()
	_, page = d.get(path + query)
	wants(t, page, "takes effect at once", "20 November 2026, 00:00 UTC", "origo sign suspend-signer-", "openssl cms")
	_, raw := d.get(path + "/act" + query)
	d.read(d.send(path+query, nil, map[string]string{"seal": "SIG"}))
	act := must(certificate.ParseAct(sent.Act))(t)
	if string(sent.Act) != raw || act.Kind != certificate.SuspendSigner || act.Office != "02" || act.From.String() != "2026-11-20T00:00:00Z" || act.Signer != thaiPrint {
		t.Errorf("%s", sent.Act)
	}
	if status, _ := d.get(signerPath(certificate.ATIGA, thaiPrint) + "/promotion"); status != http.StatusNotFound {
		t.Error(status)
	}
}

// TestFourEyes: the second administrator confirms what is shown.
func TestFourEyes(t *testing.T) {
	d := newRegistry(t)
	var sent wire.Confirmation
	d.api.HandleFunc("POST /v1/registry/signers/"+thaiPrint+"/revocation/confirmation", func(w http.ResponseWriter, r *http.Request) {
		_ = json.NewDecoder(r.Body).Decode(&sent)
		w.WriteHeader(http.StatusConflict)
		_, _ = io.WriteString(w, `{"code":"two_needed","title":"Two are needed","remedy":"Let another administrator confirm."}`)
	})
	digest := strings.Repeat("d", 64)
	_, page := d.get(actPath(certificate.ATIGA, digest))
	wants(t, page, "Confirm the revocation", "Thai Customs", "the key is or may be in other hands", "25 November 2026")
	_, page = d.post(actPath(certificate.ATIGA, digest), nil)
	wants(t, page, "Two are needed", "Nothing was recorded", "Let another administrator confirm.")
	if sent.Act != digest {
		t.Error(sent)
	}
	if status, _ := d.get(actPath(certificate.ATIGA, "x")); status != http.StatusNotFound {
		t.Error(status)
	}
}

// TestAwaiting: one sees at a glance what may be confirmed, who asked for it and
// until when; what one asked for oneself has no way to confirm it.
func TestAwaiting(t *testing.T) {
	d := newDesk(t, keeper)
	d.answers("GET /v1/dashboard", emptyDashboard)
	d.answers("GET /v1/registry/membership", `{"version":1,"network":"demo","agreement":"atiga","parties":[{"country":"TH","issuing":["THCustoms"],"customs":["THCustoms"]}],"limits":{"signing_age_hours":72,"crl_grace_hours":0}}`)
	_, act := proposed(t)
	own := strings.Replace(strings.Replace(act, `"identity":"abc"`, `"identity":"first"`, 1), strings.Repeat("d", 64), strings.Repeat("e", 64), 1)
	unknown := strings.Replace(act, `"identity":"abc"`, `"identity":"elsewhere"`, 1)
	d.answers("GET /v1/registry/acts", "["+act+","+own+","+unknown+"]")
	d.answers("GET /v1/registry/administrators", `[{"name":"admin","identity":"first","own":true},{"name":"admin-2","identity":"abc","own":false}]`)
	d.answers("GET /v1/registry/approvals", `[{"organisation":"VNIssuer","version":2,"digest":"beef","at":"2026-11-22T08:00:00Z"}]`)
	d.answers("GET /v1/registry/signers/"+thaiPrint, `{"signer":{"fingerprint":"`+thaiPrint+`","country":"TH","office":"01","certificate":"QUJD","path":[],"forms":["D"],"from":"2026-01-01T00:00:00Z","until":"2026-12-01T00:00:00Z","enrolled_at":"2026-01-01T00:00:00Z"},"office":{"country":"TH","code":"01","name":"Bangkok","kind":"issuing_authority","forms":["D"],"registered_at":"2026-01-01T00:00:00Z"},"crls":[]}`)
	d.signIn("/sign-in", keeper)
	_, page := d.get("/registry/awaiting")
	wants(t, page, "Waits for your confirmation", "admin-2", "an administrator of Thai Customs", "Read and confirm", "2 days left", "membership text, version 2", "beef",
		"Awaiting somebody else", "You asked for this")
	_, home := d.get("/")
	wants(t, home, "Waiting for you to confirm: ")
	yours, others, _ := strings.Cut(page, "Awaiting somebody else")
	if strings.Contains(others, "Read and confirm") || !strings.Contains(others, "(you)") || strings.Contains(yours, "(you)") {
		t.Error("the own request can be confirmed")
	}
	_, page = d.get(actPath(certificate.ATIGA, strings.Repeat("e", 64)))
	wants(t, page, "You asked for this", "would refuse your confirmation")
	if strings.Contains(page, "Confirm the revocation</button>") {
		t.Error("the own request can be confirmed on its page")
	}
}
