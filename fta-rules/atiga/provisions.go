package atiga

import (
	"strings"
	"time"

	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure/circular33"
)

// The days on which provisions changed, besides those of checks.
var (
	fobForRVCFrom = certificate.NewDate(2014, time.January, 1)
	fobForAllTo   = certificate.NewDate(2016, time.March, 31) // Cambodia and Myanmar
)

// laid is one provision in short: its message is "atiga.provision." and the name.
type laid struct {
	topic    agreement.Topic
	name     string
	citation string
	values   finding.Values
	from     certificate.Date // zero: since entry into force
	until    certificate.Date
}

// Provisions lists what the agreement and Viet Nam's procedure for it lay down, by topic.
func Provisions() []agreement.Provision {
	var all []agreement.Provision
	for _, part := range [][]laid{partyProvisions, goodsProvisions, proofProvisions, importProvisions} {
		for _, l := range part {
			all = append(all, l.provision())
		}
	}
	return append(all, circular33.Provisions(supplementYears, "")...)
}

func (l laid) provision() agreement.Provision {
	from := l.from
	if from.IsZero() {
		from = entryIntoForce
	}
	return agreement.Provision{
		Topic: l.topic, Message: finding.Message("atiga.provision." + l.name), Values: l.values, Citation: l.citation,
		From: from, Until: l.until,
	}
}

// number is a single value.
func number(name, text string) finding.Values { return finding.Values{{Name: name, Value: text}} }

var partyProvisions = []laid{
	{topic: agreement.Parties, name: "parties", citation: "ATIGA Art. 2; Annex 7, overleaf note 1; Decree 126/2022/ND-CP Art. 4(2)",
		values: number("members", strings.Join(certificate.ATIGA.Parties(), ", "))},
	{topic: agreement.Forms, name: "forms", citation: annex8 + "R.1A", from: awscFrom},
	{topic: agreement.Forms, name: "forms_before_awsc", citation: annex8 + "R.1", until: awscFrom.AddDays(-1)},
	{topic: agreement.Forms, name: "form_transition", citation: "letters 1568 and 1683/TCHQ-GSQL of 2022", from: newFormFrom, until: oldFormTo},
	{topic: agreement.Forms, name: "electronic_only", citation: "ASEAN statement on e-Form D, 1 January 2024", from: paperExceptionFrom},
	{topic: agreement.References, name: "references", citation: annex8 + "R.7(3); Circular 19/2020/TT-BCT",
		values: number("example", "VN-TH 26/02/00123")},
	{topic: agreement.Issuers, name: "issuers", citation: annex8 + "R.2; Circular 40/2025/TT-BCT"},
	{topic: agreement.Issuers, name: "self_certification", citation: annex8 + "R.12A to R.12D", from: awscFrom},
}

var goodsProvisions = []laid{
	{topic: agreement.Criteria, name: "criteria", citation: notes + "3",
		values: number("literals", "WO; 40%; CC; CTH; CTSH; SP; CTSH + 35%; PC 25%")},
	{topic: agreement.Criteria, name: "fob", citation: annex8 + "R.25; " + notes + "10", from: fobForRVCFrom,
		values: number("members", strings.Join(fobCountries, ", "))},
	{topic: agreement.Criteria, name: "fob_all", citation: "letter 139/TCHQ-GSQL", from: fobForRVCFrom, until: fobForAllTo},
	{topic: agreement.Thresholds, name: "thresholds", citation: "ATIGA Art. 28(1), 29", values: number("percent", "40")},
	{topic: agreement.Thresholds, name: "ita", citation: "ATIGA Art. 28(3), Annex 4"},
	{topic: agreement.DeMinimis, name: "de_minimis", citation: "ATIGA Art. 33; " + notes + "17", values: number("percent", "10")},
	{topic: agreement.Cumulation, name: "cumulation", citation: "ATIGA Art. 30(1); " + notes + "15"},
	{topic: agreement.Cumulation, name: "partial_cumulation", citation: "ATIGA Art. 30(2), Annex 6; " + notes + "3(c), 16",
		values: finding.Values{{Name: "least", Value: "20"}, {Name: "most", Value: "39"}}},
	{topic: agreement.Minimal, name: "minimal_operations", citation: "ATIGA Art. 31"},
	{topic: agreement.Minimal, name: "textile_operations", citation: "ATIGA Annex 3 Attachment 1, paras 1 to 4", from: hs2022From},
	{topic: agreement.Packing, name: "packing", citation: "ATIGA Art. 34"},
	{topic: agreement.Accessories, name: "accessories", citation: "ATIGA Art. 35"},
	{topic: agreement.NeutralElements, name: "neutral_elements", citation: "ATIGA Art. 36"},
	{topic: agreement.SetsOfGoods, name: "sets", citation: "ATIGA Art. 28"},
	{topic: agreement.Fungibles, name: "fungible_materials", citation: "ATIGA Art. 37"},
}

var proofProvisions = []laid{
	{topic: agreement.Validity, name: "validity", citation: annex8 + "R.14; AWSC guidebook, question 14", values: number("months", "12")},
	{topic: agreement.TimeOfIssue, name: "time_of_issue_grace", citation: annex8 + "R.10 as before 8 September 2021",
		until: noGraceFrom.AddDays(-1), values: number("days", "3")},
	{topic: agreement.TimeOfIssue, name: "time_of_issue", citation: annex8 + "R.10(1); letter 1568/TCHQ-GSQL", from: noGraceFrom},
	{topic: agreement.RetroactiveIssue, name: "retroactive_issue", citation: annex8 + "R.10(2)"},
	{topic: agreement.Copies, name: "copies", citation: annex8 + "R.12, R.26(2), R.29"},
	{topic: agreement.Transport, name: "transport", citation: "ATIGA Art. 32; " + annex8 + "R.21"},
	{topic: agreement.ThirdPartyInvoices, name: "third_country_invoicing", citation: annex8 + "R.23; " + notes + "11"},
	{topic: agreement.BackToBacks, name: "back_to_back", citation: annex8 + "R.11(1)"},
	{topic: agreement.Exhibitions, name: "exhibitions", citation: annex8 + "R.22; " + notes + "13"},
	{topic: agreement.Waivers, name: "waiver", citation: annex8 + "R.15", values: number("limit", waiverLimit.String())},
}

var importProvisions = []laid{
	{topic: agreement.LateFiling, name: "no_refund_rule", citation: annex8 + "R.14", until: circular33.Since.AddDays(-1)},
	{topic: agreement.Verification, name: "verification", citation: annex8 + "R.18, R.19",
		values: finding.Values{{Name: "reply", Value: "90"}, {Name: "whole", Value: "180"}, {Name: "consent", Value: "30"}}},
	{topic: agreement.Records, name: "records", citation: annex8 + "R.17, R.31; Decree 31/2018/ND-CP Art. 30",
		values: finding.Values{{Name: "years", Value: "3"}, {Name: "years_vietnam", Value: "5"}}},
	{topic: agreement.Refusals, name: "refusal", citation: annex8 + "R.13(2) to R.13(4), R.30(3), R.30(4)", values: number("days", "60")},
	{topic: agreement.MinorDifferences, name: "minor_discrepancies", citation: annex8 + "R.16(1); matrix of minor discrepancies (36th SC-AROO)"},
	{topic: agreement.DifferingCodes, name: "differing_codes", citation: annex8 + "R.16(2), R.16(3)"},
}
