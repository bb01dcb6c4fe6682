package warm

import (
	"bytes"
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/memledger/seeded"
	"origo/client"
)

// TestUnnamedChangesAreHeard: cases and papers are announced without the certificate that they are about, and the answers
// that rest on them are forgotten all the same.
func TestUnnamedChangesAreHeard(t *testing.T) {
	c := newChannel(t)
	p := newPlay(t, c)
	d := p.documents[0]
	port := client.NewRegistry(p.views.Ledger("customs", p.ledger()))
	look := func() string {
		view, err := port.View(t.Context(), d.ID())
		if err != nil {
			t.Fatal(err)
		}
		id := d.ID()
		found, err := port.FindCases(t.Context(), registry.CaseQuery{Certificate: &id})
		if err != nil {
			t.Fatal(err)
		}
		return text([]any{view.Paper != nil && view.Paper.Joined != nil, len(found.Cases)}, nil)
	}
	c.send(t, c.Customs("KR"), registry.EnterPaper, registry.TransientPaper, c.onPaper(d))
	if _, err := c.Issue(d); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		name   string
		change func()
		want   string
	}{
		{"before", func() {}, "[false,0] <nil>"},
		{"joined", func() { p.submit(t, registry.JoinPaper, seeded.Name(d.ID())...) }, "[true,0] <nil>"},
		{"doubted", func() { c.send(t, c.Customs("KR"), registry.StartCase, registry.TransientCase, doubt(d.ID())) }, "[true,1] <nil>"},
	} {
		step.change()
		for range 3 {
			p.confirm(nil)
			if got := look(); got != step.want {
				t.Errorf("%s: %s, want %s", step.name, got, step.want)
			}
		}
	}
	if p.views.Figures().Hits == 0 {
		t.Error("nothing was answered from memory")
	}
}

func (p *play) submit(t *testing.T, function string, args ...string) {
	t.Helper()
	if _, _, _, err := p.Customs("KR").Submit(function, nil, args...); err != nil {
		t.Fatal(err)
	}
}

// onPaper takes a certificate down as if it had come on paper.
func (c *channel) onPaper(d *certificate.Document) registry.PaperRequest {
	return registry.PaperRequest{PaperEntry: registry.PaperEntry{
		Certificate: d.ID(), IssueDate: d.IssueDate, Scan: strings.Repeat("5c", 32), Reason: registry.PartnerOutage, Officer: "KR-1",
		Lines: []registry.PaperLine{{Item: 1, Quantity: d.Items[0].Quantity}},
	}, Salt: bytes.Repeat([]byte{3}, 32)}
}

func doubt(id certificate.ID) registry.OpenCase {
	return registry.OpenCase{
		CaseHead: registry.CaseHead{Certificate: id, Number: "KCS-1", Basis: registry.RandomCheck},
		Opening:  registry.CaseContent{Action: registry.CaseOpened, Officer: "KR-1"}, Salt: bytes.Repeat([]byte{9}, 32),
	}
}
