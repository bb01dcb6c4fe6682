package clearance

import (
	"testing"

	"origo/certificate"
	"origo/certificate/specimen"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure"
)

// imported declares everything on the fixture's certificate.
func imported(x *fixture, change func(*Declaration)) func(*Facts) {
	d := x.document
	all := &Declaration{
		Number: "TH-1", ImportingCountry: "TH", Registered: certificate.NewDate(2026, 12, 1), Exporter: d.Exporter.Name,
		Consignee: d.Consignee.Name, OriginCountry: "VN", Invoice: procedure.Invoice{Number: d.Invoices[0].Number, Date: d.Invoices[0].Date},
	}
	for _, item := range d.Items {
		all.Lines = append(all.Lines, DeclaredLine{Line: item.Number, Item: item.Number, HS: item.HS.Code, Quantity: item.Quantity})
	}
	change(all)
	return func(f *Facts) { f.Declaration = all }
}

// TestDeclarationAgainstCertificate has one row for every outcome of the checks that compare the two.
func TestDeclarationAgainstCertificate(t *testing.T) {
	x := newFixture(t)
	for _, test := range []struct {
		name    string
		change  func(*Declaration)
		check   string
		message Message
		verdict Verdict
	}{
		{"as certified", func(*Declaration) {}, "DEC-01", msgPartyAgrees, Accept},
		{"exporter in other letters", func(d *Declaration) { d.Exporter = "Cong ty co phan bom Mien Nam." }, "DEC-01", msgPartySpelling, Accept},
		{"another exporter", func(d *Declaration) { d.Exporter = "Hanoi Pumps JSC" }, "DEC-01", msgPartyDiffers, Refer},
		{"consignee abbreviated", func(d *Declaration) { d.Consignee = "CHAO PHRAYA WATERWORKS SUPPLY COMPANY LIMITED" }, "DEC-02", msgPartySpelling, Accept},
		{"another consignee", func(d *Declaration) { d.Consignee = "Mekong Trading" }, "DEC-02", msgPartyDiffers, Refer},
		{"invoice", func(*Declaration) {}, "LINE-05", msgInvoiceAgrees, Accept},
		{"another invoice", func(d *Declaration) { d.Invoice.Number = "X-1" }, "ATIGA-M21", "atiga.invoice.number_differs", Refuse},
		{"declared elsewhere", func(d *Declaration) { d.ImportingCountry = "MY" }, "DEC-04", msgDeclaredElsewhere, Correct},
		{"another origin", func(d *Declaration) { d.OriginCountry = "CN" }, "ATIGA-M27", "atiga.origin_country.differs", Refer},
		{"another code", func(d *Declaration) { d.Lines[0].HS = "84145900" }, "ATIGA-M19", "vn.hs.classification", AcceptPart},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := assess(t, x.with(imported(x, test.change)))
			if f := findingOf(t, a, test.check); f.Message != test.message || a.Verdict != test.verdict {
				t.Errorf("%s, overall %s; want %s, %s", f.Message, a.Verdict, test.message, test.verdict)
			}
		})
	}
}

// TestFormalFaultsAreTheAgreements: what the contract would not anchor is judged by the clause that speaks of it, and
// stops no assessment.
func TestFormalFaultsAreTheAgreements(t *testing.T) {
	late := func(d *certificate.Document) { d.ShipmentDate = d.IssueDate.AddDays(-10) }
	nonParty := func(d *certificate.Document) {
		d.Remarks.ThirdCountryInvoicing = false
		d.Invoices[0].Issuer = &certificate.InvoiceIssuer{Name: "Trader", Country: "SG"}
	}
	unread := func(d *certificate.Document) { d.Items[0].Criterion = "??" }
	for _, test := range []struct {
		name     string
		document *certificate.Document
		fault    func(*certificate.Document)
		code     certificate.Code
		check    string
		outcome  Outcome
		verdict  Verdict
	}{
		{"ATIGA, late and not marked", specimen.FormD("demo"), late, "retroactive_missing", "ATIGA-M11", NotMet, Refuse},
		{"VKFTA, late and not marked", specimen.VK("demo"), late, "retroactive_missing", "VKFTA-DOC6", NotMet, Correct},
		{"UKVFTA, late and not marked", specimen.EUR1("demo"), late, "retroactive_missing", "UKVFTA-M8", NotMet, Refer},
		{"VKFTA, non-party invoice not marked", specimen.VK("demo"), nonParty, "third_country_tick_missing", "VKFTA-DOC13", NotMet, Correct},
		{"ATIGA, third country invoice not marked", specimen.FormD("demo"), nonParty, "third_country_tick_missing", "ATIGA-M21", NotMet, Refuse},
		{"ATIGA, criterion unreadable", specimen.FormD("demo"), unread, "criterion_unknown", "ATIGA-M15", CannotTell, Refer},
	} {
		t.Run(test.name, func(t *testing.T) {
			x := newFixture(t, func(d *certificate.Document) { *d = *test.document; test.fault(d) })
			if err := x.document.Validate(); err == nil {
				t.Fatal("the contract would anchor it")
			}
			f := x.with(notAnchored, imported(x, func(d *Declaration) { d.Invoice.Country = "SG" }))
			a := assess(t, f)
			found := findingOf(t, a, test.check)
			if found.Outcome != test.outcome || found.Verdict != test.verdict {
				t.Errorf("%s, %s: %s", found.Outcome, found.Verdict, found.Message)
			}
			codes, _ := findingOf(t, a, "DOC-02").Value("codes")
			if codes == string(test.code) {
				t.Errorf("%s is said twice", codes)
			}
		})
	}
}

// TestUnusableBillLeavesTheRest: a bill that cannot be read is named, and everything else is assessed.
func TestUnusableBillLeavesTheRest(t *testing.T) {
	x := newFixture(t)
	a := assess(t, x.with(func(f *Facts) { f.Papers.Bills = map[int]origin.Bill{1: {}} }))
	if f := findingOf(t, a, "BILL-01"); f.Outcome != CannotTell || a.Verdict != Refer || len(a.Lines[0].Findings) < 5 {
		t.Errorf("%s: %+v", a.Verdict, f)
	}
}

// TestEarlierDetermination stands for a bill of materials.
func TestEarlierDetermination(t *testing.T) {
	x := newFixture(t)
	a := assess(t, x.with(func(f *Facts) { f.Papers.Previous = map[int]Previous{1: {Outcome: NotMet, Claimed: NotMet}} }))
	if f := findingOf(t, a, "ATIGA-M31"); f.Outcome != NotMet || a.Lines[0].Verdict != Verify || a.Lines[1].Verdict != Accept {
		t.Errorf("%s, lines %s and %s", f.Message, a.Lines[0].Verdict, a.Lines[1].Verdict)
	}
}

func TestAlike(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"Chao Phraya Co., Ltd.", "CHAO PHRAYA COMPANY LIMITED", true},
		{"Mien Nam Pumps Joint Stock Company", "Mien Nan Pumps Joint Stock Company", true},
		{"ABC Co", "ABD Co", false},
		{"Seoul Motors", "Busan Motors", false},
		{"", "", true},
		{"Công ty Bơm", "CÔNG TY BƠM", true},
	} {
		if got := alike(test.a, test.b); got != test.want {
			t.Errorf("%q and %q: %v", test.a, test.b, got)
		}
	}
}
