package ukvfta

import (
	"slices"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// The questions for an officer, and the evidence that would answer them.
const (
	msgAskGoods       finding.Message = "ukvfta.ask.goods"
	msgAskSimple      finding.Message = "ukvfta.ask.simple"
	msgAskEntry       finding.Message = "ukvfta.ask.entry"
	msgAskTruth       finding.Message = "ukvfta.ask.truth"
	msgAskDiscrepancy finding.Message = "ukvfta.ask.discrepancy"
	msgAskLate        finding.Message = "ukvfta.ask.late"
	msgAskTransit     finding.Message = "ukvfta.ask.transit"
	msgAskSpecimen    finding.Message = "ukvfta.ask.specimen"
	msgAskVerify      finding.Message = "ukvfta.ask.verify"
	msgAskGap         finding.Message = "ukvfta.ask.gap"

	msgNeedGoods    finding.Message = "ukvfta.need.goods"
	msgNeedProcess  finding.Message = "ukvfta.need.process"
	msgNeedCosts    finding.Message = "ukvfta.need.costs"
	msgNeedReasons  finding.Message = "ukvfta.need.reasons"
	msgNeedTransit  finding.Message = "ukvfta.need.transit"
	msgNeedSpecimen finding.Message = "ukvfta.need.specimen"
	msgNeedReply    finding.Message = "ukvfta.need.reply"
	msgNeedRuling   finding.Message = "ukvfta.need.ruling"
)

// The doubts that an officer or a risk system may raise on a case.
const (
	doubtGoods       = "description"
	doubtSimple      = "simple_operation"
	doubtTruth       = "origin_evidence"
	doubtDiscrepancy = "discrepancy"
	doubtTransit     = "transit"
	doubtSpecimen    = "authenticity"
	doubtVerify      = "verification"
)

// questions are raised only where a case gives cause.
func questions() []procedure.Check {
	return []procedure.Check{
		question{"J1", "UKVFTA Protocol 1 Arts 13, 16 and 27", msgAskGoods, doubted(doubtGoods)}.check(msgNeedGoods),
		question{"J2", "UKVFTA Protocol 1 Art. 6(2)", msgAskSimple, doubted(doubtSimple)}.check(msgNeedProcess),
		question{"J3", "UKVFTA Protocol 1 Annex II", msgAskEntry, unclearBy("rule.choice", "judgement.open")}.check(msgNeedGoods, msgNeedProcess),
		question{"J4", "UKVFTA Protocol 1 Arts 1, 16 and 25", msgAskTruth, doubted(doubtTruth)}.check(msgNeedProcess, msgNeedCosts),
		question{"J5", "UKVFTA Protocol 1 Art. 27(1)-(2)", msgAskDiscrepancy, discrepant}.check(msgNeedReply),
		question{"J6", "UKVFTA Protocol 1 Art. 21(2)-(3)", msgAskLate, presentedLate}.check(msgNeedReasons),
		question{"J7", "UKVFTA Protocol 1 Art. 13(4) and Annex VIII", msgAskTransit, transitOpen}.check(msgNeedTransit),
		question{"J8", "UKVFTA Protocol 1 Annex VII", msgAskSpecimen, doubted(doubtSpecimen)}.check(msgNeedSpecimen),
		question{"J9", "UKVFTA Protocol 1 Art. 29", msgAskVerify, verifying}.check(msgNeedReply),
		question{"J10", "UKVFTA Protocol 1 Annex II and Art. 1", msgAskGap, unclearBy("rule.none", "rule.ambiguous", "rule.unknown", "hs.ambiguous", "weight.each_unclear")}.check(msgNeedRuling),
	}
}

// question is one thing that only an officer can judge.
type question struct {
	id, citation string
	message      finding.Message
	raised       func(*procedure.Case) bool
}

// check makes a check of it that names the evidence.
func (q question) check(evidence ...finding.Message) procedure.Check {
	return procedure.Check{
		ID: "UKVFTA-" + q.id, Citation: q.citation, Stages: always, Applies: q.raised,
		Messages: append([]finding.Message{q.message}, evidence...),
		Judge: func(*procedure.Case) []finding.Finding {
			return procedure.CannotTell(finding.Refer, q.message, evidence...)
		},
	}
}

// doubted: somebody raised the doubt.
func doubted(doubt string) func(*procedure.Case) bool {
	return func(c *procedure.Case) bool { return c.Doubts[doubt] }
}

// unclearBy: origin cannot be told, and one of the messages is among the reasons.
func unclearBy(messages ...finding.Message) func(*procedure.Case) bool {
	return func(c *procedure.Case) bool {
		return slices.ContainsFunc(c.Items, func(item procedure.Item) bool {
			return item.Determination != nil && item.Determination.Outcome == finding.CannotTell &&
				slices.ContainsFunc(messages, func(m finding.Message) bool { return holds(item, m) })
		})
	}
}

// discrepant: a stamp or signature is missing, or somebody saw a discrepancy.
func discrepant(c *procedure.Case) bool {
	seen := c.Proof.Authenticity
	unmarked := isCertificate(c) && (procedure.IsNot(seen.StampThere) || procedure.IsNot(seen.SignatureThere))
	return c.Doubts[doubtDiscrepancy] || unmarked && !settled(c, doubtDiscrepancy)
}

func presentedLate(c *procedure.Case) bool {
	return madeOnADay(c) && c.Presented().After(Expiry(c.Proof.IssueDate)) && !settled(c, doubtLatePresenting)
}

// transitOpen: whether to ask for evidence of the transit is the authority's choice, but not a routine.
func transitOpen(c *procedure.Case) bool {
	if c.Doubts[doubtTransit] || len(c.Journey.Legs) == 0 {
		return c.Doubts[doubtTransit]
	}
	return !settled(c, doubtTransit) && slices.ContainsFunc(transits(c), func(leg procedure.Leg) bool {
		found := judgeLeg(leg)
		return len(found) > 0 && found[0].Message == msgJourneySupervision
	})
}

// verifying: the preference may be suspended while a verification runs, and refused after it.
func verifying(c *procedure.Case) bool {
	return c.Doubts[doubtVerify] || queried(c) && c.Query.Answer == "" && c.Query.Replied == certificate.Date{}
}
