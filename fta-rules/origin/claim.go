package origin

import (
	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
)

// ClaimInput is what stands on a proof of origin for one line of goods: each line must qualify by itself (ATIGA Annex 7
// overleaf note 4; VKFTA Annex 3-C overleaf note 1; UKVFTA Protocol 1 Art. 27(3)).
type ClaimInput struct {
	Agreement certificate.Agreement `json:"agreement"`
	On        certificate.Date      `json:"on"`                 // date of issue; it picks the rules
	Exporter  string                `json:"exporter,omitempty"` // exporting party, ISO 3166 alpha-2
	Importer  string                `json:"importer,omitempty"` // importing party
	HS        certificate.HSCode    `json:"hs,omitzero"`
	Criterion string                `json:"criterion,omitempty"` // as printed; UKVFTA proofs print none
	FOBShown  *bool                 `json:"fob_shown,omitempty"` // whether an FOB price is printed; null if not known
	Ticks     *Ticks                `json:"ticks,omitempty"`     // null if not known, or if the proof has other lines they may be for
	// Choice says which goods of the code these are: the id or the description of a line, or the label of a part of
	// its rule; empty if nobody has said.
	Choice string `json:"choice,omitempty"`
	Rule   string `json:"rule,omitempty"` // the rule to apply instead of the agreement's line, in the notation of psr
}

// Ticks are those of a form's remarks box that speak of how a good came to originate (Form D box 13).
type Ticks struct {
	Accumulation      bool `json:"accumulation,omitempty"`
	DeMinimis         bool `json:"de_minimis,omitempty"`
	PartialCumulation bool `json:"partial_cumulation,omitempty"`
}

// ClaimResult says what can be said of a claim from the proof alone.
type ClaimResult struct {
	Rules RuleSet `json:"rules,omitzero"`
	// Outcome says whether the criterion is one under which goods of the code may originate: met does not prove that
	// they do, not met means that they cannot as claimed.
	Outcome   finding.Outcome       `json:"outcome"`
	Criterion certificate.Criterion `json:"-"` // zero if none is printed or it could not be read
	Tree      finding.Finding       `json:"tree"`
	Boxes     []finding.Finding     `json:"boxes,omitempty"` // how the boxes agree with the criterion, without verdict
}

// Claim judges one line of goods from the proof alone, under the rules of the day of its issue; nil if no rules are known
// for that day.
//
// The rules admit a claim if some alternative of the line's rule is what the criterion says, or less than that: a change
// of chapter is also a change of heading. Where the code or the description leaves open which rule it is, all are
// tried, and the claim can be judged only if they agree. A wholly obtained good originates whatever its rule.
func Claim(r *agreement.Rules, c ClaimInput) ClaimResult {
	q := claim{rules: r, input: c, prints: PrintsCriterion(c.Agreement)}
	result := ClaimResult{}
	if r != nil {
		result.Rules = ruleSet(r)
	}
	if unread := q.readCriterion(); unread != nil {
		result.Tree = q.stated(*unread)
	} else {
		result.Criterion = q.criterion
		result.Tree = q.stated(q.judge())
		result.Boxes = q.boxes(result.Tree)
	}
	result.Outcome = result.Tree.Outcome
	return result
}

// ClaimMessages are all messages that Claim may give.
func ClaimMessages() []finding.Message {
	return []finding.Message{
		claimAdmissible, claimWhollyObtained, claimOriginatingOnly, claimLineHasRule, claimNotAdmissible, claimBelow,
		claimPartial, claimUnreadable, claimNoCriterion, claimNoCode, claimRuleUnknown, claimOverride, claimJudgement,
		claimITA, claimListUnread, claimOutward, claimNotOutward, claimChoice, claimCodeUnknown,
		claimCodeAmbiguous, claimCodeOpen, claimVariant, claimFigure, claimFOBMissing, claimFOBShown, claimTickDeMinimis,
		claimTickAccumulation, claimTickPartial, claimTickNotPartial, needRuleText, needCode, needDescription,
		needOfficer,
	}
}

// The messages. Those that begin with need name evidence.
const (
	claimAdmissible       finding.Message = "claim.admissible"
	claimWhollyObtained   finding.Message = "claim.wholly_obtained"
	claimOriginatingOnly  finding.Message = "claim.originating_only"
	claimLineHasRule      finding.Message = "claim.line_has_rule"
	claimNotAdmissible    finding.Message = "claim.not_admissible"
	claimBelow            finding.Message = "claim.below_threshold"
	claimPartial          finding.Message = "claim.partial_cumulation"
	claimUnreadable       finding.Message = "claim.unreadable"
	claimNoCriterion      finding.Message = "claim.no_criterion"
	claimNoCode           finding.Message = "claim.no_code"
	claimRuleUnknown      finding.Message = "claim.rule_unknown"
	claimOverride         finding.Message = "claim.rule_unreadable"
	claimJudgement        finding.Message = "claim.judgement"
	claimITA              finding.Message = "claim.ita_unverified"
	claimListUnread       finding.Message = "claim.list_unread"
	claimOutward          finding.Message = "claim.outward_listed"
	claimNotOutward       finding.Message = "claim.outward_not_listed"
	claimChoice           finding.Message = "claim.choice"
	claimCodeUnknown      finding.Message = "claim.code_unknown"
	claimCodeAmbiguous    finding.Message = "claim.code_ambiguous"
	claimCodeOpen         finding.Message = "claim.code_open"
	claimVariant          finding.Message = "claim.variant"
	claimFigure           finding.Message = "claim.figure_differs"
	claimFOBMissing       finding.Message = "claim.fob_missing"
	claimFOBShown         finding.Message = "claim.fob_shown"
	claimTickDeMinimis    finding.Message = "claim.tick_de_minimis"
	claimTickAccumulation finding.Message = "claim.tick_accumulation"
	claimTickPartial      finding.Message = "claim.tick_partial_missing"
	claimTickNotPartial   finding.Message = "claim.tick_partial"
	needRuleText          finding.Message = "claim.need.rule_text"
	needCode              finding.Message = "claim.need.code"
	needDescription       finding.Message = "claim.need.description"
	needOfficer           finding.Message = "claim.need.officer"
)

// claim is one question while it is answered.
type claim struct {
	rules     *agreement.Rules
	input     ClaimInput
	prints    bool // whether the agreement's proofs print a criterion
	criterion certificate.Criterion
	codes     []hs.Code // what the good may be in the edition of the rules; see place
}

// readCriterion reads the box; a finding says why that failed.
func (q *claim) readCriterion() *finding.Finding {
	if !q.prints {
		return nil
	}
	cites := claimForms[q.input.Agreement].criteria
	if q.input.Criterion == "" {
		return &finding.Finding{Outcome: finding.CannotTell, Message: claimNoCriterion, Citation: cites, Evidence: evidence(needOfficer)}
	}
	criterion, err := certificate.ParseCriterion(q.input.Agreement, q.input.Criterion)
	if err != nil {
		return &finding.Finding{Outcome: finding.CannotTell, Message: claimUnreadable, Citation: cites, Evidence: evidence(needOfficer)}
	}
	q.criterion = criterion
	return nil
}

// stated adds to the finding what the proof says.
func (q *claim) stated(f finding.Finding) finding.Finding {
	f.Inputs = make(finding.Values, 0, 3)
	if q.prints {
		f = f.From("criterion", q.input.Criterion)
	}
	if !q.input.HS.IsZero() {
		f = f.From("hs", q.input.HS.Code).From("edition", hs.Edition(q.input.HS.Edition).String())
	}
	return f
}

// judge answers for a criterion that could be read. What holds whatever the rule comes first.
func (q *claim) judge() finding.Finding {
	switch q.criterion.Kind {
	case certificate.WhollyObtained:
		return finding.Finding{Outcome: finding.Met, Message: claimWhollyObtained, Citation: claimForms[q.input.Agreement].whollyObtained}
	case certificate.PartialCumulation:
		return q.partialCumulation()
	}
	if q.rules == nil && q.input.Rule == "" {
		return unknownRule("").Giving("state", "no_rules").Giving("on", q.input.On.String())
	}
	if q.criterion.Kind == certificate.EntirelyProduced && q.rules != nil && q.rules.Terms.OriginatingOnly {
		return finding.Finding{Outcome: finding.Met, Message: claimOriginatingOnly, Citation: q.rules.Terms.Cites.OriginatingOnly}
	}
	if undecided := q.place(); undecided != nil {
		return *undecided
	}
	switch {
	case q.criterion.Kind == certificate.OutwardProcessing:
		return q.outward()
	case q.criterion.Kind == certificate.SpecificProcess:
		return q.process()
	}
	return q.byRule()
}

// partialCumulation refuses: such a proof serves the next producer and never gives a preference by itself.
func (q *claim) partialCumulation() finding.Finding {
	f := finding.Finding{Outcome: finding.NotMet, Message: claimPartial}
	f = f.Giving("figure", q.criterion.Percent.String())
	if q.rules == nil {
		return f
	}
	f.Citation = q.rules.Terms.Cites.Partial
	if p := q.rules.Terms.Partial; p != nil {
		f = f.Giving("least", p.Least.String()).Giving("most", p.Most.String())
	}
	return f
}

// unknownRule refers a line whose rule is not known: it must not fall under the general rule.
func unknownRule(citation string) finding.Finding {
	return finding.Finding{Outcome: finding.CannotTell, Message: claimRuleUnknown, Citation: citation, Evidence: evidence(needRuleText)}
}

func evidence(wanted ...finding.Message) []finding.Message { return wanted }

func ruleSet(r *agreement.Rules) RuleSet {
	return RuleSet{Version: r.Version, Digest: r.Digest(), From: r.From, Edition: int(r.Edition), Official: r.Official}
}
