package clearance

import "origo/fta-rules/finding"

// Verdict is what an assessment recommends; the officer decides. Checks of origin rules use the same words.
type Verdict = finding.Verdict

// The verdicts, from the mildest to the gravest.
const (
	Waived     = finding.Waived     // no proof is needed
	Accept     = finding.Accept     //
	AcceptPart = finding.AcceptPart // for the quantity that is covered
	Correct    = finding.Correct    // the trader mends a formality
	Defer      = finding.Defer      // duty or guarantee now, proof may follow
	Refer      = finding.Refer      // an officer must judge
	Verify     = finding.Verify     // ask the issuing authority
	Refuse     = finding.Refuse     // with the legal ground
)

// gravest is the gravest verdict of the findings, Accept if none is graver.
func gravest(findings []Finding) Verdict {
	worst := Accept
	for _, f := range findings {
		worst = finding.Graver(worst, f.Verdict)
	}
	return worst
}

// overall sums up lines that already carry what holds for the whole certificate. Lines succeed or fail apart: what is
// good is accepted in part, and where none is and they differ, an officer looks at each.
func overall(whole Verdict, lines []Line) Verdict {
	if len(lines) == 0 {
		return whole
	}
	first, alike, anyGrants := lines[0].Verdict, true, false
	for _, l := range lines {
		alike = alike && l.Verdict == first
		anyGrants = anyGrants || l.Verdict.Grants()
	}
	switch {
	case alike:
		return first
	case anyGrants:
		return AcceptPart
	default:
		return Refer
	}
}
