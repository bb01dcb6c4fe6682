package vkfta

import (
	"slices"
	"strings"

	"origo/fta-rules/finding"
)

// Messages lists every message that this package adds to the catalogue, in alphabetical order: what its checks find,
// the evidence they ask for, and what its provisions say. Messages of package circular33 are listed there.
func Messages() []finding.Message {
	all := slices.Clone(evidence)
	for _, check := range Checks() {
		all = append(all, check.Messages...)
	}
	for _, provision := range Provisions() {
		all = append(all, provision.Message)
	}
	all = slices.DeleteFunc(all, func(m finding.Message) bool { return !strings.HasPrefix(string(m), "vkfta.") })
	slices.Sort(all)
	return slices.Compact(all)
}

// evidence lists what findings name as evidence.
var evidence = []finding.Message{
	evidenceOriginal,
	evidencePortal, evidenceForm, evidenceOfMaterial, evidenceShipment, evidenceDates, evidenceDateOfCopy, evidenceRegistered,
	evidenceRoute, evidenceBill, evidenceInTrade, evidenceOrder, evidenceRate, evidenceCode, evidenceIssuer, evidenceComplex,
	evidenceStatement, evidenceCorrection,
}
