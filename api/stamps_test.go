package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
	"origo/certificate/seal/demopki"
	"origo/certificate/specimen"
	"origo/certificate/stamp"
	"origo/clearance"
)

// stranger is a signer whom no ledger knows.
var stranger = sync.OnceValues(func() (*demopki.Officer, error) {
	authority, err := demopki.NewAuthority("VN", "Elsewhere", today)
	if err != nil {
		return nil, err
	}
	return authority.Officer(demopki.OfficerOptions{Name: "Stranger"})
})

// specimenStamp is the certificate of newShelf, and a stamp of it.
func specimenStamp(t testing.TB) ([]byte, string) {
	t.Helper()
	d := specimen.FormD("demo")
	return must(d.Canonical())(t), stampBy(t, must(stranger())(t), d, today)
}

func stampBy(t testing.TB, officer *demopki.Officer, d *certificate.Document, at time.Time) string {
	t.Helper()
	return must(stamp.Make(d, seal.Signer{Key: officer.Key, Chain: officer.Chain}, at))(t)
}

// stamped is a sealed certificate with its stamp.
func (w *world) stamped(d *certificate.Document) wire.SealedCertificate {
	w.t.Helper()
	sealed := w.sealed(d)
	sealed.Stamp = ptr(stampBy(w.t, w.officer, d, w.ledger.Now()))
	return sealed
}

func TestStampIsKeptAndGivenOutToThoseWhoMayReadTheCertificate(t *testing.T) {
	w := newWorld(t)
	w.found()
	d := w.document()
	sealed := w.stamped(d)
	if got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", sealed, nil); got != http.StatusCreated {
		t.Fatalf("anchoring answered %d", got)
	}
	var kept wire.Stamp
	at := location(d.ID()) + "/stamp"
	if got := w.as("VNIssuer", identity.Issuer, "GET", at, nil, &kept); got != 200 || kept.Text != *sealed.Stamp {
		t.Errorf("answered %d: %+v", got, kept)
	}
	if kept.Facts.ID != d.ID() || !strings.HasPrefix(w.officer.Fingerprint().String(), kept.Signer) {
		t.Errorf("facts %+v of signer %s", kept.Facts, kept.Signer)
	}
	var p Problem
	if got := w.as("THCustoms", identity.Customs, "GET", at, nil, &p); got != http.StatusNotFound || p.Code != codeNoStamp {
		t.Errorf("the other country's server answered %d %s", got, p.Code)
	}
	w.restart("VNIssuer")
	if got := w.as("VNIssuer", identity.Issuer, "GET", at, nil, &kept); got != 200 || kept.Text != *sealed.Stamp {
		t.Errorf("after a restart answered %d: %+v", got, kept)
	}
}

// restart ends an organisation's server and starts another on the same state.
func (w *world) restart(organisation string) {
	w.t.Helper()
	old := w.servers[organisation]
	if err := old.Close(); err != nil {
		w.t.Fatal(err)
	}
	w.servers[organisation] = newSite(w.t, channel{w.ledger, organisation, &w.down}, func(o *Options) {
		readModel, webhooks := o.ReadModel, o.Webhooks
		*o = old.Options
		o.ReadModel, o.Webhooks = readModel, webhooks
	})
}

func TestStampThatIsNotTheCertificatesIsRefusedBeforeAnchoring(t *testing.T) {
	w := newWorld(t)
	w.found()
	d := w.document()
	genuine := w.stamped(d)
	forged := w.document()
	forged.Items[0].Quantity.Value = certificate.DecimalOf(2400)
	for name, want := range map[string]struct{ stamp, finding string }{
		"no stamp":               {"ORIGO1:HELLO", "QR_TEXT"},
		"altered":                {strings.Replace(*genuine.Stamp, "0", "1", 1), ""},
		"of another certificate": {*w.stamped(forged).Stamp, "facts_differ"},
		"by another signer":      {stampBy(t, must(stranger())(t), d, w.ledger.Now()), "QR_SIGNER"},
	} {
		sealed := genuine
		sealed.Stamp = &want.stamp
		var p Problem
		got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", sealed, &p)
		if got != http.StatusUnprocessableEntity || p.Code != codeStamp || p.Pointer != "/stamp" || want.finding != "" && p.Params["finding"] != want.finding {
			t.Errorf("%s: answered %d: %+v", name, got, p)
		}
	}
	if got := w.as("VNIssuer", identity.Issuer, "GET", location(d.ID()), nil, nil); got != http.StatusNotFound {
		t.Errorf("the certificate was anchored: %d", got)
	}
}

// TestScannedPaper follows a paper from the office to a border post and to a trader's telephone.
func TestScannedPaper(t *testing.T) {
	w := newWorld(t)
	w.found()
	d := w.document()
	sealed := w.stamped(d)
	early := w.check(*sealed.Stamp)
	if early.Outcome != clearance.CannotTell || early.Status != nil || !early.Found("QR-01") {
		t.Errorf("before it is anchored: %+v", early)
	}
	if got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", sealed, nil); got != http.StatusCreated {
		t.Fatalf("anchoring answered %d", got)
	}
	if v := w.verdict(identity.Customs, wire.VerificationRequest{Stamp: sealed.Stamp}); v != clearance.Accept {
		t.Errorf("customs: %s", v)
	}
	got := w.check(*sealed.Stamp)
	if got.Outcome != clearance.Met || got.Status == nil || got.Status.Status != registry.Issued || got.SignedBy != "Officer" || len(got.Explained) != 4 {
		t.Errorf("anchored: %+v", got)
	}
	act := must(specimen.Cancellation(d, certificate.InstantOf(w.ledger.Now())).Canonical())(t)
	if got := w.as("VNIssuer", identity.Issuer, "POST", location(d.ID())+"/cancellation", wire.SealedAct{Act: act, Seal: w.sign(act)}, nil); got != 200 {
		t.Fatalf("cancellation answered %d", got)
	}
	if got := w.check(*sealed.Stamp); got.Outcome != clearance.Met || got.Status == nil || got.Status.Status != registry.Cancelled {
		t.Errorf("cancelled: %+v", got)
	}
	if v := w.verdict(identity.Customs, wire.VerificationRequest{Stamp: sealed.Stamp}); v != clearance.Refuse {
		t.Errorf("customs after the cancellation: %s", v)
	}
}

// check scans a QR code without a token, at the customs of the importing country.
func (w *world) check(text string) (checked wire.CheckedStamp) {
	w.t.Helper()
	got := w.servers["THCustoms"].answer(w.t, ask("POST", "/v1/stamps/check", "", map[string]any{"stamp": text}))
	if err := json.Unmarshal(got.Body.Bytes(), &checked); err != nil || got.Code != 200 {
		w.t.Fatalf("answered %d: %v: %s", got.Code, err, got.Body)
	}
	return checked
}

// TestForgedPapersShowNoStatus: whoever has no genuine code learns nothing of the certificate, and what nobody answers is
// not invalid.
func TestForgedPapersShowNoStatus(t *testing.T) {
	w := newWorld(t)
	w.found()
	d := w.document()
	sealed := w.stamped(d)
	if got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", sealed, nil); got != http.StatusCreated {
		t.Fatalf("anchoring answered %d", got)
	}
	at := len(*sealed.Stamp) - 4
	other := w.document()
	other.ImportingCountry = "VN"
	for name, text := range map[string]string{
		"altered":                (*sealed.Stamp)[:at] + map[bool]string{true: "1", false: "0"}[(*sealed.Stamp)[at] == '0'] + (*sealed.Stamp)[at+1:],
		"by a stranger":          stampBy(t, must(stranger())(t), d, w.ledger.Now()),
		"of another certificate": stampBy(t, w.officer, other, w.ledger.Now()),
	} {
		if got := w.check(text); got.Outcome != clearance.NotMet || got.Status != nil {
			t.Errorf("%s: %s, %+v", name, got.Outcome, got.Status)
		}
	}
	w.down = true
	if got := w.check(*sealed.Stamp); got.Outcome != clearance.CannotTell || got.Status != nil {
		t.Errorf("with the ledger down: %s, %+v", got.Outcome, got.Status)
	}
}

func TestUnreadableStampsAreSaidToBe(t *testing.T) {
	w := newWorld(t)
	w.found()
	for _, path := range []string{"/v1/stamps/check", "/v1/verifications"} {
		var p Problem
		got := w.as("THCustoms", identity.Customs, "POST", path, map[string]any{"stamp": "ORIGO1:HELLO"}, &p)
		if got != http.StatusUnprocessableEntity || p.Code != codeStamp || p.Params["finding"] != "QR_TEXT" {
			t.Errorf("%s answered %d: %+v", path, got, p)
		}
	}
}

// TestStampMayFollow: a certificate that was anchored without one is sent again with it.
func TestStampMayFollow(t *testing.T) {
	w := newWorld(t)
	w.found()
	d := w.document()
	stamped := w.stamped(d)
	plain := stamped
	plain.Stamp = nil
	at := location(d.ID()) + "/stamp"
	var kept wire.Stamp
	for _, step := range []struct {
		body               wire.SealedCertificate
		status, afterwards int
	}{{plain, http.StatusCreated, http.StatusNotFound}, {stamped, http.StatusOK, http.StatusOK}, {plain, http.StatusOK, http.StatusOK}} {
		if got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", step.body, nil); got != step.status {
			t.Errorf("anchoring answered %d, want %d", got, step.status)
		}
		if got := w.as("VNIssuer", identity.Issuer, "GET", at, nil, &kept); got != step.afterwards {
			t.Errorf("the stamp answered %d, want %d", got, step.afterwards)
		}
	}
	if kept.Text != *stamped.Stamp {
		t.Errorf("kept %+v", kept)
	}
}
