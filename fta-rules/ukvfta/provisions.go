package ukvfta

import (
	"slices"

	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure/circular33"
)

// Provisions are what the agreement lays down, topic by topic, followed by what Viet Nam's customs procedure adds. Those
// without a first day hold since the agreement's entry into force.
func Provisions() []agreement.Provision {
	all := make([]agreement.Provision, 0, len(provisions))
	for _, p := range provisions {
		all = append(all, agreement.Provision{Topic: p.topic, Message: p.message, Values: named(p.values), Citation: p.citation, From: inForce})
	}
	all = append(all, vietNamIssues()...)
	return append(all, circular33.Provisions(yearsToFile, "UKVFTA Protocol 1 Art. 29 and Annex VIII")...)
}

// vietNamIssues are Viet Nam's own provisions on the issue of EUR.1.
func vietNamIssues() []agreement.Provision {
	return []agreement.Provision{
		{Topic: agreement.Issuers, Message: "ukvfta.provision.issuers_vn_2021", Citation: "Circular 02/2021/TT-BCT",
			From: certificate.NewDate(2021, 7, 26), Until: certificate.NewDate(2025, 6, 30)},
		{Topic: agreement.Issuers, Message: "ukvfta.provision.issuers_vn_2025", Citation: "Circular 40/2025/TT-BCT",
			From: certificate.NewDate(2025, 7, 1)},
	}
}

// named makes values of names and texts in turn.
func named(pairs []string) finding.Values {
	var values finding.Values
	for pair := range slices.Chunk(pairs, 2) {
		values = append(values, finding.Value{Name: pair[0], Value: pair[1]})
	}
	return values
}

// provision is a provision of the agreement in short.
type provision struct {
	topic    agreement.Topic
	message  finding.Message
	citation string
	values   []string
}

var provisions = []provision{
	{agreement.Parties, "ukvfta.provision.parties", "UKVFTA Protocol 1 Arts 1 and 15", nil},
	{agreement.Forms, "ukvfta.provision.forms_uk", "UKVFTA Protocol 1 Art. 15(1)", []string{"limit", "6000"}},
	{agreement.Forms, "ukvfta.provision.forms_vn", "UKVFTA Protocol 1 Art. 15(2)", []string{"limit", "6000"}},
	{agreement.Forms, "ukvfta.provision.form_eur1", "UKVFTA Protocol 1 Art. 16 and Annex VII", nil},
	{agreement.Forms, "ukvfta.provision.form_declaration", "UKVFTA Protocol 1 Art. 19, Annexes VI and VIII", nil},
	{agreement.References, "ukvfta.provision.references", "UKVFTA Protocol 1 Annex VII", []string{"pattern", "VN-GB 25/02/00001"}},
	{agreement.Issuers, "ukvfta.provision.issuers_uk", "UKVFTA Protocol 1 Art. 16", nil},
	{agreement.Issuers, "ukvfta.provision.approved_exporters", "UKVFTA Protocol 1 Art. 20", nil},
	{agreement.Criteria, "ukvfta.provision.criteria", "UKVFTA Protocol 1 Arts 2, 4 and 5", nil},
	{agreement.Criteria, "ukvfta.provision.grown", "UKVFTA Protocol 1 Annex I Note 4.1", nil},
	{agreement.Criteria, "ukvfta.provision.vessels", "UKVFTA Protocol 1 Art. 4(2)", []string{"share", "50"}},
	{agreement.Criteria, "ukvfta.provision.territory", "UKVFTA Protocol 1 Art. 12", nil},
	{agreement.Criteria, "ukvfta.provision.no_criterion_printed", "UKVFTA Protocol 1 Annex VII", nil},
	{agreement.Thresholds, "ukvfta.provision.price", "UKVFTA Protocol 1 Art. 1", nil},
	{agreement.Thresholds, "ukvfta.provision.declaration_limit", "UKVFTA Protocol 1 Arts 15 and 28", []string{"limit", "6000"}},
	{agreement.Thresholds, "ukvfta.provision.weights", "UKVFTA Protocol 1 Annex I Note 4.2", nil},
	{agreement.Validity, "ukvfta.provision.validity", "UKVFTA Protocol 1 Art. 21", []string{"months", "12"}},
	{agreement.Validity, "ukvfta.provision.instalments", "UKVFTA Protocol 1 Arts 21 to 24", nil},
	{agreement.TimeOfIssue, "ukvfta.provision.issue", "UKVFTA Protocol 1 Art. 16(7)", []string{"days", "3"}},
	{agreement.RetroactiveIssue, "ukvfta.provision.retrospective", "UKVFTA Protocol 1 Art. 17", []string{"wording", "ISSUED RETROSPECTIVELY"}},
	{agreement.Copies, "ukvfta.provision.duplicate", "UKVFTA Protocol 1 Art. 18", []string{"wording", "DUPLICATE"}},
	{agreement.DeMinimis, "ukvfta.provision.tolerance_food", "UKVFTA Protocol 1 Art. 5(3)(a)", []string{"percent", "10"}},
	{agreement.DeMinimis, "ukvfta.provision.tolerance_value", "UKVFTA Protocol 1 Art. 5(3)(b)", []string{"percent", "10"}},
	{agreement.DeMinimis, "ukvfta.provision.tolerance_never", "UKVFTA Protocol 1 Art. 5(4)-(5)", nil},
	{agreement.DeMinimis, "ukvfta.provision.note6", "UKVFTA Protocol 1 Annex I Note 6", []string{"percent", "10", "polyurethane", "20", "foil", "30"}},
	{agreement.DeMinimis, "ukvfta.provision.note7", "UKVFTA Protocol 1 Annex I Note 7", []string{"percent", "8"}},
	{agreement.Cumulation, "ukvfta.provision.cumulation_parties", "UKVFTA Protocol 1 Art. 3", nil},
	{agreement.Cumulation, "ukvfta.provision.cumulation_eu", "UKVFTA Protocol 1 Arts 3(1)-(2), 3(4)-(5), 30, 32 and 33", nil},
	{agreement.Cumulation, "ukvfta.provision.cumulation_eu_work", "UKVFTA Protocol 1 Art. 3(3)", nil},
	{agreement.Cumulation, "ukvfta.provision.cumulation_squid", "UKVFTA Protocol 1 Art. 3(6)-(10), Annexes III and IV", []string{"entry", entryASEAN}},
	{agreement.Cumulation, "ukvfta.provision.cumulation_fabric", "UKVFTA Protocol 1 Art. 3(11)-(15), Annex V", []string{"entry", entryKorea}},
	{agreement.Cumulation, "ukvfta.provision.cumulation_more", "UKVFTA Protocol 1 Art. 3(16)", nil},
	{agreement.Minimal, "ukvfta.provision.minimal", "UKVFTA Protocol 1 Art. 6", nil},
	{agreement.Packing, "ukvfta.provision.packing", "UKVFTA Protocol 1 Art. 7", nil},
	{agreement.Accessories, "ukvfta.provision.accessories", "UKVFTA Protocol 1 Art. 8", nil},
	{agreement.NeutralElements, "ukvfta.provision.neutral", "UKVFTA Protocol 1 Art. 10", nil},
	{agreement.SetsOfGoods, "ukvfta.provision.sets", "UKVFTA Protocol 1 Art. 9", []string{"percent", "15"}},
	{agreement.Fungibles, "ukvfta.provision.fungibles", "UKVFTA Protocol 1 Art. 11", nil},
	{agreement.Transport, "ukvfta.provision.transport", "UKVFTA Protocol 1 Art. 13 and Annex VIII", nil},
	{agreement.ThirdPartyInvoices, "ukvfta.provision.third_party", "UKVFTA Protocol 1 Annex VIII (Art. 1, exporter)", nil},
	{agreement.BackToBacks, "ukvfta.provision.no_replacement", "UKVFTA Protocol 1 Arts 17 and 18", nil},
	{agreement.Exhibitions, "ukvfta.provision.exhibitions", "UKVFTA Protocol 1 Art. 14", nil},
	{agreement.Waivers, "ukvfta.provision.waiver_uk", "UKVFTA Protocol 1 Art. 24(3)", []string{"parcel", "500", "luggage", "1200"}},
	{agreement.Waivers, "ukvfta.provision.waiver_vn", "UKVFTA Protocol 1 Art. 24(3)", []string{"limit", "200"}},
	{agreement.LateFiling, "ukvfta.provision.late_filing", "UKVFTA Protocol 1 Art. 19(5)", []string{"years", "2"}},
	{agreement.LateFiling, "ukvfta.provision.claim_uk", "UKVFTA Protocol 1 Arts 21 to 24; S.I. 2020/1457", nil},
	{agreement.Verification, "ukvfta.provision.verification", "UKVFTA Protocol 1 Art. 29 and Annex VIII", []string{"months", "10"}},
	{agreement.Records, "ukvfta.provision.records", "UKVFTA Protocol 1 Art. 26", []string{"years", "3"}},
	{agreement.Refusals, "ukvfta.provision.refusals", "UKVFTA Protocol 1 Art. 29", nil},
	{agreement.MinorDifferences, "ukvfta.provision.minor", "UKVFTA Protocol 1 Art. 27", nil},
	{agreement.DifferingCodes, "ukvfta.provision.codes", "UKVFTA Protocol 1 Annex VII box 8 and Art. 1", nil},
}
