package vkfta

import (
	"slices"
	"strings"
	"testing"

	"origo/certificate"
	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// fixture is a case for one check and what is found; an empty message means nothing at all.
type fixture struct {
	check   string
	name    string
	changes []alter
	message finding.Message
	verdict finding.Verdict
}

func erasedProof(erased bool) alter {
	return proof(func(p *procedure.Proof) { p.Erased = truth(erased) })
}
func reused(again bool) alter { return proof(func(p *procedure.Proof) { p.Reused = truth(again) }) }
func fob(shown bool) alter    { return item(func(i *procedure.Item) { i.FOBShown = truth(shown) }) }
func copied(on string) alter  { return proof(func(p *procedure.Proof) { p.CopyDate = day(on) }) }
func byCustoms(is bool) alter {
	return proof(func(p *procedure.Proof) { p.IssuerIsCustoms = truth(is) })
}

func sealed(change func(*procedure.Authenticity)) alter {
	return func(c *procedure.Case) { change(&c.Proof.Authenticity) }
}

func invoiced(issuer, country string) alter {
	return func(c *procedure.Case) { c.Declaration.Invoice.Issuer, c.Declaration.Invoice.Country = issuer, country }
}

func named(name, country string) alter {
	return proof(func(p *procedure.Proof) {
		p.Marks, p.InvoiceIssuer = []procedure.Mark{procedure.ThirdParty}, procedure.Company{Name: name, Country: country}
	})
}

func sameOrder(same bool) alter {
	return func(c *procedure.Case) { c.Waiver.SameOrder = truth(same) }
}

func query(change func(*procedure.Query), today string) alter {
	return func(c *procedure.Case) { change(&c.Query); c.Today = day(today) }
}

func visitAsked(on string) func(*procedure.Query) {
	return func(q *procedure.Query) { q.VisitAsked = day(on) }
}

var documentFixtures = []fixture{
	{"VKFTA-DOC1", "KV from Korea", nil, formRight, finding.Accept},
	{"VKFTA-DOC1", "VK from Viet Nam", []alter{toKorea}, formRight, finding.Accept},
	{"VKFTA-DOC1", "VK from a Vietnamese non-tariff zone", []alter{toKorea, func(c *procedure.Case) { c.Importer = "VN" }}, formRight, finding.Accept},
	{"VKFTA-DOC1", "AK", []alter{proof(func(p *procedure.Proof) { p.Form = "AK" })}, formWrong, finding.Refuse},
	{"VKFTA-DOC1", "VK from Korea", []alter{proof(func(p *procedure.Proof) { p.Form = "VK" })}, formWrong, finding.Refuse},
	{"VKFTA-DOC1", "declaration of the exporter", []alter{proof(func(p *procedure.Proof) { p.Kind = procedure.Self })}, formSelf, finding.Refuse},
	{"VKFTA-DOC1", "form not stated", []alter{proof(func(p *procedure.Proof) { p.Form = "" })}, formUnknown, finding.Refer},
	{"VKFTA-DOC1", "no proof", []alter{withoutProof("100")}, "", ""},
	{"VKFTA-DOC2", "usual number", []alter{toKorea}, referenceUsual, finding.Accept},
	{"VKFTA-DOC2", "six digits", []alter{toKorea, proof(func(p *procedure.Proof) { p.Reference = "VN-KR 24/02/100001" })}, referenceUsual, finding.Accept},
	{"VKFTA-DOC2", "four digits", []alter{toKorea, proof(func(p *procedure.Proof) { p.Reference = "VN-KR 24/02/0123" })}, referenceUnusual, finding.Refer},
	{"VKFTA-DOC2", "Korean number", nil, "", ""},
	{"VKFTA-DOC3", "nobody looked", nil, "", ""},
	{"VKFTA-DOC3", "unique", []alter{reused(false)}, referenceUnique, finding.Accept},
	{"VKFTA-DOC3", "used twice", []alter{reused(true)}, referenceReused, finding.Verify},
	{"VKFTA-DOC4", "cancelled", []alter{proof(func(p *procedure.Proof) { p.Status = procedure.Cancelled })}, "vn.proof.cancelled", finding.Refuse},
	{"VKFTA-DOC4", "cancelled, in Korea", []alter{toKorea, proof(func(p *procedure.Proof) { p.Status = procedure.Cancelled })}, "vn.proof.cancelled", finding.Refuse},
	{"VKFTA-DOC5", "replaced", []alter{proof(func(p *procedure.Proof) { p.Status = procedure.Replaced })}, "vn.proof.replaced", finding.Refuse},
	{"VKFTA-DOC6", "on the third working day, over a weekend", []alter{shippedAndIssued("2024-05-30", "2024-06-03")}, issuedInTime, finding.Accept},
	{"VKFTA-DOC6", "on the fourth", []alter{shippedAndIssued("2024-05-30", "2024-06-04")}, issueUnmarked, finding.Correct},
	{"VKFTA-DOC6", "on the fourth, marked", []alter{shippedAndIssued("2024-05-30", "2024-06-04"), marked(procedure.Retroactive)}, issuedRetroactively, finding.Accept},
	{"VKFTA-DOC6", "shipped on a Saturday", []alter{shippedAndIssued("2024-06-01", "2024-06-05")}, issuedInTime, finding.Accept},
	{"VKFTA-DOC6", "the day after", []alter{shippedAndIssued("2024-06-01", "2024-06-06")}, issueUnmarked, finding.Correct},
	{"VKFTA-DOC6", "before shipment", []alter{shippedAndIssued("2024-06-01", "2024-05-02")}, issuedInTime, finding.Accept},
	{"VKFTA-DOC6", "last day of the year", []alter{shippedAndIssued("2024-05-30", "2025-05-30"), marked(procedure.Retroactive)}, issuedRetroactively, finding.Accept},
	{"VKFTA-DOC6", "a day later", []alter{shippedAndIssued("2024-05-30", "2025-05-31"), marked(procedure.Retroactive)}, issuedTooLate, finding.Refuse},
	{"VKFTA-DOC6", "shipped on 29 February", []alter{shippedAndIssued("2024-02-29", "2025-02-28"), marked(procedure.Retroactive)}, issuedRetroactively, finding.Accept},
	{"VKFTA-DOC6", "and issued on 1 March", []alter{shippedAndIssued("2024-02-29", "2025-03-01"), marked(procedure.Retroactive)}, issuedTooLate, finding.Refuse},
	{"VKFTA-DOC6", "shipment not stated", []alter{proof(func(p *procedure.Proof) { p.ShipmentDate = certificate.Date{} })}, issueUndated, finding.Refer},
	{"VKFTA-DOC6", "before the treaty", []alter{shippedAndIssued("2015-12-19", "2015-12-19")}, "", ""},
	{"VKFTA-DOC7", "on the anniversary", []alter{issuedAndPresented("2023-03-10", "2024-03-10")}, validityRuns, finding.Accept},
	{"VKFTA-DOC7", "the day after", []alter{issuedAndPresented("2023-03-10", "2024-03-11")}, validityExpired, finding.Refuse},
	{"VKFTA-DOC7", "issued on 29 February", []alter{issuedAndPresented("2024-02-29", "2025-02-28")}, validityRuns, finding.Accept},
	{"VKFTA-DOC7", "presented on 1 March", []alter{issuedAndPresented("2024-02-29", "2025-03-01")}, validityExpired, finding.Refuse},
	{"VKFTA-DOC7", "undated", []alter{proof(func(p *procedure.Proof) { p.IssueDate = certificate.Date{} })}, validityUndated, finding.Refer},
	{"VKFTA-DOC8", "no copy", nil, "", ""},
	{"VKFTA-DOC8", "on the last day", []alter{copied("2025-01-22"), marked(procedure.TrueCopy)}, copyInTime, finding.Accept},
	{"VKFTA-DOC8", "too late", []alter{copied("2025-01-23"), marked(procedure.TrueCopy)}, copyTooLate, finding.Refuse},
	{"VKFTA-DOC8", "not marked", []alter{copied("2024-05-02")}, copyUnmarked, finding.Correct},
	{"VKFTA-DOC8", "undated", []alter{marked(procedure.TrueCopy)}, copyUndated, finding.Refer},
	{"VKFTA-DOC9", "nobody looked", nil, "", ""},
	{"VKFTA-DOC9", "on the fifteenth day", []alter{sealed(func(a *procedure.Authenticity) { a.SealNotified = day("2024-01-07") })}, sealInForce, finding.Accept},
	{"VKFTA-DOC9", "on the fourteenth", []alter{sealed(func(a *procedure.Authenticity) { a.SealNotified = day("2024-01-08") })}, sealNotYet, finding.Verify},
	{"VKFTA-DOC9", "notified long ago, registered for later", []alter{sealed(func(a *procedure.Authenticity) {
		a.SealNotified, a.SealFrom = day("2023-12-01"), day("2024-01-23")
	})}, sealNotYet, finding.Verify},
	{"VKFTA-DOC9", "a copy sealed in time", []alter{copied("2024-05-02"), sealed(func(a *procedure.Authenticity) { a.SealFrom = day("2024-05-02") })}, sealInForce, finding.Accept},
	{"VKFTA-DOC9", "not registered", []alter{sealed(func(a *procedure.Authenticity) { a.SealRegistered = truth(false) })}, sealUnknown, finding.Verify},
	{"VKFTA-DOC10", "valid", []alter{sealed(func(a *procedure.Authenticity) { a.SignatureValid = truth(true) })}, signatureGenuine, finding.Accept},
	{"VKFTA-DOC10", "signed and stamped", []alter{sealed(func(a *procedure.Authenticity) { a.SignatureThere, a.StampThere = truth(true), truth(true) })}, signatureRight, finding.Accept},
	{"VKFTA-DOC10", "signed, stamp not looked at", []alter{sealed(func(a *procedure.Authenticity) { a.SignatureThere = truth(true) })}, signatureUnseen, finding.Accept},
	{"VKFTA-DOC10", "not valid", []alter{sealed(func(a *procedure.Authenticity) { a.SignatureValid = truth(false) })}, signatureWrong, finding.Verify},
	{"VKFTA-DOC10", "no signature", []alter{sealed(func(a *procedure.Authenticity) { a.SignatureThere = truth(false) })}, signatureMissing, finding.Correct},
	{"VKFTA-DOC10", "no stamp", []alter{sealed(func(a *procedure.Authenticity) { a.StampThere = truth(false) })}, stampMissing, finding.Correct},
	{"VKFTA-DOC10", "signatory not listed", []alter{sealed(func(a *procedure.Authenticity) { a.SignatoryListed = truth(false) })}, "", ""},
	{"VKFTA-DOC11", "clean", []alter{erasedProof(false)}, unaltered, finding.Accept},
	{"VKFTA-DOC11", "erased", []alter{erasedProof(true)}, erased, finding.Correct},
	{"VKFTA-DOC12", "change of classification", []alter{fob(false)}, "", ""},
	{"VKFTA-DOC12", "value, nobody looked", []alter{criterion("RVC 40%")}, "", ""},
	{"VKFTA-DOC12", "value, shown", []alter{criterion("RVC 40%"), fob(true)}, fobShown, finding.Accept},
	{"VKFTA-DOC12", "change and value, not shown", []alter{criterion("CTH + RVC 40%"), fob(false)}, fobMissing, finding.Correct},
	{"VKFTA-DOC13", "Korean invoice", []alter{invoiced("A", "KR")}, "", ""},
	{"VKFTA-DOC13", "marked", []alter{invoiced("ABC Trading Pte. Ltd", "SG"), named("ABC TRADING PTE LTD", "SG")}, invoiceMarked, finding.Accept},
	{"VKFTA-DOC13", "not marked", []alter{invoiced("ABC", "SG")}, invoiceUnmarked, finding.Correct},
	{"VKFTA-DOC13", "country not named", []alter{invoiced("ABC", "SG"), named("ABC", "")}, invoiceNameless, finding.Correct},
	{"VKFTA-DOC13", "another company", []alter{invoiced("ABC", "SG"), named("XYZ", "SG")}, invoiceNamesVary, finding.Correct},
	{"VKFTA-DOC13", "another country", []alter{invoiced("ABC", "HK"), named("ABC", "SG")}, invoiceNamesVary, finding.Correct},
	{"VKFTA-DOC14", "typing error", []alter{func(c *procedure.Case) { c.Differences = []string{"spelling"} }}, "vn.difference.minor", finding.Accept},
	{"VKFTA-DOC15", "declared under another number", []alter{func(c *procedure.Case) { c.Declaration.Reference = "K001-24-0070002" }}, "vn.declared.reference_differs", finding.Refer},
	{"VKFTA-DOC16", "not arrived", []alter{proof(func(p *procedure.Proof) { p.Status = procedure.NotReceived })}, arrivalMissing, finding.Refer},
}

var originFixtures = []fixture{
	{"VKFTA-OR1", "admissible", []alter{claimed(finding.Met)}, criterionFits, finding.Accept},
	{"VKFTA-OR1", "not admissible", []alter{claimed(finding.NotMet)}, criterionUnfit, finding.Refuse},
	{"VKFTA-OR1", "cannot be told", []alter{claimed(finding.CannotTell)}, criterionOpen, finding.Refer},
	{"VKFTA-OR1", "settled by a determination", []alter{claimed(finding.NotMet), determined(finding.Met, finding.Met)}, "", ""},
	{"VKFTA-OR1", "a determination that cannot tell", []alter{claimed(finding.NotMet), determined(finding.CannotTell, finding.CannotTell)}, criterionUnfit, finding.Refuse},
	{"VKFTA-OR2", "originates", []alter{determined(finding.Met, finding.Met)}, originMet, finding.Accept},
	{"VKFTA-OR2", "does not", []alter{determined(finding.NotMet, finding.NotMet)}, originNotMet, finding.Refuse},
	{"VKFTA-OR2", "does not, before issue", []alter{determined(finding.NotMet, finding.NotMet), atIssue}, originNotMet, finding.Refuse},
	{"VKFTA-OR2", "cannot be told", []alter{determined(finding.CannotTell, finding.CannotTell)}, originOpen, finding.Refer},
	{"VKFTA-OR3", "by the criterion claimed", []alter{determined(finding.Met, finding.Met)}, "", ""},
	{"VKFTA-OR3", "by another", []alter{determined(finding.Met, finding.NotMet)}, criterionUnearned, finding.Correct},
	{"VKFTA-OR3", "box 8 unreadable", []alter{determined(finding.Met, ""), criterion("ACU")}, criterionUnread, finding.Correct},
	{"VKFTA-ART35-1", "listed", []alter{criterion("Article 3.5"), code("620342", 2017)}, outwardListed, finding.Accept},
	{"VKFTA-ART35-1", "not listed", []alter{criterion("Article 3.5"), code("640399", 2017)}, outwardUnlisted, finding.Refuse},
	{"VKFTA-ART35-1", "code not known", []alter{criterion("Article 3.5"), code("999999", 2017)}, outwardAmbiguous, finding.Refer},
	{"VKFTA-ART35-1", "another criterion", nil, "", ""},
	{"VKFTA-ART35-2", "customs", []alter{criterion("Article 3.5"), byCustoms(true)}, outwardIssuer, finding.Accept},
	{"VKFTA-ART35-2", "a chamber", []alter{criterion("Article 3.5"), byCustoms(false)}, outwardChamber, finding.Refuse},
	{"VKFTA-ART35-2", "not known", []alter{criterion("Article 3.5")}, outwardWho, finding.Refer},
	{"VKFTA-ART35-3", "while the complex worked", []alter{criterion("Article 3.5"), shippedAndIssued("2016-02-10", "2016-02-10")}, "", ""},
	{"VKFTA-ART35-3", "after", []alter{criterion("Article 3.5"), shippedAndIssued("2016-02-11", "2016-02-11")}, outwardStands, finding.Refer},
	{"VKFTA-HS1", "beyond six digits", []alter{code("85044019", 2017), declared("85044090")}, "vn.hs.minor", finding.Accept},
	{"VKFTA-HS1", "another subheading in Korea", []alter{toKorea, declared("850490")}, "vn.hs.classification", finding.Refer},
	{"VKFTA-ITM1", "as certified", []alter{quantities("10000", "10000")}, "vn.quantity.covered", finding.Accept},
	{"VKFTA-ITM1", "a kilogram more", []alter{quantities("10000", "10001")}, "vn.quantity.exceeds", finding.AcceptPart},
	{"VKFTA-ITM1", "in Korea", []alter{toKorea, quantities("10000", "10001")}, "vn.quantity.exceeds", finding.AcceptPart},
}

func declared(digits string) alter {
	return item(func(i *procedure.Item) { i.Declared.HS = certificate.HSCode{Code: digits, Edition: 2017} })
}

func quantities(certified, landed string) alter {
	return item(func(i *procedure.Item) {
		i.Quantity = &certificate.Measure{Value: decimal(certified), Unit: "KGM"}
		i.Declared.Quantity = &certificate.Measure{Value: decimal(landed), Unit: "KGM"}
	})
}

func clearedOn(registered, submitted string) alter {
	return func(c *procedure.Case) {
		c.Declaration.Registered = day(registered)
		c.Declaration.ProofSubmitted = certificate.Date{}
		if submitted != "" {
			c.Declaration.ProofSubmitted = day(submitted)
		}
	}
}

func noProof(today string) alter {
	return func(c *procedure.Case) {
		c.Proof, c.Today = procedure.Proof{Kind: procedure.None}, day(today)
	}
}

func rated(excluded bool) alter {
	return func(c *procedure.Case) { c.Declaration.RateExcluded = truth(excluded) }
}

var hongKong = procedure.Leg{Country: "HK", Operations: []string{"UNLOAD", "RELOAD"}, Released: truth(false)}

var borderFixtures = []fixture{
	{"VKFTA-TR1", "direct", nil, routeDirect, finding.Accept},
	{"VKFTA-TR1", "a stop within the parties", []alter{through(procedure.Leg{Country: "VN"})}, routeDirect, finding.Accept},
	{"VKFTA-TR1", "transit", []alter{through(hongKong)}, routeTransit, finding.Accept},
	{"VKFTA-TR1", "entered trade", []alter{through(procedure.Leg{Country: "HK", Released: truth(true)})}, routeReleased, finding.Refuse},
	{"VKFTA-TR1", "relabelled", []alter{through(procedure.Leg{Country: "HK", Operations: []string{"RELABEL"}, Released: truth(false)})}, routeWorked, finding.Refuse},
	{"VKFTA-TR1", "nobody says", []alter{through(procedure.Leg{Country: "HK"})}, routeUnwatched, finding.Refer},
	{"VKFTA-TR1", "under customs supervision", []alter{through(procedure.Leg{Country: "HK", Supervised: truth(true)})}, routeTransit, finding.Accept},
	{"VKFTA-TR1", "same seal", []alter{through(procedure.Leg{Country: "HK"}), func(c *procedure.Case) { c.Journey.SealIntact = truth(true) }}, routeTransit, finding.Accept},
	{"VKFTA-TR1", "from elsewhere", []alter{func(c *procedure.Case) { c.Journey.Legs[0].Country = "CN" }}, routeElsewhere, finding.Refuse},
	{"VKFTA-TR1", "not known", []alter{func(c *procedure.Case) { c.Journey.Legs = nil }}, routeUnknown, finding.Refer},
	{"VKFTA-TR2", "direct", nil, "", ""},
	{"VKFTA-TR2", "through bill", []alter{toKorea, through(hongKong), papers("THROUGH_BL")}, billShown, finding.Accept},
	{"VKFTA-TR2", "no through bill", []alter{toKorea, through(hongKong), papers("MANIFEST")}, billMissing, finding.Refuse},
	{"VKFTA-TR2", "papers not known", []alter{toKorea, through(hongKong)}, billUnknown, finding.Refer},
	{"VKFTA-TR2", "customs paper, into Viet Nam", []alter{through(hongKong), papers("TRANSIT_CUSTOMS")}, billReplaced, finding.Accept},
	{"VKFTA-TR2", "customs paper, before the circular", []alter{through(hongKong), papers("TRANSIT_CUSTOMS"), clearedOn("2023-07-14", "2023-07-14")}, billMissing, finding.Refuse},
	{"VKFTA-TR3", "no paper, into Viet Nam", []alter{through(hongKong), papers()}, "vn.transit.no_evidence", finding.Refer},
	{"VKFTA-FIL1", "into Viet Nam under the circular", nil, "", ""},
	{"VKFTA-FIL1", "on the last day", []alter{toKorea, clearedOn("2024-06-10", "2025-06-10")}, claimInTime, finding.Accept},
	{"VKFTA-FIL1", "a day late", []alter{toKorea, clearedOn("2024-06-10", "2025-06-11")}, claimLate, finding.Refuse},
	{"VKFTA-FIL1", "29 February", []alter{toKorea, clearedOn("2024-02-29", "2025-03-01")}, claimLate, finding.Refuse},
	{"VKFTA-FIL1", "before the circular", []alter{clearedOn("2023-07-14", "2024-07-15")}, claimLate, finding.Refuse},
	{"VKFTA-FIL2", "on the last day", []alter{clearedOn("2024-01-31", "2025-01-31")}, "vn.filing.in_time", finding.Accept},
	{"VKFTA-FIL2", "a day late", []alter{clearedOn("2024-01-31", "2025-02-01")}, "vn.filing.late", finding.Refuse},
	{"VKFTA-FIL3", "in time", []alter{toKorea, clearedOn("2024-01-31", ""), noProof("2025-01-31")}, proofToFollow, finding.Defer},
	{"VKFTA-FIL3", "too late", []alter{toKorea, clearedOn("2024-01-31", ""), noProof("2025-02-01")}, claimLate, finding.Refuse},
	{"VKFTA-FIL4", "into Viet Nam", []alter{clearedOn("2024-01-31", ""), noProof("2025-01-31")}, "vn.proof.to_follow", finding.Defer},
	{"VKFTA-FIL5", "a rate", []alter{rated(false)}, rateThere, finding.Accept},
	{"VKFTA-FIL5", "none", []alter{rated(true)}, rateExcluded, finding.Refuse},
	{"VKFTA-FIL5", "another tariff decree", []alter{rated(true), clearedOn("2022-12-29", "2022-12-29")}, "", ""},
	{"VKFTA-WV1", "USD 600", []alter{withoutProof("600")}, waiverSmall, finding.Waived},
	{"VKFTA-WV1", "a cent more", []alter{withoutProof("600.01")}, waiverAbove, finding.Refuse},
	{"VKFTA-WV1", "one order", []alter{withoutProof("580", "20.01"), sameOrder(true)}, waiverSplit, finding.Refuse},
	{"VKFTA-WV1", "one order within the limit", []alter{withoutProof("580", "20"), sameOrder(true)}, waiverSmall, finding.Waived},
	{"VKFTA-WV1", "different orders", []alter{withoutProof("580", "580"), sameOrder(false)}, waiverSmall, finding.Waived},
	{"VKFTA-WV1", "nobody knows", []alter{withoutProof("580", "580")}, waiverOrder, finding.Refer},
	{"VKFTA-WV1", "in won", []alter{withoutProof("580"), func(c *procedure.Case) { c.Waiver.Value.Currency = "KRW" }}, waiverCurrency, finding.Refer},
	{"VKFTA-VER1", "on the last day", []alter{query(func(q *procedure.Query) { q.Received = day("2024-02-01") }, "2024-08-01")}, "vn.verification.pending", finding.Verify},
	{"VKFTA-VER1", "a day later", []alter{query(func(q *procedure.Query) { q.Received = day("2024-02-01") }, "2024-08-02")}, "vn.verification.timeout", finding.Refuse},
	{"VKFTA-VER1", "received on 31 August", []alter{query(func(q *procedure.Query) { q.Received = day("2023-08-31") }, "2024-03-01")}, "vn.verification.timeout", finding.Refuse},
	{"VKFTA-VER2", "on the last day", []alter{query(func(q *procedure.Query) { q.Received, q.Replied = day("2024-02-01"), day("2024-05-01") }, "2024-12-01")}, wholeInTime, finding.Accept},
	{"VKFTA-VER2", "a day later", []alter{query(func(q *procedure.Query) { q.Received, q.Replied = day("2024-02-01"), day("2024-05-01") }, "2024-12-02")}, wholeOverdue, finding.Refer},
	{"VKFTA-VER3", "waiting", []alter{query(visitAsked("2024-02-01"), "2024-03-02")}, visitPending, finding.Verify},
	{"VKFTA-VER3", "silent", []alter{query(visitAsked("2024-02-01"), "2024-03-03")}, visitSilent, finding.Refuse},
	{"VKFTA-VER3", "consented in time", []alter{query(func(q *procedure.Query) { q.VisitAsked, q.VisitConsented = day("2024-02-01"), day("2024-03-02") }, "2024-04-01")}, visitAgreed, finding.Accept},
	{"VKFTA-VER3", "consented late", []alter{query(func(q *procedure.Query) { q.VisitAsked, q.VisitConsented = day("2024-02-01"), day("2024-03-03") }, "2024-04-01")}, visitSilent, finding.Refuse},
	{"VKFTA-VER3", "refused", []alter{query(func(q *procedure.Query) { q.VisitAsked, q.VisitRefused = day("2024-02-01"), truth(true) }, "2024-02-02")}, visitRefused, finding.Refuse},
	{"VKFTA-VER4", "explanation not given", []alter{query(func(q *procedure.Query) { q.ExplanationAsked = day("2024-02-01") }, "2024-02-09")}, "vn.inquiry.unanswered", finding.Verify},
}

func fixtures() []fixture { return slices.Concat(documentFixtures, originFixtures, borderFixtures) }

func TestChecks(t *testing.T) {
	for _, f := range fixtures() {
		t.Run(f.check+" "+f.name, func(t *testing.T) {
			found := findings(t, f.check, claim(f.changes...))
			if f.message == "" {
				if len(found) > 0 {
					t.Fatalf("found %s", found[0].Message)
				}
				return
			}
			if len(found) != 1 || found[0].Message != f.message || found[0].Verdict != f.verdict || found[0].Citation == "" {
				t.Errorf("found %+v, want %s %s", found, f.message, f.verdict)
			}
		})
	}
}

// TestEveryMessageHasAFixture: every outcome of every check of this package.
func TestEveryMessageHasAFixture(t *testing.T) {
	for _, check := range Checks() {
		for _, message := range check.Messages {
			has := func(f fixture) bool { return f.check == check.ID && f.message == message }
			if strings.HasPrefix(string(message), "vkfta.") && !slices.ContainsFunc(fixtures(), has) {
				t.Errorf("%s: no fixture gives %s", check.ID, message)
			}
		}
		if !slices.ContainsFunc(fixtures(), func(f fixture) bool { return f.check == check.ID }) {
			t.Errorf("%s: no fixture", check.ID)
		}
	}
}

// TestFindingsFillTheirTexts: a text must not speak of a value that the finding does not have.
func TestFindingsFillTheirTexts(t *testing.T) {
	english, err := explain.Load(explain.English)
	if err != nil {
		t.Fatal(err)
	}
	missing := map[string]bool{"form not stated": true, "shipment not stated": true, "undated": true, "box 8 unreadable": true}
	for _, f := range fixtures() {
		for _, found := range findings(t, f.check, claim(f.changes...)) {
			if !strings.HasPrefix(string(found.Message), "vkfta.") {
				continue
			}
			if text := english.Text(found); strings.Contains(text, english.Say("frame.not_stated")) && !missing[f.name] {
				t.Errorf("%s %s: %s", f.check, f.name, text)
			}
		}
	}
}

// TestASoundCaseIsAccepted in both directions, and before issue.
func TestASoundCaseIsAccepted(t *testing.T) {
	for name, changes := range map[string][]alter{
		"into Viet Nam": nil, "into Korea": {toKorea}, "before issue": {atIssue}, "without certificate": {withoutProof("600")},
	} {
		c := claim(changes...)
		d := procedure.Decide(c, procedure.Run(Checks(), c))
		if d.Verdict != finding.Accept && d.Verdict != finding.Waived {
			t.Errorf("%s: %s %+v", name, d.Verdict, d.Findings)
		}
	}
}

func TestCorrectionIsDueInThirtyDays(t *testing.T) {
	c := claim(erasedProof(true), func(c *procedure.Case) { c.Today = day("2024-02-01") })
	f := findings(t, "VKFTA-DOC11", c)[0]
	if f.Until != day("2024-03-02") || !f.Curable {
		t.Errorf("until %s, curable %v", f.Until, f.Curable)
	}
}

func TestChecksAreWellFormed(t *testing.T) {
	seen := map[string]bool{}
	for _, check := range Checks() {
		if seen[check.ID] || !strings.HasPrefix(check.ID, "VKFTA-") || check.Citation == "" || len(check.Stages) == 0 || len(check.Messages) == 0 {
			t.Errorf("%s: twice, or without citation, stage or message", check.ID)
		}
		seen[check.ID] = true
	}
}
