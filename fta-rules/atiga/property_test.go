package atiga

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// anyCase draws cases in which anything may be missing.
func anyCase(t *rapid.T) *procedure.Case {
	pick := func(name string, of ...string) string { return rapid.SampledFrom(of).Draw(t, name) }
	date := func(name string) certificate.Date {
		n := rapid.IntRange(-1, 4000).Draw(t, name)
		if n < 0 {
			return certificate.Date{}
		}
		return day("2019-01-01").AddDays(n)
	}
	fact := func(name string) *bool {
		return rapid.SampledFrom([]*bool{nil, truth(true), truth(false)}).Draw(t, name)
	}
	c := claim(
		func(c *procedure.Case) {
			c.Stage = procedure.Stage(pick("stage", "issue", "clearance"))
			c.Proof.Kind = procedure.Kind(pick("kind", "", "none", "certificate", "electronic_certificate", "origin_declaration", "simplified_declaration"))
			c.Proof.Status = procedure.Status(pick("status", "", "valid", "cancelled", "replaced", "not_received"))
			c.Proof.IssuingCountry, c.Exporter, c.Importer = pick("issuer", "", "TH", "HK"), pick("exporter", "", "TH"), pick("importer", "", "VN", "TH")
			c.Proof.IssueDate, c.Proof.ShipmentDate, c.Proof.CopyDate = date("issued"), date("shipped"), date("copied")
			c.Declaration.Registered, c.Declaration.ProofSubmitted, c.Today = date("registered"), date("submitted"), date("today")
			c.Query.Sent, c.Query.Received, c.Query.Replied = date("sent"), date("received"), date("replied")
			c.Proof.Authenticity.SignatureValid, c.Proof.Authenticity.SignatoryListed = fact("signature"), fact("signatory")
			c.Proof.Marks = rapid.SliceOf(rapid.SampledFrom([]procedure.Mark{procedure.Retroactive, procedure.TrueCopy,
				procedure.BackToBack, procedure.Exhibition, procedure.ThirdParty})).Draw(t, "marks")
			c.Items[0].Criterion = pick("criterion", "", "WO", "40%", "PC 25%", "CTH", "yes")
			if rapid.Bool().Draw(t, "empty") {
				c.Items = nil
			}
		},
	)
	return c
}

func TestAnyCaseIsJudgedAndAlwaysAlike(t *testing.T) {
	checks := Checks()
	rapid.Check(t, func(t *rapid.T) {
		c := anyCase(t)
		one := procedure.Run(checks, c)
		if !reflect.DeepEqual(one, procedure.Run(Checks(), c)) {
			t.Fatal("the same case gave other findings")
		}
		for _, f := range one {
			if f.Citation == "" || f.Outcome == "" || f.Verdict == "" || f.Message == "" {
				t.Fatalf("%+v lacks something", f)
			}
			if f.Outcome == finding.Met && !f.Verdict.Grants() {
				t.Fatalf("%s is met and yet %s", f.Message, f.Verdict)
			}
			if f.Outcome == finding.CannotTell && f.Verdict == finding.Refuse {
				t.Fatalf("%s cannot be told and is refused", f.Message)
			}
		}
	})
}
