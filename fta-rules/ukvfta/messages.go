package ukvfta

import (
	"slices"
	"strings"

	"origo/fta-rules/finding"
)

// Messages are all messages of this agreement that checks, provisions and routes of cumulation may give, in alphabetical
// order. Those of the shared Vietnamese procedure are listed by package circular33.
func Messages() []finding.Message {
	all := []finding.Message{msgNeedPartyProof, msgNeedUnionProof, msgNeedUnionWork, msgNeedDirectProof}
	for _, check := range Checks() {
		all = append(all, check.Messages...)
	}
	for _, p := range Provisions() {
		all = append(all, p.Message)
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(m finding.Message) bool {
		return !strings.HasPrefix(string(m), "ukvfta.")
	})
}
