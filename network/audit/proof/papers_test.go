package proof_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/memledger/seeded"
	"origo/network/audit/proof"
)

// outage is the story of a paper: taken down, taken down again, used twice, reversed once, joined with its record.
func outage(t testing.TB) (*story, registry.Paper) {
	t.Helper()
	w, err := seeded.New(certificate.VKFTA)
	must(t, err)
	d := w.Specimen(certificate.FormVK, "VN", 1)
	customs, name := w.Customs("KR"), seeded.Name(d.ID())
	entry := registry.PaperRequest{PaperEntry: registry.PaperEntry{
		Certificate: d.ID(), IssueDate: d.IssueDate, Scan: strings.Repeat("5c", 32), Reason: registry.PartnerOutage, Officer: "KR-1",
		Lines: []registry.PaperLine{{Item: 1, Quantity: d.Items[0].Quantity}},
	}, Salt: bytes.Repeat([]byte{3}, 32)}
	for range 2 {
		send(t, customs, registry.EnterPaper, registry.TransientPaper, entry)
	}
	for _, declaration := range []string{"KR-1", "KR-2"} {
		use := registry.UseRequest{Certificate: d.ID(), Declaration: declaration, Outcome: registry.Accepted, Officer: "KR-1", DecidedOn: d.IssueDate,
			Lines: []registry.UseLine{{Item: 1, Quantity: certificate.DecimalOf(10), Unit: d.Items[0].Quantity.Unit}}}
		send(t, customs, registry.UsePaper, registry.TransientUse, use, name...)
	}
	undo := registry.ReverseRequest{Certificate: d.ID(), Declaration: "KR-2", Reason: "withdrawn", Officer: "KR-2"}
	send(t, customs, registry.ReversePaper, registry.TransientReversal, undo, name...)
	_, err = w.Issue(d)
	must(t, err)
	_, _, _, err = customs.Submit(registry.JoinPaper, nil, name...)
	must(t, err)
	raw, err := customs.Evaluate(registry.FindPapers, nil, "{}")
	must(t, err)
	var page registry.PaperPage
	must(t, json.Unmarshal(raw, &page))
	return told(t, w, []*certificate.Document{d}), page.Papers[0]
}

// judgePaper lets the story be audited with the papers as a peer shows them.
func (s *story) judgePaper(shown ...registry.Paper) []proof.Finding {
	c := proof.New(contract)
	var all []proof.Finding
	for _, tx := range s.transactions {
		all = append(all, c.Check(tx)...)
	}
	for _, p := range shown {
		all = append(all, c.ExaminePaper("peer0.krcustoms", p)...)
	}
	return append(all, c.Unexplained(registry.OwnCollection("KRCustoms"), c.Transactions())...)
}

func TestPapersAreProven(t *testing.T) {
	s, shown := outage(t)
	if found := s.judgePaper(shown); len(found) != 0 {
		t.Errorf("%v", found)
	}
	if found := s.judgePaper(); len(found) != 1 {
		t.Errorf("a paper that is not shown leaves %v", found)
	}
	c := proof.New(contract)
	for _, tx := range s.transactions {
		c.Check(tx)
	}
	if !c.KeepsPapers("KRCustoms") || !c.KeepsPapers("VNCustoms") || c.KeepsPapers("VNIssuer") {
		t.Error("the keepers are others")
	}
}

func TestForgedPapersAreFound(t *testing.T) {
	for name, forgery := range map[string]struct {
		change func(*registry.Paper)
		want   string
	}{
		"scan":          {func(p *registry.Paper) { p.Scan = strings.Repeat("77", 32) }, "not what was written last"},
		"salt":          {func(p *registry.Paper) { p.Salt[0]++ }, "not what was written last"},
		"use gone":      {func(p *registry.Paper) { p.Uses = p.Uses[1:] }, "its uses took 0"},
		"use invented":  {func(p *registry.Paper) { p.Uses[0].Transaction = "nowhere" }, "did not write it"},
		"another day":   {func(p *registry.Paper) { p.Uses[0].RecordedAt = "2020-01-01T00:00:00Z" }, "made at another time"},
		"less used":     {func(p *registry.Paper) { p.Balances[0].Used = certificate.Decimal{} }, "has used 0"},
		"more printed":  {func(p *registry.Paper) { p.Balances[0].Certified = certificate.DecimalOf(1000000) }, "not of what was taken down"},
		"balance gone":  {func(p *registry.Paper) { p.Balances = nil }, "has no balance"},
		"not reversed":  {func(p *registry.Paper) { p.Uses[1].Reversal = nil }, "its uses took 20"},
		"other record":  {func(p *registry.Paper) { p.Joined.Record = strings.Repeat("00", 32) }, "not on this channel"},
		"entered later": {func(p *registry.Paper) { p.Transaction = p.Uses[0].Transaction }, "not taken down in the transaction"},
		"other keeper":  {func(p *registry.Paper) { p.By = "VNCustoms" }, "never written"},
	} {
		t.Run(name, func(t *testing.T) {
			s, shown := outage(t)
			forgery.change(&shown)
			found := s.judgePaper(shown)
			if !slices.ContainsFunc(found, func(f proof.Finding) bool { return strings.Contains(f.Text, forgery.want) }) {
				t.Errorf("%v", found)
			}
		})
	}
}
