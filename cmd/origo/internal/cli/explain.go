package cli

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"origo/clearance"
)

// outcomeWords renders an outcome for people.
func outcomeWords(o clearance.Outcome) (sign, word string) {
	switch o {
	case clearance.Met:
		return signMet, "met"
	case clearance.NotMet:
		return signNot, "not met"
	case clearance.CannotTell:
		return signUnsure, "cannot tell"
	}
	return signNone, "does not apply"
}

// verdictWord is a verdict as officers say it.
func verdictWord(v clearance.Verdict) string {
	switch v {
	case clearance.Waived:
		return "no proof needed"
	case clearance.AcceptPart:
		return "accept in part"
	case clearance.Correct:
		return "to be corrected by the trader"
	case clearance.Defer:
		return "defer: the proof may follow"
	case clearance.Refer:
		return "an officer must judge"
	case clearance.Verify:
		return "ask the issuing authority"
	}
	return string(v)
}

// explanation writes an assessment for people.
type explanation struct {
	w     io.Writer
	brief bool // only what is not met or cannot be told is explained
}

// write explains the assessment check by check.
func (e explanation) write(a clearance.Assessment) {
	name := "This file"
	if a.Certificate != nil {
		name = a.Certificate.String()
	}
	fmt.Fprintf(e.w, "%s: %s\n\n", name, strings.ToUpper(verdictWord(a.Verdict)))
	e.findings("  ", a.Findings)
	for _, l := range a.Lines {
		if !e.brief {
			fmt.Fprintln(e.w)
		}
		fmt.Fprintf(e.w, "  Item %d: %s\n", l.Item, verdictWord(l.Verdict)+covered(l))
		e.findings("    ", l.Findings)
	}
	fmt.Fprintf(e.w, "\n  %s\n", freshness(a))
}

// findings explains checks one by one; in brief, those that are met are only
// counted, and not even that for an item where all are.
func (e explanation) findings(indent string, findings []clearance.Finding) {
	fine := 0
	for _, f := range findings {
		if e.brief && (f.Outcome == clearance.Met || f.Outcome == clearance.NotApplicable) {
			fine++
			continue
		}
		writeFinding(e.w, indent, f)
	}
	if fine > 0 && (indent == "  " || fine < len(findings)) {
		fmt.Fprintf(e.w, "%s%s %d of %d checks are met or do not apply\n", indent, signMet, fine, len(findings))
	}
}

// covered is the quantity that may enjoy the preference.
func covered(l clearance.Line) string {
	if l.Covered == nil {
		return ""
	}
	return fmt.Sprintf(", %s %s covered", l.Covered.Value, l.Covered.Unit)
}

// writeFinding prints one check: what came out, on what legal basis, from what
// evidence.
func writeFinding(w io.Writer, indent string, f clearance.Finding) {
	sign, word := outcomeWords(f.Outcome)
	fmt.Fprintf(w, "%s%s %s: %s\n", indent, sign, word, f.Text)
	fmt.Fprintf(w, "%s    %s | %s%s\n", indent, f.Check, f.Citation, evidence(f))
}

// evidence lists what a finding rests on and what was computed from it.
func evidence(f clearance.Finding) string {
	var parts []string
	for _, values := range []map[string]string{f.Inputs, f.Computed} {
		for _, name := range slices.Sorted(maps.Keys(values)) {
			if values[name] != "" {
				parts = append(parts, name+"="+shown(values[name]))
			}
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " | " + strings.Join(parts, ", ")
}

// shown shortens digests and long texts; --json gives them in full.
func shown(value string) string {
	const most = 40
	if letters := []rune(value); len(letters) > most {
		return string(letters[:most-1]) + "…"
	}
	return value
}

// freshness says how current the registry's answers are.
func freshness(a clearance.Assessment) string {
	if a.AsOf.Channel == "" {
		return "The registry was not asked. Rules " + a.RuleSet.Version + "."
	}
	age := time.Duration(a.AsOf.AgeSeconds) * time.Second
	source := "the ledger"
	if a.Source == clearance.FromSnapshot {
		source = "an exported registry"
	}
	return fmt.Sprintf("As of block %d of %s in %s, %s old. Rules %s.", a.AsOf.Block, a.AsOf.Channel, source, age, a.RuleSet.Version)
}
