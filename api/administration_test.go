package api

import (
	"context"
	"strings"
	"testing"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
	"origo/client/memory"
)

// leaf is the fingerprint of the signer on the shelf.
var leaf = strings.Repeat("0a", 32)

// actOn is an unsealed act about the signer on the shelf: these tests judge no
// seals.
func actOn(kind certificate.ActKind) (registry.SealedAct, error) {
	reasons := map[certificate.ActKind]certificate.Reason{
		certificate.SuspendSigner: certificate.ReasonKeyCompromised, certificate.RevokeSigner: certificate.ReasonKeyCompromised,
		certificate.ReinstateSigner: certificate.ReasonInquiryClosed,
	}
	act := certificate.Act{
		Type: certificate.ActType, Version: certificate.ActVersion, Network: "demo", Agreement: certificate.ATIGA, Kind: kind,
		Country: "VN", Office: "VN-HN", Signer: leaf, Reason: reasons[kind], MadeAt: certificate.InstantOf(today),
	}
	raw, err := act.Canonical()
	return registry.SealedAct{Act: raw, Seal: []byte("seal")}, err
}

// registryCalls lists one good request for every operation that administers
// the trust registry.
func registryCalls(t testing.TB) []call {
	t.Helper()
	at := func(leaf string) string { return "/v1/registry/" + leaf + "?agreement=atiga" }
	body := func(kind certificate.ActKind) wire.SealedAct {
		sealed := must(actOn(kind))(t)
		return wire.SealedAct{Act: sealed.Act, Seal: sealed.Seal}
	}
	confirmation := func(kind certificate.ActKind) wire.Confirmation {
		return wire.Confirmation{Act: must(actOn(kind))(t).Digest()}
	}
	signer, members := "signers/"+leaf+"/", "admin issuer customs"
	return []call{
		{"ListApprovals", "GET", at("approvals"), nil, members},
		{"ListExpiries", "GET", at("expiries") + "&country=VN&before=2027-01-01T00:00:00Z", nil, members},
		{"RetireAuthority", "POST", at("authorities/" + leaf + "/retirement"), nil, "admin"},
		{"CloseOffice", "POST", at("offices/VN-HN%2F1/closure"), nil, "admin"},
		{"ListSignedBy", "GET", at(signer+"certificates") + "&since=2026-01-01T00:00:00Z&limit=10", nil, members},
		{"SuspendSigner", "POST", at(signer + "suspension"), body(certificate.SuspendSigner), "admin"},
		{"ProposeRevocation", "POST", at(signer + "revocation"), body(certificate.RevokeSigner), "admin"},
		{"ConfirmRevocation", "POST", at(signer + "revocation/confirmation"), confirmation(certificate.RevokeSigner), "admin"},
		{"ProposeReinstatement", "POST", at(signer + "reinstatement"), body(certificate.ReinstateSigner), "admin"},
		{"ConfirmReinstatement", "POST", at(signer + "reinstatement/confirmation"), confirmation(certificate.ReinstateSigner), "admin"},
		{"RehearseChange", "POST", at("rehearsal"), map[string]any{"revocation_list": wire.NewRevocationList{Authority: leaf, Crl: []byte{1}}}, "admin"},
		{"ListAdministrators", "GET", "/v1/registry/administrators", nil, "admin"},
		{"ListActs", "GET", at("acts") + "&signer=" + leaf, nil, members},
	}
}

func (s *shelf) Rehearse(_ context.Context, r client.Rehearsal) (client.Rehearsed, error) {
	const now = "2026-11-22T08:00:00Z"
	if r.Office != nil {
		r.Office.RegisteredAt = now
		return client.Rehearsed{Office: r.Office}, s.err
	}
	return client.Rehearsed{List: &registry.RevocationList{Authority: leaf, Number: "2", ThisUpdate: now, NextUpdate: now, ImportedAt: now}}, s.err
}
func (s *shelf) Approvals(context.Context) ([]registry.Approval, error) { return nil, s.err }
func (s *shelf) RetireAuthority(context.Context, string, string) (client.Receipt, error) {
	return s.receipt, s.err
}
func (s *shelf) CloseOffice(context.Context, string, string) (client.Receipt, error) {
	return s.receipt, s.err
}
func (s *shelf) ProposeAct(context.Context, registry.SealedAct) (client.Receipt, error) {
	return s.receipt, s.err
}
func (s *shelf) ConfirmAct(context.Context, string) (client.Receipt, error) { return s.receipt, s.err }
func (s *shelf) SignedBy(context.Context, registry.SignedQuery) ([]registry.Record, error) {
	return []registry.Record{s.record}, s.err
}

// Acts holds one act of every kind about the signer on the shelf.
func (s *shelf) Acts(context.Context, string) ([]registry.ActState, error) {
	var all []registry.ActState
	for _, kind := range []certificate.ActKind{certificate.SuspendSigner, certificate.RevokeSigner, certificate.ReinstateSigner} {
		sealed, err := actOn(kind)
		if err != nil {
			return nil, err
		}
		all = append(all, registry.ActState{Digest: sealed.Digest(), SealedAct: sealed, Signer: leaf, Standing: registry.StandingProposed,
			Consents: []registry.Consent{{Organisation: "VNIssuer", Identity: leaf, At: "2026-11-22T08:00:00Z", Transaction: "tx1"}}})
	}
	return all, s.err
}

func (s shelves) Administrator(a certificate.Agreement, _ string) (client.Registry, error) {
	return s.For(a, identity.Admin)
}

func (c channel) Administrator(a certificate.Agreement, name string) (client.Registry, error) {
	shared, err := c.For(a, identity.Admin)
	if err != nil || *c.down {
		return shared, err
	}
	return memory.Administrator(c.ledger, c.organisation, name), nil
}

func FuzzCursor(f *testing.F) {
	ledger, _ := newShelf(f)
	f.Add(cursorAt(ledger.record))
	f.Add("x")
	f.Fuzz(func(t *testing.T, cursor string) {
		at, id, err := parseCursor(cursor)
		if err != nil {
			return
		}
		again, same, err := parseCursor(cursorAt(registry.Record{AnchoredAt: at, ID: id}))
		if err != nil || again != at || same != id {
			t.Errorf("%q became %s %s, then %s %s, %v", cursor, at, id, again, same, err)
		}
	})
}
