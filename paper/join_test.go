package paper_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/memledger/seeded"
	"origo/client"
	"origo/client/memory"
	"origo/paper"
)

// stage is a paper that Thai customs used, and the certificate it is a print of.
type stage struct {
	world    *seeded.World
	customs  client.Registry
	document *certificate.Document
}

func newStage(t *testing.T, change func(*registry.PaperRequest)) *stage {
	t.Helper()
	w, err := seeded.New(certificate.ATIGA)
	if err != nil {
		t.Fatal(err)
	}
	d := w.Specimen(certificate.FormD, "VN", 1)
	s := &stage{w, memory.Registry(w.Ledger, "THCustoms", registry.RoleCustoms), d}
	p := registry.PaperRequest{PaperEntry: registry.PaperEntry{Certificate: d.ID(), IssueDate: d.IssueDate, Scan: strings.Repeat("5c", 32),
		Reason: registry.PartnerOutage, Officer: "TH-7"}, Salt: bytes.Repeat([]byte{3}, 32)}
	for _, item := range d.Items {
		p.Lines = append(p.Lines, registry.PaperLine{Item: item.Number, HS: item.HS.Code, Description: item.Description, Quantity: item.Quantity})
	}
	change(&p)
	if _, err := s.customs.EnterPaper(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *stage) use(t *testing.T, declaration, quantity, unit string, record func(context.Context, registry.UseRequest) (client.Receipt, error)) error {
	t.Helper()
	amount, err := certificate.ParseDecimal(quantity)
	if err != nil {
		t.Fatal(err)
	}
	_, err = record(t.Context(), registry.UseRequest{Certificate: s.document.ID(), Declaration: declaration, Outcome: registry.Accepted,
		Officer: "TH-7", DecidedOn: certificate.DateOf(s.world.Ledger.Now()), Lines: []registry.UseLine{{Item: 1, Quantity: amount, Unit: unit}}})
	return err
}

func (s *stage) issue(t *testing.T) {
	t.Helper()
	if _, err := s.world.Issue(s.document); err != nil {
		t.Fatal(err)
	}
}

func code(err error) registry.Code {
	var refusal *registry.Refusal
	if errors.As(err, &refusal) {
		return refusal.Code
	}
	return ""
}

// TestUsesCarryOver: what was used on paper is used of the record, once, and the paper is closed.
func TestUsesCarryOver(t *testing.T) {
	s := newStage(t, func(*registry.PaperRequest) {})
	for declaration, quantity := range map[string]string{"A": "200", "B": "30"} {
		if err := s.use(t, declaration, quantity, "H87", s.customs.UsePaper); err != nil {
			t.Fatal(err)
		}
	}
	undo := registry.ReverseRequest{Certificate: s.document.ID(), Declaration: "B", Reason: "withdrawn", Officer: "TH-9"}
	if _, err := s.customs.ReversePaper(t.Context(), undo); err != nil {
		t.Fatal(err)
	}
	if _, err := paper.Join(t.Context(), s.customs, s.document.ID()); code(err) != registry.CertificateUnknown {
		t.Errorf("without a record: %v", err)
	}
	s.issue(t)
	for range 2 {
		if p, err := paper.Join(t.Context(), s.customs, s.document.ID()); err != nil || p.Joined == nil {
			t.Fatalf("%v, %+v", err, p.Joined)
		}
	}
	account, err := s.customs.Account(t.Context(), s.document.ID())
	if err != nil || len(account.Uses) != 1 || account.Balances[0].Used.String() != "200" {
		t.Errorf("%v, %+v", err, account)
	}
	if err := s.use(t, "C", "41", "H87", s.customs.Use); code(err) != registry.BalanceExceeded {
		t.Errorf("more than the record has left: %v", err)
	}
}

// dying is a ledger whose connection breaks before the paper is closed.
type dying struct{ paper.Ledger }

var errDied = errors.New("died")

func (dying) JoinPaper(context.Context, certificate.ID) (client.Receipt, error) {
	return client.Receipt{}, errDied
}

// TestJoiningMayBreakOff half way and be repeated.
func TestJoiningMayBreakOff(t *testing.T) {
	s := newStage(t, func(*registry.PaperRequest) {})
	if err := s.use(t, "A", "200", "H87", s.customs.UsePaper); err != nil {
		t.Fatal(err)
	}
	s.issue(t)
	if _, err := paper.Join(t.Context(), dying{s.customs}, s.document.ID()); !errors.Is(err, errDied) {
		t.Fatal(err)
	}
	if err := paper.Settle(t.Context(), s.customs, s.document.ID()); err != nil {
		t.Fatal(err)
	}
	account, err := s.customs.Account(t.Context(), s.document.ID())
	if err != nil || len(account.Uses) != 1 || account.Balances[0].Used.String() != "200" {
		t.Errorf("%v, %+v", err, account)
	}
}

// TestWhatTheRecordDoesNotCover is not debited, and the use says why.
func TestWhatTheRecordDoesNotCover(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*registry.PaperRequest)
		unit   string
		used   string
		ground string
	}{
		"more on paper": {func(p *registry.PaperRequest) {
			p.Lines[0].Quantity.Value = p.Lines[0].Quantity.Value.Add(p.Lines[0].Quantity.Value)
		}, "H87", "240", paper.Exceeds},
		"other unit": {func(p *registry.PaperRequest) { p.Lines[0].Quantity.Unit = "KGM" }, "KGM", "0", paper.OtherUnit},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, test.change)
			if name == "more on paper" {
				if err := s.use(t, "A", "400", test.unit, s.customs.UsePaper); err != nil {
					t.Fatal(err)
				}
			} else if err := s.use(t, "A", "100", test.unit, s.customs.UsePaper); err != nil {
				t.Fatal(err)
			}
			s.issue(t)
			if _, err := paper.Join(t.Context(), s.customs, s.document.ID()); err != nil {
				t.Fatal(err)
			}
			account, err := s.customs.Account(t.Context(), s.document.ID())
			if err != nil || account.Balances[0].Used.String() != test.used || account.Uses[0].Grounds[0].Code != test.ground {
				t.Errorf("%v, %+v", err, account)
			}
		})
	}
}

func TestSettleWithoutPaperDoesNothing(t *testing.T) {
	w, err := seeded.New(certificate.ATIGA)
	if err != nil {
		t.Fatal(err)
	}
	id := w.Specimen(certificate.FormD, "VN", 1).ID()
	if err := paper.Settle(t.Context(), memory.Registry(w.Ledger, "THCustoms", registry.RoleCustoms), id); err != nil {
		t.Error(err)
	}
}

func TestDifferences(t *testing.T) {
	s := newStage(t, func(p *registry.PaperRequest) {
		p.IssueDate = p.IssueDate.AddDays(-1)
		p.Lines[0].HS, p.Lines[0].Description = "841381", "  "+strings.ToUpper(p.Lines[0].Description)
		p.Lines[1].Item, p.Lines[1].Quantity.Unit = 3, "TNE"
	})
	p, err := s.customs.Paper(t.Context(), s.document.ID())
	if err != nil {
		t.Fatal(err)
	}
	var fields []string
	for _, d := range paper.Differences(p.PaperEntry, s.document) {
		fields = append(fields, d.Field)
	}
	if got := strings.Join(fields, " "); got != "issue_date hs line line" {
		t.Error(got)
	}
}

// TestSameHS: papers often have six digits where the record has the national code.
func TestSameHS(t *testing.T) {
	for _, test := range []struct {
		paper string
		want  int
	}{{"841370", 0}, {"84137091", 0}, {"8413709110", 0}, {"84137010", 1}, {"841381", 1}, {"", 0}} {
		s := newStage(t, func(p *registry.PaperRequest) { p.Lines[0].HS = test.paper })
		p, err := s.customs.Paper(t.Context(), s.document.ID())
		if err != nil {
			t.Fatal(err)
		}
		if got := paper.Differences(p.PaperEntry, s.document); len(got) != test.want {
			t.Errorf("%q: %+v", test.paper, got)
		}
	}
}

// TestOutstandingIsWhatJoiningLeads to: quantities, refusals and uses, whatever was used on paper and of the record.
func TestOutstandingIsWhatJoiningLeads(t *testing.T) {
	s := newStage(t, func(p *registry.PaperRequest) {
		p.Lines[0].Quantity.Value = p.Lines[0].Quantity.Value.Add(p.Lines[0].Quantity.Value)
	})
	for _, use := range []struct{ declaration, quantity string }{{"A", "200"}, {"B", "30"}, {"C", "200"}} {
		if err := s.use(t, use.declaration, use.quantity, "H87", s.customs.UsePaper); err != nil {
			t.Fatal(err)
		}
	}
	refusal := registry.UseRequest{Certificate: s.document.ID(), Declaration: "D", Outcome: registry.Refused, Officer: "TH-7",
		DecidedOn: certificate.DateOf(s.world.Ledger.Now()), Grounds: []registry.Ground{{Item: 2, Code: "criterion_doubtful", Citation: "R.18"}}}
	if _, err := s.customs.UsePaper(t.Context(), refusal); err != nil {
		t.Fatal(err)
	}
	undo := registry.ReverseRequest{Certificate: s.document.ID(), Declaration: "B", Reason: "withdrawn", Officer: "TH-9"}
	if _, err := s.customs.ReversePaper(t.Context(), undo); err != nil {
		t.Fatal(err)
	}
	s.issue(t)
	if err := s.use(t, "A", "200", "H87", s.customs.Use); err != nil { // as a joining that broke off leaves it
		t.Fatal(err)
	}
	expected := paper.Outstanding(s.paper(t), s.account(t))
	if _, err := paper.Join(t.Context(), s.customs, s.document.ID()); err != nil {
		t.Fatal(err)
	}
	account := s.account(t)
	if got, want := figures(expected), figures(account); got != want || len(account.Uses) != 3 {
		t.Errorf("expected %s, came to %s", got, want)
	}
	if again := paper.Outstanding(s.paper(t), account); figures(again) != figures(account) {
		t.Errorf("joined already, yet %s", figures(again))
	}
}

func (s *stage) paper(t *testing.T) registry.Paper {
	t.Helper()
	p, err := s.customs.Paper(t.Context(), s.document.ID())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (s *stage) account(t *testing.T) registry.Account {
	t.Helper()
	account, err := s.customs.Account(t.Context(), s.document.ID())
	if err != nil {
		t.Fatal(err)
	}
	return account
}

// figures is what people see of an account.
func figures(a registry.Account) string {
	var all strings.Builder
	for _, b := range a.Balances {
		fmt.Fprintf(&all, "%d %s %s; ", b.Item, b.Used, b.Status())
	}
	for _, u := range a.Uses {
		fmt.Fprintf(&all, "%s %s %v %v; ", u.Declaration, u.Outcome, u.Lines, u.Grounds)
	}
	return all.String()
}
