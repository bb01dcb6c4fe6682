package ukvfta

import (
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
	"origo/fta-rules/procedure/circular33"
)

// What checks of the clocks of record keeping and verification find.
const (
	msgRecordsKeep     finding.Message = "ukvfta.records.keep"
	msgQueryPending    finding.Message = "ukvfta.query.pending"
	msgQueryUnreceived finding.Message = "ukvfta.query.receipt_unconfirmed"
	msgQueryOverdue    finding.Message = "ukvfta.query.overdue"
	msgQueryPoor       finding.Message = "ukvfta.query.insufficient"
	msgQueryForged     finding.Message = "ukvfta.query.not_authentic"
	msgQueryConfirmed  finding.Message = "ukvfta.query.confirmed"
)

const (
	yearsOfRecords = 3
	monthsToReply  = 10
)

func clockChecks() []procedure.Check {
	return []procedure.Check{
		{ID: "UKVFTA-M22", Citation: "UKVFTA Protocol 1 Art. 26", Stages: always, Applies: madeOnADay,
			Messages: []finding.Message{msgRecordsKeep}, Judge: judgeRecords},
		{ID: "UKVFTA-M23", Citation: "UKVFTA Protocol 1 Art. 29 and Annex VIII", Stages: atClearance, Applies: queried, Judge: judgeQuery,
			Messages: []finding.Message{msgQueryPending, msgQueryUnreceived, msgQueryOverdue, msgQueryPoor, msgQueryForged, msgQueryConfirmed}},
		circular33.VisitClock("UKVFTA-C33-VISIT"),
		circular33.InquiryClock("UKVFTA-C33-INQUIRY"),
	}
}

// judgeRecords: exporter, issuer and importing customs keep their papers for three years at least; national law may
// want longer.
func judgeRecords(c *procedure.Case) []finding.Finding {
	last := c.Proof.IssueDate.AddYears(yearsOfRecords)
	return until(met(msgRecordsKeep, "issued", c.Proof.IssueDate.String(), "last_day", last.String()), last)
}

// queried: a verification was asked for. An answer that the goods do not originate is judged with the standing of the
// proof.
func queried(c *procedure.Case) bool {
	return !c.Query.Sent.IsZero() && c.Query.Answer != circular33.AnswerNotOriginating
}

// judgeQuery: the exporting authority has ten months to say whether the proof is authentic and the goods originate.
// After them, or on an insufficient reply, the preference may be refused save in exceptional circumstances, but only
// once the exporting side has confirmed that it received the request: an officer decides.
func judgeQuery(c *procedure.Case) []finding.Finding {
	q := c.Query
	last := q.Awaited(q.Sent.AddMonths(monthsToReply))
	values := []string{"sent", q.Sent.String(), "last_day", last.String()}
	switch {
	case q.Answer == circular33.AnswerNotAuthentic:
		return fails(finding.Refuse, msgQueryForged, values...)
	case !q.Replied.IsZero() && q.Answer == circular33.AnswerAuthentic:
		return met(msgQueryConfirmed, "sent", q.Sent.String(), "replied", q.Replied.String())
	case !q.Replied.IsZero():
		return open(msgQueryPoor, values...)
	case !c.Today.After(last):
		waiting := until(open(msgQueryPending, values...), last)
		waiting[0].Verdict = finding.Verify
		return waiting
	case q.Received.IsZero():
		return open(msgQueryUnreceived, values...)
	}
	return open(msgQueryOverdue, values...)
}
