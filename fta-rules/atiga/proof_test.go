package atiga

import (
	"testing"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

func TestKind(t *testing.T) {
	form := func(name string) change { return func(c *procedure.Case) { c.Proof.Form = name } }
	run(t, "ATIGA-M01", []fixture{
		{"e-Form D", claim(), proofAdmitted, finding.Accept, false},
		{"paper", claim(kind(procedure.Certificate), form("D")), proofAdmitted, finding.Accept, false},
		{"declaration", claim(kind(procedure.Self), form("OD")), proofAdmitted, finding.Accept, false},
		{"form AK", claim(kind(procedure.Certificate), form("AK")), proofOfOtherForm, finding.Defer, true},
		{"not stated", claim(kind("")), proofKindUnknown, finding.Refer, false},
		{"none, into Thailand", claim(kind(procedure.None), importedBy("TH")), proofMissing, finding.Defer, false},
		{"none, into Viet Nam, is circular 33's", claim(kind(procedure.None)), "", "", false},
	})
	f := procedure.Run(checksOf("ATIGA-M01"), claim(kind(procedure.None)))[0]
	if f.Verdict != finding.Defer || f.Until != day("2027-03-20") {
		t.Errorf("no proof: got %s until %s", f.Verdict, f.Until)
	}
}

func TestParties(t *testing.T) {
	run(t, "ATIGA-M02", []fixture{
		{"a member", claim(), issuerMember, finding.Accept, false},
		{"Hong Kong", claim(issuedBy("HK")), issuerNotMember, finding.Refuse, false},
		{"Timor-Leste", claim(issuedBy("TL")), issuerNotMember, finding.Refuse, false},
		{"the importer itself", claim(issuedBy("VN")), issuerIsImporter, finding.Refuse, false},
		{"into China", claim(importedBy("CN")), importerNotMember, finding.Refuse, false},
		{"an application", claim(atIssueStage, issuedBy("HK")), issuerNotMember, finding.Refuse, false},
		{"not known", claim(issuedBy("")), "", "", false},
	})
}

func TestRate(t *testing.T) {
	excluded := func(b *bool) change { return func(c *procedure.Case) { c.Declaration.RateExcluded = b } }
	run(t, "ATIGA-M03", []fixture{
		{"has a rate", claim(excluded(truth(false))), rateThere, finding.Accept, false},
		{"starred", claim(excluded(truth(true))), rateExcluded, finding.Refuse, false},
		{"not known", claim(), "", "", false},
		{"another tariff", claim(excluded(truth(true)), importedBy("TH")), "", "", false},
	})
}

func TestReference(t *testing.T) {
	number := func(text string) change { return func(c *procedure.Case) { c.Proof.Reference = text } }
	vietnamese := func(c *procedure.Case) { issuedBy("VN")(c); importedBy("TH")(c) }
	reused := func(c *procedure.Case) { c.Proof.Reused = truth(true) }
	run(t, "ATIGA-M05", []fixture{
		{"a member of its own format", claim(number("0002390/SER/2012")), referenceUsual, finding.Accept, false},
		{"Vietnamese", claim(vietnamese, number("VN-TH 26/02/00006")), referenceUsual, finding.Accept, false},
		{"four digits", claim(vietnamese, number("VN-TH 26/02/0006")), referenceUnusual, finding.Refer, false},
		{"for another importer", claim(vietnamese, number("VN-SG 26/02/00006")), referenceUnusual, finding.Refer, false},
		{"seen before", claim(reused), referenceReused, finding.Refer, false},
		{"none", claim(number("")), "", "", false},
	})
}

func TestWaiver(t *testing.T) {
	worth := func(money *certificate.Money) change { return func(c *procedure.Case) { c.Items[0].FOB = money } }
	stated := func(money *certificate.Money, declared bool) change {
		return func(c *procedure.Case) { c.Waiver.Value, c.Waiver.Declared = money, truth(declared) }
	}
	small, none := kind(procedure.Simplified), kind(procedure.None)
	two := func(c *procedure.Case) {
		c.Items[0].FOB = dollars("100")
		c.Items = append(c.Items, procedure.Item{Number: 2, FOB: dollars("100.01")})
	}
	run(t, "ATIGA-M28", []fixture{
		{"200.00", claim(small, worth(dollars("200"))), waiverGranted, finding.Waived, false},
		{"200.01", claim(small, worth(dollars("200.01"))), waiverAbove, finding.Defer, false},
		{"the sum of two items", claim(small, two), waiverAbove, finding.Defer, false},
		{"stated", claim(none, stated(dollars("199.99"), true)), waiverGranted, finding.Waived, false},
		{"without declaration", claim(none, stated(dollars("10"), false)), waiverUndeclared, finding.Defer, false},
		{"value not known", claim(small), waiverUnvalued, finding.Refer, false},
		{"in dong", claim(small, worth(&certificate.Money{Amount: *decimal("1"), Currency: "VND"})), waiverCurrency, finding.Refer, false},
		{"with a Form D", claim(worth(dollars("100"))), "", "", false},
	})
}

func TestFields(t *testing.T) {
	missing := func(c *procedure.Case) { c.Proof.Missing = []string{"box 3"} }
	unsigned := func(c *procedure.Case) { c.Proof.Authenticity.SignatureThere = truth(false) }
	unstamped := func(c *procedure.Case) { c.Proof.Authenticity.StampThere = truth(false) }
	undated := func(c *procedure.Case) { c.Proof.IssueDate = certificate.Date{} }
	form := func(version string) change { return func(c *procedure.Case) { c.Proof.FormVersion = version } }
	edition := func(year int) change { return func(c *procedure.Case) { c.Items[0].HS.Edition = year } }
	run(t, "ATIGA-M10", []fixture{
		{"complete", claim(), fieldsThere, finding.Accept, false},
		{"an empty box", claim(missing), fieldMissing, finding.Refer, true},
		{"no signature", claim(unsigned), fieldMissing, finding.Refer, true},
		{"no stamp", claim(unstamped), fieldMissing, finding.Refer, true},
		{"no date", claim(undated), fieldMissing, finding.Refer, true},
		{"old form, last day", claim(form("2017"), dates("2022-10-31", "2022-10-31")), formFits, finding.Accept, false},
		{"old form, next day", claim(form("2017"), dates("2022-11-01", "2022-11-01")), formOld, finding.Refer, true},
		{"new form, day before", claim(form("2022"), dates("2022-04-30", "2022-04-30")), formEarly, finding.Refer, true},
		{"new form, first day", claim(form("2022"), dates("2022-05-01", "2022-05-01")), formFits, finding.Accept, false},
		{"HS 2017, last day", claim(edition(2017), dates("2023-03-31", "2023-03-31")), editionFits, finding.Accept, false},
		{"HS 2017, next day", claim(edition(2017), dates("2023-04-01", "2023-04-01")), editionOld, finding.Refer, true},
		{"HS 2022, day before", claim(dates("2023-02-28", "2023-02-28")), editionEarly, finding.Refer, true},
		{"HS 2022, first day", claim(dates("2023-03-01", "2023-03-01")), editionFits, finding.Accept, false},
	})
}
