package circular33

import (
	"strconv"

	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
)

// Provisions are what the circular lays down for imports into Viet Nam, as an agreement lists it beside its own
// articles: years is its time for supplementary proofs, treaty the citation of a longer verification clock, if any.
func Provisions(years int, treaty string) []agreement.Provision {
	entries := []struct {
		topic  agreement.Topic
		code   finding.Message
		number string
		values finding.Values
	}{
		{agreement.Transport, "vn.provision.transit", "18", nil},
		{agreement.LateFiling, "vn.provision.late_filing", "12, 14(1)", finding.Values{{Name: "years", Value: strconv.Itoa(years)}}},
		{agreement.Verification, "vn.provision.verification", "19, 20, 21", finding.Values{{Name: "limit", Value: "180"}, {Name: "treaty", Value: treaty}}},
		{agreement.Refusals, "vn.provision.refusal", "14, 15(4), 19(6), 20(3), 21(1)", nil},
		{agreement.MinorDifferences, "vn.provision.minor", "15(8)", nil},
		{agreement.DifferingCodes, "vn.provision.differing_codes", "16", nil},
		{agreement.DifferingCodes, "vn.provision.quantity", "15(5), 15(6), 22", nil},
		{agreement.ThirdPartyInvoices, "vn.provision.third_party", "15(7)", nil},
	}
	all := make([]agreement.Provision, 0, len(entries))
	for _, e := range entries {
		all = append(all, agreement.Provision{
			Topic: e.topic, Message: e.code, Values: e.values, Citation: article(e.number), From: Since,
		})
	}
	return all
}
