package atiga

import (
	"slices"
	"strings"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// The messages on the criterion, the boxes that hang together with it, and the origin of the goods.
const (
	criterionAdmitted  finding.Message = "atiga.criterion.admissible"
	criterionExcluded  finding.Message = "atiga.criterion.not_admissible"
	criterionUnread    finding.Message = "atiga.criterion.unreadable"
	criterionMissing   finding.Message = "atiga.criterion.missing"
	criterionNoRule    finding.Message = "atiga.criterion.rule_unknown"
	criterionITA       finding.Message = "atiga.criterion.ita_unverified"
	criterionOpen      finding.Message = "atiga.criterion.open"
	valueEnough        finding.Message = "atiga.value.enough"
	valueBelow         finding.Message = "atiga.value.below"
	partialNoRate      finding.Message = "atiga.partial.not_eligible"
	fobThere           finding.Message = "atiga.fob.shown"
	fobMissing         finding.Message = "atiga.fob.missing"
	fobUnknown         finding.Message = "atiga.fob.unknown"
	ticksAgree         finding.Message = "atiga.tick.agree"
	tickMissing        finding.Message = "atiga.tick.missing"
	tickSuperfluous    finding.Message = "atiga.tick.superfluous"
	originProven       finding.Message = "atiga.origin.met"
	originNotMet       finding.Message = "atiga.origin.not_met"
	originOtherwise    finding.Message = "atiga.origin.by_other_criterion"
	originOpen         finding.Message = "atiga.origin.cannot_tell"
	originByAssembling finding.Message = "atiga.origin.by_ita_assembly"
)

func claimChecks() []procedure.Check {
	return []procedure.Check{
		{
			ID: "ATIGA-M15", Citation: notes + "3; ATIGA Art. 28, Annex 3", Stages: always, Judge: procedure.OncePerItem(judgeCriterion),
			Messages: []finding.Message{criterionAdmitted, criterionExcluded, criterionUnread, criterionMissing, criterionNoRule, criterionITA, criterionOpen},
		},
		{
			ID: "ATIGA-M16", Citation: "ATIGA Art. 28", Stages: always, Judge: procedure.OncePerItem(judgeThreshold),
			Messages: []finding.Message{valueEnough, valueBelow},
		},
		{
			ID: "ATIGA-M17", Citation: "ATIGA Annex 6(c), 6(d); " + notes + "3(c)", Stages: atClearance,
			Messages: []finding.Message{partialNoRate}, Judge: procedure.OncePerItem(judgePartial),
		},
		{
			ID: "ATIGA-M18", Citation: annex8 + "R.25; " + notes + "10", Stages: always, Judge: procedure.OncePerItem(judgeFOB),
			Messages: []finding.Message{fobThere, fobMissing, fobUnknown}, Applies: (*procedure.Case).HasProof,
		},
		{
			ID: "ATIGA-M23", Citation: notes + "15, 17", Stages: always, Judge: procedure.EachItem(judgeTicks),
			Messages: []finding.Message{ticksAgree, tickMissing, tickSuperfluous},
		},
		{
			ID: "ATIGA-M31", Citation: "ATIGA Arts 26 to 36, Annex 3", Stages: always, Judge: procedure.OncePerItem(judgeOrigin),
			Messages: []finding.Message{originProven, originNotMet, originOtherwise, originOpen, originByAssembling},
		},
	}
}

// kindOf reads the criterion of an item; it has no kind if it cannot be read.
func kindOf(item procedure.Item) certificate.Criterion {
	criterion, err := certificate.ParseCriterion(certificate.ATIGA, item.Criterion)
	if err != nil {
		return certificate.Criterion{}
	}
	return criterion
}

// judgeCriterion: the criterion can be read and is one that the rule for the code admits. A figure below the threshold
// is for M16, partial cumulation for M17.
func judgeCriterion(c *procedure.Case, item procedure.Item) finding.Finding {
	claim := item.Claim
	if claim == nil || claim.Tree.Message == "claim.below_threshold" || claim.Tree.Message == "claim.partial_cumulation" {
		return finding.Finding{}
	}
	var f finding.Finding
	switch claim.Outcome {
	case finding.Met:
		f = procedure.Passed(criterionAdmitted)
	case finding.NotMet:
		f = procedure.Failed(atIssue(c, finding.Refuse, finding.Verify), criterionExcluded)
	default:
		f = procedure.Unclear(finding.Refer, openClaim(claim.Tree.Message), claim.Tree.Evidence...)
	}
	f.Findings = one(claim.Tree)
	return f.From("criterion", item.Criterion).From("code", item.HS.Code).Giving("rule", claim.Tree.Rule)
}

// openClaim says why a claim could not be judged.
func openClaim(why finding.Message) finding.Message {
	switch why {
	case "claim.unreadable":
		return criterionUnread
	case "claim.no_criterion":
		return criterionMissing
	case "claim.rule_unknown":
		return criterionNoRule
	case "claim.ita_unverified", "claim.list_unread":
		return criterionITA
	}
	return criterionOpen
}

// atIssue picks what follows: before issue there is nobody else to ask.
func atIssue(c *procedure.Case, issue, clearance finding.Verdict) finding.Verdict {
	if c.Stage == procedure.Issue {
		return issue
	}
	return clearance
}

// judgeThreshold: the figure in the box is at least the threshold, exactly; 39.99% is less than 40%.
func judgeThreshold(_ *procedure.Case, item procedure.Item) finding.Finding {
	if item.Claim == nil {
		return finding.Finding{}
	}
	tree := item.Claim.Tree
	figure, stated := tree.Value("figure")
	threshold, asked := tree.Value("threshold")
	var f finding.Finding
	switch {
	case tree.Message == "claim.below_threshold":
		f = procedure.Failed(finding.Refuse, valueBelow)
	case item.Claim.Outcome == finding.Met && stated && asked:
		f = procedure.Passed(valueEnough)
	default:
		return finding.Finding{}
	}
	return f.From("figure", figure).Giving("threshold", threshold)
}

// judgePartial: a material of partial content is never preferential itself; the next producer may count its content.
func judgePartial(c *procedure.Case, item procedure.Item) finding.Finding {
	criterion := kindOf(item)
	if criterion.Kind != certificate.PartialCumulation {
		return finding.Finding{}
	}
	return procedure.Failed(finding.Refuse, partialNoRate).From("content", criterion.Percent.String())
}

// fobCountries are those for whose goods and imports the FOB price is shown where regional value content is claimed. The
// English note speaks of goods exported from and imported by them; Viet Nam reads it as either (6389/TCHQ-GSQL).
var fobCountries = []string{"ID", "KH", "LA"}

// needsFOB reports whether box 9 has to show a price: on a back-to-back proof for goods of those countries as well.
func needsFOB(c *procedure.Case) bool {
	asks := func(country string) bool { return slices.Contains(fobCountries, country) }
	return asks(issuer(c)) || asks(c.Exporter) || asks(c.Importer) ||
		slices.ContainsFunc(c.Proof.Originals, func(o procedure.Original) bool { return asks(o.IssuingCountry) })
}

func judgeFOB(c *procedure.Case, item procedure.Item) finding.Finding {
	if !needsFOB(c) || !kindOf(item).UsesValue() {
		return finding.Finding{}
	}
	var f finding.Finding
	switch {
	case procedure.Is(item.FOBShown) || item.FOBShown == nil && item.FOB != nil:
		f = procedure.Passed(fobThere)
	case procedure.IsNot(item.FOBShown):
		f = procedure.Curable(finding.Refer, fobMissing)
	case c.Stage == procedure.Issue:
		return finding.Finding{} // an application does not say how box 9 will be filled in
	default:
		f = procedure.Unclear(finding.Refer, fobUnknown)
	}
	return f.From("criterion", item.Criterion).From("exporter", issuer(c)).From("importer", c.Importer)
}

// doubtfulTicks are ticks that do not fit the criterion, or that it lacks, as far as the proof alone shows.
func doubtfulTicks(item procedure.Item) []finding.Finding {
	if item.Claim == nil {
		return nil
	}
	var all []finding.Finding
	for _, box := range item.Claim.Boxes {
		message, mark := tickSuperfluous, procedure.DeMinimis
		switch box.Message {
		case "claim.tick_de_minimis":
		case "claim.tick_accumulation":
			mark = procedure.Accumulation
		case "claim.tick_partial":
			mark = procedure.PartialCumulation
		case "claim.tick_partial_missing":
			message, mark = tickMissing, procedure.PartialCumulation
		default:
			continue
		}
		f := procedure.Curable(finding.Refer, message).From("tick", string(mark))
		f.Findings = one(box)
		all = append(all, f)
	}
	return all
}

// judgeTicks: where a cost statement shows that the goods originate, the ticks agree with how they do; otherwise they fit
// the criterion.
func judgeTicks(c *procedure.Case, item procedure.Item) []finding.Finding {
	d := item.Determination
	if d == nil {
		return doubtfulTicks(item)
	}
	if proven(d) != finding.Met {
		return nil
	}
	var all []finding.Finding
	for _, mark := range []procedure.Mark{procedure.Accumulation, procedure.DeMinimis} {
		needed := slices.Contains(d.Marks, string(mark))
		ticked := c.Proof.Has(mark)
		switch {
		case needed && !ticked:
			all = append(all, procedure.Curable(finding.Refer, tickMissing).From("tick", string(mark)))
		case ticked && !needed && !(mark == procedure.Accumulation && usesPartial(d)) && len(c.Items) == 1:
			all = append(all, procedure.Curable(finding.Refer, tickSuperfluous).From("tick", string(mark)))
		}
	}
	if all == nil {
		return procedure.Met(ticksAgree)
	}
	return all
}

// usesPartial reports whether a partly originating material counted. Which tick the finished good then needs is not laid
// down, so accumulation is as good as none.
func usesPartial(d *procedure.Origin) bool {
	used := false
	d.Tree.Walk(func(f finding.Finding) { used = used || f.Message == "partial.counted" && f.Outcome == finding.Met })
	return used
}

// proven is the outcome under the criterion claimed or, if none is, under any.
func proven(d *procedure.Origin) finding.Outcome {
	if d.Claimed != "" {
		return d.Claimed
	}
	return d.Outcome
}

// judgeOrigin: the bill of materials shows that the goods originate under the criterion claimed. Goods that originate by
// assembly from listed materials (Art. 28(3)), but were claimed by another criterion, are for an officer: that criterion
// is not theirs, and none is laid down for them.
func judgeOrigin(c *procedure.Case, item procedure.Item) finding.Finding {
	d := item.Determination
	if d == nil {
		return finding.Finding{}
	}
	var f finding.Finding
	refused := atIssue(c, finding.Refuse, finding.Verify)
	switch {
	case proven(d) == finding.Met:
		f = procedure.Passed(originProven)
	case d.Outcome == finding.Met && strings.Contains(d.By, "LISTED("):
		f = procedure.Unclear(finding.Refer, originByAssembling)
	case proven(d) == finding.CannotTell:
		f = procedure.Unclear(finding.Refer, originOpen, d.Tree.Evidence...)
	case d.Outcome == finding.Met:
		f = procedure.Failed(refused, originOtherwise)
	default:
		f = procedure.Failed(refused, originNotMet)
	}
	f.Findings = one(d.Tree)
	return f.From("criterion", item.Criterion).Giving("by", d.By)
}
