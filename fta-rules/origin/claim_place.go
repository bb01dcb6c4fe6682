package origin

import (
	"maps"
	"slices"
	"strconv"

	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
	"origo/fta-rules/psr"
)

// place finds what the good's code is in the edition of the rules; a finding says why that failed. A rule that is given
// needs no code.
func (q *claim) place() *finding.Finding {
	given := q.input.Rule != "" || q.rules == nil
	if q.input.HS.IsZero() {
		if given {
			return nil
		}
		return &finding.Finding{Outcome: finding.CannotTell, Message: claimNoCode, Evidence: evidence(needCode)}
	}
	code, err := hs.Parse(q.input.HS.Code)
	if err == nil && q.rules != nil {
		mapping := hs.Map(code, hs.Edition(q.input.HS.Edition), q.rules.Edition)
		q.codes = mapping.Candidates
		if mapping.OverLinked && !given {
			return q.uncertain(claimCodeOpen)
		}
	}
	if len(q.codes) == 0 && !given {
		return q.uncertain(claimCodeUnknown)
	}
	return nil
}

// uncertain refers a good whose code says nothing in the edition of the rules.
func (q *claim) uncertain(why finding.Message) *finding.Finding {
	f := finding.Finding{Outcome: finding.CannotTell, Message: why, Citation: q.rules.Terms.Cites.Edition, Evidence: evidence(needCode)}
	f = f.Giving("rules_edition", q.rules.Edition.String())
	return &f
}

// outward judges goods processed outside the parties: only listed goods may be (VKFTA Annex 3-B para 7).
func (q *claim) outward() finding.Finding {
	if q.rules == nil || q.rules.Terms.Outward == nil {
		return unknownRule("").Giving("state", "no_outward")
	}
	terms := q.rules.Terms.Outward
	code, err := hs.Parse(q.input.HS.Code)
	if err != nil {
		return *q.uncertain(claimCodeUnknown)
	}
	mapping := hs.Map(code, hs.Edition(q.input.HS.Edition), terms.Edition)
	if !mapping.Known() {
		return *q.uncertain(claimCodeUnknown)
	}
	outcomes := make([]finding.Outcome, len(mapping.Candidates))
	for i, candidate := range mapping.Candidates {
		outcomes[i] = finding.Of(terms.Goods.Contains(candidate))
	}
	f := finding.Finding{Outcome: finding.Agreeing(outcomes...), Citation: terms.Citation}
	switch f.Outcome {
	case finding.Met:
		f.Message = claimOutward
		return f.Giving("most", terms.MaxPercent.String())
	case finding.NotMet:
		f.Message = claimNotOutward
		return f
	}
	return *q.uncertain(claimCodeAmbiguous)
}

// process judges a claim by a specific process. Goods on a list of the agreement originate by assembly from listed
// materials; which criterion their certificates print is not laid down (ATIGA Art. 28(3)), so an officer must see it.
func (q *claim) process() finding.Finding {
	f := q.byRule()
	if f.Outcome == finding.Met || q.rules == nil {
		return f
	}
	for _, name := range slices.Sorted(maps.Keys(q.rules.Terms.Lists)) {
		list := q.rules.Terms.Lists[name]
		for _, code := range q.codes {
			switch {
			case list.Codes.Contains(code):
				return byList(f, claimITA, list)
			case f.Outcome == finding.NotMet && list.MayContain(code):
				return byList(f, claimListUnread, list)
			}
		}
	}
	return f
}

// byList turns a finding into one that refers to an officer because of a list.
func byList(f finding.Finding, why finding.Message, list agreement.List) finding.Finding {
	return finding.Finding{
		Rule: f.Rule, Outcome: finding.CannotTell, Message: why, Citation: list.Citation,
		Computed: f.Computed, Evidence: evidence(needOfficer),
	}
}

// byRule tries every rule that may be the one for the good and says what all agree on.
func (q *claim) byRule() finding.Finding {
	readings, err := q.readings()
	if err != nil {
		return finding.Finding{Outcome: finding.CannotTell, Message: claimOverride, Evidence: evidence(needRuleText)}.Giving("rule_given", q.input.Rule)
	}
	if len(readings) == 1 {
		return readings[0]
	}
	outcomes := make([]finding.Outcome, len(readings))
	for i := range readings {
		readings[i] = q.stated(readings[i])
		outcomes[i] = readings[i].Outcome
	}
	f := finding.Finding{Outcome: finding.Agreeing(outcomes...), Findings: readings, Message: readings[0].Message, Citation: readings[0].Citation}
	if f.Outcome == finding.CannotTell && !slices.Equal(outcomes, slices.Repeat(outcomes[:1], len(outcomes))) {
		f.Message, f.Evidence = q.whyDiffer()
	}
	return f
}

// whyDiffer says what would tell which of several rules it is.
func (q *claim) whyDiffer() (finding.Message, []finding.Message) {
	if len(q.codes) > 1 {
		return claimCodeAmbiguous, evidence(needCode, needDescription)
	}
	return claimChoice, evidence(needDescription)
}

// readings are the answers under each rule that may be the one for the good.
func (q *claim) readings() ([]finding.Finding, error) {
	if q.input.Rule != "" {
		rule, err := psr.Parse(q.input.Rule)
		if err != nil {
			return nil, err
		}
		return q.parts(rule, ""), nil
	}
	if len(q.codes) == 1 { // nearly always
		return q.at(q.codes[0]), nil
	}
	var all []finding.Finding
	for _, code := range q.codes {
		all = append(all, q.at(code)...)
	}
	return all, nil
}

// at are the answers for one subheading.
func (q *claim) at(code hs.Code) []finding.Finding {
	lines := q.chosen(q.rules.Table.At(code))
	switch len(lines) {
	case 0:
		return []finding.Finding{q.general()}
	case 1:
		return q.line(lines[0])
	}
	var all []finding.Finding
	for _, line := range lines {
		all = append(all, q.line(line)...)
	}
	return all
}

// chosen are the lines for the goods that the input describes: one if its choice names it, otherwise all.
func (q *claim) chosen(lines []*agreement.Line) []*agreement.Line {
	if q.input.Choice == "" {
		return lines
	}
	for i, line := range lines {
		if line.ID == q.input.Choice || line.Choice == q.input.Choice {
			return lines[i : i+1]
		}
	}
	return lines
}

// general answers for a subheading that the annex does not list.
func (q *claim) general() finding.Finding {
	if len(q.rules.General) == 0 {
		return unknownRule(q.rules.Citation).Giving("state", "not_listed")
	}
	return q.alternatives(q.rules.General, q.rules.Terms.Cites.General).Giving("line", "general")
}

// line answers for one line of the annex.
func (q *claim) line(line *agreement.Line) []finding.Finding {
	switch line.State {
	case agreement.Known:
	case agreement.Ambiguous:
		return []finding.Finding{provenance(q.rivals(line), line)}
	default:
		return []finding.Finding{provenance(unknownRule(line.Citation).Giving("state", string(line.State)), line)}
	}
	answers := q.parts(line.Rule, line.Citation)
	for i := range answers {
		answers[i] = provenance(answers[i], line)
	}
	return answers
}

// rivals answers for a line of which only rival rules are known: what all of them say, if they agree.
func (q *claim) rivals(line *agreement.Line) finding.Finding {
	var readings []finding.Finding
	var outcomes []finding.Outcome
	for _, rival := range line.Rivals {
		for _, f := range q.parts(rival, line.Citation) {
			readings, outcomes = append(readings, q.stated(f)), append(outcomes, f.Outcome)
		}
	}
	f := unknownRule(line.Citation).Giving("state", string(line.State))
	if agreed := finding.Agreeing(outcomes...); agreed != finding.CannotTell {
		f = finding.Finding{Outcome: agreed, Message: readings[0].Message, Citation: line.Citation}
	}
	f.Findings = readings
	return f
}

// provenance names the line that was applied, and what an officer should know of it.
func provenance(f finding.Finding, line *agreement.Line) finding.Finding {
	f = f.Giving("line", line.ID)
	if line.Choice != "" {
		f = f.Giving("choice", line.Choice)
	}
	if line.Note != "" {
		f = f.Giving("note", line.Note)
	}
	if line.Changed {
		f = f.Giving("heading_changed", "true")
	}
	if c := line.Correction; c != nil {
		f = f.Giving("correction", c.Reason).Giving("correction_source", c.Source).Giving("correction_from", c.From.String())
	}
	return f
}

// parts answers for the part of a rule that is chosen, or for each that may be the one for the good.
func (q *claim) parts(rule psr.Rule, citation string) []finding.Finding {
	parts := rule.Parts
	if chosen := chosenPart(rule, q.input.Choice); chosen >= 0 {
		parts = parts[chosen : chosen+1]
	}
	answers := make([]finding.Finding, 0, len(parts))
	for _, part := range parts {
		f := q.alternatives(part.Alternatives, citation)
		if part.Label != "" {
			f = f.Giving("part", part.Label)
		}
		answers = append(answers, f)
	}
	return answers
}

// alternatives answers for the alternatives of one part, of which the exporter chooses one.
func (q *claim) alternatives(all []psr.Expr, citation string) finding.Finding {
	best := fit{outcome: finding.NotMet, why: claimNotAdmissible}
	for i, alternative := range all {
		if f := fitOf(q.criterion, alternative); f.better(best) {
			best, best.alternative = f, i+1
		}
	}
	f := finding.Finding{Computed: make(finding.Values, 0, 4), Rule: psr.Part{Alternatives: all}.String(), Outcome: best.outcome, Message: best.why, Citation: citation}
	if !q.prints && best.outcome == finding.Met {
		f.Message = claimLineHasRule
	}
	if best.outcome == finding.CannotTell {
		f.Evidence = evidence(needOfficer)
	}
	if q.prints && best.outcome == finding.Met {
		f = f.Giving("alternative", strconv.Itoa(best.alternative))
	}
	return q.figures(f, best)
}

// figures adds the percentage on the proof and the threshold that it was held against.
func (q *claim) figures(f finding.Finding, best fit) finding.Finding {
	if q.criterion.UsesValue() {
		f = f.Giving("figure", q.criterion.Percent.String())
	}
	if !best.threshold.IsZero() {
		f = f.Giving("threshold", best.threshold.String())
	}
	return f
}
