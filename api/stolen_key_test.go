package api

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"origo/api/identity"
	"origo/api/identity/demo"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
	"origo/certificate/seal/demopki"
	"origo/certificate/specimen"
)

// admin makes a request as an administrator of VNIssuer by name.
func (w *world) admin(name, method, path string, body, answer any) int {
	w.t.Helper()
	user := demo.User{Name: name, Organisation: "VNIssuer", Country: "VN", Roles: []identity.Role{identity.Admin}}
	got := w.servers["VNIssuer"].answer(w.t, ask(method, path, must(w.provider.Issue(user, ""))(w.t), body))
	if answer != nil && json.Unmarshal(got.Body.Bytes(), answer) != nil {
		w.t.Fatalf("%s %s answered %d: %s", method, path, got.Code, got.Body)
	}
	return got.Code
}

// colleague enrols a second officer at the office, who is to seal the acts.
func (w *world) colleague() *demopki.Officer {
	w.t.Helper()
	office, now := w.document().Office, w.ledger.Now()
	officer := must(w.authority.Officer(demopki.OfficerOptions{Name: "Colleague", Office: office}))(w.t)
	w.change("VNIssuer", "signers", wire.Enrolment{Office: office, Certificate: officer.Certificate.Raw, Forms: []certificate.Form{"D"},
		From: now.Format(time.RFC3339), Until: now.AddDate(1, 0, 0).Format(time.RFC3339)})
	return officer
}

// sealedAct is an act about the first officer, sealed by the colleague.
func (w *world) sealedAct(by *demopki.Officer, kind certificate.ActKind, reason certificate.Reason) wire.SealedAct {
	w.t.Helper()
	now := certificate.InstantOf(w.ledger.Now())
	act := certificate.Act{Type: certificate.ActType, Version: certificate.ActVersion, Network: network, Agreement: certificate.ATIGA,
		Kind: kind, Country: "VN", Office: w.document().Office, Signer: fingerprintOf(w.officer.Certificate.Raw), From: now, Reason: reason, MadeAt: now}
	raw := must(act.Canonical())(w.t)
	return wire.SealedAct{Act: raw, Seal: must(seal.Sign(raw, by.Key, by.Chain, w.ledger.Now()))(w.t)}
}

// TestStolenKey follows the runbook: suspend at once, list what was sealed,
// revoke by two people.
func TestStolenKey(t *testing.T) {
	w := newWorld(t)
	w.found()
	colleague := w.colleague()
	for serial := range 3 {
		w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", w.sealed(w.document(specimen.Serial(serial+1))), nil)
		w.ledger.Advance(time.Minute)
	}
	signer := "/v1/registry/signers/" + fingerprintOf(w.officer.Certificate.Raw)
	w.suspends(signer, colleague)
	w.listsSigned(signer)
	w.revokes(signer, colleague)
	w.reinstatesNoMore(signer, colleague)
}

const onAtiga = "?agreement=atiga"

func (w *world) suspends(signer string, colleague *demopki.Officer) {
	w.t.Helper()
	suspension := w.sealedAct(colleague, certificate.SuspendSigner, certificate.ReasonKeyCompromised)
	var p Problem
	if got := w.admin("lan", "POST", signer+"/revocation"+onAtiga, suspension, &p); got != 422 || p.Code != "act_mismatch" {
		w.t.Errorf("a suspension at the route of revocations answered %d %s", got, p.Code)
	}
	other := "/v1/registry/signers/" + leaf
	if got := w.admin("lan", "POST", other+"/suspension"+onAtiga, suspension, &p); got != 422 || p.Code != "act_mismatch" {
		w.t.Errorf("a suspension of somebody else answered %d %s", got, p.Code)
	}
	if got := w.admin("lan", "POST", signer+"/suspension"+onAtiga, wire.SealedAct{Act: []byte("{}"), Seal: []byte("s")}, &p); got != 422 || p.Pointer != "/act" {
		w.t.Errorf("no act answered %d %+v", got, p)
	}
	var done wire.ActDone
	if got := w.admin("lan", "POST", signer+"/suspension"+onAtiga, suspension, &done); got != 200 || done.Act.Standing != registry.StandingApplied {
		w.t.Fatalf("suspension answered %d: %+v", got, done)
	}
	d := w.document(specimen.Serial(9))
	if got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", w.sealed(d), &p); got != 422 || p.Code != "signer_inactive" {
		w.t.Errorf("anchoring with the stolen key answered %d %s", got, p.Code)
	}
}

func (w *world) listsSigned(signer string) {
	w.t.Helper()
	var pages []wire.SignedPage
	for cursor := ""; len(pages) == 0 || cursor != ""; {
		var page wire.SignedPage
		if got := w.as("THCustoms", identity.Customs, "GET", signer+"/certificates"+onAtiga+"&limit=2&cursor="+cursor, nil, &page); got != 200 {
			w.t.Fatalf("page %d answered %d", len(pages), got)
		}
		pages, cursor = append(pages, page), value(page.Next)
	}
	if len(pages) != 2 || len(pages[0].Certificates) != 2 || len(pages[1].Certificates) != 1 ||
		pages[0].Certificates[1].ID == pages[1].Certificates[0].ID {
		w.t.Errorf("pages %+v", pages)
	}
	var rest wire.SignedPage
	since := pages[0].Certificates[1].AnchoredAt
	w.as("THCustoms", identity.Customs, "GET", signer+"/certificates"+onAtiga+"&since="+since, nil, &rest)
	if len(rest.Certificates) != 2 {
		w.t.Errorf("since %s: %+v", since, rest)
	}
	for _, query := range []string{"&limit=0", "&limit=501", "&cursor=x", "&cursor=eA", "&since=yesterday"} {
		var p Problem
		if got := w.as("THCustoms", identity.Customs, "GET", signer+"/certificates"+onAtiga+query, nil, &p); got != 400 {
			w.t.Errorf("%s answered %d %s", query, got, p.Code)
		}
	}
}

func (w *world) revokes(signer string, colleague *demopki.Officer) {
	w.t.Helper()
	revocation := w.sealedAct(colleague, certificate.RevokeSigner, certificate.ReasonKeyCompromised)
	var done wire.ActDone
	if got := w.admin("lan", "POST", signer+"/revocation"+onAtiga, revocation, &done); got != http.StatusAccepted || done.Act.Standing != registry.StandingProposed {
		w.t.Fatalf("proposal answered %d: %+v", got, done)
	}
	confirmation := wire.Confirmation{Act: done.Act.Digest}
	for path, want := range map[string]string{
		signer + "/revocation/confirmation":                         "two_needed",   // by who proposed it
		signer + "/reinstatement/confirmation":                      "act_mismatch", // of another kind
		"/v1/registry/signers/" + leaf + "/revocation/confirmation": "act_unknown",  // about another signer
	} {
		var p Problem
		if got := w.admin("lan", "POST", path+onAtiga, confirmation, &p); p.Code != want {
			w.t.Errorf("%s answered %d %s, want %s", path, got, p.Code, want)
		}
	}
	if got := w.admin("minh", "POST", signer+"/revocation/confirmation"+onAtiga, confirmation, &done); got != 200 || len(done.Act.Consents) != 2 {
		w.t.Fatalf("confirmation answered %d: %+v", got, done)
	}
	if got := w.admin("minh", "POST", signer+"/revocation/confirmation"+onAtiga, confirmation, &done); got != 200 {
		w.t.Errorf("confirming again answered %d", got)
	}
	var acts []registry.ActState
	if got := w.as("THCustoms", identity.Customs, "GET", "/v1/registry/acts"+onAtiga, nil, &acts); got != 200 || len(acts) != 2 {
		w.t.Errorf("acts answered %d: %+v", got, acts)
	}
}

func (w *world) reinstatesNoMore(signer string, colleague *demopki.Officer) {
	w.t.Helper()
	w.ledger.Advance(time.Minute)
	act := w.sealedAct(colleague, certificate.ReinstateSigner, certificate.ReasonInquiryClosed)
	var p Problem
	if got := w.admin("lan", "POST", signer+"/reinstatement"+onAtiga, act, &p); got != 422 || p.Code != "signer_inactive" {
		w.t.Errorf("reinstating a revoked signer answered %d %s", got, p.Code)
	}
}

func TestReinstatement(t *testing.T) {
	w := newWorld(t)
	w.found()
	colleague := w.colleague()
	signer := "/v1/registry/signers/" + fingerprintOf(w.officer.Certificate.Raw)
	w.admin("lan", "POST", signer+"/suspension"+onAtiga, w.sealedAct(colleague, certificate.SuspendSigner, certificate.ReasonUnderInquiry), nil)
	w.ledger.Advance(time.Minute)
	var done wire.ActDone
	w.admin("lan", "POST", signer+"/reinstatement"+onAtiga, w.sealedAct(colleague, certificate.ReinstateSigner, certificate.ReasonInquiryClosed), &done)
	if got := w.admin("minh", "POST", signer+"/reinstatement/confirmation"+onAtiga, wire.Confirmation{Act: done.Act.Digest}, &done); got != 200 || done.Act.Standing != registry.StandingApplied {
		t.Fatalf("confirmation answered %d: %+v", got, done)
	}
	if got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", w.sealed(w.document()), nil); got != 201 {
		t.Errorf("anchoring after reinstatement answered %d", got)
	}
}

func TestDuties(t *testing.T) {
	w := newWorld(t)
	w.found()
	var approvals []registry.Approval
	if w.admin("lan", "GET", "/v1/registry/approvals"+onAtiga, nil, &approvals); len(approvals) != 3 {
		t.Errorf("approvals %+v", approvals)
	}
	var ends []registry.Expiry
	if w.admin("lan", "GET", "/v1/registry/expiries"+onAtiga, nil, &ends); len(ends) != 2 || ends[0].Kind != registry.RevocationListEnds {
		t.Errorf("expiries %+v", ends)
	}
	if w.admin("lan", "GET", "/v1/registry/expiries"+onAtiga+"&before=2040-01-01T00:00:00Z&country=VN", nil, &ends); len(ends) < 3 {
		t.Errorf("expiries in the long run %+v", ends)
	}
	var p Problem
	if got := w.admin("lan", "GET", "/v1/registry/expiries"+onAtiga+"&before=soon", nil, &p); got != 400 || p.Pointer != "before" {
		t.Errorf("before=soon answered %d %+v", got, p)
	}
	w.change("VNIssuer", "authorities/"+fingerprintOf(w.authority.Issuing.Raw)+"/retirement", nil)
	w.change("VNIssuer", "offices/"+w.document().Office+"/closure", nil)
	if got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", w.sealed(w.document()), &p); got != 422 || p.Code != "office_closed" {
		t.Errorf("anchoring for a closed office answered %d %s", got, p.Code)
	}
}
