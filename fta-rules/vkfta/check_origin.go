package vkfta

import (
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

const (
	originMet          finding.Message = "vkfta.origin.met"
	originNotMet       finding.Message = "vkfta.origin.not_met"
	originOpen         finding.Message = "vkfta.origin.cannot_tell"
	criterionFits      finding.Message = "vkfta.criterion.admissible"
	criterionUnfit     finding.Message = "vkfta.criterion.not_admissible"
	criterionOpen      finding.Message = "vkfta.criterion.cannot_tell"
	criterionUnearned  finding.Message = "vkfta.criterion.other_met"
	criterionUnread    finding.Message = "vkfta.criterion.unreadable"
	evidenceStatement  finding.Message = "vkfta.evidence.cost_statement"
	evidenceCorrection finding.Message = "vkfta.evidence.correction"
)

// originChecks turn what package origin says of an item into what follows.
func originChecks() []procedure.Check {
	return []procedure.Check{claimedCheck(), determinedCheck(), earnedCheck()}
}

// claimedCheck is on box 8 by itself. It says nothing where a determination has settled whether the goods originate:
// then the determination counts, and earnedCheck compares box 8 with it.
func claimedCheck() procedure.Check {
	return when(certified, treaty("VKFTA-OR1", "VKFTA Arts 3.1, 3.3.1, 3.22, Annex 3-C overleaf note 3", always,
		procedure.EachItem(func(_ *procedure.Case, item procedure.Item) []finding.Finding {
			if item.Claim == nil || settled(item.Determination) {
				return nil
			}
			f := procedure.Unclear(finding.Refer, criterionOpen, evidenceStatement)
			switch item.Claim.Outcome {
			case finding.Met:
				f = procedure.Passed(criterionFits)
			case finding.NotMet:
				f = procedure.Curable(finding.Refuse, criterionUnfit)
			}
			f.Findings = []finding.Finding{item.Claim.Tree}
			return []finding.Finding{f.From("criterion", item.Criterion)}
		}), criterionFits, criterionUnfit, criterionOpen))
}

// settled reports whether a determination says for certain that goods originate or that they do not.
func settled(d *procedure.Origin) bool {
	return d != nil && (d.Outcome == finding.Met || d.Outcome == finding.NotMet)
}

// determinedCheck denies the preference to goods that do not originate, and refers what cannot be told.
func determinedCheck() procedure.Check {
	return treaty("VKFTA-OR2", "VKFTA Arts 3.1, 3.3.1, 3.22", always,
		procedure.EachItem(func(_ *procedure.Case, item procedure.Item) []finding.Finding {
			if item.Determination == nil {
				return nil
			}
			f := procedure.Unclear(finding.Refer, originOpen, evidenceStatement)
			switch item.Determination.Outcome {
			case finding.Met:
				f = procedure.Passed(originMet)
			case finding.NotMet:
				f = procedure.Failed(finding.Refuse, originNotMet)
			}
			f.Findings = []finding.Finding{item.Determination.Tree}
			return []finding.Finding{f.From("hs", item.HS.Code)}
		}), originMet, originNotMet, originOpen)
}

// earnedCheck is for goods that originate where box 8 says so by another criterion, or says nothing that can be read: an
// error that makes the certificate unacceptable as it stands and leaves the origin untouched (Art. 3.19.3).
func earnedCheck() procedure.Check {
	return when(certified, treaty("VKFTA-OR3", "VKFTA Art. 3.19.3, Annex 3-C overleaf note 3", always,
		procedure.EachItem(func(c *procedure.Case, item procedure.Item) []finding.Finding {
			d := item.Determination
			if d == nil || d.Outcome != finding.Met {
				return nil
			}
			f := toCorrect(c, criterionUnread)
			switch {
			case criterionKind(item) != "" && d.Claimed != finding.NotMet:
				return nil
			case criterionKind(item) != "":
				f.Message = criterionUnearned
			}
			f.Evidence = []finding.Message{evidenceCorrection}
			return []finding.Finding{f.From("criterion", item.Criterion).Giving("rule", d.By)}
		}), criterionUnearned, criterionUnread))
}
