package memory_test

import (
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal/demopki"
	"origo/client"
	"origo/client/memory"
)

// act seals an act about the officer's own key by himself.
func (s *stage) act(t *testing.T, kind certificate.ActKind) registry.SealedAct {
	t.Helper()
	now := certificate.InstantOf(s.ledger.Now())
	act := certificate.Act{
		Type: certificate.ActType, Version: certificate.ActVersion, Network: memory.Network, Agreement: certificate.ATIGA,
		Kind: kind, Country: "VN", Office: s.document.Office, Signer: s.officer.Fingerprint().String(),
		From: now, Reason: certificate.ReasonKeyCompromised, MadeAt: now,
	}
	raw, err := act.Canonical()
	must(t, raw, err)
	return registry.SealedAct{Act: raw, Seal: s.sealNow(t, raw)}
}

func (s *stage) sealNow(t *testing.T, raw []byte) []byte {
	t.Helper()
	signature, err := s.officer.Sign(raw, s.ledger.Now())
	return must(t, signature, err)
}

func TestStolenKey(t *testing.T) {
	s := newStage(t)
	s.issue(t)
	ctx, signer := t.Context(), s.officer.Fingerprint().String()
	lan, minh := memory.Administrator(s.ledger, "VNIssuer", "lan"), memory.Administrator(s.ledger, "VNIssuer", "minh")
	revocation := s.act(t, certificate.RevokeSigner)
	_, err := lan.ApplyAct(ctx, revocation)
	refusedWith(t, err, registry.TwoNeeded)
	receipt, err := lan.ProposeAct(ctx, revocation)
	must(t, receipt, err)
	_, err = lan.ConfirmAct(ctx, revocation.Digest())
	refusedWith(t, err, registry.TwoNeeded)
	receipt, err = minh.ConfirmAct(ctx, revocation.Digest())
	must(t, receipt, err)

	state, err := s.customs.Signer(ctx, signer)
	if must(t, state, err).Signer.Revoked == "" {
		t.Errorf("signer %+v", state.Signer)
	}
	acts, err := s.customs.Acts(ctx, signer)
	if len(must(t, acts, err)) != 1 || acts[0].Standing != registry.StandingApplied || len(acts[0].Consents) != 2 {
		t.Errorf("acts %+v", acts)
	}
	s.wantSigned(t, signer)
}

// wantSigned wants the certificate among those of its signer, unless it was anchored before the moment asked for.
func (s *stage) wantSigned(t *testing.T, signer string) {
	t.Helper()
	record, err := s.customs.Record(t.Context(), s.document.ID())
	must(t, record, err)
	later := certificate.InstantOf(s.ledger.Now().Add(time.Hour)).String()
	for since, want := range map[string]int{"": 1, record.AnchoredAt: 1, later: 0} {
		signed, err := s.customs.SignedBy(t.Context(), registry.SignedQuery{Signer: signer, Since: since})
		if len(must(t, signed, err)) != want {
			t.Errorf("since %q: %+v", since, signed)
		}
	}
	_, err = s.customs.SignedBy(t.Context(), registry.SignedQuery{Signer: signer, Since: "yesterday"})
	refusedWith(t, err, registry.Malformed)
}

func TestOfficesCloseAndAuthoritiesRetire(t *testing.T) {
	s := newStage(t)
	admin := memory.Registry(s.ledger, "VNIssuer", registry.RoleAdmin)
	ctx := t.Context()
	approvals, err := admin.Approvals(ctx)
	if len(must(t, approvals, err)) != 3 {
		t.Errorf("approvals %+v", approvals)
	}
	receipt, err := admin.CloseOffice(ctx, "VN", s.document.Office)
	must(t, receipt, err)
	_, err = s.issuer.Issue(ctx, s.submission)
	refusedWith(t, err, registry.OfficeClosed)

	authorities, err := admin.Authorities(ctx, "VN")
	for _, a := range must(t, authorities, err) {
		receipt, err := admin.RetireAuthority(ctx, "VN", a.Fingerprint)
		must(t, receipt, err)
	}
	_, err = enrolAnew(t, admin, s)
	refusedWith(t, err, registry.OfficeClosed)
	_, err = memory.Registry(s.ledger, "THCustoms", registry.RoleAdmin).CloseOffice(ctx, "VN", s.document.Office)
	refusedWith(t, err, registry.WrongCountry)
	_, err = admin.RetireAuthority(ctx, "VN", "00")
	refusedWith(t, err, registry.AuthorityUnknown)
}

func enrolAnew(t *testing.T, admin *client.Contract, s *stage) (client.Receipt, error) {
	t.Helper()
	authority, err := demopki.NewAuthority("VN", "other", s.ledger.Now())
	must(t, authority, err)
	officer, err := authority.Officer(demopki.OfficerOptions{Name: "Other", Office: s.document.Office})
	must(t, officer, err)
	from := s.ledger.Now()
	return admin.EnrolSigner(t.Context(), registry.Enrolment{
		Country: "VN", Office: s.document.Office, Certificate: officer.Certificate.Raw, Forms: []certificate.Form{certificate.FormD},
		From: certificate.InstantOf(from).String(), Until: certificate.InstantOf(from.AddDate(1, 0, 0)).String(),
	})
}
