package ukvfta

import (
	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// The parties, as ISO 3166 alpha-2 codes.
const (
	britain = "GB"
	vietNam = "VN"
)

// The stages at which a check is made.
var (
	always      = []procedure.Stage{procedure.Issue, procedure.Clearance}
	atClearance = []procedure.Stage{procedure.Clearance}
)

// Checks are the requirements of the agreement and of the importing country's law, in the order in which an officer
// goes through them. Checks J1 to J10 only put questions, and only where the case raises them.
//
// A refusal is recommended for a definite failure in law alone. A formality that is missing or late, and that the
// authorities may cure or overlook, is for an officer.
func Checks() []procedure.Check {
	var all []procedure.Check
	for _, part := range [][]procedure.Check{
		partyChecks(), formChecks(), timeChecks(), declarationChecks(), goodsChecks(), importChecks(), journeyChecks(),
		waiverChecks(), clockChecks(), questions(),
	} {
		all = append(all, part...)
	}
	return all
}

// met is a finding that a requirement is met, with values as name and text in turn.
func met(message finding.Message, values ...string) []finding.Finding {
	return valued(procedure.Met(message), values)
}

// fails is a finding that a requirement is not met, and what follows.
func fails(verdict finding.Verdict, message finding.Message, values ...string) []finding.Finding {
	return valued(procedure.NotMet(verdict, message), values)
}

// open is a finding that something could not be established and is for an officer, unless later findings decide.
func open(message finding.Message, values ...string) []finding.Finding {
	return valued(procedure.CannotTell(finding.Refer, message), values)
}

// unseen is a finding that nobody has looked, and what would tell. Nothing follows from it until somebody does.
func unseen(message, evidence finding.Message, values ...string) []finding.Finding {
	return valued(procedure.CannotTell(finding.Accept, message, evidence), values)
}

func valued(findings []finding.Finding, values []string) []finding.Finding {
	for i := 0; i+1 < len(values); i += 2 {
		findings[0] = findings[0].From(values[i], values[i+1])
	}
	return findings
}

// until adds the deadline that follows from a finding.
func until(findings []finding.Finding, day certificate.Date) []finding.Finding {
	findings[0].Until = day
	return findings
}

// curable marks what a corrected or replaced proof may mend.
func curable(findings []finding.Finding) []finding.Finding {
	findings[0].Curable = true
	return findings
}

// settled reports whether an officer has looked into the matter and found nothing wrong.
func settled(c *procedure.Case, doubt string) bool {
	raised, asked := c.Doubts[doubt]
	return asked && !raised
}

func isCertificate(c *procedure.Case) bool {
	return c.Proof.Kind == procedure.Certificate || c.Proof.Kind == procedure.Electronic
}

func isDeclaration(c *procedure.Case) bool { return c.Proof.Kind == procedure.Self }

func hasProof(c *procedure.Case) bool { return c.Proof.Kind != procedure.None }
