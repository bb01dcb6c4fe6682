package chaincode_test

import (
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
	"origo/chaincode/memledger"
	"origo/chaincode/memledger/seeded"
)

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

	must(t, both(t, w, order(w, certificate.ReinstateSigner, signer, now)))
	must(t, seeded.Send(w.Admin("VN"), registry.ApplyAct, suspension)) // brought up again, it has no effect
	issued(t, w, w.Specimen(certificate.FormVK, "VN", 1))

	past := now.Add(-48 * time.Hour)
	must(t, both(t, w, order(w, certificate.RevokeSigner, signer, past)))
	must(t, both(t, w, order(w, certificate.RevokeSigner, signer, now.Add(time.Hour))))
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
	_, err = propose(t, w, w.Admin("VN"), own)
	mustRefuse(t, err, registry.SignerInactive)
}
