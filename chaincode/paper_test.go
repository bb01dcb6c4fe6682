package chaincode_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/memledger"
	"origo/chaincode/memledger/seeded"
)

// onPaper takes down what a document prints, as Thai customs do.
func onPaper(d *certificate.Document) registry.PaperRequest {
	p := registry.PaperRequest{PaperEntry: registry.PaperEntry{
		Certificate: d.ID(), IssueDate: d.IssueDate, Scan: strings.Repeat("5c", 32), Reason: registry.PartnerOutage, Officer: "TH-7",
	}, Salt: bytes.Repeat([]byte{3}, 32)}
	for _, item := range d.Items {
		p.Lines = append(p.Lines, registry.PaperLine{Item: item.Number, HS: item.HS.Code, Description: item.Description, Quantity: item.Quantity})
	}
	return p
}

// privately submits a transaction with one private value.
func privately(s *memledger.Session, function, key string, value any, args ...string) error {
	transient, err := seeded.Transient(key, value)
	if err != nil {
		return err
	}
	_, _, _, err = s.Submit(function, transient, args...)
	return err
}

func enter(w *seeded.World, p registry.PaperRequest) error {
	return privately(w.Customs("TH"), registry.EnterPaper, registry.TransientPaper, p)
}

func usePaper(w *seeded.World, u registry.UseRequest) error {
	return privately(w.Customs("TH"), registry.UsePaper, registry.TransientUse, u, seeded.Name(u.Certificate)...)
}

func paperOf(t testing.TB, w *seeded.World, id certificate.ID) registry.Paper {
	t.Helper()
	return ask[registry.Paper](t, w.Customs("TH"), registry.ReadPaper, seeded.Name(id)...)
}

func TestPaperEntries(t *testing.T) {
	tests := []struct {
		name   string
		change func(*registry.PaperRequest)
		want   registry.Code
	}{
		{"good", func(*registry.PaperRequest) {}, ""},
		{"partner not on the ledger", func(p *registry.PaperRequest) { p.Certificate.Country, p.Reason = "ID", registry.PartnerAbsent }, ""},
		{"no party to the agreement", func(p *registry.PaperRequest) { p.Certificate.Country = "KR" }, registry.WrongCountry},
		{"own country", func(p *registry.PaperRequest) { p.Certificate.Country = "TH" }, registry.WrongCountry},
		{"other agreement", func(p *registry.PaperRequest) { p.Certificate.Form = certificate.FormVK }, registry.WrongAgreement},
		{"no number", func(p *registry.PaperRequest) { p.Certificate.Reference = "" }, registry.Malformed},
		{"no scan", func(p *registry.PaperRequest) { p.Scan = "" }, registry.Malformed},
		{"unknown reason", func(p *registry.PaperRequest) { p.Reason = "lazy" }, registry.Malformed},
		{"no lines", func(p *registry.PaperRequest) { p.Lines = nil }, registry.Malformed},
		{"a line twice", func(p *registry.PaperRequest) { p.Lines = append(p.Lines, p.Lines[0]) }, registry.Malformed},
		{"a line of nothing", func(p *registry.PaperRequest) { p.Lines[0].Quantity.Value = certificate.Decimal{} }, registry.QuantityNotPositive},
		{"unknown unit", func(p *registry.PaperRequest) { p.Lines[0].Quantity.Unit = "XX9" }, registry.Malformed},
		{"bad code", func(p *registry.PaperRequest) { p.Lines[0].HS = "84.13" }, registry.Malformed},
		{"no date", func(p *registry.PaperRequest) { p.IssueDate = certificate.Date{} }, registry.Malformed},
		{"from the future", func(p *registry.PaperRequest) { p.IssueDate = p.IssueDate.AddDays(5) }, registry.TimeImplausible},
		{"no officer", func(p *registry.PaperRequest) { p.Officer = "" }, registry.Malformed},
		{"short salt", func(p *registry.PaperRequest) { p.Salt = []byte{1} }, registry.Malformed},
	}
	w := threeCountries(t)
	for i, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := onPaper(w.Specimen(certificate.FormD, "VN", i+1))
			test.change(&p)
			mustRefuse(t, enter(w, p), test.want)
		})
	}
}

// TestOnePaperAtTwoPorts: the second port finds the first one's balance, also with a scan of its own.
func TestOnePaperAtTwoPorts(t *testing.T) {
	w := threeCountries(t)
	d := w.Specimen(certificate.FormD, "VN", 1)
	p := onPaper(d)
	must(t, enter(w, p))
	must(t, enter(w, p))
	rescanned := p
	rescanned.Scan = strings.Repeat("77", 32)
	mustRefuse(t, enter(w, rescanned), registry.AlreadyExists)
	must(t, usePaper(w, acceptance(t, d, "BKK-1", "200")))
	must(t, usePaper(w, acceptance(t, d, "BKK-1", "200")))
	mustRefuse(t, usePaper(w, acceptance(t, d, "BKK-1", "201")), registry.DeclarationDiffers)
	mustRefuse(t, usePaper(w, acceptance(t, d, "LCB-1", "41")), registry.BalanceExceeded)
	must(t, usePaper(w, acceptance(t, d, "LCB-1", "40")))
	undo := registry.ReverseRequest{Certificate: d.ID(), Declaration: "BKK-1", Reason: "entry withdrawn", Officer: "TH-9"}
	for range 2 {
		must(t, privately(w.Customs("TH"), registry.ReversePaper, registry.TransientReversal, undo, seeded.Name(d.ID())...))
	}
	mustRefuse(t, usePaper(w, acceptance(t, d, "BKK-1", "200")), registry.DeclarationReversed)
	if got := paperOf(t, w, d.ID()); got.Balances[0].Used.String() != "40" || len(got.Uses) != 2 || got.Uses[0].Reversal == nil {
		t.Errorf("%+v", got)
	}
}

// TestPaperGivesWayToTheRecord: once the electronic certificate is anchored, nothing more is counted on paper.
func TestPaperGivesWayToTheRecord(t *testing.T) {
	w := threeCountries(t)
	d := w.Specimen(certificate.FormD, "VN", 1)
	must(t, enter(w, onPaper(d)))
	must(t, usePaper(w, acceptance(t, d, "BKK-1", "10")))
	join := func() error {
		_, _, _, err := w.Customs("TH").Submit(registry.JoinPaper, nil, seeded.Name(d.ID())...)
		return err
	}
	mustRefuse(t, join(), registry.CertificateUnknown)
	issued(t, w, d)
	mustRefuse(t, usePaper(w, acceptance(t, d, "BKK-2", "10")), registry.PaperSuperseded)
	must(t, usePaper(w, acceptance(t, d, "BKK-1", "10"))) // was recorded before
	must(t, join())
	must(t, join())
	if got := paperOf(t, w, d.ID()); got.Joined == nil || got.Joined.Record != record(t, w, d.ID()).Digest {
		t.Errorf("%+v", got.Joined)
	}
	other := w.Specimen(certificate.FormD, "VN", 2)
	issued(t, w, other)
	mustRefuse(t, enter(w, onPaper(other)), registry.PaperSuperseded)
}

// TestPaperRacesTheRecord: of a use of the paper and the arrival of the record in one block, the later fails.
func TestPaperRacesTheRecord(t *testing.T) {
	w := threeCountries(t)
	d := w.Specimen(certificate.FormD, "VN", 1)
	must(t, enter(w, onPaper(d)))
	transient, err := seeded.Transient(registry.TransientUse, acceptance(t, d, "BKK-1", "10"))
	must(t, err)
	onPaper, err := w.Customs("TH").Endorse(registry.UsePaper, transient, seeded.Name(d.ID())...)
	must(t, err)
	transient, err = seeded.Transient(registry.TransientSubmission, submission(t, w, d))
	must(t, err)
	electronic, err := w.Issuer("VN").Endorse(registry.Issue, transient)
	must(t, err)
	_, failures := w.Ledger.Commit(electronic, onPaper)
	if failures[0] != nil || failures[1] == nil || !strings.Contains(failures[1].Error(), memledger.ReadConflict) {
		t.Errorf("%v", failures)
	}
}

// TestPapersArePrivate: nobody else reads, endorses or keeps them, nor may other roles.
func TestPapersArePrivate(t *testing.T) {
	w := threeCountries(t)
	d := w.Specimen(certificate.FormD, "VN", 1)
	p := onPaper(d)
	must(t, enter(w, p))
	must(t, usePaper(w, acceptance(t, d, "DECL-4711", "33.25")))
	for _, secret := range []string{d.Items[0].Description, "DECL-4711", "33.25", p.Scan, p.Officer} {
		for _, other := range []string{"VNIssuer", "VNCustoms", "MYCustoms"} {
			if bytes.Contains(readable(w.Ledger.Seen(other)), []byte(secret)) {
				t.Errorf("%s can read %q", other, secret)
			}
		}
		if !bytes.Contains(readable(w.Ledger.Seen("THCustoms")), []byte(secret)) {
			t.Errorf("the test is blind: customs cannot find %q either", secret)
		}
	}
	mustRefuse(t, privately(w.Issuer("TH"), registry.EnterPaper, registry.TransientPaper, p), registry.RoleRequired)
	_, err := w.Customs("MY").Evaluate(registry.ReadPaper, nil, seeded.Name(d.ID())...)
	mustRefuse(t, err, registry.PaperUnknown) // its own papers, of which there are none
	if err := privately(w.Customs("TH").EndorsedBy("VNCustoms"), registry.UsePaper, registry.TransientUse, acceptance(t, d, "X", "1"), seeded.Name(d.ID())...); err == nil {
		t.Error("another country endorsed a use of a paper")
	}
}

// TestOneOrganisationKeepsThePapers of a country with several customs organisations.
func TestOneOrganisationKeepsThePapers(t *testing.T) {
	w, err := seeded.New(certificate.ATIGA, registry.Party{Country: "MY", Issuing: []string{"MYIssuer"}, Customs: []string{"MYEast", "MYWest"}})
	must(t, err)
	p := onPaper(w.Specimen(certificate.FormD, "VN", 1))
	must(t, privately(w.Ledger.As("MYEast", registry.RoleCustoms), registry.EnterPaper, registry.TransientPaper, p))
	mustRefuse(t, privately(w.Ledger.As("MYWest", registry.RoleCustoms), registry.EnterPaper, registry.TransientPaper, p), registry.PaperNotKept)
}

// TestPaperNeverOverdrawn: whatever is used and reversed, what is used lies between nothing and what was certified.
func TestPaperNeverOverdrawn(t *testing.T) {
	serial := 0
	w := threeCountries(t)
	rapid.Check(t, func(r *rapid.T) {
		serial++
		d := w.Specimen(certificate.FormD, "VN", serial)
		if err := enter(w, onPaper(d)); err != nil {
			r.Fatal(err)
		}
		want := 0
		counted := map[int]int{}
		for step := range rapid.IntRange(1, 8).Draw(r, "steps") {
			quantity := rapid.IntRange(1, 150).Draw(r, "quantity")
			name := fmt.Sprintf("D-%d", step)
			if usePaper(w, acceptance(t, d, name, fmt.Sprint(quantity))) == nil {
				want, counted[step] = want+quantity, quantity
			}
			back := rapid.IntRange(0, 8).Draw(r, "back")
			undo := registry.ReverseRequest{Certificate: d.ID(), Declaration: fmt.Sprintf("D-%d", back), Reason: "withdrawn", Officer: "TH-9"}
			if privately(w.Customs("TH"), registry.ReversePaper, registry.TransientReversal, undo, seeded.Name(d.ID())...) == nil {
				want -= counted[back]
				counted[back] = 0
			}
			if got := paperOf(t, w, d.ID()).Balances[0]; got.Used.String() != fmt.Sprint(want) || want > 240 {
				r.Fatalf("used %s, want %d", got.Used, want)
			}
		}
	})
}

// TestListOfPapers: page by page in order, the open ones alone if wanted, and to the keeper only.
func TestListOfPapers(t *testing.T) {
	w := threeCountries(t)
	var names []string
	for serial := range 5 {
		d := w.Specimen(certificate.FormD, "VN", 9-serial)
		must(t, enter(w, onPaper(d)))
		names = append([]string{d.ID().Reference}, names...)
		if serial == 4 {
			issued(t, w, d)
			_, _, _, err := w.Customs("TH").Submit(registry.JoinPaper, nil, seeded.Name(d.ID())...)
			must(t, err)
		}
	}
	for _, q := range []registry.PaperQuery{{Limit: 2}, {Limit: 2, Open: true}, {}} {
		want := names
		if q.Open {
			want = names[1:]
		}
		var got []string
		for more := true; more; {
			page := ask[registry.PaperPage](t, w.Customs("TH"), registry.FindPapers, text(t, q))
			if first := !q.Open && q.After == nil; len(page.Arrived) != 0 != first {
				t.Errorf("%+v: arrived are %v", q, page.Arrived)
			}
			for _, p := range page.Papers {
				got = append(got, p.Certificate.Reference)
				q.After = &p.Certificate
			}
			more = page.More
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%+v: %v, want %v", q, got, want)
		}
	}
	for name, s := range map[string]*memledger.Session{"other customs": w.Customs("MY"), "issuer": w.Issuer("TH")} {
		answer, err := s.Evaluate(registry.FindPapers, nil, "{}")
		if name == "issuer" {
			mustRefuse(t, err, registry.RoleRequired)
		} else if err != nil || strings.Contains(string(answer), "TH-7") {
			t.Errorf("%s: %s, %v", name, answer, err)
		}
	}
	_, err := w.Customs("TH").Evaluate(registry.FindPapers, nil, `{"limit":1001}`)
	mustRefuse(t, err, registry.Malformed)
}

// TestViewShowsThePaper to the customs that keep it, and to nobody else.
func TestViewShowsThePaper(t *testing.T) {
	w := threeCountries(t)
	d := w.Specimen(certificate.FormD, "VN", 1)
	must(t, enter(w, onPaper(d)))
	issued(t, w, d)
	for organisation, want := range map[string]bool{"TH": true, "MY": false} {
		if v := ask[registry.View](t, w.Customs(organisation), registry.ReadView, seeded.Name(d.ID())...); (v.Paper != nil) != want {
			t.Errorf("%s: %+v", organisation, v.Paper)
		}
	}
	if v := ask[registry.View](t, w.Issuer("VN"), registry.ReadView, seeded.Name(d.ID())...); v.Paper != nil {
		t.Errorf("issuer: %+v", v.Paper)
	}
}
