package ukvfta_test

import (
	"slices"
	"strings"
	"testing"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/internal/given"
	"origo/fta-rules/procedure"
	"origo/fta-rules/ukvfta"
)

var (
	day   = given.Day
	money = given.Money
	is    = given.Truth
)

// eur1 is a case in order: a certificate from Viet Nam, presented in the United Kingdom.
func eur1() *procedure.Case {
	return &procedure.Case{
		Stage: procedure.Clearance, Agreement: certificate.UKVFTA, Exporter: "VN", Importer: "GB",
		Proof: procedure.Proof{
			Kind: procedure.Certificate, Form: "EUR.1", IssuingCountry: "VN", Reference: "VN-GB 25/02/00001",
			IssueDate: day("2025-03-05"), ShipmentDate: day("2025-03-04"),
			Authenticity: procedure.Authenticity{StampThere: is(true), SignatureThere: is(true)}, Reused: is(false),
		},
		Items:       []procedure.Item{{Number: 1, Description: "roasted coffee"}},
		Declaration: procedure.Declaration{Registered: day("2025-04-10"), ProofSubmitted: day("2025-04-10")},
		Journey:     procedure.Journey{Legs: []procedure.Leg{{Country: "VN"}, {Country: "GB"}}},
	}
}

// declared is a case in order: an origin declaration from the United Kingdom, presented in Viet Nam.
func declared() *procedure.Case {
	return &procedure.Case{
		Stage: procedure.Clearance, Agreement: certificate.UKVFTA, Exporter: "GB", Importer: "VN",
		Proof: procedure.Proof{
			Kind: procedure.Self, IssuingCountry: "GB", IssueDate: day("2025-04-01"),
			Self: procedure.SelfCertified{Document: "commercial invoice", Wording: is(true), Signed: is(true), Named: is(true),
				ConsignmentValue: money("6000", "EUR")},
		},
		Items:       []procedure.Item{{Number: 1, Description: "medicaments"}},
		Declaration: procedure.Declaration{Registered: day("2025-05-05"), ProofSubmitted: day("2025-05-05")},
		Journey:     procedure.Journey{Legs: []procedure.Leg{{Country: "GB"}, {Country: "VN"}}},
	}
}

// parcel is a case in order: a private parcel to the United Kingdom without proof.
func parcel() *procedure.Case {
	c := eur1()
	c.Proof = procedure.Proof{Kind: procedure.None}
	c.Waiver = procedure.Waiver{Value: money("500", "EUR"), Private: is(true), Declared: is(true)}
	return c
}

// fixture is a case that differs from one in order, and what a check finds of it.
type fixture struct {
	name    string
	base    func() *procedure.Case
	change  func(*procedure.Case)
	check   string // without the agreement's name
	message string // without the area
	verdict finding.Verdict
}

// findingsOf runs all checks and gives what one of them found.
func findingsOf(c *procedure.Case, check string) []finding.Finding {
	return slices.DeleteFunc(procedure.Run(ukvfta.Checks(), c), func(f finding.Finding) bool { return f.Check != "UKVFTA-"+check })
}

func (f fixture) run(t *testing.T) {
	c := f.base()
	if f.change != nil {
		f.change(c)
	}
	found := findingsOf(c, f.check)
	if f.message == "" {
		if len(found) > 0 {
			t.Errorf("got %s %s, want nothing", found[0].Message, found[0].Verdict)
		}
		return
	}
	for _, one := range found {
		if string(one.Message) == "ukvfta."+f.message && one.Verdict == f.verdict && one.Citation != "" {
			return
		}
	}
	t.Errorf("want %s %s, got %+v", f.message, f.verdict, found)
}

func fixtures() []fixture {
	return slices.Concat(partyFixtures(), formFixtures(), timeFixtures(), filingFixtures(), declarationFixtures(), goodsFixtures(),
		journeyFixtures(), waiverFixtures(), clockFixtures(), questionFixtures())
}

func TestChecks(t *testing.T) {
	for _, f := range fixtures() {
		t.Run(f.check+" "+f.name, f.run)
	}
}

func TestCasesInOrderAreAccepted(t *testing.T) {
	for name, base := range map[string]func() *procedure.Case{"certificate": eur1, "declaration": declared} {
		c := base()
		if d := procedure.Decide(c, procedure.Run(ukvfta.Checks(), c)); d.Verdict != finding.Accept {
			t.Errorf("%s: got %s", name, d.Verdict)
		}
	}
	c := parcel()
	if d := procedure.Decide(c, procedure.Run(ukvfta.Checks(), c)); d.Verdict != finding.Waived {
		t.Errorf("parcel: got %s", d.Verdict)
	}
}

// TestEveryMessageHasAFixture keeps the table above complete.
func TestEveryMessageHasAFixture(t *testing.T) {
	given := map[string]bool{}
	for _, f := range fixtures() {
		given["ukvfta."+f.message] = true
	}
	for _, check := range ukvfta.Checks() {
		for _, m := range check.Messages {
			code := string(m)
			if strings.HasPrefix(code, "ukvfta.") && !strings.HasPrefix(code, "ukvfta.need.") && !given[code] {
				t.Errorf("%s: no fixture gives %s", check.ID, m)
			}
		}
	}
}

// TestChecksListTheirMessages holds what checks find against what they say they may find.
func TestChecksListTheirMessages(t *testing.T) {
	listed := map[string][]finding.Message{}
	for _, check := range ukvfta.Checks() {
		listed[check.ID] = check.Messages
	}
	for _, f := range fixtures() {
		c := f.base()
		if f.change != nil {
			f.change(c)
		}
		for _, found := range procedure.Run(ukvfta.Checks(), c) {
			for _, m := range append([]finding.Message{found.Message}, found.Evidence...) {
				if !slices.Contains(listed[found.Check], m) {
					t.Errorf("%s gives %s, which it does not list", found.Check, m)
				}
			}
		}
	}
}

func partyFixtures() []fixture {
	registered := func(settings map[string]bool) func(*procedure.Case) {
		return func(c *procedure.Case) { c.Proof.Form, c.Settings = "REX", settings }
	}
	return []fixture{
		{"in order", eur1, nil, "M1", "scheme.ok", finding.Accept},
		{"to Viet Nam", declared, nil, "M1", "scheme.ok", finding.Accept},
		{"another agreement", eur1, func(c *procedure.Case) { c.Agreement = "cptpp" }, "M1", "scheme.other", finding.Refuse},
		{"another exporter", eur1, func(c *procedure.Case) { c.Exporter = "TH" }, "M1", "scheme.direction", finding.Refuse},
		{"within one party", eur1, func(c *procedure.Case) { c.Importer = "VN" }, "M1", "scheme.direction", finding.Refuse},
		{"certificate", eur1, nil, "M2", "kind.ok", finding.Accept},
		{"electronic", eur1, func(c *procedure.Case) { c.Proof.Kind = procedure.Electronic }, "M2", "kind.ok", finding.Accept},
		{"declaration", declared, nil, "M2", "kind.ok", finding.Accept},
		{"Form D", eur1, func(c *procedure.Case) { c.Proof.Form = "D" }, "M2", "kind.form", finding.Refuse},
		{"importer's knowledge", eur1, func(c *procedure.Case) { c.Proof.Kind = "importer_knowledge" }, "M2", "kind.refused", finding.Refuse},
		{"simplified declaration", eur1, func(c *procedure.Case) { c.Proof.Kind = procedure.Simplified }, "M2", "kind.refused", finding.Refuse},
		{"register of unknown notice", declared, registered(nil), "M2", "kind.notice_unknown", finding.Refer},
		{"register not notified", declared, registered(map[string]bool{ukvfta.SettingUKRegistered: false}), "M2", "kind.not_notified", finding.Refuse},
		{"register notified", declared, registered(map[string]bool{ukvfta.SettingUKRegistered: true}), "M2", "kind.ok", finding.Accept},
		{"nothing presented", parcel, nil, "M2", "", ""},
		{"in order", eur1, nil, "M6", "parties.ok", finding.Accept},
		{"origin of the other party", eur1, func(c *procedure.Case) { c.Proof.OriginCountry = "GB" }, "M6", "parties.ok", finding.Accept},
		{"nothing read of the countries", eur1, func(c *procedure.Case) { c.Proof.IssuingCountry = "" }, "M6", "parties.unread", finding.Accept},
		{"issued elsewhere", eur1, func(c *procedure.Case) { c.Proof.IssuingCountry = "TH" }, "M6", "parties.issuer", finding.Refuse},
		{"exporter elsewhere", eur1, func(c *procedure.Case) { c.Proof.ExporterCountry = "HK" }, "M6", "parties.exporter", finding.Refuse},
		{"third origin", eur1, func(c *procedure.Case) { c.Proof.OriginCountry = "CN" }, "M6", "parties.origin", finding.Refuse},
		{"box 5", eur1, func(c *procedure.Case) { c.Proof.DestinationCountry = "GB" }, "M6-DESTINATION", "destination.ok", finding.Accept},
		{"box 5 elsewhere", eur1, func(c *procedure.Case) { c.Proof.DestinationCountry = "DE" }, "M6-DESTINATION", "destination.other", finding.Refuse},
		{"box 5 unreadable", eur1, func(c *procedure.Case) { c.Proof.DestinationCountry = "Felixst." }, "M6-DESTINATION", "destination.unreadable", finding.Refer},
		{"box 5 empty", eur1, nil, "M6-DESTINATION", "", ""},
	}
}

func formFixtures() []fixture {
	seen := func(a procedure.Authenticity) func(*procedure.Case) {
		return func(c *procedure.Case) { c.Proof.Authenticity = a }
	}
	return []fixture{
		{"not examined", eur1, nil, "M3", "", ""},
		{"valid", eur1, seen(procedure.Authenticity{SignatureValid: is(true)}), "M3", "seal.ok", finding.Accept},
		{"broken", eur1, seen(procedure.Authenticity{SignatureValid: is(false)}), "M3", "seal.broken", finding.Refuse},
		{"not examined", eur1, nil, "M4", "", ""},
		{"listed", eur1, seen(procedure.Authenticity{SignatoryListed: is(true)}), "M4", "signatory.listed", finding.Accept},
		{"unlisted", eur1, seen(procedure.Authenticity{SignatoryListed: is(false)}), "M4", "signatory.unlisted", finding.Refer},
		{"unlisted exporter", declared, func(c *procedure.Case) { c.Proof.Self.SignatoryListed = is(false) }, "M4", "signatory.unlisted", finding.Refer},
		{"usual", eur1, nil, "M5", "reference.ok", finding.Accept},
		{"not looked up", eur1, func(c *procedure.Case) { c.Proof.Reused = nil }, "M5", "reference.not_looked_up", finding.Accept},
		{"unusual and not looked up", eur1, func(c *procedure.Case) { c.Proof.Reused, c.Proof.Reference = nil, "AB 123456" }, "M5", "reference.not_looked_up", finding.Accept},
		{"unusual", eur1, func(c *procedure.Case) { c.Proof.Reference = "AB 123456" }, "M5", "reference.unusual", finding.Accept},
		{"British", eur1, func(c *procedure.Case) { c.Exporter, c.Importer, c.Proof.Reference = "GB", "VN", "A 123456" }, "M5", "reference.ok", finding.Accept},
		{"twice", eur1, func(c *procedure.Case) { c.Proof.Reused = is(true) }, "M5", "reference.reused", finding.Refer},
		{"not arrived", eur1, func(c *procedure.Case) { c.Proof.Status = procedure.NotReceived }, "M5", "reference.not_received", finding.Refer},
		{"complete", eur1, nil, "M7", "boxes.complete", finding.Accept},
		{"nobody looked at paper", eur1, seen(procedure.Authenticity{}), "M7", "marks.unseen", finding.Accept},
		{"stamp alone seen", eur1, seen(procedure.Authenticity{StampThere: is(true)}), "M7", "marks.unseen", finding.Accept},
		{"boxes all the same", eur1, seen(procedure.Authenticity{}), "M7", "boxes.filled", finding.Accept},
		{"electronic", eur1, func(c *procedure.Case) {
			c.Proof.Kind, c.Proof.Authenticity = procedure.Electronic, procedure.Authenticity{}
		}, "M7", "marks.electronic", finding.Accept},
		{"sealed record", eur1, seen(procedure.Authenticity{SignatureValid: is(true)}), "M7", "marks.electronic", finding.Accept},
		{"no stamp", eur1, seen(procedure.Authenticity{StampThere: is(false)}), "M7", "boxes.missing", finding.Refer},
		{"no signature", eur1, seen(procedure.Authenticity{SignatureThere: is(false)}), "M7", "boxes.missing", finding.Refer},
		{"no number", eur1, func(c *procedure.Case) { c.Proof.Reference = "" }, "M7", "boxes.missing", finding.Refer},
		{"no date", eur1, func(c *procedure.Case) { c.Proof.IssueDate = certificate.Date{} }, "M7", "boxes.missing", finding.Refer},
		{"no description", eur1, func(c *procedure.Case) { c.Items[0].Description = "" }, "M7", "boxes.missing", finding.Refer},
		{"box 12 empty", eur1, func(c *procedure.Case) { c.Proof.Missing = []string{"box 12"} }, "M7", "boxes.missing", finding.Refer},
	}
}
