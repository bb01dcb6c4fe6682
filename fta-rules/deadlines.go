package rules

import (
	"fmt"
	"slices"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/fta-rules/atiga"
	"origo/fta-rules/deadline"
	"origo/fta-rules/procedure/circular33"
	"origo/fta-rules/ukvfta"
	"origo/fta-rules/vkfta"
)

// vietNam imports under Circular 33/2023/TT-BTC besides the agreements.
const vietNam = "VN"

// Deadlines gives the time limits that the entries of a verification case have set going, under its agreement and the
// law of the importing country. It fails if the case has no proper name.
func Deadlines(c registry.Case) ([]deadline.Deadline, error) {
	name, err := registry.ParseCaseName(c.ID)
	if err != nil {
		return nil, fmt.Errorf("find deadlines of %s: %w", c.ID, err)
	}
	return deadline.Run(clocksOf(name), c), nil
}

// clocksOf lists the clocks of an agreement, with Viet Nam's own where it imports.
func clocksOf(name registry.CaseName) []deadline.Clock {
	clocks := map[certificate.Agreement]func() []deadline.Clock{
		certificate.ATIGA: atiga.CaseClocks, certificate.VKFTA: vkfta.CaseClocks, certificate.UKVFTA: ukvfta.CaseClocks,
	}[name.Agreement]()
	if name.Importing != vietNam {
		return clocks
	}
	return append(clocks, slices.DeleteFunc(circular33.CaseClocks(), func(k deadline.Clock) bool {
		return supplanted(name.Agreement, k.ID)
	})...)
}

// supplanted tells which clocks of the circular an agreement has a longer one for, or the same.
func supplanted(agreement certificate.Agreement, clock string) bool {
	switch clock {
	case circular33.ReplyClock: // ATIGA's 90 days are for the reply, the circular's 180 for the refusal
		return agreement != certificate.ATIGA
	case circular33.VisitConsentClock:
		return agreement != certificate.UKVFTA
	}
	return false
}
