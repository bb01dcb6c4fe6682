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

// TestRehearsalWritesNothing: the same record comes from the rehearsal as from
// the change, and in between the ledger is as it was.
func TestRehearsalWritesNothing(t *testing.T) {
	s := newStage(t)
	ctx, admin := t.Context(), memory.Administrator(s.ledger, "VNIssuer", "lan")
	office := registry.Office{Country: "VN", Code: "77", Name: "Đà Lạt", Kind: registry.IssuingAuthority, Forms: []certificate.Form{certificate.FormD}}
	height := s.ledger.Height()
	would, err := admin.Rehearse(ctx, client.Rehearsal{Office: &office})
	if must(t, would, err).Office == nil || would.Office.RegisteredAt == "" || s.ledger.Height() != height {
		t.Fatalf("%+v at height %d", would, s.ledger.Height())
	}
	offices, err := admin.Offices(ctx, "VN")
	for _, o := range must(t, offices, err) {
		if o.Code == office.Code {
			t.Error("the office was registered")
		}
	}
	m, err := admin.Membership(ctx)
	next := must(t, m, err)
	next.Version++
	approved, err := admin.Rehearse(ctx, client.Rehearsal{Membership: &next})
	if must(t, approved, err).Approval == nil || approved.Approval.Version != next.Version {
		t.Errorf("%+v", approved)
	}
	_, err = admin.Rehearse(ctx, client.Rehearsal{Office: &registry.Office{Country: "TH", Code: "1", Name: "x"}})
	refusedWith(t, err, registry.WrongCountry)
}

// TestRehearsalOfStrangers: what nobody vouches for is refused as it would be.
func TestRehearsalOfStrangers(t *testing.T) {
	s := newStage(t)
	ctx, admin := t.Context(), memory.Administrator(s.ledger, "VNIssuer", "lan")
	stranger, err := demopki.NewAuthority("VN", "Stranger CA", s.ledger.Now())
	must(t, stranger, err)
	officer, err := stranger.Officer(demopki.OfficerOptions{Name: "Nobody"})
	must(t, officer, err)
	now := s.ledger.Now()
	_, err = admin.Rehearse(ctx, client.Rehearsal{Enrolment: &registry.Enrolment{
		Country: "VN", Office: s.document.Office, Certificate: officer.Certificate.Raw, Forms: []certificate.Form{certificate.FormD},
		From: certificate.InstantOf(now).String(), Until: certificate.InstantOf(now.Add(time.Hour)).String(),
	}})
	refusedWith(t, err, registry.PathRefused)
	list, err := stranger.CRL(1, now, time.Hour)
	_, err = admin.Rehearse(ctx, client.Rehearsal{List: &client.NewList{Authority: s.officer.Fingerprint().String(), CRL: must(t, list, err)}})
	refusedWith(t, err, registry.AuthorityUnknown)
	_, err = admin.Rehearse(ctx, client.Rehearsal{Authority: &registry.Authority{Country: "VN", Certificate: officer.Certificate.Raw}})
	refusedWith(t, err, registry.PathRefused)
}
