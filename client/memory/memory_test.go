package memory_test

import (
	"bytes"
	"errors"
	"sync"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal/demopki"
	"origo/certificate/specimen"
	"origo/chaincode/memledger"
	"origo/clearance"
	"origo/client"
	"origo/client/memory"
	rules "origo/fta-rules"
)

// stage is a founded ATIGA channel with a sealed Form D, not anchored yet.
type stage struct {
	ledger     *memledger.Ledger
	officer    *demopki.Officer
	document   *certificate.Document
	submission registry.Submission
	issuer     *client.Contract
	customs    *client.Contract
}

func must[T any](t *testing.T, value T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func newStage(t *testing.T) *stage {
	t.Helper()
	ledger, err := memory.Channel(certificate.ATIGA)
	must(t, ledger, err)
	officers, err := memory.Found(t.Context(), ledger, certificate.ATIGA)
	ledger.Advance(5 * time.Minute)
	s := &stage{
		ledger: ledger, officer: must(t, officers, err)["VN"],
		document: specimen.FormD(memory.Network, specimen.On(certificate.DateOf(ledger.Now()))),
		issuer:   memory.Registry(ledger, "VNIssuer", registry.RoleIssuer),
		customs:  memory.Registry(ledger, "THCustoms", registry.RoleCustoms),
	}
	raw, err := s.document.Canonical()
	must(t, raw, err)
	s.submission = registry.Submission{Certificate: raw, Seal: s.seal(t, raw), Salt: bytes.Repeat([]byte{1}, 32)}
	return s
}

func (s *stage) seal(t *testing.T, record []byte) []byte {
	t.Helper()
	signature, err := s.officer.Sign(record, s.ledger.Now().Add(-time.Minute))
	return must(t, signature, err)
}

func (s *stage) issue(t *testing.T) client.Receipt {
	t.Helper()
	receipt, err := s.issuer.Issue(t.Context(), s.submission)
	return must(t, receipt, err)
}

func (s *stage) use(t *testing.T, declaration, quantity string) error {
	t.Helper()
	amount, err := certificate.ParseDecimal(quantity)
	must(t, amount, err)
	_, err = s.customs.Use(t.Context(), registry.UseRequest{
		Certificate: s.document.ID(), Declaration: declaration, Outcome: registry.Accepted, Officer: "TH-7",
		DecidedOn: certificate.DateOf(s.ledger.Now()),
		Lines:     []registry.UseLine{{Item: 1, Quantity: amount, Unit: "H87"}},
	})
	return err
}

// rulebook is everything that Origo holds, loaded once for all tests.
var rulebook = sync.OnceValues(rules.Load)

func assessor(t *testing.T) *clearance.Assessor {
	t.Helper()
	book, err := rulebook()
	return clearance.NewAssessor(must(t, book, err))
}

// assess looks at a certificate as Thai customs do, for 10 pieces of its first item.
func (s *stage) assess(t *testing.T, document, seal []byte) clearance.Assessment {
	t.Helper()
	ten, err := certificate.ParseDecimal("10")
	must(t, ten, err)
	id := s.document.ID()
	facts, err := clearance.Gather(t.Context(), s.customs, clearance.Request{
		ID: &id, Certificate: document, Seal: seal, Here: "TH", PresentedOn: certificate.DateOf(s.ledger.Now()),
		Declaration: &clearance.Declaration{Number: "TH-NEW", Lines: []clearance.DeclaredLine{
			{Line: 1, Item: 1, Quantity: certificate.Measure{Value: ten, Unit: "H87"}}}},
		AsOf: clearance.LedgerAsOf(memory.Freshness(s.ledger, certificate.ATIGA), s.ledger.Now()),
	})
	assessment, err := assessor(t).Assess(must(t, facts, err))
	return must(t, assessment, err)
}

func refusedWith(t *testing.T, err error, code registry.Code) {
	t.Helper()
	var refusal *registry.Refusal
	if !errors.As(err, &refusal) || refusal.Code != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

func TestRoundTrip(t *testing.T) {
	s := newStage(t)
	s.issue(t)
	if _, err := client.Confirm(t.Context(), s.issuer, s.document.ID(), s.submission.Certificate); err != nil {
		t.Error(err)
	}
	s.issue(t) // again: the same answer
	history, err := s.customs.History(t.Context(), s.document.ID())
	if len(must(t, history, err)) != 1 {
		t.Errorf("history %+v", history)
	}
	if a := s.assess(t, s.submission.Certificate, s.submission.Seal); a.Verdict != clearance.Accept {
		t.Errorf("genuine: %s\n%+v", a.Verdict, a)
	}
	if a := s.assess(t, nil, nil); a.Verdict != clearance.Accept {
		t.Errorf("by number: %s", a.Verdict)
	}
}

func TestTamperedCertificateIsCaught(t *testing.T) {
	s := newStage(t)
	s.issue(t)
	tampered := bytes.Replace(s.submission.Certificate, []byte(`"value":"240"`), []byte(`"value":"940"`), 1)
	if a := s.assess(t, tampered, s.submission.Seal); a.Verdict != clearance.Refuse {
		t.Errorf("presented: %s", a.Verdict)
	}
	forged := s.submission
	forged.Certificate = tampered
	_, err := s.issuer.Issue(t.Context(), forged)
	refusedWith(t, err, registry.DuplicateReference)
}

func TestOverUseIsCaught(t *testing.T) {
	s := newStage(t)
	s.issue(t)
	if err := s.use(t, "TH-1", "235"); err != nil {
		t.Fatal(err)
	}
	if err := s.use(t, "TH-1", "235"); err != nil {
		t.Errorf("the same again: %v", err)
	}
	refusedWith(t, s.use(t, "TH-1", "236"), registry.DeclarationDiffers)
	refusedWith(t, s.use(t, "TH-2", "6"), registry.BalanceExceeded)
	a := s.assess(t, s.submission.Certificate, s.submission.Seal)
	if covered := a.Lines[0].Covered; a.Verdict != clearance.AcceptPart || covered == nil || covered.Value.String() != "5" {
		t.Errorf("%s, covered %v", a.Verdict, covered)
	}
	if uses := a.Lines[0].EarlierUses; len(uses) != 1 || uses[0].Declaration != "TH-1" {
		t.Errorf("earlier uses %v", uses)
	}
	reversal := registry.ReverseRequest{Certificate: s.document.ID(), Declaration: "TH-1", Reason: "declaration cancelled", Officer: "TH-7"}
	if _, err := s.customs.ReverseUse(t.Context(), reversal); err != nil {
		t.Fatal(err)
	}
	if a := s.assess(t, s.submission.Certificate, s.submission.Seal); a.Verdict != clearance.Accept {
		t.Errorf("after reversal: %s", a.Verdict)
	}
}

func TestCancelledCertificateIsCaught(t *testing.T) {
	s := newStage(t)
	s.issue(t)
	id := s.document.ID()
	act := certificate.Act{
		Type: certificate.ActType, Version: certificate.ActVersion, Network: memory.Network, Agreement: certificate.ATIGA,
		Kind: certificate.CancelCertificate, Country: "VN", Office: s.document.Office, Certificate: &id,
		Reason: certificate.ReasonIssuedInError, MadeAt: certificate.InstantOf(s.ledger.Now().Add(-time.Minute)),
	}
	raw, err := act.Canonical()
	must(t, raw, err)
	receipt, err := s.issuer.Cancel(t.Context(), id, registry.SealedAct{Act: raw, Seal: s.seal(t, raw)})
	must(t, receipt, err)
	a := s.assess(t, s.submission.Certificate, s.submission.Seal)
	if a.Verdict != clearance.Refuse || a.Lines[0].Verdict != clearance.Refuse {
		t.Errorf("%s", a.Verdict)
	}
	refusedWith(t, s.use(t, "TH-1", "1"), registry.CertificateNotValid)
}

func TestUnknownCertificate(t *testing.T) {
	s := newStage(t)
	_, err := s.customs.Record(t.Context(), s.document.ID())
	refusedWith(t, err, registry.CertificateUnknown)
	if a := s.assess(t, s.submission.Certificate, s.submission.Seal); a.Verdict != clearance.Defer {
		t.Errorf("genuine but not anchored: %s", a.Verdict)
	}
}

func TestRolesAreKept(t *testing.T) {
	s := newStage(t)
	_, err := memory.Registry(s.ledger, "VNIssuer", registry.RoleCustoms).Issue(t.Context(), s.submission)
	refusedWith(t, err, registry.RoleRequired)
	s.issue(t)
	elsewhere := *s
	elsewhere.customs = memory.Registry(s.ledger, "VNCustoms", registry.RoleCustoms)
	refusedWith(t, elsewhere.use(t, "VN-1", "1"), registry.WrongCountry)
}

// TestRacingDebits: of many debits at once only as many win as the balance covers, and nobody is told otherwise.
func TestRacingDebits(t *testing.T) {
	s := newStage(t)
	s.issue(t)
	const racers, each = 8, "60" // 240 pieces: four can win
	results := make([]error, racers)
	var all sync.WaitGroup
	for i := range racers {
		all.Go(func() { results[i] = s.use(t, "TH-"+string(rune('A'+i)), each) })
	}
	all.Wait()
	won := 0
	for _, err := range results {
		if err == nil {
			won++
		}
	}
	account, err := s.customs.Account(t.Context(), s.document.ID())
	if used := must(t, account, err).Balances[0].Used.String(); won != 4 || used != "240" {
		t.Errorf("%d won, %s used: %v", won, used, results)
	}
}

// TestBundle: what is exported from the real contract serves offline.
func TestBundle(t *testing.T) {
	s := newStage(t)
	s.issue(t)
	asOf := clearance.LedgerAsOf(memory.Freshness(s.ledger, certificate.ATIGA), s.ledger.Now())
	bundle, err := clearance.Export(t.Context(), s.customs, clearance.Wanted{Certificates: []certificate.ID{s.document.ID()}, AsOf: asOf})
	facts := must(t, bundle, err).Gather(clearance.Request{
		Certificate: s.submission.Certificate, Seal: s.submission.Seal, Here: "TH", PresentedOn: certificate.DateOf(s.ledger.Now()),
	})
	assessment, err := assessor(t).Assess(facts)
	if must(t, assessment, err).Verdict != clearance.Defer {
		t.Errorf("%s", assessment.Verdict)
	}
	for _, f := range assessment.Findings {
		if f.Check == "SEAL-01" && f.Outcome != clearance.Met {
			t.Error(f.Message)
		}
	}
}

// TestEveryChannelCanBeFounded: all three agreements, both directions.
func TestEveryChannelCanBeFounded(t *testing.T) {
	for _, agreement := range certificate.Agreements() {
		ledger, err := memory.Channel(agreement)
		must(t, ledger, err)
		officers, err := memory.Found(t.Context(), ledger, agreement)
		if len(must(t, officers, err)) != 2 {
			t.Errorf("%s: %d officers", agreement, len(officers))
		}
	}
	if _, err := memory.Channel("nafta"); err == nil {
		t.Error("an unknown agreement has a channel")
	}
}
