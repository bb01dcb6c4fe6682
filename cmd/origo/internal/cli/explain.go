package cli

import (
	"fmt"
	"io"
	"strings"
	"time"

	"origo/clearance"
	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
)

// signs stand before the line of an outcome.
var signs = map[clearance.Outcome]string{
	clearance.Met: signMet, clearance.NotMet: signNot, clearance.CannotTell: signUnsure, clearance.NotApplicable: signNone,
}

// catalogue loads the words of a language, English if none is named.
func catalogue(language string) (explain.Catalogue, error) {
	known, err := explain.ParseLanguage(language)
	if err != nil {
		return explain.Catalogue{}, usagef("--lang: %v", err)
	}
	return explain.Load(known)
}

// explanation writes an assessment for people.
type explanation struct {
	w     io.Writer
	words explain.Catalogue
	brief bool // only what is not met or cannot be told is explained
}

// write explains the assessment check by check, and what to do next.
func (e explanation) write(a clearance.Assessment) {
	name := "This file"
	if a.Certificate != nil {
		name = a.Certificate.String()
	}
	fmt.Fprintf(e.w, "%s: %s\n\n", name, strings.ToUpper(e.words.Verdict(a.Verdict)))
	e.findings("  ", a.Findings)
	for _, l := range a.Lines {
		if !e.brief {
			fmt.Fprintln(e.w)
		}
		item := e.words.Say("frame.item", finding.Value{Name: "item", Value: fmt.Sprint(l.Item)})
		fmt.Fprintf(e.w, "  %s: %s\n", item, e.words.Verdict(l.Verdict)+e.covered(l))
		e.uses(l.EarlierUses)
		e.findings("    ", l.Findings)
	}
	fmt.Fprintln(e.w)
	e.step(a.Step)
	fmt.Fprintf(e.w, "  %s\n", freshness(a))
	if a.Digest != "" {
		fmt.Fprintf(e.w, "  Assessment %s\n", a.Digest)
	}
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
		e.finding(indent, f)
	}
	if fine > 0 && (indent == "  " || fine < len(findings)) {
		counted := e.words.Say("frame.fine", finding.Value{Name: "met", Value: fmt.Sprint(fine)},
			finding.Value{Name: "all", Value: fmt.Sprint(len(findings))})
		fmt.Fprintf(e.w, "%s%s %s\n", indent, signMet, counted)
	}
}

// covered is the quantity that may enjoy the preference.
func (e explanation) covered(l clearance.Line) string {
	if l.Covered == nil {
		return ""
	}
	return ", " + e.words.Say("frame.covered", finding.Value{Name: "quantity", Value: fmt.Sprintf("%s %s", l.Covered.Value, l.Covered.Unit)})
}

// uses names what earlier declarations took.
func (e explanation) uses(uses []clearance.EarlierUse) {
	for _, u := range uses {
		fmt.Fprintf(e.w, "    - %s: %s %s, %s\n", u.Declaration, u.Quantity.Value, u.Quantity.Unit, u.DecidedOn)
	}
}

// finding prints one check: what came out, on what legal basis, from what
// evidence, and what would settle it.
func (e explanation) finding(indent string, f clearance.Finding) {
	worded := e.words.Explain(f)
	fmt.Fprintf(e.w, "%s%s %s: %s\n", indent, signs[f.Outcome], worded.Word, worded.Text)
	fmt.Fprintf(e.w, "%s    %s | %s%s\n", indent, f.Check, f.Citation, evidence(f))
	for _, wanted := range worded.Evidence {
		fmt.Fprintf(e.w, "%s    %s\n", indent, e.words.Say("frame.evidence", finding.Value{Name: "evidence", Value: wanted}))
	}
}

// step says what to do next and until when.
func (e explanation) step(s clearance.Step) {
	fmt.Fprintf(e.w, "  → %s\n", e.words.Say(s.Message))
	if !s.Until.IsZero() {
		fmt.Fprintf(e.w, "    %s\n", e.words.Say("step.until", finding.Value{Name: "until", Value: s.Until.String()}))
	}
	if s.Curable {
		fmt.Fprintf(e.w, "    %s\n", e.words.Say("frame.curable"))
	}
}

// evidence lists what a finding rests on and what was computed from it.
func evidence(f clearance.Finding) string {
	var parts []string
	for _, values := range []finding.Values{f.Inputs, f.Computed} {
		for _, v := range values {
			if v.Value != "" {
				parts = append(parts, v.Name+"="+shown(v.Value))
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
		return "The registry was not asked. " + rested(a.RuleSet)
	}
	age := time.Duration(a.AsOf.AgeSeconds) * time.Second
	source, good := "the ledger", ""
	if a.Source == clearance.FromBundle {
		source, good = "a bundle", ", to be used until "+a.AsOf.Expires
	}
	return fmt.Sprintf("As of block %d of %s in %s, %s old%s. %s", a.AsOf.Block, a.AsOf.Channel, source, age, good, rested(a.RuleSet))
}

// rested names the checks and rules that an answer rests on.
func rested(r clearance.RuleSet) string {
	if r.Rules == "" {
		return "Checks " + r.Version + "."
	}
	return "Checks " + r.Version + ", rules " + r.Rules + "."
}
