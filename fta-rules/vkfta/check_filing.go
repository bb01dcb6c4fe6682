package vkfta

import (
	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
	"origo/fta-rules/procedure/circular33"
)

const (
	claimInTime    finding.Message = "vkfta.claim.in_time"
	claimLate      finding.Message = "vkfta.claim.late"
	proofToFollow  finding.Message = "vkfta.claim.proof_to_follow"
	waiverSmall    finding.Message = "vkfta.waiver.small"
	waiverAbove    finding.Message = "vkfta.waiver.above"
	waiverSplit    finding.Message = "vkfta.waiver.split"
	waiverOrder    finding.Message = "vkfta.waiver.order_unknown"
	waiverCurrency finding.Message = "vkfta.waiver.currency"
	evidenceOrder  finding.Message = "vkfta.evidence.order"
	evidenceRate   finding.Message = "vkfta.evidence.exchange_rate"
	rateExcluded   finding.Message = "vkfta.rate.excluded"
	rateThere      finding.Message = "vkfta.rate.there"
)

const (
	claimYears    = 1
	waiverDollars = 600
)

// filingChecks are on when a claim is made, and on claims without certificate.
func filingChecks() []procedure.Check {
	return []procedure.Check{
		claimCheck(), circular33.LateFiling("VKFTA-FIL2", claimYears), noProofCheck(), circular33.NoProofYet("VKFTA-FIL4", claimYears),
		rateCheck(), waiverCheck(),
	}
}

// circularGoverns reports whether Viet Nam's circular is the law for the declaration; otherwise the treaty's own time
// limits and papers are asked for. A declaration without date is taken to be of today.
func circularGoverns(c *procedure.Case) bool {
	day := c.Declaration.Registered
	return c.Importer == "VN" && (day.IsZero() || !day.Before(circular33.Since))
}

// claimCheck gives importers a year from importation to claim the preference and the refund of what was overpaid.
func claimCheck() procedure.Check {
	check := treaty("VKFTA-FIL1", "VKFTA Art. 3.16.4", atClearance, oneFinding(func(c *procedure.Case) finding.Finding {
		last := c.Declaration.Registered.AddYears(claimYears)
		f := procedure.Passed(claimInTime)
		if c.Declaration.ProofSubmitted.After(last) {
			f = procedure.Failed(finding.Refuse, claimLate)
		}
		return f.From("imported", c.Declaration.Registered.String()).
			From("submitted", c.Declaration.ProofSubmitted.String()).Giving("last", last.String())
	}), claimInTime, claimLate)
	return when(func(c *procedure.Case) bool {
		return !circularGoverns(c) && c.HasProof() && !c.Declaration.Registered.IsZero() && !c.Declaration.ProofSubmitted.IsZero()
	}, check)
}

// noProofCheck lets the claim wait for its certificate, for a year from importation.
func noProofCheck() procedure.Check {
	check := treaty("VKFTA-FIL3", "VKFTA Arts 3.16.1, 3.16.4", atClearance, oneFinding(func(c *procedure.Case) finding.Finding {
		f := procedure.Failed(finding.Defer, proofToFollow)
		if !c.Declaration.Registered.IsZero() {
			f.Until = c.Declaration.Registered.AddYears(claimYears)
		}
		if !f.Until.IsZero() && c.Today.After(f.Until) {
			f.Verdict, f.Message = finding.Refuse, claimLate
		}
		return f.From("imported", c.Declaration.Registered.String()).From("submitted", c.Today.String()).
			Giving("last", f.Until.String())
	}), proofToFollow, claimLate)
	return when(func(c *procedure.Case) bool {
		return !circularGoverns(c) && c.Proof.Kind == procedure.None && c.Waiver.Value == nil
	}, check)
}

// rateCheck is for tariff lines for which Viet Nam has not bound a VKFTA rate.
func rateCheck() procedure.Check {
	check := treaty("VKFTA-FIL5", "Decree 125/2022/ND-CP Art. 4", atClearance, oneFinding(func(c *procedure.Case) finding.Finding {
		if *c.Declaration.RateExcluded {
			return procedure.Failed(finding.Refuse, rateExcluded)
		}
		return procedure.Passed(rateThere)
	}), rateExcluded, rateThere)
	check.From, check.Day = certificate.NewDate(2022, 12, 30), procedure.OfDeclaration
	return when(func(c *procedure.Case) bool { return c.Importer == "VN" && c.Declaration.RateExcluded != nil }, check)
}

// waiverCheck is for consignments of small value, which need no certificate unless they are part of a series that is
// meant to evade it. The goods must originate all the same.
func waiverCheck() procedure.Check {
	check := treaty("VKFTA-WV1", "VKFTA Art. 3.17", atClearance, oneFinding(judgeWaiver),
		waiverSmall, waiverAbove, waiverSplit, waiverOrder, waiverCurrency)
	return when(func(c *procedure.Case) bool { return c.Proof.Kind == procedure.None && c.Waiver.Value != nil }, check)
}

func judgeWaiver(c *procedure.Case) finding.Finding {
	limit := certificate.DecimalOf(waiverDollars)
	total, dollars := orderTotal(c.Waiver)
	exceeds := total.Cmp(limit) > 0
	f := finding.Finding{Outcome: finding.Met, Verdict: finding.Waived, Message: waiverSmall}
	switch {
	case !dollars:
		f = procedure.Unclear(finding.Refer, waiverCurrency, evidenceRate)
	case c.Waiver.Value.Amount.Cmp(limit) > 0:
		f = procedure.Curable(finding.Refuse, waiverAbove)
	case exceeds && procedure.Is(c.Waiver.SameOrder):
		f = procedure.Failed(finding.Refuse, waiverSplit)
	case exceeds && c.Waiver.SameOrder == nil:
		f = procedure.Unclear(finding.Refer, waiverOrder, evidenceOrder)
	}
	return f.From("value", c.Waiver.Value.Amount.String()).From("currency", c.Waiver.Value.Currency).
		From("total", total.String()).Giving("limit", limit.String())
}

// orderTotal adds up the consignments that belong together, and says whether all are valued in United States dollars:
// the treaty has no rule on exchange rates.
func orderTotal(w procedure.Waiver) (total certificate.Decimal, dollars bool) {
	total, dollars = w.Value.Amount, w.Value.Currency == "USD"
	for _, related := range w.Related {
		total = total.Add(related.Amount)
		dollars = dollars && related.Currency == "USD"
	}
	return total, dollars
}
