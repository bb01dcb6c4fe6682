package clearance

import "origo/fta-rules/finding"

// Verdict is what an assessment recommends; the officer decides. It is the verdict of the rules, so that what they find
// and what is found here weigh alike.
type Verdict = finding.Verdict

// The verdicts, from the mildest to the gravest.
const (
	Waived     = finding.Waived     // no proof is needed
	Accept     = finding.Accept     // the preference is due
	AcceptPart = finding.AcceptPart // for the quantity that is covered
	Correct    = finding.Correct    // the trader mends a formality
	Defer      = finding.Defer      // duty or guarantee now, proof may follow
	Refer      = finding.Refer      // an officer must judge
	Verify     = finding.Verify     // ask the issuing authority
	Refuse     = finding.Refuse     // with the legal ground
)

// gravest is the gravest verdict of several lists of findings. A waiver of the proof stands only if nothing graver than
// acceptance was found.
func gravest(lists ...[]Finding) Verdict {
	worst, waived := Accept, false
	for _, findings := range lists {
		for i := range findings {
			verdict := findings[i].Verdict
			waived = waived || verdict == Waived
			if verdict != Accept {
				worst = finding.Graver(worst, verdict)
			}
		}
	}
	if waived && worst == Accept {
		return Waived
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
