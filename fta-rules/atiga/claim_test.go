package atiga

import (
	"testing"

	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// says makes the answer on the claim.
func says(outcome finding.Outcome, message finding.Message, values ...string) change {
	return func(c *procedure.Case) {
		tree := finding.Finding{Outcome: outcome, Message: message}
		for i := 0; i+1 < len(values); i += 2 {
			tree = tree.Giving(values[i], values[i+1])
		}
		c.Items[0].Claim = &procedure.Origin{Outcome: outcome, Tree: tree}
	}
}

func TestCriterion(t *testing.T) {
	excluded := says(finding.NotMet, "claim.not_admissible")
	run(t, "ATIGA-M15", []fixture{
		{"admitted", claim(), criterionAdmitted, finding.Accept, false},
		{"not admitted", claim(excluded), criterionExcluded, finding.Verify, false},
		{"not admitted, applied for", claim(atIssueStage, excluded), criterionExcluded, finding.Refuse, false},
		{"cannot be read", claim(says(finding.CannotTell, "claim.unreadable")), criterionUnread, finding.Refer, false},
		{"not there", claim(says(finding.CannotTell, "claim.no_criterion")), criterionMissing, finding.Refer, false},
		{"rule unknown", claim(says(finding.CannotTell, "claim.rule_unknown")), criterionNoRule, finding.Refer, false},
		{"ITA", claim(says(finding.CannotTell, "claim.ita_unverified")), criterionITA, finding.Refer, false},
		{"ITA, unread part", claim(says(finding.CannotTell, "claim.list_unread")), criterionITA, finding.Refer, false},
		{"several rules", claim(says(finding.CannotTell, "claim.choice")), criterionOpen, finding.Refer, false},
		{"below the threshold is for M16", claim(says(finding.NotMet, "claim.below_threshold")), "", "", false},
		{"partial cumulation is for M17", claim(says(finding.NotMet, "claim.partial_cumulation")), "", "", false},
		{"not asked", claim(func(c *procedure.Case) { c.Items[0].Claim = nil }), "", "", false},
	})
}

func TestThreshold(t *testing.T) {
	run(t, "ATIGA-M16", []fixture{
		{"at the threshold", claim(says(finding.Met, "claim.admissible", "figure", "40", "threshold", "40")), valueEnough, finding.Accept, false},
		{"below", claim(says(finding.NotMet, "claim.below_threshold", "figure", "39.99", "threshold", "40")), valueBelow, finding.Refuse, false},
		{"no figure", claim(), "", "", false},
	})
}

func TestPartialCumulation(t *testing.T) {
	run(t, "ATIGA-M17", []fixture{
		{"PC 25%", claim(criterion("PC 25%")), partialNoRate, finding.Refuse, false},
		{"PC 25% applied for", claim(criterion("PC 25%"), atIssueStage), "", "", false},
		{"25%", claim(criterion("25%")), "", "", false},
	})
}

func TestFOB(t *testing.T) {
	shown := func(b bool) change { return func(c *procedure.Case) { c.Items[0].FOBShown = truth(b) } }
	price := func(c *procedure.Case) { c.Items[0].FOB = dollars("300") }
	original := func(c *procedure.Case) { c.Proof.Originals = []procedure.Original{{IssuingCountry: "LA"}} }
	indonesian, rvc := issuedBy("ID"), criterion("41%")
	run(t, "ATIGA-M18", []fixture{
		{"shown", claim(indonesian, rvc, shown(true)), fobThere, finding.Accept, false},
		{"not shown", claim(indonesian, rvc, shown(false)), fobMissing, finding.Refer, true},
		{"imported by Cambodia", claim(rvc, importedBy("KH"), shown(false)), fobMissing, finding.Refer, true},
		{"goods of Laos", claim(rvc, original, shown(false)), fobMissing, finding.Refer, true},
		{"with a change", claim(indonesian, criterion("CTSH + 35%"), shown(false)), fobMissing, finding.Refer, true},
		{"not known", claim(indonesian, rvc), fobUnknown, finding.Refer, false},
		{"a price is given", claim(indonesian, rvc, price), fobThere, finding.Accept, false},
		{"not known, applied for", claim(indonesian, rvc, atIssueStage), "", "", false},
		{"CTH", claim(indonesian, shown(false)), "", "", false},
		{"Malaysian into Viet Nam", claim(rvc, shown(false)), "", "", false},
	})
}

// determined makes the answer on the bill of materials.
func determined(outcome, claimed finding.Outcome, by string, marks ...string) change {
	return func(c *procedure.Case) {
		c.Items[0].Determination = &procedure.Origin{Outcome: outcome, Claimed: claimed, By: by, Marks: marks}
	}
}

// boxed says that a box does not agree with the criterion.
func boxed(message finding.Message) change {
	return func(c *procedure.Case) {
		c.Items[0].Claim = &procedure.Origin{Outcome: finding.Met, Boxes: []finding.Finding{{Outcome: finding.NotMet, Message: message}}}
	}
}

func TestTicks(t *testing.T) {
	partly := func(c *procedure.Case) {
		c.Items[0].Determination.Tree.Findings = []finding.Finding{{Message: "partial.counted", Outcome: finding.Met}}
	}
	met := determined(finding.Met, finding.Met, "CTH")
	run(t, "ATIGA-M23", []fixture{
		{"none needed", claim(met), ticksAgree, finding.Accept, false},
		{"needed and ticked", claim(determined(finding.Met, finding.Met, "CTH", "de_minimis"), marked(procedure.DeMinimis)), ticksAgree, finding.Accept, false},
		{"needed", claim(determined(finding.Met, finding.Met, "CTH", "de_minimis")), tickMissing, finding.Refer, true},
		{"accumulation needed", claim(determined(finding.Met, "", "CTH", "accumulation")), tickMissing, finding.Refer, true},
		{"not needed", claim(met, marked(procedure.DeMinimis)), tickSuperfluous, finding.Refer, true},
		{"accumulation not needed", claim(met, marked(procedure.Accumulation)), tickSuperfluous, finding.Refer, true},
		{"accumulation for partial content", claim(met, partly, marked(procedure.Accumulation)), ticksAgree, finding.Accept, false},
		{"does not originate", claim(determined(finding.NotMet, finding.NotMet, ""), marked(procedure.DeMinimis)), "", "", false},
		{"no bill", claim(marked(procedure.DeMinimis)), "", "", false},
		{"no bill, does not fit the criterion", claim(boxed("claim.tick_de_minimis")), tickSuperfluous, finding.Refer, true},
		{"no bill, partial without tick", claim(boxed("claim.tick_partial_missing")), tickMissing, finding.Refer, true},
		{"no bill, tick without partial", claim(boxed("claim.tick_partial")), tickSuperfluous, finding.Refer, true},
		{"no bill, accumulation of wholly obtained", claim(boxed("claim.tick_accumulation")), tickSuperfluous, finding.Refer, true},
		{"no bill, boxes agree", claim(boxed("claim.fob_shown")), "", "", false},
	})
}

func TestOrigin(t *testing.T) {
	failed, other := determined(finding.NotMet, finding.NotMet, ""), determined(finding.Met, finding.NotMet, "CTH")
	run(t, "ATIGA-M31", []fixture{
		{"originates", claim(determined(finding.Met, finding.Met, "CTH")), originProven, finding.Accept, false},
		{"originates, none claimed", claim(determined(finding.Met, "", "CTH")), originProven, finding.Accept, false},
		{"does not originate", claim(failed), originNotMet, finding.Verify, false},
		{"does not originate, applied for", claim(atIssueStage, failed), originNotMet, finding.Refuse, false},
		{"by another criterion", claim(other), originOtherwise, finding.Verify, false},
		{"by another criterion, applied for", claim(atIssueStage, other), originOtherwise, finding.Refuse, false},
		{"by assembly", claim(determined(finding.Met, finding.NotMet, "LISTED(ITA)")), originByAssembling, finding.Refer, false},
		{"cannot tell", claim(determined(finding.CannotTell, "", "")), originOpen, finding.Refer, false},
		{"claimed cannot tell", claim(determined(finding.Met, finding.CannotTell, "RVC(40)")), originOpen, finding.Refer, false},
		{"no bill", claim(), "", "", false},
	})
}
