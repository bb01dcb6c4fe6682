package clearance

import "slices"

// Verdict is what an assessment recommends; the officer decides.
type Verdict string

// The verdicts, from the mildest to the gravest.
const (
	Waived     Verdict = "waived"      // no proof is needed
	Accept     Verdict = "accept"      //
	AcceptPart Verdict = "accept_part" // for the quantity that is covered
	Correct    Verdict = "correct"     // the trader mends a formality
	Defer      Verdict = "defer"       // duty or guarantee now, proof may follow
	Refer      Verdict = "refer"       // an officer must judge
	Verify     Verdict = "verify"      // ask the issuing authority
	Refuse     Verdict = "refuse"      // with the legal ground
)

// gravity orders the verdicts.
func (v Verdict) gravity() int {
	return slices.Index([]Verdict{Waived, Accept, AcceptPart, Correct, Defer, Refer, Verify, Refuse}, v)
}

// graver is the graver of two verdicts.
func graver(a, b Verdict) Verdict {
	if b.gravity() > a.gravity() {
		return b
	}
	return a
}

// gravest is the gravest verdict of the findings, Accept if none is graver.
func gravest(findings []Finding) Verdict {
	worst := Accept
	for _, f := range findings {
		worst = graver(worst, f.Verdict)
	}
	return worst
}

// grants reports whether at least part of a line enjoys the preference.
func (v Verdict) grants() bool { return v == Accept || v == AcceptPart || v == Waived }

// overall sums up lines that already carry what holds for the whole certificate. Lines succeed or fail apart: what is
// good is accepted in part, and where none is and they differ, an officer looks at each.
func overall(whole Verdict, lines []Line) Verdict {
	if len(lines) == 0 {
		return whole
	}
	first, alike, anyGrants := lines[0].Verdict, true, false
	for _, l := range lines {
		alike = alike && l.Verdict == first
		anyGrants = anyGrants || l.Verdict.grants()
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
