package chaincode_test

import (
	"encoding/base64"
	"math/big"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
	"origo/certificate/seal/demopki"
	"origo/chaincode/memledger/seeded"
)

// officer makes a further officer of an office.
func officer(t *testing.T, w *seeded.World, country, office string) *demopki.Officer {
	t.Helper()
	o, err := w.Authorities[country].Officer(demopki.OfficerOptions{Name: "Second", Office: office})
	must(t, err)
	return o
}

func TestEnrolRefusals(t *testing.T) {
	tests := []struct {
		name   string
		change func(*testing.T, *seeded.World, *registry.Enrolment)
		want   registry.Code
	}{
		{name: "accepted"},
		{"other country's path", func(t *testing.T, w *seeded.World, e *registry.Enrolment) {
			e.Certificate = officer(t, w, "KR", "02").Certificate.Raw
		}, registry.PathRefused},
		{"no certificate", func(_ *testing.T, _ *seeded.World, e *registry.Enrolment) { e.Certificate = []byte{1} }, registry.Malformed},
		{"CA as signer", func(_ *testing.T, w *seeded.World, e *registry.Enrolment) {
			e.Certificate = w.Authorities["VN"].Issuing.Raw
		}, registry.PathRefused},
		{"unknown office", func(_ *testing.T, _ *seeded.World, e *registry.Enrolment) { e.Office = "99" }, registry.OfficeUnknown},
		{"form of another office", func(_ *testing.T, _ *seeded.World, e *registry.Enrolment) {
			e.Forms = []certificate.Form{certificate.FormKV}
		}, registry.SignerNotAllowed},
		{"no form", func(_ *testing.T, _ *seeded.World, e *registry.Enrolment) { e.Forms = nil }, registry.Malformed},
		{"interval", func(_ *testing.T, _ *seeded.World, e *registry.Enrolment) { e.Until = e.From }, registry.Malformed},
		{"instant", func(_ *testing.T, _ *seeded.World, e *registry.Enrolment) { e.From = "2026-11-22" }, registry.Malformed},
		{"other country", func(_ *testing.T, _ *seeded.World, e *registry.Enrolment) { e.Country = "KR" }, registry.WrongCountry},
		{"same leaf elsewhere", func(_ *testing.T, w *seeded.World, e *registry.Enrolment) {
			e.Certificate = w.Officers["VN/02"].Certificate.Raw
			e.Office = seeded.Central
		}, registry.AlreadyExists},
		{"same leaf, other interval", func(_ *testing.T, w *seeded.World, e *registry.Enrolment) {
			e.Certificate = w.Officers["VN/02"].Certificate.Raw
		}, registry.AlreadyExists},
		{"lists run out", func(_ *testing.T, w *seeded.World, _ *registry.Enrolment) { w.Ledger.Advance(31 * 24 * time.Hour) }, registry.CRLStale},
		{"revoked", func(t *testing.T, w *seeded.World, e *registry.Enrolment) {
			revoke(t, w, "VN", 2, serialOf(t, e.Certificate))
		}, registry.PathRefused},
		{"authority retired", func(t *testing.T, w *seeded.World, _ *registry.Enrolment) {
			fingerprint := seal.FingerprintOf(w.Authorities["VN"].Root.Raw).String()
			for range 2 {
				_, _, _, err := w.Admin("VN").Submit(registry.RetireAuthority, nil, "VN", fingerprint)
				must(t, err)
			}
		}, registry.PathRefused},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := world(t, certificate.VKFTA)
			asked := w.Enrolment(registry.Office{Country: "VN", Code: "02"}, officer(t, w, "VN", "02"), certificate.FormVK)
			asked.Until = certificate.InstantOf(w.Ledger.Now().AddDate(0, 6, 0)).String()
			if test.change != nil {
				test.change(t, w, &asked)
			}
			for range 2 { // the second time round nothing changes
				mustRefuse(t, seeded.Send(w.Admin("VN"), registry.EnrolSigner, asked), test.want)
			}
		})
	}
}

func serialOf(t *testing.T, der []byte) *big.Int {
	t.Helper()
	parsed, err := seal.ParseCertificate(der)
	must(t, err)
	return parsed.SerialNumber
}

// revoke imports a revocation list of a country's issuing authority.
func revoke(t *testing.T, w *seeded.World, country string, number int64, serials ...*big.Int) {
	t.Helper()
	list, err := w.Authorities[country].CRL(number, w.Ledger.Now(), 30*24*time.Hour, serials...)
	must(t, err)
	must(t, w.ImportCRL(country, w.Authorities[country].Issuing.Raw, list))
}

func TestAuthorityRefusals(t *testing.T) {
	w := world(t, certificate.VKFTA)
	mine, foreign := w.Authorities["VN"], w.Authorities["KR"]
	add := func(a registry.Authority) error { return seeded.Send(w.Admin("VN"), registry.AddAuthority, a) }
	must(t, add(registry.Authority{Country: "VN", Certificate: mine.Root.Raw, Anchor: true}))
	mustRefuse(t, add(registry.Authority{Country: "VN", Certificate: mine.Root.Raw}), registry.AlreadyExists)
	mustRefuse(t, add(registry.Authority{Country: "KR", Certificate: mine.Root.Raw, Anchor: true}), registry.WrongCountry)
	mustRefuse(t, add(registry.Authority{Country: "VN", Certificate: foreign.Issuing.Raw}), registry.AuthorityUnknown)
	mustRefuse(t, add(registry.Authority{Country: "VN", Certificate: []byte("x"), Anchor: true}), registry.Malformed)
	leaf := officer(t, w, "VN", "02").Certificate.Raw
	mustRefuse(t, add(registry.Authority{Country: "VN", Certificate: leaf, Anchor: true}), registry.PathRefused)
	mustRefuse(t, seeded.Send(w.Issuer("VN"), registry.AddAuthority, registry.Authority{Country: "VN"}), registry.RoleRequired)
	_, _, _, err := w.Admin("VN").Submit(registry.RetireAuthority, nil, "VN", "00")
	mustRefuse(t, err, registry.AuthorityUnknown)
}

func TestCRLImport(t *testing.T) {
	w := world(t, certificate.VKFTA)
	vn := w.Authorities["VN"]
	list := func(number int64, at time.Time, serials ...*big.Int) []byte {
		der, err := vn.CRL(number, at, 30*24*time.Hour, serials...)
		must(t, err)
		return der
	}
	bring := func(country string, der []byte) error { return w.ImportCRL(country, vn.Issuing.Raw, der) }
	now := w.Ledger.Now()
	revoking := list(7, now, big.NewInt(4711))
	must(t, bring("KR", revoking)) // any member may bring it
	must(t, bring("VN", revoking))
	mustRefuse(t, bring("VN", list(7, now)), registry.CRLNotNewer)
	mustRefuse(t, bring("VN", list(6, now)), registry.CRLNotNewer)
	mustRefuse(t, bring("VN", list(8, now.Add(-time.Minute))), registry.CRLNotNewer)
	mustRefuse(t, bring("VN", list(9, now.Add(time.Hour))), registry.CRLRefused)
	mustRefuse(t, bring("VN", []byte("no list")), registry.CRLRefused)
	mustRefuse(t, w.ImportCRL("VN", w.Authorities["KR"].Issuing.Raw, list(10, now)), registry.CRLRefused)
	mustRefuse(t, w.ImportCRL("VN", []byte("unknown"), list(10, now)), registry.AuthorityUnknown)
	_, _, _, err := w.Admin("VN").Submit(registry.ImportCRL, nil, seal.FingerprintOf(vn.Issuing.Raw).String(), "&")
	mustRefuse(t, err, registry.Malformed)
	_, _, _, err = w.Issuer("VN").Submit(registry.ImportCRL, nil, "", base64.StdEncoding.EncodeToString(revoking))
	mustRefuse(t, err, registry.RoleRequired)
	must(t, bring("VN", list(8, now))) // leaves 4711 out, which stays revoked
	heads := ask[[]registry.RevocationList](t, w.Customs("KR"), registry.ListCRLs)
	if len(heads) != 4 {
		t.Errorf("%d lists, want one of each authority", len(heads))
	}
}

func TestTimeAndRevocationAtIssue(t *testing.T) {
	tests := []struct {
		name   string
		change func(*testing.T, *seeded.World)
		want   registry.Code
	}{
		{"lists run out", func(_ *testing.T, w *seeded.World) { w.Ledger.Advance(31 * 24 * time.Hour) }, registry.CRLStale},
		{"dated back before the newest list", func(t *testing.T, w *seeded.World) {
			revoke(t, w, "VN", 2)
			w.Ledger.Advance(-time.Minute)
		}, registry.TimeBeforeCRL},
		{"certificate revoked", func(t *testing.T, w *seeded.World) {
			revoke(t, w, "VN", 2, w.Officers["VN/02"].Certificate.SerialNumber)
		}, registry.SignerInactive},
		{"revoked once, then left out", func(t *testing.T, w *seeded.World) {
			revoke(t, w, "VN", 2, w.Officers["VN/02"].Certificate.SerialNumber)
			revoke(t, w, "VN", 3)
		}, registry.SignerInactive},
		{"office closed", func(t *testing.T, w *seeded.World) {
			for range 2 {
				_, _, _, err := w.Admin("VN").Submit(registry.CloseOffice, nil, "VN", "02")
				must(t, err)
			}
		}, registry.OfficeClosed},
		{"enrolment over", func(t *testing.T, w *seeded.World) {
			w.Ledger.Advance(366 * 24 * time.Hour)
			revoke(t, w, "VN", 2)
		}, registry.SignerInactive},
		{"nobody enrolled", func(t *testing.T, w *seeded.World) { w.Officers["VN/02"] = officer(t, w, "VN", "02") }, registry.SignerUnknown},
		{"signer of another office", func(_ *testing.T, w *seeded.World) { w.Officers["VN/02"] = w.Officers["VN/"+seeded.Central] }, registry.SignerNotAllowed},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := world(t, certificate.VKFTA)
			test.change(t, w)
			_, err := w.Issue(w.Specimen(certificate.FormVK, "VN", 1))
			mustRefuse(t, err, test.want)
		})
	}
}

func TestOldSealsAreRefused(t *testing.T) {
	w := world(t, certificate.VKFTA)
	s := submission(t, w, w.Specimen(certificate.FormVK, "VN", 1))
	w.Ledger.Advance(73 * time.Hour)
	mustRefuse(t, anchor(t, w.Issuer("VN"), registry.Issue, s), registry.SealRefused)
}

func TestSealWithoutCertificateFindsItsSigner(t *testing.T) {
	w := world(t, certificate.VKFTA)
	o := w.Officers["VN/02"]
	doc := w.Specimen(certificate.FormVK, "VN", 1)
	issued(t, w, doc)
	dossier := ask[registry.Dossier](t, w.Issuer("VN"), registry.ReadDossier, seeded.Name(doc.ID())...)
	message, err := seal.Inspect(dossier.Seal)
	must(t, err)
	state := ask[registry.SignerState](t, w.Issuer("VN"), registry.FindSigner, message.SignerID().Key())
	if state.Signer.Fingerprint != o.Fingerprint().String() || len(state.CRLs) != 2 || state.Office.Code != "02" {
		t.Errorf("signer state %+v", state)
	}
	_, err = w.Issuer("VN").Evaluate(registry.FindSigner, nil, "unknown")
	mustRefuse(t, err, registry.SignerUnknown)
	if got := ask[[]registry.Signer](t, w.Issuer("VN"), registry.ListSigners, "VN", ""); len(got) != 2 {
		t.Errorf("%d signers of VN", len(got))
	}
}
