package clearance

import (
	"slices"

	"origo/certificate"
)

// saidBetter are messages of the agreements' checks on sealed documents that this package's checks say with more to go
// by: DOC-02 names the boxes, REC-01 the block of the ledger. Where the ledger holds no such certificate it is the other
// way round, and REC-01 yields to the agreement's own clause on proofs that have not arrived.
var saidBetter = []Message{
	"atiga.electronic.received", "atiga.electronic.not_looked_up", "atiga.field.complete", "atiga.field.missing",
	"ukvfta.boxes.complete", "ukvfta.boxes.missing",
}

// notReceived are the agreements' words for a proof that has not arrived.
var notReceived = []Message{"atiga.electronic.not_received", "vkfta.electronic.not_received", "ukvfta.reference.not_received"}

// withdrawn are the agreements' words on what the issuing authority says of a proof.
var withdrawn = []Message{"vn.proof.stands", "vn.proof.cancelled", "vn.proof.replaced", "vn.proof.origin_denied"}

// judges are the agreements' checks that judge, by a clause of its own, what is also a departure from the rules of the
// form. The departure is theirs wherever they found anything, even that there are reasons to overlook it.
var judges = map[certificate.Code][]string{
	"form_not_of_agreement":      {"ATIGA-M01", "VKFTA-DOC1", "UKVFTA-M2"},
	"issuer_not_party":           {"ATIGA-M02", "UKVFTA-M1"},
	"importer_not_other_party":   {"ATIGA-M02", "UKVFTA-M1"},
	"origin_country_wrong":       {"ATIGA-M27", "UKVFTA-M6"},
	"exporter_elsewhere":         {"UKVFTA-M6"},
	"reference_pattern":          {"ATIGA-M05", "VKFTA-DOC2", "UKVFTA-M5"},
	"retroactive_missing":        {"ATIGA-M11", "VKFTA-DOC6", "UKVFTA-M8"},
	"criterion_unknown":          {"ATIGA-M15", "VKFTA-OR1"},
	"fob_missing":                {"ATIGA-M18", "VKFTA-DOC12"},
	"invoice_issuer_missing":     {"ATIGA-M21", "VKFTA-DOC13"},
	"third_country_tick_missing": {"ATIGA-M21", "VKFTA-DOC13"},
	"copy_without_original":      {"ATIGA-M30", "VKFTA-DOC8", "UKVFTA-M9"},
	"copy_not_marked":            {"VKFTA-DOC8"},
}

// judged reports whether the agreement's checks have judged what the problem is about.
func (s subject) judged(p certificate.Problem) bool {
	checks := judges[p.Code]
	return slices.ContainsFunc(s.found, func(f Finding) bool { return slices.Contains(checks, f.Check) })
}
