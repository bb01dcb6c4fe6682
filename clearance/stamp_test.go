package clearance

import (
	"errors"
	"strings"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
	"origo/certificate/stamp"
	"origo/client"
)

// stampOf is a stamp of a document by the fixture's officer.
func (x *fixture) stampOf(t testing.TB, d *certificate.Document, at time.Time) string {
	t.Helper()
	text, err := stamp.Make(d, seal.Signer{Key: x.officer.Key, Chain: x.officer.Chain}, at)
	return must(t, text, err)
}

// stamped presents the text of a QR code, whose signer the registry shows.
func (x *fixture) stamped(text string) func(*Facts) {
	return func(f *Facts) { f.Presented.Stamp, f.StampSigner = text, Have(x.signer()) }
}

// stamper changes the signer of the stamp.
func stamper(change func(*registry.SignerState)) func(*Facts) {
	return func(f *Facts) { f.StampSigner = changed(f.StampSigner, change) }
}

func paperOnly(f *Facts) {
	f.Presented.Certificate, f.Presented.Seal = nil, nil
	f.Dossier = Without[registry.Dossier](Unavailable)
}

// TestEveryStampCheck has one row for every outcome of the checks on a QR code.
func TestEveryStampCheck(t *testing.T) {
	x := newFixture(t)
	genuine := x.stampOf(t, x.document, signedAt)
	other := *x.document
	other.Reference = "VN-TH 26/02/00777"
	altered := genuine[:20] + map[bool]string{true: "1", false: "0"}[genuine[20] == '0'] + genuine[21:]
	here := x.stamped(genuine)
	for _, row := range []struct {
		name    string
		check   string
		facts   Facts
		outcome Outcome
		message Message
		verdict Verdict // overall
	}{
		{"genuine", "QR-01", x.with(here), Met, msgStampMet, Accept},
		{"not a stamp", "QR-01", x.with(x.stamped("ORIGO1:HELLO")), NotMet, msgStampUnreadable, Refer},
		{"altered", "QR-01", x.with(x.stamped(altered)), NotMet, msgStampRefused, Verify},
		{"signer not enrolled", "QR-01", x.with(here, func(f *Facts) { f.StampSigner = Without[registry.SignerState](NotFound) }), NotMet, msgStampSignerUnknown, Verify},
		{"registry silent", "QR-01", x.with(here, func(f *Facts) { f.StampSigner = Without[registry.SignerState](Unavailable) }), CannotTell, msgStampSignerMissing, Defer},
		{"enrolled certificate damaged", "QR-01", x.with(here, stamper(func(s *registry.SignerState) { s.Signer.Certificate = []byte{1} })), NotMet, msgStampRefused, Verify},

		{"entitled", "QR-02", x.with(here), Met, msgSignerMet, Accept},
		{"other office", "QR-02", x.with(here, stamper(func(s *registry.SignerState) { s.Signer.Office = "03" })), NotMet, msgSignerOffice, Verify},
		{"other form", "QR-02", x.with(here, stamper(func(s *registry.SignerState) { s.Signer.Forms = nil })), NotMet, msgSignerForm, Verify},
		{"before enrolment", "QR-02", x.with(here, stamper(func(s *registry.SignerState) { s.Signer.From = "2026-11-18T09:00:01Z" })), NotMet, msgSignerInterval, Verify},
		{"office closed", "QR-02", x.with(here, stamper(func(s *registry.SignerState) { s.Office.ClosedFrom = "2026-11-18T09:00:00Z" })), NotMet, msgOfficeClosed, Verify},

		{"in standing", "QR-03", x.with(here), Met, msgStampStanding, Accept},
		{"revoked before", "QR-03", x.with(here, stamper(func(s *registry.SignerState) { s.Signer.Revoked = "2026-11-18T08:00:00Z" })), NotMet, msgStampRevoked, Verify},
		{"revoked after it was anchored", "QR-03", x.with(here, stamper(func(s *registry.SignerState) { s.Signer.Revoked = "2026-11-19T08:00:00Z" })), Met, msgStampStanding, Accept},
		{"revoked after, but not anchored", "QR-03", x.with(here, notAnchored, stamper(func(s *registry.SignerState) { s.Signer.Revoked = "2026-11-19T08:00:00Z" })), CannotTell, msgStampRevokedSince, Verify},
		{"suspended before", "QR-03", x.with(here, stamper(func(s *registry.SignerState) { s.Signer.Suspended = "2026-11-18T08:00:00Z" })), NotMet, msgStampSuspended, Verify},

		{"same", "QR-04", x.with(here), Met, msgStampSame, Accept},
		{"of another certificate", "QR-04", x.with(x.stamped(x.stampOf(t, &other, signedAt))), NotMet, msgStampDiffers, Verify},
		{"paper alone, entry at hand", "QR-04", x.with(here, paperOnly), Met, msgStampEntriesSame, Defer},
		{"paper alone, entry differs", "QR-04", x.with(here, paperOnly, record(func(r *registry.Record) { r.Office = "99" })), NotMet, msgStampDiffers, Verify},
		{"paper alone, no entry", "QR-04", x.with(here, paperOnly, func(f *Facts) { f.Record = Without[registry.Record](Unavailable) }), CannotTell, msgStampUncompared, Defer},

		{"paper alone, last day", "QR-05", x.with(here, paperOnly, presented("2027-11-17")), Met, msgStampInTime, Defer},
		{"paper alone, a day late", "QR-05", x.with(here, paperOnly, presented("2027-11-18")), NotMet, msgStampExpired, Refer},
		{"paper alone, no day", "QR-05", x.with(here, paperOnly, func(f *Facts) { f.PresentedOn = certificate.Date{} }), CannotTell, msgNoPresentation, Refer},
		{"paper alone, elsewhere", "QR-05", x.with(here, paperOnly, func(f *Facts) { f.Here = "MY" }), NotMet, msgStampElsewhere, Refer},
	} {
		t.Run(row.check+" "+row.name, func(t *testing.T) {
			a := assess(t, row.facts)
			f := findingOf(t, a, row.check)
			if f.Outcome != row.outcome || f.Message != row.message || a.Verdict != row.verdict {
				t.Errorf("%s, %s, overall %s; want %s, %s, %s\n%s", f.Outcome, f.Message, a.Verdict, row.outcome, row.message, row.verdict, text(t, f))
			}
			if words := text(t, f); f.Citation == "" || strings.ContainsAny(words, "{}") {
				t.Errorf("%q cites %q", words, f.Citation)
			}
		})
	}
}

func TestWithoutQRCodeNothingIsSaidOfIt(t *testing.T) {
	for _, f := range assess(t, newFixture(t).facts).Findings {
		if strings.HasPrefix(f.Check, "QR-") {
			t.Errorf("%s: %s", f.Check, f.Message)
		}
	}
}

func TestJudgeStamp(t *testing.T) {
	x := newFixture(t)
	genuine := x.stampOf(t, x.document, signedAt)
	for name, row := range map[string]struct {
		facts   Facts
		outcome Outcome
		by      string
	}{
		"genuine":   {x.with(x.stamped(genuine)), Met, "Nguyen Van Hai"},
		"offline":   {x.with(x.stamped(genuine), paperOnly, func(f *Facts) { f.Record = Without[registry.Record](Unavailable) }), CannotTell, "Nguyen Van Hai"},
		"silent":    {x.with(x.stamped(genuine), func(f *Facts) { f.StampSigner = Without[registry.SignerState](Unavailable) }), CannotTell, ""},
		"suspended": {x.with(x.stamped(genuine), stamper(func(s *registry.SignerState) { s.Signer.Suspended = "2026-11-01T00:00:00Z" })), NotMet, "Nguyen Van Hai"},
	} {
		report, err := assessor(t).JudgeStamp(row.facts)
		if must(t, report, err); report.Outcome != row.outcome || report.SignedBy != row.by && name != "silent" || report.Facts.ID != x.document.ID() {
			t.Errorf("%s: %+v", name, report)
		}
	}
	var refusal *stamp.Refusal
	if _, err := assessor(t).JudgeStamp(x.with(x.stamped("HELLO"))); !errors.As(err, &refusal) {
		t.Errorf("no stamp: %v", err)
	}
}

func TestGatherByStamp(t *testing.T) {
	x := newFixture(t)
	q := x.asks()
	q.Certificate, q.Seal, q.Stamp = nil, nil, x.stampOf(t, x.document, signedAt)
	f, err := Gather(t.Context(), &library{facts: x.facts}, q)
	if a := assess(t, must(t, f, err)); a.Verdict != Accept || findingOf(t, a, "QR-04").Outcome != Met {
		t.Errorf("%s: %+v", a.Verdict, a.Findings)
	}
	down := &client.Unavailable{Doing: "reading", Cause: errors.New("down")}
	f, err = Gather(t.Context(), &library{facts: x.facts, fails: map[string]error{"view": down, "membership": down}}, q)
	if must(t, f, err); f.StampSigner.State != Unavailable {
		t.Errorf("with the ledger down: %+v", f.StampSigner)
	}
}

// TestStamperIsFoundWithoutTheRecord: nothing was anchored, and the office's signers are asked for.
func TestStamperIsFoundWithoutTheRecord(t *testing.T) {
	x := newFixture(t)
	q := Request{Stamp: x.stampOf(t, x.document, signedAt), Here: "TH"}
	facts := x.with(notAnchored)
	f, err := Gather(t.Context(), &library{facts: facts}, q)
	if must(t, f, err); f.StampSigner.State != Found {
		t.Errorf("%+v", f.StampSigner)
	}
	q.Stamp = newFixture(t).stampOf(t, x.document, signedAt)
	f, err = Gather(t.Context(), &library{facts: facts}, q)
	if must(t, f, err); f.StampSigner.State != NotFound {
		t.Errorf("a stranger: %+v", f.StampSigner)
	}
}

func TestBundleServesForStamps(t *testing.T) {
	x := newFixture(t)
	b := exported(t, x)
	b.Records, b.Dossiers = nil, nil
	q := Request{Stamp: x.stampOf(t, x.document, signedAt), Here: "TH", PresentedOn: x.facts.PresentedOn}
	a := assess(t, b.Gather(q))
	for check, want := range map[string]Outcome{"QR-01": Met, "QR-02": Met, "QR-03": Met, "QR-04": CannotTell, "QR-05": Met} {
		if f := findingOf(t, a, check); f.Outcome != want {
			t.Errorf("%s %s: %s", check, f.Outcome, text(t, f))
		}
	}
	if a.Verdict != Defer || *a.Certificate != x.document.ID() {
		t.Errorf("%s of %v", a.Verdict, a.Certificate)
	}
	q.Stamp = newFixture(t).stampOf(t, x.document, signedAt)
	if f := findingOf(t, assess(t, b.Gather(q)), "QR-01"); f.Outcome != CannotTell {
		t.Errorf("a signer who is not in the bundle: %s", text(t, f))
	}
}
