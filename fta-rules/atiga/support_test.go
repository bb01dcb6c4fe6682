package atiga

import (
	"slices"
	"testing"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/internal/given"
	"origo/fta-rules/procedure"
)

var (
	day       = given.Day
	truth     = given.Truth
	dollars   = given.Dollars
	kilograms = given.Kilograms
)

func decimal(text string) *certificate.Decimal {
	d := given.Decimal(text)
	return &d
}

// change alters a case.
type change = func(*procedure.Case)

// claim is an import from Malaysia into Viet Nam with an e-Form D, in which nothing is wrong.
func claim(changes ...change) *procedure.Case {
	code := certificate.HSCode{Code: "19053120", Edition: 2022}
	c := &procedure.Case{
		Stage: procedure.Clearance, Agreement: certificate.ATIGA, Exporter: "MY", Importer: "VN",
		Proof: procedure.Proof{
			Kind: procedure.Electronic, IssuingCountry: "MY", Reference: "MY-1", IssueDate: day("2026-03-10"),
			ShipmentDate: day("2026-03-10"), Status: procedure.Valid,
		},
		Items: []procedure.Item{{
			Number: 1, HS: code, Criterion: "CTH", Quantity: kilograms("1000"),
			Declared: procedure.Declared{HS: code, Quantity: kilograms("1000")},
			Claim:    &procedure.Origin{Outcome: finding.Met, Tree: finding.Finding{Outcome: finding.Met, Message: "claim.admissible"}},
		}},
		Declaration: procedure.Declaration{Registered: day("2026-03-20"), ProofSubmitted: day("2026-03-20")},
		Journey:     procedure.Journey{Legs: []procedure.Leg{leg("MY", "LOAD"), leg("VN", "DISCHARGE")}},
	}
	for _, alter := range changes {
		alter(c)
	}
	return c
}

func leg(country string, operations ...string) procedure.Leg {
	return procedure.Leg{Country: country, Operations: operations}
}

// atIssueStage makes an application of the case.
func atIssueStage(c *procedure.Case) {
	c.Stage, c.Declaration, c.Journey = procedure.Issue, procedure.Declaration{}, procedure.Journey{}
}

func importedBy(country string) change { return func(c *procedure.Case) { c.Importer = country } }

func issuedBy(country string) change {
	return func(c *procedure.Case) { c.Proof.IssuingCountry, c.Exporter = country, country }
}

func kind(k procedure.Kind) change { return func(c *procedure.Case) { c.Proof.Kind = k } }

func dates(issued, shipped string) change {
	return func(c *procedure.Case) { c.Proof.IssueDate, c.Proof.ShipmentDate = day(issued), day(shipped) }
}

func registered(on, proof string) change {
	return func(c *procedure.Case) { c.Declaration.Registered, c.Declaration.ProofSubmitted = day(on), day(proof) }
}

func marked(marks ...procedure.Mark) change { return func(c *procedure.Case) { c.Proof.Marks = marks } }

func criterion(text string) change { return func(c *procedure.Case) { c.Items[0].Criterion = text } }

// fixture is a case and one finding that the checks of an id give on it; without a message they give none.
type fixture struct {
	name    string
	c       *procedure.Case
	message finding.Message
	verdict finding.Verdict
	curable bool
}

// checksOf are the checks of an id.
func checksOf(id string) []procedure.Check {
	var some []procedure.Check
	for _, check := range Checks() {
		if check.ID == id {
			some = append(some, check)
		}
	}
	return some
}

// run makes the checks of an id that are this package's own on every fixture, and sees that the fixtures give every
// message that those checks announce.
func run(t *testing.T, id string, fixtures []fixture) {
	t.Helper()
	var checks []procedure.Check
	var announced, given []finding.Message
	for _, check := range checksOf(id) {
		if own(check) {
			checks = append(checks, check)
			announced = append(announced, check.Messages...)
		}
	}
	for _, test := range fixtures {
		t.Run(test.name, func(t *testing.T) {
			found := procedure.Run(checks, test.c)
			messages := make([]finding.Message, len(found))
			for i, f := range found {
				messages[i] = f.Message
				checkPlaces(t, f)
				if f.Citation == "" || f.Outcome == "" || f.Verdict == "" {
					t.Errorf("%s lacks citation, outcome or verdict", f.Message)
				}
			}
			given = append(given, messages...)
			if test.message == "" {
				if len(found) > 0 {
					t.Errorf("got %s, want nothing", messages)
				}
				return
			}
			i := slices.Index(messages, test.message)
			if i < 0 {
				t.Fatalf("got %s, want %s", messages, test.message)
			}
			if found[i].Verdict != test.verdict || found[i].Curable != test.curable {
				t.Errorf("got %s, curable %v; want %s, %v", found[i].Verdict, found[i].Curable, test.verdict, test.curable)
			}
		})
	}
	for _, message := range announced {
		if !slices.Contains(given, message) {
			t.Errorf("no fixture of %s gives %s", id, message)
		}
	}
	for _, message := range given {
		if !slices.Contains(announced, message) {
			t.Errorf("%s does not announce %s", id, message)
		}
	}
}

// own reports whether the check is not one of package circular33.
func own(check procedure.Check) bool {
	return len(check.Messages) > 0 && check.Messages[0][:6] == "atiga."
}
