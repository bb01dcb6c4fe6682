package chaincode_test

import (
	"errors"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/specimen"
	"origo/chaincode/memledger"
	"origo/chaincode/memledger/seeded"
)

// mustLackEndorsement wants the ledger itself to throw a transaction out.
func mustLackEndorsement(t *testing.T, err error) {
	t.Helper()
	var failure *memledger.CommitError
	if !errors.As(err, &failure) || failure.Code != memledger.PolicyFailure {
		t.Fatalf("got %v, want %s", err, memledger.PolicyFailure)
	}
}

func TestLoneEndorsementOfAnIssueIsRefused(t *testing.T) {
	w := world(t, certificate.VKFTA)
	s := submission(t, w, w.Specimen(certificate.FormVK, "VN", 1))
	for _, lone := range []string{"VNIssuer", "VNCustoms", "KRCustoms"} {
		mustLackEndorsement(t, anchor(t, w.Issuer("VN").EndorsedBy(lone), registry.Issue, s))
	}
	must(t, anchor(t, w.Issuer("VN").EndorsedBy("VNCustoms", "KRCustoms"), registry.Issue, s))
}

func TestCancelNeedsTheIssuingAuthority(t *testing.T) {
	w := world(t, certificate.VKFTA)
	doc := w.Specimen(certificate.FormVK, "VN", 1)
	id := issued(t, w, doc)
	sealed, err := w.SealAct(specimen.Cancellation(doc, certificate.InstantOf(w.Ledger.Now())))
	must(t, err)
	attempt := func(by ...string) error {
		return send(t, w.Issuer("VN").EndorsedBy(by...), registry.Cancel, registry.TransientAct, sealed, seeded.Name(id)...)
	}
	mustLackEndorsement(t, attempt("VNCustoms", "KRCustoms"))
	mustLackEndorsement(t, attempt("VNIssuer"))
	must(t, attempt("VNIssuer", "KRCustoms"))
}

func TestUseNeedsTheImportingCustoms(t *testing.T) {
	w := world(t, certificate.VKFTA)
	doc := w.Specimen(certificate.FormVK, "VN", 1)
	id := issued(t, w, doc)
	attempt := func(by ...string) error {
		u := acceptance(t, doc, "D-1", "10")
		return send(t, w.Customs("KR").EndorsedBy(by...), registry.RecordUse, registry.TransientUse, u, seeded.Name(id)...)
	}
	mustLackEndorsement(t, attempt("VNIssuer", "VNCustoms"))
	mustLackEndorsement(t, attempt("KRCustoms"))
	must(t, attempt("KRCustoms", "VNIssuer"))
}

func TestTrustRecordsNeedTheirCountry(t *testing.T) {
	w := world(t, certificate.VKFTA)
	attempt := func(by ...string) error {
		_, _, _, err := w.Admin("VN").EndorsedBy(by...).Submit(registry.CloseOffice, nil, "VN", "02")
		return err
	}
	mustLackEndorsement(t, attempt("VNCustoms", "KRCustoms"))
	must(t, attempt("VNIssuer", "VNCustoms"))
}

func TestAmendingTheMembershipNeedsEverybody(t *testing.T) {
	w := world(t, certificate.VKFTA)
	next := w.Membership
	next.Version, next.Limits.SigningAgeHours = 2, 48
	for _, organisation := range []string{"KRCustoms", "VNCustoms"} {
		must(t, seeded.Send(w.Ledger.As(organisation, registry.RoleAdmin), registry.ApproveMembership, next))
	}
	last := w.Ledger.As("VNIssuer", registry.RoleAdmin)
	mustLackEndorsement(t, seeded.Send(last.EndorsedBy("VNIssuer", "KRCustoms"), registry.ApproveMembership, next))
	must(t, seeded.Send(last, registry.ApproveMembership, next))
	if got := ask[registry.Membership](t, last, registry.ReadMembership); got.Version != 2 {
		t.Errorf("membership in force %+v", got)
	}
}

func TestNobodyConsentsForAnother(t *testing.T) {
	w := world(t, certificate.VKFTA)
	next := w.Membership
	next.Version, next.Network = 2, "other"
	attempt := w.Ledger.As("KRCustoms", registry.RoleAdmin).EndorsedBy("VNIssuer", "VNCustoms")
	mustLackEndorsement(t, seeded.Send(attempt, registry.ApproveMembership, next))
}

// TestRacingIssues: of two creations of one key in a block Fabric fails the
// second for the guard that the first wrote. Asked again, it is answered.
func TestRacingIssues(t *testing.T) {
	w := world(t, certificate.VKFTA)
	s := submission(t, w, w.Specimen(certificate.FormVK, "VN", 1))
	transient, err := seeded.Transient(registry.TransientSubmission, s)
	must(t, err)
	var racing []*memledger.Endorsed
	for range 2 {
		endorsed, err := w.Issuer("VN").Endorse(registry.Issue, transient)
		must(t, err)
		racing = append(racing, endorsed)
	}
	_, failures := w.Ledger.Commit(racing...)
	must(t, failures[0])
	mustLackEndorsement(t, failures[1])
	must(t, anchor(t, w.Issuer("VN"), registry.Issue, s))
}

// TestTrustThatChangesUnderway: what lands between endorsement and commit makes
// the transaction invalid.
func TestTrustThatChangesUnderway(t *testing.T) {
	w := world(t, certificate.VKFTA)
	transient, err := seeded.Transient(registry.TransientSubmission, submission(t, w, w.Specimen(certificate.FormVK, "VN", 1)))
	must(t, err)
	underway, err := w.Issuer("VN").Endorse(registry.Issue, transient)
	must(t, err)
	revoke(t, w, "VN", 2, w.Officers["VN/02"].Certificate.SerialNumber)
	_, failures := w.Ledger.Commit(underway)
	var failure *memledger.CommitError
	if !errors.As(failures[0], &failure) || failure.Code != memledger.ReadConflict {
		t.Fatalf("got %v, want %s", failures[0], memledger.ReadConflict)
	}
}
