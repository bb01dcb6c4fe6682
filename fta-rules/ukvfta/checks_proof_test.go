package ukvfta_test

import (
	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
	"origo/fta-rules/ukvfta"
)

func timeFixtures() []fixture {
	issued := func(on string) func(*procedure.Case) {
		return func(c *procedure.Case) { c.Proof.IssueDate = day(on) }
	}
	presented := func(on string) func(*procedure.Case) {
		return func(c *procedure.Case) { c.Declaration.ProofSubmitted = day(on) }
	}
	duplicate := func(change func(*procedure.Proof)) func(*procedure.Case) {
		return func(c *procedure.Case) {
			c.Proof.Marks = []procedure.Mark{procedure.TrueCopy}
			change(&c.Proof)
		}
	}
	return []fixture{
		{"before shipment", eur1, issued("2025-03-03"), "M8", "issue.in_time", finding.Accept},
		// shipped on Tuesday 4 March 2025
		{"third working day", eur1, issued("2025-03-07"), "M8", "issue.in_time", finding.Accept},
		{"fourth working day", eur1, issued("2025-03-10"), "M8", "issue.unmarked", finding.Refer},
		{"over a weekend", eur1, func(c *procedure.Case) {
			c.Proof.ShipmentDate, c.Proof.IssueDate = day("2025-03-06"), day("2025-03-11")
		}, "M8", "issue.in_time", finding.Accept},
		{"one more", eur1, func(c *procedure.Case) {
			c.Proof.ShipmentDate, c.Proof.IssueDate = day("2025-03-06"), day("2025-03-12")
		}, "M8", "issue.unmarked", finding.Refer},
		{"marked", eur1, func(c *procedure.Case) {
			c.Proof.IssueDate, c.Proof.Marks = day("2025-03-10"), []procedure.Mark{procedure.Retroactive}
		}, "M8", "issue.marked", finding.Accept},
		{"shipment unknown", eur1, func(c *procedure.Case) { c.Proof.ShipmentDate = certificate.Date{} }, "M8", "issue.shipment_unknown", finding.Refer},
		{"not shipped yet", eur1, func(c *procedure.Case) { c.Stage, c.Proof.ShipmentDate = procedure.Issue, certificate.Date{} }, "M8", "issue.not_shipped", finding.Accept},
		{"declaration", declared, nil, "M8", "", ""},
		{"not a duplicate", eur1, nil, "M9", "", ""},
		{"original date", eur1, duplicate(func(p *procedure.Proof) { p.CopyDate, p.OriginalUsed = p.IssueDate, is(false) }), "M9", "duplicate.ok", finding.Accept},
		{"date not read", eur1, duplicate(func(p *procedure.Proof) { p.OriginalUsed = is(false) }), "M9", "duplicate.unseen", finding.Accept},
		{"original not looked up", eur1, duplicate(func(p *procedure.Proof) { p.CopyDate = p.IssueDate }), "M9", "duplicate.unseen", finding.Accept},
		{"own date", eur1, duplicate(func(p *procedure.Proof) { p.CopyDate = day("2025-03-20") }), "M9", "duplicate.date", finding.Refer},
		{"original used", eur1, duplicate(func(p *procedure.Proof) { p.OriginalUsed = is(true) }), "M9", "duplicate.original_used", finding.Refer},
		{"anniversary", eur1, presented("2026-03-05"), "M10", "validity.in_time", finding.Accept},
		{"day after", eur1, presented("2026-03-06"), "M10", "validity.late_goods_in_time", finding.Refer},
		{"goods came late too", eur1, func(c *procedure.Case) {
			c.Declaration = procedure.Declaration{Registered: day("2026-03-06"), ProofSubmitted: day("2026-03-06")}
		}, "M10", "validity.late", finding.Refer},
		{"goods came on the last day", eur1, func(c *procedure.Case) {
			c.Declaration = procedure.Declaration{Registered: day("2026-03-05"), ProofSubmitted: day("2026-03-06")}
		}, "M10", "validity.late_goods_in_time", finding.Refer},
		{"reasons accepted", eur1, func(c *procedure.Case) {
			c.Declaration.ProofSubmitted, c.Doubts = day("2026-03-06"), map[string]bool{"late_presentation": false}
		}, "M10", "validity.excused", finding.Accept},
		{"before issue", eur1, presented("2025-03-04"), "M10", "validity.before_issue", finding.Refer},
		{"not presented yet", eur1, func(c *procedure.Case) { c.Declaration = procedure.Declaration{} }, "M10", "validity.until", finding.Accept},
		{"looked at today", eur1, func(c *procedure.Case) {
			c.Declaration, c.Today = procedure.Declaration{}, day("2026-03-06")
		}, "M10", "validity.late", finding.Refer},
		{"leap day", eur1, func(c *procedure.Case) {
			c.Proof.IssueDate, c.Declaration.ProofSubmitted = day("2024-02-29"), day("2025-02-28")
		}, "M10", "validity.in_time", finding.Accept},
	}
}

func filingFixtures() []fixture {
	presented := func(on string) func(*procedure.Case) {
		return func(c *procedure.Case) { c.Declaration.ProofSubmitted = day(on) }
	}
	return []fixture{
		{"certificate to Britain", eur1, nil, "M13", "", ""},
		{"two years", declared, presented("2027-05-05"), "M13", "filing.in_time", finding.Accept},
		{"two years and a day", declared, presented("2027-05-06"), "M13", "filing.late", finding.Refer},
		{"declaration to Britain", declared, func(c *procedure.Case) {
			c.Exporter, c.Importer, c.Declaration.ProofSubmitted = "VN", "GB", day("2027-05-06")
		}, "M13", "filing.late", finding.Refer},
		{"certificate to Viet Nam", eur1, func(c *procedure.Case) {
			c.Exporter, c.Importer, c.Declaration.ProofSubmitted = "GB", "VN", day("2027-04-11")
		}, "M13", "", ""},
	}
}

func declarationFixtures() []fixture {
	limit := func(name, exporter, value string, change func(*procedure.Case), message string, verdict finding.Verdict) fixture {
		return fixture{name, declared, func(c *procedure.Case) {
			if exporter == "VN" {
				c.Exporter, c.Importer = "VN", "GB"
			}
			c.Proof.Self.ConsignmentValue = money(value, "EUR")
			if change != nil {
				change(c)
			}
		}, "M11", "limit." + message, verdict}
	}
	approved := func(c *procedure.Case) {
		c.Proof.Self.Authorisation, c.Proof.Self.AuthorisationValid = "GB-AUTH-1", is(true)
	}
	vietnamese := func(notified bool) func(*procedure.Case) {
		return func(c *procedure.Case) {
			approved(c)
			c.Settings = map[string]bool{ukvfta.SettingVietNamExporters: notified}
		}
	}
	register := func(settings map[string]bool) func(*procedure.Case) {
		return func(c *procedure.Case) { c.Proof.Form, c.Settings = "REX", settings }
	}
	making := func(change func(*procedure.SelfCertified)) func(*procedure.Case) {
		return func(c *procedure.Case) { change(&c.Proof.Self) }
	}
	return []fixture{
		limit("exactly", "GB", "6000", nil, "within", finding.Accept),
		limit("a cent more", "GB", "6000.01", nil, "above", finding.Refuse),
		limit("from Viet Nam", "VN", "6000.01", nil, "above", finding.Refuse),
		limit("approved", "GB", "95000", approved, "authorised", finding.Accept),
		limit("approval not looked up", "GB", "95000", func(c *procedure.Case) { approved(c); c.Proof.Self.AuthorisationValid = nil }, "authorisation_not_looked_up", finding.Accept),
		limit("approval withdrawn", "GB", "95000", func(c *procedure.Case) { approved(c); c.Proof.Self.AuthorisationValid = is(false) }, "authorisation_invalid", finding.Refuse),
		limit("approved in Viet Nam", "VN", "6000.01", approved, "notice_unknown", finding.Refer),
		limit("approved in Viet Nam, notified", "VN", "6000.01", vietnamese(true), "authorised", finding.Accept),
		limit("approved in Viet Nam, not notified", "VN", "6000.01", vietnamese(false), "not_notified", finding.Refuse),
		limit("registered", "GB", "6000.01", register(map[string]bool{ukvfta.SettingUKRegistered: true}), "registered", finding.Accept),
		limit("registered, not notified", "GB", "6000.01", register(map[string]bool{ukvfta.SettingUKRegistered: false}), "not_notified", finding.Refuse),
		limit("registered, notice unknown", "GB", "6000.01", register(nil), "notice_unknown", finding.Refer),
		{"no value", declared, making(func(s *procedure.SelfCertified) { s.ConsignmentValue = nil }), "M11", "limit.value_unknown", finding.Refer},
		{"in pounds", declared, making(func(s *procedure.SelfCertified) { s.ConsignmentValue = money("100", "GBP") }), "M11", "limit.currency", finding.Refer},
		{"in order", declared, nil, "M12", "declaration.ok", finding.Accept},
		{"on a packing list", declared, making(func(s *procedure.SelfCertified) { s.Document = "packing list" }), "M12", "declaration.ok", finding.Accept},
		{"on a bill of lading", declared, making(func(s *procedure.SelfCertified) { s.Document = "Bill of Lading" }), "M12", "declaration.transport_document", finding.Refer},
		{"on an air waybill", declared, making(func(s *procedure.SelfCertified) { s.Document = "AIR_WAYBILL" }), "M12", "declaration.transport_document", finding.Refer},
		{"other words", declared, making(func(s *procedure.SelfCertified) { s.Wording = is(false) }), "M12", "declaration.wording", finding.Refer},
		{"words unread", declared, making(func(s *procedure.SelfCertified) { s.Wording = nil }), "M12", "declaration.wording_unread", finding.Refer},
		{"unsigned", declared, making(func(s *procedure.SelfCertified) { s.Signed = is(false) }), "M12", "declaration.unsigned", finding.Refer},
		{"signature unread", declared, making(func(s *procedure.SelfCertified) { s.Signed = nil }), "M12", "declaration.signature_unread", finding.Refer},
		{"name unread", declared, making(func(s *procedure.SelfCertified) { s.Named = nil }), "M12", "declaration.unread", finding.Accept},
		{"document unread", declared, making(func(s *procedure.SelfCertified) { s.Document = "" }), "M12", "declaration.unread", finding.Accept},
		{"no name", declared, making(func(s *procedure.SelfCertified) { s.Named = is(false) }), "M12", "declaration.unnamed", finding.Refer},
		{"undertaking of anybody", declared, making(func(s *procedure.SelfCertified) { s.Signed, s.Undertaking = is(false), is(true) }), "M12", "declaration.undertaking", finding.Refer},
		{"undertaking of an approved exporter", declared, making(func(s *procedure.SelfCertified) {
			s.Signed, s.Named, s.Undertaking, s.Authorisation = is(false), is(false), is(true), "GB-AUTH-1"
		}), "M12", "declaration.ok", finding.Accept},
		{"undertaking after withdrawal", declared, making(func(s *procedure.SelfCertified) {
			s.Signed, s.Undertaking, s.Authorisation, s.AuthorisationValid = is(false), is(true), "GB-AUTH-1", is(false)
		}), "M12", "declaration.undertaking", finding.Refer},
		{"no date", declared, func(c *procedure.Case) { c.Proof.IssueDate = certificate.Date{} }, "M12", "declaration.undated", finding.Refer},
	}
}

func waiverFixtures() []fixture {
	waiver := func(change func(*procedure.Case)) func(*procedure.Case) { return change }
	toVietNam := func(value string, luggage bool) func(*procedure.Case) {
		return func(c *procedure.Case) {
			c.Exporter, c.Importer, c.Waiver.Value = "GB", "VN", money(value, "USD")
			c.Waiver.Luggage = is(luggage)
		}
	}
	luggage := func(value string) func(*procedure.Case) {
		return func(c *procedure.Case) {
			c.Waiver = procedure.Waiver{Value: money(value, "EUR"), Luggage: is(true), Declared: is(true)}
		}
	}
	return []fixture{
		{"parcel at the limit", parcel, nil, "M21", "waiver.granted", finding.Waived},
		{"parcel above", parcel, waiver(func(c *procedure.Case) { c.Waiver.Value = money("500.01", "EUR") }), "M21", "waiver.above", finding.Refuse},
		{"luggage at the limit", parcel, luggage("1200"), "M21", "waiver.granted", finding.Waived},
		{"luggage above", parcel, luggage("1200.01"), "M21", "waiver.above", finding.Refuse},
		{"to Viet Nam at the limit", parcel, toVietNam("200", false), "M21", "waiver.granted", finding.Waived},
		{"to Viet Nam above", parcel, toVietNam("200.01", false), "M21", "waiver.above", finding.Refuse},
		{"luggage to Viet Nam above", parcel, toVietNam("200.01", true), "M21", "waiver.above", finding.Refuse},
		{"other currency", parcel, waiver(func(c *procedure.Case) { c.Waiver.Value = money("100", "GBP") }), "M21", "waiver.currency", finding.Refer},
		{"value unknown", parcel, waiver(func(c *procedure.Case) { c.Waiver.Value = nil }), "M21", "waiver.value_unknown", finding.Refer},
		{"trade", parcel, waiver(func(c *procedure.Case) { c.Waiver.Private = is(false) }), "M21", "waiver.trade", finding.Refuse},
		{"nature unknown", parcel, waiver(func(c *procedure.Case) { c.Waiver.Private = nil }), "M21", "waiver.nature_unknown", finding.Refer},
		{"undeclared", parcel, waiver(func(c *procedure.Case) { c.Waiver.Declared = nil }), "M21", "waiver.undeclared", finding.Refer},
		{"nothing claimed", parcel, waiver(func(c *procedure.Case) { c.Waiver = procedure.Waiver{} }), "M21", "waiver.no_proof", finding.Refuse},
		{"a proof is there", eur1, nil, "M21", "", ""},
	}
}

func clockFixtures() []fixture {
	query := func(today string, q procedure.Query) func(*procedure.Case) {
		return func(c *procedure.Case) {
			q.Sent = day("2025-06-01")
			c.Today, c.Query = day(today), q
		}
	}
	replied := func(answer string) procedure.Query {
		return procedure.Query{Replied: day("2025-09-01"), Answer: answer}
	}
	return []fixture{
		{"three years", eur1, nil, "M22", "records.keep", finding.Accept},
		{"nothing asked", eur1, nil, "M23", "", ""},
		{"last day", eur1, query("2026-04-01", procedure.Query{}), "M23", "query.pending", finding.Verify},
		{"day after, receipt unknown", eur1, query("2026-04-02", procedure.Query{}), "M23", "query.receipt_unconfirmed", finding.Refer},
		{"day after, received", eur1, query("2026-04-02", procedure.Query{Received: day("2025-06-10")}), "M23", "query.overdue", finding.Refer},
		{"confirmed", eur1, query("2025-09-02", replied("authentic")), "M23", "query.confirmed", finding.Accept},
		{"forged", eur1, query("2025-09-02", replied("not_authentic")), "M23", "query.not_authentic", finding.Refuse},
		{"says too little", eur1, query("2025-09-02", replied("insufficient")), "M23", "query.insufficient", finding.Refer},
	}
}
