package vkfta

import (
	"slices"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
	"origo/fta-rules/procedure/circular33"
)

// Checks lists what VKFTA, and Viet Nam's customs law for goods imported under it, ask of a claim, one requirement
// each. Ids are VKFTA- and a group: OR origin, ART35 goods from Gaeseong, DOC the certificate, TR transport, FIL filing,
// WV claims without certificate, HS differing codes, ITM quantities, VER verification.
func Checks() []procedure.Check {
	all := slices.Concat(originChecks(), outwardChecks(), documentChecks(), transportChecks(), filingChecks(), verificationChecks())
	for i := range all {
		if all[i].From.IsZero() { // shared with other agreements, and here the law as long as the treaty is
			all[i].From = entryIntoForce
		}
	}
	return all
}

// Stages at which a check is made.
var (
	always      = []procedure.Stage{procedure.Issue, procedure.Clearance}
	atClearance = []procedure.Stage{procedure.Clearance}
)

// treaty is a check of the treaty, in force from its first day.
func treaty(id, citation string, stages []procedure.Stage, judge func(*procedure.Case) []finding.Finding, messages ...finding.Message) procedure.Check {
	return procedure.Check{
		ID: id, Citation: citation, From: entryIntoForce, Stages: stages, Messages: messages, Judge: judge,
	}
}

// when limits a check to the cases to which it applies.
func when(applies func(*procedure.Case) bool, check procedure.Check) procedure.Check {
	check.Applies = applies
	return check
}

// documentChecks are on the certificate: Chapter 3, Section B.
func documentChecks() []procedure.Check {
	return []procedure.Check{
		formCheck(), referenceCheck(), reuseCheck(), circular33.Withdrawn("VKFTA-DOC4", "VKFTA Art. 3.22; Decree 31/2018/ND-CP Art. 22.1"),
		circular33.Replaced("VKFTA-DOC5", "VKFTA Art. 3.14.7"), timeOfIssueCheck(), validityCheck(), copyCheck(), sealCheck(),
		signatureCheck(), alterationCheck(), fobCheck(), invoiceCheck(), circular33.MinorDifferences("VKFTA-DOC14", "VKFTA Art. 3.19.1"),
		circular33.DeclaredReference("VKFTA-DOC15"), arrivalCheck(), circular33.HSDifference("VKFTA-HS1", "VKFTA Arts 3.19, 3.21.1"),
		circular33.Quantity("VKFTA-ITM1", "VKFTA Arts 3.14.3, 3.19.5"),
	}
}

// certified limits a check to cases with a certificate.
func certified(c *procedure.Case) bool { return c.Certified() }

// oneFinding adapts a check that finds exactly one thing.
func oneFinding(judge func(*procedure.Case) finding.Finding) func(*procedure.Case) []finding.Finding {
	return func(c *procedure.Case) []finding.Finding { return []finding.Finding{judge(c)} }
}

// correctionDays is how long an importer has to bring a corrected or new certificate (Art. 3.19.3).
const correctionDays = 30

// toCorrect is a formal fault that leaves the origin untouched. The importer is told and has 30 days from that notice,
// taken to be given on the day on which the case is looked at, before a verification may begin (Art. 3.19.2 and 3).
func toCorrect(c *procedure.Case, message finding.Message) finding.Finding {
	f := procedure.Curable(finding.Correct, message)
	notice := c.Today
	if notice.IsZero() {
		notice = c.Presented()
	}
	if c.Stage == procedure.Clearance && !notice.IsZero() {
		f.Until = notice.AddDays(correctionDays)
	}
	return f
}

// criterionKind is the ground claimed for an item; empty if box 8 cannot be read.
func criterionKind(item procedure.Item) certificate.CriterionKind {
	criterion, err := certificate.ParseCriterion(certificate.VKFTA, item.Criterion)
	if err != nil {
		return ""
	}
	return criterion.Kind
}
