package vkfta

import (
	"testing"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/internal/given"
	"origo/fta-rules/procedure"
)

var (
	day     = given.Day
	decimal = given.Decimal
	truth   = given.Truth
	dollars = given.Dollars
)

// alter changes a case.
type alter = func(*procedure.Case)

// claim is an import from Korea into Viet Nam with a Form KV, in which nothing is wrong.
func claim(changes ...alter) *procedure.Case {
	code := certificate.HSCode{Code: "850440", Edition: 2017}
	c := &procedure.Case{
		Stage: procedure.Clearance, Agreement: certificate.VKFTA, Exporter: "KR", Importer: "VN",
		Proof: procedure.Proof{
			Kind: procedure.Certificate, Form: "KV", IssuingCountry: "KR", Issuer: "KCCI", Reference: "K001-24-0070001",
			IssueDate: day("2024-01-22"), ShipmentDate: day("2024-01-22"), Status: procedure.Valid,
		},
		Items:       []procedure.Item{{Number: 1, HS: code, Criterion: "CTC"}},
		Declaration: procedure.Declaration{Registered: day("2024-01-31"), ProofSubmitted: day("2024-01-31")},
		Journey:     procedure.Journey{Legs: []procedure.Leg{{Country: "KR"}, {Country: "VN"}}},
	}
	for _, change := range changes {
		change(c)
	}
	return c
}

// toKorea turns the case into an import from Viet Nam into Korea with a Form VK.
func toKorea(c *procedure.Case) {
	c.Exporter, c.Importer, c.Proof.IssuingCountry, c.Proof.Form, c.Proof.Reference = "VN", "KR", "VN", "VK", "VN-KR 24/02/00123"
	c.Journey.Legs = []procedure.Leg{{Country: "VN"}, {Country: "KR"}}
}

func atIssue(c *procedure.Case) { c.Stage = procedure.Issue }

func proof(change func(*procedure.Proof)) alter { return func(c *procedure.Case) { change(&c.Proof) } }

func item(change func(*procedure.Item)) alter { return func(c *procedure.Case) { change(&c.Items[0]) } }

// shippedAndIssued sets both days, and the presentation on the day of issue.
func shippedAndIssued(shipped, issued string) alter {
	return func(c *procedure.Case) {
		c.Proof.ShipmentDate, c.Proof.IssueDate = day(shipped), day(issued)
		c.Declaration.Registered, c.Declaration.ProofSubmitted = day(issued), day(issued)
	}
}

func marked(mark procedure.Mark) alter {
	return proof(func(p *procedure.Proof) { p.Marks = append(p.Marks, mark) })
}

func issuedAndPresented(issued, presented string) alter {
	return func(c *procedure.Case) {
		c.Proof.IssueDate, c.Declaration.ProofSubmitted = day(issued), day(presented)
	}
}

func criterion(text string) alter { return item(func(i *procedure.Item) { i.Criterion = text }) }

func code(digits string, edition int) alter {
	return item(func(i *procedure.Item) { i.HS = certificate.HSCode{Code: digits, Edition: edition} })
}

// through puts a place between the first and the last.
func through(leg procedure.Leg) alter {
	return func(c *procedure.Case) {
		legs := c.Journey.Legs
		c.Journey.Legs = []procedure.Leg{legs[0], leg, legs[len(legs)-1]}
	}
}

func papers(codes ...string) alter {
	return func(c *procedure.Case) { c.Journey.Documents = append([]string{}, codes...) }
}

// withoutProof is a claim that rests on the consignment's value.
func withoutProof(value string, related ...string) alter {
	return func(c *procedure.Case) {
		c.Proof, c.Declaration.ProofSubmitted = procedure.Proof{Kind: procedure.None}, certificate.Date{}
		c.Waiver.Value = dollars(value)
		for _, one := range related {
			c.Waiver.Related = append(c.Waiver.Related, *dollars(one))
		}
	}
}

func determined(outcome, claimed finding.Outcome) alter {
	return item(func(i *procedure.Item) {
		i.Determination = &procedure.Origin{Outcome: outcome, Claimed: claimed, By: "CTH"}
	})
}

func claimed(outcome finding.Outcome) alter {
	return item(func(i *procedure.Item) { i.Claim = &procedure.Origin{Outcome: outcome} })
}

// findings runs one check.
func findings(t *testing.T, id string, c *procedure.Case) []finding.Finding {
	t.Helper()
	for _, check := range Checks() {
		if check.ID == id {
			return procedure.Run([]procedure.Check{check}, c)
		}
	}
	t.Fatalf("no check %s", id)
	return nil
}
