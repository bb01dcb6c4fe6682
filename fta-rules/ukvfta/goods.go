package ukvfta

import (
	"slices"
	"strings"

	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// What checks of the origin of the goods find. They read what package origin determined from a bill of materials, and
// say nothing of items for which none was given.
const (
	msgEntryThere         finding.Message = "ukvfta.entry.there"
	msgEntryMissing       finding.Message = "ukvfta.entry.missing"
	msgCumulationClosed   finding.Message = "ukvfta.cumulation.closed"
	msgCumulationEvidence finding.Message = "ukvfta.cumulation.evidence"
	msgOriginMet          finding.Message = "ukvfta.origin.met"
	msgOriginAbsorbed     finding.Message = "ukvfta.origin.absorbed"
	msgOriginNotMet       finding.Message = "ukvfta.origin.not_met"
	msgOriginUnclear      finding.Message = "ukvfta.origin.cannot_tell"
	msgRuleUnclear        finding.Message = "ukvfta.origin.rule_unclear"
	msgMinimalOnly        finding.Message = "ukvfta.minimal.only"
	msgMinimalBeyond      finding.Message = "ukvfta.minimal.beyond"
	msgSetWithin          finding.Message = "ukvfta.set.within"
	msgSetAbove           finding.Message = "ukvfta.set.above"
	msgLinesSeparate      finding.Message = "ukvfta.lines.separate"
)

// The messages of package origin that checks look for in the tree of a determination.
const (
	treeClosed       finding.Message = "cumulation.closed"
	treeNotKnownOpen finding.Message = "cumulation.not_known_open"
	treeNoEvidence   finding.Message = "cumulation.no_evidence"
	treeMinimalOnly  finding.Message = "minimal.only"
	treeBeyond       finding.Message = "minimal.beyond"
	treeSetWithin    finding.Message = "set.met"
	treeSetAbove     finding.Message = "set.above"
)

func goodsChecks() []procedure.Check {
	return []procedure.Check{
		{ID: "UKVFTA-M14", Citation: "UKVFTA Protocol 1 Art. 3", Stages: always, Judge: procedure.EachItem(judgeCumulation),
			Messages: []finding.Message{msgCumulationClosed, msgCumulationEvidence}},
		{ID: "UKVFTA-M14-ENTRY", Citation: "UKVFTA Protocol 1 Art. 3(10), 3(15) and 27(2)", Stages: always, Applies: hasProof,
			Judge: procedure.EachItem(judgeEntries), Messages: []finding.Message{msgEntryThere, msgEntryMissing}},
		{ID: "UKVFTA-M15", Citation: "UKVFTA Protocol 1 Arts 2 to 5 and Annexes I and II", Stages: always, Judge: procedure.EachItem(judgeOrigin),
			Messages: []finding.Message{msgOriginMet, msgOriginAbsorbed, msgOriginNotMet, msgOriginUnclear, msgRuleUnclear}},
		{ID: "UKVFTA-M16", Citation: "UKVFTA Protocol 1 Art. 6", Stages: always, Judge: procedure.EachItem(judgeWorking),
			Messages: []finding.Message{msgMinimalOnly, msgMinimalBeyond}},
		{ID: "UKVFTA-M17", Citation: "UKVFTA Protocol 1 Art. 9", Stages: always, Judge: procedure.EachItem(judgeSet),
			Messages: []finding.Message{msgSetWithin, msgSetAbove}},
		{ID: "UKVFTA-M24", Citation: "UKVFTA Protocol 1 Art. 27(3)", Stages: always, Applies: someLineFails,
			Messages: []finding.Message{msgLinesSeparate}, Judge: judgeLines},
	}
}

// judgeCumulation: where a route of cumulation leaves origin open, what is missing is named.
func judgeCumulation(_ *procedure.Case, item procedure.Item) []finding.Finding {
	if item.Determination == nil || item.Determination.Outcome != finding.CannotTell {
		return nil
	}
	var found []finding.Finding
	if holds(item, treeClosed) || holds(item, treeNotKnownOpen) {
		found = append(found, open(msgCumulationClosed)...)
	}
	if holds(item, treeNoEvidence) {
		found = append(found, open(msgCumulationEvidence)...)
	}
	return found
}

// judgeEntries: the proof bears the entries of the routes of cumulation by which the goods originate.
func judgeEntries(c *procedure.Case, item procedure.Item) []finding.Finding {
	if item.Determination == nil {
		return nil
	}
	var found []finding.Finding
	for _, entry := range item.Determination.Marks {
		switch {
		case !isCumulationEntry(entry):
		case bears(c.Proof, entry):
			found = append(found, met(msgEntryThere, "entry", entry)...)
		default:
			found = append(found, curable(fails(finding.Refer, msgEntryMissing, "entry", entry))...)
		}
	}
	return found
}

// isCumulationEntry tells the prescribed entries from other marks that a route may ask for.
func isCumulationEntry(mark string) bool { return mark == entryASEAN || mark == entryKorea }

// bears reports whether the proof has the wording, whatever its blanks and capitals.
func bears(p procedure.Proof, wording string) bool {
	return slices.ContainsFunc(p.Entries, func(entry string) bool {
		return strings.Contains(folded(entry), folded(wording))
	})
}

func folded(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }

// judgeOrigin: the goods originate. Only a definite failure refuses. Without a bill of materials nothing speaks against
// the proof, unless the rule itself is not known: Annex II has gaps, and a code may have become several.
func judgeOrigin(_ *procedure.Case, item procedure.Item) []finding.Finding {
	if item.Determination == nil {
		if item.Claim == nil || item.Claim.Outcome != finding.CannotTell {
			return nil
		}
		return resting(open(msgRuleUnclear), item.Claim.Tree)
	}
	switch item.Determination.Outcome {
	case finding.Met:
		return resting(originates(item.Determination.By), item.Determination.Tree)
	case finding.NotMet:
		return resting(fails(finding.Refuse, msgOriginNotMet), item.Determination.Tree)
	}
	return resting(open(msgOriginUnclear), item.Determination.Tree)
}

// originates names the alternative by which the goods do; there is none where nothing non-originating is left in them.
func originates(by string) []finding.Finding {
	if by == "" {
		return met(msgOriginAbsorbed)
	}
	return met(msgOriginMet, "by", by)
}

// resting puts what a finding rests on below it.
func resting(found []finding.Finding, on finding.Finding) []finding.Finding {
	found[0].Findings, found[0].Evidence = []finding.Finding{on}, on.Evidence
	return found
}

// judgeWorking: more was done than Article 6 lists.
func judgeWorking(_ *procedure.Case, item procedure.Item) []finding.Finding {
	switch {
	case fell(item, treeMinimalOnly):
		return fails(finding.Refuse, msgMinimalOnly)
	case holds(item, treeBeyond):
		return met(msgMinimalBeyond)
	}
	return nil
}

// judgeSet: the goods of a set that do not originate stay within the limit.
func judgeSet(_ *procedure.Case, item procedure.Item) []finding.Finding {
	switch {
	case fell(item, treeSetAbove):
		return fails(finding.Refuse, msgSetAbove)
	case holds(item, treeSetWithin):
		return met(msgSetWithin)
	}
	return nil
}

// holds reports whether the determination of the item gave the message.
func holds(item procedure.Item, message finding.Message) bool {
	found := false
	if item.Determination != nil {
		item.Determination.Tree.Walk(func(f finding.Finding) { found = found || f.Message == message })
	}
	return found
}

// fell reports whether the item does not originate and the message is among the reasons.
func fell(item procedure.Item, message finding.Message) bool {
	return item.Determination != nil && item.Determination.Outcome == finding.NotMet && holds(item, message)
}

func someLineFails(c *procedure.Case) bool {
	return len(c.Items) > 1 && slices.ContainsFunc(c.Items, func(item procedure.Item) bool {
		return item.Determination != nil && item.Determination.Outcome != finding.Met
	})
}

// judgeLines: trouble with one line does not delay the others.
func judgeLines(*procedure.Case) []finding.Finding { return met(msgLinesSeparate) }
