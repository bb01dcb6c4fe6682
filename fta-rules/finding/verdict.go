package finding

import "slices"

// Verdict is what a finding recommends; the officer decides.
type Verdict string

// The verdicts, from the mildest to the gravest.
const (
	Waived     Verdict = "waived"      // no proof is needed
	Accept     Verdict = "accept"      // before issue: the certificate may be issued
	AcceptPart Verdict = "accept_part" // for the lines or the quantity that are covered
	Correct    Verdict = "correct"     // the trader mends a formality by the deadline
	Defer      Verdict = "defer"       // duty or guarantee now, proof may follow
	Refer      Verdict = "refer"       // an officer must judge
	Verify     Verdict = "verify"      // ask the issuing authority
	Refuse     Verdict = "refuse"      // with the legal ground; before issue: it must not be issued as applied for
)

// Gravity orders the verdicts, 0 for the mildest.
func (v Verdict) Gravity() int {
	return slices.Index([]Verdict{Waived, Accept, AcceptPart, Correct, Defer, Refer, Verify, Refuse}, v)
}

// Graver is the graver of two verdicts.
func Graver(a, b Verdict) Verdict {
	if b.Gravity() > a.Gravity() {
		return b
	}
	return a
}

// Gravest is the gravest verdict of the findings, Accept if none is graver.
func Gravest(findings []Finding) Verdict {
	worst := Accept
	for _, f := range findings {
		worst = Graver(worst, f.Verdict)
	}
	return worst
}

// Grants reports whether at least part enjoys the preference.
func (v Verdict) Grants() bool { return v == Accept || v == AcceptPart || v == Waived }
