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
	"origo/chaincode/memledger"
	"origo/chaincode/memledger/seeded"
)

func bare(t *testing.T) *seeded.World {
	t.Helper()
	w, err := seeded.Bare(certificate.VKFTA)
	must(t, err)
	return w
}

func TestMembershipTakesEveryConsent(t *testing.T) {
	w := bare(t)
	admins := []string{"KRCustoms", "VNCustoms", "VNIssuer"}
	for i, organisation := range admins {
		admin := w.Ledger.As(organisation, registry.RoleAdmin)
		_, err := admin.Evaluate(registry.ReadMembership, nil)
		mustRefuse(t, err, registry.MembershipMissing)
		_, err = admin.Evaluate(registry.ListOffices, nil, "")
		mustRefuse(t, err, registry.MembershipMissing)
		must(t, seeded.Send(admin, registry.ApproveMembership, w.Membership))
		must(t, seeded.Send(admin, registry.ApproveMembership, w.Membership))
		if got := ask[[]registry.Approval](t, admin, registry.Approvals); len(got) != i+1 {
			t.Errorf("%d approvals, want %d", len(got), i+1)
		}
	}
	got := ask[registry.Membership](t, w.Admin("VN"), registry.ReadMembership)
	if got.Version != 1 || len(got.Parties) != 2 {
		t.Errorf("membership %+v", got)
	}
}

func TestConsentsToDifferentTextsDoNotCount(t *testing.T) {
	w := bare(t)
	other := w.Membership
	other.Limits.CRLGraceHours = 24
	must(t, seeded.Send(w.Ledger.As("KRCustoms", registry.RoleAdmin), registry.ApproveMembership, other))
	must(t, seeded.Send(w.Ledger.As("VNCustoms", registry.RoleAdmin), registry.ApproveMembership, w.Membership))
	must(t, seeded.Send(w.Admin("VN"), registry.ApproveMembership, w.Membership))
	_, err := w.Admin("VN").Evaluate(registry.ReadMembership, nil)
	mustRefuse(t, err, registry.MembershipMissing)
	must(t, seeded.Send(w.Ledger.As("KRCustoms", registry.RoleAdmin), registry.ApproveMembership, w.Membership))
	ask[registry.Membership](t, w.Admin("VN"), registry.ReadMembership)
}

func TestMembershipRefusals(t *testing.T) {
	tests := []struct {
		name   string
		change func(*registry.Membership)
		want   registry.Code
	}{
		{"version ahead", func(m *registry.Membership) { m.Version = 3 }, registry.MembershipConflict},
		{"version zero", func(m *registry.Membership) { m.Version = 0 }, registry.Malformed},
		{"other channel", func(m *registry.Membership) { m.Agreement = certificate.ATIGA }, registry.WrongAgreement},
		{"no network", func(m *registry.Membership) { m.Network = "" }, registry.Malformed},
		{"no age", func(m *registry.Membership) { m.Limits.SigningAgeHours = 0 }, registry.Malformed},
		{"endless grace", func(m *registry.Membership) { m.Limits.CRLGraceHours = 1e6 }, registry.Malformed},
		{"one party", func(m *registry.Membership) { m.Parties = m.Parties[1:] }, registry.Malformed},
		{"unsorted", func(m *registry.Membership) { m.Parties = []registry.Party{m.Parties[1], m.Parties[0]} }, registry.Malformed},
		{"no customs", func(m *registry.Membership) {
			m.Parties = []registry.Party{m.Parties[0], {Country: "VN", Issuing: []string{"VNIssuer"}}}
		}, registry.Malformed},
		{"serving two countries", func(m *registry.Membership) {
			m.Parties = []registry.Party{m.Parties[0], {Country: "VN", Issuing: []string{"VNIssuer"}, Customs: []string{"KRCustoms"}}}
		}, registry.Malformed},
		{"without the caller", func(m *registry.Membership) {
			m.Parties = []registry.Party{m.Parties[0], seeded.Sole("VN")}
		}, registry.NotAMember},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := bare(t)
			test.change(&w.Membership)
			mustRefuse(t, seeded.Send(w.Ledger.As("VNIssuer", registry.RoleAdmin), registry.ApproveMembership, w.Membership), test.want)
		})
	}
	t.Run("role", func(t *testing.T) {
		w := bare(t)
		mustRefuse(t, seeded.Send(w.Issuer("VN"), registry.ApproveMembership, w.Membership), registry.RoleRequired)
	})
}

func TestStrangersAreRefused(t *testing.T) {
	w := bare(t)
	w.Membership.Parties[1] = registry.Party{Country: "VN", Issuing: []string{"VNIssuer"}, Customs: []string{"VNIssuer"}}
	for _, organisation := range []string{"KRCustoms", "VNIssuer"} {
		must(t, seeded.Send(w.Ledger.As(organisation, registry.RoleAdmin), registry.ApproveMembership, w.Membership))
	}
	_, err := w.Ledger.As("VNCustoms", registry.RoleAdmin).Evaluate(registry.ListOffices, nil, "")
	mustRefuse(t, err, registry.NotAMember)
}

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

// order is an act about a signer by the central authority of VN.
func order(w *seeded.World, kind certificate.ActKind, signer string, from time.Time) *certificate.Act {
	reasons := map[certificate.ActKind]certificate.Reason{
		certificate.SuspendSigner: certificate.ReasonUnderInquiry, certificate.RevokeSigner: certificate.ReasonKeyCompromised,
		certificate.ReinstateSigner: certificate.ReasonInquiryClosed,
	}
	return &certificate.Act{
		Type: certificate.ActType, Version: certificate.ActVersion, Network: seeded.Network, Agreement: w.Agreement,
		Kind: kind, Country: "VN", Office: seeded.Central, Signer: signer, From: certificate.InstantOf(from),
		Reason: reasons[kind], MadeAt: certificate.InstantOf(w.Ledger.Now()),
	}
}

func apply(t *testing.T, w *seeded.World, by *memledger.Session, act *certificate.Act) (registry.SealedAct, error) {
	t.Helper()
	sealed, err := w.SealAct(act)
	must(t, err)
	return sealed, seeded.Send(by, registry.ApplyAct, sealed)
}

func TestActsAboutSigners(t *testing.T) {
	w := world(t, certificate.VKFTA)
	signer := w.Officers["VN/02"].Fingerprint().String()
	now := w.Ledger.Now()
	suspension, err := apply(t, w, w.Admin("VN"), order(w, certificate.SuspendSigner, signer, now))
	must(t, err)
	_, err = w.Issue(w.Specimen(certificate.FormVK, "VN", 1))
	mustRefuse(t, err, registry.SignerInactive)

	_, err = apply(t, w, w.Issuer("VN"), order(w, certificate.ReinstateSigner, signer, now)) // an officer may bring it
	must(t, err)
	must(t, seeded.Send(w.Admin("VN"), registry.ApplyAct, suspension)) // brought up again, it has no effect
	issued(t, w, w.Specimen(certificate.FormVK, "VN", 1))

	past := now.Add(-48 * time.Hour)
	_, err = apply(t, w, w.Admin("VN"), order(w, certificate.RevokeSigner, signer, past))
	must(t, err)
	_, err = apply(t, w, w.Admin("VN"), order(w, certificate.RevokeSigner, signer, now.Add(time.Hour)))
	must(t, err)
	state := ask[registry.SignerState](t, w.Issuer("VN"), registry.ReadSigner, signer)
	if state.Signer.Revoked != certificate.InstantOf(past).String() {
		t.Errorf("revoked from %s, want the earlier %s", state.Signer.Revoked, past)
	}
	_, err = w.Issue(w.Specimen(certificate.FormVK, "VN", 2))
	mustRefuse(t, err, registry.SignerInactive)
}

func TestActRefusals(t *testing.T) {
	w := world(t, certificate.VKFTA)
	now := w.Ledger.Now()
	signer := w.Officers["VN/02"].Fingerprint().String()
	foreign := w.Officers["KR/KCCI"].Fingerprint().String()
	submit := func(by *memledger.Session, change func(*certificate.Act)) error {
		act := order(w, certificate.SuspendSigner, signer, now)
		change(act)
		_, err := apply(t, w, by, act)
		return err
	}
	nothing := func(*certificate.Act) {}
	mustRefuse(t, submit(w.Customs("VN"), nothing), registry.RoleRequired)
	mustRefuse(t, submit(w.Admin("KR"), nothing), registry.WrongCountry)
	mustRefuse(t, submit(w.Admin("VN"), func(a *certificate.Act) { a.Signer = foreign }), registry.ActMismatch)
	mustRefuse(t, submit(w.Admin("VN"), func(a *certificate.Act) { a.Signer = seal.FingerprintOf(nil).String() }), registry.SignerUnknown)
	mustRefuse(t, submit(w.Admin("VN"), func(a *certificate.Act) { a.Network = "elsewhere" }), registry.WrongNetwork)
	mustRefuse(t, submit(w.Admin("VN"), func(a *certificate.Act) { a.Agreement = certificate.ATIGA }), registry.WrongAgreement)
	mustRefuse(t, submit(w.Admin("VN"), func(a *certificate.Act) { a.Reason = certificate.ReasonExporterRequest }), registry.InvalidForm)
	mustRefuse(t, submit(w.Admin("VN"), func(a *certificate.Act) { a.Country, a.Office = "KR", "KCCI"; a.Signer = foreign }), registry.WrongCountry)
	mustRefuse(t, seeded.Send(w.Admin("VN"), registry.ApplyAct, registry.SealedAct{Act: []byte("{}")}), registry.Malformed)

	own := order(w, certificate.SuspendSigner, signer, now)
	own.Office = "02"
	_, err := apply(t, w, w.Admin("VN"), own)
	must(t, err) // himself
	own.Kind, own.Reason = certificate.ReinstateSigner, certificate.ReasonInquiryClosed
	_, err = apply(t, w, w.Admin("VN"), own)
	mustRefuse(t, err, registry.SignerInactive)
}

func TestOfficeRefusals(t *testing.T) {
	declarer := func(kind registry.OfficeKind) registry.Office {
		limit := certificate.DecimalOf(6000)
		today := certificate.NewDate(2026, time.November, 22)
		return registry.Office{
			Country: "VN", Code: "VN-EX-1", Name: "Exporter", Kind: kind, Forms: []certificate.Form{certificate.FormOD},
			Authorisation: &registry.Authorisation{Code: "VN-EX-1", Limit: &limit, Currency: "EUR", From: today, Until: today.AddYears(1), Products: []string{"6403"}},
		}
	}
	tests := []struct {
		name   string
		change func(*registry.Office)
		want   registry.Code
	}{
		{"accepted", func(*registry.Office) {}, ""},
		{"no code", func(o *registry.Office) { o.Code = "" }, registry.Malformed},
		{"no name", func(o *registry.Office) { o.Name = "a\tb" }, registry.Malformed},
		{"no form", func(o *registry.Office) { o.Forms = nil }, registry.Malformed},
		{"form of another agreement", func(o *registry.Office) { o.Forms = []certificate.Form{certificate.FormD} }, registry.WrongAgreement},
		{"exporter of another agreement", func(o *registry.Office) { o.Kind = registry.CertifiedExporter }, registry.WrongAgreement},
		{"exporter with certificates", func(o *registry.Office) { o.Forms = append(o.Forms, certificate.FormEUR1) }, registry.Malformed},
		{"authority with declarations", func(o *registry.Office) { o.Kind, o.Authorisation = registry.IssuingAuthority, nil }, registry.Malformed},
		{"no bounds", func(o *registry.Office) { o.Authorisation = nil }, registry.Malformed},
		{"no number", func(o *registry.Office) { o.Authorisation.Code = "" }, registry.Malformed},
		{"limit without currency", func(o *registry.Office) { o.Authorisation.Currency = "" }, registry.Malformed},
		{"any exporter without limit", func(o *registry.Office) { o.Kind, o.Authorisation.Limit = registry.AnyExporter, nil }, registry.Malformed},
		{"ends before it begins", func(o *registry.Office) { o.Authorisation.Until = o.Authorisation.From.AddDays(-1) }, registry.Malformed},
		{"product", func(o *registry.Office) { o.Authorisation.Products = []string{"64.03"} }, registry.Malformed},
		{"other country", func(o *registry.Office) { o.Country = "GB" }, registry.WrongCountry},
	}
	w := world(t, certificate.UKVFTA)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			office := declarer(registry.ApprovedExporter)
			test.change(&office)
			mustRefuse(t, seeded.Send(w.Admin("VN"), registry.RegisterOffice, office), test.want)
		})
	}
	office := declarer(registry.ApprovedExporter)
	must(t, seeded.Send(w.Admin("VN"), registry.RegisterOffice, office))
	office.Authorisation.Until = office.Authorisation.Until.AddYears(1)
	mustRefuse(t, seeded.Send(w.Admin("VN"), registry.RegisterOffice, office), registry.AlreadyExists)
	_, _, _, err := w.Admin("VN").Submit(registry.CloseOffice, nil, "VN", "VN-EX-1")
	must(t, err)
	must(t, seeded.Send(w.Admin("VN"), registry.RegisterOffice, office)) // renewed
	_, _, _, err = w.Admin("VN").Submit(registry.CloseOffice, nil, "VN", "nowhere")
	mustRefuse(t, err, registry.OfficeUnknown)
}

func TestExportersStayWithinTheirAuthorisation(t *testing.T) {
	tests := []struct {
		name   string
		change func(*certificate.Document, *registry.Authorisation)
		want   registry.Code
	}{
		{"within", func(_ *certificate.Document, a *registry.Authorisation) { a.Products = []string{"64", "2208"} }, ""},
		{"product", func(_ *certificate.Document, a *registry.Authorisation) { a.Products = []string{"64", "2209"} }, registry.BeyondAuthorisation},
		{"date before", func(d *certificate.Document, a *registry.Authorisation) { a.From = d.IssueDate.AddDays(1) }, registry.BeyondAuthorisation},
		{"date after", func(d *certificate.Document, a *registry.Authorisation) {
			a.From, a.Until = d.IssueDate.AddDays(-9), d.IssueDate.AddDays(-1)
		}, registry.BeyondAuthorisation},
		{"last day", func(d *certificate.Document, a *registry.Authorisation) { a.Until = d.IssueDate }, ""},
		{"number", func(_ *certificate.Document, a *registry.Authorisation) { a.Code = "GB-AE-0001" }, registry.BeyondAuthorisation},
		{"value", func(_ *certificate.Document, a *registry.Authorisation) {
			limit := certificate.DecimalOf(11999)
			a.Limit = &limit
		}, registry.BeyondAuthorisation},
		{"currency", func(_ *certificate.Document, a *registry.Authorisation) { a.Currency = "EUR" }, registry.BeyondAuthorisation},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := world(t, certificate.UKVFTA)
			doc := w.Specimen(certificate.FormOD, "GB", 1)
			office := ask[registry.Office](t, w.Admin("GB"), registry.ReadOffice, "GB", doc.Office)
			_, _, _, err := w.Admin("GB").Submit(registry.CloseOffice, nil, "GB", doc.Office)
			must(t, err)
			test.change(doc, office.Authorisation)
			must(t, seeded.Send(w.Admin("GB"), registry.RegisterOffice, office))
			w.Ledger.Advance(time.Second)
			_, err = w.Issue(doc)
			mustRefuse(t, err, test.want)
		})
	}
}
