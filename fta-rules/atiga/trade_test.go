package atiga

import (
	"testing"

	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// invoiced is an invoice presented: number, issuer and its country, against the number on the form.
func invoiced(onForm, number, issuer, country string) change {
	return func(c *procedure.Case) {
		c.Items[0].Invoice = onForm
		c.Declaration.Invoice = procedure.Invoice{Number: number, Issuer: issuer, Country: country}
	}
}

func named(name, country string) change {
	return func(c *procedure.Case) { c.Proof.InvoiceIssuer = procedure.Company{Name: name, Country: country} }
}

func TestInvoice(t *testing.T) {
	tick := marked(procedure.ThirdParty)
	pearl := invoiced("HK-8812", "hk-8812", "Pearl Trading Ltd", "HK")
	dated := func(onForm, presented string) change {
		return func(c *procedure.Case) {
			c.Items[0].InvoiceDate, c.Declaration.Invoice.Date = day(onForm), day(presented)
		}
	}
	run(t, "ATIGA-M21", []fixture{
		{"the exporter's", claim(invoiced("MY-1", "MY-1", "Sdn Bhd", "MY")), invoiceAgrees, finding.Accept, false},
		{"third country, shown", claim(pearl, tick, named("PEARL  TRADING LTD", "HK")), invoiceThird, finding.Accept, false},
		{"third country, not ticked", claim(pearl, named("Pearl Trading Ltd", "HK")), invoiceUnmarked, finding.Refuse, true},
		{"another member's", claim(invoiced("S1", "S1", "Pte", "SG")), invoiceUnmarked, finding.Refuse, true},
		{"issuer not named", claim(pearl, tick), invoiceNoIssuer, finding.Refuse, true},
		{"issuer's country not named", claim(pearl, tick, named("Pearl Trading Ltd", "")), invoiceNoIssuer, finding.Refuse, true},
		{"another country", claim(pearl, tick, named("Pearl Trading Ltd", "CN")), invoiceOtherIssuer, finding.Refuse, true},
		{"another name", claim(pearl, tick, named("Perl Trading", "HK")), invoiceOtherName, finding.Refer, true},
		{"another number", claim(invoiced("MY-2", "MY-1", "Sdn Bhd", "MY")), invoiceNumber, finding.Refuse, true},
		{"not ticked and another number", claim(invoiced("TH-441", "HK-8812", "Pearl", "HK")), invoiceNumber, finding.Refuse, true},
		{"ticked and another number", claim(invoiced("MY-441", "HK-8812", "Pearl", "HK"), tick), invoiceMakersNumber, finding.Refer, true},
		{"another date", claim(dated("2026-03-01", "2026-03-02")), invoiceDate, finding.Refuse, true},
		{"same date", claim(dated("2026-03-01", "2026-03-01")), "", "", false},
		{"no invoice", claim(), "", "", false},
	})
}

func TestExhibition(t *testing.T) {
	shown := func(named, controlled, unaltered *bool) change {
		return func(c *procedure.Case) {
			c.Proof.Marks = []procedure.Mark{procedure.Exhibition}
			c.Proof.Exhibited = procedure.Exhibited{Named: named, Controlled: controlled, Unaltered: unaltered}
		}
	}
	yes, no := truth(true), truth(false)
	run(t, "ATIGA-M24", []fixture{
		{"named, controlled, unaltered", claim(shown(yes, yes, yes)), exhibitionShown, finding.Accept, false},
		{"not known whether altered", claim(shown(yes, yes, nil)), exhibitionOpen, finding.Refer, false},
		{"not named", claim(shown(no, yes, yes)), exhibitionUnnamed, finding.Refer, true},
		{"control not shown", claim(shown(yes, nil, yes)), exhibitionOpen, finding.Refer, false},
		{"altered", claim(shown(yes, yes, no)), exhibitionAltered, finding.Refuse, false},
		{"not ticked", claim(), "", "", false},
	})
}

func TestCountryOfOrigin(t *testing.T) {
	countries := func(declared, printed string) change {
		return func(c *procedure.Case) { c.Declaration.OriginCountry, c.Proof.OriginCountry = declared, printed }
	}
	backToBack := marked(procedure.BackToBack)
	run(t, "ATIGA-M27", []fixture{
		{"all agree", claim(countries("MY", "MY")), countryAgrees, finding.Accept, false},
		{"declared as issued", claim(countries("MY", "")), countryAgrees, finding.Accept, false},
		{"declared otherwise", claim(countries("TH", "MY")), countryDiffers, finding.Refer, true},
		{"declared otherwise than issued", claim(countries("TH", "")), countryDiffers, finding.Refer, true},
		{"box 11 otherwise than issued", claim(countries("", "TH")), countryNotIssuer, finding.Refer, true},
		{"back-to-back", claim(countries("TH", "TH"), backToBack), countryAgrees, finding.Accept, false},
		{"not declared", claim(), "", "", false},
	})
}

// original is a proof behind a back-to-back one.
func original(country, issued, quantity, reexported string) procedure.Original {
	o := procedure.Original{Reference: country + "-O", IssuingCountry: country}
	if issued != "" {
		o.IssueDate = day(issued)
	}
	if quantity != "" {
		o.Quantity = decimal(quantity)
	}
	if reexported != "" {
		o.Reexported = decimal(reexported)
	}
	return o
}

func resting(on ...procedure.Original) change {
	return func(c *procedure.Case) {
		c.Proof.Marks, c.Proof.Originals = []procedure.Mark{procedure.BackToBack}, on
	}
}

func quantity(amount string) change {
	return func(c *procedure.Case) { c.Items[0].Quantity = kilograms(amount) }
}

func TestBackToBack(t *testing.T) {
	a, b := original("TH", "2026-01-10", "1000", "700"), original("TH", "2025-06-01", "1000", "")
	unnamed := func(c *procedure.Case) { c.Proof.NamesOriginals = truth(false) }
	late := original("TH", "2025-03-20", "1000", "")
	run(t, "ATIGA-M22", []fixture{
		{"good", claim(resting(a, b)), backToBackGood, finding.Accept, false},
		{"not ticked", claim(resting(b), marked()), backToBackUnmarked, finding.Refuse, true},
		{"through Hong Kong", claim(resting(b), issuedBy("HK")), backToBackNotMember, finding.Refuse, false},
		{"of China", claim(resting(original("CN", "2026-01-10", "1000", ""))), backToBackOriginal, finding.Refuse, false},
		{"not named", claim(resting(b), unnamed), backToBackUnnamed, finding.Refuse, true},
		{"not known", claim(resting()), backToBackUnknown, finding.Refer, false},
		{"presented the day after", claim(resting(b, late)), backToBackLate, finding.Refuse, false},
		{"presented on the last day", claim(resting(b, late), registered("2026-03-19", "2026-03-19")), backToBackGood, finding.Accept, false},
		{"issued the day after", claim(resting(original("TH", "2025-03-10", "1000", "")), atIssueStage), backToBackLate, finding.Refuse, false},
		{"issued on the last day", claim(resting(original("TH", "2025-03-11", "1000", "")), atIssueStage), backToBackGood, finding.Accept, false},
		{"all that is left", claim(resting(a), quantity("300")), backToBackWithin, finding.Accept, false},
		{"a gram more", claim(resting(a), quantity("300.001")), backToBackExceeded, finding.Refuse, true},
		{"of both", claim(resting(a, b), quantity("1300.001")), backToBackExceeded, finding.Refuse, true},
		{"not counted", claim(resting(original("TH", "2026-01-10", "", ""))), backToBackUncounted, finding.Accept, false},
		{"direct", claim(), "", "", false},
	})
	found := procedure.Run(checksOf("ATIGA-M22"), claim(resting(b, late)))
	if last, _ := found[1].Value("last"); last != "2026-03-19" {
		t.Errorf("the earliest original ends on %s", last)
	}
	found = procedure.Run(checksOf("ATIGA-M22"), claim(resting(a), quantity("400")))
	if left, _ := found[len(found)-1].Value("remaining"); left != "300" {
		t.Errorf("%s are left", left)
	}
}
