package clearance

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"

	"origo/certificate"
	"origo/certificate/canonical"
	"origo/certificate/registry"
	"origo/certificate/specimen"
	"origo/fta-rules/explain"
)

func assess(t testing.TB, f Facts) Assessment {
	t.Helper()
	a, err := assessor(t).Assess(f)
	return must(t, a, err)
}

// finding is what a check found on the certificate or, for checks on lines, on the first line.
func findingOf(t *testing.T, a Assessment, id string) Finding {
	t.Helper()
	all := a.Findings
	if len(a.Lines) > 0 {
		all = slices.Concat(a.Findings, a.Lines[0].Findings)
	}
	for _, f := range all {
		if f.Check == id {
			return f
		}
	}
	t.Fatalf("no finding %s", id)
	return Finding{}
}

func TestGenuineCertificateIsAccepted(t *testing.T) {
	a := assess(t, newFixture(t).facts)
	if a.Verdict != Accept || len(a.Lines) != 2 {
		t.Fatalf("%s, %d lines: %+v", a.Verdict, len(a.Lines), a.Findings)
	}
	for _, f := range slices.Concat(a.Findings, a.Lines[0].Findings, a.Lines[1].Findings) {
		if f.Outcome != Met {
			t.Errorf("%s %s: %s", f.Check, f.Outcome, text(t, f))
		}
	}
}

// text is a finding in English.
func text(t testing.TB, f Finding) string {
	t.Helper()
	words, err := english()
	return must(t, words, err).Text(f)
}

var english = sync.OnceValues(func() (explain.Catalogue, error) { return explain.Load(explain.English) })

// TestEveryCheck has one row for every outcome that a check can have beside met.
func TestEveryCheck(t *testing.T) {
	x := newFixture(t)
	forged := bytes.Replace(x.bytes, []byte(`"value":"240"`), []byte(`"value":"940"`), 1)
	successor := certificate.ID{Form: "D", Country: "VN", Reference: "VN-TH 26/02/00999"}
	rows := []struct {
		name    string
		check   string
		facts   Facts
		outcome Outcome
		message Message
		verdict Verdict // overall
	}{
		{"white space added", "DOC-01", x.with(func(f *Facts) { f.Presented.Certificate = append([]byte(" "), x.bytes...) }), NotMet, msgDocUnreadable, Correct},
		{"nothing at hand", "DOC-01", x.with(func(f *Facts) { f.Presented = Presented{}; f.Dossier = Without[registry.Dossier](Unavailable) }), CannotTell, msgDocAbsent, Defer},
		{"other network", "DOC-03", x.with(func(f *Facts) {
			f.Membership = Have(registry.Membership{Network: "other", Agreement: certificate.ATIGA})
		}), NotMet, msgNetworkWrong, Refuse},
		{"no membership at hand", "DOC-03", x.with(func(f *Facts) { f.Membership = Without[registry.Membership](Unavailable) }), CannotTell, msgNetworkUnknown, Defer},
		{"presented elsewhere", "IMP-01", x.with(func(f *Facts) { f.Here = "MY" }), NotMet, msgImporterOther, Refuse},

		{"ledger silent", "REC-01", x.with(func(f *Facts) { f.Record = Without[registry.Record](Unavailable) }), CannotTell, msgRecordSilent, Defer},
		{"not anchored", "ATIGA-M06", x.with(notAnchored), NotMet, "atiga.electronic.not_received", Defer},
		{"not in the bundle", "REC-01", x.with(func(f *Facts) { f.Source = FromBundle; f.Record = Without[registry.Record](Unavailable) }), CannotTell, msgRecordOlder, Defer},
		{"bytes changed", "REC-02", x.with(func(f *Facts) { f.Presented.Certificate = forged }), NotMet, msgBytesDiffer, Refuse},
		{"nothing presented", "REC-02", x.with(func(f *Facts) { f.Presented = Presented{} }), NotApplicable, msgBytesOwn, Accept},
		{"bytes withheld", "REC-02", x.with(func(f *Facts) { f.Dossier = Without[registry.Dossier](Withheld) }), CannotTell, msgDossierMissing, Defer},
		{"no record to compare", "REC-02", x.with(notAnchored), NotApplicable, msgNoRecord, Defer},
		{"public digest differs", "REC-03", x.with(record(func(r *registry.Record) { r.Digest = "00" })), NotMet, msgDigestDiffers, Refer},
		{"dossier withheld", "REC-03", x.with(func(f *Facts) { f.Dossier = Without[registry.Dossier](Withheld) }), CannotTell, msgDossierMissing, Defer},
		{"entry differs", "REC-04", x.with(record(func(r *registry.Record) { r.Office = "99" })), NotMet, msgEntriesDiffer, Verify},
		{"cancelled", "ATIGA-M29", x.with(record(func(r *registry.Record) { r.Status, r.Reason = registry.Cancelled, "error" })), NotMet, "vn.proof.cancelled", Refuse},
		{"replaced", "ATIGA-M06", x.with(record(func(r *registry.Record) { r.Status, r.ReplacedBy = registry.Replaced, &successor })), NotMet, "vn.proof.replaced", Refuse},
		{"status of a later program", "STA-01", x.with(record(func(r *registry.Record) { r.Status = "parked" })), CannotTell, msgStatusUnknown, Refer},

		{"seal over other bytes", "SEAL-01", x.with(func(f *Facts) { f.Presented.Certificate = forged }), NotMet, msgSealRefused, Refuse},
		{"seal is rubbish", "SEAL-01", x.with(func(f *Facts) { f.Presented.Seal = []byte("rubbish") }), NotMet, msgSealRefused, Refuse},
		{"seal of another key", "SEAL-01", x.with(func(f *Facts) { f.Presented.Seal = newFixture(t).facts.Presented.Seal }), NotMet, msgSealRefused, Refuse},
		{"enrolled certificate damaged", "SEAL-01", x.with(signer(func(s *registry.SignerState) { s.Signer.Certificate = []byte{1} })), NotMet, msgSealRefused, Refuse},
		{"no seal", "SEAL-01", x.with(notAnchored, func(f *Facts) { f.Presented.Seal = nil }), NotMet, msgSealAbsent, Defer},
		{"signer not enrolled", "SEAL-01", x.with(notAnchored, func(f *Facts) { f.Signer = Without[registry.SignerState](NotFound) }), NotMet, msgSignerUnknown, Verify},
		{"signer registry silent", "SEAL-01", x.with(func(f *Facts) { f.Signer = Without[registry.SignerState](Unavailable) }), CannotTell, msgSignerMissing, Defer},
		{"sealed long before anchoring", "SEAL-01", x.with(record(func(r *registry.Record) { r.AnchoredAt = "2026-11-22T09:10:00Z" })), NotMet, msgSealRefused, Refuse},

		{"other office", "SIGN-01", x.with(signer(func(s *registry.SignerState) { s.Signer.Office = "03" })), NotMet, msgSignerOffice, Verify},
		{"other form", "SIGN-01", x.with(signer(func(s *registry.SignerState) { s.Signer.Forms = []certificate.Form{"VK"} })), NotMet, msgSignerForm, Verify},
		{"before enrolment", "SIGN-01", x.with(signer(func(s *registry.SignerState) { s.Signer.From = "2026-11-18T09:10:01Z" })), NotMet, msgSignerInterval, Verify},
		{"at the end of enrolment", "SIGN-01", x.with(signer(func(s *registry.SignerState) { s.Signer.Until = anchoredAt })), NotMet, msgSignerInterval, Verify},
		{"office closed", "SIGN-01", x.with(signer(func(s *registry.SignerState) { s.Office.ClosedFrom = anchoredAt })), NotMet, msgOfficeClosed, Verify},
		{"signer not at hand", "SIGN-01", x.with(func(f *Facts) { f.Signer = Without[registry.SignerState](Unavailable) }), NotApplicable, msgNoSigner, Defer},
		{"suspended before", "SIGN-02", x.with(signer(func(s *registry.SignerState) { s.Signer.Suspended = anchoredAt })), NotMet, msgSignerSuspended, Verify},
		{"suspended afterwards", "SIGN-02", x.with(signer(func(s *registry.SignerState) { s.Signer.Suspended = "2026-11-18T09:10:01Z" })), Met, msgStandingMet, Accept},
		{"revoked before", "SIGN-02", x.with(signer(func(s *registry.SignerState) { s.Signer.Revoked = "2026-11-18T08:00:00Z" })), NotMet, msgSignerRevoked, Refuse},
		{"revoked between sealing and anchoring", "SIGN-02", x.with(signer(func(s *registry.SignerState) { s.Signer.Revoked = "2026-11-18T09:00:01Z" })), CannotTell, msgRevokedBetween, Verify},
		{"revoked afterwards", "SIGN-02", x.with(signer(func(s *registry.SignerState) { s.Signer.Revoked = "2026-11-19T08:00:00Z" })), Met, msgStandingMet, Accept},
		{"authority revoked before", "SIGN-02", x.with(signer(func(s *registry.SignerState) {
			s.Revocations = []registry.Revocation{{RevokedAt: "2026-11-19T00:00:00Z"}, {RevokedAt: "2026-11-17T00:00:00Z"}}
		})), NotMet, msgSignerRevoked, Refuse},

		{"presented before issue", "DATE-01", x.with(presented("2026-11-17")), NotMet, msgIssueDateLater, Refer},
		{"day of presentation not given", "DATE-01", x.with(func(f *Facts) { f.PresentedOn = certificate.Date{} }), CannotTell, msgNoPresentation, Refer},
		{"last day", "ATIGA-M13", x.with(presented("2027-11-17")), Met, "atiga.validity.in_time", Accept},
		{"a day late", "ATIGA-M13", x.with(presented("2027-11-18")), NotMet, "atiga.validity.late", Refer},

		{"no such item", "LINE-01", x.with(declared(9, "1", "H87")), NotMet, msgItemUnknown, Correct},
		{"nothing to measure", "LINE-02", x.with(declared(9, "1", "H87")), NotApplicable, msgNoItem, Correct},
		{"other unit of one dimension", "LINE-02", x.with(declared(2, "0.1", "TNE")), Met, msgUnitMet, Accept},
		{"pieces against kilograms", "LINE-02", x.with(declared(2, "10", "H87")), NotMet, msgUnitDiffers, Correct},
		{"nothing declared", "LINE-02", x.with(declared(2, "0", "KGM")), NotMet, msgNotPositive, Correct},
		{"refused before", "LINE-03", x.with(refusedBefore, declared(1, "10", "H87")), NotMet, msgLineRefused, Refer},
		{"account silent", "LINE-04", x.with(func(f *Facts) { f.Account = Without[registry.Account](Unavailable) }), CannotTell, msgAccountMissing, Defer},
		{"partly covered", "ATIGA-M20", x.with(used(1, "200", "TH-0"), declared(1, "41", "H87")), NotMet, "vn.quantity.exceeds", AcceptPart},
		{"just covered", "ATIGA-M20", x.with(used(1, "200", "TH-0"), declared(1, "40", "H87")), Met, "vn.quantity.covered", Accept},
		{"used up", "ATIGA-M20", x.with(used(1, "240", "TH-0"), declared(1, "1", "H87")), NotMet, "vn.quantity.exhausted", Refuse},
	}
	for _, row := range rows {
		t.Run(row.check+" "+row.name, func(t *testing.T) {
			a := assess(t, row.facts)
			f := findingOf(t, a, row.check)
			if f.Outcome != row.outcome || f.Message != row.message || a.Verdict != row.verdict {
				t.Errorf("%s, %s, overall %s; want %s, %s, %s\n%s", f.Outcome, f.Message, a.Verdict, row.outcome, row.message, row.verdict, text(t, f))
			}
			if f.Citation == "" {
				t.Error("no citation")
			}
		})
	}
}

func notAnchored(f *Facts) {
	f.Record = Without[registry.Record](NotFound)
	f.Dossier = Without[registry.Dossier](NotFound)
	f.Account = Without[registry.Account](NotFound)
}

func refusedBefore(f *Facts) {
	f.Account = changed(f.Account, func(a *registry.Account) {
		a.Balances = append([]registry.Balance(nil), a.Balances...)
		a.Balances[0].Refused = true
		a.Uses = []registry.Use{{UseRequest: registry.UseRequest{
			Declaration: "TH-0", Outcome: registry.Refused, Grounds: []registry.Ground{{Item: 1, Code: "DATE-02", Citation: "R.14"}},
		}}}
	})
}

// TestFormProblems: what a broken form leads to depends on the agreement.
func TestFormProblems(t *testing.T) {
	x := newFixture(t, func(d *certificate.Document) { d.Invoices = nil })
	a := assess(t, x.with(notAnchored))
	f := findingOf(t, a, "DOC-02")
	if f.Outcome != NotMet || a.Verdict != Refer || !strings.Contains(text(t, f), "departures") {
		t.Errorf("%s, %s: %s", f.Outcome, a.Verdict, text(t, f))
	}
	words, err := explain.Load(explain.Vietnamese)
	parts := must(t, words, err).Explain(f).Parts
	if len(parts) == 0 || !strings.HasPrefix(parts[0].Text, "ô số 10") || strings.Contains(parts[0].Text, "not") {
		t.Errorf("%+v", parts)
	}
}

// TestLatenessFollowsTheAgreement: VKFTA knows no late proof, UKVFTA leaves room.
func TestLatenessFollowsTheAgreement(t *testing.T) {
	for _, test := range []struct {
		document *certificate.Document
		check    string
		want     Verdict
	}{
		{specimen.VK("demo"), "VKFTA-DOC7", Refuse}, {specimen.KV("demo"), "VKFTA-DOC7", Refuse},
		{specimen.EUR1("demo"), "UKVFTA-M10", Refer}, {specimen.FormD("demo"), "ATIGA-M13", Refer},
	} {
		x := newFixture(t, func(d *certificate.Document) { *d = *test.document })
		x.facts.PresentedOn = test.document.Expiry().AddDays(1)
		if f := findingOf(t, assess(t, x.facts), test.check); f.Verdict != test.want {
			t.Errorf("%s: %s, want %s", test.document.Form, f.Verdict, test.want)
		}
	}
}

// TestOneBadLineBlocksNoOther: lines stand and fall by themselves.
func TestOneBadLineBlocksNoOther(t *testing.T) {
	x := newFixture(t)
	a := assess(t, x.with(used(1, "240", "TH-0"), declared(1, "5", "H87", 2, "25.5", "KGM", 9, "1", "KGM")))
	got := []Verdict{a.Verdict, a.Lines[0].Verdict, a.Lines[1].Verdict, a.Lines[2].Verdict}
	if want := []Verdict{AcceptPart, Refuse, Accept, Correct}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if c := a.Lines[1].Covered; c == nil || measure(*c) != "25.5 KGM" || a.Lines[0].Covered != nil {
		t.Errorf("covered %v and %v", a.Lines[0].Covered, c)
	}
	if uses := a.Lines[0].EarlierUses; len(uses) != 1 || uses[0].Declaration != "TH-0" || measure(uses[0].Quantity) != "240 H87" {
		t.Errorf("earlier uses are %v", uses)
	}
}

// TestLinesShareNoQuantity: two lines of one declaration draw on one balance in turn.
func TestLinesShareNoQuantity(t *testing.T) {
	a := assess(t, newFixture(t).with(declared(1, "200", "H87", 1, "100", "H87", 1, "1", "H87")))
	got := []Verdict{a.Lines[0].Verdict, a.Lines[1].Verdict, a.Lines[2].Verdict}
	if want := []Verdict{Accept, AcceptPart, Refuse}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if measure(*a.Lines[1].Covered) != "40 H87" {
		t.Errorf("second line covers %v", a.Lines[1].Covered)
	}
}

// TestRecordedDeclarationIsNotHeldAgainstItself: assessing again after the decision gives the same answer.
func TestRecordedDeclarationIsNotHeldAgainstItself(t *testing.T) {
	x := newFixture(t)
	a := assess(t, x.with(used(1, "240", "TH-1"), declared(1, "240", "H87")))
	if a.Verdict != Accept || len(a.Lines[0].EarlierUses) != 0 {
		t.Errorf("%s, earlier uses %v", a.Verdict, a.Lines[0].EarlierUses)
	}
}

func TestReversedUsesAreNotNamed(t *testing.T) {
	x := newFixture(t)
	f := x.with(used(1, "0", "TH-0"), func(f *Facts) { f.Account.Value.Uses[0].Reversal = &registry.Reversal{} })
	if uses := assess(t, f).Lines[0].EarlierUses; len(uses) != 0 {
		t.Errorf("got %v", uses)
	}
}

func TestDigestsAndReplay(t *testing.T) {
	x := newFixture(t)
	a := assess(t, x.facts)
	raw, err := a.Bytes()
	if err := canonical.Check(must(t, raw, err), canonical.Limits{}); err != nil {
		t.Error(err)
	}
	stored, err := json.Marshal(x.facts)
	if err != nil {
		t.Fatal(err)
	}
	var again Facts
	if err := json.Unmarshal(stored, &again); err != nil {
		t.Fatal(err)
	}
	replayed, err := assess(t, again).Bytes()
	if !bytes.Equal(must(t, replayed, err), raw) {
		t.Error("stored facts give another assessment")
	}
	if other := assess(t, x.with(presented("2026-12-02"))); other.Inputs == a.Inputs || other.Digest == a.Digest {
		t.Error("other facts, same digests")
	}
	if a.RuleSet.Version != ListVersion || len(a.RuleSet.Digest) != 64 || a.Certificate.Reference != x.document.Reference {
		t.Errorf("%+v", a)
	}
}

// TestEveryMessageHasAText in every language; package explain sees to it that the languages agree.
func TestEveryMessageHasAText(t *testing.T) {
	for _, language := range explain.Languages() {
		words, err := explain.Load(language)
		must(t, words, err)
		for _, m := range Messages() {
			if !slices.Contains(words.Messages(), m) {
				t.Errorf("%s has no text in %s", m, language)
			}
		}
	}
}

func TestEveryCheckIsListedOnce(t *testing.T) {
	for _, agreement := range certificate.Agreements() {
		seen := map[string]bool{}
		for _, l := range List(agreement, "VN") {
			if seen[l.ID] || l.Asks == "" || l.Citation == "" || strings.Contains(l.Citation, "no agreement") {
				t.Errorf("%s: %+v", agreement, l)
			}
			seen[l.ID] = true
		}
	}
}
