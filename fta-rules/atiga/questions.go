package atiga

import (
	"time"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// paperExceptionFrom is the first day of issue for which paper is an exception: all members issue e-Form D.
var paperExceptionFrom = certificate.NewDate(2024, time.January, 1)

// question is what only an officer can judge.
type question struct {
	id       string
	doubt    string // by which a case raises it or says that it is settled; see procedure.Case.Doubts
	citation string
	verdict  finding.Verdict
	raisedBy func(*procedure.Case) bool // facts that raise it by themselves, nil if none do
}

// lateness is put by M13 itself when a proof is late.
var lateness = question{"ATIGA-J06", "late_presentation", annex8 + "R.14(b), R.14(c)", finding.Refer, nil}

// questionList has the questions but for J03, which is circular33.MinorDifferences.
var questionList = []question{
	{"ATIGA-J01", "signature", annex8 + "R.2, R.16(1)", finding.Refer, signatureDiffers},
	{"ATIGA-J02", "description", notes + "5", finding.Refer, nil},
	{"ATIGA-J04", "authenticity", annex8 + "R.18; Circular 33/2023/TT-BTC Art. 19(3)", finding.Verify, nil},
	{"ATIGA-J05", "retroactive_cause", annex8 + "R.10(2)", finding.Refer, nil},
	lateness,
	{"ATIGA-J07", "transit_reason", "ATIGA Art. 32(2)(b)(i)", finding.Refer, nil},
	{"ATIGA-J08", "accessories", "ATIGA Art. 35", finding.Refer, nil},
	{"ATIGA-J09", "explanation", "Circular 33/2023/TT-BTC Art. 19(1)", finding.Refer, nil},
	{"ATIGA-J10", "process", "ATIGA Art. 28; Circular 33/2023/TT-BTC Art. 19(2)", finding.Refer, nil},
	{"ATIGA-J11", "outage", "ASEAN statement on e-Form D, 1 January 2024", finding.Refer, paperWithoutOutage},
	{"ATIGA-J12", "classification", annex8 + "R.16(2)", finding.Refer, nil},
	{"ATIGA-J13", "reconsideration", annex8 + "R.13(4), R.30(4)", finding.Refer, nil},
	{"ATIGA-J14", "inspection", "Circular 33/2023/TT-BTC Art. 15(1), 15(2)", finding.Refer, nil},
}

// asks is the message that puts the question, and evidence the one that names what would settle it.
func (q question) asks() finding.Message     { return finding.Message("atiga.ask." + q.doubt) }
func (q question) evidence() finding.Message { return finding.Message("atiga.evidence." + q.doubt) }

// questions are put where the case raises them, and are settled once an officer has judged them.
func questions() []procedure.Check {
	var all []procedure.Check
	for _, q := range questionList {
		all = append(all, procedure.Check{
			ID: q.id, Citation: q.citation, Stages: atClearance, Messages: []finding.Message{q.asks()},
			Applies: func(c *procedure.Case) bool {
				raised, judged := c.Doubts[q.doubt]
				return raised || !judged && q.raisedBy != nil && q.raisedBy(c)
			},
			Judge: func(*procedure.Case) []finding.Finding {
				return procedure.CannotTell(q.verdict, q.asks(), q.evidence())
			},
		})
	}
	return all
}

// settled reports whether an officer has judged the question and found nothing wrong.
func settled(c *procedure.Case, doubt string) bool {
	raised, judged := c.Doubts[doubt]
	return judged && !raised
}

// signatureDiffers: the signature on paper is not quite the specimen's; a slight difference is minor.
func signatureDiffers(c *procedure.Case) bool {
	return isPaper(c) && procedure.IsNot(c.Proof.Authenticity.SignatureValid)
}

// paperWithoutOutage: a paper form came although nobody told that the member's electronic system was down.
func paperWithoutOutage(c *procedure.Case) bool {
	return isPaper(c) && certificate.ATIGA.HasParty(issuer(c)) && !c.Proof.IssueDate.Before(paperExceptionFrom) &&
		!procedure.Is(c.Proof.Authenticity.OutageNotified)
}
