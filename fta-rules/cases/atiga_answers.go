package cases

import (
	"strconv"
	"strings"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure"
)

// atigaDecisions are the schema's words for verdicts; before issue some are others.
var (
	atigaDecisions = map[finding.Verdict]string{
		finding.Accept: "ACCEPT", finding.AcceptPart: "ACCEPT_PARTIAL", finding.Correct: "OFFICER",
		finding.Defer: "DEFER", finding.Refer: "OFFICER", finding.Verify: "VERIFY", finding.Refuse: "REFUSE",
		finding.Waived: "WAIVED_PROOF",
	}
	atigaDecisionsAtIssue = map[finding.Verdict]string{
		finding.Accept: "ISSUE", finding.Refuse: "REJECT_APPLICATION",
	}
)

func atigaDecision(stage procedure.Stage, v finding.Verdict) text {
	if word, ok := atigaDecisionsAtIssue[v]; ok && stage == procedure.Issue {
		return text(word)
	}
	return text(atigaDecisions[v])
}

// atigaFound is what the rules found for a case.
type atigaFound struct {
	examined      *procedure.Case
	decision      procedure.Decision
	determination *origin.Determination // nil without a bill of materials
	claim         origin.ClaimResult    // of the first item
}

// atigaAnswers gives what was found in the words of the schema.
func atigaAnswers(book Book, c *procedure.Case, bill *origin.Bill, d procedure.Decision) (answers, error) {
	f := atigaFound{examined: c, decision: d}
	if bill != nil {
		determined, err := determine(book, *bill)
		if err != nil {
			return nil, err
		}
		f.determination = &determined
	}
	f.claim = book.Claim(f.claimInput())
	got := answers{
		"decision": atigaDecision(c.Stage, d.Verdict), "curable": flag(d.Curable), "reasons": f.reasons(),
		"box4": f.box4(), "box5_marked": f.refused(), "rate": f.rate(), "origin": f.origin(), "items": f.items(),
		"preferential_qty": f.quantity(func(i procedure.ItemDecision) *certificate.Measure { return i.Covered }),
		"excess_qty":       f.quantity(func(i procedure.ItemDecision) *certificate.Measure { return i.Excess }),
	}
	f.addNumbers(got)
	f.addConsequences(got)
	return got, nil
}

func (f *atigaFound) claimInput() origin.ClaimInput {
	item := f.examined.Items[0]
	on := f.examined.Proof.IssueDate
	if on.IsZero() {
		on = f.examined.Today
	}
	return origin.ClaimInput{Agreement: certificate.ATIGA, On: on, Exporter: f.examined.Exporter,
		Importer: f.examined.Importer, HS: item.HS, Criterion: item.Criterion, FOBShown: item.FOBShown, Rule: item.Rule,
		Ticks: &origin.Ticks{Accumulation: f.examined.Proof.Has(procedure.Accumulation),
			DeMinimis:         f.examined.Proof.Has(procedure.DeMinimis),
			PartialCumulation: f.examined.Proof.Has(procedure.PartialCumulation)}}
}

// refused are the items to be marked in Box 5 (Annex 7 overleaf note 9).
func (f *atigaFound) refused() set {
	var refused set
	for _, item := range f.decision.Items {
		if item.Verdict == finding.Refuse {
			refused = append(refused, strconv.Itoa(item.Number))
		}
	}
	return refused
}

// box4 is how customs mark the proof: "not given" as soon as one item is refused, nothing while it is open (overleaf
// notes 8 and 9).
func (f *atigaFound) box4() answer {
	switch {
	case f.examined.Stage == procedure.Issue:
		return nothing{}
	case f.decision.Verdict == finding.Refuse || len(f.refused()) > 0:
		return text("NOT_GIVEN")
	case f.decision.Verdict == finding.Accept || f.decision.Verdict == finding.AcceptPart:
		return text("GIVEN")
	}
	return nothing{}
}

// rate is what is to be levied for now (Circular 33/2023 Art. 12(1), 15(4), 19(7)). While an officer has a question it is
// open.
func (f *atigaFound) rate() answer {
	guaranteed := f.examined.Declaration.Guarantee != nil && *f.examined.Declaration.Guarantee
	switch v := f.decision.Verdict; {
	case f.examined.Stage == procedure.Issue || v == finding.Refer || v == finding.Correct:
		return nothing{}
	case v.Grants() || v == finding.Defer && guaranteed:
		return text("ATIGA")
	}
	return text("MFN_OR_ORDINARY")
}

// items are the decisions by item.
func (f *atigaFound) items() exactly {
	items := exactly{}
	for _, item := range f.decision.Items {
		items[strconv.Itoa(item.Number)] = atigaDecision(f.examined.Stage, item.Verdict)
	}
	return items
}

// quantity adds up a quantity over the items of which only a part is covered.
func (f *atigaFound) quantity(of func(procedure.ItemDecision) *certificate.Measure) answer {
	var sum certificate.Decimal
	known := false
	for _, item := range f.decision.Items {
		if q := of(item); q != nil {
			sum, known = sum.Add(q.Value), true
		}
	}
	if !known {
		return nothing{}
	}
	return number{sum}
}

// origin says whether the goods originate: from the bill of materials if there is one, else from the claim.
func (f *atigaFound) origin() answer {
	if f.claim.Criterion.Kind == certificate.PartialCumulation {
		return text("PC_ONLY")
	}
	outcome, other := f.claim.Outcome, finding.NotMet
	for _, box := range f.claim.Boxes {
		if box.Outcome != finding.Met { // a box that does not fit puts the claim in doubt, and no more
			outcome = finding.All(outcome, finding.CannotTell)
		}
	}
	if d := f.determination; d != nil {
		outcome, other = d.Outcome, d.Outcome
		if d.Claimed != "" {
			outcome = d.Claimed
		}
	}
	switch {
	case outcome == finding.Met:
		return text("ORIGINATING")
	case outcome == finding.CannotTell:
		return text("INDETERMINATE")
	case other == finding.NotMet: // then both are true
		return oneOf{text("NOT_ORIGINATING"), text("NOT_ORIGINATING_UNDER_CLAIMED_CRITERION")}
	}
	return text("NOT_ORIGINATING_UNDER_CLAIMED_CRITERION")
}

// addNumbers adds what a determination computed and the routes it tried.
func (f *atigaFound) addNumbers(got answers) {
	d := f.determination
	if d == nil {
		return
	}
	got["rvc_pct"], got["de_minimis_pct"] = percentIn(d, "rvc"), percentIn(d, "tolerance_value")
	if vnm, ok := d.Numbers.Get("vnm"); ok {
		got["vnm"] = numberIn(vnm)
	}
	for _, change := range []string{"CC", "CTH", "CTSH"} {
		for _, r := range d.Routes {
			if r.Criterion == change {
				got[strings.ToLower(change)] = mentioning{map[bool]string{true: "PASS", false: "FAIL"}[r.Outcome == finding.Met]}
			}
		}
	}
	got["alternative"] = f.alternative()
	var marks set
	if basis := d.Basis(); basis != nil {
		for _, mark := range basis.Marks {
			marks = append(marks, strings.ToUpper(mark))
		}
	}
	got["required_box13"] = marks
}

// alternative is what the exporter might have claimed instead.
func (f *atigaFound) alternative() answer {
	var others oneOf
	for _, r := range f.determination.Routes {
		switch {
		case r.Outcome != finding.Met || r.Claimed:
		case strings.HasSuffix(r.Criterion, "%") && !strings.Contains(r.Criterion, "+"):
			others = append(others, mentioning{r.Criterion, "RVC"})
		case r.Criterion != "":
			others = append(others, mentioning{r.Criterion})
		}
	}
	if f.determination.Claimed != finding.NotMet || len(others) == 0 {
		return nothing{}
	}
	return others
}
