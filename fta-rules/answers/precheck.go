package answers

import (
	"errors"

	"origo/certificate"
	"origo/fta-rules/casefile"
	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// Readiness says whether a draft may become a certificate.
type Readiness string

// The answers, from the mildest to the gravest.
const (
	MayBeIssued     Readiness = "may_be_issued"
	OfficerLooks    Readiness = "officer_must_look" // something can only be judged, or is not known yet
	NotAsAppliedFor Readiness = "not_as_applied_for"
)

// readiness is what a verdict at the stage of issue means for the draft.
func readiness(v finding.Verdict) Readiness {
	switch v {
	case finding.Accept, finding.Waived:
		return MayBeIssued
	case finding.Refuse, finding.Correct:
		return NotAsAppliedFor
	}
	return OfficerLooks
}

// worse is the graver of two answers.
func worse(a, b Readiness) Readiness {
	if a == NotAsAppliedFor || b == NotAsAppliedFor {
		return NotAsAppliedFor
	}
	if a == OfficerLooks || b == OfficerLooks {
		return OfficerLooks
	}
	return MayBeIssued
}

// Precheck is everything between a draft and its seal: the rules of the form, the rules of origin and of procedure, and
// what the ledger says beforehand.
type Precheck struct {
	Certificate certificate.ID       `json:"certificate"`
	Answer      Readiness            `json:"answer"` // the gravest of all lines
	Words       string               `json:"words"`
	Change      []string             `json:"change"` // about the whole: what must be changed or shown
	Lines       []PrecheckedLine     `json:"lines"`
	Problems    certificate.Problems `json:"problems"` // everything that breaks the rules of the form
	Rules       Check                `json:"rules"`    // with what the ledger said among its findings
}

// PrecheckedLine is the answer for one line of goods.
type PrecheckedLine struct {
	Number int       `json:"number"`
	Answer Readiness `json:"answer"`
	Words  string    `json:"words"`
	Change []string  `json:"change"`
}

// Precheck answers, line by line, whether a draft may be issued as it is. Facts are findings from elsewhere that weigh
// like those of the checks, such as what the ledger says of the number; none if nobody was asked. The stage of the
// question is taken to be that of issue. The error says what to mend in the papers or bills.
func (d Desk) Precheck(q Question, facts []finding.Finding) (Precheck, error) {
	q.Stage = procedure.Issue
	problems, err := formProblems(q.Certificate)
	if err != nil {
		return Precheck{}, err
	}
	checked, err := d.checkBeside(q, facts)
	if err != nil {
		return Precheck{}, err
	}
	problems = d.words.Problems(problems)
	p := Precheck{Certificate: checked.Certificate, Answer: MayBeIssued, Change: []string{}, Lines: []PrecheckedLine{},
		Problems: problems, Rules: checked}
	for _, item := range checked.Items {
		p.Lines = append(p.Lines, PrecheckedLine{Number: item.Number, Answer: readiness(item.Verdict), Change: changes(item.Findings)})
	}
	p.Change = append(p.Change, changes(checked.Findings)...)
	p.hold(problems)
	if err := d.remedy(&p, q); err != nil {
		return Precheck{}, err
	}
	d.word(&p, checked.Verdict)
	return p, nil
}

// formProblems is everything that breaks the rules of the form, an empty list if nothing does.
func formProblems(d *certificate.Document) (certificate.Problems, error) {
	problems := certificate.Problems{}
	if err := d.Validate(); err != nil && !errors.As(err, &problems) {
		return nil, err
	}
	return problems, nil
}

// changes are what findings ask for: the finding itself where something is not met, else the evidence that would tell.
func changes(found []explain.Explanation) []string {
	all := []string{}
	for _, e := range found {
		switch e.Outcome {
		case finding.NotMet:
			all = append(all, e.Text)
		case finding.CannotTell:
			all = append(all, asked(e)...)
		}
	}
	return all
}

// asked is the evidence wanted, or the open question itself where no evidence is named.
func asked(e explain.Explanation) []string {
	if len(e.Evidence) == 0 {
		return []string{e.Text}
	}
	return e.Evidence
}

// hold applies the rules of the form: a problem of a line holds up that line, any other the whole.
func (p *Precheck) hold(problems certificate.Problems) {
	for _, problem := range problems {
		if line := p.line(problem.Item); line != nil {
			line.Answer = NotAsAppliedFor
			line.Change = append(line.Change, problem.Remedy)
			continue
		}
		p.Change = append(p.Change, problem.Remedy)
		for i := range p.Lines {
			p.Lines[i].Answer = NotAsAppliedFor
		}
		p.Answer = NotAsAppliedFor
	}
}

// line is the answer for the line with that number, nil if there is none.
func (p *Precheck) line(number int) *PrecheckedLine {
	for i := range p.Lines {
		if p.Lines[i].Number == number {
			return &p.Lines[i]
		}
	}
	return nil
}

// remedy adds what would let goods originate whose bill of materials is given and that may not be issued as they are.
func (d Desk) remedy(p *Precheck, q Question) error {
	c := casefile.Case(q.Stage, q.Certificate, q.Papers)
	for _, item := range c.Items {
		line, bill := p.line(item.Number), q.Bills[item.Number]
		if _, given := q.Bills[item.Number]; !given || line.Answer == MayBeIssued {
			continue
		}
		remedies, err := d.book.Remedies(c, item, bill)
		if err != nil {
			return err
		}
		for _, e := range d.words.All(remedies) {
			line.Change = append(line.Change, e.Text)
		}
	}
	return nil
}

// word sums up and puts the answers into words. A draft without lines has the answer of its whole.
func (d Desk) word(p *Precheck, whole finding.Verdict) {
	if len(p.Lines) == 0 {
		p.Answer = worse(p.Answer, readiness(whole))
	}
	for i := range p.Lines {
		p.Lines[i].Words = d.answerWords(p.Lines[i].Answer)
		p.Answer = worse(p.Answer, p.Lines[i].Answer)
	}
	p.Words = d.answerWords(p.Answer)
}

func (d Desk) answerWords(r Readiness) string {
	return d.words.Say(finding.Message("issue.answer." + string(r)))
}
