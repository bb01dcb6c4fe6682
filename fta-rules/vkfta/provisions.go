package vkfta

import (
	"slices"

	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure/circular33"
)

// Provisions lists what VKFTA lays down by topic, and what Viet Nam's customs law adds for goods imported under it.
func Provisions() []agreement.Provision {
	treaty := "VKFTA Arts 3.16.4, 3.21.1"
	return slices.Concat(ruleProvisions(), certificateProvisions(), borderProvisions(), circular33.Provisions(claimYears, treaty))
}

// laid makes a provision in force since the agreement's entry into force.
func laid(topic agreement.Topic, message finding.Message, citation string, values ...finding.Value) agreement.Provision {
	return agreement.Provision{Topic: topic, Message: message, Values: values, Citation: citation, From: entryIntoForce}
}

// since gives a provision another first day, and a last one if there is one.
func since(p agreement.Provision, from, until certificate.Date) agreement.Provision {
	p.From, p.Until = from, until
	return p
}

func value(name, text string) finding.Value { return finding.Value{Name: name, Value: text} }

// ruleProvisions are on the rules of origin: Chapter 3, Section A.
func ruleProvisions() []agreement.Provision {
	treatyList := laid(agreement.Thresholds, "vkfta.law.list_2012", "VKFTA Annex 3-A; Circular 40/2015/TT-BCT, Annex II", value("lines", "5205"))
	derivedList := laid(agreement.Thresholds, "vkfta.law.list_2017", "Circular 09/2022/TT-BCT, Annex II")
	return []agreement.Provision{
		laid(agreement.Parties, "vkfta.law.parties", "VKFTA Preamble"),
		laid(agreement.Criteria, "vkfta.law.originating", "VKFTA Art. 3.1.1"),
		laid(agreement.Criteria, "vkfta.law.no_general_rule", "VKFTA Art. 3.3.1, Annex 3-A headnote 3"),
		laid(agreement.Criteria, "vkfta.law.literals", "VKFTA Annex 3-C, overleaf note 3"),
		laid(agreement.Thresholds, "vkfta.law.value", "VKFTA Art. 3.3.2, footnote 3"),
		laid(agreement.Thresholds, "vkfta.law.usual_threshold", "VKFTA Annex 3-A", value("percent", "40")),
		since(treatyList, entryIntoForce, hs2017From.AddDays(-1)),
		since(derivedList, hs2017From, certificate.Date{}),
		laid(agreement.Thresholds, "vkfta.law.article35", "VKFTA Art. 3.5, Annex 3-B", value("percent", "40"), value("lines", "100")),
		laid(agreement.DeMinimis, "vkfta.law.de_minimis", "VKFTA Art. 3.9.1(a)", value("percent", "10")),
		laid(agreement.DeMinimis, "vkfta.law.de_minimis_textile", "VKFTA Art. 3.9.1(b)", value("percent", "10")),
		laid(agreement.DeMinimis, "vkfta.law.de_minimis_value", "VKFTA Art. 3.9.2"),
		laid(agreement.Cumulation, "vkfta.law.cumulation", "VKFTA Art. 3.6"),
		laid(agreement.Minimal, "vkfta.law.minimal", "VKFTA Art. 3.7.1, footnotes 5 to 8"),
		laid(agreement.Minimal, "vkfta.law.minimal_other_party", "VKFTA Art. 3.7.2"),
		laid(agreement.Packing, "vkfta.law.packing", "VKFTA Art. 3.10"),
		laid(agreement.Accessories, "vkfta.law.accessories", "VKFTA Art. 3.11"),
		laid(agreement.NeutralElements, "vkfta.law.neutral", "VKFTA Art. 3.12"),
		laid(agreement.SetsOfGoods, "vkfta.law.no_sets", "VKFTA Chapter 3, Section A"),
		laid(agreement.Fungibles, "vkfta.law.fungibles", "VKFTA Art. 3.13"),
		laid(agreement.Transport, "vkfta.law.transport", "VKFTA Arts 3.8, 3.23"),
	}
}

// certificateProvisions are on certificates: Chapter 3, Section B.
func certificateProvisions() []agreement.Provision {
	chambers := laid(agreement.Issuers, "vkfta.law.issuers_vn_2025", "Circular 40/2025/TT-BCT")
	offices := laid(agreement.Issuers, "vkfta.law.issuers_vn", "Circular 40/2015/TT-BCT, Annex IX")
	assigned := certificate.NewDate(2025, 7, 1)
	return []agreement.Provision{
		laid(agreement.Forms, "vkfta.law.forms", "VKFTA Art. 3.14.3, Annex 3-C"),
		laid(agreement.References, "vkfta.law.reference_vn", "Circular 40/2015/TT-BCT Annex VIII Art. 1.3", value("example", "VN-KR 15/01/00009")),
		laid(agreement.References, "vkfta.law.reference_kr", "VKFTA Art. 3.14.3"),
		since(offices, entryIntoForce, assigned.AddDays(-1)),
		since(chambers, assigned, certificate.Date{}),
		laid(agreement.Issuers, "vkfta.law.issuers_kr", "VKFTA Art. 3.21.1, footnote 10; Annex 3-B"),
		laid(agreement.Issuers, "vkfta.law.seals", "VKFTA Art. 3.15.3", value("days", "15")),
		laid(agreement.TimeOfIssue, "vkfta.law.time_of_issue", "VKFTA Art. 3.14.4, footnote 9", value("days", "3")),
		laid(agreement.RetroactiveIssue, "vkfta.law.retroactive", "VKFTA Art. 3.14.4", value("years", "1")),
		laid(agreement.Copies, "vkfta.law.copy", "VKFTA Art. 3.14.6", value("years", "1")),
		laid(agreement.Copies, "vkfta.law.alterations", "VKFTA Art. 3.14.7"),
		laid(agreement.Validity, "vkfta.law.validity", "VKFTA Art. 3.16.3", value("years", "1")),
		laid(agreement.ThirdPartyInvoices, "vkfta.law.non_party_invoice", "VKFTA Art. 3.20, Annex 3-C overleaf note 10"),
		laid(agreement.BackToBacks, "vkfta.law.no_back_to_back", "VKFTA Chapter 3, Section B"),
		laid(agreement.Exhibitions, "vkfta.law.no_exhibitions", "VKFTA Chapter 3, Section B"),
	}
}

// borderProvisions are on what importers and customs do with certificates.
func borderProvisions() []agreement.Provision {
	electronic := laid(agreement.Forms, "vkfta.law.electronic", "Joint declaration of June 2023 on EODES")
	rates := laid(agreement.Refusals, "vkfta.law.rates", "Decree 125/2022/ND-CP")
	return []agreement.Provision{
		since(electronic, certificate.NewDate(2023, 7, 15), certificate.Date{}),
		laid(agreement.Waivers, "vkfta.law.waiver", "VKFTA Art. 3.17", value("limit", "600"), value("currency", "USD")),
		laid(agreement.LateFiling, "vkfta.law.late_claim", "VKFTA Art. 3.16.4", value("years", "1")),
		laid(agreement.Verification, "vkfta.law.verification", "VKFTA Art. 3.21.1", value("months", "6"), value("whole", "10")),
		laid(agreement.Verification, "vkfta.law.visit", "VKFTA Art. 3.21.3 to 3.21.7", value("consent", "30"), value("postponement", "15"), value("visit", "60"), value("months", "6")),
		laid(agreement.Verification, "vkfta.law.determination", "VKFTA Art. 3.21", value("days", "30")),
		laid(agreement.Verification, "vkfta.law.suspension", "VKFTA Art. 3.21.1"),
		laid(agreement.Records, "vkfta.law.records", "VKFTA Art. 3.18", value("years", "5")),
		laid(agreement.Records, "vkfta.law.confidential", "VKFTA Arts 3.18.5, 4.6"),
		laid(agreement.Refusals, "vkfta.law.denial", "VKFTA Art. 3.22"),
		laid(agreement.Refusals, "vkfta.law.items", "VKFTA Art. 3.19.5"),
		laid(agreement.Refusals, "vkfta.law.revocation", "Decree 31/2018/ND-CP Art. 22.1"),
		since(rates, certificate.NewDate(2022, 12, 30), certificate.NewDate(2027, 12, 31)),
		laid(agreement.MinorDifferences, "vkfta.law.minor", "VKFTA Art. 3.19.1"),
		laid(agreement.MinorDifferences, "vkfta.law.correction", "VKFTA Art. 3.19.2 and 3.19.3", value("days", "30")),
		laid(agreement.DifferingCodes, "vkfta.law.codes", "VKFTA Arts 3.19, 3.21.1"),
	}
}
