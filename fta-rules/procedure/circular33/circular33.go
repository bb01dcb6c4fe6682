// Package circular33 is the procedure of Viet Nam's customs for proofs of origin, Circular 33/2023/TT-BTC, as checks
// that each agreement lists under its own ids. Where a treaty says the same for other importers, the constructor takes
// the treaty's citation and the check holds for them too; an empty citation limits it to imports into Viet Nam.
//
// The circular names offices as they were before the reorganisation of 2025.
package circular33

import (
	"slices"
	"time"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// Circular is how findings cite the circular.
const Circular = "Circular 33/2023/TT-BTC"

// Since is the first day on which the circular applies by its own Art. 23. The Vietnamese legal code prints 17 July.
var Since = certificate.NewDate(2023, time.July, 15)

// importer is the only country whose law the circular is.
const importer = "VN"

// governs reports whether the circular is the law for the declaration. A declaration whose date is not known is taken
// to be of today.
func governs(c *procedure.Case) bool {
	day := c.Declaration.Registered
	return c.Importer == importer && (day.IsZero() || !day.Before(Since))
}

// article cites the circular.
func article(number string) string { return Circular + " Art. " + number }

// national is a check that only the circular knows.
func national(id, number string, judge func(*procedure.Case) []finding.Finding, messages ...finding.Message) procedure.Check {
	return procedure.Check{
		ID: id, Citation: article(number), From: Since, Day: procedure.OfDeclaration,
		Stages: []procedure.Stage{procedure.Clearance}, Messages: messages, Applies: governs, Judge: judge,
	}
}

// shared is a check that the circular has in common with the treaty; what it finds cites whichever is the law.
func shared(id, number, treaty string, judge func(*procedure.Case) []finding.Finding, messages ...finding.Message) procedure.Check {
	return procedure.Check{
		ID: id, Citation: article(number), Stages: []procedure.Stage{procedure.Clearance}, Messages: messages,
		Applies: func(c *procedure.Case) bool { return treaty != "" || governs(c) },
		Judge: func(c *procedure.Case) []finding.Finding {
			findings := judge(c)
			for i := range findings {
				if !governs(c) {
					findings[i].Citation = treaty
				}
			}
			return findings
		},
	}
}

// Messages lists every message of the package in alphabetical order.
func Messages() []finding.Message {
	checks := []procedure.Check{
		LateFiling("", 1), NoProofYet("", 1), EarlierLaw(""), DeclaredReference(""), Withdrawn("", ""), Replaced("", ""),
		MinorDifferences("", ""), Quantity("", ""), HSDifference("", ""), TransitEvidence(""),
		VerificationClock("", Clock{}), VisitClock(""), InquiryClock(""),
	}
	all := slices.Clone(evidence)
	for _, check := range checks {
		all = append(all, check.Messages...)
	}
	for _, provision := range Provisions(1, "") {
		all = append(all, provision.Message)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
