package atiga

import (
	"testing"

	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

func status(s procedure.Status) change { return func(c *procedure.Case) { c.Proof.Status = s } }

func TestReceipt(t *testing.T) {
	run(t, "ATIGA-M06", []fixture{
		{"received", claim(), electronicReceived, finding.Accept, false},
		{"not received", claim(status(procedure.NotReceived)), electronicMissing, finding.Defer, true},
		{"not received, into Thailand", claim(status(procedure.NotReceived), importedBy("TH")), electronicMissing, finding.Defer, true},
		{"nobody looked", claim(status(procedure.StatusUnknown)), electronicUnchecked, finding.Refer, false},
		{"paper", claim(kind(procedure.Certificate)), "", "", false},
	})
	f := procedure.Run(checksOf("ATIGA-M06"), claim(status(procedure.NotReceived)))[0]
	if f.Until != day("2027-03-20") {
		t.Errorf("it may follow until %s", f.Until)
	}
}

func TestWithdrawal(t *testing.T) {
	for id, s := range map[string]procedure.Status{"ATIGA-M29": procedure.Cancelled, "ATIGA-M06": procedure.Replaced} {
		c := claim(status(s), func(c *procedure.Case) { c.Proof.ReplacedBy = "MY-2" })
		d := procedure.Decide(c, procedure.Run(checksOf(id), c))
		if d.Verdict != finding.Refuse || !d.Curable {
			t.Errorf("%s: got %s, curable %v", s, d.Verdict, d.Curable)
		}
	}
}

func TestSeal(t *testing.T) {
	seal := func(valid, listed *bool) change {
		return func(c *procedure.Case) {
			c.Proof.Authenticity.SignatureValid, c.Proof.Authenticity.SignatoryListed = valid, listed
		}
	}
	run(t, "ATIGA-M07", []fixture{
		{"valid", claim(seal(truth(true), truth(true))), sealValid, finding.Accept, false},
		{"broken", claim(seal(truth(false), truth(true))), sealInvalid, finding.Refuse, false},
		{"key not the authority's", claim(seal(truth(true), truth(false))), sealUntrusted, finding.Refuse, false},
		{"key not compared", claim(seal(truth(true), nil)), sealHalf, finding.Accept, false},
		{"seal not checked", claim(seal(nil, truth(true))), sealHalf, finding.Accept, false},
		{"not known", claim(), "", "", false},
	})
}

func TestSpecimen(t *testing.T) {
	listed := func(b *bool) change { return func(c *procedure.Case) { c.Proof.Authenticity.SignatoryListed = b } }
	paper := kind(procedure.Certificate)
	run(t, "ATIGA-M08", []fixture{
		{"on the list", claim(paper, listed(truth(true))), signatoryNotified, finding.Accept, false},
		{"not on the list", claim(paper, listed(truth(false))), signatoryUnnotified, finding.Refuse, true},
		{"not compared", claim(paper), "", "", false},
		{"electronic", claim(listed(truth(false))), "", "", false},
	})
}

func TestExporter(t *testing.T) {
	certified := func(c *procedure.Case) {
		c.Proof.Kind = procedure.Self
		c.Proof.Self = procedure.SelfCertified{Authorisation: "MY/0042", AuthorisationValid: truth(true), SignatoryListed: truth(true)}
	}
	products := func(codes ...string) change { return func(c *procedure.Case) { c.Proof.Self.Products = codes } }
	invalid := func(c *procedure.Case) { c.Proof.Self.AuthorisationValid = truth(false) }
	unchecked := func(c *procedure.Case) { c.Proof.Self.AuthorisationValid = nil }
	signatory := func(c *procedure.Case) { c.Proof.Self.SignatoryListed = truth(false) }
	unseen := func(c *procedure.Case) { c.Proof.Self.SignatoryListed = nil }
	unsigned := func(c *procedure.Case) { c.Proof.Self.Signed = truth(false) }
	unnamed := func(c *procedure.Case) { c.Proof.Self.Named = truth(false) }
	run(t, "ATIGA-M09", []fixture{
		{"listed, six digits", claim(certified, products("3926.90", "1905.31")), exporterListed, finding.Accept, false},
		{"listed, eight digits", claim(certified, products("1905.31.20")), exporterListed, finding.Accept, false},
		{"another product", claim(certified, products("3926.90")), exporterProduct, finding.Refuse, true},
		{"another national code", claim(certified, products("1905.31.10")), exporterProduct, finding.Refuse, true},
		{"registered for nothing", claim(certified, products([]string{}...)), exporterProduct, finding.Refuse, true},
		{"signatory not known", claim(certified, products("1905.31"), unseen), exporterHalf, finding.Accept, false},
		{"products not known", claim(certified), exporterHalf, finding.Accept, false},
		{"code not valid", claim(certified, invalid), exporterInvalid, finding.Refuse, true},
		{"nobody looked", claim(certified, unchecked), exporterUnchecked, finding.Refer, false},
		{"signatory", claim(certified, signatory), exporterSignatory, finding.Refuse, true},
		{"not signed", claim(certified, unsigned), declarationUnsigned, finding.Refer, true},
		{"no name", claim(certified, unnamed), declarationUnsigned, finding.Refer, true},
		{"first day", claim(certified, products("1905.31"), dates("2020-09-20", "2020-09-20")), exporterListed, finding.Accept, false},
		{"day before", claim(certified, dates("2020-09-19", "2020-09-19")), declarationEarly, finding.Refer, false},
		{"a certificate", claim(), "", "", false},
	})
}

func TestCopy(t *testing.T) {
	copied := func(on string) change {
		return func(c *procedure.Case) {
			c.Proof.Kind, c.Proof.Marks = procedure.Certificate, []procedure.Mark{procedure.TrueCopy}
			if on != "" {
				c.Proof.CopyDate = day(on)
			}
		}
	}
	leap := dates("2024-02-29", "2024-02-29")
	run(t, "ATIGA-M30", []fixture{
		{"last day", claim(copied("2027-03-10")), copyGood, finding.Accept, false},
		{"next day", claim(copied("2027-03-11")), copyLate, finding.Refuse, false},
		{"leap day, last day", claim(copied("2025-02-28"), leap), copyGood, finding.Accept, false},
		{"leap day, next day", claim(copied("2025-03-01"), leap), copyLate, finding.Refuse, false},
		{"not dated", claim(copied("")), copyUndated, finding.Refer, false},
		{"electronic", claim(copied("2026-04-01"), kind(procedure.Electronic)), copyElectronic, finding.Refuse, false},
		{"no copy", claim(), "", "", false},
	})
}
