// Package procedure checks what the treaties and the importing country's law ask of a proof of origin, a declaration
// and a journey, beyond the rule for the goods. Each legal requirement is one Check; the agreements and Viet Nam's
// Circular 33/2023 list theirs. Checks are pure: what the ledger or a calendar says is part of the facts.
package procedure

import (
	"origo/certificate"
	"origo/fta-rules/finding"
)

// Stage is when a case is looked at.
type Stage string

// The stages.
const (
	Issue     Stage = "issue"     // before the issuing authority signs
	Clearance Stage = "clearance" // before the importing customs accept the preferential rate
)

// Check is one legal requirement.
type Check struct {
	ID       string
	Citation string
	From     certificate.Date // first day it is the law for, zero if always; see Day
	Until    certificate.Date // last day, zero if it still is
	Day      Day              // which day decides whether it is in force
	Stages   []Stage
	Messages []finding.Message // every message it may give
	Applies  func(*Case) bool  // nil: always
	Judge    func(*Case) []finding.Finding
}

// Day names the day that picks the law.
type Day string

// The days.
const (
	OfIssue       Day = ""             // date of issue of the proof
	OfDeclaration Day = "registration" // registration of the import declaration
)

// Run makes the checks that are in force and apply, in their order. What a check finds carries its id and citation.
func Run(checks []Check, c *Case) []finding.Finding {
	all := make([]finding.Finding, 0, len(checks)/3+5*len(c.Items)) // about what a case comes to
	for _, check := range checks {
		if !check.concerns(c) {
			continue
		}
		for _, f := range check.Judge(c) {
			f.Check = check.ID
			if f.Citation == "" {
				f.Citation = check.Citation
			}
			all = append(all, f)
		}
	}
	return all
}

// concerns reports whether the check is made at the case's stage, is in force on its day and applies to it.
func (check Check) concerns(c *Case) bool {
	atStage := false
	for _, stage := range check.Stages {
		atStage = atStage || stage == c.Stage
	}
	if !atStage || (check.Applies != nil && !check.Applies(c)) {
		return false
	}
	day := c.Proof.IssueDate
	if check.Day == OfDeclaration {
		day = c.Declaration.Registered
	}
	if day.IsZero() {
		return true
	}
	return !day.Before(check.From) && (check.Until.IsZero() || !day.After(check.Until))
}

// Met is a finding that a requirement is met.
func Met(message finding.Message) []finding.Finding {
	return []finding.Finding{{Outcome: finding.Met, Verdict: finding.Accept, Message: message}}
}

// NotMet is a finding that a requirement is not met, and what follows.
func NotMet(verdict finding.Verdict, message finding.Message) []finding.Finding {
	return []finding.Finding{{Outcome: finding.NotMet, Verdict: verdict, Message: message}}
}

// CannotTell is a finding that something could not be established, what follows, and what evidence would settle it.
func CannotTell(verdict finding.Verdict, message finding.Message, evidence ...finding.Message) []finding.Finding {
	return []finding.Finding{{Outcome: finding.CannotTell, Verdict: verdict, Message: message, Evidence: evidence}}
}
