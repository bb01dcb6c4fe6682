package agreement

import (
	"origo/certificate"
	"origo/fta-rules/finding"
)

// Provision is one thing an agreement lays down, dated and cited, as officers look it up: who may issue, how long a
// proof lives, what is tolerated. Checks and terms apply provisions; this list shows them.
type Provision struct {
	Topic    Topic
	Message  finding.Message // what it says, with Values filled in
	Values   finding.Values
	Citation string
	From     certificate.Date // zero: since the agreement's entry into force
	Until    certificate.Date // zero: still in force
}

// Topic is what a provision is about.
type Topic string

// The topics, in the order in which they are shown.
const (
	Parties            Topic = "parties"
	Forms              Topic = "forms"
	References         Topic = "reference_numbers"
	Issuers            Topic = "issuers"
	Criteria           Topic = "criteria"
	Thresholds         Topic = "thresholds"
	Validity           Topic = "validity"
	TimeOfIssue        Topic = "time_of_issue"
	RetroactiveIssue   Topic = "retroactive_issue"
	Copies             Topic = "copies"
	DeMinimis          Topic = "de_minimis"
	Cumulation         Topic = "cumulation"
	Minimal            Topic = "minimal_operations"
	Packing            Topic = "packing"
	Accessories        Topic = "accessories"
	NeutralElements    Topic = "neutral_elements"
	SetsOfGoods        Topic = "sets"
	Fungibles          Topic = "fungible_materials"
	Transport          Topic = "transport"
	ThirdPartyInvoices Topic = "third_party_invoicing"
	BackToBacks        Topic = "back_to_back"
	Exhibitions        Topic = "exhibitions"
	Waivers            Topic = "waivers"
	LateFiling         Topic = "late_filing"
	Verification       Topic = "verification"
	Records            Topic = "record_keeping"
	Refusals           Topic = "refusal_grounds"
	MinorDifferences   Topic = "minor_discrepancies"
	DifferingCodes     Topic = "differing_hs_codes"
)
