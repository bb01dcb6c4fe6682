package chaincode_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/memledger"
	"origo/chaincode/memledger/seeded"
)

// propose seals an act and proposes it.
func propose(t testing.TB, w *seeded.World, by *memledger.Session, act *certificate.Act) (registry.SealedAct, error) {
	t.Helper()
	sealed, err := w.SealAct(act)
	must(t, err)
	return sealed, seeded.Send(by, registry.ProposeAct, sealed)
}

// confirm confirms a proposed act.
func confirm(by *memledger.Session, sealed registry.SealedAct) error {
	_, _, _, err := by.Submit(registry.ConfirmAct, nil, sealed.Digest())
	return err
}

// both has one administrator propose an act and another confirm it.
func both(t testing.TB, w *seeded.World, act *certificate.Act) error {
	t.Helper()
	sealed, err := propose(t, w, w.Admin("VN"), act)
	must(t, err)
	return confirm(w.SecondAdmin("VN"), sealed)
}

func standing(t testing.TB, w *seeded.World, signer string) registry.Signer {
	t.Helper()
	return ask[registry.SignerState](t, w.Customs("KR"), registry.ReadSigner, signer).Signer
}

func TestRevocationTakesTwo(t *testing.T) {
	w := world(t, certificate.VKFTA)
	signer := w.Officers["VN/02"].Fingerprint().String()
	act := order(w, certificate.RevokeSigner, signer, w.Ledger.Now())
	_, err := apply(t, w, w.Admin("VN"), act)
	mustRefuse(t, err, registry.TwoNeeded)

	sealed, err := propose(t, w, w.Admin("VN"), act)
	must(t, err)
	must(t, seeded.Send(w.Admin("VN"), registry.ProposeAct, sealed))       // again
	must(t, seeded.Send(w.SecondAdmin("VN"), registry.ProposeAct, sealed)) // proposing is not confirming
	mustRefuse(t, confirm(w.Admin("VN"), sealed), registry.TwoNeeded)
	if s := standing(t, w, signer); s.Revoked != "" || s.Act != "" {
		t.Fatalf("revoked by one: %+v", s)
	}
	w.Ledger.Advance(time.Hour)
	must(t, confirm(w.SecondAdmin("VN"), sealed))
	must(t, confirm(w.SecondAdmin("VN"), sealed)) // again
	must(t, confirm(w.Admin("VN"), sealed))       // it is done already
	must(t, seeded.Send(w.Admin("VN"), registry.ProposeAct, sealed))
	if s := standing(t, w, signer); s.Revoked == "" || s.Act != sealed.Digest() || s.Reason != "key_compromised" {
		t.Errorf("after both: %+v", s)
	}
	wantConsents(t, w, signer, sealed)
}

// wantConsents wants both administrators on record, with their own times.
func wantConsents(t *testing.T, w *seeded.World, signer string, sealed registry.SealedAct) {
	t.Helper()
	acts := ask[[]registry.ActState](t, w.Customs("KR"), registry.ListActs, signer)
	if len(acts) != 1 || acts[0].Standing != registry.StandingApplied || acts[0].Digest != sealed.Digest() || len(acts[0].Consents) != 2 {
		t.Fatalf("acts %+v", acts)
	}
	first, second := acts[0].Consents[0], acts[0].Consents[1]
	if first.Identity == second.Identity || len(first.Identity) != 64 || first.At >= second.At || first.Transaction == second.Transaction {
		t.Errorf("consents %+v and %+v", first, second)
	}
	if others := ask[[]registry.ActState](t, w.Customs("KR"), registry.ListActs, "00"); len(others) != 0 {
		t.Errorf("acts about nobody: %+v", others)
	}
}

func TestProposalRefusals(t *testing.T) {
	w := world(t, certificate.VKFTA)
	now := w.Ledger.Now()
	signer := w.Officers["VN/02"].Fingerprint().String()
	revocation := order(w, certificate.RevokeSigner, signer, now)
	for _, test := range []struct {
		name string
		by   *memledger.Session
		act  *certificate.Act
		want registry.Code
	}{
		{"an issuing officer", w.Issuer("VN"), revocation, registry.RoleRequired},
		{"customs", w.Customs("VN"), revocation, registry.RoleRequired},
		{"another country", w.Admin("KR"), revocation, registry.WrongCountry},
		{"customs' administrator", w.Ledger.As("VNCustoms", registry.RoleAdmin), revocation, registry.RoleRequired},
		{"a suspension", w.Admin("VN"), order(w, certificate.SuspendSigner, signer, now), registry.ActMismatch},
		{"nobody", w.Admin("VN"), order(w, certificate.RevokeSigner, revocation.Network, now), registry.InvalidForm},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := propose(t, w, test.by, test.act)
			mustRefuse(t, err, test.want)
		})
	}
	sealed, err := propose(t, w, w.Admin("VN"), revocation)
	must(t, err)
	mustRefuse(t, confirm(w.Issuer("VN"), sealed), registry.RoleRequired)
	mustRefuse(t, confirm(w.Admin("KR"), sealed), registry.WrongCountry)
	mustRefuse(t, confirm(w.Ledger.As("VNCustoms", registry.RoleAdmin), sealed), registry.RoleRequired)
	mustRefuse(t, confirm(w.Admin("VN"), registry.SealedAct{Act: []byte("other")}), registry.ActUnknown)
}

func TestProposalLapses(t *testing.T) {
	w := world(t, certificate.VKFTA)
	signer := w.Officers["VN/02"].Fingerprint().String()
	sealed, err := propose(t, w, w.Admin("VN"), order(w, certificate.RevokeSigner, signer, w.Ledger.Now()))
	must(t, err)
	w.Ledger.Advance(time.Duration(w.Membership.Limits.SigningAgeHours) * time.Hour)
	mustRefuse(t, confirm(w.SecondAdmin("VN"), sealed), registry.ActLapsed)
	acts := ask[[]registry.ActState](t, w.Admin("VN"), registry.ListActs, "")
	if len(acts) != 1 || acts[0].Standing != registry.StandingLapsed || acts[0].Until == "" {
		t.Errorf("acts %+v", acts)
	}
}

// TestConfirmationJudgesAnew: what was in order when it was proposed may not be
// when it is confirmed.
func TestConfirmationJudgesAnew(t *testing.T) {
	w := world(t, certificate.VKFTA)
	signer := w.Officers["VN/02"].Fingerprint().String()
	central := w.Officers["VN/"+seeded.Central].Fingerprint().String()
	sealed, err := propose(t, w, w.Admin("VN"), order(w, certificate.RevokeSigner, signer, w.Ledger.Now()))
	must(t, err)
	_, err = apply(t, w, w.Admin("VN"), order(w, certificate.SuspendSigner, central, w.Ledger.Now()))
	must(t, err) // whose key sealed the proposal
	mustRefuse(t, confirm(w.SecondAdmin("VN"), sealed), registry.SignerInactive)
}

// TestReinstatementIsOfOneSuspension: it does not undo a later suspension that
// who proposed it did not know of.
func TestReinstatementIsOfOneSuspension(t *testing.T) {
	w := world(t, certificate.VKFTA)
	signer := w.Officers["VN/02"].Fingerprint().String()
	suspend := func() {
		_, err := apply(t, w, w.Admin("VN"), order(w, certificate.SuspendSigner, signer, w.Ledger.Now()))
		must(t, err)
		w.Ledger.Advance(time.Minute)
	}
	suspend()
	sealed, err := propose(t, w, w.Admin("VN"), order(w, certificate.ReinstateSigner, signer, w.Ledger.Now()))
	must(t, err)
	suspend()
	mustRefuse(t, confirm(w.SecondAdmin("VN"), sealed), registry.ActOvertaken)
	w.Ledger.Advance(time.Minute)
	must(t, both(t, w, order(w, certificate.ReinstateSigner, signer, w.Ledger.Now())))
	must(t, both(t, w, order(w, certificate.RevokeSigner, signer, w.Ledger.Now())))
	w.Ledger.Advance(time.Minute)
	_, err = propose(t, w, w.Admin("VN"), order(w, certificate.ReinstateSigner, signer, w.Ledger.Now()))
	mustRefuse(t, err, registry.SignerInactive) // a revocation is final
}

func TestProposalsNeedTheirCountry(t *testing.T) {
	w := world(t, certificate.VKFTA)
	signer := w.Officers["VN/02"].Fingerprint().String()
	sealed, err := propose(t, w, w.Admin("VN"), order(w, certificate.RevokeSigner, signer, w.Ledger.Now()))
	must(t, err)
	mustLackEndorsement(t, confirm(w.SecondAdmin("VN").EndorsedBy("VNCustoms", "KRCustoms"), sealed))
	must(t, confirm(w.SecondAdmin("VN").EndorsedBy("VNIssuer", "KRCustoms"), sealed))
}

// TestRacingConfirmations: of two administrators who confirm at once one does,
// and the other, asked again, is told that it is done.
func TestRacingConfirmations(t *testing.T) {
	w := world(t, certificate.VKFTA)
	signer := w.Officers["VN/02"].Fingerprint().String()
	sealed, err := propose(t, w, w.Admin("VN"), order(w, certificate.RevokeSigner, signer, w.Ledger.Now()))
	must(t, err)
	var racing []*memledger.Endorsed
	for _, name := range []string{"admin-2", "admin-3"} {
		endorsed, err := w.Admin("VN").Person(name).Endorse(registry.ConfirmAct, nil, sealed.Digest())
		must(t, err)
		racing = append(racing, endorsed)
	}
	_, failures := w.Ledger.Commit(racing...)
	must(t, failures[0])
	if failures[1] == nil {
		t.Fatal("both confirmations were committed")
	}
	must(t, confirm(w.Admin("VN").Person("admin-3"), sealed))
	if acts := ask[[]registry.ActState](t, w.Admin("VN"), registry.ListActs, signer); len(acts[0].Consents) != 2 {
		t.Errorf("acts %+v", acts)
	}
}

// desk is what a model believes of one signer and one proposal.
type desk struct {
	w        *seeded.World
	t        *testing.T
	signer   string
	proposed []proposed
	model    registry.Signer
}

type proposed struct {
	sealed registry.SealedAct
	by     string
	rests  string
}

// TestNothingIsRevokedOrReinstatedByOne plays random acts by random
// administrators and holds the signer against a model.
func TestNothingIsRevokedOrReinstatedByOne(t *testing.T) {
	w := world(t, certificate.VKFTA)
	rapid.Check(t, func(rt *rapid.T) {
		d := &desk{w: w, t: t, signer: w.Officers["VN/02"].Fingerprint().String()}
		d.model = standing(t, w, d.signer)
		rt.Repeat(map[string]func(*rapid.T){"suspend": d.suspend, "propose": d.propose, "confirm": d.confirm, "": d.check})
	})
}

func (d *desk) suspend(*rapid.T) {
	d.w.Ledger.Advance(time.Minute)
	sealed, err := apply(d.t, d.w, d.w.Admin("VN"), order(d.w, certificate.SuspendSigner, d.signer, d.w.Ledger.Now()))
	must(d.t, err)
	d.model.Suspended, d.model.Act = certificate.InstantOf(d.w.Ledger.Now()).String(), sealed.Digest()
}

func (d *desk) propose(rt *rapid.T) {
	d.w.Ledger.Advance(time.Minute)
	by := rapid.SampledFrom([]string{"", "admin-2", "admin-3"}).Draw(rt, "by")
	act := order(d.w, certificate.ReinstateSigner, d.signer, d.w.Ledger.Now())
	sealed, err := propose(d.t, d.w, d.w.Admin("VN").Person(by), act)
	must(d.t, err)
	d.proposed = append(d.proposed, proposed{sealed, by, d.model.Act})
}

func (d *desk) confirm(rt *rapid.T) {
	by := rapid.SampledFrom([]string{"", "admin-2", "admin-3"}).Draw(rt, "by")
	if len(d.proposed) == 0 {
		return
	}
	at := rapid.IntRange(0, len(d.proposed)-1).Draw(rt, "proposal")
	p := d.proposed[at]
	err := confirm(d.w.Admin("VN").Person(by), p.sealed)
	switch {
	case by == p.by:
		mustRefuse(d.t, err, registry.TwoNeeded)
		return
	case p.rests != d.model.Act:
		mustRefuse(d.t, err, registry.ActOvertaken)
	default:
		must(d.t, err)
		d.model.Suspended, d.model.Act = "", p.sealed.Digest()
	}
	d.proposed = slices.Delete(d.proposed, at, at+1)
}

func (d *desk) check(*rapid.T) {
	got := standing(d.t, d.w, d.signer)
	if got.Suspended != d.model.Suspended || got.Act != d.model.Act || got.Revoked != "" {
		raw, _ := json.Marshal(got)
		d.t.Fatalf("signer %s, want suspended %q by %s", raw, d.model.Suspended, d.model.Act)
	}
}
