package circular33

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
	kilograms = given.Kilograms
	measured  = given.Measured
)

func number(n int) *int { return &n }

// lot is an import into Viet Nam under ATIGA with one item, in which nothing is wrong.
func lot(changes ...func(*procedure.Case)) *procedure.Case {
	c := &procedure.Case{
		Stage: procedure.Clearance, Agreement: certificate.ATIGA, Exporter: "TH", Importer: "VN",
		Proof: procedure.Proof{Kind: procedure.Electronic, IssuingCountry: "TH", Reference: "D2026-1",
			IssueDate: day("2026-03-01"), Status: procedure.Valid},
		Items:       []procedure.Item{{Number: 1, Criterion: "CTH"}},
		Declaration: procedure.Declaration{Registered: day("2026-03-10"), ProofSubmitted: day("2026-03-10")},
	}
	for _, change := range changes {
		change(c)
	}
	return c
}

// fixture is a case and the one finding that a check gives on it; no message means that it gives none.
type fixture struct {
	name    string
	c       *procedure.Case
	message finding.Message
	verdict finding.Verdict
	until   string
}

// run makes the check on every fixture, and sees that the fixtures give every message that the check announces.
func run(t *testing.T, check procedure.Check, fixtures []fixture) {
	t.Helper()
	var given []finding.Message
	for _, test := range fixtures {
		t.Run(test.name, func(t *testing.T) {
			found := procedure.Run([]procedure.Check{check}, test.c)
			if test.message == "" {
				if len(found) != 0 {
					t.Fatalf("got %v, want nothing", found)
				}
				return
			}
			if len(found) != 1 {
				t.Fatalf("got %d findings: %v", len(found), found)
			}
			f := found[0]
			checkPlaces(t, f)
			given = append(given, f.Message)
			if f.Message != test.message || f.Verdict != test.verdict || f.Until.String() != test.until {
				t.Errorf("got %s, %s, until %s; want %s, %s, until %s", f.Message, f.Verdict, f.Until, test.message, test.verdict, test.until)
			}
			if f.Check != check.ID || f.Citation == "" || f.Outcome == "" {
				t.Errorf("finding lacks check, citation or outcome: %+v", f)
			}
		})
	}
	for _, message := range check.Messages {
		if !slices.Contains(given, message) {
			t.Errorf("no fixture gives %s", message)
		}
	}
	for _, message := range given {
		if !slices.Contains(check.Messages, message) {
			t.Errorf("the check does not announce %s", message)
		}
	}
}

func submitted(registered, proof string) func(*procedure.Case) {
	return func(c *procedure.Case) {
		c.Declaration.Registered, c.Declaration.ProofSubmitted = day(registered), day(proof)
	}
}

func TestLateFiling(t *testing.T) {
	run(t, LateFiling("L", 1), []fixture{
		{"last day", lot(submitted("2025-01-15", "2026-01-15")), FiledInTime, finding.Accept, ""},
		{"next day", lot(submitted("2025-01-15", "2026-01-16")), FiledLate, finding.Refuse, ""},
		{"leap day, last day", lot(submitted("2024-02-29", "2025-02-28")), FiledInTime, finding.Accept, ""},
		{"leap day, next day", lot(submitted("2024-02-29", "2025-03-01")), FiledLate, finding.Refuse, ""},
		{"before the circular", lot(submitted("2023-07-14", "2024-08-01")), "", "", ""},
		{"first day of the circular", lot(submitted("2023-07-15", "2024-07-16")), FiledLate, finding.Refuse, ""},
		{"another importer", lot(submitted("2025-01-15", "2026-01-16"), importedBy("TH")), "", "", ""},
		{"not submitted", lot(func(c *procedure.Case) { c.Declaration.ProofSubmitted = certificate.Date{} }), "", "", ""},
	})
	run(t, LateFiling("L", 2), []fixture{
		{"two years, last day", lot(submitted("2025-01-15", "2027-01-15")), FiledInTime, finding.Accept, ""},
		{"two years, next day", lot(submitted("2025-01-15", "2027-01-16")), FiledLate, finding.Refuse, ""},
	})
}

func importedBy(country string) func(*procedure.Case) {
	return func(c *procedure.Case) { c.Importer = country }
}

func without(c *procedure.Case) { c.Proof = procedure.Proof{Kind: procedure.None} }

func at(today string) func(*procedure.Case) {
	return func(c *procedure.Case) { c.Today = day(today) }
}

func TestNoProofYet(t *testing.T) {
	guaranteed := func(c *procedure.Case) { c.Declaration.Guarantee = truth(true) }
	small := func(c *procedure.Case) { c.Waiver.Value = &certificate.Money{Currency: "USD"} }
	run(t, NoProofYet("N", 1), []fixture{
		{"no proof", lot(without), ProofToFollow, finding.Defer, "2027-03-10"},
		{"guaranteed", lot(without, guaranteed), ProofGuaranteed, finding.Defer, "2027-03-10"},
		{"last day", lot(without, at("2027-03-10")), ProofToFollow, finding.Defer, "2027-03-10"},
		{"next day", lot(without, at("2027-03-11")), ProofNeverCame, finding.Refuse, "2027-03-10"},
		{"small value", lot(without, small), "", "", ""},
		{"there is a proof", lot(), "", "", ""},
	})
	found := procedure.Run([]procedure.Check{NoProofYet("N", 2)}, lot(without))
	if found[0].Until != day("2028-03-10") {
		t.Errorf("two years end on %s", found[0].Until)
	}
}

func TestEarlierLaw(t *testing.T) {
	old := submitted("2023-07-14", "2023-07-14")
	transit := func(c *procedure.Case) {
		c.Journey.Legs = []procedure.Leg{{Country: "TH"}, {Country: "CN"}, {Country: "VN"}}
	}
	run(t, EarlierLaw("E"), []fixture{
		{"proof followed", lot(submitted("2023-07-14", "2023-07-15")), EarlierLawHeld, finding.Refer, ""},
		{"under the circular", lot(submitted("2023-07-15", "2023-07-16")), "", "", ""},
		{"no proof", lot(old, without), EarlierLawHeld, finding.Refer, ""},
		{"another subheading", lot(old, codes("3304.99", "3305.10")), EarlierLawHeld, finding.Refer, ""},
		{"transit", lot(old, transit), EarlierLawHeld, finding.Refer, ""},
		{"nothing that hangs on it", lot(old), "", "", ""},
		{"date not known", lot(func(c *procedure.Case) { c.Declaration = procedure.Declaration{} }), "", "", ""},
	})
}

func TestDeclaredReference(t *testing.T) {
	declared := func(reference, issued string) func(*procedure.Case) {
		return func(c *procedure.Case) {
			c.Declaration.Reference = reference
			if issued != "" {
				c.Declaration.IssueDate = day(issued)
			}
		}
	}
	self := func(c *procedure.Case) {
		c.Proof.Kind, c.Proof.Self.Authorisation = procedure.Self, "MY/0042"
	}
	run(t, DeclaredReference("D"), []fixture{
		{"as on the proof", lot(declared("d2026 -1", "2026-03-01")), ReferenceDeclared, finding.Accept, ""},
		{"another number", lot(declared("D2026-2", "2026-03-01")), ReferenceDiffers, finding.Refer, ""},
		{"another day", lot(declared("D2026-1", "2026-03-02")), DateDiffers, finding.Refer, ""},
		{"the exporter's code", lot(self, declared("my/0042", "")), ReferenceDeclared, finding.Accept, ""},
		{"not declared", lot(), "", "", ""},
	})
}

func status(s procedure.Status, by string) func(*procedure.Case) {
	return func(c *procedure.Case) { c.Proof.Status, c.Proof.ReplacedBy = s, by }
}

func answered(answer string) func(*procedure.Case) {
	return func(c *procedure.Case) { c.Query.Answer = answer }
}

func TestWithdrawn(t *testing.T) {
	run(t, Withdrawn("W", "treaty"), []fixture{
		{"valid", lot(), ProofStands, finding.Accept, ""},
		{"cancelled", lot(status(procedure.Cancelled, "")), ProofCancelled, finding.Refuse, ""},
		{"cancelled, another importer", lot(status(procedure.Cancelled, ""), importedBy("TH")), ProofCancelled, finding.Refuse, ""},
		{"denied", lot(answered(AnswerNotOriginating)), OriginDenied, finding.Refuse, ""},
		{"status not known", lot(status(procedure.StatusUnknown, "")), "", "", ""},
	})
	for by, want := range map[string]bool{"": false, "SG-2": true} {
		f := procedure.Run([]procedure.Check{Withdrawn("W", "")}, lot(status(procedure.Cancelled, by)))[0]
		if f.Curable != want {
			t.Errorf("cancelled for %q: curable %v", by, f.Curable)
		}
	}
}

func TestReplaced(t *testing.T) {
	run(t, Replaced("R", ""), []fixture{
		{"replaced", lot(status(procedure.Replaced, "SG-2")), ProofReplaced, finding.Refuse, ""},
		{"valid", lot(), "", "", ""},
		{"the circular alone", lot(status(procedure.Replaced, "SG-2"), importedBy("TH")), "", "", ""},
	})
}

func TestMinorDifferences(t *testing.T) {
	noticed := func(difference string) func(*procedure.Case) {
		return func(c *procedure.Case) { c.Differences = []string{difference} }
	}
	run(t, MinorDifferences("M", ""), []fixture{
		{"nothing noticed", lot(), "", "", ""},
		{"spelling", lot(noticed("Spelling")), DifferenceMinor, finding.Accept, ""},
		{"consignee", lot(noticed("consignee")), DifferenceUnknown, finding.Refer, ""},
	})
	for _, listed := range minorDifferences {
		if procedure.Run([]procedure.Check{MinorDifferences("M", "")}, lot(noticed(listed)))[0].Verdict != finding.Accept {
			t.Errorf("%s is on the list", listed)
		}
	}
}

func TestCitations(t *testing.T) {
	check := Withdrawn("W", "Treaty Art. 1")
	for importer, want := range map[string]string{"VN": "Circular 33/2023/TT-BTC Art. 14(2)", "TH": "Treaty Art. 1"} {
		f := procedure.Run([]procedure.Check{check}, lot(importedBy(importer)))[0]
		if f.Citation != want {
			t.Errorf("imports into %s: got %q, want %q", importer, f.Citation, want)
		}
	}
	want := map[string]string{
		LateFiling("", 1).Citation: "12(1)(b), 14(1)", NoProofYet("", 1).Citation: "10(1)(a), 12(1)(b)",
		EarlierLaw("").Citation: "23", DeclaredReference("").Citation: "11(1), 11(4)", Withdrawn("", "").Citation: "14(2)",
		MinorDifferences("", "").Citation: "15(8)", Quantity("", "").Citation: "15(5), 15(6), 22",
		HSDifference("", "").Citation: "15(8)(g), 16", TransitEvidence("").Citation: "18(2), 18(3)",
		VerificationClock("", Default()).Citation: "19(6), 21(1)", VisitClock("").Citation: "20(3)",
		InquiryClock("").Citation: "19(1), 19(2), 19(3)",
	}
	for got, number := range want {
		if got != "Circular 33/2023/TT-BTC Art. "+number {
			t.Errorf("got %q, want Art. %s", got, number)
		}
	}
}

func TestMessagesAreListedOnce(t *testing.T) {
	all := Messages()
	if !slices.IsSorted(all) || len(slices.Compact(slices.Clone(all))) != len(all) || len(all) < 60 {
		t.Errorf("%d messages", len(all))
	}
}

func TestProvisions(t *testing.T) {
	for _, p := range Provisions(2, "UKVFTA Protocol 1 Art. 29") {
		if p.Citation == "" || p.Message == "" || p.From != Since {
			t.Errorf("%+v lacks something", p)
		}
	}
}
