package atiga

import (
	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// The messages on back-to-back proofs.
const (
	backToBackGood      finding.Message = "atiga.back_to_back.good"
	backToBackUnmarked  finding.Message = "atiga.back_to_back.not_marked"
	backToBackNotMember finding.Message = "atiga.back_to_back.intermediate_not_member"
	backToBackOriginal  finding.Message = "atiga.back_to_back.original_not_member"
	backToBackUnnamed   finding.Message = "atiga.back_to_back.originals_not_named"
	backToBackUnknown   finding.Message = "atiga.back_to_back.originals_unknown"
	backToBackLate      finding.Message = "atiga.back_to_back.after_earliest_expiry"
	backToBackExceeded  finding.Message = "atiga.back_to_back.quantity_exceeded"
	backToBackWithin    finding.Message = "atiga.back_to_back.quantity_within"
	backToBackUncounted finding.Message = "atiga.back_to_back.quantity_unknown"
	evidenceOriginals   finding.Message = "atiga.evidence.originals"
	backToBackCitation                  = annex8 + "R.11(1); " + notes + "12; Circular 33/2023/TT-BTC Art. 17"
)

func isBackToBack(c *procedure.Case) bool {
	return c.Proof.Has(procedure.BackToBack) || len(c.Proof.Originals) > 0
}

func backToBackChecks() []procedure.Check {
	return []procedure.Check{
		{
			ID: "ATIGA-M22", Citation: backToBackCitation, Stages: always, Applies: isBackToBack, Judge: judgeOriginals,
			Messages: []finding.Message{backToBackGood, backToBackUnmarked, backToBackNotMember, backToBackOriginal, backToBackUnnamed, backToBackUnknown},
		},
		{
			ID: "ATIGA-M22", Citation: annex8 + "R.11(1)(c), R.11(1)(e)", Stages: always, Judge: judgeEarliest,
			Messages: []finding.Message{backToBackLate},
			Applies:  func(c *procedure.Case) bool { return isBackToBack(c) && !earliestExpiry(c).IsZero() },
		},
		{
			ID: "ATIGA-M22", Citation: annex8 + "R.11(1)(f)", Stages: always, Judge: judgeReexported,
			Messages: []finding.Message{backToBackExceeded, backToBackWithin, backToBackUncounted},
			Applies:  func(c *procedure.Case) bool { return len(c.Proof.Originals) > 0 },
		},
	}
}

// judgeOriginals: a member issues it on the strength of members' proofs, ticks it and names them.
func judgeOriginals(c *procedure.Case) []finding.Finding {
	p := c.Proof
	var all []finding.Finding
	if !certificate.ATIGA.HasParty(issuer(c)) {
		all = append(all, procedure.Failed(finding.Refuse, backToBackNotMember).From("country", issuer(c)))
	}
	if country, members := membersOnly(originalIssuers(p)); !members {
		all = append(all, procedure.Failed(finding.Refuse, backToBackOriginal).From("country", country))
	}
	if !p.Has(procedure.BackToBack) {
		all = append(all, procedure.Curable(finding.Refuse, backToBackUnmarked))
	}
	switch {
	case procedure.IsNot(p.NamesOriginals):
		all = append(all, procedure.Curable(finding.Refuse, backToBackUnnamed))
	case len(p.Originals) == 0:
		all = append(all, procedure.Unclear(finding.Refer, backToBackUnknown, evidenceOriginals))
	}
	if all == nil {
		return procedure.Met(backToBackGood)
	}
	return all
}

func originalIssuers(p procedure.Proof) []string {
	countries := make([]string, len(p.Originals))
	for i, original := range p.Originals {
		countries[i] = original.IssuingCountry
	}
	return countries
}

// earliestExpiry is the last day on which all originals are valid, zero if no date of issue is known.
func earliestExpiry(c *procedure.Case) certificate.Date {
	var earliest certificate.Date
	for _, original := range c.Proof.Originals {
		last := certificate.LastDay(certificate.ATIGA, original.IssueDate)
		if earliest.IsZero() || !last.IsZero() && last.Before(earliest) {
			earliest = last
		}
	}
	return earliest
}

// judgeEarliest: issue and presentation both fall within the validity of the original that lapses first.
func judgeEarliest(c *procedure.Case) []finding.Finding {
	last := earliestExpiry(c)
	presented := c.Presented()
	if c.Stage == procedure.Issue {
		presented = certificate.Date{}
	}
	if !issueDay(c).After(last) && !presented.After(last) {
		return nil
	}
	f := procedure.Failed(finding.Refuse, backToBackLate)
	return one(f.From("issued", issueDay(c).String()).From("presented", presented.String()).Giving("last", last.String()))
}

// judgeReexported: all that is re-exported stays within the originals' quantity. Originals state theirs in the unit of
// the goods.
func judgeReexported(c *procedure.Case) []finding.Finding {
	asked, unit, counted := askedQuantity(c.Items)
	left, known := leftOnOriginals(c.Proof.Originals)
	if !counted || !known {
		return procedure.CannotTell(finding.Accept, backToBackUncounted, evidenceOriginals)
	}
	f := procedure.Passed(backToBackWithin)
	if asked.Cmp(left) > 0 {
		f = procedure.Curable(finding.Refuse, backToBackExceeded)
	}
	return one(f.From("asked", asked.String()).From("unit", unit).Giving("remaining", left.String()))
}

// askedQuantity is the sum of the items, if all are in one unit.
func askedQuantity(items []procedure.Item) (sum certificate.Decimal, unit string, counted bool) {
	for i, item := range items {
		if item.Quantity == nil || i > 0 && item.Quantity.Unit != unit {
			return sum, unit, false
		}
		sum, unit = sum.Add(item.Quantity.Value), item.Quantity.Unit
	}
	return sum, unit, len(items) > 0
}

// leftOnOriginals is what the originals certify less what was re-exported on them before.
func leftOnOriginals(originals []procedure.Original) (certificate.Decimal, bool) {
	var left certificate.Decimal
	for _, original := range originals {
		if original.Quantity == nil {
			return left, false
		}
		left = left.Add(*original.Quantity)
		if original.Reexported != nil {
			left = left.Sub(*original.Reexported)
		}
	}
	return left, true
}
