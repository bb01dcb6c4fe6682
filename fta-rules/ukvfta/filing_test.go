package ukvfta_test

import (
	"testing"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
	"origo/fta-rules/ukvfta"
)

// Into Viet Nam a certificate may follow for two years after registration and is refused from the next day on; a
// declaration is then for an officer, and before the circular a late certificate is too.
func TestFilingInVietNam(t *testing.T) {
	for _, test := range []struct {
		name              string
		kind              procedure.Kind
		registered, filed string
		check             string
		message           finding.Message
		verdict           finding.Verdict
	}{
		{"certificate, last day", procedure.Certificate, "2025-04-10", "2027-04-10", "C33-FILING", "vn.filing.in_time", finding.Accept},
		{"certificate, next day", procedure.Certificate, "2025-04-10", "2027-04-11", "C33-FILING", "vn.filing.late", finding.Refuse},
		{"electronic, last day", procedure.Electronic, "2025-04-10", "2027-04-10", "C33-FILING", "vn.filing.in_time", finding.Accept},
		{"electronic, next day", procedure.Electronic, "2025-04-10", "2027-04-11", "C33-FILING", "vn.filing.late", finding.Refuse},
		{"leap day, last day", procedure.Certificate, "2024-02-29", "2026-02-28", "C33-FILING", "vn.filing.in_time", finding.Accept},
		{"leap day, next day", procedure.Certificate, "2024-02-29", "2026-03-01", "C33-FILING", "vn.filing.late", finding.Refuse},
		{"declaration, last day", procedure.Self, "2025-04-10", "2027-04-10", "M13", "ukvfta.filing.in_time", finding.Accept},
		{"declaration, next day", procedure.Self, "2025-04-10", "2027-04-11", "M13", "ukvfta.filing.late", finding.Refer},
		{"declaration, not refused", procedure.Self, "2025-04-10", "2027-04-11", "C33-FILING", "", ""},
		{"certificate, not by the treaty", procedure.Certificate, "2025-04-10", "2027-04-11", "M13", "", ""},
		{"certificate before the circular", procedure.Certificate, "2023-07-14", "2025-07-15", "C33-EARLIER", "vn.law.earlier", finding.Refer},
		{"first day of the circular", procedure.Certificate, "2023-07-15", "2025-07-16", "C33-FILING", "vn.filing.late", finding.Refuse},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := eur1()
			c.Exporter, c.Importer, c.Proof.Kind = "GB", "VN", test.kind
			c.Declaration = procedure.Declaration{Registered: day(test.registered), ProofSubmitted: day(test.filed)}
			found := findingsOf(c, test.check)
			switch {
			case test.message == "" && len(found) > 0:
				t.Errorf("found %+v", found)
			case test.message != "" && (len(found) != 1 || found[0].Message != test.message || found[0].Verdict != test.verdict):
				t.Errorf("found %+v, want %s %s", found, test.message, test.verdict)
			}
		})
	}
}

// A late certificate is refused as a whole, although its own validity alone would be for an officer.
func TestLateCertificateIsRefused(t *testing.T) {
	c := eur1()
	c.Exporter, c.Importer, c.Proof.IssuingCountry = "GB", "VN", "GB"
	c.Journey.Legs = []procedure.Leg{{Country: "GB"}, {Country: "VN"}}
	c.Declaration.ProofSubmitted = day("2027-04-11")
	if d := procedure.Decide(c, procedure.Run(ukvfta.Checks(), c)); d.Verdict != finding.Refuse {
		t.Errorf("got %s", d.Verdict)
	}
	c.Importer, c.Exporter, c.Proof.IssuingCountry = "GB", "VN", "VN"
	c.Journey.Legs = []procedure.Leg{{Country: "VN"}, {Country: certificate.UKVFTA.Parties()[0]}}
	if found := findingsOf(c, "C33-FILING"); len(found) > 0 {
		t.Errorf("Viet Nam's circular is asked of an import elsewhere: %+v", found)
	}
}
